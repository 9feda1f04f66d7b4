"""Measures of single nodes, each on the graph where it means something.

All take weights of zero or more, which `kg.networks.ranks` sees to, and answer for every node.
"""

from typing import Any

import networkx as nx

# Where numpy's dense solver is faster than setting up the sparse one, and the only one that works (n < 3).
_DENSE = 64
_LARGE = 2_000  # nodes, from which the engine is asked; it costs scipy to ask


def pagerank(layer: "nx.DiGraph[str] | nx.Graph[str]") -> dict[str, float]:
    """Return PageRank with damping 0.85; it sums to 1. Without any edge everybody has the same.

    Source: Page, Brin, Motwani and Winograd, "The PageRank Citation Ranking" (1999).
    """
    if len(layer) >= _LARGE:
        engine = _engine()
        if engine.takes(layer, "PageRank", by="scipy"):
            graph = engine.compiled(layer, "weight")
            ranks: dict[str, float] = graph.named(engine.pagerank(graph, tolerance=1e-12, steps=1000))
            return ranks
    # The tolerance is per node, and networkx's own (1e-6) would let equal nodes come out unequal.
    return nx.pagerank(layer, weight="weight", tol=1e-12, max_iter=1000) if len(layer) else {}


def betweenness(ties: "nx.Graph[str]") -> dict[str, float]:
    """Return on which share of the shortest paths between others a node stands, from 0 to 1.

    A tie is 1 / weight long. Isolated nodes have 0. It takes a second or two at 1,000 nodes, and grows with
    nodes × edges. Source: Brandes, "A Faster Algorithm for Betweenness Centrality" (2001).
    """
    if len(ties) >= _LARGE and (engine := _engine()).takes(ties, "betweenness"):
        graph = engine.lengths(engine.compiled(ties, "weight"))
        scores: dict[str, float] = graph.named(engine.betweenness(graph, weighted=True))
        return scores
    return nx.betweenness_centrality(_with_distance(ties), weight="distance")


def closeness(ties: "nx.Graph[str]") -> dict[str, float]:
    """Return how near a node is to those it can reach, scaled by their share of the network.

    (r / (n − 1)) · (r / Σ distances) for the r others it reaches among n nodes; a tie is 1 / weight long, so a
    value may exceed 1. Isolated nodes have 0. Source: Wasserman and Faust, *Social Network Analysis* (1994).
    """
    if len(ties) >= _LARGE and (engine := _engine()).takes(ties, "closeness"):
        graph = engine.lengths(engine.compiled(ties, "weight"))
        scores: dict[str, float] = graph.named(engine.closeness(graph, weighted=True))
        return scores
    return nx.closeness_centrality(_with_distance(ties), distance="distance")


def eigenvector(ties: "nx.Graph[str]") -> dict[str, float]:
    """Return the leading eigenvector of the weighted ties: one is central whose neighbours are.

    It is taken of the largest component (of equals, the one with the most weight, then the first by id);
    **whoever is outside of it has 0**, for components cannot be compared. Its length is 1, all values are at
    least 0, and it is the same in every run. Source: Bonacich, "Power and Centrality" (1987).
    """
    import numpy as np  # noqa: PLC0415 -- numpy and scipy cost more than most networks
    from scipy.sparse.linalg import eigsh  # noqa: PLC0415

    scores = dict.fromkeys(ties, 0.0)
    parts = [sorted(part) for part in nx.connected_components(ties)]
    if not parts or ties.number_of_edges() == 0:
        return scores
    largest = min(parts, key=lambda part: (-len(part), -ties.subgraph(part).size(weight="weight"), part))
    if len(largest) < _DENSE:
        matrix = nx.to_numpy_array(ties, nodelist=largest, weight="weight")
        leading = np.linalg.eigh(matrix).eigenvectors[:, -1]
    else:
        sparse = nx.to_scipy_sparse_array(ties, nodelist=largest, weight="weight", dtype=np.dtype(float))
        # The start vector would be random otherwise, and with it the last digits.
        leading = eigsh(sparse, k=1, which="LA", v0=np.ones(len(largest)))[1][:, 0]
    # By Perron and Frobenius all its entries have one sign; which one is the solver's whim.
    scores.update(zip(largest, np.abs(leading).tolist(), strict=True))
    return scores


def core(ties: "nx.Graph[str]") -> dict[str, int]:
    """Return the core number of each: the largest k so that it belongs to a group in which each has k ties to others of it.

    Weights do not matter; isolated nodes have 0. Source: Seidman, "Network structure and minimum degree" (1983), by the
    algorithm of Batagelj and Zaveršnik (2003).
    """
    if len(ties) >= _LARGE and (engine := _engine()).takes(ties, "core numbers", by="numpy"):
        graph = engine.compiled(ties)
        numbers: dict[str, int] = graph.named(engine.cores(graph))
        return numbers
    without_loops = ties.copy()
    without_loops.remove_edges_from(list(nx.selfloop_edges(ties)))
    return dict(nx.core_number(without_loops))


def _engine() -> Any:
    from kg.networks import engine  # noqa: PLC0415 -- only large networks need it

    return engine


def _with_distance(ties: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return the ties with a distance; one of weight 0 joins nobody."""
    made: nx.Graph[str] = nx.Graph()
    made.add_nodes_from(ties)
    for a, b, weight in ties.edges(data="weight", default=1):
        if weight and a != b:
            made.add_edge(a, b, distance=1 / weight)
    return made
