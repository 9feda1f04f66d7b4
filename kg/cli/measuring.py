"""kg network summary, camps, communities, weights, brokers, moved, agreement, series: the stances measured as a whole."""

import sys
from collections.abc import Callable, Sequence
from math import isnan
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.networks import network_, tell_why_empty
from kg.cli.options import graph_option, selected, selection_options
from kg.cli.output import chosen, format_option, show

if TYPE_CHECKING:
    import networkx as nx

    from kg.edges import Edge

Command = TypeVar("Command", bound=Callable[..., Any])
KINDS = ("actors", "stances", "issues", "shared")
UNITS = ("day", "week", "month", "quarter", "year")
_SHOWN = 3  # documents of a change, on a terminal


def _options(default: str = "actors", *, kinds: Sequence[str] = KINDS) -> Callable[[Command], Command]:
    """Add the options that every measure has."""
    help_ = {
        "actors": "actor to actor",
        "stances": "actors and issues",
        "issues": "actor to issue",
        "shared": "actors by the sides they share, less those they do not",
    }

    def decorate(command: Command) -> Command:
        command = format_option(selection_options(command))
        told = "; ".join(f"{name}: {help_[name]}" for name in kinds) + "."
        if len(kinds) > 1:
            command = click.option("--kind", type=click.Choice(kinds), default=default, show_default=True, help=told)(
                command
            )
        return graph_option(command)

    return decorate


@network_.command("summary")
@_options()
@click.option(
    "--samples", type=click.IntRange(0), default=0, help="Draw the documents so often for intervals of 95 %; try 200."
)
def summary(folder: str, kind: str, samples: int, format_: str | None, **fields: Any) -> None:
    """Show how balanced and how divided the network is.

    \b
    kg network summary
    kg network summary --kind stances --since 2025 --samples 200
    """
    from kg.networks import FIGURES, bootstrap
    from kg.networks import summary as summed

    network = _network(folder, kind, fields)
    values = summed(network)
    intervals = {}
    if samples:
        if kind == "shared":
            raise click.UsageError("intervals are drawn from stances: choose the kind actors, stances or issues.")
        intervals = bootstrap(network, summed, samples=samples)  # type: ignore[arg-type]  # these kinds are of stances
    rows = [
        {
            "figure": name,
            "value": _number(value),
            **({"low": _number(intervals[name].low), "high": _number(intervals[name].high)} if samples else {}),
            "meaning": FIGURES[name],
        }
        for name, value in values.items()
    ]
    show(rows, ["figure", "value", *(("low", "high") if samples else ()), "meaning"], format_=format_)


@network_.command("camps")
@_options("stances")
@click.option(
    "-k", "--camps", "k", default=2, show_default=True, type=click.IntRange(1), help="Into how many, at the most."
)
def camps(folder: str, kind: str, k: int, format_: str | None, **fields: Any) -> None:
    """Show who stands with whom: the camps that the fewest stances are in the way of.

    \b
    kg network camps
    kg network camps --kind shared -k 3 --format csv > camps.csv
    """
    from kg.networks import camps as divided

    network = _with_sides(_network(folder, kind, fields))
    made = divided(network, k)
    if isnan(made.coherence):
        _tell(format_, "no two here have a side towards each other on balance: there are no camps.")
        _show_groups((), "camp", format_)
        return
    proven = "and no fewer can be" if made.exact else "and perhaps fewer could be"
    _tell(
        format_,
        f"{made.inconsistent:g} pairs are in the way of these camps, {proven}; coherence {made.coherence:.2f}, "
        f"antagonism {made.antagonism:.2f}, modularity {made.modularity:.2f}.",
    )
    _show_groups(made.members, "camp", format_)


