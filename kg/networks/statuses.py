"""Centralities that know friends from enemies."""

import warnings
from typing import Any, Literal

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import MatrixRankWarning, eigsh, spsolve

from kg.errors import NetworkError, UnknownChoice
from kg.networks.matrices import signed_matrices

Mode = Literal["all", "in", "out"]
_DENSE = 64  # nodes, below which numpy's solver is faster, and the only one that works (n < 3)


def pn_centrality(network: "nx.Graph[str]", mode: Mode = "all") -> dict[str, float]:
    """Return PN centrality: high for who has friends without enemies, low for who has enemies without friends.

    With A = P − 2N, where P and N are 0 or 1, it is (I − A / 2(n−1))⁻¹ · 1 for pairs without direction (``"all"``),
    (I − AᵀA / 4(n−1)²)⁻¹ (I + Aᵀ / 2(n−1)) · 1 for what comes ``"in"``, and the same with A and Aᵀ changed places for what
    goes ``"out"``. A friend of an enemy counts against, an enemy of an enemy a little for. Whoever has neither is at 1, which
    is the middle. It depends on the number of nodes: compare within a network, or networks of one size. A pair that
    is both for and against counts as against. Where everybody opposes everybody the formula has no value, and all are NaN. Source: Everett and Borgatti, "Networks containing negative ties" (2014).
    Raises `UnknownChoice` and `UnsignedEdge`.

    >>> made = pn_centrality(nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1})]))
    >>> {node: round(value, 3) for node, value in made.items()}
    {'a': 1.273, 'b': 1.091, 'c': 0.455}
    """
    if mode not in {"all", "in", "out"}:
        raise UnknownChoice(mode, kind="mode", known=["all", "in", "out"])
    made = signed_matrices(network, undirected=mode == "all")
    size = len(made.nodes)
    if size < 2:
        return dict.fromkeys(made.nodes, 1.0)
    matrix = (_present(made.positive) - 2 * _present(made.negative)) / (2 * (size - 1))
    one, identity = np.ones(size), sparse.eye_array(size)
    if mode == "all":
        scores = _solved(identity - matrix, one)
    else:
        there = matrix.T if mode == "in" else matrix
        scores = _solved(identity - there @ there.T, one + there @ one)
    return dict(zip(made.nodes, scores.tolist(), strict=True))


def signed_eigenvector(network: "nx.Graph[str]", *, weighted: bool = True) -> dict[str, float]:
    """Return the leading eigenvector of positive − negative: what sides there are, and who is at the heart of each.

    Both directions are added up. Its length is 1, and the values of the two sides have opposite signs; the side with the larger sum is
    the positive one. It is taken of all parts together, so that the sides of two parts that have nothing to do with each other
    mean nothing to each other; the part with the largest eigenvalue has all the values, others 0. All are 0 without an
    edge. Source: Bonacich and Lloyd, "Calculating status with negative relations" (2004). Raises `UnsignedEdge`.

    >>> made = signed_eigenvector(nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1})]))
    >>> {node: round(value, 3) for node, value in made.items()}
    {'a': 0.5, 'b': 0.707, 'c': -0.5}
    """
    made = signed_matrices(network, undirected=True)
    net = made.net(weighted=weighted)
    size = len(made.nodes)
    if net.nnz == 0:
        return dict.fromkeys(made.nodes, 0.0)
    if size < _DENSE:
        leading = np.linalg.eigh(net.toarray()).eigenvectors[:, -1]
    else:
        # The start vector would be random otherwise, and with it the last digits.
        leading = eigsh(net, k=1, which="LA", v0=np.linspace(1, 2, size))[1][:, 0]
    # Which way round it is, is the solver's whim.
    turned = (
        leading
        if round(float(leading.sum()), 10) > 0 or (abs(leading.sum()) < 1e-10 and leading[np.abs(leading).argmax()] > 0)
        else -leading
    )
    return dict(zip(made.nodes, turned.tolist(), strict=True))


def rift(network: "nx.Graph[str]") -> float:
    """Return the algebraic conflict: the least eigenvalue of the signed Laplacian, a mean over the parts by size.

    0 for a part that two camps fit exactly, the higher the deeper a conflict runs that no two camps can settle. With
    D the sum of |weights| and A the signed matrix, it is the least eigenvalue of D − A. Source: Kunegis, Schmidt, Lommatzsch,
    Lerner, De Luca and Albayrak, "Spectral analysis of signed graphs for clustering, prediction and visualization" (2010).
    Raises `UnsignedEdge`, and `NetworkError` for a part of more than 6,000 nodes.

    >>> rift(nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})]))
    1.0
    """
    net = signed_matrices(network, undirected=True).net(weighted=True)
    number, part_of = connected_components(net, directed=False)
    values, sizes = [], []
    for part in range(number):
        members = np.flatnonzero(part_of == part)
        if len(members) < 2:
            continue
        if len(members) > 6_000:
            raise NetworkError(f"one part of the network has {len(members):,} nodes: select fewer actors.")
        block = net[members][:, members].toarray()
        laplacian = np.diag(np.abs(block).sum(axis=1)) - block
        values.append(max(float(np.linalg.eigvalsh(laplacian)[0]), 0.0))
        sizes.append(len(members))
    return round(float(np.average(values, weights=sizes)), 12) if values else 0.0


def _solved(matrix: Any, right: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MatrixRankWarning)
        found = np.asarray(spsolve(sparse.csc_array(matrix), right))
    # Of a matrix that rounding keeps from being singular, the solution is huge, and as meaningless.
    return found if np.isfinite(found).all() and np.abs(found).max() < 1e9 else np.full(len(right), np.nan)


def _present(matrix: Any) -> Any:
    made = matrix.copy()
    made.data[:] = 1.0
    return made
