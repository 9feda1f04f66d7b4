"""Centralities of large networks, compiled: by scipy, and by networkit where that is installed.

The answers are networkx's to 1e-5 or better; Louvain's communities are others of the same kind. networkit is the extra
``kg[fast]``; without it, what it would do is left to networkx.
"""

import importlib
import importlib.util
import logging
from array import array
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, compress
from operator import methodcaller
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.linalg import ArpackNoConvergence, eigs, eigsh

log = logging.getLogger(__name__)

#: Nodes from which compiled code is worth the second that it takes to load and the copy that it needs.
LARGE = 2_000
_ROUNDS = 500  # of peeling, from which networkit is faster
_KEY = "kg.networks.engine"  # where a graph keeps its copy, beside those of networkx

Vector = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A graph as a sparse matrix of weights from row to column, symmetric where it has no directions.

    What networkit needs is made of it when it is first asked for, and kept.
    """

    nodes: list[Any]
    matrix: Any
    directed: bool
    kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def named(self, values: Iterable[Any]) -> dict[Any, Any]:
        """Return values by node."""
        return dict(zip(self.nodes, np.asarray(values).tolist(), strict=True))


def compiled(graph: "nx.Graph[Any]", weight: str | None = None, default: float = 1.0) -> Compiled:
    """Return a graph as a matrix of the attribute ``weight``, ``default`` where an edge has none, or of ones.

    Parallel edges add up, as networkx's matrices have it. Of a simple graph the copy is kept on it, where networkx keeps
    copies too, until a node or an edge comes or goes; weights are read anew each time, so that one set in place counts.
    """
    if graph.is_multigraph():
        return _added_up(graph, weight, default)
    kept = _kept(graph)
    if weight is None:
        if kept.plain is None:
            kept.plain = Compiled(kept.nodes, kept.matrix(None), graph.is_directed())
        return kept.plain
    weights = kept.weights(weight, default)
    before = kept.weighted.get((weight, default))
    if before is not None and np.array_equal(before[0], weights):
        return before[1]
    made = Compiled(kept.nodes, kept.matrix(weights), graph.is_directed())
    kept.weighted[weight, default] = (weights, made)
    return made


class _Kept:
    """The shape of a simple graph as arrays, with the attributes of its edges at hand, and what was made of both.

    networkx holds neighbours as dictionaries in dictionaries. All keys of all of them in one list are the columns of a
    matrix, row by row, so that nothing has to be sorted.
    """

    def __init__(self, graph: "nx.Graph[Any]") -> None:
        rows: Mapping[Any, Any] = graph._adj  # type: ignore[attr-defined]  # noqa: SLF001 -- ten times as fast as the views around it
        self.nodes = list(rows)
        self.plain: Compiled | None = None
        self.weighted: dict[tuple[str, float], tuple[Vector, Compiled]] = {}
        size = len(self.nodes)
        self._ends = np.zeros(size + 1, dtype=np.int32)
        np.cumsum(np.fromiter(map(len, rows.values()), np.int32, size), out=self._ends[1:])
        self._columns = _places(self.nodes, list(chain.from_iterable(rows.values())))
        self._rows, self._directed = rows, graph.is_directed()
        self._known: list[dict[str, Any]] | None = None

    def _attributes(self) -> list[dict[str, Any]]:
        """Return the attributes of the edges, each once: one without direction stands in the rows of both of its ends."""
        if self._known is None:
            self._known = list(chain.from_iterable(map(methodcaller("values"), self._rows.values())))
            if not self._directed:
                row = np.repeat(np.arange(len(self.nodes), dtype=np.int32), np.diff(self._ends))
                above = self._columns >= row
                self._known = list(compress(self._known, above.tolist()))
                self._above = self._columns[above]
                self._above_ends = np.r_[0, np.cumsum(above)][self._ends].astype(np.int32)
        return self._known

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy of the graph, or one sent to another process, makes its own.
        return dict, ()

    def weights(self, weight: str, default: float) -> Vector:
        """Return an attribute of all edges, each once."""
        return np.array([known.get(weight, default) for known in self._attributes()], dtype=float)

    def matrix(self, weights: Vector | None) -> Any:
        """Return the matrix of weights, or of ones."""
        size = len(self.nodes)
        if weights is None or self._directed:
            data = np.ones(len(self._columns)) if weights is None else weights
            return sparse.csr_array((data, self._columns, self._ends), shape=(size, size))
        upper = sparse.csr_array((weights, self._above, self._above_ends), shape=(size, size))
        loops = upper.diagonal()
        made = upper + upper.T
        return sparse.csr_array(made - sparse.diags_array(loops) if loops.any() else made)


def _kept(graph: "nx.Graph[Any]") -> _Kept:
    cache = getattr(graph, "__networkx_cache__", None)
    # A view of another graph does not hear of its changes.
    if cache is None or hasattr(graph, "_graph") or not nx.config.cache_converted_graphs:
        return _Kept(graph)
    if not isinstance(cache.get(_KEY), _Kept):
        cache[_KEY] = _Kept(graph)
    kept: _Kept = cache[_KEY]
    return kept


def _places(nodes: list[Any], ends: list[Any]) -> "np.ndarray[Any, np.dtype[np.int32]]":
    """Return the number of the node that each end is."""
    if nodes == list(range(len(nodes))) and all(type(node) is int for node in nodes):
        # Nodes that are their numbers need no looking up; an end may still be written as 1.0.
        with suppress(TypeError):
            return np.array(array("q", ends), dtype=np.int32)
    place = dict(zip(nodes, range(len(nodes)), strict=True))
    return np.array(array("q", [place[end] for end in ends]), dtype=np.int32)


def _added_up(graph: "nx.Graph[Any]", weight: str | None, default: float) -> Compiled:
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


def lengths(graph: Compiled) -> Compiled:
    """Return 1 / weight where there is one: how long a tie is. A tie of weight 0 joins nobody, nor does a loop."""
    if "lengths" not in graph.kept:
        entries = graph.matrix.tocoo()
        joins = (entries.data != 0) & (entries.row != entries.col)
        ends = (entries.row[joins], entries.col[joins])
        matrix = sparse.csr_array(sparse.coo_array((1 / entries.data[joins], ends), shape=graph.matrix.shape))
        graph.kept["lengths"] = Compiled(graph.nodes, matrix, graph.directed)
    made: Compiled = graph.kept["lengths"]
    return made


def fast() -> bool:
    """Whether networkit is installed."""
    return importlib.util.find_spec("networkit") is not None


def takes(graph: "nx.Graph[Any]", what: str, *, by: str = "networkit") -> bool:
    """Whether a graph is so large that compiled code should do it, and there is some; says so in the log."""
    if len(graph) < LARGE:
        return False
    if by == "networkit" and not fast():
        log.info(
            "%s of %s nodes by networkx: pip install 'kg[fast]' makes it many times faster", what, f"{len(graph):,}"
        )
        return False
    log.info("%s of %s nodes by %s", what, f"{len(graph):,}", by)
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
    back = graph.matrix.T  # rows are those that receive
    jump = np.full(size, 1.0 / size) if personalization is None else personalization / personalization.sum()
    sunk = jump if dangling is None else dangling / dangling.sum()
    rank = np.full(size, 1.0 / size) if start is None else start / start.sum()
    for _ in range(steps):
        before = rank
        rank = alpha * (back @ (before * inverse) + before[sinks].sum() * sunk) + (1 - alpha) * jump
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
    """Return core numbers of a graph without directions; loops do not count.

    All who have too few ties left go in one round. Where that takes too many rounds, as along a chain, networkit goes on
    if it is there. Source: Batagelj and Zaveršnik (2003).
    """
    matrix = graph.matrix
    if matrix.diagonal().any():
        matrix = sparse.csr_array(matrix - sparse.diags_array(matrix.diagonal()))
        matrix.eliminate_zeros()
    size = len(graph.nodes)
    ends, others = matrix.indptr, matrix.indices
    left = np.diff(ends).astype(np.int64)
    there, number = np.ones(size, dtype=bool), np.zeros(size, dtype=np.int64)
    k, rounds = 0, 0
    going = np.flatnonzero(left == 0)
    while there.any():
        if not going.size:
            k = int(left[there].min())
            going = np.flatnonzero(there & (left <= k))
        rounds += 1
        if rounds > _ROUNDS and fast():
            made = _kit_graph(_networkit(0), graph, weighted=False)
            return np.array(_networkit(0).centrality.CoreDecomposition(made).run().scores()).astype(np.int64)
        number[going], there[going] = k, False
        counts = ends[going + 1] - ends[going]
        places = np.repeat(ends[going] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        near = others[places]
        near = near[there[near]]
        if near.size > size // 20:
            left -= np.bincount(near, minlength=size)
            going = np.flatnonzero(there & (left <= k))
        else:
            np.subtract.at(left, near, 1)
            going = np.unique(near[left[near] <= k])
    return number


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
