"""How dates are spelled: months, weekdays, years and numbers as words and in figures."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from kg.extraction.text import calendar
from kg.extraction.text.words import Word
from kg.records import Precision

Dated = tuple[str, Precision]  # as a record has it: "2023-06", a month

MONTHS: Mapping[str, int] = {
    **calendar.MONTHS,
    **{name[:3]: number for name, number in calendar.MONTHS.items()},
    "sept": 9,
}
WEEKDAYS: Mapping[str, int] = {
    **calendar.WEEKDAYS,
    **{name[:3]: number for name, number in calendar.WEEKDAYS.items()},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
NUMBERS: Mapping[str, int] = {
    "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_BESIDE_A_MONTH = frozenset({"in", "last", "since", "until", "of", "this", "early", "late", "next", ","})


def bare(word: Word) -> str:
    """A word as the tables have it: lower case, without its dot."""
    return word.lower.rstrip(".")


def is_year(word: Word) -> bool:
    """Whether a word is a year in figures."""
    return _YEAR.fullmatch(word.text) is not None


def ordinal(word: Word) -> int | None:
    """The number of a day: "3", "3rd"."""
    found = _ORDINAL.fullmatch(word.lower)
    return int(found[1]) if found else None


def month_at(words: Sequence[Word], at: int) -> int | None:
    """The month that a word names; "May" and "March" are verbs too, unless something beside them says when."""
    word = words[at]
    month = MONTHS.get(bare(word))
    if month is None or not word.text[0].isupper():
        return None
    if bare(word) not in {"may", "march"}:
        return month
    near = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    beside = any(other.tag == "CD" or other.lower in _BESIDE_A_MONTH for other in near)
    return month if word.tag != "MD" and beside else None


def day(year: int, month: int, number: int) -> Dated | None:
    """A day as a record has it; None where there is none of that number."""
    try:
        return date(year, month, number).isoformat(), Precision.DAY
    except ValueError:
        return None


def month(months: int) -> Dated:
    """A month as a record has it, by how many went before it since year 0.

    >>> month(2023 * 12 + 5)[0]
    '2023-06'
    """
    return f"{months // 12:04}-{months % 12 + 1:02}", Precision.MONTH


def year(number: int) -> Dated:
    """A year as a record has it."""
    return f"{number:04}", Precision.YEAR
