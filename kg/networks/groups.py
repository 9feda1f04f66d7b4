"""Communities: groups that have more to do with each other than with others, found by five methods."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any, Literal

import networkx as nx
import numpy as np
from scipy import sparse

from kg.edges import End
from kg.errors import NetworkError, UnknownChoice
from kg.networks import engine
from kg.networks.factions import modularity_of
from kg.networks.matrices import Matrix, SignedMatrices, signed_matrices
from kg.networks.stances import ends_of

Method = Literal["signed", "louvain", "leiden", "signed-leiden", "blocks"]
_RESTARTS = 10


def communities(
    network: "nx.Graph[str]", method: Method = "signed", *, resolution: float = 1.0, seed: int = 0
) -> list[tuple[End, ...]]:
    """Return the communities of a signed network, the largest first; in each everybody by label.

    - ``"signed"``: the best of several goes of moving nodes and then whole groups, as long as the signed modularity rises.
      It counts an enemy in the group as much as a friend outside. Sources: Gómez, Jensen and Arenas (2009) for what is
      maximised, Blondel, Guillaume, Lambiotte and Lefebvre, "Fast unfolding of communities in large networks" (2008) for how.
    - ``"louvain"``: the latter on the positive edges alone, by networkx; who has no friend is alone.
    - ``"leiden"``: Traag, Waltman and van Eck, "From Louvain to Leiden" (2019), on the positive edges alone.
    - ``"signed-leiden"``: both layers at once, the negative one counted against. Source: Traag and Bruggeman,
      "Community detection in networks with positive and negative links" (2009).
    - ``"blocks"``: a degree-corrected stochastic blockmodel of who supports whom at all, with as many blocks as describe it most shortly; by
      the library asbm, which samples. Not only friends make a block: in a stochastic blockmodel it may also be those who have the same
      friends, but this one looks first for friends. Who has no friend is alone; ``resolution`` means nothing. Source: Karrer and
      Newman, "Stochastic blockmodels and community structure in networks" (2011).

    Both directions are added up; ``resolution`` above 1 makes more and smaller groups. The same ``seed`` gives the same
    groups. Leiden needs the extra ``kg[leiden-gpl]``, whose libraries are under the GPL, and blocks ``kg[blocks]``; without them they
    raise `NetworkError`. Raises `UnknownChoice` and `UnsignedEdge`.

    >>> talks = nx.Graph([("a", "b", {"sign": 1}), ("c", "d", {"sign": 1}), ("b", "c", {"sign": -1})])
    >>> [[end.id for end in group] for group in communities(talks)]
    [['a', 'b'], ['c', 'd']]
    """
    if method not in _METHODS:
        raise UnknownChoice(method, kind="method", known=list(_METHODS))
    matrices = signed_matrices(network, undirected=True)
    side = _METHODS[method](matrices, resolution, seed)
    found: dict[int, list[str]] = {}
    for node, number in zip(matrices.nodes, side.tolist(), strict=True):
        found.setdefault(number, []).append(node)
    return [ends_of(network, group) for group in sorted(found.values(), key=lambda group: (-len(group), group))]


def _signed(matrices: SignedMatrices, resolution: float, seed: int) -> "np.ndarray[Any, Any]":
    chance = np.random.default_rng(seed)
    size = len(matrices.nodes)
    orders = [np.arange(size), *(chance.permutation(size) for _ in range(_RESTARTS - 1 if size < 2_000 else 0))]
    found = [_unfolded(matrices, resolution, order) for order in orders]
    return max(
        found,
        key=lambda side: round(modularity_of(matrices, side, resolution=resolution), 12),
        default=np.zeros(0, int),
    )


def _unfolded(matrices: SignedMatrices, resolution: float, order: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Move nodes, then groups of them, then nodes again, as long as that raises the modularity."""
    side = np.arange(len(matrices.nodes))
    best = -np.inf
    while True:
        side = _numbered(_moved(matrices.positive, matrices.negative, resolution, order, side))
        while True:
            plus, minus = (_between(matrix, side) for matrix in (matrices.positive, matrices.negative))
            groups = np.arange(plus.shape[0])
            joined = _numbered(_moved(plus, minus, resolution, groups, groups))
            if joined.max(initial=-1) + 1 == len(groups):
                break
            side = joined[side]
        reached = modularity_of(matrices, side, resolution=resolution)
        if not reached > best + 1e-10:
            return side
        best = reached


