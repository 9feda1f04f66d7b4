"""Dates that name their month or year: "19 June 2023", "June 19", "in March", "in 2022"."""

import re
from collections.abc import Sequence
from datetime import date

from kg.extraction.dates.spelled import Dated, day, is_year, month, month_at, ordinal, year
from kg.extraction.text.words import Word

_ISO = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
_BEFORE_A_YEAR = frozenset({"in", "since", "of", "during", "by", "until", "late", "early", "mid"})
_ALREADY = 3  # days: what is reported for so few ahead is of this year


def absolute(words: Sequence[Word], at: int, published: date | None, *, future: bool) -> Dated | None:
    """The date that begins at a word; one without a year is the nearest to publication.

    In a sentence about the future that is the next, otherwise the last.
    """
    word = words[at]
    if _ISO.fullmatch(word.text):
        return day(int(word.text[:4]), int(word.text[5:7]), int(word.text[8:]))
    named = month_at(words, at)
    if named is not None:
        return _of_month(words, at, named, published, future=future)
    if is_year(word) and word.tag == "CD" and at and words[at - 1].lower in _BEFORE_A_YEAR:
        return year(int(word.text))
    return None


def _of_month(words: Sequence[Word], at: int, named: int, published: date | None, *, future: bool) -> Dated | None:
    before = words[at - 1] if at else None
    behind = [word for word in words[at + 1 : at + 4] if word.text not in {",", "of"}]
    number = ordinal(before) if before is not None else None
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
    past = (named > published.month and not future) or (
        named == published.month and before is not None and before.lower == "last"
    )
    return month((published.year - past + (named < published.month and future)) * 12 + named - 1)


def _nearest(named: int, number: int, published: date | None, *, future: bool) -> Dated | None:
    """The day of that number and month that is meant: the last, or the next."""
    if published is None:
        return None
    found = day(published.year, named, number)
    ahead = (date.fromisoformat(found[0]) - published).days if found is not None else 0
    if ahead > _ALREADY and not future:
        return day(published.year - 1, named, number)
    return day(published.year + 1, named, number) if ahead < 0 and future else found
