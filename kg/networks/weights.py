"""Many dated stances between two as one positive and one negative weight, by rules that are written down.

A weight is a number of *voices*. What a voice is, how sure it was and how long ago it spoke are the three choices of a
`Weighing`; the two signs are never added up, so that a support and a criticism do not look like silence.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import exp
from typing import Any, Literal

import networkx as nx

from kg.errors import NetworkError, NotADate, UnknownChoice, UnsignedEdge
from kg.networks.stances import Stance, stances
from kg.records import first_day

Voice = Literal["stories", "publishers", "documents", "stances"]
Kernel = Literal["gaussian", "epanechnikov", "uniform"]

_VOICES: Mapping[str, Callable[[Stance], object]] = {
    "stories": lambda stance: stance.story,
    # Whoever has no name may be anybody: its stories are told apart as if each had a publisher of its own.
    "publishers": lambda stance: ("publisher", stance.attributes.get("publisher") or (stance.story,)),
    "documents": lambda stance: stance.document,
    "stances": lambda stance: stance[:3],
}

#: How much a stance counts that is u bandwidths away; each is 1 at 0, so that a weight stays a number of voices.
KERNELS: Mapping[str, Callable[[float], float]] = {
    "gaussian": lambda u: exp(-0.5 * u * u),
    "epanechnikov": lambda u: max(0.0, 1 - u * u),
    "uniform": lambda u: 1.0 if abs(u) <= 1 else 0.0,
}

_SIGNS = {1: "positive", -1: "negative", 0: "neutral"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How stances become weights.

    - ``count``: what a voice is. ``"stories"`` (one for all papers that print the same text), ``"publishers"`` (one for
      all that a paper ever printed; a document whose publisher is not known is its own), ``"documents"``, ``"stances"``.
    - ``confidence``: a voice counts for the confidence of its surest stance, and not for 1.
    - ``half_life``: days after which a stance counts half, looked at from ``at``; what came after ``at`` is left out.
    - ``kernel``, ``bandwidth``: instead, how much a stance counts by its distance from ``at`` in either direction;
      ``bandwidth`` is in days: the standard deviation of ``"gaussian"``, half the width of the other two.
    - ``at``: the day to look from, an ISO date; without it the latest that a stance has.

    The weight of a sign is Σ over voices of max over the stances of the voice of (confidence · decay), where decay is
    2^(−age / half_life) or K(age / bandwidth). A stance without a date has no age: with a half-life or a kernel it is
    left out, and ``graph["undated"]`` says how many were. Raises `UnknownChoice`, `NetworkError`, `NotADate`.

    >>> Weighing(count="publishers", half_life=90).count
    'publishers'
    >>> Weighing(half_life=-3)
    Traceback (most recent call last):
        ...
    kg.errors.NetworkError: a half-life is a number of days above 0, not -3.
    """

    count: Voice = "stories"
    confidence: bool = False
    half_life: float | None = None
    kernel: Kernel | None = None
    bandwidth: float | None = None
    at: str | None = None

    def __post_init__(self) -> None:
        if self.count not in _VOICES:
            raise UnknownChoice(self.count, kind="way to count", known=list(_VOICES))
        if self.kernel is not None and self.kernel not in KERNELS:
            raise UnknownChoice(self.kernel, kind="kernel", known=list(KERNELS))
        for name, days in (("half-life", self.half_life), ("bandwidth", self.bandwidth)):
            if days is not None and not days > 0:
                raise NetworkError(f"a {name} is a number of days above 0, not {days:g}.")
        if self.half_life is not None and self.kernel is not None:
            raise NetworkError("a half-life and a kernel are two ways to do the same: choose one.")
        if (self.kernel is None) != (self.bandwidth is None):
            raise NetworkError("a kernel needs a bandwidth in days, and a bandwidth a kernel.")
        if self.at is not None:
            _day(self.at)

    @property
    def dated(self) -> bool:
        """Whether the age of a stance matters."""
        return self.half_life is not None or self.kernel is not None

    def decay(self, age: float) -> float:
        """Return how much a stance counts that is so many days old, below 0 for what is yet to come.

        >>> Weighing(half_life=30).decay(60), Weighing(half_life=30).decay(-1), Weighing().decay(1000)
        (0.25, 0.0, 1.0)
        """
        if self.half_life is not None:
            return 0.5 ** (age / self.half_life) if age >= 0 else 0.0
        if self.kernel is not None and self.bandwidth is not None:
            return KERNELS[self.kernel](age / self.bandwidth)
        return 1.0


