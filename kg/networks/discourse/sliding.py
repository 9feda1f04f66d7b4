"""A discourse network for each window of time, or of so many statements."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from kg.errors import NetworkError
from kg.networks.discourse.building import known_of, network_of
from kg.networks.discourse.calendar import Unit, beginning, later, steps
from kg.networks.discourse.matrix import Matrix
from kg.networks.discourse.sample import Sample, sample
from kg.networks.discourse.settings import Settings
from kg.statements import StatementTable, moment

Known = Mapping[str, Mapping[str, str]]


def windows(
    table: StatementTable, by: Unit | Literal["events"], width: int, settings: Settings | None = None, **fields: Any
) -> list[Matrix]:
    """Return a network for each window of ``width`` units, each window one unit later than the one before.

    Statements are filtered, and duplicates left out, once for all windows. An empty window is there too, with an empty matrix.

    Strict: a window is ``width`` whole units of the calendar, its end excluded; the first begins with the unit of the first
    statement, and every statement is in a window. With ``by="events"`` it is exactly ``width`` statements in the order of their
    dates, then as the table has them; `Matrix.tied` says where that second order decided.

    DNA: a window is what lies within half its width of its middle, both ends included, and the middles begin at the earliest document: so
    1 is an instant, and 2 is the same as 3. With ``by="events"`` an even width takes a statement more.

    Raises `NetworkError` where no window fits.
    """
    asked = settings or Settings(**fields)
    if width < 1:
        raise NetworkError(f"a window needs a width of 1 or more, and not {width}")
    chosen, known = sample(table, asked), known_of(table, asked)
    if by == "events":
        made, told = list(_events(chosen, width, asked, known)), f"{len(chosen)} statements are left"
    elif not asked.strict:
        made, told = list(_centred(chosen, by, width, asked, known)), ""
    else:
        first, last = _calendar(table, chosen, asked, by)
        units = sum(1 for _ in steps(first, last, by)) - 1
        made, told = list(_aligned(chosen, by, width, asked, known, within=(first, last))), f"there are {units} {by}"
    if not made and asked.strict:
        raise NetworkError(f"no window of {width} fits: {told}")
    return made


def _centred(chosen: Sample, by: Unit, width: int, asked: Settings, known: Known) -> Iterator[Matrix]:
    half = width // 2  # (width - 1) / 2, and a half rounded up
    for middle in steps(chosen.start, chosen.stop, by, drifting=True):
        first, last = later(middle, -half, by), later(middle, half, by)
        if first >= chosen.start and last <= chosen.stop:
            yield _between(chosen, first, last, asked, known, mid=middle)


def _calendar(table: StatementTable, chosen: Sample, asked: Settings, by: Unit) -> tuple[int, int]:
    """Return where windows begin and end: with the units that the range starts and ends in.

    Where nobody gave a range it is that of all statements, left out or not, so that series of several choices of them can be compared; a
    document of long before, with no statement, counts for nothing.
    """
    within = table.at[(table.at >= chosen.start) & (table.at <= chosen.stop)]
    start = chosen.start if asked.start else int(within.min())
    stop = chosen.stop if asked.stop else int(within.max())
    return beginning(start, by), later(beginning(stop, by), 1, by)


def _aligned(
    chosen: Sample, by: Unit, width: int, asked: Settings, known: Known, *, within: tuple[int, int]
) -> Iterator[Matrix]:
    for first in steps(*within, by):
        last = later(first, width, by)
        if last <= within[1]:
            yield _between(chosen, first, last - 1, asked, known, mid=first + (last - first) // 2)


def _between(chosen: Sample, first: int, last: int, asked: Settings, known: Known, *, mid: int) -> Matrix:
    within = slice(*np.searchsorted(chosen.seconds, [first, last + 1]))
    return network_of(chosen.part(within), asked, known, start=moment(first), mid=moment(mid), stop=moment(last))


def _events(chosen: Sample, width: int, asked: Settings, known: Known) -> Iterator[Matrix]:
    before = width // 2
    after = (width - 1) // 2 if asked.strict else before
    seconds = chosen.seconds
    for focus in range(before, len(chosen) - after):
        first, last = focus - before, focus + after
        tied = (first > 0 and seconds[first - 1] == seconds[first]) or (
            last + 1 < len(chosen) and seconds[last + 1] == seconds[last]
        )
        made = network_of(
            chosen.part(slice(first, last + 1)),
            asked,
            known,
            start=moment(int(seconds[first])),
            mid=moment(int(seconds[focus])),
            stop=moment(int(seconds[last])),
        )
        yield replace(made, tied=bool(tied))