@network_.command("communities")
@_options("stances")
@click.option(
    "--method",
    type=click.Choice(["signed", "louvain", "leiden", "signed-leiden", "blocks"]),
    default="signed",
    show_default=True,
    help="The leiden ones need libraries under the GPL: pip install 'kg[leiden-gpl]'. blocks, a stochastic blockmodel: pip install 'kg[blocks]'.",
)
@click.option("--resolution", default=1.0, show_default=True, help="Above 1 makes more and smaller groups.")
def communities(folder: str, kind: str, method: Any, resolution: float, format_: str | None, **fields: Any) -> None:
    """Show the groups that are more friendly within and more hostile between than by chance.

    \b
    kg network communities
    kg network communities --method louvain --kind shared
    """
    from kg.networks import communities as found
    from kg.networks import signed_modularity

    network = _with_sides(_network(folder, kind, fields))
    groups = found(network, method, resolution=resolution)
    of = {end.id: number for number, group in enumerate(groups) for end in group}
    _tell(format_, f"{len(groups)} communities; signed modularity {signed_modularity(network, of):.2f}.")
    _show_groups(groups, "community", format_)


@network_.command("weights")
@_options("stances", kinds=("stances", "actors", "issues"))
@click.option(
    "--count",
    type=click.Choice(["stories", "publishers", "documents", "stances"]),
    default="stories",
    show_default=True,
    help="What counts as one voice.",
)
@click.option("--by-confidence", is_flag=True, help="A voice counts for its confidence, and not for 1.")
@click.option("--half-life", type=float, metavar="DAYS", help="What is so old counts half.")
@click.option("--at", metavar="DATE", help="The day to look from.  [default: the latest]")
def weights(
    folder: str,
    kind: str,
    count: Any,
    by_confidence: bool,
    half_life: float | None,
    at: str | None,
    format_: str | None,
    **fields: Any,
) -> None:
    """Show each pair with its weight by sign: who stands how firmly for and against whom.

    \b
    kg network weights --count publishers --half-life 90
    kg network weights --kind actors --format csv > edges.csv
    """
    from kg.networks import Weighing, signed_weights

    rules = Weighing(count=count, confidence=by_confidence, half_life=half_life, at=at)
    network = signed_weights(_network(folder, kind, fields), rules)
    label = network.nodes(data="label")
    numbers = ("positive", "negative", "neutral", "net", "ambivalence")
    rows = [
        {
            "holder": label[holder],
            "target": label[target],
            **{name: _number(known[name]) for name in numbers},
            **{name: known[name] for name in ("stances", "stories", "publishers")},
            "holder_id": holder,
            "target_id": target,
        }
        for holder, target, known in network.edges(data=True)
    ]
    rows.sort(key=lambda row: (-row["positive"] - row["negative"] - row["neutral"], row["holder"], row["target"]))
    columns = ["holder", "target", *numbers, "stances", "stories", "publishers", "holder_id", "target_id"]
    if network.graph["undated"]:
        _tell(format_, f"{network.graph['undated']} stances have no date and so no age: they are left out.")
    show(rows, columns, brief=columns[:-2], format_=format_)


@network_.command("brokers")
@_options("actors")
@click.option("--top", type=int, default=20, show_default=True, help="How many to show; 0 shows all.")
def brokers(folder: str, kind: str, top: int, format_: str | None, **fields: Any) -> None:
    """Show who alone leads from one camp to the other, by support.

    \b
    kg network brokers --kind stances
    kg network brokers --top 5 --format csv
    """
    from kg.networks import brokerage

    roles = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
    found = brokerage(_with_sides(_network(folder, kind, fields)))
    rows = [
        {
            "broker": row.broker.label,
            "camp": _camp(row.camp),
            "between": row.between,
            "total": row.total,
            **{role: getattr(row, role) for role in roles},
            "id": row.broker.id,
        }
        for row in found
        if row.total
    ]
    columns = ["broker", "camp", "between", "total", *roles, "id"]
    show(rows[: top or None], columns, brief=columns[:-1], format_=format_)


