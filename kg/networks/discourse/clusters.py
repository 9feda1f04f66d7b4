"""Camps by many methods, and the best of them by modularity.

Which method suits a network nobody knows beforehand; modularity (Newman and Girvan, 2004), with the weights of the ties, tells how well
each has done. Everything here is deterministic for a seed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from kg.errors import NetworkError
from kg.networks.discourse.matrix import Cells, Matrix
from kg.networks.discourse.sample import Ints
from kg.networks.discourse.settings import one_of

if TYPE_CHECKING:
    import networkx as nx

# Ties up to which these take seconds: one removes them one after another, the other merges pairs of nodes in plain Python.
_MOST_FOR_BETWEENNESS = 400
_MOST_FOR_GREEDY = 100_000
_WALK = 4  # steps of a random walk, as Pons and Latapy (2005) recommend
_SETTLED = 1 - 1e-9


@dataclass(frozen=True)
class Clustering:
    """One partition: the method, who is in which cluster (numbered by first members), and its modularity."""

    method: str
    clusters: Mapping[str, int]
    modularity: float

    @property
    def camps(self) -> list[list[str]]:
        """The members of each cluster."""
        return [
            [name for name, at in self.clusters.items() if at == number]
            for number in sorted(set(self.clusters.values()))
        ]


def clusterings(
    matrix: Matrix, methods: Collection[str] = (), *, clusters: int | None = None, most: int = 6, seed: int = 0
) -> list[Clustering]:
    """Return a partition by each method, the best by modularity first; of equal ones that of the method named first.

    ``matrix`` is a one-mode network of agreement; weights below 0 are no tie. Methods, all of them unless named, are those of `METHODS`. Those
    that need a number of clusters take ``clusters``, or the best by modularity from 2 to ``most``; the others find it themselves, and where
    they find another than was asked for, they are left out. ``betweenness`` and ``greedy`` are
    left out beyond 400 and 100,000 ties, where they take minutes. Raises `NetworkError` for a network without a tie.
    """
    if matrix.shape != "onemode":
        raise NetworkError(
            "clusters are of the actors of a one-mode network: make one of agreement, not a two-mode network"
        )
    found = partitions(np.maximum(matrix.weights, 0.0), methods, clusters=clusters, most=most, seed=seed)
    return [
        Clustering(method, dict(zip(matrix.rows, map(int, partition), strict=True)), modularity)
        for method, partition, modularity in found
    ]


def partitions(
    similarity: Cells, methods: Collection[str] = (), *, clusters: int | None = None, most: int = 6, seed: int = 0
) -> list[tuple[str, Ints, float]]:
    """Return (method, partition, modularity), the best first. ``similarity`` has the shape nodes × nodes."""
    for method in methods:
        one_of(method, "method of clustering", METHODS)
    ties = (similarity + similarity.T) / 2
    np.fill_diagonal(ties, 0.0)
    n = len(ties)
    if not ties.any():
        raise NetworkError("nobody is tied to anybody in this network, so that it has no clusters")
    if clusters is not None and not 2 <= clusters <= n:
        raise NetworkError(f"{n} nodes cannot be parted into {clusters} clusters")
    sizes = [clusters] if clusters is not None else range(2, max(min(most, n - 1), 2) + 1)
    found = []
    for method in methods or METHODS:
        tried = [
            (modularity(ties, partition), numbered(partition))
            for partition in METHODS[method](ties, sizes, seed)
            if clusters is None or len(np.unique(partition)) == clusters
        ]
        if tried:
            best = max(tried, key=lambda one: one[0])
            found.append((method, best[1], best[0]))
    return sorted(found, key=lambda one: -round(one[2], 12))


def modularity(ties: Cells, partition: Ints) -> float:
    """Return the weighted modularity of a partition. Shapes: nodes × nodes; nodes."""
    weight = ties.sum()
    degree = ties.sum(axis=1)
    same = partition[:, None] == partition[None, :]
    return float(((ties - np.outer(degree, degree) / weight) * same).sum() / weight)


def numbered(partition: Ints) -> Ints:
    """Return the same partition, its clusters numbered by their first members.

    >>> numbered(np.array([7, 7, 2])).tolist()
    [0, 0, 1]
    """
    numbers: dict[int, int] = {}
    return np.array([numbers.setdefault(int(at), len(numbers)) for at in partition], dtype=np.int64)


def _hierarchical(way: Literal["ward", "average", "complete", "single"]) -> "Method":
    def method(ties: Cells, sizes: Sequence[int], seed: int) -> Iterator[Ints]:
        del seed
        tree = hierarchy.linkage(squareform(_distance(ties), checks=False), way)
        for size in sizes:
            yield hierarchy.fcluster(tree, size, "maxclust").astype(np.int64)

    return method


def _distance(ties: Cells) -> Cells:
    apart: Cells = 1 - ties / ties.max()
    np.fill_diagonal(apart, 0.0)
    return apart


def _medoids(ties: Cells, sizes: Sequence[int], seed: int) -> Iterator[Ints]:
    """Partition around medoids (Kaufman and Rousseeuw, 1990): the best start, then swaps while they help."""
    del seed
    apart = _distance(ties)
    for size in sizes:
        medoids = [int(apart.sum(axis=1).argmin())]
        while len(medoids) < size:
            near = apart[:, medoids].min(axis=1)
            gain = np.maximum(near[:, None] - apart, 0).sum(axis=0)
            gain[medoids] = -1.0
            medoids.append(int(gain.argmax()))
        yield _swapped(apart, medoids)


def _swapped(apart: Cells, medoids: list[int]) -> Ints:
    cost = apart[:, medoids].min(axis=1).sum()
    while True:
        best: tuple[float, list[int]] | None = None
        for at in range(len(medoids)):
            rest = [one for place, one in enumerate(medoids) if place != at]
            near = apart[:, rest].min(axis=1) if rest else np.full(len(apart), np.inf)
            costs = np.minimum(near[:, None], apart).sum(axis=0)
            costs[rest] = np.inf
            new = int(costs.argmin())
            if costs[new] < cost - 1e-12 and (best is None or costs[new] < best[0]):
                best = float(costs[new]), [*medoids[:at], new, *medoids[at + 1 :]]
        if best is None:
            nearest: Ints = apart[:, medoids].argmin(axis=1)
            return nearest
        cost, medoids = best


def _spectral(ties: Cells, sizes: Sequence[int], seed: int) -> Iterator[Ints]:
    """Cluster the rows of the first eigenvectors of the normalised Laplacian (Ng, Jordan and Weiss, 2001)."""
    scaled = _scaled(ties)
    vectors = np.linalg.eigh(scaled)[1][:, ::-1]
    for size in sizes:
        rows = vectors[:, :size]
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        yield _means(np.divide(rows, length, out=np.zeros_like(rows), where=length > 0), size, seed)


def _scaled(ties: Cells) -> Cells:
    degree = ties.sum(axis=1)
    root = np.divide(1.0, np.sqrt(degree), out=np.zeros_like(degree), where=degree > 0)
    scaled: Cells = root[:, None] * ties * root[None, :]
    return scaled


def _means(points: Cells, size: int, seed: int) -> Ints:
    """Cluster by k-means, the best of ten starts; Lloyd's algorithm, whose empty clusters stay where they were."""
    chance = np.random.default_rng(seed)
    best: tuple[float, Ints] | None = None
    for _ in range(10):
        centres = points[chance.choice(len(points), size, replace=False)]
        for _ in range(100):
            apart = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
            where = apart.argmin(axis=1)
            moved = np.array(
                [points[where == at].mean(axis=0) if (where == at).any() else centres[at] for at in range(size)]
            )
            if np.allclose(moved, centres):
                break
            centres = moved
        cost = float(apart.min(axis=1).sum())
        if best is None or cost < best[0] - 1e-12:
            best = cost, where.astype(np.int64)
    assert best is not None  # noqa: S101 -- there were ten starts
    return best[1]


