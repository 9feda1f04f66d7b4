"""A document as it was parsed: its words in one row, its sentences, its paragraphs.

Places count characters of the plain text (`Plain`).
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from kg.extraction.text.plain import Plain
from kg.extraction.text.words import Stretch, Word
from kg.records import Span


@dataclass(frozen=True, slots=True)
class Heard:
    """An attribution as the language pipeline found it; each role may be in several stretches, or none but the cue's.

    ``sure`` is what the pipeline makes of it, between 0 and 1.
    """

    cue: tuple[Stretch, ...]
    source: tuple[Stretch, ...]
    content: tuple[Stretch, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a holder stands to a target, as the language pipeline found it; ``holder`` is None for who speaks, unnamed.

    ``relation`` is the likeliest of that sign towards an actor, ``on_issue`` towards an issue. ``sure`` is what the
    pipeline makes of the sign, ``plain`` of its being said in plain words, both between 0 and 1.
    """

    holder: Stretch | None
    target: Stretch
    sign: int
    relation: str
    on_issue: str
    sure: float
    plain: float


@dataclass
class Reading:
    """A parsed document."""

    plain: Plain
    words: list[Word] = field(default_factory=list)
    sentences: list[Stretch] = field(default_factory=list)
    paragraphs: list[Stretch] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    leanings: list[Leaning] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The plain text, which the words count in."""
        return self.plain.text

    def sentence(self, word: Word) -> Stretch:
        """The sentence of a word."""
        return self.sentences[word.sentence]

    def paragraph(self, word: Word) -> Stretch:
        """The paragraph of a word."""
        return self.paragraphs[word.paragraph]

    def paragraph_at(self, place: int) -> int:
        """The number of the paragraph that a place of the plain text stands in."""
        return max(
            0, bisect_right(self.paragraphs, place + 1, key=lambda paragraph: self.words[paragraph.first].start) - 1
        )

    def reach(self, word: Word) -> int:
        """The last word that belongs to what is said at ``word``: that of its sentence, or of its quotation."""
        last = self.sentence(word).last
        if word.quote is not None:
            while last > word.i and self.words[last].quote != word.quote:
                last -= 1
        return last

    def before(self, i: int) -> Word | None:
        """The word before the one at ``i``; None at the start of the text."""
        return self.words[i - 1] if i else None

    def after(self, i: int) -> Word | None:
        """The word after the one at ``i``; None at the end of the text."""
        return self.words[i + 1] if i + 1 < len(self.words) else None

    def within(self, start: int, end: int) -> Stretch | None:
        """The words between two places of the plain text; None for none, or where a paragraph ends between them."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        last = bisect_right(self.words, end, key=lambda word: word.end) - 1
        if first > last or self.words[first].paragraph != self.words[last].paragraph:
            return None
        return Stretch(first, last)

    def inside(self, stretch: Stretch) -> list[Word]:
        """The words of a stretch."""
        return self.words[stretch.first : stretch.last + 1]

    def span(self, stretch: Stretch) -> Span:
        """The original's span of a stretch."""
        return self.plain.original(self.words[stretch.first].start, self.words[stretch.last].end)

    def says(self, stretch: Stretch) -> str:
        """The plain text of a stretch."""
        return self.text[self.words[stretch.first].start : self.words[stretch.last].end]
