"""Somebody's words, set off from the article's own: by marks, by a label in front, by a signature behind."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch


@dataclass(eq=False, slots=True)
class Quotation:
    """A stretch of somebody's words: ``start`` and ``end`` in the plain text, without the marks."""

    start: int
    end: int
    words: Stretch
    paragraph: int
    continues: "Quotation | None" = None
    outer: "Quotation | None" = None  # for a quotation inside a quotation
    closed: bool = True
    speaker: Stretch | None = None  # who is named beside it, as in a transcript
    sign: Stretch | None = None  # the mark between the name and the words


def words_between(reading: Reading, paragraph: Stretch, start: int, end: int) -> Stretch | None:
    """Return the words of a paragraph between two places of the plain text; None for none."""
    words, low, high = reading.words, paragraph.first, paragraph.last + 1
    first = bisect_left(words, start, low, high, key=lambda word: word.start)
    last = bisect_right(words, end, low, high, key=lambda word: word.end) - 1
    return Stretch(first, last) if first <= last else None
