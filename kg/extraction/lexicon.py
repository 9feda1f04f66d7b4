"""The patterns that carry a stance, read from ``ontology/stances.csv``, which people can read and edit.

A pattern is a small sentence: "X imposes sanctions on Y" has a verb to start from, words that must
follow, and slots: X the holder, Y the target, Z what it is about. "X's opposition to Y" starts from
a noun, "X is wary of Y" from an adjective, "talks between X and Y" from what is between the two.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.inflection import forms
from kg.shipped import ontology

_SKIPPED = frozenset({"a", "an", "the", "its", "his", "her"})
_LIGHT = frozenset("is feels remains becomes seems grows".split())


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: what it starts from, what must follow, and what it means.

    ``follows`` are literal words and slots in order, after the head. ``relations`` are tried in
    order until one can have such a target; ``when_negated`` is the relation that its denial states
    (not supporting is opposing), None where a denial states nothing.
    """

    text: str
    kind: str  # "verb", "noun", "adjective" or "between"
    head: str
    follows: tuple[str, ...]
    relations: tuple[str, ...]
    when_negated: str | None
    intensity: int
    new_issues: bool = True  # a weak word ("wants", "closes") is believed only where the codebook knows the issue

    @property
    def specific(self) -> int:
        """How much must be there for it to match."""
        return len(self.follows) + sum(word not in {"Y", "Z"} for word in self.follows)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by the form of the word that they start from, the most specific first."""

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[Pattern, ...]]
    adjectives: dict[str, tuple[Pattern, ...]]
    between: dict[str, tuple[Pattern, ...]]
    wrongs: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the shipped lexicon."""
    meanings: dict[str, list[dict[str, str]]] = {}
    with (ontology() / "stances.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            meanings.setdefault(row["pattern"], []).append(row)
    by_kind: dict[str, dict[str, list[Pattern]]] = {"verb": {}, "noun": {}, "adjective": {}, "between": {}}
    for text, rows in meanings.items():
        pattern = _pattern(text, rows)
        for form in _forms(pattern):
            by_kind[pattern.kind].setdefault(form, []).append(pattern)
    ordered = {
        kind: {
            form: tuple(sorted(group, key=lambda pattern: (-pattern.specific, pattern.text)))
            for form, group in found.items()
        }
        for kind, found in by_kind.items()
    }
    with (ontology() / "wrongs.csv").open(encoding="utf-8", newline="") as file:
        wrongs = frozenset(form for row in csv.DictReader(file) for form in forms(row["verb"]))
    return Lexicon(ordered["verb"], ordered["noun"], ordered["adjective"], ordered["between"], wrongs)


def _pattern(text: str, rows: list[dict[str, str]]) -> Pattern:
    words = [word for word in text.split() if word not in _SKIPPED]
    if words[0] == "X's":
        slot = next(at for at, word in enumerate(words) if at > 1 and (word in {"of", "to", "for", "on", "over", "about", "with", "against", "that", "at",
                    "toward", "in", "into", "from"}))  # fmt: skip
        kind, head, follows = "noun", words[slot - 1], words[slot:]
    elif words[1] == "between":
        kind, head, follows = "between", words[0], []
    elif words[1] in _LIGHT and len(words) > 3:
        kind, head, follows = "adjective", words[2], words[3:]
    else:
        kind, head, follows = "verb", _lemma(words[1]), words[2:]
    first = rows[0]
    return Pattern(
        text=text,
        kind=kind,
        head=head,
        follows=tuple(follows),
        relations=tuple(row["relation"] for row in rows),
        when_negated=first["when_negated"] or None,
        intensity=int(first["intensity"]),
        new_issues=first["issues"] != "known",
    )


def _forms(pattern: Pattern) -> set[str]:
    if pattern.kind == "verb":
        return forms(pattern.head)
    if pattern.kind in {"noun", "between"}:
        return {pattern.head, plural(pattern.head)} if not pattern.head.endswith("s") else {pattern.head}
    return {pattern.head}


def plural(noun: str) -> str:
    """Return the plural of a regular noun."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def singular(noun: str) -> str:
    """Return what a plural noun probably has for singular; the word itself where it is none."""
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3 else noun


def _lemma(third_person: str) -> str:
    """Return the verb of which the pattern has the third person: "condemns", "denies", "goes"."""
    if third_person == "has":
        return "have"
    if third_person.endswith("ies"):
        return f"{third_person[:-3]}y"
    if third_person.endswith(("sses", "xes", "ches", "shes", "oes", "zzes")):
        return third_person[:-2]
    return third_person[:-1]