def signed_weights(
    network: "nx.Graph[str]", weighing: Weighing | None = None, *, symmetric: bool = True
) -> "nx.DiGraph[str]":
    """Return a stance network with one edge for each pair and direction, weighed by sign.

    ``positive``, ``negative`` and ``neutral`` are the weights of `Weighing`, all of them 0 or more; ``net`` is positive
    − negative, ``ambivalence`` is the share of the weaker sign in the two, from 0 (of one mind) to 1 (evenly of two).
    ``stances``, ``stories`` and ``publishers`` count what came in (whoever has no name is no publisher). A symmetric relation counts
    in both directions, unless ``symmetric`` is false. All nodes are kept with their attributes; what a person does
    to itself is left out, and so is an edge on which nothing is left of any sign. ``graph["undated"]`` is how many
    stances were left out for want of a date, ``graph["at"]`` the day that was looked from. Raises `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph()
    >>> _ = talks.add_edge("oslo", "cork", sign=1, story="s1"), talks.add_edge("oslo", "cork", sign=1, story="s1")
    >>> _ = talks.add_edge("oslo", "cork", sign=-1, story="s2", confidence=0.5)
    >>> made = signed_weights(talks, Weighing(confidence=True))["oslo"]["cork"]
    >>> made["positive"], made["negative"], made["net"]
    (1.0, 0.5, 0.5)
    """
    rules = weighing or Weighing()
    every = [stance for stance in stances(network) if stance.holder != stance.target]
    at = rules.at or max((day for stance in every if (day := stance_day(stance))), default=None)
    rules = replace(rules, at=at)
    voice = _VOICES[rules.count]
    heard: defaultdict[tuple[str, str], dict[int, dict[object, float]]] = defaultdict(lambda: {1: {}, -1: {}, 0: {}})
    behind: defaultdict[tuple[str, str], _Behind] = defaultdict(_Behind)
    undated = 0
    for stance in every:
        day = stance_day(stance)
        if rules.dated and day is None:
            undated += 1
            continue
        age = (_day(at) - _day(day)).days if rules.dated and at and day else 0
        weight = rules.decay(age) * (float(stance.attributes.get("confidence", 1.0)) if rules.confidence else 1.0)
        if weight <= 0:
            continue
        there, back = (stance.holder, stance.target), (stance.target, stance.holder)
        for pair in (there, back) if symmetric and stance.symmetric else (there,):
            voices = heard[pair][stance.sign]
            who = voice(stance)
            voices[who] = max(weight, voices.get(who, 0.0))
            behind[pair].add(stance)
    made: nx.DiGraph[str] = nx.DiGraph(undated=undated, at=at)
    made.add_nodes_from((node, dict(known)) for node, known in network.nodes(data=True))
    for pair, by_sign in heard.items():
        weights = {name: float(sum(by_sign[sign].values())) for sign, name in _SIGNS.items()}
        made.add_edges_from([(*pair, {**weights, **_told(weights), **behind[pair].attributes()})])
    return made


def weighted_layer(weights: "nx.Graph[str]", sign: int) -> "nx.DiGraph[str]":
    """Return the weights of one sign (−1, 0, 1) of `signed_weights` as a graph for measures; all nodes are kept.

    ``weight`` is above 0, ``distance`` is 1 / weight. Raises `UnsignedEdge` for a graph that was not weighed by sign.

    >>> talks = nx.MultiDiGraph([("oslo", "cork", {"sign": -1}), ("oslo", "bonn", {"sign": 1})])
    >>> list(weighted_layer(signed_weights(talks), -1).edges(data="weight"))
    [('oslo', 'cork', 1.0)]
    """
    if sign not in _SIGNS:
        raise UnknownChoice(str(sign), kind="sign", known=["-1", "0", "1"])
    made: nx.DiGraph[str] = nx.DiGraph()
    made.add_nodes_from(weights.nodes(data=True))
    for a, b, known in weights.edges(data=True):
        if "positive" not in known or "negative" not in known:
            raise UnsignedEdge(f"the edge from {a!r} to {b!r} has no weights by sign: make them with signed_weights().")
        weight = known.get(_SIGNS[sign], 0)
        if weight > 0:
            made.add_edge(a, b, weight=weight, distance=1 / weight)
    return made


def stance_day(stance: Stance) -> str | None:
    """Return the first day that the date of a stance can mean, or None where it has none, or one that is none."""
    told = stance.attributes.get("first_day") or stance.attributes.get("date")
    # A table read by pandas has NaN where a date is missing.
    return first_day(told) if isinstance(told, str) and told else None


def last_day(told: str) -> str:
    """Return the last day that a date can mean.

    >>> last_day("2024"), last_day("2024-02"), last_day("2024-02-03")
    ('2024-12-31', '2024-02-29', '2024-02-03')
    """
    if len(told) == len("2024"):
        return f"{told}-12-31"
    if len(told) == len("2024-02"):
        return f"{told}-{monthrange(int(told[:4]), int(told[5:]))[1]:02}"
    return told


@dataclass(slots=True)
class _Behind:
    """What a weight rests on, while it is being counted."""

    stances: int = 0
    stories: set[object] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)

    def add(self, stance: Stance) -> None:
        self.stances += 1
        self.stories.add(stance.story)
        if stance.attributes.get("publisher"):
            self.publishers.add(stance.attributes["publisher"])

    def attributes(self) -> dict[str, int]:
        return {"stances": self.stances, "stories": len(self.stories), "publishers": len(self.publishers)}


def _told(weights: Mapping[str, float]) -> dict[str, Any]:
    positive, negative = weights["positive"], weights["negative"]
    both = positive + negative
    return {"net": positive - negative, "ambivalence": 2 * min(positive, negative) / both if both else 0.0}


def _day(day: str) -> date:
    try:
        return date.fromisoformat(first_day(day))
    except ValueError:
        raise NotADate(f"{day!r} is not a date: write it as 2023, 2023-06 or 2023-06-20") from None
