"""The patterns that carry a stance, read from ``ontology/stances.csv``, which people can read and edit.

A pattern is a small sentence: "X imposes sanctions on Y" has a verb to start from, words that must
follow, and slots: X the holder, Y the target, Z what it is about. "X's opposition to Y" starts from
a noun, "X is wary of Y" from an adjective, "talks between X and Y" from what is between the two,
"X, a critic of Y" from what somebody is. A word in brackets stands for many: "X calls Y <bad>".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from kg.errors import BrokenLine
from kg.extraction.lexicon import Row, particles, table
from kg.extraction.text.inflection import all_forms, forms, infinitive, plural
from kg.relations import Relation, relation

SLOTS = frozenset({"Y", "Z"})
_SKIPPED = frozenset({"a", "an", "the", "its", "his", "her"})
_LIGHT = frozenset({"is", "feels", "remains", "becomes", "seems", "grows"})
_BEHIND_A_NOUN = particles("follows a noun")


class Start(Enum):
    """What sort of word a pattern starts from."""

    VERB = "verb"
    NOUN = "noun"
    ADJECTIVE = "adjective"
    BETWEEN = "between"
    PARTISAN = "partisan"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: what it starts from, what must follow, and what it means.

    ``follows`` are literal words and slots in order, after the head. ``relations`` are tried in order
    until one can have such a target; ``when_negated`` is the relation that its denial states (not
    supporting is opposing), None where a denial states nothing. A weak word ("wants", "closes") is
    believed only of issues that the codebook knows: it makes no ``new_issues``.

    >>> made = pattern("X imposes sanctions on Y", ["penalizes"])
    >>> made.start.value, made.head, made.follows
    ('verb', 'impose', ('sanctions', 'on', 'Y'))
    """

    text: str
    start: Start
    head: str
    follows: tuple[str, ...]
    relations: tuple[Relation, ...]
    when_negated: Relation | None = None
    intensity: int = 2
    new_issues: bool = True
    place: str = ""  # where it stands: "stances.csv:41"

    @property
    def specific(self) -> int:
        """How much must be there for it to match: a word counts double, a slot or a word that stands for many once."""
        return len(self.follows) + sum(word not in SLOTS and word[0] != "<" for word in self.follows)

    @property
    def relation(self) -> Relation:
        """The relation that it states first of all."""
        return self.relations[0]

    @property
    def adds(self) -> bool:
        """Whether it tells of a second target, beside what another pattern finds: "sides with Z against Y"."""
        return (
            self.start is Start.VERB
            and "against" in self.follows
            and self.follows[-1] == "Y"
            and "Z" in self.follows[:-1]
        )

    def towards(self, *, actor: bool) -> Relation | None:
        """The first of its relations that can have an actor, or an issue, for target."""
        return next((made for made in self.relations if (made.to_actor if actor else made.to_issue)), None)

    def forms(self) -> set[str]:
        """The forms of the word that it starts from."""
        if self.start is Start.VERB:
            return forms(self.head)
        inflects = self.start is not Start.ADJECTIVE and not self.head.endswith("s")
        return {self.head, plural(self.head)} if inflects else {self.head}


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns by the form of the word that they start from, the most specific first; and the verbs of wrongs."""

    by_form: Mapping[Start, Mapping[str, tuple[Pattern, ...]]]
    wrongs: frozenset[str]

    def starting(self, start: Start, form: str) -> tuple[Pattern, ...]:
        """The patterns that start from a word of that sort and form."""
        return self.by_form[start].get(form, ())


def pattern(
    text: str,
    relations: Iterable[str],
    *,
    when_negated: str = "",
    intensity: int = 2,
    new_issues: bool = True,
    place: str = "",
) -> Pattern:
    """Return the pattern that a small sentence means.

    Raises `kg.errors.UnknownRelation` for a relation that is none, ValueError for a sentence that is no pattern.
    """
    start, head, follows = _parts([word for word in text.split() if word not in _SKIPPED])
    return Pattern(
        text=text,
        start=start,
        head=head,
        follows=tuple(follows),
        relations=tuple(relation(name) for name in relations),
        when_negated=relation(when_negated) if when_negated else None,
        intensity=intensity,
        new_issues=new_issues,
        place=place,
    )


def _parts(words: list[str]) -> tuple[Start, str, list[str]]:
    """What a pattern starts from, and what follows."""
    if words[0] == "X's":
        slot = next((at for at, word in enumerate(words) if at > 1 and word in _BEHIND_A_NOUN), 0)
        if slot:
            return Start.NOUN, words[slot - 1], words[slot:]
    elif words[1:2] == ["between"]:
        return Start.BETWEEN, words[0], []
    elif words[0] == "X," and len(words) > 3:
        return Start.PARTISAN, words[1], words[2:]
    elif len(words) > 3 and words[0] == "X" and words[1] in _LIGHT:
        return Start.ADJECTIVE, words[2], words[3:]
    elif len(words) > 1 and words[0] == "X":
        return Start.VERB, infinitive(words[1]), words[2:]
    raise ValueError(" ".join(words))


@cache
def shipped() -> Patterns:
    """Return the patterns that travel with kg.

    Raises `kg.errors.BrokenLine`, with the line of ``stances.csv``, for one that cannot be understood.
    """
    found: dict[Start, dict[str, list[Pattern]]] = {start: {} for start in Start}
    for made in _read():
        for form in made.forms():
            found[made.start].setdefault(form, []).append(made)
    by_form = {start: {form: _ordered(group) for form, group in forms.items()} for start, forms in found.items()}
    return Patterns(by_form, all_forms(row["verb"] for _, row in table("wrongs", "verb")))


def _ordered(group: Iterable[Pattern]) -> tuple[Pattern, ...]:
    return tuple(sorted(group, key=lambda made: (-made.specific, made.text)))


def _read() -> Iterable[Pattern]:
    meanings: dict[str, list[tuple[str, Row]]] = {}
    for place, row in table("stances", "pattern", "relation", "when_negated", "intensity", "issues"):
        meanings.setdefault(row["pattern"], []).append((place, row))
    for text, rows in meanings.items():
        place, first = rows[0]
        try:
            yield pattern(
                text,
                [row["relation"] for _, row in rows],
                when_negated=first["when_negated"],
                intensity=int(first["intensity"]),
                new_issues=first["issues"] != "known",
                place=place,
            )
        except ValueError as error:
            raise BrokenLine(
                f"{text!r} is no pattern: write a small sentence, as 'X condemns Y' ({error})", place=place
            ) from None
