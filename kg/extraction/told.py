"""Who said what, in words of the reading, before anybody is resolved to an actor."""

from dataclasses import dataclass, field

from kg.extraction.cues import Cue
from kg.extraction.reading import Stretch, Word


@dataclass(eq=False)
class Told:
    """One attribution: the stretches of its source, cue and content.

    ``content`` counts characters of the plain text, since it may begin or end inside quotation marks
    where no word does. ``head`` is the cue's word, None for "Xi: …" and for continued quotations.
    """

    content: list[tuple[int, int]]
    source: Stretch | None = None
    cue: Stretch | None = None
    head: Word | None = None
    sense: Cue | None = None
    continues: "Told | None" = None
    addressee: Stretch | None = None
    via: Stretch | None = None
    nested_in: "Told | None" = None
    how: str = ""  # which rule found it
    sure: float = 0.9
    quotations: list[int] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where its content ends."""
        return self.content[-1][1]

    def origin(self) -> "Told":
        """The attribution whose source and cue this one borrows, or itself."""
        return self.continues.origin() if self.continues else self
