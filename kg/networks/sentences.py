"""The sentence behind an edge, as a row that can be printed."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg.edges import End
from kg.networks.stances import Stance, end_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One stance with its exact words. ``id`` is the key of its edge, where the rest of it is.

    ``about`` are the labels of the issues that it is over; ``speaker`` is None in the narrator's voice.
    """

    id: str
    holder: End
    relation: str
    target: End
    sign: int
    about: tuple[str, ...] = ()
    text: str
    speaker: str | None = None
    date: str | None = None
    confidence: float
    intensity: int
    document: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


def sentence(network: "nx.Graph[str]", stance: Stance) -> Sentence:
    """Return the sentence of an edge; what a network made elsewhere does not say is empty or None."""
    holder, target, key, known = stance
    return Sentence(
        id=key,
        holder=end_of(network, holder),
        relation=known.get("relation") or "",
        target=end_of(network, target),
        sign=stance.sign,
        about=tuple(known.get("about_labels") or ()),
        text=known.get("evidence") or "",
        speaker=known.get("speaker"),
        date=known.get("date"),
        confidence=known.get("confidence", 1.0),
        intensity=known.get("intensity", 2),
        document=known.get("document"),
        title=known.get("title"),
        publisher=known.get("publisher"),
        url=known.get("url"),
    )


def strongest(sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences in order: the surest first, then the most intense, the newest, and by id."""
    by_id = sorted(sentences, key=lambda one: one.id)
    newest = sorted(by_id, key=lambda one: one.date or "", reverse=True)
    return tuple(sorted(newest, key=lambda one: (-one.confidence, -one.intensity)))
