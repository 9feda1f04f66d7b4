"""kg network, kg rank, kg path: the stances as a network, measured."""

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kg.cli.options import SIGNS, graph_option, selected, selection_options
from kg.cli.output import chosen, format_option, show

if TYPE_CHECKING:
    from kg import networks

KINDS = ("stances", "actors", "issues", "congruence", "conflict")
_WRITTEN = ("graphml", "gexf", "csv", "json", "dl")


def kind_option(default: str) -> Callable[[Any], Any]:
    """Add ``--kind``."""
    return click.option(
        "--kind",
        type=click.Choice(KINDS),
        default=default,
        show_default=True,
        help="stances: actors and issues; actors: actor to actor; issues: actor to issue; congruence, conflict: actors by shared sides.",
    )


@click.group("network", invoke_without_command=True)
@graph_option
@kind_option("stances")
@selection_options
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False), help="The file to write: .graphml, .gexf, .csv, .json or .dl."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", *_WRITTEN]),
    help="[default: by the file's ending; table on a terminal, csv in a pipe]",
)
@click.pass_context
def network_(
    ctx: click.Context, /, folder: str, kind: Any, output: str | None, format_: str | None, **fields: Any
) -> None:
    """Write the stances as a network, each with its sentence; or measure it, with a command behind.

    \b
    kg network -o stances.graphml
    kg network --kind congruence --since 2025 -o camps.gexf
    kg network --relation opposes --issue "Skarne bridge" --format csv
    kg network summary --since 2025
    """
    if ctx.invoked_subcommand is not None:
        for name in ctx.params:
            if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                raise click.UsageError(f"write the options behind {ctx.invoked_subcommand}, whose they are.", ctx)
        return
    from kg.graph import Graph
    from kg.networks import render, write

    network = Graph(folder).network(kind, **selected(fields))
    if not network:
        tell_why_empty(folder, fields)
    if output is not None:
        write(network, Path(output), None if format_ in {None, "table"} else format_)
        click.echo(f"{output}: {network.number_of_nodes()} nodes, {network.number_of_edges()} edges", err=True)
        return
    style = format_ or ("table" if sys.stdout.isatty() else "csv")
    if style == "table":
        _table(network, kind)
    else:
        click.echo(render(network, style), nl=False)


def _table(network: Any, kind: str) -> None:
    label = network.nodes(data="label", default="")
    if kind in {"congruence", "conflict"}:
        rows = [
            {
                "one": label[one],
                "other": label[other],
                "weight": data["weight"],
                "shared issues": [label_of(network, issue) for issue in data["issues"]],
            }
            for one, other, data in sorted(network.edges(data=True), key=lambda edge: -edge[2]["weight"])
        ]
        show(rows, ["one", "other", "weight", "shared issues"], format_="table")
        return
    rows = [
        {"date": data["date"], "holder": label[holder], "relation": data["relation"], "target": label[target], "about": data["about_labels"],
         "voice": data["voice"], "confidence": data["confidence"], "sentence": data["evidence"]}
        for holder, target, data in network.edges(data=True)
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["date"] or "", row["holder"]))
    show(rows, ["date", "holder", "relation", "target", "about", "voice", "confidence", "sentence"], format_="table")


def tell_why_empty(folder: str, fields: dict[str, Any]) -> None:
    """Say on stderr which option left no stance."""
    from kg.graph import Graph
    from kg.networks import Selection, emptied

    reason = emptied(Graph(folder).edges(Selection(negated=None)), Selection(**selected(fields)))
    click.echo(f"kg: nothing is left: {reason or 'stances of this kind there are none.'}", err=True)


def _of_stances(network: Any) -> Any:
    if not network.is_directed():
        raise click.UsageError("intervals are drawn from stances: choose the kind stances, actors or issues.")
    return network


def label_of(network: Any, issue: str) -> str:
    """The label of an issue that is no node of a projection."""
    return str(network.graph.get("labels", {}).get(issue, issue.removeprefix("issue/").replace("-", " ")))