def _walks(ties: Cells, sizes: Sequence[int], seed: int) -> Iterator[Ints]:
    """Merge nodes from which short random walks lead to the same places (Pons and Latapy, 2005), by Ward's criterion."""
    del seed
    loops = ties + np.diag(np.where(ties.any(axis=1), ties.sum(axis=1) / np.maximum((ties > 0).sum(axis=1), 1), 1.0))
    degree = loops.sum(axis=1)
    step = loops / degree[:, None]
    places = np.linalg.matrix_power(step, _WALK) / np.sqrt(degree)[None, :]
    tree = hierarchy.linkage(places, "ward")
    for size in sizes:
        yield hierarchy.fcluster(tree, size, "maxclust").astype(np.int64)


def _eigenvector(ties: Cells, sizes: Sequence[int], seed: int) -> Iterator[Ints]:
    """Part by the sign of the leading eigenvector of the modularity matrix, again and again (Newman, 2006)."""
    del sizes, seed
    degree = ties.sum(axis=1)
    excess = ties - np.outer(degree, degree) / degree.sum()
    partition = np.zeros(len(ties), dtype=np.int64)
    waiting = [np.arange(len(ties))]
    while waiting:
        members = waiting.pop()
        if len(members) < 2:
            continue
        part = excess[np.ix_(members, members)]
        part = part - np.diag(part.sum(axis=1))
        values, vectors = np.linalg.eigh(part)
        side = vectors[:, -1] > 0
        sign = np.where(side, 1.0, -1.0)
        if values[-1] > 1e-9 and side.any() and not side.all() and sign @ part @ sign > 1e-9:
            partition[members[side]] = partition.max() + 1
            waiting += [members[~side], members[side]]
    yield partition


