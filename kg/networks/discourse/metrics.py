"""How far two networks are apart."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from kg.errors import NetworkError
from kg.networks.discourse.matrix import Cells, Matrix
from kg.networks.discourse.sample import Floats
from kg.networks.discourse.settings import Mode, one_of

Distance = Literal["absdiff", "spectral"]


def distances(series: Sequence[Matrix], distance: Distance = "absdiff", *, mode: Mode = "strict") -> Cells:
    """Return the distance of each network of a series from each other. Shape: networks × networks.

    - ``absdiff``: the sum of the absolute differences of all cells, for networks of the same nodes.
    - ``spectral``: of the eigenvalues of their Laplacians, sorted and scaled to a sum of 1, the Euclidean distance. Weights below 0 count as
      0, and loops not at all. In ``mode="dna"`` it is what DNA computes under that name: the sum of the absolute differences of
      the sorted, scaled sums of rows.

    Raises `NetworkError` where the networks do not have the same nodes.
    """
    one_of(distance, "distance", get_args(Distance))
    nodes = {(one.rows, one.columns) for one in series}
    if len(nodes) > 1:
        raise NetworkError(
            "networks with different nodes have no distance: smooth them, or ask for isolates in every window"
        )
    if distance == "absdiff":
        points = np.array([one.weights.ravel() for one in series])
        return _apart(points, order=1)
    if any(one.shape == "twomode" for one in series):
        raise NetworkError("a two-mode network has no Laplacian: measure absdiff, or a one-mode network")
    return _apart(np.array([spectrum(one.weights, mode=mode) for one in series]), order=1 if mode == "dna" else 2)


def loss(one: Floats, other: Floats, *, mode: Mode) -> float:
    """Return the distance of two spectra."""
    return float(np.linalg.norm(one - other, ord=1 if mode == "dna" else 2))


def spectrum(weights: Cells, *, mode: Mode = "strict") -> Floats:
    """Return the scaled eigenvalues of the Laplacian, descending; in mode dna the scaled degrees. Shape: nodes."""
    positive = np.maximum(weights, 0.0)
    if mode == "strict":
        np.fill_diagonal(positive, 0.0)
        symmetric = (positive + positive.T) / 2
        values = np.linalg.eigvalsh(np.diag(symmetric.sum(axis=1)) - symmetric)
        values = np.maximum(values, 0.0)  # rounding may leave the smallest, which is 0, a hair below
    else:
        values = positive.sum(axis=1)
    total = values.sum()
    ordered: Floats = np.sort(values)[::-1]
    return ordered / total if total else ordered


def _apart(points: Floats, *, order: int) -> Cells:
    """Return the distances of the rows of a matrix, one row at a time, so that no cube of them is ever in memory."""
    return np.array([np.linalg.norm(points - point, ord=order, axis=1) for point in points]).reshape(
        len(points), len(points)
    )