@click.command("rank")
@graph_option
@kind_option("stances")
@selection_options
@click.option(
    "--by",
    multiple=True,
    default=("degree",),
    show_default=True,
    help="A measure, or several; the first decides the order. See `--measures`.",
)
@click.option("--only", type=click.Choice(["actors", "issues"]), help="Show only these; the others still count.")
@click.option("--top", type=int, default=20, show_default=True, help="How many to show; 0 shows all.")
@click.option(
    "--samples",
    type=click.IntRange(0),
    default=0,
    help="Draw the documents so often, and show the interval of 95 %; try 200.",
)
@click.option("--measures", is_flag=True, help="Explain the measures.")
@format_option
def rank_(
    folder: str,
    kind: Any,
    by: tuple[str, ...],
    only: Any,
    top: int,
    samples: int,
    measures: bool,
    format_: str | None,
    **fields: Any,
) -> None:
    """Rank actors and issues by how central they are.

    \b
    kg rank
    kg rank --by pagerank --only actors --top 10
    kg rank --by criticised --since 2025
    kg rank --by criticised --samples 200
    kg rank --kind congruence --by betweenness
    """
    from kg.graph import Graph
    from kg.networks import MEASURES, rank, rank_with_intervals

    if measures:
        show(
            [{"measure": name, "meaning": meaning} for name, meaning in MEASURES.items()],
            ["measure", "meaning"],
            format_=format_,
        )
        return
    network = Graph(folder).network(kind, **selected(fields))
    if not network:
        tell_why_empty(folder, fields)
    if samples:
        rows = rank_with_intervals(_of_stances(network), by=by[0], only=only, top=top or None, samples=samples)
        show(rows, ["rank", "label", "kind", by[0], "low", "high", "rank_low", "rank_high", "id"], format_=format_)
        return
    rows = rank(network, by=list(by), only=only, top=top or None)
    columns = [name for name in rows[0] if name != "id"] if rows else ["rank", "label", "kind", *by]
    brief = [name for name in columns if name != "kind" and not name.endswith("_neutral")]
    show(rows, columns, format_=format_, brief=brief)


@click.command("path")
@click.argument("a")
@click.argument("b")
@graph_option
@selection_options
@click.option("--directed", is_flag=True, help="Only from holder to target.")
@click.option("--along", type=click.Choice(list(SIGNS)), help="Only over stances of this sign.")
@click.option("--through", metavar="NAME", help="Only over this issue or actor.")
@click.option("-n", default=3, show_default=True, help="The most paths to show.")
@click.option("--longest", type=int, help="Also longer ways, up to so many steps.")
@format_option
def path_(
    a: str,
    b: str,
    folder: str,
    directed: bool,
    along: str | None,
    through: str | None,
    n: int,
    longest: int | None,
    format_: str | None,
    **fields: Any,
) -> None:
    """Show how two actors or issues are connected, with the sentences on the way.

    \b
    kg path "Casper Rell" "Tessaro Lines"
    kg path Norvane Osmere --along negative
    kg path Norvane Kaldria --through "Skarne bridge"
    """
    from kg.graph import Graph
    from kg.networks import path

    network = Graph(folder).network("stances", **selected(fields))
    if not network:
        tell_why_empty(folder, fields)
    sign = SIGNS[along] if along else None
    found = path(network, a, b, n=n, longest=longest, directed=directed, sign=sign, through=through)
    if found and chosen(format_) == "table":
        _print(found)
        return
    rows = [
        {
            "path": number,
            "step": place,
            "from": one.holder.label,
            "relation": one.relation,
            "to": one.target.label,
            "date": one.date,
            "sentence": one.text,
            "document": one.document,
        }
        for number, way in enumerate(found, 1)
        for place, step in enumerate(way.steps, 1)
        for one in step.sentences[:1]
    ]
    show(rows, ["path", "step", "from", "relation", "to", "date", "sentence", "document"], format_=format_)


def _print(found: "Sequence[networks.Path]") -> None:
    from rich.console import Console
    from rich.text import Text

    from kg.cli.sentences import print_sentence

    console = Console(highlight=False)
    for way in found:
        console.print(Text(" – ".join(end.label for end in way.ends), style="bold"))
        for step in way.steps:
            print_sentence(console, step.sentences[0])


# Its commands live beside it, and hang themselves up here.
importlib.import_module("kg.cli.measuring")
