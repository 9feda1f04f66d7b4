"""Stretches of text that may lie inside one another, and which of them are around or at a place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Intervals(Generic[Value]):
    """Values by where they begin and end.

    >>> found = Intervals([(0, 9, "sentence"), (2, 5, "aside"), (7, 9, "end")])
    >>> found.around(3, 4), found.touching(4, 8)
    (['sentence', 'aside'], ['sentence', 'aside', 'end'])
    """

    def __init__(self, items: Iterable[tuple[int, int, Value]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [start for start, _, _ in self._items]
        # How far any of the first n reach: where none reaches a place, none before can.
        self._reach = list(accumulate((end for _, end, _ in self._items), max))

    def around(self, start: int, end: int) -> list[Value]:
        """The values that hold everything from ``start`` to ``end``, in the order of where they begin."""
        return [value for _, last, value in self._before(bisect_right(self._starts, start), end) if end <= last]

    def touching(self, start: int, end: int) -> list[Value]:
        """The values that have a part between ``start`` and ``end``."""
        return [value for _, last, value in self._before(bisect_left(self._starts, end), start + 1) if start < last]

    def _before(self, at: int, end: int) -> list[tuple[int, int, Value]]:
        """The first ``at`` items, without those at the beginning that cannot reach ``end``."""
        first = bisect_left(self._reach, end, hi=at)
        return self._items[first:at]
