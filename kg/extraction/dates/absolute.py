"""Dates that name their month or year: "19 June 2023", "June 19", "in March", "in 2022"."""

import re
from collections.abc import Sequence
from datetime import date

from kg.extraction.dates.spelled import Dated, day, is_year, month, month_at, ordinal, year
from kg.extraction.text.words import Word

_ISO = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
_BEFORE_A_YEAR = frozenset({"in", "since", "of", "during", "by", "until", "late", "early", "mid"})
_ISO_WORDS = 5  # that the tokenizer makes of "2023-06-20"
_LEAP = 8  # years after which 29 February has been, or will have been
_ALREADY = 3  # days: what is reported for so few ahead is of this year


def absolute(words: Sequence[Word], at: int, published: date | None, *, future: bool) -> Dated | None:
    """The date that begins at a word; one without a year is the nearest to publication.

    In a sentence about the future that is the next, otherwise the last.
    """
    word = words[at]
    iso = "".join(part.text for part in words[at : at + _ISO_WORDS])[: len("2023-06-20")]
    if _ISO.fullmatch(iso):
        return day(int(iso[:4]), int(iso[5:7]), int(iso[8:]))
    named = month_at(words, at)
    if named is not None:
        return _of_month(words, at, named, published, future=future)
    if is_year(word) and word.tag == "CD" and at and words[at - 1].lower in _BEFORE_A_YEAR:
        return year(int(word.text))
    return None


def _of_month(words: Sequence[Word], at: int, named: int, published: date | None, *, future: bool) -> Dated | None:
    before = words[at - 1] if at else None
    behind = [word for word in words[at + 1 : at + 4] if word.text not in {",", "of"}]
    number = _number_before(words, at)
    if behind and is_year(behind[0]):
        if number is not None:
            return day(int(behind[0].text), named, number)  # 19 June 2023
        return month(int(behind[0].text) * 12 + named - 1)
    if behind and ordinal(behind[0]) is not None:
        number, behind = ordinal(behind[0]), behind[1:]  # June 19, 2023
    if number is not None and 1 <= number <= 31:
        stated = next((word for word in behind[:2] if is_year(word)), None)
        return (
            day(int(stated.text), named, number)
            if stated is not None
            else _nearest(named, number, published, future=future)
        )
    if published is None:
        return None
    if words[at + 1 : at + 2] and words[at + 1].lower == "last" and behind[1:2] and behind[1].lower == "year":
        return month((published.year - 1) * 12 + named - 1)  # in March last year
    past = (named > published.month and not future) or (
        named == published.month and before is not None and before.lower == "last"
    )
    return month((published.year - past + (named < published.month and future)) * 12 + named - 1)


def _number_before(words: Sequence[Word], at: int) -> int | None:
    """The number of a day before its month: 19 June, the 19th of June."""
    before = at - 1
    if at > 1 and words[before].lower == "of":
        before -= 1
        if words[before].text.isdecimal():
            return None  # "15 of June's laws" is no day
    return ordinal(words[before]) if at else None


def _nearest(named: int, number: int, published: date | None, *, future: bool) -> Dated | None:
    """The day of that number and month that is meant: the last, or the next."""
    if published is None:
        return None
    step = 1 if future else -1
    for years in range(_LEAP + 1):  # 29 February is not in every year
        found = day(published.year + step * years, named, number)
        ahead = (date.fromisoformat(found[0]) - published).days if found is not None else 0
        if found is not None and (ahead >= 0 if future else ahead <= _ALREADY):
            return found
    return None