def _numbered(side: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    return np.asarray(np.unique(side, return_inverse=True)[1])


def _between(matrix: Matrix, side: "np.ndarray[Any, Any]") -> Matrix:
    """Return the weights between groups; what is within one is on the diagonal."""
    size = len(side)
    member = sparse.csr_array((np.ones(size), (np.arange(size), side)), shape=(size, int(side.max(initial=-1)) + 1))
    return sparse.csr_array(member.T @ matrix @ member)


def _moved(
    plus: Matrix, minus: Matrix, resolution: float, order: "np.ndarray[Any, Any]", start: "np.ndarray[Any, Any]"
) -> "np.ndarray[Any, Any]":
    """Move one after another to the group that raises the modularity most, until nothing does.

    All groups are looked at, and not only those that it has an edge with: two who are everybody's enemy, and not each
    other's, are better off together.
    """
    size = plus.shape[0]
    side = start.copy()
    layers = [_Layer(matrix, sign, side) for matrix, sign in ((plus, 1.0), (minus, -1.0)) if matrix.nnz]
    members = np.bincount(side, minlength=size)
    changed = bool(layers)
    while changed:
        changed = False
        for node in order.tolist():
            home = side[node]
            gain = np.zeros(size)
            for layer in layers:
                layer.weigh(node, home, side, gain, resolution)
            alone = members[home] == 1
            best = int(gain.argmax())
            # An empty group is as good as another: of all of them the first is taken, or home if nobody else is there.
            if gain[best] <= gain[home] + 1e-10 or (alone and members[best] == 0):
                continue
            for layer in layers:
                layer.move(node, home, best)
            members[home] -= 1
            members[best] += 1
            side[node] = best
            changed = True
    return side


class _Layer:
    """The edges of one sign while nodes are moved: how strong a node and a group are."""

    def __init__(self, matrix: Matrix, sign: float, side: "np.ndarray[Any, Any]") -> None:
        self._sign = sign
        self._total = float(matrix.sum())
        self._strength = np.asarray(matrix.sum(axis=1)).ravel()
        self._of_group = np.bincount(side, weights=self._strength, minlength=len(side))
        self._matrix = matrix

    def weigh(
        self, node: int, home: int, side: "np.ndarray[Any, Any]", gain: "np.ndarray[Any, Any]", resolution: float
    ) -> None:
        """Add what binds the node to each group, less what chance would have."""
        near = slice(self._matrix.indptr[node], self._matrix.indptr[node + 1])
        others, weights = self._matrix.indices[near], self._matrix.data[near]
        np.add.at(gain, side[others[others != node]], self._sign * weights[others != node])
        chance = self._sign * resolution * self._strength[node] / self._total
        gain -= chance * self._of_group
        gain[home] += chance * self._strength[node]

    def move(self, node: int, home: int, to: int) -> None:
        self._of_group[home] -= self._strength[node]
        self._of_group[to] += self._strength[node]


def _louvain(matrices: SignedMatrices, resolution: float, seed: int) -> "np.ndarray[Any, Any]":
    graph: nx.Graph[int] = nx.from_scipy_sparse_array(matrices.positive)
    if engine.takes(graph, "communities"):
        own = engine.Compiled(list(graph), matrices.positive, directed=False)
        found = engine.louvain(own, weighted=True, resolution=resolution, seed=seed)
    else:
        found = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    side = np.zeros(len(matrices.nodes), dtype=int)
    for number, group in enumerate(found):
        side[list(group)] = number
    return side


def _leiden(matrices: SignedMatrices, resolution: float, seed: int) -> "np.ndarray[Any, Any]":
    return _by_leiden(matrices, [(matrices.positive, 1.0)], resolution, seed)


def _signed_leiden(matrices: SignedMatrices, resolution: float, seed: int) -> "np.ndarray[Any, Any]":
    return _by_leiden(matrices, [(matrices.positive, 1.0), (matrices.negative, -1.0)], resolution, seed)


def _by_leiden(
    matrices: SignedMatrices, layers: list[tuple[Matrix, float]], resolution: float, seed: int
) -> "np.ndarray[Any, Any]":
    try:
        igraph, leidenalg = importlib.import_module("igraph"), importlib.import_module("leidenalg")
    except ImportError:
        raise NetworkError(
            "Leiden needs igraph and leidenalg, which are under the GPL: pip install 'kg[leiden-gpl]', or take the method 'signed'."
        ) from None
    size = len(matrices.nodes)
    partitions = []
    optimiser = leidenalg.Optimiser()
    optimiser.set_rng_seed(seed)
    for matrix, _ in layers:
        upper = sparse.triu(matrix).tocoo()
        graph = igraph.Graph(n=size, edges=list(zip(upper.row.tolist(), upper.col.tolist(), strict=True)))
        partitions.append(
            leidenalg.RBConfigurationVertexPartition(
                graph, weights=upper.data.tolist(), resolution_parameter=resolution
            )
        )
    # leidenalg's quality is not divided by a layer's weight, so that the two add up as in the signed modularity.
    optimiser.optimise_partition_multiplex(partitions, layer_weights=[sign for _, sign in layers], n_iterations=-1)
    return np.array(partitions[0].membership, dtype=int)


def _blocks(matrices: SignedMatrices, resolution: float, seed: int) -> "np.ndarray[Any, Any]":
    del resolution
    try:
        asbm = importlib.import_module("asbm")
    except ImportError:
        raise NetworkError(
            "a stochastic blockmodel needs asbm: pip install 'kg[blocks]', or take the method 'signed'."
        ) from None
    side = np.arange(len(matrices.nodes))
    friends = np.flatnonzero(np.diff(matrices.positive.indptr))
    if not friends.size:
        return side
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(friends)))  # its answers are in the order of the nodes
    upper = sparse.triu(matrices.positive[friends][:, friends]).tocoo()
    graph.add_edges_from(zip(upper.row.tolist(), upper.col.tolist(), strict=True))
    fitted = asbm.fit(asbm.Config(degree_correction=True), graph, seed=seed, show_progress=False)
    side[friends] = len(side) + np.asarray(fitted.mdl_partition)
    return side


_METHODS: Mapping[str, Callable[[SignedMatrices, float, int], "np.ndarray[Any, Any]"]] = {
    "signed": _signed,
    "louvain": _louvain,
    "leiden": _leiden,
    "signed-leiden": _signed_leiden,
    "blocks": _blocks,
}
