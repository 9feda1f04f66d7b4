"""A stance in words of the reading, with its ends led to actors or to an issue."""

from dataclasses import dataclass
from typing import NamedTuple

from kg.extraction.actors.figures import Figure
from kg.extraction.attributions.told import Told
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


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Stood:
    """One stance. ``told`` is the attribution that vouches for it, None in the narrator's voice."""

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
