"""How many stances stand in the way of two camps: the line index of balance.

Source: Harary, "On the Measurement of Structural Balance" (1959); the integer program is that of Aref, Mason and
Wilson, "A modeling and computational study of the frustration index in signed networks" (2020).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from kg.networks.matrices import Matrix, signed_matrices

_EXACT = 100  # nodes of a block, up to which a proof is sought unless asked otherwise
_RESTARTS = 20
_LARGE = 5_000  # nodes, from which one start must do
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Frustration:
    """What must be overlooked for a network to fall into two camps of friends.

    ``index`` is the weight of the edges that stand in the way (their number, if unweighted) and ``edges`` are those, as
    pairs of nodes; ``lower`` is what it is at least, so that ``exact`` is index == lower; ``total`` is the weight of all
    edges. ``camps`` are the two, the larger first.
    """

    index: float
    lower: float
    total: float
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    edges: tuple[tuple[str, str], ...]

    @property
    def exact(self) -> bool:
        """Whether no two camps do better, which is proven."""
        return self.index <= self.lower + _EPSILON

    @property
    def balance(self) -> float:
        """1 − 2 · index / total, from 0 to 1, which is balance; NaN without an edge.

        Source: Aref and Wilson, "Measuring partial balance in signed networks" (2018).
        """
        return 1 - 2 * self.index / self.total if self.total else float("nan")


def frustration(
    network: "nx.Graph[str]",
    *,
    weighted: bool = False,
    exact: bool | None = None,
    seconds: float = 60.0,
    seed: int = 0,
) -> Frustration:
    """Return the frustration index of a network with the two camps that attain it.

    It is the least number of edges (their weight, if ``weighted``) that are negative within a camp or positive between the
    two. Each pair counts once, with the sign of what they are to each other on balance, whatever the direction.

    The bound from above comes from the leading eigenvector and random starts, each improved by moving one node at a
    time; a tenth of a second for thousands of nodes, seconds for 100,000. An integer program then proves it or does better, in
    each block of the network by itself (an edge that is in no cycle frustrates nobody): for blocks of up to 100 nodes
    unless ``exact`` says always or never (of more than 5,000 nodes, only where it says always), and for at most ``seconds`` in all. The problem is NP-hard: some networks of
    100 nodes are solved in a second, others not in an hour, and then ``lower`` is what was proven. Ties between equal
    solutions are the solver's; the bound is the same for the same ``seed``. Raises `UnsignedEdge`.

    >>> made = frustration(nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})]))
    >>> made.index, made.exact, made.balance
    (1.0, True, 0.33333333333333337)
    """
    nodes, *_ = made = signed_matrices(network, undirected=True)
    net = made.net(weighted=weighted)
    side = two_camps(net, seed=seed)
    lower = 0.0
    left = seconds
    large = net.shape[0] > _LARGE and exact is not True
    if large:
        lower = 0.0 if _balanced(net) else float(np.abs(net.data).min())
    for members in () if large else _blocks(net):
        block = sparse.csr_array(net[members][:, members])
        best = side[members]
        found = _cost(block, best)
        if found <= _EPSILON:
            continue
        if len(members) == 2:  # a bridge: all that hangs on one end can change camps with it
            side = _with_block(net, side, members, np.array([best[0], -best[1]]))
            continue
        try_it = len(members) <= _EXACT if exact is None else exact
        if try_it and left > 0:
            better, proven, took = _program(block, best, seconds=left, whole=not weighted)
            left -= took
            lower += proven
            if _cost(block, better) < found - _EPSILON:
                side = _with_block(net, side, members, better)
        else:
            lower += _least(block, whole=not weighted)
    total = float(abs(net).sum()) / 2
    index = _cost(net, side)
    upper = sparse.triu(net).tocoo()
    bad = upper.data * side[upper.row] * side[upper.col] < 0
    edges = tuple((nodes[a], nodes[b]) for a, b in zip(upper.row[bad], upper.col[bad], strict=True))
    return Frustration(index, min(lower, index), total, _named(nodes, side), tuple(sorted(edges)))


def two_camps(net: Matrix, *, seed: int = 0) -> "np.ndarray[Any, Any]":
    """Return +1 or −1 for every node so that few edges are in the way: the best of several local optima.

    ``net`` is symmetric. No single node can change camps for the better.
    """
    size = net.shape[0]
    chance = np.random.default_rng(seed)
    # A number each, so that of two neighbours who would both move one goes first.
    turn = chance.permutation(size)
    starts = [np.ones(size), *_eigenvector_start(net)]
    starts += [np.where(chance.random(size) < 0.5, -1.0, 1.0) for _ in range(_RESTARTS if size < _LARGE else 0)]
    best = min((_improved(net, start, turn) for start in starts), key=lambda side: _cost(net, side))
    return best if size == 0 or best[0] > 0 else -best


def _eigenvector_start(net: Matrix) -> "Iterator[np.ndarray[Any, Any]]":
    size = net.shape[0]
    if size < 3 or net.nnz == 0:
        return
    try:
        # A rough vector will do: what counts are its signs, and the flips mend those.
        leading = np.real(eigsh(net, k=1, which="LA", v0=np.linspace(1, 2, size), tol=1e-3, maxiter=300)[1][:, 0])
    except ArpackNoConvergence as error:
        if not error.eigenvectors.size:
            return
        leading = np.real(error.eigenvectors[:, 0])
    yield np.where(leading < 0, -1.0, 1.0)


def _improved(net: Matrix, start: "np.ndarray[Any, Any]", turn: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Move nodes to the other camp as long as one is better off there; no two neighbours in one go."""
    side = start.copy()
    rows = np.repeat(np.arange(net.shape[0]), np.diff(net.indptr))
    while True:
        gain = -side * (net @ side)
        moving = gain > _EPSILON
        if not moving.any():
            return side
        # Of neighbours who both want to, the one goes that gains more, then the one whose turn is first.
        both = moving[rows] & moving[net.indices]
        a, b = rows[both], net.indices[both]
        second = (gain[a] < gain[b]) | ((gain[a] == gain[b]) & (turn[a] > turn[b]))
        moving[a[second]] = False
        side[moving] *= -1