@network_.command("moved")
@_options(kinds=("issues",))
def moved(folder: str, format_: str | None, **fields: Any) -> None:
    """Show who changed sides on an issue, with the last sentence before and the first after.

    Add --stated, or what an opponent says of somebody may look like his change of mind.

    \b
    kg network moved --stated
    kg network moved --issue "Skarne bridge" --format csv
    """
    from kg.networks import moves

    found = moves(_network(folder, "issues", fields))
    if found and chosen(format_) == "table":
        from rich.console import Console
        from rich.text import Text

        from kg.cli.sentences import print_sentence

        console = Console(highlight=False)
        for one in found:
            console.print(Text(f"{one.holder.label} on {one.issue.label}", style="bold"))
            print_sentence(console, one.before)
            print_sentence(console, one.after)
        return
    rows = [
        {
            "holder": one.holder.label,
            "issue": one.issue.label,
            "from": one.before.sign,
            "to": one.after.sign,
            "last": one.before.date,
            "first": one.after.date,
            "sentence_before": one.before.text,
            "sentence_after": one.after.text,
            "document_before": one.before.document,
            "document_after": one.after.document,
        }
        for one in found
    ]
    columns = ["holder", "issue", "from", "to", "last", "first", "sentence_before", "sentence_after"]
    show(rows, [*columns, "document_before", "document_after"], format_=format_)


@network_.command("agreement")
@click.argument("names", nargs=-1, metavar="[A B]")
@_options(kinds=("issues",))
@click.option(
    "--at-least", default=1, show_default=True, type=click.IntRange(1), help="Only couples who share so many issues."
)
def agreement(names: tuple[str, ...], folder: str, at_least: int, format_: str | None, **fields: Any) -> None:
    """Show on how many of the issues that they share two agree, and on which; without names, every couple.

    \b
    kg network agreement Norvane Kaldria
    kg network agreement --at-least 2 --format csv > couples.csv
    """
    from kg.networks import agreement as agreed
    from kg.networks import all_agreements

    if len(names) not in {0, 2}:
        raise click.UsageError("name two, or nobody for every couple.")
    network = _network(folder, "issues", fields)
    found = [agreed(network, *names)] if names else all_agreements(network, at_least=at_least)
    rows = [
        {
            "one": made.one.label,
            "other": made.other.label,
            "agree": len(made.agree),
            "of": made.n,
            "agree_on": [end.label for end in made.agree],
            "at_odds_on": [end.label for end in made.disagree],
            "both_sides": [end.label for end in made.mixed],
        }
        for made in found
    ]
    show(rows, ["one", "other", "agree", "of", "agree_on", "at_odds_on", "both_sides"], format_=format_)


@network_.command("series")
@click.argument("measures", nargs=-1, required=True, metavar="MEASURE…")
@_options()
@click.option("--by", type=click.Choice(UNITS), default="month", show_default=True, help="A row for each.")
@click.option(
    "--width", default=1, show_default=True, type=click.IntRange(1), help="How many of them a window is wide."
)
@click.option("--cumulative", is_flag=True, help="Everything up to then.")
@click.option(
    "--bandwidth", type=float, metavar="DAYS", help="Smooth it: a stance counts in all rows, the nearer the more."
)
@click.option("--node", metavar="NAME", help="Of an actor or issue, for a measure of `kg rank`.")
@click.option(
    "--changes", is_flag=True, help="Show instead when it took another level, with the documents behind that."
)
def series(
    measures: tuple[str, ...],
    folder: str,
    kind: str,
    by: Any,
    width: int,
    cumulative: bool,
    bandwidth: float | None,
    node: str | None,
    changes: bool,
    format_: str | None,
    **fields: Any,
) -> None:
    """Show figures of `kg network summary`, or one measure of `kg rank`, in time.

    \b
    kg network series positive modularity --by quarter --since 2023
    kg network series criticised --node Norvane --by year --kind stances
    kg network series criticised --node Norvane --by quarter --since 2023 --changes
    """
    from kg.networks import MEASURES, breaks
    from kg.networks import series as measured

    edges = _edges(folder, fields)
    if kind == "shared":
        raise click.UsageError("a series is of stances: choose the kind actors, stances or issues.")
    if not edges:
        tell_why_empty(folder, fields)
        return
    of_nodes = len(measures) == 1 and measures[0] in MEASURES
    if changes:
        if len(measures) != 1:
            raise click.UsageError("changes are those of one measure.")
        _show_changes(
            breaks(edges, measures[0], by, node=node, kind=kind, width=width, cumulative=cumulative),  # type: ignore[arg-type]  # click has checked it
            format_,
        )
        return
    if node is not None and not of_nodes:
        raise click.UsageError("a node has a measure of `kg rank`, and only one at a time.")
    table = measured(
        edges,
        measures[0] if of_nodes else measures,
        by,
        kind=kind,  # type: ignore[arg-type]  # click has checked it
        width=width,
        cumulative=cumulative,
        kernel="gaussian" if bandwidth is not None else None,
        bandwidth=bandwidth,
    )
    if node is not None:
        table = table[[_column(edges, kind, node, list(table.columns))]]
    rows = [
        {by: name, **{str(column): _number(value) for column, value in row.items()}} for name, row in table.iterrows()
    ]
    show(rows, [by, *map(str, table.columns)], format_=format_)


