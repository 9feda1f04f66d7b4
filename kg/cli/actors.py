"""kg actors: who is in the graph, under which names, how each was recognized, and what nobody could tell."""

from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import graph_option
from kg.cli.output import chosen, format_option, show

if TYPE_CHECKING:
    from kg.census import Person

_NAMES = 5  # of one actor, in a table


@click.command("actors")
@click.argument("name", required=False)
@click.option(
    "--unresolved", is_flag=True, help="What stays open: unknown speakers, bare surnames, names that may be one."
)
@graph_option
@format_option
def actors_(name: str | None, unresolved: bool, folder: str, format_: str | None) -> None:
    """Show the actors of the graph, or whoever has NAME among his names.

    Every actor comes with its names, its documents, and by what its mentions were led to it. People are the same
    in two documents where their full names are; a surname alone joins nobody. To say that two names are one
    person's, give that person both in a reference file.

    \b
    kg actors
    kg actors Ruiz
    kg actors --unresolved
    """
    from kg.graph import Graph

    graph = Graph(folder)
    if unresolved:
        _open(graph, name, format_)
        return
    rows = [_row(person, brief=chosen(format_) == "table") for person in graph.actors(name)]
    columns = ["id", "name", "kind", "mentions", "documents", "names", "linked_by", "confidence"]
    show(rows, columns, brief=["name", "kind", "mentions", "documents", "names", "linked_by"], format_=format_)


def _row(person: "Person", *, brief: bool) -> dict[str, Any]:
    names = [text for text, _ in person.names.most_common(_NAMES if brief else None)]
    reasons = person.reasons.most_common(2 if brief else None)
    return {
        "id": person.id,
        "name": person.name,
        "kind": str(person.kind),
        "mentions": person.mentions,
        "documents": len(person.documents) if brief else list(person.documents),
        "names": names,
        "linked_by": [f"{reason} ({count})" for reason, count in reasons] if brief else dict(reasons),
        "confidence": None if person.sure is None else round(person.sure, 2),
    }


def _open(graph: Any, name: str | None, format_: str | None) -> None:
    rows = [
        {
            "open": one.what,
            "name": one.name,
            "why": one.why,
            "maybe": list(one.maybe),
            "document": one.document,
            "start": one.start,
        }
        for one in graph.unresolved(name)
    ]
    columns = ["open", "name", "why", "maybe", "document", "start"]
    show(rows, columns, brief=columns[:-1], format_=format_)