def _cost(net: Matrix, side: "np.ndarray[Any, Any]") -> float:
    """Return the weight of the edges that are in the way: (Σ|a| − sᵀAs) / 4, each pair being in A twice."""
    made = float(abs(net).sum() - side @ (net @ side)) / 4
    return round(made, 9)


def _blocks(net: Matrix) -> "Iterator[np.ndarray[Any, Any]]":
    """Yield the nodes of each part in which everybody is on a cycle with everybody else, and the ends of each bridge."""
    graph: nx.Graph[int] = nx.Graph()
    upper = sparse.triu(net).tocoo()
    graph.add_edges_from(zip(upper.row.tolist(), upper.col.tolist(), strict=True))
    found = [np.array(sorted(block)) for block in nx.biconnected_components(graph)]
    yield from sorted(found, key=lambda block: (len(block), block.tolist()))


def _program(
    block: Matrix, start: "np.ndarray[Any, Any]", *, seconds: float, whole: bool
) -> "tuple[np.ndarray[Any, Any], float, float]":
    """Solve a block: the best sides known, the bound that was proven, and the seconds it took."""
    from time import monotonic  # noqa: PLC0415 -- nothing else here knows the time

    upper = sparse.triu(block).tocoo()
    a, b, weight = upper.row, upper.col, np.abs(upper.data)
    positive = upper.data > 0
    size, edges = block.shape[0], len(a)
    # A node is 0 or 1; an edge is frustrated, f, if its ends differ and it is positive, or are alike and it is negative.
    number = np.arange(edges)
    f, one = size + number, np.ones(edges)
    back = np.where(positive, -1.0, 1.0)  # f ≥ a − b, f ≥ b − a for a positive edge; f ≥ a + b − 1, f ≥ 1 − a − b else
    rows = np.tile(number, 3)
    first = sparse.csr_array((np.r_[one, -one, -back], (rows, np.r_[f, a, b])), shape=(edges, size + edges))
    second = sparse.csr_array((np.r_[one, one, back], (rows, np.r_[f, a, b])), shape=(edges, size + edges))
    constraints = [
        LinearConstraint(first, lb=np.where(positive, 0.0, -1.0)),
        LinearConstraint(second, lb=np.where(positive, 0.0, 1.0)),
    ]
    cuts = _triangle_cuts(block, a, b, size)
    if cuts is not None:
        constraints.append(LinearConstraint(cuts, lb=np.ones(cuts.shape[0])))
    low, high = np.zeros(size + edges), np.ones(size + edges)
    low[int(np.argmax(np.diff(block.indptr)))] = 1  # the camps could be swapped: say which is which
    began = monotonic()
    solved = milp(
        np.r_[np.zeros(size), weight],
        integrality=np.r_[np.ones(size), np.zeros(edges)],
        bounds=Bounds(low, high),
        constraints=constraints,
        options={"time_limit": seconds},
    )
    took = monotonic() - began
    bound = solved.mip_dual_bound if solved.mip_dual_bound is not None else 0.0
    proven = max(_least(block, whole=whole), float(bound))
    if whole:
        proven = float(ceil(proven - 1e-6))
    if solved.x is None:
        return start, proven, took
    found = np.where(solved.x[:size] > 0.5, 1.0, -1.0)
    best = min((found, start), key=lambda side: _cost(block, side))
    # The solver is right to a millionth; what it proves optimal is.
    return best, _cost(block, best) if solved.status == 0 else min(proven, _cost(block, best)), took


