"""Structural balance in threes, and along walks of any length.

The direction of a stance does not matter here, and two are of one sign: that of what they are to each other on balance, or with
``weighted=True`` its strength. A pair of two minds that cancel is left out.
"""

from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.special import logsumexp

from kg.errors import NetworkError
from kg.networks.matrices import Matrix, signed_matrices

# The dense solver takes a minute and 2 GB beyond.
_MOST = 6_000


@dataclass(frozen=True, slots=True)
class TriadCensus:
    """How many triangles there are with three, two, one and no positive edges."""

    all_positive: int
    one_negative: int
    two_negative: int
    all_negative: int

    @property
    def n(self) -> int:
        """All triangles."""
        return self.all_positive + self.one_negative + self.two_negative + self.all_negative

    @property
    def balance(self) -> float:
        """The share whose signs multiply to plus: a friend's friend is a friend, an enemy's enemy too. NaN of none.

        Source: Cartwright and Harary, "Structural Balance" (1956).
        """
        return (self.all_positive + self.two_negative) / self.n if self.n else float("nan")

    @property
    def weak_balance(self) -> float:
        """The share in which a friend's friend is no enemy, so that three enemies are as good: more than two camps.

        Source: Davis, "Clustering and Structural Balance in Graphs" (1967). NaN where there is no triangle.
        """
        return 1 - self.one_negative / self.n if self.n else float("nan")


def triad_census(network: "nx.Graph[str]") -> TriadCensus:
    """Count the triangles of a signed network by their signs.

    By sparse products: with P and N the positive and the negative pairs, +++ is Σ (P² ∘ P) / 6, ++− is Σ (P² ∘ N) / 2,
    +−− is Σ (N² ∘ P) / 2 and −−− is Σ (N² ∘ N) / 6; a second for 100,000 nodes of a few edges each. Raises `UnsignedEdge`.

    >>> triad_census(nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})]))
    TriadCensus(all_positive=0, one_negative=0, two_negative=1, all_negative=0)
    """
    net = signed_matrices(network, undirected=True).net()
    plus, minus = sparse.csr_array((net > 0).astype(np.int64)), sparse.csr_array((net < 0).astype(np.int64))
    of_friends, of_enemies = plus @ plus, minus @ minus
    return TriadCensus(
        int((of_friends * plus).sum()) // 6,
        int((of_friends * minus).sum()) // 2,
        int((of_enemies * plus).sum()) // 2,
        int((of_enemies * minus).sum()) // 6,
    )


def walk_balance(network: "nx.Graph[str]", *, weighted: bool = False) -> float:
    """Return how balanced closed walks are: K = tr(e^A) / tr(e^|A|), from 0 to 1, which is balance itself.

    A closed walk of length k counts 1 / k!, so that short cycles matter most, and every cycle matters. A is the signed
    matrix, |A| the same without signs; the parts of a disconnected network add up. The more edges, the lower K of a network
    with a given share of bad triangles: compare networks of one size. 1 where there is no edge. Source: Estrada and
    Benzi, "Walk-based measure of balance in signed networks" (2014). Raises `NetworkError` for a part of more than
    6,000 nodes, and `UnsignedEdge`.

    >>> walk_balance(nx.Graph([("a", "b", {"sign": -1}), ("b", "c", {"sign": -1})]))
    1.0
    """
    net = signed_matrices(network, undirected=True).net(weighted=weighted)
    signed, unsigned = [], []
    number, part_of = connected_components(net, directed=False)
    for part in range(number):
        members = np.flatnonzero(part_of == part)
        if len(members) > _MOST:
            raise NetworkError(
                f"walks are counted in parts of up to {_MOST:,} nodes, and one has {len(members):,}: select fewer actors, "
                "or take the triad census or the frustration index, which have no limit."
            )
        if len(members) == 1:
            signed.append(np.zeros(1))
            unsigned.append(np.zeros(1))
            continue
        block = _dense(net, members)
        signed.append(np.linalg.eigvalsh(block))
        unsigned.append(np.linalg.eigvalsh(np.abs(block)))
    if not signed:
        return 1.0
    # Exponentials of eigenvalues above 700 would overflow; their logarithms do not.
    ratio = np.exp(logsumexp(np.concatenate(signed)) - logsumexp(np.concatenate(unsigned)))
    return float(min(ratio, 1.0))


def _dense(net: Matrix, members: "np.ndarray") -> "np.ndarray":
    return np.asarray(net[members][:, members].toarray())
