"""Camps: who stands with whom, and how deep the rift is."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from kg.edges import End
from kg.errors import NetworkError
from kg.networks.frustrations import frustration
from kg.networks.matrices import Matrix, SignedMatrices, signed_matrices
from kg.networks.stances import ends_of

_RESTARTS = 10


@dataclass(frozen=True, slots=True)
class Camps:
    """A division of a network into camps, the largest first; in each everybody by label.

    - ``inconsistent``: how many pairs are at odds within a camp or friends across (their weight, if weighted); ``exact``
      says whether no division into so many camps has fewer.
    - ``coherence``: the share of all pairs that are as the camps would have it, from 0 to 1.
    - ``antagonism``: the share of all pairs that are negative between camps, from 0 (no rift) to 1 (nothing else).
    - ``polarity``: how much the average member is at one with its camp and at odds with the others, in pairs (or their weight):
      (Σ of pairs as the camps would have it − Σ of those that are not) · 2 / n.
    - ``modularity``: the signed modularity of the division, see `signed_modularity`.

    The last is what to compare over time: ``coherence`` alone is 1 also for a network in which nobody opposes anybody.
    Sources: Doreian and Mrvar, "A partitioning approach to structural balance" (1996), for the division; Bonchi,
    Galimberti, Gionis, Ordozgoiti and Ruffo, "Discovering polarized communities in signed networks" (2019), for
    polarity, which is theirs for two camps that hold everybody.
    """

    members: tuple[tuple[End, ...], ...]
    inconsistent: float
    exact: bool
    coherence: float
    antagonism: float
    polarity: float
    modularity: float

    def of(self) -> dict[str, int]:
        """Return the number of the camp of every node, from 0."""
        return {end.id: number for number, camp in enumerate(self.members) for end in camp}


def camps(network: "nx.Graph[str]", k: int = 2, *, weighted: bool = False, seed: int = 0) -> Camps:
    """Divide a signed network into up to k camps, so that as few pairs as possible are in the way.

    For two camps this is the frustration index, with its proof for small networks; for more, the best of several local
    optima, from which no single move to another camp leads to a better one. Whoever has no pair with a sign joins the first
    camp it can, and means nothing there: leave isolated nodes out before. Pairs are as in `frustration`. Raises
    `NetworkError` for k below 1, and `UnsignedEdge`.

    >>> talks = nx.Graph([("oslo", "cork", {"sign": 1}), ("cork", "bonn", {"sign": -1})])
    >>> made = camps(talks)
    >>> [[end.id for end in camp] for camp in made.members], made.coherence, made.antagonism
    ([['cork', 'oslo'], ['bonn']], 1.0, 0.5)
    """
    if k < 1:
        raise NetworkError(f"a network is divided into one camp or more, not {k}.")
    matrices = signed_matrices(network, undirected=True)
    net = matrices.net(weighted=weighted)
    exact = k == 1
    if k == 2:
        found = frustration(network, weighted=weighted, seed=seed)
        first = set(found.camps[0])
        side = np.array([0 if node in first else 1 for node in matrices.nodes], dtype=int)
        exact = found.exact
    else:
        side = _divided(net, k, seed=seed)
    return _told(network, matrices, net, side, exact=exact)


def signed_modularity(network: "nx.Graph[str]", groups: Mapping[str, Hashable], *, resolution: float = 1.0) -> float:
    """Return how much more friendly within and hostile between groups a network is than chance would have it.

    Q = Σ_ij [ w⁺ij − w⁻ij − γ (w⁺i w⁺j / 2w⁺ − w⁻i w⁻j / 2w⁻) ] δ(gi, gj) / (2w⁺ + 2w⁻): from −1 to 1, and Newman's modularity
    where nothing is negative; NaN without an edge. Who is in no group is one by itself. Both directions are added up.
    Source: Gómez, Jensen and Arenas, "Analysis of community structure in networks of correlated data" (2009).
    Raises `UnsignedEdge`.

    >>> talks = nx.Graph([("a", "b", {"sign": 1}), ("c", "d", {"sign": 1}), ("b", "c", {"sign": -1})])
    >>> signed_modularity(talks, {"a": 0, "b": 0, "c": 1, "d": 1})
    0.5
    """
    matrices = signed_matrices(network, undirected=True)
    numbers: dict[Hashable, int] = {}
    keys = [("of", groups[node]) if node in groups else ("alone", node) for node in matrices.nodes]
    side = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=int)
    return modularity_of(matrices, side, resolution=resolution)


def modularity_of(matrices: SignedMatrices, side: "np.ndarray[Any, Any]", *, resolution: float = 1.0) -> float:
    """Return the signed modularity of symmetric matrices; ``side`` is a number for the group of each node."""
    groups = int(side.max(initial=-1)) + 1
    total, within = 0.0, 0.0
    for matrix, sign in ((matrices.positive, 1), (matrices.negative, -1)):
        weight = float(matrix.sum())
        if not weight:
            continue
        entries = matrix.tocoo()
        inside = float(entries.data[side[entries.row] == side[entries.col]].sum())
        strength = np.bincount(side, weights=np.asarray(matrix.sum(axis=1)).ravel(), minlength=groups)
        within += sign * (inside - resolution * float((strength**2).sum()) / weight)
        total += weight
    return within / total if total else float("nan")


def _divided(net: Matrix, k: int, *, seed: int) -> "np.ndarray[Any, Any]":
    size = net.shape[0]
    chance = np.random.default_rng(seed)
    starts = [np.zeros(size, dtype=int)] + [chance.integers(0, k, size) for _ in range(_RESTARTS if k > 1 else 0)]
    found = [_settled(net, k, start) for start in starts]
    return min(found, key=lambda side: _in_the_way(net, side))


def _settled(net: Matrix, k: int, start: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Move one node after another to the camp that it is best off in, until nobody wants to."""
    side = start.copy()
    size = net.shape[0]
    tie = np.zeros((size, k))  # how friendly everybody is with each camp
    np.add.at(tie, (np.repeat(np.arange(size), np.diff(net.indptr)), side[net.indices]), net.data)
    moved = True
    while moved:
        moved = False
        for node in range(size):
            best = int(tie[node].argmax())
            if tie[node, best] > tie[node, side[node]] + 1e-9:
                near = slice(net.indptr[node], net.indptr[node + 1])
                tie[net.indices[near], side[node]] -= net.data[near]
                tie[net.indices[near], best] += net.data[near]
                side[node] = best
                moved = True
    return side