def _triangle_cuts(block: Matrix, a: "np.ndarray[Any, Any]", b: "np.ndarray[Any, Any]", size: int) -> Matrix | None:
    """Return a row for each unbalanced triangle: one of its edges is frustrated, whichever the camps are."""
    edge_of = {(i, j): number for number, (i, j) in enumerate(zip(a.tolist(), b.tolist(), strict=True))}
    sign = {pair: 1 if block[pair] > 0 else -1 for pair in edge_of}
    after: dict[int, list[int]] = {}
    for i, j in edge_of:
        after.setdefault(i, []).append(j)
    bad = [
        (edge_of[i, j], edge_of[j, k], edge_of[i, k])
        for i, j in edge_of
        for k in after.get(j, ())
        if (i, k) in edge_of and sign[i, j] * sign[j, k] * sign[i, k] < 0
    ][:20_000]
    if not bad:
        return None
    rows = np.repeat(np.arange(len(bad)), 3)
    columns = size + np.array(bad).ravel()
    return sparse.csr_array((np.ones(len(columns)), (rows, columns)), shape=(len(bad), size + len(edge_of)))


def _least(block: Matrix, *, whole: bool) -> float:
    """What is frustrated at least: a block that no two camps fit has one edge in the way."""
    lightest = float(np.abs(block.data).min())
    return 0.0 if _balanced(block) else 1.0 if whole else lightest


def _balanced(net: Matrix) -> bool:
    """Whether walking along the edges gives everybody one side.

    Everybody is doubled, a friend's double is with the friend, an enemy's with the enemy's double: unbalanced are those who
    come together with their own.
    """
    plus, minus = net.maximum(0), (-net).maximum(0)
    cover = sparse.block_array([[plus, minus], [minus, plus]], format="csr")
    _, part_of = connected_components(cover, directed=False)
    size = net.shape[0]
    return bool((part_of[:size] != part_of[size:]).all())


def _with_block(
    net: Matrix, side: "np.ndarray[Any, Any]", members: "np.ndarray[Any, Any]", better: "np.ndarray[Any, Any]"
) -> "np.ndarray[Any, Any]":
    """Give the members of a block new sides, and turn what hangs on each of them along with it."""
    made = side.copy()
    inside = np.zeros(net.shape[0], dtype=bool)
    inside[members] = True
    within = sparse.coo_array(net)
    keep = ~(inside[within.row] & inside[within.col])
    rest: nx.Graph[int] = nx.Graph()
    rest.add_edges_from(zip(within.row[keep].tolist(), within.col[keep].tolist(), strict=True))
    for member, value in zip(members.tolist(), better, strict=True):
        if side[member] != value:
            hanging = nx.node_connected_component(rest, member) if member in rest else {member}
            made[list(hanging)] *= -1
    return made


def _named(nodes: tuple[str, ...], side: "np.ndarray[Any, Any]") -> tuple[tuple[str, ...], tuple[str, ...]]:
    one = tuple(node for node, where in zip(nodes, side, strict=True) if where > 0)
    other = tuple(node for node, where in zip(nodes, side, strict=True) if where < 0)
    return (one, other) if len(one) >= len(other) else (other, one)
