"""Setting the pieces of a network side by side, the largest first."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GAP = 36.0


def packed(frames: Sequence[tuple[float, float]], *, aspect: float) -> "NDArray[np.float64]":
    """Return where the upper left corner of each frame (width, height) goes, shaped (frames, 2).

    Frames fill rows, the highest first, in a picture about ``aspect`` times as wide as high.

    >>> packed([(100, 50), (40, 50)], aspect=2.0).tolist()
    [[0.0, 0.0], [136.0, 0.0]]
    """
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
