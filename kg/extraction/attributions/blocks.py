"""Block quotations: paragraphs without marks below one that ends "Ruiz wrote:"."""

from collections.abc import Iterator

from kg.extraction.attributions.frames_ahead import frame_above
from kg.extraction.text.marks import QUOTES
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.quotations import number, quotations
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Word

_FIRST_PERSONS = frozenset({"i", "we", "my", "our", "me", "us"})
_BULLETS = frozenset("-–—•*·▪◦")
_MOST = 6  # paragraphs
_NEAR = 8  # words between the cue and the colon
_SHORTEST = 4  # words


def spoken(reading: Reading) -> list[Quotation]:
    """Find all quotations of a document: between marks, in transcripts, and in blocks."""
    found = quotations(reading)
    blocks = list(_blocks(reading, {quotation.paragraph for quotation in found if quotation.outer is None}))
    if blocks:
        found += blocks
        number(reading, found)
    return found


def _blocks(reading: Reading, quoted: set[int]) -> Iterator[Quotation]:
    below = 0  # the first paragraph that may be one
    for at, paragraph in enumerate(reading.paragraphs[:-1]):
        if at < below or reading.words[paragraph.last].text != ":":
            continue
        frame = frame_above(reading, at + 1)
        if frame is None or frame.sense.kind != "speech" or not 0 < paragraph.last - frame.head.i <= _NEAR:
            continue
        before: Quotation | None = None
        for below in range(at + 1, min(at + 1 + _MOST, len(reading.paragraphs))):
            if below in quoted or not _can_be_block(reading, below) or (before and not _says_i(reading, below)):
                break
            words = reading.paragraphs[below]
            start, end = reading.words[words.first].start, reading.words[words.last].end
            before = Quotation(start, end, words, below, continues=before)
            yield before


def _can_be_block(reading: Reading, number: int) -> bool:
    paragraph = reading.paragraphs[number]
    opening = reading.words[paragraph.first].text
    return len(paragraph) >= _SHORTEST and opening not in QUOTES and opening[0] not in _BULLETS


def _says_i(reading: Reading, number: int) -> bool:
    """Whether somebody speaks of himself in a paragraph: below the first, only that shows that the block goes on."""
    return any(_is_first_person(word) for word in reading.inside(reading.paragraphs[number]))


def _is_first_person(word: Word) -> bool:
    return word.quote is None and (word.lower in _FIRST_PERSONS and word.text != "US")
