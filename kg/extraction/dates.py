"""When something was said or done: dates in the words, stated or relative to the day of publication."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kg.extraction.reading import Reading, Stretch, Word
from kg.records import Basis, Precision, When

_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_WEEKDAYS = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
_WEEKDAYS |= {name[:3]: number for name, number in _WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3}
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
_UNITS = {"day": 1, "week": 7}


def when(reading: Reading, stretch: Stretch, published: str | None, *, future: bool = False) -> When | None:
    """The date that the words of a stretch tell; relative ones need the day of publication.

    "Monday" is the last one up to publication (the next one, in a sentence about the future);
    "in March" the last March. None where nothing is told.
    """
    words = reading.words[stretch.first : stretch.last + 1]
    day = date.fromisoformat(published) if published else None
    for at, word in enumerate(words):
        found = _absolute(words, at, day, future=future) or (_relative(words, at, day, future=future) if day else None)
        if found is not None:
            value, precision = found
            return When(value=value, precision=precision, basis=Basis.STATED) if _plausible(value) else None
        del word
    return None


def published_on(published: str | None) -> When | None:
    """The date of a thing that the text does not date: the day of publication."""
    return When(value=published, precision=Precision.DAY, basis=Basis.PUBLICATION) if published else None


def _plausible(value: str) -> bool:
    return "1800" <= value[:4] <= "2099"


def _plain(word: Word) -> str:
    return word.lower.rstrip(".")


def _is_month(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if _plain(word) not in _MONTHS or not word.text[0].isupper():
        return False
    # "May" and "March" are verbs too; beside a number, a year or a preposition they are months.
    if _plain(word) not in {"may", "march"}:
        return True
    near = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    return word.tag != "MD" and any(
        other.tag == "CD" or other.lower in {"in", "last", "since", "until", "of", "this", "early", "late", "next", ","}
        for other in near
    )


def _absolute(words: Sequence[Word], at: int, day: date | None, *, future: bool) -> tuple[str, Precision] | None:
    word = words[at]
    if _ISO.fullmatch(word.text):
        return _day(int(word.text[:4]), int(word.text[5:7]), int(word.text[8:]))
    if _is_month(words, at):
        month = _MONTHS[_plain(word)]
        following = [other for other in words[at + 1 : at + 4] if other.text not in {",", "of"}]
        before = words[at - 1] if at else None
        if following and _YEAR.fullmatch(following[0].text):
            if before is not None and (ordinal := _ORDINAL.fullmatch(before.lower)):
                return _day(int(following[0].text), month, int(ordinal[1]))
            return f"{following[0].text}-{month:02}", Precision.MONTH
        ordinal = _ORDINAL.fullmatch(following[0].lower) if following else None
        if ordinal is None and before is not None:
            ordinal = _ORDINAL.fullmatch(before.lower)
            following = [words[at], *following]
        if ordinal is not None and 1 <= int(ordinal[1]) <= 31:
            year = next((other.text for other in following[1:3] if _YEAR.fullmatch(other.text)), None)
            if year is not None:
                return _day(int(year), month, int(ordinal[1]))
            return _nearest_day(month, int(ordinal[1]), day, future=future)
        if day is None:
            return None
        last = before is not None and before.lower == "last"
        year_ = (
            day.year
            - (month > day.month and not future)
            + (month < day.month and future)
            - (last and month == day.month)
        )
        return f"{year_}-{month:02}", Precision.MONTH
    if (
        _YEAR.fullmatch(word.text)
        and word.tag == "CD"
        and at
        and words[at - 1].lower in {"in", "since", "of", "during", "by", "until", "late", "early", "mid"}
    ):
        return word.text, Precision.YEAR
    return None


def _day(year: int, month: int, day: int) -> tuple[str, Precision] | None:
    try:
        return date(year, month, day).isoformat(), Precision.DAY
    except ValueError:
        return None


def _nearest_day(month: int, number: int, day: date | None, *, future: bool) -> tuple[str, Precision] | None:
    if day is None:
        return None
    found = _day(day.year, month, number)
    if found is not None and found[0] > (day + timedelta(days=3)).isoformat() and not future:
        return _day(day.year - 1, month, number)
    if found is not None and found[0] < day.isoformat() and future:
        return _day(day.year + 1, month, number)
    return found


def _relative(words: Sequence[Word], at: int, day: date, *, future: bool) -> tuple[str, Precision] | None:
    word = _plain(words[at])
    before = _plain(words[at - 1]) if at else ""
    if word in _WEEKDAYS and words[at].text[0].isupper():
        back = (day.weekday() - _WEEKDAYS[word]) % 7
        if future or before == "next":
            ahead = (_WEEKDAYS[word] - day.weekday()) % 7
            return (day + timedelta(days=ahead or 7)).isoformat(), Precision.DAY
        return (day - timedelta(days=back + (7 if before == "last" and back == 0 else 0))).isoformat(), Precision.DAY
    if word in {"yesterday"}:
        return (day - timedelta(days=1)).isoformat(), Precision.DAY
    if word in {"today", "tonight"}:
        return day.isoformat(), Precision.DAY
    if word == "tomorrow":
        return (day + timedelta(days=1)).isoformat(), Precision.DAY
    if before in {"last", "this", "next", "previous", "past", "earlier"}:
        step = {"last": -1, "previous": -1, "past": -1, "next": 1}.get(before, 0)
        if word == "year":
            return str(day.year + step), Precision.YEAR
        if word == "month":
            month = day.year * 12 + day.month - 1 + step
            return f"{month // 12}-{month % 12 + 1:02}", Precision.MONTH
        if word == "week":
            return (day + timedelta(days=7 * step)).isoformat()[:7], Precision.MONTH
    if word in {"ago", "earlier"} and at >= 2:
        return _ago(words, at, day)
    return None


_NUMBERS = {
    name: number
    for number, name in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1}


def _ago(words: Sequence[Word], at: int, day: date) -> tuple[str, Precision] | None:
    unit = _plain(words[at - 1]).rstrip("s")
    said = _plain(words[at - 2])
    count = int(said) if said.isdecimal() and len(said) < 4 else _NUMBERS.get(said)
    if count is None:
        return None
    if unit in _UNITS:
        then = day - timedelta(days=count * _UNITS[unit])
        return (then.isoformat(), Precision.DAY) if unit == "day" else (then.isoformat()[:7], Precision.MONTH)
    if unit == "month":
        month = day.year * 12 + day.month - 1 - count
        return f"{month // 12}-{month % 12 + 1:02}", Precision.MONTH
    if unit == "year":
        return str(day.year - count), Precision.YEAR
    return None
