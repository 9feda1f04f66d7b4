"""kg query, kg relations: questions to the graph, and what its words mean."""

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.main import tell
from kg.cli.options import graph_option
from kg.cli.output import FORMATS, chosen, format_option, show
from kg.errors import QueryError

#: What other programs read; `kg.store.results` writes them.
STANDARDS = ("sparql-json", "sparql-xml", "sparql-csv", "sparql-tsv", "turtle", "n-triples", "jsonld", "rdf-xml")


@click.command("query", context_settings={"ignore_unknown_options": True})
@click.argument("question", required=False, metavar="[NAME | FILE.rq | 'SELECT …' | -]")
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED, metavar="[--PARAMETER VALUE]…")
@click.option("--list", "listed", is_flag=True, help="Show the named queries with their questions.")
@click.option(
    "--explain", is_flag=True, help="Show the SPARQL that would be asked, with all its values, and ask nothing."
)
@graph_option
@click.option(
    "--format",
    "format_",
    type=click.Choice([*FORMATS, *STANDARDS]),
    help="A table, JSON lines or CSV, with short names; or a standard.  [default: table on a terminal, json in a pipe]",
)
@click.option("--limit", default=10_000, show_default=True, help="The most rows to show.")
@click.option("--timeout", default=60.0, show_default=True, metavar="SECONDS", help="Give up after so long.")
def query_(
    question: str | None,
    parameters: tuple[str, ...],
    listed: bool,
    explain: bool,
    folder: str,
    format_: str | None,
    limit: int,
    timeout: float,
) -> None:
    """Ask the graph: a named query, a file, or SPARQL.

    The question goes to the union of all documents; prefixes need no declaration. SELECT gives rows, ASK
    yes or no (a row in a pipe), CONSTRUCT and DESCRIBE Turtle. Actors and issues may be given by name.

    \b
    kg query --list
    kg query who-criticizes-whom --since 2024-06
    kg query said-about --speaker "Tomas Iraldi" --issue "Skarne bridge"
    kg query documents --format sparql-xml
    kg query 'SELECT ?who (COUNT(*) AS ?n) { ?s kg:holder/rdfs:label ?who } GROUP BY ?who'
    kg query 'DESCRIBE actor:norvane'
    """
    from kg.graph import Graph

    graph = Graph(folder)
    if listed or question is None:
        _list(graph, format_)
        return
    given = _parameters(graph, question, parameters)
    text, place = _read(question)
    try:
        if explain:
            lines = graph.sparql(text, timeout=timeout, **given).split("\n")
            click.echo("\n".join(line for line in lines if not line.isspace()))  # there stood what is left open
            return
        if format_ in STANDARDS:
            written, shortened = graph.results(text, form=format_, limit=limit, timeout=timeout, **given)
            click.echo(written, nl=not written.endswith("\n"))
            _tell_if(limit, shortened=shortened)
            return
        answer = graph.query(text, limit=limit, timeout=timeout, **given)
    except QueryError as error:
        raise (error.at(place) if place else error) from None
    if answer.kind == "ask" and chosen(format_) == "table":
        click.echo("yes" if answer else "no")
    elif answer.turtle is not None and (format_ is None or chosen(format_) == "table"):
        click.echo(answer.to_turtle(), nl=False)
    else:
        show([{name: _short(value) for name, value in row.items()} for row in answer], answer.columns, format_=format_)
    _tell_if(limit, shortened=answer.shortened)


def _tell_if(limit: int, *, shortened: bool) -> None:
    if shortened:
        tell(f"there are more than {limit} rows; --limit shows more")


def _list(graph: Any, format_: str | None) -> None:
    rows = [
        {"name": query.name, "question": query.question, "parameters": [_option(one.name) for one in query.parameters]}
        for query in graph.queries().values()
    ]
    show(rows, ["name", "question", "parameters"], format_=format_)


def _option(parameter: str) -> str:
    return f"--{parameter.replace('_', '-')}"


def _read(question: str) -> tuple[str, str | None]:
    """A question, SPARQL or a name, and the file it stands in, if it is not the question itself."""
    if question == "-":
        return sys.stdin.read(), "stdin"
    if question.endswith((".rq", ".sparql")):
        from kg.documents.encoding import text_of

        return text_of(Path(question).read_bytes(), question).removeprefix("\ufeff"), question
    return question, None


def _parameters(graph: Any, question: str, given: tuple[str, ...]) -> dict[str, str]:
    """--since 2024-06 --issue Taiwan, as the query takes them."""
    found: dict[str, str] = {}
    waiting = list(given)
    while waiting:
        name = waiting.pop(0)
        if not name.startswith("--"):
            raise click.UsageError(f"{name!r} stands alone: write parameters as --since 2024-06")
        key, equals, value = name[2:].partition("=")
        if not equals:
            if not waiting:
                raise click.UsageError(f"--{key} needs a value")
            value = waiting.pop(0)
        found[key.replace("-", "_")] = value
    if found and question not in graph.queries():
        raise click.UsageError(
            f"--{next(iter(found))}: only named queries take parameters; `kg query --list` shows them"
        )
    return found


def _short(value: Any) -> Any:
    return getattr(value, "short", value)


@click.command("relations")
@format_option
def relations_(format_: str | None) -> None:
    """Show the twenty relations.

    \b
    kg relations
    """
    from kg.relations import RELATIONS

    rows = [
        {
            "relation": one.id,
            "family": str(one.family),
            "sign": {1: "+", 0: "0", -1: "−"}[one.sign],
            "opposite": one.opposite,
            "towards": " or ".join(what for what, can in (("actor", one.to_actor), ("issue", one.to_issue)) if can),
            "plover": one.plover,
        }
        for one in RELATIONS.values()
    ]
    columns = ["relation", "family", "sign", "opposite", "towards", "plover"]
    show(rows, columns, brief=columns[:-1], format_=format_)
