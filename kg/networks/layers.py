"""Many stances between two as one edge: all signs side by side, or one sign alone.

Strength is counted in stories, not in stances: an article that says the same thing three times has said it once,
and so have five papers that print the same text.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, SupportsFloat

import networkx as nx

from kg.errors import NegativeWeight, NetworkError, UnknownChoice
from kg.networks.stances import Stance, stances

_COUNTS = {1: "pos", -1: "neg", 0: "neutral"}


@dataclass(slots=True)
class _Tie:
    """What two have to do with each other, while it is being counted."""

    stories: dict[int, set[object]] = field(default_factory=lambda: {1: set(), -1: set(), 0: set()})
    documents: set[object] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    confidences: list[float] = field(default_factory=list)
    days: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)

    def add(self, stance: Stance) -> None:
        known = stance.attributes
        self.stories[stance.sign].add(stance.story)
        self.documents.add(stance.document)
        if known.get("publisher"):
            self.publishers.add(known["publisher"])
        self.confidences.append(known.get("confidence", 1.0))
        if known.get("date"):
            self.days.add(known["date"])
        if known.get("relation"):
            self.relations.add(known["relation"])

    def attributes(self) -> dict[str, Any]:
        return {
            **{name: len(self.stories[sign]) for sign, name in _COUNTS.items()},
            "stories": len(set().union(*self.stories.values())),
            "publishers": len(self.publishers),
            "documents": len(self.documents),
            "stances": len(self.confidences),
            "confidence": sum(self.confidences) / len(self.confidences),
            "first": min(self.days, default=None),
            "last": max(self.days, default=None),
            "relations": tuple(sorted(self.relations)),
        }


def signed(network: "nx.Graph[str]", *, symmetric: bool = True) -> "nx.DiGraph[str]":
    """Return a stance network with one edge for each pair and direction, its signs side by side.

    ``pos``, ``neg`` and ``neutral`` count the distinct stories with such a stance; a story with both a support and a
    criticism counts in both, and once in ``stories``. ``documents`` and ``publishers`` are how many printed them (who has
    no name is no publisher), ``stances`` is the number of stances,
    ``confidence`` their mean, ``first`` and ``last`` the dates (None where none has one), ``relations`` a
    sorted tuple. A symmetric relation counts in both directions, unless ``symmetric`` is false. Nodes and
    their attributes are kept, also where they are isolated; a stance towards oneself is left out. Raises
    `UnsignedEdge`.

    There is no ``weight`` on purpose: a sum of signs would make one support and one criticism look like
    silence. Take a `layer` to measure something.

    >>> talks = nx.MultiDiGraph()
    >>> _ = talks.add_edge("oslo", "cork", sign=1, document="d1"), talks.add_edge("oslo", "cork", sign=-1, document="d1")
    >>> [(made["pos"], made["neg"], made["documents"]) for _, _, made in signed(talks).edges(data=True)]
    [(1, 1, 1)]
    """
    found: defaultdict[tuple[str, str], _Tie] = defaultdict(_Tie)
    for stance in stances(network):
        if stance.holder != stance.target:
            found[stance.holder, stance.target].add(stance)
            if symmetric and stance.symmetric:
                found[stance.target, stance.holder].add(stance)
    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_nodes_from(network.nodes(data=True))
    made.add_edges_from((holder, target, tie.attributes()) for (holder, target), tie in found.items())
    return made


def layer(network: "nx.Graph[str]", sign: int | None) -> "nx.DiGraph[str]":
    """Return the stances of one sign (−1, 0, 1; None for any) as a weighted graph from holder to target.

    ``weight`` is the number of distinct stories, never negative: on the layer of sign −1 it is the strength
    of the opposition. ``distance`` is 1 / weight. A symmetric relation counts in both directions. All nodes
    are kept, so that layers can be compared; a stance towards oneself is left out. Raises `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph([("oslo", "cork", {"sign": -1}), ("oslo", "bonn", {"sign": 1})])
    >>> list(layer(talks, -1).edges(data="weight"))
    [('oslo', 'cork', 1)]
    """
    found: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
    for stance in _of_sign(network, sign):
        found[stance.holder, stance.target].add(stance.story)
        if stance.symmetric:
            found[stance.target, stance.holder].add(stance.story)
    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_nodes_from(network.nodes(data=True))
    made.add_edges_from((a, b, _strength(len(stories))) for (a, b), stories in found.items())
    return made


def ties(network: "nx.Graph[str]", sign: int | None = None) -> "nx.Graph[str]":
    """Return who has to do with whom, in whichever direction, as an undirected weighted graph.

    ``weight`` is the number of distinct stories with a stance of that sign (None for any) between the two;
    all else is as in `layer`.

    >>> talks = nx.MultiDiGraph()
    >>> _ = talks.add_edge("oslo", "cork", sign=1, document="d1"), talks.add_edge("cork", "oslo", sign=-1, document="d1")
    >>> list(ties(talks).edges(data="weight"))
    [('oslo', 'cork', 1)]
    """
    found: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
    for stance in _of_sign(network, sign):
        back = (stance.target, stance.holder)
        found[back if back in found else back[::-1]].add(stance.story)
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(network.nodes(data=True))
    made.add_edges_from((a, b, _strength(len(stories))) for (a, b), stories in found.items())
    return made


def refuse_negative(network: "nx.Graph[str]", *, weight: str = "weight") -> None:
    """Raise `NegativeWeight` at the first edge whose weight is below zero, `NetworkError` where it is no finite number.

    networkx would not: its betweenness and its shortest path between two nodes answer silently and wrongly
    on negative weights, and its PageRank does not converge.
    """
    for a, b, value in network.edges(data=weight, default=1):
        if not isinstance(value, SupportsFloat) or not isfinite(value):
            raise NetworkError(
                f"the edge between {a!r} and {b!r} has the {weight} {value!r}: leave it out, or give it a finite number."
            )
        if value < 0:
            raise NegativeWeight(
                f"the edge between {a!r} and {b!r} has the {weight} {value:g}: measure agreement and "
                "disagreement one at a time, with congruence() and conflict(), or with layer()."
            )


def _of_sign(network: "nx.Graph[str]", sign: int | None) -> list[Stance]:
    if sign not in {None, -1, 0, 1}:
        raise UnknownChoice(str(sign), kind="sign", known=["-1", "0", "1"])
    every = (stance for stance in stances(network) if stance.holder != stance.target)
    return [stance for stance in every if sign is None or stance.sign == sign]


def _strength(stories: int) -> dict[str, float]:
    return {"weight": stories, "distance": 1 / stories}
