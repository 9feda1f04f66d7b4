"""Who said what, in words of the reading, before anybody is led to an actor."""

from dataclasses import dataclass, field
from enum import Enum, auto

from kg.extraction.attributions.cues import Cue
from kg.extraction.text.words import Stretch, Word


class Rule(Enum):
    """By which rule an attribution was found."""

    FRAME_AFTER = auto()  # “…,” Ruiz said
    FRAME_BEFORE = auto()  # Ruiz said: “…”
    FRAME_ABOVE = auto()  # Ruiz went on: ¶ “…”
    CONTINUED = auto()  # “…,” she said. “…”
    CLAUSE = auto()  # Ruiz said that …
    NESTED = auto()  # “Ruiz said ‘…’ and left”
    INFINITIVE = auto()  # Ruiz promised to …
    PHRASE = auto()  # Ruiz criticized the …
    PARENTHESIS = auto()  # …, Ruiz said
    ACCORDING_TO = auto()
    LABEL = auto()  # Ruiz: Bridge is safe
    NOUN = auto()  # Ruiz's claim that …
    HEARD = auto()  # as the language pipeline found it

    @property
    def quotes(self) -> bool:
        """Whether it starts from a quotation."""
        return self in {Rule.FRAME_AFTER, Rule.FRAME_BEFORE, Rule.FRAME_ABOVE, Rule.CONTINUED}


@dataclass(eq=False)
class Told:
    """One attribution: the stretches of its source, cue and content.

    ``content`` counts characters of the plain text, since it may begin or end inside quotation marks
    where no word does. ``head`` is the cue's word, None for continued quotations.
    """

    content: list[tuple[int, int]]
    rule: Rule
    source: Stretch | None = None
    cue: Stretch | None = None
    head: Word | None = None
    sense: Cue | None = None
    continues: "Told | None" = None
    addressee: Stretch | None = None
    via: Stretch | None = None
    nested_in: "Told | None" = None
    sure: float = 0.9
    quotations: list[int] = field(default_factory=list)
    origin: "Told" = field(init=False)  # whose source and cue it borrows, or itself

    def __post_init__(self) -> None:
        self.origin = self.continues.origin if self.continues is not None else self

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.content[-1][1]

    @property
    def believes(self) -> bool:
        """Whether its cue is one of thinking rather than of saying."""
        sense = self.origin.sense
        return sense is not None and sense.believes
