"""A stance with its reasons, as people read them."""

from dataclasses import dataclass
from typing import NamedTuple

from kg.records import Span, Stance


class Mark(NamedTuple):
    """A stretch of the text and what it is to a stance: source, cue, holder, trigger, target, or the field it decides."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field has its value, in a phrase; ``place`` is the line of the table that says so, if one does."""

    field: str
    value: str
    because: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A stance, the sentence that it stands in, and the reasons for what is said of it."""

    document: str
    stance: Stance
    holder: str
    target: str
    sentence: Span
    marks: tuple[Mark, ...]
    reasons: tuple[Reason, ...]

    @property
    def id(self) -> str:
        """The id of the stance in a graph."""
        return f"{self.document}#{self.stance.id}"