def _concor(ties: Cells, sizes: Sequence[int], seed: int) -> Iterator[Ints]:
    """Correlate the profiles, and the correlations, until all are 1 or −1 (Breiger, Boorman and Arabie, 1975); then each half again."""
    del seed
    partition = np.zeros(len(ties), dtype=np.int64)
    while len(np.unique(partition)) < max(sizes):
        split = partition.copy()
        for number in np.unique(partition):
            members = np.flatnonzero(partition == number)
            if len(members) > 2:
                split[members] = 2 * number + _half(ties[members])
            else:
                split[members] = 2 * number
        if len(np.unique(split)) == len(np.unique(partition)):
            break
        partition = split
        yield partition


def _half(profiles: Cells) -> Ints:
    with np.errstate(invalid="ignore", divide="ignore"):
        alike = np.nan_to_num(np.asarray(np.corrcoef(profiles)))
        for _ in range(100):
            if np.abs(alike).min() > _SETTLED:
                break
            alike = np.nan_to_num(np.asarray(np.corrcoef(alike)))
    half: Ints = (alike[0] < 0).astype(np.int64)
    return half


def _of_networkx(find: "Callable[[nx.Graph[int], int], Iterator[Sequence[Collection[int]]]]") -> "Method":
    def method(ties: Cells, sizes: Sequence[int], seed: int) -> Iterator[Ints]:
        del sizes
        import networkx as nx  # noqa: PLC0415

        for communities in find(nx.from_numpy_array(ties), seed):
            partition = np.zeros(len(ties), dtype=np.int64)
            for number, members in enumerate(communities):
                partition[list(members)] = number
            yield partition

    return method


def _louvain(graph: "nx.Graph[int]", seed: int) -> Iterator[Sequence[Collection[int]]]:
    import networkx as nx  # noqa: PLC0415

    yield nx.community.louvain_communities(graph, seed=seed)


def _greedy(graph: "nx.Graph[int]", seed: int) -> Iterator[Sequence[Collection[int]]]:
    del seed
    import networkx as nx  # noqa: PLC0415

    if graph.number_of_edges() <= _MOST_FOR_GREEDY:
        yield nx.community.greedy_modularity_communities(graph, weight="weight")


def _betweenness(graph: "nx.Graph[int]", seed: int) -> Iterator[Sequence[Collection[int]]]:
    """Remove the tie with most shortest paths, again and again (Girvan and Newman, 2002); a strong tie is short."""
    del seed
    import networkx as nx  # noqa: PLC0415

    if graph.number_of_edges() > _MOST_FOR_BETWEENNESS:
        return

    def busiest(rest: "nx.Graph[int]") -> tuple[int, int]:
        for _, _, data in rest.edges(data=True):
            data["length"] = 1 / data["weight"]
        through = nx.edge_betweenness_centrality(rest, weight="length")
        return max(through, key=lambda tie: (round(through[tie], 12), tie))

    for number, communities in enumerate(nx.community.girvan_newman(graph, busiest)):
        yield communities
        if number > 12:
            return


Method = Callable[[Cells, Sequence[int], int], Iterator[Ints]]

#: The methods, in the order in which they win where several are equally good.
METHODS: Mapping[str, Method] = {
    "louvain": _of_networkx(_louvain),
    "greedy": _of_networkx(_greedy),
    "eigenvector": _eigenvector,
    "walks": _walks,
    "spectral": _spectral,
    "betweenness": _of_networkx(_betweenness),
    "medoids": _medoids,
    "ward": _hierarchical("ward"),
    "average": _hierarchical("average"),
    "complete": _hierarchical("complete"),
    "single": _hierarchical("single"),
    "concor": _concor,
}
