"""The extractor: documents in, records out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from kg import language
from kg.extraction.actors.cast import Cast
from kg.extraction.actors.names import Names
from kg.extraction.assembly import Assembly
from kg.extraction.attributions.blocks import spoken
from kg.extraction.attributions.collection import attributions
from kg.extraction.attributions.kinds import Kinds
from kg.extraction.speakers import Speakers
from kg.extraction.stances import patterns
from kg.extraction.stances.issues import Codebook
from kg.extraction.stances.positions import Positions
from kg.extraction.stances.stood import Rule, Stood
from kg.extraction.stances.topics import Topics
from kg.extraction.text.furniture import furniture
from kg.extraction.text.parsing import read
from kg.extraction.text.reading import Reading
from kg.known import Known
from kg.records import Document, Record

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.extraction.explaining import Explanation

#: Raised whenever the same text may give another record.
VERSION = "4"

_BATCH = 16  # documents parsed together, so that the parser's batches are full


class Extractor:
    """Reads documents with one pipeline and one set of known names.

    The same document with the same version, pipeline and names gives the same record, byte for byte.
    ``leanings`` is false for the stances alone that a table of words states, without those that the encoder reads;
    ``least`` is the confidence under which a stance that only the encoder reads is left out.
    """

    def __init__(
        self, known: Known, *, pipeline: "Language | None" = None, leanings: bool = True, least: float = 0.0
    ) -> None:
        self.known = known
        self.least = least
        self.leanings = leanings
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
                yield self._record(*self._found(document, reading))

    def explain(self, document: Document) -> "list[Explanation]":
        """Return every stance of a document with the reasons for what is said of it, in the order of the record."""
        from kg.extraction.explaining import Explainer  # noqa: PLC0415 -- for those who ask

        (reading,) = read(self.pipeline, [document.text])
        assembly, stood = self._found(document, reading)
        return Explainer(assembly, self._record(assembly, stood)).explain(stood)

    def seen(self, documents: Iterable[Document]) -> Iterator[tuple[Record, list[frozenset[str]]]]:
        """Yield every record, and of each of its stances what its confidence rests on, in the words of ``sureness.csv``."""
        for document in documents:
            (reading,) = read(self.pipeline, [document.text])
            assembly, stood = self._found(document, reading)
            record = self._record(assembly, stood)
            yield (
                record,
                [frozenset(assembly.seen(one, made)) for one, made in zip(stood, record.stances, strict=True)],
            )

    def _record(self, assembly: Assembly, stood: Sequence[Stood]) -> Record:
        record = assembly.record(stood)
        record.check(assembly.document.text)
        return record

    def _found(self, document: Document, reading: Reading) -> tuple[Assembly, list[Stood]]:
        quoted = spoken(reading)
        outside = furniture(reading)
        told = attributions(reading, quoted, outside=outside)
        speaking = {one.source.first for one in told if one.source is not None}
        cast = Cast(reading, self.known, self.names, document.published, speaking=speaking)
        topics = Topics(reading, self.codebook, self.known)
        speakers = Speakers(cast, told)
        positions = Positions(cast, topics, patterns.shipped(), told, speakers, leanings=self.leanings)
        assembly = Assembly(document, cast, topics, Kinds(reading, quoted), every=told, speakers=speakers)
        stood = positions.find(outside=outside)
        return assembly, [one for one in stood if one.why is not Rule.LEANING or assembly.confidence(one) >= self.least]
