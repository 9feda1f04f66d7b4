"""A signed network as two sparse matrices, whatever it was made by: what the measures below compute with."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from scipy import sparse

from kg.errors import NetworkError, UnsignedEdge
from kg.networks.weights import signed_weights

Matrix = Any  # scipy.sparse.csr_array; its stubs are generic in ways that help nobody here


class SignedMatrices(NamedTuple):
    """Weights of zero or more between nodes, from row to column, by sign; square, with an empty diagonal."""

    nodes: tuple[str, ...]
    positive: Matrix
    negative: Matrix

    def net(self, *, weighted: bool = False) -> Matrix:
        """Return positive − negative, or its sign alone; a pair of two minds that cancel has no entry."""
        made = sparse.csr_array(self.positive - self.negative)
        # What differs only by the order of summing is no side.
        made.data[np.abs(made.data) < 1e-12] = 0
        made.eliminate_zeros()
        if not weighted:
            made.data = np.sign(made.data)
        return made

    def symmetrised(self) -> "SignedMatrices":
        """Return the weights of both directions added up."""
        return SignedMatrices(
            self.nodes,
            sparse.csr_array(self.positive + self.positive.T),
            sparse.csr_array(self.negative + self.negative.T),
        )


def signed_matrices(network: "nx.Graph[str]", *, undirected: bool = False) -> SignedMatrices:
    """Return the weights of a network by sign, with its nodes sorted by id.

    Read are, in this order: a stance network, weighed as `signed_weights` does unless told otherwise; edges with
    ``positive`` and ``negative`` (`signed_weights`) or ``pos`` and ``neg`` (`signed`); with ``sign``, and ``weight`` for its
    strength (1 where there is none); with ``weight`` alone, whose sign is the sign (`subtract`). An edge with none of these
    raises `UnsignedEdge`. ``undirected`` adds up both directions; an undirected network has its weight in both
    anyway. Loops are left out.

    >>> made = signed_matrices(nx.Graph([("oslo", "cork", {"weight": -2})]))
    >>> made.nodes, made.negative.toarray().tolist()
    (('cork', 'oslo'), [[0.0, 2.0], [2.0, 0.0]])
    """
    if network.is_multigraph():
        network = signed_weights(network)
    nodes = tuple(sorted(network))
    place = {node: number for number, node in enumerate(nodes)}
    rows, columns, weights = [], [], []
    for a, b, known in network.edges(data=True):
        if a != b:
            rows.append(place[a])
            columns.append(place[b])
            weights.append(_by_sign(a, b, known))
    by_sign = np.array(weights, dtype=float).reshape(-1, 2)
    if not np.isfinite(by_sign).all():
        at = int(np.flatnonzero(~np.isfinite(by_sign).all(axis=1))[0])
        raise NetworkError(
            f"the edge between {nodes[rows[at]]!r} and {nodes[columns[at]]!r} has no finite weight: leave it out, or give it one."
        )
    positive, negative = (_matrix(rows, columns, by_sign[:, side], len(nodes)) for side in (0, 1))
    made = SignedMatrices(nodes, positive, negative)
    return made.symmetrised() if undirected or not network.is_directed() else made


def _by_sign(a: str, b: str, known: dict[str, Any]) -> tuple[float, float]:
    for plus, minus in (("positive", "negative"), ("pos", "neg")):
        if plus in known and minus in known:
            return float(known[plus]), float(known[minus])
    strength = known.get("weight", 1)
    if not isinstance(strength, int | float | np.number):
        raise NetworkError(f"the edge between {a!r} and {b!r} has the weight {strength!r}: give it a number.")
    if "sign" in known:
        if known["sign"] not in {-1, 0, 1}:
            raise UnsignedEdge(f"the edge between {a!r} and {b!r} has the sign {known['sign']!r}: give it -1, 0 or 1.")
        strength = known["sign"] * abs(strength)
    elif "weight" not in known:
        raise UnsignedEdge(
            f"the edge between {a!r} and {b!r} has no sign: give it `sign` (-1, 0, 1), a `weight` with a sign, or "
            "make the network with stance_network()."
        )
    # In this order NaN stays NaN, and is found later.
    return max(float(strength), 0.0), max(0.0 if strength > 0 else -float(strength), 0.0)


def _matrix(rows: Sequence[int], columns: Sequence[int], weights: "np.ndarray[Any, Any]", size: int) -> Matrix:
    made: Matrix = sparse.csr_array(
        sparse.coo_array((weights, (np.asarray(rows), np.asarray(columns))), shape=(size, size))
    )
    made.sum_duplicates()
    made.eliminate_zeros()
    return made
