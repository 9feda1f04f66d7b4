"""Centralities of large networks, compiled: by scipy, and by networkit where that is installed.

The answers are networkx's to 1e-5 or better; Louvain's communities are others of the same kind. networkit is the extra
``kg[fast]``; without it, what it would do is left to networkx.
"""

import importlib
import importlib.util
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.linalg import ArpackNoConvergence, eigs, eigsh

log = logging.getLogger(__name__)

#: Nodes from which compiled code is worth the second that it takes to load and the copy that it needs.
LARGE = 2_000

Vector = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A graph as a sparse matrix of weights from row to column, symmetric where it has no directions.

    What networkit needs is made of it when it is first asked for, and kept.
    """

    nodes: list[Any]
    matrix: Any
    directed: bool
    kept: dict[bool, Any] = field(default_factory=dict, repr=False, compare=False)

    def named(self, values: Iterable[Any]) -> dict[Any, Any]:
        """Return values by node."""
        return dict(zip(self.nodes, np.asarray(values).tolist(), strict=True))


def compiled(graph: "nx.Graph[Any]", weight: str | None = None, default: float = 1.0) -> Compiled:
    """Return a graph as a matrix of the attribute ``weight``, ``default`` where an edge has none, or of ones.

    Parallel edges add up, as networkx's matrices have it.
    """
    nodes = list(graph)
    place = {node: number for number, node in enumerate(nodes)}
    ends = (
        [(place[a], place[b], value) for a, b, value in graph.edges(data=weight, default=default)]
        if weight
        else [(place[a], place[b], 1.0) for a, b in graph.edges()]
    )
    made = np.array(ends, dtype=float).reshape(-1, 3)
    rows, columns, data = made[:, 0].astype(np.int64), made[:, 1].astype(np.int64), made[:, 2]
    if not graph.is_directed():
        loops = rows == columns
        rows, columns = np.r_[rows, columns[~loops]], np.r_[columns, rows[~loops]]
        data = np.r_[data, data[~loops]]
    size = len(nodes)
    return Compiled(
        nodes, sparse.csr_array(sparse.coo_array((data, (rows, columns)), shape=(size, size))), graph.is_directed()
    )


def fast() -> bool:
    """Whether networkit is installed."""
    return importlib.util.find_spec("networkit") is not None


def takes(graph: "nx.Graph[Any]", what: str, *, needs_networkit: bool = True) -> bool:
    """Whether a graph is so large that compiled code should do it, and there is some; says so in the log."""
    if len(graph) < LARGE:
        return False
    if needs_networkit and not fast():
        log.info(
            "%s of %s nodes by networkx: pip install 'kg[fast]' makes it many times faster", what, f"{len(graph):,}"
        )
        return False
    log.info("%s of %s nodes by %s", what, f"{len(graph):,}", "networkit" if needs_networkit else "scipy")
    return True


def pagerank(
    graph: Compiled,
    *,
    alpha: float = 0.85,
    tolerance: float = 1e-6,
    steps: int = 100,
    personalization: Vector | None = None,
    start: Vector | None = None,
    dangling: Vector | None = None,
) -> Vector:
    """Return PageRank by power iteration; raises networkx's `PowerIterationFailedConvergence` like networkx.

    ``tolerance`` is per node. Source: Page, Brin, Motwani and Winograd (1999).
    """
    size = len(graph.nodes)
    strength = np.asarray(graph.matrix.sum(axis=1)).ravel()
    sinks = np.flatnonzero(strength == 0)
    inverse = np.divide(1.0, strength, out=np.zeros(size), where=strength != 0)
    back = sparse.csr_array(graph.matrix.T * inverse)  # columns are those that give
    jump = np.full(size, 1.0 / size) if personalization is None else personalization / personalization.sum()
    sunk = jump if dangling is None else dangling / dangling.sum()
    rank = np.full(size, 1.0 / size) if start is None else start / start.sum()
    for _ in range(steps):
        before = rank
        rank = alpha * (back @ before + before[sinks].sum() * sunk) + (1 - alpha) * jump
        if np.abs(rank - before).sum() < size * tolerance:
            return np.asarray(rank)
    raise nx.PowerIterationFailedConvergence(steps)


def eigenvector(graph: Compiled) -> Vector:
    """Return the leading eigenvector, of length 1 and without minus signs: of what comes in, where there are directions.

    Raises networkx's `NetworkXException` where it is not found. Source: Bonacich (1987).
    """
    start = np.ones(len(graph.nodes))
    try:
        if graph.directed:
            found = np.real(eigs(graph.matrix.T, k=1, which="LR", v0=start, tol=1e-12)[1][:, 0])
        else:
            found = eigsh(graph.matrix, k=1, which="LA", v0=start, tol=1e-12)[1][:, 0]
    except ArpackNoConvergence as error:
        raise nx.NetworkXException("the leading eigenvector was not found") from error
    return np.asarray(np.abs(found) / np.linalg.norm(found))


def betweenness(
    graph: Compiled, *, weighted: bool, normalized: bool = True, sources: int | None = None, seed: int = 0
) -> Vector:
    """Return betweenness; weights, if any, are lengths. Of so many ``sources`` alone it is an estimate.

    Sources: Brandes (2001); Brandes and Pich, "Centrality estimation in large networks" (2007).
    """
    size = len(graph.nodes)
    kit = _networkit(seed)
    made = _kit_graph(kit, graph, weighted=weighted)
    if sources is None or sources >= size:
        scores = np.array(kit.centrality.Betweenness(made).run().scores())
    else:
        scores = np.array(kit.centrality.EstimateBetweenness(made, sources, parallel=False).run().scores())
    if normalized:
        return scores / ((size - 1) * (size - 2)) if size > 2 else scores
    return scores if graph.directed else scores / 2


def closeness(graph: Compiled, *, weighted: bool) -> Vector:
    """Return closeness by what comes in, scaled by the share that is reached; weights, if any, are lengths.

    Source: Wasserman and Faust (1994).
    """
    kit = _networkit(0)
    turned = Compiled(graph.nodes, sparse.csr_array(graph.matrix.T), graph.directed)
    made = _kit_graph(kit, turned, weighted=weighted)
    measure = kit.centrality.Closeness(made, False, kit.centrality.ClosenessVariant.GENERALIZED)  # noqa: FBT003 -- it has no name for it
    # Of who reaches nobody networkit says NaN, networkx 0.
    return np.asarray(np.nan_to_num(np.array(measure.run().scores())))


def cores(graph: Compiled) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return core numbers of a graph without directions. Source: Batagelj and Zaveršnik (2003)."""
    kit = _networkit(0)
    return np.array(kit.centrality.CoreDecomposition(_kit_graph(kit, graph, weighted=False)).run().scores()).astype(
        np.int64
    )


