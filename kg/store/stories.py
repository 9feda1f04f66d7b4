"""Which documents print the same text: a story is one voice, in however many papers it stands.

Documents belong to one story where they share most of their words in the same order, and whatever is so joined to one
of them. What the stories are depends on the texts that are there and on nothing else: not on the order in which they
came, nor on what has been taken out again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kg.store.sketches import ORDERS

Sketches = npt.NDArray[np.uint32]

ALIKE = 0.4  # of the runs of words in either of two texts, so many are in both
WITHIN = 0.8  # or so many of the shorter's are in the longer, which an editor has cut
CUT = 0.25  # but not to less than about this share: what a quotation of a whole paragraph can be

_ROWS = 3  # of a band: two texts that share 4 runs in 10 meet in one of the 42 bands in 15 of 16 cases, 5 in 10 nearly always
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)  # any odd ones
_AT_ONCE = 100_000
_CROWD = 40  # so many in one place of a band are compared with the first of them only


def stories(sketches: Mapping[str, bytes]) -> dict[str, str]:
    """Return the story of every document: document → the first of its story's documents, in the order of ids.

    >>> from kg.store.sketches import sketch
    >>> wire = " ".join(f"word{n}" for n in range(90))
    >>> stories({"b": sketch(wire), "a": sketch(f"Dateline. {wire}"), "c": sketch(wire[::-1])})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    names = sorted(sketches)
    told = [name for name in names if sketches[name]]
    first = {name: name for name in names}
    if told:
        rows = np.frombuffer(b"".join(sketches[name] for name in told), dtype="<u4").reshape(-1, ORDERS + 1)
        for name, number in zip(told, _joined(rows), strict=True):
            first[name] = told[number]
    return first


def places(sketches: Iterable[bytes]) -> list[list[int]]:
    """Return where each sketch that is not empty stands, a place for each band: texts that are alike meet in one.

    Two different places may, once in a long while, have the same number.
    """
    whole: list[list[int]] = _places(sketches).tolist()
    return whole


def in_order(numbers: Sequence[int], sketches: Iterable[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the places of sketches in order, each with the number of the sketch; the numbers are of those that are not empty."""
    found = _places(sketches)
    places, numbered = found.ravel(), np.repeat(np.asarray(numbers, np.int64), found.shape[1])
    order = np.lexsort((numbered, places))
    for start in range(0, len(order), _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        yield from zip(places[some].tolist(), numbered[some].tolist(), strict=True)


def _places(sketches: Iterable[bytes]) -> npt.NDArray[np.int64]:
    told = [sketch for sketch in sketches if sketch]
    rows = np.frombuffer(b"".join(told), dtype="<u4").reshape(-1, ORDERS + 1).astype(np.uint64)
    starts = np.arange(1, ORDERS + 2 - _ROWS, _ROWS, dtype=np.uint64)
    bands = rows[:, 1 : len(starts) * _ROWS + 1].reshape(len(rows), len(starts), _ROWS)
    return (bands @ _MIX + (starts << np.uint64(40))).view(np.int64)


def _joined(rows: Sketches) -> list[int]:
    """The number of the first row that each row is joined to."""
    distinct, firsts, inverse = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    # What is printed word for word needs no comparing; the rest goes in the order of the documents.
    order = np.argsort(firsts)
    leads = _Leads(len(order))
    for one, other in _pairs(distinct[order]):
        leads.join(one, other)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return [int(firsts[order[leads.of(int(place[which]))]]) for which in inverse.ravel()]


def _pairs(rows: Sketches) -> Iterable[tuple[int, int]]:
    """The pairs of rows that are alike, among those that meet in a band."""
    found = np.empty((0, 2), dtype=np.int64)
    if len(rows) < 2:
        return ()
    for start in range(1, ORDERS + 2 - _ROWS, _ROWS):
        met = _meeting(rows[:, start : start + _ROWS])
        if len(met):
            found = np.unique(np.concatenate([found, met[_alike(rows, met)]]), axis=0)
    return ((int(one), int(other)) for one, other in found)


def _meeting(band: Sketches) -> npt.NDArray[np.int64]:
    """The pairs of rows that are equal in a band."""
    order = np.lexsort(band.T)
    sorted_ = band[order]
    ends = np.flatnonzero(np.append((sorted_[1:] != sorted_[:-1]).any(axis=1), True))  # the last one ends, too
    pairs: list[tuple[int, int]] = []
    start = 0
    for end in ends:
        if end > start:
            crowd = np.sort(order[start : end + 1]).tolist()
            leading = crowd[:1] if len(crowd) > _CROWD else crowd
            pairs += [(one, other) for place, one in enumerate(leading) for other in crowd[place + 1 :]]
        start = int(end) + 1
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _alike(rows: Sketches, pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of the pairs are alike."""
    one, other = rows[pairs[:, 0]], rows[pairs[:, 1]]
    shared = (one[:, 1:] == other[:, 1:]).mean(axis=1)
    sizes = one[:, 0].astype(float), other[:, 0].astype(float)
    within = shared / (1 + shared) * (sizes[0] + sizes[1]) / np.minimum(*sizes)
    alike: npt.NDArray[np.bool_] = (shared >= ALIKE) | ((shared >= CUT) & (within >= WITHIN))
    return alike


class _Leads:
    """Numbers that are joined, each with the least that it is joined to."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._above[high] = low
