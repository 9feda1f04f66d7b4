"""kg discourse: discourse networks of a .dna file, of a table of coded statements, or of the graph."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import graph_option
from kg.cli.output import format_option, show

if TYPE_CHECKING:
    from kg.networks.discourse import Matrix, Settings, StatementTable

GIVES = ("network", "counts", "clusters", "polarization", "backbone", "positions", "concepts", "phases", "distances")
_UNITS = ("events", "seconds", "minutes", "hours", "days", "weeks", "months", "years")
_PACKED = re.compile(r"(?<=\.[ct]sv)\.(gz|bz2|xz|zip)$")
_DEFAULTS = {
    "rows": ("organization", "holder"),
    "columns": ("concept", "issue", "target"),
    "qualifier": ("agreement", "sign"),
}


@click.command("discourse")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@graph_option
@click.option("--give", type=click.Choice(GIVES), default="network", show_default=True, help="What to make.")
@click.option("--statement-type", "type_", help="Of a .dna file.  [default: DNA Statement]")
@click.option("--rows", help="The variable of the actors.  [default: organization; of a graph: holder]")
@click.option("--columns", help="The variable that joins them.  [default: concept; of a graph: issue]")
@click.option("--qualifier", help="What says who agrees; `none` counts statements alone.  [default: agreement]")
@click.option("--two-mode", is_flag=True, help="Actors by concepts, instead of actors by actors.")
@click.option(
    "--aggregate",
    type=click.Choice(["ignore", "congruence", "conflict", "subtract", "combine"]),
    help="What to do with the qualifier.  [default: subtract; without a qualifier: ignore]",
)
@click.option(
    "--normalise",
    type=click.Choice(["no", "average", "jaccard", "cosine", "activity", "prominence"]),
    default="no",
    show_default=True,
    help="Average, jaccard, cosine: of one mode; activity, prominence: of two.",
)
@click.option(
    "--duplicates",
    type=click.Choice(["include", "document", "week", "month", "year", "range"]),
    default="include",
    show_default=True,
    help="Count the same statement only once within this.",
)
@click.option("--exclude", multiple=True, metavar="VARIABLE=VALUE", help="Leave statements out; may be repeated.")
@click.option("--only", multiple=True, metavar="VARIABLE=VALUE", help="Keep only these; may be repeated.")
@click.option("--since", metavar="DATE", help="From that day, month or year on: 2023-06-20, 2023-06, 2023.")
@click.option("--until", metavar="DATE", help="Up to that day, month or year, included.")
@click.option("--isolates", is_flag=True, help="Also those of whom no statement is left.")
@click.option("--by", type=click.Choice(_UNITS), help="A network for each window of this unit.")
@click.option("--width", type=int, default=1, show_default=True, help="How many units a window has.")
@click.option(
    "--kernel",
    type=click.Choice(["uniform", "triangular", "epanechnikov", "gaussian"]),
    help="Smooth over the width, instead of cutting windows.",
)
@click.option("--number", type=int, help="How many clusters, camps, phases, dimensions or concepts to keep.")
@click.option("--distance", type=click.Choice(["absdiff", "spectral"]), default="absdiff", show_default=True)
@click.option("--seed", default=0, show_default=True, help="The same seed finds the same.")
@click.option(
    "--mode",
    type=click.Choice(["strict", "dna"]),
    default="strict",
    show_default=True,
    help="strict: what the names say; dna: the numbers of Discourse Network Analyzer.",
)
@click.option(
    "--votes",
    metavar="WHO,WHAT,SIDE",
    help="Of a table of votes or answers: the columns of who, on what, and which side (yes, abstain, no; 1, 0, -1).",
)
@click.option("--date-column", default="date", show_default=True, help="Of a table.")
@click.option(
    "--document-column", help="Of a table: what tells documents apart.  [default: document, where there is one]"
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file: .csv, .dl, .graphml, .gexf or .json.",
)
@format_option
def discourse_(
    file: Path | None, folder: str, give: str, output: Path | None, format_: str | None, **options: Any
) -> None:
    """Make discourse networks: who shares which concepts with whom.

    FILE is a database of Discourse Network Analyzer (.dna), or a table of statements, votes or answers (.csv, .csv.gz); without one the stances of the
    graph are taken. A network goes to the file that -o names, one of a series to one CSV or to numbered files.

    \b
    kg discourse debate.dna --aggregate congruence --normalise average -o camps.graphml
    kg discourse debate.dna --two-mode --exclude "concept=Close the terminal" -o matrix.csv
    kg discourse debate.dna --by months --width 6 --kernel gaussian -o series.csv
    kg discourse debate.dna --give polarization --by years
    kg discourse votes.csv --votes state,motion,vote --give polarization --by years --width 5
    kg discourse --since 2024 --give clusters
    """
    table = _table(file, folder, options)
    asked = _settings(table, give, options)
    if give == "network":
        _network(_matrices(table, asked, options), asked, output, format_)
        return
    if output is not None:
        raise click.UsageError(f"-o writes networks; what --give {give} gives goes to stdout, as --format says")
    rows = list(_GIVEN[give](table, asked, options))
    show(rows, list(rows[0]) if rows else [], format_=format_)


def _table(file: Path | None, folder: str, options: Mapping[str, Any]) -> "StatementTable":
    from kg.errors import UnknownFormat
    from kg.networks.discourse import StatementTable, table_of_edges

    ending = "" if file is None else _PACKED.sub("", file.name.lower()).rpartition(".")[2]
    if options["votes"] is not None:
        return _votes(file, ending, options)
    if file is None:
        from kg.graph import Graph

        return table_of_edges(Graph(folder).edges())
    if ending == "dna":
        from kg.documents.dna import DnaDatabase

        return DnaDatabase.read(file).table(options["type_"])
    if ending in {"csv", "tsv"}:
        frame = _frame(file, "\t" if ending == "tsv" else ",")
        document = options["document_column"] or ("document" if "document" in frame else None)
        fields = [name for name in ("author", "source", "section", "type", "title") if name in frame]
        return StatementTable.from_frame(frame, date=options["date_column"], document=document, fields=fields)
    raise UnknownFormat(
        "a discourse network is made of a .dna file, of a .csv table of statements, or of a graph", place=str(file)
    )


def _votes(file: Path | None, ending: str, options: Mapping[str, Any]) -> "StatementTable":
    from kg.networks import read_positions

    columns = [name.strip() for name in options["votes"].split(",")]
    if file is None or ending not in {"csv", "tsv"}:
        raise click.UsageError("--votes names columns of a table: give a .csv before it")
    if len(columns) != 3:
        raise click.UsageError("--votes takes three columns, who, on what, and which side: --votes state,motion,vote")
    holder, target, sign = columns
    made = read_positions(
        file, holder=holder, target=target, sign=sign, date=options["date_column"], document=options["document_column"]
    )
    return made.statements()


def _frame(file: Path, separator: str) -> Any:
    import pandas as pd

    from kg.errors import InputError

    try:
        return pd.read_csv(file, sep=separator, keep_default_na=False, na_values=[""])
    except FileNotFoundError:
        raise InputError("there is no such file", place=str(file)) from None
    except (ValueError, OSError) as error:
        raise InputError(f"this is no table: {str(error).splitlines()[0]}", place=str(file)) from None


def _settings(table: "StatementTable", give: str, options: Mapping[str, Any]) -> "Settings":
    from kg.networks.discourse import Settings

    named = {role: options[role] or _there(names, table) for role, names in _DEFAULTS.items()}
    qualifier = None if options["qualifier"] == "none" else named["qualifier"]
    # Polarization and its like choose for themselves.
    aggregate: Any = options["aggregate"] or ("congruence" if give == "clusters" else "subtract")
    return Settings(
        rows=named["rows"] or "organization",
        columns=named["columns"] or "concept",
        qualifier=qualifier,
        shape="twomode" if options["two_mode"] else "onemode",
        aggregation=aggregate if qualifier else options["aggregate"] or "ignore",
        normalisation=options["normalise"],
        duplicates=options["duplicates"],
        exclude=_lists(options["exclude"], "--exclude"),
        only=_lists(options["only"], "--only"),
        start=_moment(options["since"], end=False),
        stop=_moment(options["until"], end=True),
        isolates=options["isolates"],
        mode=options["mode"],
    )


def _there(names: Sequence[str], table: "StatementTable") -> str | None:
    return next((name for name in names if name in table.variables), None)


def _lists(given: Iterable[str], option: str) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"{option} {one!r}: write it as VARIABLE=VALUE, as in concept='Close the terminal'")
        lists.setdefault(name.strip(), []).append(value.strip())
    return lists


def _moment(date: str | None, *, end: bool) -> datetime | None:
    """Return the first moment that a date can mean, or the last."""
    if date is None:
        return None
    from kg.errors import NotADate
    from kg.networks.discourse.calendar import Unit, later
    from kg.statements import moment, seconds_of

    units: dict[int, tuple[str, Unit]] = {4: ("-01-01", "years"), 7: ("-01", "months"), 10: ("", "days")}
    rest, unit = units.get(len(date), ("", "days"))
    try:
        first = seconds_of(datetime.fromisoformat(date + rest))
    except ValueError:
        raise NotADate(f"{date!r} is not a date: write it as 2023-06-20, 2023-06 or 2023") from None
    return moment(later(first, 1, unit) - 1) if end else moment(first)


def _matrices(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> "list[Matrix]":
    from kg.networks import discourse

    unit, width, kernel = options["by"], options["width"], options["kernel"]
    if unit is None:
        if kernel is not None:
            raise click.UsageError(
                "--kernel smooths over time: say over which unit with --by, and how many with --width"
            )
        return [discourse.network(table, asked)]
    if kernel is None:
        return discourse.windows(table, unit, width, asked)
    if unit == "events":
        raise click.UsageError("--kernel smooths over time, and events are none: say --by days, weeks, months or years")
    return discourse.smoothed(table, unit, width, kernel, asked)


def _network(matrices: "list[Matrix]", asked: "Settings", output: Path | None, format_: str | None) -> None:
    from kg.networks.discourse.writing import matrix_as_csv, series_as_csv, write

    if output is not None:
        for path, one in zip(write(matrices, output), matrices, strict=False):
            told = f"{len(matrices)} networks" if len(matrices) > 1 and output.suffix == ".csv" else _told(one)
            click.echo(f"{path}: {told}", err=True)
        return
    if (format_ or ("table" if sys.stdout.isatty() else "csv")) == "csv":
        click.echo(matrix_as_csv(matrices[0]) if len(matrices) == 1 else series_as_csv(matrices), nl=False)
        return
    times = ["mid"] if len(matrices) > 1 else []
    show(
        list(_ties(matrices)),
        [*times, asked.rows, "with" if asked.shape == "onemode" else asked.columns, "weight"],
        format_=format_,
    )


def _told(one: "Matrix") -> str:
    nodes = f"{len(one.rows)} nodes" if one.shape == "onemode" else f"{len(one.rows)} × {len(one.columns)} nodes"
    return f"{nodes}, {one.to_networkx().number_of_edges()} ties, {one.statements} statements"


def _ties(matrices: "Iterable[Matrix]") -> Iterator[dict[str, Any]]:
    """Yield the ties of each network, the strongest first."""
    for one in matrices:
        cells = [
            (float(one.weights[at, to]), row, column)
            for at, row in enumerate(one.rows)
            for to, column in enumerate(one.columns)
            if one.weights[at, to] and (one.shape == "twomode" or at < to)
        ]
        other = "with" if one.shape == "onemode" else one.variables[1]
        for weight, row, column in sorted(cells, key=lambda cell: (-abs(cell[0]), cell[1:])):
            yield {"mid": one.mid and one.mid.isoformat(), one.variables[0]: row, other: column, "weight": weight}


def _counts(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    from kg.networks.discourse import frequencies

    variable = asked.columns if options["two_mode"] else asked.rows
    made = frequencies(table, variable, asked.qualifier, asked)
    for value, counts, known in zip(made.values, made.counts.tolist(), made.attributes, strict=True):
        levels = map(str, made.levels) if asked.qualifier else ["statements"]
        yield {
            variable: value,
            **dict(zip(levels, counts, strict=True)),
            **{name.lower(): one for name, one in known.items()},
        }


def _clusters(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    from kg.networks import discourse

    made = discourse.clusterings(discourse.network(table, asked), clusters=options["number"], seed=options["seed"])
    for one in made:
        camps = [", ".join(camp) for camp in one.camps]
        yield {"method": one.method, "modularity": one.modularity, "clusters": len(camps), "members": camps}


def _polarization(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    from kg.networks import discourse

    how: dict[str, Any] = {"clusters": options["number"] or 2, "seed": options["seed"]}
    how["search"] = "swaps" if asked.mode == "dna" else "local"
    if options["by"] is None:
        made = [discourse.polarization(table, asked, **how)]
    else:
        made = discourse.polarization_series(
            table, options["by"], options["width"], asked, kernel=options["kernel"], **how
        )
    for one in made:
        times = {name: when.isoformat() for name in ("start", "mid", "stop") if (when := getattr(one, name))}
        yield {**times, "polarization": one.score, "camps": [", ".join(camp) for camp in one.camps]}


def _backbone(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    from kg.networks import discourse

    if options["number"]:
        made = discourse.fixed_backbone(table, options["number"], asked, seed=options["seed"])
        for kept, names in ((True, made.kept), (False, made.dropped)):
            yield from (
                {asked.columns: name, "kept": kept, "loss": made.loss if kept else made.loss_of_dropped}
                for name in names
            )
        return
    for step in discourse.nested_backbone(table, asked):
        yield {
            "dropped": step.iteration,
            asked.columns: step.concept,
            "loss": step.loss,
            "loss_of_dropped": step.loss_of_dropped,
            "statements_left": step.statements,
        }


def _positions(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    made = _placed(table, asked, options).actors_to_pandas().sort_values(by=_first_of("position", options))
    yield from ({asked.rows: name, **row} for name, row in zip(made.index, made.to_dict("records"), strict=True))


def _concepts(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    made = _placed(table, asked, options).concepts_to_pandas().sort_values(by=_first_of("discrimination", options))
    yield from ({asked.columns: name, **row} for name, row in zip(made.index, made.to_dict("records"), strict=True))


def _first_of(name: str, options: Mapping[str, Any]) -> str:
    return f"{name}_1" if options["number"] == 2 else name


def _placed(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Any:
    from kg.networks.discourse import ideal_points

    return ideal_points(table, asked, dimensions=options["number"] or 1)


def _series(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> "list[Matrix]":
    if options["by"] is None:
        raise click.UsageError(
            "this compares the networks of a series: say --by months (or days, weeks, years), and --width"
        )
    return _matrices(table, asked, options)


def _phases(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    from kg.networks.discourse import phases

    made = phases(
        _series(table, asked, options),
        options["distance"],
        number=options["number"],
        seed=options["seed"],
        mode=asked.mode,
    )
    for when, state, place in zip(made.moments, made.states, made.map.tolist(), strict=True):
        yield {"mid": when.isoformat(), "phase": state, "x": place[0], "y": place[1], "method": made.method}


def _distances(table: "StatementTable", asked: "Settings", options: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    from kg.networks.discourse import distances

    series = _series(table, asked, options)
    names = [(one.mid or one.start).isoformat() for one in series]
    for name, row in zip(names, distances(series, options["distance"], mode=asked.mode).tolist(), strict=True):
        yield {"mid": name, **dict(zip(names, row, strict=True))}


_GIVEN = {
    "counts": _counts,
    "clusters": _clusters,
    "polarization": _polarization,
    "backbone": _backbone,
    "positions": _positions,
    "concepts": _concepts,
    "phases": _phases,
    "distances": _distances,
}