def _in_the_way(net: Matrix, side: "np.ndarray[Any, Any]") -> float:
    entries = net.tocoo()
    same = side[entries.row] == side[entries.col]
    bad = np.where(same, entries.data < 0, entries.data > 0)
    return round(float(np.abs(entries.data[bad]).sum()) / 2, 9)


def _told(
    network: "nx.Graph[str]", matrices: SignedMatrices, net: Matrix, side: "np.ndarray[Any, Any]", *, exact: bool
) -> Camps:
    entries = net.tocoo()
    apart = side[entries.row] != side[entries.col]
    total = float(np.abs(entries.data).sum()) / 2
    rift = float(np.abs(entries.data[apart & (entries.data < 0)]).sum()) / 2
    bad = _in_the_way(net, side)
    nothing = float("nan")
    return Camps(
        members=_members(network, matrices.nodes, side),
        inconsistent=bad,
        exact=exact or bad == 0,
        coherence=1 - bad / total if total else nothing,
        antagonism=rift / total if total else nothing,
        polarity=(total - 2 * bad) * 2 / len(side) if len(side) else nothing,
        modularity=modularity_of(matrices, side),
    )


def _members(
    network: "nx.Graph[str]", nodes: Sequence[str], side: "np.ndarray[Any, Any]"
) -> tuple[tuple[End, ...], ...]:
    found: dict[int, list[str]] = {}
    for node, number in zip(nodes, side.tolist(), strict=True):
        found.setdefault(number, []).append(node)
    return tuple(ends_of(network, camp) for camp in sorted(found.values(), key=lambda camp: (-len(camp), camp)))
