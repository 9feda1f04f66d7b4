"""Actors joined by the issues that they take sides on: who agrees, and who is at odds.

Source for all three: Leifeld, *Policy Debates as Dynamic Networks: German Pension Politics and
Privatization Discourse* (2016), and "Discourse Network Analysis", in *The Oxford Handbook of Political
Networks* (2017). With ``count="stances"`` the weights are those of Discourse Network Analyzer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Literal

import networkx as nx

from kg.errors import UnknownChoice
from kg.networks.stances import is_issue, stances

Count = Literal["stances", "stories", "documents", "once"]
COUNTS: tuple[Count, ...] = ("stances", "stories", "documents", "once")
Normalisation = Literal["no", "average"]


@dataclass(slots=True)
class _Side:
    """The stances of one actor on one side of an issue: for each story, how many of them each document has."""

    prints: defaultdict[object, Counter[object]] = field(default_factory=lambda: defaultdict(Counter))
    publishers: set[str] = field(default_factory=set)

    def often(self, count: Count) -> int:
        match count:
            case "stances":
                return sum(max(documents.values()) for documents in self.prints.values())
            case "stories":
                return len(self.prints)
            case "documents":
                return sum(map(len, self.prints.values()))
            case "once":
                return 1


# {issue: {sign: {actor: side}}}, for the signs +1 and −1
_Sides = Mapping[str, Mapping[int, Mapping[str, _Side]]]


def congruence(
    affiliation: "nx.Graph[str]", *, count: Count = "stances", normalisation: Normalisation = "no"
) -> "nx.Graph[str]":
    """Join the actors who take the same side on the same issues.

    ``weight`` of an edge is Σᵢ (a⁺ᵢ·b⁺ᵢ + a⁻ᵢ·b⁻ᵢ): pairs of matching stances over all issues i, where a⁺ᵢ counts
    the stances of a for i. ``issues`` are the ids of the issues with such a pair, and ``n`` is on how many
    both took a side at all: they agree on ``len(issues)`` of ``n``. ``stories`` and ``publishers`` are in how many stories,
    and from how many publishers that are known, the matching stances stand. Somebody who has been on both sides of
    an issue may so agree and be at odds on it.

    - ``count``: ``"stances"`` takes every one, but those of a story that several documents print as often only as the
      document with most of them has them; ``"stories"`` one for each story, actor, issue and side; ``"documents"`` one
      for each document, though it be a reprint; ``"once"`` one for each actor, issue and side, so that the weight is the
      number of issues (twice that for two who have both been on both sides).
    - ``normalisation``: ``"no"``, or ``"average"``, which divides by the mean number of sides that the two
      took, (Σᵢ a⁺ᵢ + a⁻ᵢ + b⁺ᵢ + b⁻ᵢ) / 2, so that the talkative do not agree with everybody.

    ``affiliation`` is a network of actors and issues; stances towards actors in it are passed over, as is
    sign 0, which takes no side. Every actor who took a side is a node, if an isolated one. Node attributes
    are kept. Raises `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": 1})])
    >>> list(congruence(talks).edges(data="weight"))
    [('cork', 'oslo', 1)]
    """
    sides = _sides(affiliation, count)
    return _projection(affiliation, sides, _matches(sides), count=count, normalisation=normalisation)


def conflict(
    affiliation: "nx.Graph[str]", *, count: Count = "stances", normalisation: Normalisation = "no"
) -> "nx.Graph[str]":
    """Join the actors who take opposite sides on the same issues.

    ``weight`` is Σᵢ (a⁺ᵢ·b⁻ᵢ + a⁻ᵢ·b⁺ᵢ); all else is as in `congruence`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> list(conflict(talks).edges(data="issues"))
    [('cork', 'oslo', ('cod',))]
    """
    sides = _sides(affiliation, count)
    return _projection(affiliation, sides, _clashes(sides), count=count, normalisation=normalisation)


def subtract(
    affiliation: "nx.Graph[str]", *, count: Count = "stances", normalisation: Normalisation = "no"
) -> "nx.Graph[str]":
    """Join the actors who take sides on the same issues, by agreement less disagreement.

    ``weight`` is congruence minus conflict, and the two are kept as ``congruence`` and ``conflict``; ``issues``
    are all that they share. **A weight may be negative, or 0** where one agreement meets one disagreement:
    no path, PageRank or betweenness means anything on such weights, and `rank` refuses them.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> list(subtract(talks).edges(data="weight"))
    [('cork', 'oslo', -1)]
    """
    sides = _sides(affiliation, count)
    together = _projection(affiliation, sides, _matches(sides), count=count, normalisation=normalisation)
    apart = _projection(affiliation, sides, _clashes(sides), count=count, normalisation=normalisation)
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(together.nodes(data=True))
    for a, b in sorted({*together.edges, *apart.edges}):
        plus, minus = together.get_edge_data(a, b, {}), apart.get_edge_data(a, b, {})
        for_, against = plus.get("weight", 0), minus.get("weight", 0)
        issues = tuple(sorted({*plus.get("issues", ()), *minus.get("issues", ())}))
        joined.add_edge(a, b, weight=for_ - against, congruence=for_, conflict=against, issues=issues, n=len(issues))
    return joined


def counted(affiliation: "nx.Graph[str]", count: Count) -> list[tuple[str, str, int, int]]:
    """Return how often each actor took each side on each issue, (actor, issue, sign, often); raises `UnsignedEdge`."""
    return [
        (actor, issue, sign, side.often(count))
        for issue, by_sign in _sides(affiliation, count).items()
        for sign, camp in by_sign.items()
        for actor, side in camp.items()
    ]


def _sides(affiliation: "nx.Graph[str]", count: str) -> _Sides:
    if count not in COUNTS:
        raise UnknownChoice(count, kind="way to count", known=COUNTS)
    sides: defaultdict[str, dict[int, defaultdict[str, _Side]]] = defaultdict(
        lambda: {1: defaultdict(_Side), -1: defaultdict(_Side)}
    )
    for stance in stances(affiliation):
        actor, issue, _, known = stance
        if stance.sign and actor != issue and is_issue(affiliation, issue):
            side = sides[issue][stance.sign][actor]
            side.prints[stance.story][stance.document] += 1
            if known.get("publisher"):
                side.publishers.add(known["publisher"])
    return {issue: sides[issue] for issue in sorted(sides)}


# (actor, actor, issue, their sides), each couple of actors in the order of their ids
_Pairs = Iterable[tuple[str, str, str, tuple[_Side, _Side]]]


def _matches(sides: _Sides) -> _Pairs:
    for issue, by_sign in sides.items():
        for camp in by_sign.values():
            for (a, one), (b, other) in combinations(sorted(camp.items(), key=lambda item: item[0]), 2):
                yield a, b, issue, (one, other)


def _clashes(sides: _Sides) -> _Pairs:
    for issue, by_sign in sides.items():
        for (a, one), (b, other) in product(by_sign[1].items(), by_sign[-1].items()):
            if a != b:  # who changed sides is at odds with nobody but the others
                yield min(a, b), max(a, b), issue, (one, other)


@dataclass(slots=True)
class _Joint:
    """What joins two actors, while it is being counted."""

    weight: int = 0
    issues: dict[str, None] = field(default_factory=dict)
    stories: set[object] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)

    def add(self, issue: str, sides: tuple[_Side, _Side], count: Count) -> None:
        one, other = sides
        self.weight += one.often(count) * other.often(count)
        self.issues[issue] = None
        for side in sides:
            self.stories.update(side.prints)
            self.publishers |= side.publishers


def _projection(
    affiliation: "nx.Graph[str]", sides: _Sides, pairs: _Pairs, *, count: Count, normalisation: str
) -> "nx.Graph[str]":
    if normalisation not in {"no", "average"}:
        raise UnknownChoice(normalisation, kind="normalisation", known=["no", "average"])
    joints: defaultdict[tuple[str, str], _Joint] = defaultdict(_Joint)
    for a, b, issue, two_sides in pairs:
        joints[a, b].add(issue, two_sides, count)
    activity: Counter[str] = Counter()
    issues_of: defaultdict[str, set[str]] = defaultdict(set)
    for issue, by_sign in sides.items():
        for camp in by_sign.values():
            for actor, side in camp.items():
                activity[actor] += side.often(count)
                issues_of[actor].add(issue)
    projected: nx.Graph[str] = nx.Graph()
    projected.add_nodes_from((actor, dict(affiliation.nodes[actor])) for actor in sorted(activity))
    for (a, b), joint in sorted(joints.items(), key=lambda item: item[0]):
        weight = joint.weight
        projected.add_edge(
            a,
            b,
            weight=weight / ((activity[a] + activity[b]) / 2) if normalisation == "average" else weight,
            issues=tuple(joint.issues),
            n=len(issues_of[a] & issues_of[b]),
            stories=len(joint.stories),
            publishers=len(joint.publishers),
        )
    return projected
