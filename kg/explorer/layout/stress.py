"""Stress majorisation: positions whose distances are as close as can be to those asked for.

Source: Gansner, Koren, North, *Graph Drawing by Stress Majorization* (2004); for the nodes that come
after, the sparse variant of Ortmann, Klimenta, Brandes (2017) with the first nodes as pivots.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.float64]  # shaped (nodes, 2)


def majorised(asked: "NDArray[np.float64]", *, rounds: int = 250, seed: int = 1) -> "Positions":
    """Return positions for a finite, symmetric matrix of distances, in its own unit.

    The same matrix gives the same positions. Starts from classical scaling, so that no luck is needed.
    """
    count = len(asked)
    if count < 2:
        return np.zeros((count, 2))
    spread = np.random.default_rng(seed).normal(scale=0.05 * float(asked.max()), size=(count, 2))
    at = _scaled(asked) + spread  # leaves of one node start in one spot: the spread takes them apart
    weights = 1.0 / np.maximum(asked, 1e-9) ** 2
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian, hermitian=True)
    wanted = weights * asked
    for _ in range(rounds):
        apart = np.linalg.norm(at[:, None] - at[None], axis=2)
        ratio = -wanted / np.maximum(apart, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        moved = inverse @ (ratio @ at)
        change = float(np.abs(moved - at).max())
        at = moved
        if change < 1e-3:
            break
    return at


def attached(asked: "NDArray[np.float64]", pivots: "Positions", *, rounds: int = 40, seed: int = 1) -> "Positions":
    """Return positions for more nodes around pivots that stay where they are.

    ``asked`` is shaped (pivots, nodes), in the unit of the pivots' positions; infinite where there is no
    path, and every node must have a path to some pivot.
    """
    reach = np.isfinite(asked).T
    wanted = np.where(reach, asked.T, 0.0)
    weights = np.where(reach, 1.0 / np.maximum(wanted, 1e-9) ** 2, 0.0)
    weights /= weights.sum(axis=1, keepdims=True)
    spread = np.random.default_rng(seed).normal(scale=20.0, size=(asked.shape[1], 2))
    at = weights @ pivots + spread
    for _ in range(rounds):
        towards = at[:, None] - pivots[None]
        apart = np.maximum(np.linalg.norm(towards, axis=2), 1e-9)
        pulls = pivots[None] + towards * (wanted / apart)[:, :, None]
        at = (weights[:, :, None] * pulls).sum(axis=1)
    return np.asarray(at, dtype=np.float64)


def levelled(at: "Positions") -> "Positions":
    """Turn positions about their middle until the longest axis lies level."""
    if len(at) < 2:
        return at
    centred = at - at.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ _facing(axes).T
    return np.asarray(turned, dtype=np.float64)


def _scaled(asked: "NDArray[np.float64]") -> "Positions":
    """Classical scaling: the two largest axes of the doubly centred squared distances."""
    squared = asked**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    values, vectors = np.linalg.eigh(centred)
    axes = _facing(vectors[:, [-1, -2]].T)
    return np.asarray(axes.T * np.sqrt(np.maximum(values[[-1, -2]], 0.0)), dtype=np.float64)


def _facing(axes: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Turn every axis so that its largest part is positive: libraries are free to return either."""
    largest = np.abs(axes).argmax(axis=1)
    signs = np.sign(axes[np.arange(len(axes)), largest])
    return np.asarray(axes * np.where(signs == 0, 1.0, signs)[:, None], dtype=np.float64)
