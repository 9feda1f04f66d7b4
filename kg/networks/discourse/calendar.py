"""Units of time as calendars have them: a month later is the same day, or the last that the month has."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal, get_args

import numpy as np

from kg.errors import NetworkError
from kg.networks.discourse.sample import Floats, Ints
from kg.networks.discourse.settings import one_of
from kg.statements import moment, seconds_of

Unit = Literal["seconds", "minutes", "hours", "days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}
_MONTHS = {"months": 1, "years": 12}
_MOST = 100_000  # networks of a series; more are a slip of the unit


def later(when: int, units: int, unit: Unit) -> int:
    """Return the seconds since 1970 of a moment so many units after another; negative ones are before it.

    >>> from datetime import datetime
    >>> moment(later(seconds_of(datetime(2024, 1, 31)), 1, "months"))
    datetime.datetime(2024, 2, 29, 0, 0)
    """
    one_of(unit, "unit of time", UNITS)
    if unit in _SECONDS:
        return when + units * _SECONDS[unit]
    there = moment(when)
    year, month = divmod(there.year * 12 + there.month - 1 + units * _MONTHS[unit], 12)
    return seconds_of(there.replace(year=year, month=month + 1, day=min(there.day, monthrange(year, month + 1)[1])))


def half_later(when: int, halves: int, unit: Unit) -> int:
    """Return a moment so many half units after another; half a month is half of the one that it falls into."""
    whole, rest = divmod(halves, 2)
    there = later(when, whole, unit)
    return there + (later(when, whole + 1, unit) - there) // 2 if rest else there


def steps(start: int, stop: int, unit: Unit, *, drifting: bool = False) -> Iterator[int]:
    """Yield start, a unit later, and so on, stop included. Raises `NetworkError` where they would be too many.

    From the 31st on a month's steps go to the last days of months; ``drifting`` steps from each to the next, as
    DNA does, and so stay on the 28th once they have been in February.
    """
    shortest = _SECONDS.get(unit) or 28 * 86_400 * _MONTHS[unit]
    if (stop - start) // shortest > _MOST:
        raise NetworkError(
            f"from {moment(start):%Y-%m-%d} to {moment(stop):%Y-%m-%d} there are more than {_MOST:,} {unit}: "
            "choose a longer unit, or a shorter range"
        )
    when, taken = start, 0
    while when <= stop:
        yield when
        taken += 1
        when = later(when, 1, unit) if drifting else later(start, taken, unit)


def beginning(when: int, unit: Unit) -> int:
    """Return when the unit began that a moment falls into; weeks begin on Mondays.

    >>> from datetime import datetime
    >>> moment(beginning(seconds_of(datetime(2024, 5, 15, 12)), "weeks"))
    datetime.datetime(2024, 5, 13, 0, 0)
    """
    one_of(unit, "unit of time", UNITS)
    if unit == "weeks":
        monday = moment(when - when % 86_400)
        return seconds_of(monday - timedelta(days=monday.weekday()))
    if unit in _SECONDS:
        return when - when % _SECONDS[unit]
    first = moment(when).replace(day=1, hour=0, minute=0, second=0)
    return seconds_of(first.replace(month=1) if unit == "years" else first)


def whole_units(since: Ints, until: int, unit: Unit) -> Floats:
    """Return how many whole units lie between moments and another one, cut towards zero. Shape: of ``since``."""
    if unit in _SECONDS:
        seconds = until - since
        cut: Floats = np.trunc(seconds / _SECONDS[unit])
        return cut
    end = np.datetime64(until, "s")
    starts = since.astype("datetime64[s]")
    (end_month, end_day), (months, days) = _month_and_day(np.array([end])), _month_and_day(starts)
    between = (end_month[0] - months).astype(np.int64)
    within = end_day[0] - days
    between = np.where((between > 0) & (within < 0), between - 1, between)
    between = np.where((between < 0) & (within > 0), between + 1, between)
    whole: Floats = np.trunc(between / _MONTHS[unit])
    return whole


def _month_and_day(when: "np.ndarray[tuple[int], np.dtype[np.datetime64]]") -> tuple[Ints, Ints]:
    months = when.astype("datetime64[M]")
    days = when.astype("datetime64[D]") - months.astype("datetime64[D]")
    return months.astype(np.int64), days.astype(np.int64)
