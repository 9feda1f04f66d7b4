"""Taking boxes apart that lie on each other, and moving as little as that needs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from kg.explorer.layout.boxes import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray


def apart(
    at: "NDArray[np.float64]", boxes: Sequence[Box], *, gap: float = 16.0, rounds: int = 400
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


def beside_lines(
    at: "NDArray[np.float64]", boxes: Sequence[Box], pairs: "NDArray[np.intp]", *, gap: float = 8.0
) -> "NDArray[np.float64]":
    """Return positions at which less of the boxes lies on lines that are not theirs; ``pairs`` is shaped (pairs, 2).

    Each round moves boxes off lines to the nearer side, and the lines' ends a little to the other, then takes
    apart what overlaps. The best round wins, so that it is never worse than before.
    """
    best, least = at, np.inf
    room = 1.05 * np.ptp(at, axis=0)
    for _ in range(min(50, 4000 // max(1, len(boxes)))):  # fewer rounds where each takes longer
        push = _off_lines(at, boxes, pairs, gap)
        lying = float(np.linalg.norm(push, axis=2).sum())
        if lying < least:
            best, least = at, lying
        if not lying:
            break
        crowd = np.maximum(1.0, (push != 0).any(axis=2).sum(axis=0))[:, None]
        step = 0.5 * push.sum(axis=0) / crowd
        back = push.sum(axis=1) / np.maximum(1.0, (push != 0).any(axis=2).sum(axis=1))[:, None]
        for end in pairs.T:
            np.add.at(step, end, -0.15 * back)
        at = at + np.clip(step, -12.0, 12.0)
        at = at * np.minimum(1.0, room / np.maximum(np.ptp(at, axis=0), 1e-9))  # a larger picture has smaller names
        at = apart(at, boxes, rounds=40)
    return best


def _off_lines(
    at: "NDArray[np.float64]", boxes: Sequence[Box], pairs: "NDArray[np.intp]", gap: float
) -> "NDArray[np.float64]":
    """Return how to move each box off each line that it lies on, shaped (pairs, boxes, 2); zero where it does not."""
    shift = np.array([(made.below - made.above) / 2 for made in boxes])
    half = np.array([[made.width / 2, (made.above + made.below) / 2] for made in boxes]) + gap
    centres = at + np.stack([np.zeros(len(boxes)), shift], axis=1)
    start, along = at[pairs[:, 0]], at[pairs[:, 1]] - at[pairs[:, 0]]
    length = np.maximum(np.linalg.norm(along, axis=1), 1e-9)[:, None]
    normal = np.stack([-along[:, 1], along[:, 0]], axis=1) / length
    away = centres[None] - start[:, None]
    where = (away * along[:, None]).sum(axis=2) / length**2
    off = (away * normal[:, None]).sum(axis=2)
    reach = (np.abs(normal)[:, None] * half[None]).sum(axis=2)  # how far the box sticks out across the line
    own = (np.arange(len(boxes)) == pairs[:, :1]) | (np.arange(len(boxes)) == pairs[:, 1:])
    lying = (np.abs(off) < reach) & (where > 0.08) & (where < 0.92) & ~own
    side = np.where(off >= 0, 1.0, -1.0)
    far = np.where(lying, side * (reach - np.abs(off) + 2.0), 0.0)
    return np.asarray(far[:, :, None] * normal[:, None], dtype=np.float64)


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
