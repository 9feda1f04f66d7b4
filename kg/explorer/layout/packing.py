"""Setting the pieces of a network side by side, the largest first."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GAP = 36.0
#: So many frames are tried in every corner that the others leave; more of them are set in rows.
_MOST_IN_CORNERS = 60


def packed(frames: Sequence[tuple[float, float]], *, aspect: float) -> "NDArray[np.float64]":
    """Return where the upper left corner of each frame (width, height) goes, shaped (frames, 2).

    Together they fill a picture about ``aspect`` times as wide as high.

    >>> packed([(100, 50), (40, 50)], aspect=2.0).tolist()
    [[0.0, 0.0], [136.0, 0.0]]
    """
    order = sorted(range(len(frames)), key=lambda number: (-frames[number][0] * frames[number][1], number))
    if len(frames) > _MOST_IN_CORNERS:
        return _rows(frames, aspect=aspect)
    sizes = np.asarray([frames[number] for number in order], dtype=np.float64).reshape(-1, 2) + _GAP
    places = np.zeros_like(sizes)
    for number in range(1, len(sizes)):
        places[number] = _corner(sizes[:number], places[:number], sizes[number], aspect)
    back = np.zeros_like(places)
    back[order] = places
    return back


def _corner(
    sizes: "NDArray[np.float64]", places: "NDArray[np.float64]", size: "NDArray[np.float64]", aspect: float
) -> "NDArray[np.float64]":
    """Return the free corner in which one more frame leaves the picture smallest."""
    ends = places + sizes
    edges = [np.unique(np.concatenate([[0.0], places[:, axis], ends[:, axis]])) for axis in (0, 1)]
    spots = np.stack(np.meshgrid(*edges, indexing="ij"), axis=-1).reshape(-1, 2)
    over = (spots[:, None] < ends[None] - 1e-9) & (spots[:, None] + size > places[None] + 1e-9)
    lying: NDArray[np.bool_] = over[:, :, 0] & over[:, :, 1]
    free = spots[~lying.any(axis=1)]
    extent = np.maximum(ends.max(axis=0), free + size)
    scale = np.maximum(extent[:, 0], extent[:, 1] * aspect)
    # Of places that are as good: where the frame around all grows least, and next to the others.
    grown, near = extent.prod(axis=1), free[:, 0] + free[:, 1] * aspect
    return np.asarray(free[np.lexsort((near, np.round(grown, 3), np.round(scale, 6)))[0]], dtype=np.float64)


def _rows(frames: Sequence[tuple[float, float]], *, aspect: float) -> "NDArray[np.float64]":
    """Fill rows, the highest frames first."""
    places = np.zeros((len(frames), 2))
    area = sum((wide + _GAP) * (high + _GAP) for wide, high in frames)
    room = max([math.sqrt(area * aspect), *(wide + _GAP for wide, _ in frames)])
    x = y = row = 0.0
    for number in sorted(range(len(frames)), key=lambda number: (-frames[number][1], -frames[number][0], number)):
        wide, high = frames[number]
        if x and x + wide > room:
            x, y, row = 0.0, y + row + _GAP, 0.0
        places[number] = x, y
        x, row = x + wide + _GAP, max(row, high)
    return places
