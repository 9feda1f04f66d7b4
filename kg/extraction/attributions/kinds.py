"""How the words of a source are given: the share of a content that stands in quotation marks decides."""

from collections.abc import Sequence

from kg.extraction.attributions.told import Told
from kg.extraction.text.intervals import Intervals
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading
from kg.records import AttributionKind

_SHARE_OF_DIRECT = 0.9


class Kinds:
    """Tells the kind of every attribution of a document."""

    def __init__(self, reading: Reading, quotations: Sequence[Quotation]) -> None:
        self.reading = reading
        self.quotations = quotations
        self._index = Intervals((found.start, found.end, found) for found in quotations)

    def of(self, told: Told) -> AttributionKind:
        """Whether it is direct, mixed, indirect or a belief."""
        head = told.origin.head
        # Inside somebody's quotation only a deeper one counts; outside, only the outermost.
        depth = self.quotations[head.quote] if head is not None and head.quote is not None else None
        quoted = whole = 0
        for start, end in told.content:
            whole += self._letters(start, end)
            for quotation in self._index.touching(start, end):
                if quotation.outer is depth:
                    quoted += self._letters(max(start, quotation.start), min(end, quotation.end))
        share = quoted / whole if whole else 0
        if share >= _SHARE_OF_DIRECT:
            return AttributionKind.DIRECT
        if told.believes:
            return AttributionKind.BELIEF
        return AttributionKind.MIXED if share > 0 else AttributionKind.INDIRECT

    def _letters(self, start: int, end: int) -> int:
        return sum(not char.isspace() for char in self.reading.text[start:end])
