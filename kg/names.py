"""Names of people compared: what a name tells of whom it means, and whether two names may be one person's.

A surname alone means nobody for certain, and is never taken for the same as another.
"""

import csv
import re
from enum import StrEnum
from functools import cache

from kg.iris import unaccented
from kg.shipped import ontology

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Ways to write the same letters of another script in English, each led to one.
_SPELLINGS = (
    (re.compile(r"(?:yy|iy|ij|yi|ii|y|j)"), "i"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"kh|gh"), "h"),
    (re.compile(r"ts|tz|cz"), "c"),
    (re.compile(r"w"), "v"),
    (re.compile(r"q|ck"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(.)\1+"), r"\1"),
)


class Alike(StrEnum):
    """Why two names may mean one person."""

    MIDDLE = "one name has more in the middle"  # Joseph R. Biden Jr., Joseph Biden
    INITIALS = "initials fit"  # J. D. Okafor, John D. Okafor
    SPELLING = "spelled alike"  # Volodymyr Zelensky, Volodymyr Zelenskyy
    SURNAME = "the surname of the other"  # Ruiz, Ana Ruiz: says little


@cache
def _titles() -> frozenset[str]:
    with (ontology() / "titles.csv").open(encoding="utf-8-sig", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file) if row["use"] != "within")


def parts(name: str) -> list[str]:
    """Return the words of a person's name, folded, without titles before and "Jr." behind it.

    >>> parts("Sen. José A. Ruiz Jr."), parts("Mr. Xi")
    (['jose', 'a', 'ruiz'], ['xi'])
    """
    words = [unaccented(word).strip(".,") for word in name.split()]
    while len(words) > 1 and words[0] in _titles():
        words.pop(0)
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return [word for word in words if word]


def is_surname_alone(name: str) -> bool:
    """Whether a name is one word, with or without a title, so that it may be anybody's.

    >>> is_surname_alone("Ms. Ruiz"), is_surname_alone("Ana Ruiz"), is_surname_alone("Ruiz")
    (True, False, True)
    """
    return len(parts(name)) < 2


def alike(one: str, other: str) -> Alike | None:
    """Why two full names may mean one person; None where they cannot, and for names that are the same.

    >>> alike("J. D. Okafor", "John D. Okafor").value, alike("J. D. Okafor", "John P. Okafor")
    ('initials fit', None)
    >>> alike("Volodymyr Zelensky", "Volodymyr Zelenskyy").value, alike("Ana Ruiz", "Pedro Ruiz")
    ('spelled alike', None)
    """
    left, right = parts(one), parts(other)
    if left == right or min(len(left), len(right)) < 2:
        return None
    if left[-1] == right[-1] and _initial(left[0], right[0]) and _middles_fit(left[1:-1], right[1:-1]):
        return Alike.MIDDLE if left[0] == right[0] else Alike.INITIALS
    if len(left) == len(right) and [*map(_spelling, left)] == [*map(_spelling, right)]:
        return Alike.SPELLING
    return None


def _initial(one: str, other: str) -> bool:
    """Whether two first names are the same, or one is the initial of the other."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _middles_fit(one: list[str], other: list[str]) -> bool:
    """Whether no middle name contradicts another: "D." fits "David" and nothing, but not "P."."""
    return all(_initial(a, b) for a, b in zip(one, other, strict=False))


def _spelling(word: str) -> str:
    for written, meant in _SPELLINGS:
        word = written.sub(meant, word)
    return word
