"""Dates that count from the day of publication: "Monday", "yesterday", "last month", "two years ago"."""

from collections.abc import Sequence
from datetime import date, timedelta

from kg.extraction.dates.spelled import NUMBERS, WEEKDAYS, Dated, bare, month, year
from kg.extraction.text.words import Word
from kg.records import Precision

_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_STEPS = {"last": -1, "previous": -1, "past": -1, "next": 1, "this": 0, "earlier": 0}
_YEARS = {"year": 1, "decade": 10}
_WEEK = 7


def relative(words: Sequence[Word], at: int, published: date, *, future: bool) -> Dated | None:
    """The date that a word tells.

    "Monday" is the last one up to publication; the next one, in a sentence about the future.
    """
    word, before = bare(words[at]), bare(words[at - 1]) if at else ""
    if word in WEEKDAYS and words[at].text[0].isupper():
        return _weekday(WEEKDAYS[word], before, published, future=future)
    if word == "yesterday" and before == "before" and at > 1 and bare(words[at - 2]) == "day":
        return _day(published, -2)
    if word in _DAYS:
        return _day(published, _DAYS[word])
    if before in _STEPS:
        step = _STEPS[before]
        if word == "year":
            return year(published.year + step)
        if word == "month":
            return month(_months(published) + step)
        if word == "week":
            return _week(published, step)
    return _ago(words, at, published) if word in {"ago", "earlier"} and at >= 2 else None


def _weekday(wanted: int, before: str, published: date, *, future: bool) -> Dated | None:
    if future or before == "next":
        return _day(published, (wanted - published.weekday()) % _WEEK or _WEEK)
    back = (published.weekday() - wanted) % _WEEK
    return _day(published, -(back or (_WEEK if before == "last" else 0)))


def _ago(words: Sequence[Word], at: int, published: date) -> Dated | None:
    """Two weeks ago, a year earlier."""
    unit, said = bare(words[at - 1]).rstrip("s"), bare(words[at - 2])
    count = int(said) if said.isdecimal() and len(said) < 4 else NUMBERS.get(said)
    if count is None:
        return None
    if unit == "day":
        return _day(published, -count)
    if unit == "week":
        return _week(published, -count)
    if unit == "month":
        return month(_months(published) - count)
    years = _YEARS.get(unit)
    return year(published.year - count * years) if years is not None else None


def _day(published: date, days: int) -> Dated | None:
    try:
        return (published + timedelta(days=days)).isoformat(), Precision.DAY
    except OverflowError:  # before the year 1
        return None


def _week(published: date, weeks: int) -> Dated | None:
    """A week is known as the month that it is in."""
    found = _day(published, weeks * _WEEK)
    return (found[0][: len("2023-06")], Precision.MONTH) if found is not None else None


def _months(published: date) -> int:
    return published.year * 12 + published.month - 1