def _edges(folder: str, fields: dict[str, Any]) -> "list[Edge]":
    from kg.graph import Graph

    return Graph(folder).edges(**selected(fields))


def _network(folder: str, kind: str, fields: dict[str, Any]) -> "nx.Graph[str]":
    from kg.graph import Graph
    from kg.networks import subtract

    made: nx.Graph[str]
    if kind == "shared":
        made = subtract(Graph(folder).network("issues", **selected(fields)))
    else:
        made = Graph(folder).network(kind, **selected(fields))  # type: ignore[call-overload]  # click has checked it
    if not made:
        tell_why_empty(folder, fields)
    return made


def _with_sides(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Leave out whoever took no side and received none, as camps mean nothing to them."""
    from kg.networks import signed_matrices

    made = signed_matrices(network, undirected=True)
    strength = (made.positive + made.negative).sum(axis=1)
    return network.subgraph([node for node, weight in zip(made.nodes, strength, strict=True) if weight])


def _show_groups(groups: "Sequence[Sequence[Any]]", name: str, format_: str | None) -> None:
    if chosen(format_) == "table":
        rows: list[dict[str, Any]] = [
            {name: number, "members": len(group), "who": [end.label for end in group]}
            for number, group in enumerate(groups, 1)
        ]
        show(rows, [name, "members", "who"], format_=format_)
        return
    rows = [
        {name: number, "label": end.label, "kind": end.kind, "id": end.id}
        for number, group in enumerate(groups, 1)
        for end in group
    ]
    show(rows, [name, "label", "kind", "id"], format_=format_)


def _show_changes(found: "Sequence[Any]", format_: str | None) -> None:
    on_terminal = chosen(format_) == "table"
    rows = [
        {
            "window": one.window,
            "since": one.since,
            "before": _number(one.before),
            "after": _number(one.after),
            "documents": [
                part.source.title or part.source.id for part in one.documents[: _SHOWN if on_terminal else None]
            ],
            "ended": [part.source.title or part.source.id for part in one.ended[: _SHOWN if on_terminal else None]],
            "document_ids": [part.source.id for part in one.documents],
            "ended_ids": [part.source.id for part in one.ended],
        }
        for one in found
    ]
    if not rows:
        click.echo(
            "It took no other level: what moves here moves no more than it does from window to window.", err=True
        )
    columns = ["window", "since", "before", "after", "documents", "ended"]
    show(rows, [*columns, "document_ids", "ended_ids"], brief=columns, format_=format_)


def _column(edges: "list[Edge]", kind: str, name: str, columns: list[str]) -> str:
    from kg.networks import find, stance_network

    network = stance_network(edges, kind=kind)  # type: ignore[arg-type]  # click has checked it
    node = find(network, name)
    label = str(network.nodes[node]["label"])
    return f"{label} ({node})" if f"{label} ({node})" in columns else label


def _camp(number: Any) -> Any:
    return number + 1 if isinstance(number, int) else number


def _tell(format_: str | None, message: str) -> None:
    # A table is read by the one who sees the message, too; what goes into a pipe has it on stderr.
    click.echo(message, err=chosen(format_) != "table" or not sys.stdout.isatty())


def _number(value: float) -> float | None:
    """A number as one prints it; None where there is none."""
    if value != value:  # noqa: PLR0124 -- NaN alone is not itself
        return None
    return int(value) if value == int(value) else round(value, 6)
