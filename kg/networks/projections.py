"""Actors joined by the issues that they take sides on: who agrees, and who is at odds.

Source for all three: Leifeld, *Policy Debates as Dynamic Networks: German Pension Politics and
Privatization Discourse* (2016), and "Discourse Network Analysis", in *The Oxford Handbook of Political
Networks* (2017). With ``count="stances"`` the weights are those of Discourse Network Analyzer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import Literal

import networkx as nx

from kg.errors import UnknownChoice
from kg.networks.stances import is_issue, stances

Count = Literal["stances", "documents", "once"]
Normalisation = Literal["no", "average"]

# {issue: {sign: {actor: how often}}}, for the signs +1 and −1
_Sides = Mapping[str, Mapping[int, Mapping[str, int]]]


def congruence(
    affiliation: "nx.Graph[str]", *, count: Count = "stances", normalisation: Normalisation = "no"
) -> "nx.Graph[str]":
    """Join the actors who take the same side on the same issues.

    ``weight`` of an edge is Σᵢ (a⁺ᵢ·b⁺ᵢ + a⁻ᵢ·b⁻ᵢ): pairs of matching stances over all issues i, where a⁺ᵢ counts
    the stances of a for i. ``issues`` are the ids of the issues with such a pair, and ``n`` is on how many
    both took a side at all: they agree on ``len(issues)`` of ``n``. Somebody who has been on both sides of
    an issue may so agree and be at odds on it.

    - ``count``: ``"stances"`` takes every one; ``"documents"`` one for each document, actor, issue and side,
      so that a story counts once; ``"once"`` one for each actor, issue and side, so that the weight is the
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
    return _projection(affiliation, sides, _matches(sides), normalisation)


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
    return _projection(affiliation, sides, _clashes(sides), normalisation)


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
    together = _projection(affiliation, sides, _matches(sides), normalisation)
    apart = _projection(affiliation, sides, _clashes(sides), normalisation)
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(together.nodes(data=True))
    for a, b in sorted({*together.edges, *apart.edges}):
        plus, minus = together.get_edge_data(a, b, {}), apart.get_edge_data(a, b, {})
        for_, against = plus.get("weight", 0), minus.get("weight", 0)
        issues = tuple(sorted({*plus.get("issues", ()), *minus.get("issues", ())}))
        joined.add_edge(a, b, weight=for_ - against, congruence=for_, conflict=against, issues=issues, n=len(issues))
    return joined


def _sides(affiliation: "nx.Graph[str]", count: str) -> _Sides:
    if count not in {"stances", "documents", "once"}:
        raise UnknownChoice(count, kind="way to count", known=["stances", "documents", "once"])
    sides: defaultdict[str, dict[int, Counter[str]]] = defaultdict(lambda: {1: Counter(), -1: Counter()})
    counted = set()
    for stance in stances(affiliation):
        actor, issue, key, _ = stance
        if not stance.sign or actor == issue or not is_issue(affiliation, issue):
            continue
        unit = key if count == "stances" else stance.document if count == "documents" else None
        if (unit, actor, issue, stance.sign) not in counted:
            counted.add((unit, actor, issue, stance.sign))
            sides[issue][stance.sign][actor] += 1
    return {issue: sides[issue] for issue in sorted(sides)}


# (actor, actor, issue, pairs of stances), each couple of actors in the order of their ids
_Pairs = Iterable[tuple[str, str, str, int]]


def _matches(sides: _Sides) -> _Pairs:
    for issue, by_sign in sides.items():
        for camp in by_sign.values():
            for (a, m), (b, n) in combinations(sorted(camp.items()), 2):
                yield a, b, issue, m * n


def _clashes(sides: _Sides) -> _Pairs:
    for issue, by_sign in sides.items():
        for (a, m), (b, n) in product(by_sign[1].items(), by_sign[-1].items()):
            if a != b:  # who changed sides is at odds with nobody but the others
                yield min(a, b), max(a, b), issue, m * n


def _projection(affiliation: "nx.Graph[str]", sides: _Sides, pairs: _Pairs, normalisation: str) -> "nx.Graph[str]":
    if normalisation not in {"no", "average"}:
        raise UnknownChoice(normalisation, kind="normalisation", known=["no", "average"])
    weights: Counter[tuple[str, str]] = Counter()
    shared: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for a, b, issue, pairs_of_stances in pairs:
        weights[a, b] += pairs_of_stances
        shared[a, b][issue] = None
    activity: Counter[str] = Counter()
    issues_of: defaultdict[str, set[str]] = defaultdict(set)
    for issue, by_sign in sides.items():
        for camp in by_sign.values():
            activity.update(camp)
            for actor in camp:
                issues_of[actor].add(issue)
    projected: nx.Graph[str] = nx.Graph()
    projected.add_nodes_from((actor, dict(affiliation.nodes[actor])) for actor in sorted(activity))
    for (a, b), weight in sorted(weights.items()):
        normalised = weight / ((activity[a] + activity[b]) / 2) if normalisation == "average" else weight
        projected.add_edge(a, b, weight=normalised, issues=tuple(shared[a, b]), n=len(issues_of[a] & issues_of[b]))
    return projected
