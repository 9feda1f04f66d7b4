"""Taking boxes apart that lie on each other, and moving as little as that needs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from kg.explorer.layout.boxes import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray


def apart(
    at: "NDArray[np.float64]", boxes: Sequence[Box], *, gap: float = 18.0, rounds: int = 400
) -> "NDArray[np.float64]":
    """Return positions at which no two boxes, and ``gap`` around them, overlap.

    Works on every pair at once: for the one or two hundred boxes that carry names in a picture.
    """
    if len(boxes) < 2:
        return at
    wide = np.array([made.width for made in boxes])
    high = np.array([made.above + made.below for made in boxes])
    shift = np.array([(made.below - made.above) / 2 for made in boxes])
    least = np.stack([wide[:, None] + wide, high[:, None] + high], axis=2) / 2 + gap
    centres = at + np.stack([np.zeros(len(boxes)), shift], axis=1)
    itself = np.eye(len(boxes), dtype=bool)
    # Two boxes on the very same spot need to know which way to go.
    order = np.sign(np.arange(len(boxes))[:, None] - np.arange(len(boxes))[None])[:, :, None]
    for _ in range(rounds):
        between = centres[:, None] - centres[None]
        over = least - np.abs(between)
        lying = (over > 1e-6).all(axis=2) & ~itself
        if not lying.any():
            break
        along = over.argmin(axis=2)[:, :, None] == np.arange(2)
        way = np.where(between == 0, order, np.sign(between))
        push = np.where(lying[:, :, None] & along, way * over, 0.0)
        # Half of the way each, and a little less where many push: they would overshoot.
        crowd = np.maximum(1.0, lying.sum(axis=1) / 2)[:, None]
        centres = centres + push.sum(axis=1) * (0.52 / crowd)
    return np.asarray(centres - np.stack([np.zeros(len(boxes)), shift], axis=1), dtype=np.float64)


def crowded_apart(
    at: "NDArray[np.float64]", radii: "NDArray[np.float64]", *, fixed: int, rounds: int = 60
) -> "NDArray[np.float64]":
    """Return positions at which few circles overlap, for thousands of them; the first ``fixed`` stay."""
    at = at.copy()
    free = np.arange(len(at)) >= fixed
    for _ in range(rounds):
        pairs = cKDTree(at).query_pairs(2 * float(radii.max()), output_type="ndarray")
        first, second = pairs[:, 0], pairs[:, 1]
        between = at[first] - at[second]
        length = np.maximum(np.linalg.norm(between, axis=1), 1e-6)
        over = radii[first] + radii[second] - length
        lying = (over > 0.5) & (free[first] | free[second])
        if not lying.any():
            break
        way = between[lying] / length[lying, None] * (over[lying] * 0.5)[:, None]
        push = np.zeros_like(at)
        np.add.at(push, first[lying], way)
        np.add.at(push, second[lying], -way)
        pushes = np.bincount(np.concatenate([first[lying], second[lying]]), minlength=len(at))
        at += np.where(free[:, None], push / np.maximum(1.0, pushes / 2)[:, None], 0.0)
    return at
