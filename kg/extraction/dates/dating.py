"""When a document's attributions were made, and its stances taken."""

from collections.abc import Iterator, Sequence

from kg.extraction.attributions.told import Told
from kg.extraction.dates.stated import published_on, when
from kg.extraction.stances.stood import Stood
from kg.extraction.text.intervals import Intervals
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word
from kg.records import Tense, When
from kg.relations import Family


class Dating:
    """Dates what is told in a document that was published on a day."""

    def __init__(self, reading: Reading, every: Sequence[Told], published: str | None) -> None:
        self.reading = reading
        self.published = published
        self._told_around: dict[Stretch, tuple[Stretch, ...]] = {}  # many a sentence has more than one cue
        self._contents = Intervals((start, end, told) for told in every for start, end in told.content)

    def said(self, told: Told) -> When | None:
        """The date beside the cue, outside of what was said; else the day of publication."""
        head = told.origin.head
        for piece in self._outside(head) if head is not None else ():
            found = when(self.reading, piece, self.published)
            if found is not None:
                return found
        return published_on(self.published)

    def stood(self, stood: Stood) -> When | None:
        """The date in the evidence, else that of the attribution."""
        found = None
        # A date beside "fears" tells of what is feared, not of the fear.
        if stood.relation.family is not Family.EXPECTATION:
            found = when(self.reading, stood.evidence, self.published, future=stood.tense is Tense.FUTURE)
        if found is None and stood.told is not None:
            found = self.said(stood.told)
        return found or published_on(self.published)

    def _outside(self, head: Word) -> list[Stretch]:
        """The parts of a cue's sentence that are no content, the nearest to the cue first."""
        sentence = self.reading.sentence(head)
        if sentence not in self._told_around:
            self._told_around[sentence] = tuple(self._pieces(sentence))
        pieces = self._told_around[sentence]

        def distance(piece: Stretch) -> int:
            return 0 if head.i in piece else min(abs(piece.first - head.i), abs(piece.last - head.i))

        return sorted(pieces, key=distance)

    def _pieces(self, sentence: Stretch) -> Iterator[Stretch]:
        first: int | None = None
        for word in self.reading.inside(sentence):
            if self._contents.around(word.start, word.start + 1):
                if first is not None:
                    yield Stretch(first, word.i - 1)
                first = None
            elif first is None:
                first = word.i
        if first is not None:
            yield Stretch(first, sentence.last)
