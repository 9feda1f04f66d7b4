"""The extractor: documents in, records out."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from kg import language
from kg.extraction.assembly import Assembly
from kg.extraction.attributions import attributions
from kg.extraction.cast import Cast
from kg.extraction.furniture import furniture
from kg.extraction.issues import Codebook
from kg.extraction.lexicon import lexicon
from kg.extraction.names import Names
from kg.extraction.quotations import quotations
from kg.extraction.reading import Reading, read
from kg.extraction.stances import Positions
from kg.extraction.told import Told
from kg.known import Known
from kg.records import Document, Record

if TYPE_CHECKING:
    from spacy.language import Language

#: Raised whenever the same text may give another record.
VERSION = "1"

_BATCH = 16  # documents parsed together, so that the parser's batches are full


class Extractor:
    """Reads documents with one pipeline and one set of known names.

    The same document with the same version, pipeline and names gives the same record, byte for byte.
    """

    def __init__(self, known: Known, *, pipeline: "Language | None" = None) -> None:
        self.known = known
        self.names = Names(known)
        self.codebook = Codebook(known)
        self._pipeline = pipeline

    @property
    def pipeline(self) -> "Language":
        """The language pipeline, loaded when it is first needed."""
        if self._pipeline is None:
            self._pipeline = language.load()
        return self._pipeline

    def extract(self, documents: Iterable[Document]) -> Iterator[Record]:
        """Yield the record of every document, in their order."""
        waiting = iter(documents)
        while batch := list(islice(waiting, _BATCH)):
            readings = read(self.pipeline, [document.text for document in batch])
            for document, reading in zip(batch, readings, strict=True):
                yield self._record(document, reading)

    def _record(self, document: Document, reading: Reading) -> Record:
        quoted = quotations(reading)
        outside = frozenset(furniture(reading))
        told = attributions(reading, quoted, outside=outside)
        sources = [one.source for one in told if one.source is not None]
        cast = Cast(reading, quoted, self.known, self.names, document.published, sources)
        positions = Positions(reading, cast, self.codebook, self.known, lexicon(), told, outside)
        positions.speakers = _speakers(told, cast)
        record = Assembly(document, reading, quoted, cast, told, positions).record(positions.find())
        record.check(document.text)
        return record


def _speakers(told: list[Told], cast: Cast) -> dict[int, str]:
    """Lead every source to its actor, in the order of the text, so that a pronoun finds who spoke before."""
    found: dict[int, str] = {}
    for one in sorted(
        (one for one in told if one.continues is None and one.source is not None),
        key=lambda one: one.source.first if one.source else 0,
    ):
        if one.source is None:
            continue
        one.source = cast.whole(one.source)
        figure = cast.speaker(one.source, before=one.source.first)
        if figure is None:
            continue
        found[id(one)] = figure.id
        for number in one.quotations:
            cast.speaks(number, figure)
    for one in told:
        if one.continues is not None and (id_ := found.get(id(one.origin()))) is not None:
            for number in one.quotations:
                cast.speaks(number, cast.figures[id_])
    return found
