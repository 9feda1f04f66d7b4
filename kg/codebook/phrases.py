"""What a proposed issue says, with the words that say it brought to one form each.

"Chip export curbs" and "new restrictions on semiconductor exports" are both restriction, semiconductor, export.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from kg.extraction.lexicon import table
from kg.extraction.text.inflection import singular
from kg.iris import unaccented

_WORD = re.compile(r"[^\W_]+(?:[.’'][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_SHORTEST = 4  # letters that a stem must keep
# Longest first: "legalization" is "legal", as "legalize" is.
_ENDINGS: tuple[str, ...] = (
    "izations",
    "isations",
    "ization",
    "isation",
    "izing",
    "ising",
    "ized",
    "ised",
    "ize",
    "ise",
    "ations",
    "ation",
    "itions",
    "ition",
    "ments",
    "ment",
    "ions",
    "ion",
    "ings",
    "ing",
    "ed",
    "es",
    "er",
    "al",
    "at",
    "it",
    "e",
    "s",
)
_OF_DEEDS = ("tion", "sion", "ment", "ing", "ization", "isation", "ism")


class Role(StrEnum):
    """What a word does to a phrase."""

    TURNS = "turns"  # "ban", "lifting": the phrase means another thing without it
    DEED = "deed"  # "sanctions", "talks": one can be for it or against it
    SAME = "same"  # "chip": another word for what is meant
    EMPTY = "empty"  # "new", "proposed": says nothing
    TOPIC = "topic"  # "government": looks like a deed by its ending, and is none


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says: what turns its sense, the deeds and things it is about, and those of them that are names."""

    turns: frozenset[str]
    things: frozenset[str]
    names: frozenset[str]
    deed: bool

    @property
    def is_position(self) -> bool:
        """Whether one can be for it or against it; otherwise it is a theme."""
        return self.deed or bool(self.turns)


def phrase(label: str, *, names: Mapping[str, str] | None = None) -> Phrase:
    """Return what a label says. ``names`` leads from ways to call an actor, in small letters, to its id.

    >>> one, other = phrase("chip export curbs"), phrase("new restrictions on semiconductor exports")
    >>> one == other, sorted(one.turns), sorted(one.things)
    (True, ['restriction'], ['export', 'semiconductor'])
    >>> phrase("Taiwan").is_position, phrase("Taiwanese independence").is_position
    (False, True)
    """
    known = names or {}
    turns, things, named, deed = set(), set(), set(), False
    for place, (text, plain) in enumerate(_terms(_words(label), known)):
        if plain in known and plain not in _exact():
            things.add(known[plain])
            named.add(known[plain])
            continue
        means, role = _meaning(plain)
        if role is Role.TURNS:
            turns.add(means)
        elif role is not Role.EMPTY:
            things.add(means)
            deed = deed or role is Role.DEED
            if role is None and place and text[:1].isupper():
                named.add(means)
    return Phrase(frozenset(turns), frozenset(things), frozenset(named), deed)


def alike(one: Phrase, other: Phrase) -> float:
    """Return how far two phrases mean the same, 0 to 1: the share of what either is about that both are about.

    0 where one of them turns the sense otherwise (a ban on mining, mining), or each names somebody whom the other does not.

    >>> alike(phrase("sanctions on Iran"), phrase("lifting of sanctions on Iran"))
    0.0
    """
    if one.turns != other.turns or (one.names - other.names and other.names - one.names):
        return 0.0
    both = one.things | other.things
    return len(one.things & other.things) / len(both) if both else 0.0


def _words(label: str) -> list[tuple[str, str]]:
    """The words of a label as they stand, and as they are compared."""
    found = (_POSSESSIVE.sub("", word) for word in _WORD.findall(label.replace("-", " ")))
    return [(text, unaccented(text)) for text in found]


def _terms(words: list[tuple[str, str]], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The words, those that mean something only together as one: "fossil fuels", "United States"."""
    at = 0
    while at < len(words):
        for length in (3, 2, 1):
            plain = " ".join(plain for _, plain in words[at : at + length])
            if length == 1 or plain in names or singular(plain) in _exact():
                yield words[at][0], plain
                at += min(length, len(words) - at)
                break


@lru_cache(maxsize=1 << 16)
def _meaning(word: str) -> tuple[str, Role | None]:
    for form in (word, singular(word)):
        if form in _exact():
            return _exact()[form]
    stem = _stem(word)
    if stem in _stems():
        return _stems()[stem]
    return stem, Role.DEED if singular(word).endswith(_OF_DEEDS) and len(word) > len("things") else None


@cache
def _exact() -> Mapping[str, tuple[str, Role]]:
    rows = [row for _, row in table("issue-words", "word", "means", "role")]
    return {row["word"]: (row["means"] or row["word"], Role(row["role"])) for row in rows}


@cache
def _stems() -> Mapping[str, tuple[str, Role]]:
    """The words whose derivations mean the same: "restrict" for "restricting"."""
    found: dict[str, tuple[str, Role]] = {}
    for word, meant in _exact().items():
        if meant[1] in {Role.TURNS, Role.DEED, Role.SAME} and len(word) > _SHORTEST:
            found.setdefault(_stem(word), meant)
    return found


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """What is left of a word without its endings.

    >>> {_stem(word) for word in ("legalise", "legalization", "legalizing")}
    {'legal'}
    """
    word = singular(word)
    while True:
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), None)
        if ending is None:
            return word
        word = word[: -len(ending)]