def louvain(graph: Compiled, *, weighted: bool, resolution: float = 1.0, seed: int = 0) -> list[set[Any]]:
    """Return communities by the parallel Louvain method, on one thread, so that a seed holds.

    Source: Staudt and Meyerhenke, "Engineering parallel algorithms for community detection in massive networks" (2016).
    """
    kit = _networkit(seed)
    threads = kit.getMaxNumberOfThreads()
    kit.setNumberOfThreads(1)
    try:
        made = _kit_graph(kit, graph, weighted=weighted)
        found = kit.community.PLM(made, refine=True, gamma=resolution, par="none").run().getPartition().getVector()
    finally:
        kit.setNumberOfThreads(threads)
    groups: dict[int, set[Any]] = {}
    for node, group in zip(graph.nodes, found, strict=True):
        groups.setdefault(group, set()).add(node)
    return list(groups.values())


def vector(graph: Compiled, values: Mapping[Any, float] | None) -> Vector | None:
    """Return values by node as a vector, 0 where there is none."""
    return None if values is None else np.array([float(values.get(node, 0.0)) for node in graph.nodes])


def _networkit(seed: int) -> Any:
    kit = importlib.import_module("networkit")
    kit.setSeed(seed, useThreadId=False)
    return kit


def _kit_graph(kit: Any, graph: Compiled, *, weighted: bool) -> Any:
    if weighted not in graph.kept:
        graph.kept[weighted] = _kit_graph_of(kit, graph, weighted=weighted)
    return graph.kept[weighted]


def _kit_graph_of(kit: Any, graph: Compiled, *, weighted: bool) -> Any:
    entries = (graph.matrix if graph.directed else sparse.triu(graph.matrix)).tocoo()
    kept = entries.row != entries.col
    rows, columns = (ends[kept].astype(np.uint64) for ends in (entries.row, entries.col))
    data = entries.data[kept].astype(float) if weighted else np.ones(len(rows))
    return kit.GraphFromCoo((data, (rows, columns)), n=len(graph.nodes), weighted=weighted, directed=graph.directed)
