"""A stance in words of the reading, with its ends led to actors or to an issue."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from kg.extraction.actors.figures import Figure
from kg.extraction.attributions.told import Told
from kg.extraction.stances.patterns import Pattern
from kg.extraction.text.words import Stretch, Word
from kg.records import Certainty, Tense, Voice
from kg.relations import Relation


class Party(NamedTuple):
    """Somebody at an end of a stance, and the words that say so."""

    figure: Figure
    words: Stretch

    @property
    def id(self) -> str:
        """The id of the actor."""
        return self.figure.id


class Matter(NamedTuple):
    """An issue as the target of a stance, and the words that say so."""

    id: str
    words: Stretch


class Rule(Enum):
    """By what a stance was found that no pattern states; the value is the table of its words."""

    WRONG = "wrongs"  # who says that another invades accuses him
    VERDICT = "verdicts"  # who calls another reckless criticizes him
    LEANING = "leanings"  # no word of a table states it; the encoder reads it


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Stood:
    """One stance. ``told`` is the attribution that vouches for it, None in the narrator's voice.

    ``why`` is the pattern or the rule that states it, for whoever asks. ``leaning`` is how sure the encoder is of the same
    sign between the two, below 0 where it reads the other sign, None where it reads none.
    """

    holder: Party
    relation: Relation
    target: Party | Matter
    about: tuple[str, ...]
    trigger: Word
    evidence: Stretch
    negated: bool
    certainty: Certainty
    tense: Tense
    intensity: int
    voice: Voice
    told: Told | None
    confidence: float
    why: Pattern | Rule | None = None
    leaning: float | None = None
