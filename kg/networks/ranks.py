"""Who is central: one row a node, with the measures asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Literal

import networkx as nx

from kg.edges import ISSUE
from kg.errors import UnknownChoice, UnsignedEdge
from kg.networks import centrality
from kg.networks.layers import layer, refuse_negative, ties
from kg.networks.stances import end_of
from kg.networks.weights import weighted_layer

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Layers:
    """A network as the measures see it; one without signs has only ties."""

    network: "nx.Graph[str]"
    ties: "nx.Graph[str]"
    signs: Mapping[int, "nx.DiGraph[str]"]

    def of(self, sign: int) -> "nx.DiGraph[str]":
        if not self.signs:
            raise UnsignedEdge(
                "this network is undirected and has no signs: rank it by degree, strength, pagerank, betweenness, "
                "closeness or eigenvector, or rank the stances it was made from."
            )
        return self.signs[sign]

    def ties_of(self, sign: int) -> "nx.Graph[str]":
        """Who has stances of that sign towards whom, in whichever direction."""
        self.of(sign)
        return ties(self.network, sign) if self.network.is_multigraph() else _both_ways([self.signs[sign]])

    def signed(self) -> "nx.Graph[str]":
        self.of(1)
        return self.network


def _out(sign: int) -> Callable[[_Layers], Scores]:
    return lambda layers: dict(layers.of(sign).out_degree())


def _in(sign: int) -> Callable[[_Layers], Scores]:
    return lambda layers: dict(layers.of(sign).in_degree())


_BY_SIGN: Mapping[str, Callable[[_Layers], Scores]] = {
    "out_positive": _out(1),
    "out_negative": _out(-1),
    "out_neutral": _out(0),
    "in_positive": _in(1),
    "in_negative": _in(-1),
    "in_neutral": _in(0),
}

_MEASURES: Mapping[str, Callable[[_Layers], Scores]] = {
    "degree": lambda layers: dict(layers.ties.degree()),
    "strength": lambda layers: dict(layers.ties.degree(weight="weight")),
    **_BY_SIGN,
    "supported": lambda layers: dict(layers.of(1).in_degree(weight="weight")),
    "criticised": lambda layers: dict(layers.of(-1).in_degree(weight="weight")),
    "supporting": lambda layers: dict(layers.of(1).out_degree(weight="weight")),
    "criticising": lambda layers: dict(layers.of(-1).out_degree(weight="weight")),
    "pagerank": lambda layers: centrality.pagerank(layers.of(1) if layers.signs else layers.ties),
    "betweenness": lambda layers: centrality.betweenness(layers.ties),
    "closeness": lambda layers: centrality.closeness(layers.ties),
    "eigenvector": lambda layers: centrality.eigenvector(layers.ties),
    "core": lambda layers: centrality.core(layers.ties),
    "betweenness_positive": lambda layers: centrality.betweenness(layers.ties_of(1)),
    "betweenness_negative": lambda layers: centrality.betweenness(layers.ties_of(-1)),
    "closeness_positive": lambda layers: centrality.closeness(layers.ties_of(1)),
    "closeness_negative": lambda layers: centrality.closeness(layers.ties_of(-1)),
    "pn": lambda layers: _statuses().pn_centrality(layers.signed()),
    "pn_in": lambda layers: _statuses().pn_centrality(layers.signed(), "in"),
    "pn_out": lambda layers: _statuses().pn_centrality(layers.signed(), "out"),
    "side": lambda layers: _statuses().signed_eigenvector(layers.signed()),
    "brokerage": lambda layers: _brokerage(layers.signed()),
}

#: What a network can be ranked by, and what each answers.
MEASURES: Mapping[str, str] = {
    "degree": "with how many others it has to do, whatever the sign and the direction",
    "strength": "in how many stories, summed over those others",
    "out_positive": "towards how many it takes a positive stance",
    "out_negative": "towards how many it takes a negative stance",
    "out_neutral": "towards how many it takes a neutral stance",
    "in_positive": "how many take a positive stance towards it",
    "in_negative": "how many take a negative stance towards it",
    "in_neutral": "how many take a neutral stance towards it",
    "supported": "in how many stories positive stances reach it, summed over their holders",
    "criticised": "in how many stories negative stances reach it, summed over their holders",
    "supporting": "in how many stories it takes positive stances, summed over their targets",
    "criticising": "in how many stories it takes negative stances, summed over their targets",
    "pagerank": "how much support reaches it, counting for more from those who are supported themselves",
    "betweenness": "on how many of the shortest ways between others it stands",
    "closeness": "how near it is to all others",
    "eigenvector": "how central those are with whom it has to do",
    "core": "the largest k so that it belongs to a group in which each has to do with k others",
    "betweenness_positive": "on how many of the shortest ways of support it stands",
    "betweenness_negative": "on how many of the shortest ways of opposition it stands",
    "closeness_positive": "how near it is to all others by support",
    "closeness_negative": "how near it is to all others by opposition",
    "pn": "above 1 for friends without enemies, the lower the more enemies; friends' friends count, too",
    "pn_in": "the same by the stances that it receives",
    "pn_out": "the same by the stances that it takes",
    "side": "where it stands on the main line of conflict: one side above 0, the other below",
    "brokerage": "how often it alone leads from one of the two camps to the other by support",
}


def rank(
    network: "nx.Graph[str]",
    *,
    by: str | Sequence[str] = "degree",
    only: Literal["actors", "issues"] | None = None,
    top: int | None = None,
) -> list[dict[str, Any]]:
    """Return the nodes as rows, the most central first.

    ``by`` is one of `MEASURES`, or several: the first decides the order. A row has ``rank`` (equal values share
    one: 1, 2, 2, 4), ``label``, ``kind``, ``id``, the measures asked for, and then for every stance network the
    degrees by sign (``out_positive`` … ``in_neutral``). Equal values go by label, then by id, and what has no value (NaN) comes last; values are equal
    if they are so to twelve decimals.

    What is measured, and on what: PageRank on the positive layer from holder to target; ``criticised`` and
    ``supported`` are in-strength on the negative and the positive layer; ``degree``, ``strength``, betweenness,
    closeness and eigenvector centrality on the ties of any sign without direction, where a tie is as strong
    as the stories that have it, and 1 / strength long. See `kg.networks.centrality` for isolated nodes and
    for networks in several parts.

    ``only`` leaves out the rows of actors or of issues, after measuring; ``top`` keeps so many rows.

    A network weighed by `signed_weights` is measured by its weights, where this one counts stories.
    An undirected weighted network, such as `congruence` makes, can be ranked by what needs no sign. Raises
    `NegativeWeight` for one like `subtract`'s, `UnsignedEdge`, and `UnknownChoice`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> [(row["rank"], row["label"], row["degree"]) for row in rank(talks)]
    [(1, 'cod', 2), (2, 'cork', 1), (2, 'oslo', 1)]
    """
    names = [by] if isinstance(by, str) else list(by) or ["degree"]
    for name in names:
        if name not in _MEASURES:
            raise UnknownChoice(name, kind="measure", known=list(MEASURES))
    if only not in {None, "actors", "issues"}:
        raise UnknownChoice(str(only), kind="kind of node", known=["actors", "issues"])
    layers = _layers(network)
    columns = list(dict.fromkeys([*names, *(_BY_SIGN if layers.signs else ())]))
    measured = {name: _MEASURES[name](layers) for name in columns}
    rows: list[dict[str, Any]] = []
    for node in network:
        end = end_of(network, node)
        if only is None or (end.kind == ISSUE) == (only == "issues"):
            scores = {name: _plain(measured[name][node]) for name in columns}
            rows.append({"rank": 0, "label": end.label, "kind": end.kind, "id": node, **scores})
    rows.sort(key=lambda row: (*_descending(row[names[0]]), row["label"], row["id"]))
    for place, row in enumerate(rows):
        before = rows[place - 1]
        row["rank"] = before["rank"] if place and before[names[0]] == row[names[0]] else place + 1
    return rows[:top]


def _layers(network: "nx.Graph[str]") -> _Layers:
    if not network.is_directed():
        refuse_negative(network)
        return _Layers(network, network, {})
    if not network.is_multigraph() and any("positive" in known for *_, known in network.edges(data=True)):
        weighed = {sign: weighted_layer(network, sign) for sign in (1, -1, 0)}
        return _Layers(network, _both_ways(weighed.values()), weighed)
    return _Layers(network, ties(network), {sign: layer(network, sign) for sign in (1, -1, 0)})


def _both_ways(layers: "Iterable[nx.DiGraph[str]]") -> "nx.Graph[str]":
    """Add up the weights of layers, and of both directions."""
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    made: nx.Graph[str] = nx.Graph()
    for one in layers:
        made.add_nodes_from(one.nodes(data=True))
        for a, b, known in one.edges(data=True):
            found[min(a, b), max(a, b)] += known["weight"]
    made.add_edges_from((a, b, {"weight": weight, "distance": 1 / weight}) for (a, b), weight in found.items())
    return made


def _statuses() -> Any:
    from kg.networks import statuses  # noqa: PLC0415 -- scipy costs more than most rankings

    return statuses


def _brokerage(network: "nx.Graph[str]") -> Scores:
    from kg.networks.brokers import brokerage  # noqa: PLC0415 -- as above

    return {row.broker.id: row.between for row in brokerage(network)}


def _descending(value: float) -> tuple[bool, float]:
    return (True, 0.0) if isnan(value) else (False, -value)


def _plain(value: float) -> float:
    # Rounding makes equals of what differs only by the order of summing; counts stay whole numbers.
    return value if isinstance(value, int) else round(float(value), 12)
