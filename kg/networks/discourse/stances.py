"""The stances of a graph as statements, so that what is measured on coded databases can be measured on news."""

from collections.abc import Iterable
from datetime import datetime

from kg.edges import ISSUE, Edge
from kg.errors import NetworkError
from kg.records import first_day
from kg.statements import Column, StatementTable, seconds_of


def table_of_edges(edges: Iterable[Edge]) -> StatementTable:
    """Return the stances towards issues as statements, dated as they are; those without a date, or a sign, take no part.

    The variables are ``holder``, ``issue``, ``agreement`` (a boolean: the sign is positive), ``kind`` of the holder, ``relation``,
    ``voice`` and ``speaker``. A stance of a story that several documents print is one statement, of the first of them: the field ``id`` is
    the story, ``source`` the publisher. Raises `NetworkError` where nothing is left.
    """
    said: dict[tuple[str, ...], Edge] = {}
    undated = 0
    for edge in edges:
        if edge.target.kind != ISSUE or not edge.sign or edge.negated:
            continue
        if edge.first_day is None:
            undated += 1
            continue
        story = edge.source.story or edge.source.id
        key = (story, edge.holder.id, edge.target.id, str(edge.sign), edge.relation, edge.evidence.text)
        said.setdefault(key, edge)
    kept = list(said.values())
    if not kept:
        raise NetworkError(
            "no stance is left that takes a side on an issue at a known date"
            + (f": {undated} have no date" if undated else "")
        )
    holders, issues = _labels(kept, "holder"), _labels(kept, "target")
    seconds = [seconds_of(datetime.fromisoformat(first_day(edge.date or ""))) for edge in kept]
    kinds = {holders[edge.holder.id]: {"Type": edge.holder.kind} for edge in kept}
    return StatementTable(
        ids=[edge.id for edge in kept],
        documents=[edge.source.story or edge.source.id for edge in kept],
        seconds=seconds,
        variables={
            "holder": Column("short text", [holders[edge.holder.id] for edge in kept], attributes=kinds),
            "issue": Column("short text", [issues[edge.target.id] for edge in kept]),
            "agreement": Column("boolean", [int(edge.sign > 0) for edge in kept]),
            "kind": Column("short text", [edge.holder.kind for edge in kept]),
            "relation": Column("short text", [edge.relation for edge in kept]),
            "voice": Column("short text", [edge.voice for edge in kept]),
            "speaker": Column("short text", [edge.speaker.label if edge.speaker else "" for edge in kept]),
        },
        fields={
            "source": Column("short text", [edge.source.publisher or "" for edge in kept]),
            "title": Column("short text", [edge.source.title or "" for edge in kept]),
            "id": Column("short text", [edge.source.story or edge.source.id for edge in kept]),
        },
        since=min(seconds),
        until=max(seconds),
    )


def _labels(kept: Iterable[Edge], side: str) -> dict[str, str]:
    """Return id → label, with the id behind the label where two ids have the same."""
    labels = {end.id: end.label for edge in kept for end in (getattr(edge, side),)}
    named: dict[str, list[str]] = {}
    for id_, label in labels.items():
        named.setdefault(label, []).append(id_)
    return {id_: label if len(named[label]) == 1 else f"{label} ({id_})" for id_, label in labels.items()}
