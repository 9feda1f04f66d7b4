"""What stands between quotation marks: paired paragraph by paragraph, so that one lost mark spoils one paragraph.

A quotation of several paragraphs opens in each of them and closes in the last; its pieces point to
the piece before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kg.extraction.text.intervals import Intervals
from kg.extraction.text.marks import DOUBLE, SINGLE, ends_like_speech, pairs
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch


@dataclass(eq=False, slots=True)
class Quotation:
    """A stretch inside quotation marks: ``start`` and ``end`` in the plain text, without the marks."""

    start: int
    end: int
    words: Stretch
    paragraph: int
    continues: "Quotation | None" = None
    outer: "Quotation | None" = None  # for a quotation inside a quotation
    closed: bool = True


def quotations(reading: Reading) -> list[Quotation]:
    """Find the quotations of a document, and tell every word the innermost one that it stands in."""
    found: list[Quotation] = []
    open_before: Quotation | None = None
    primary, secondary = _styles(reading)
    for number, paragraph in enumerate(reading.paragraphs):
        start, end = _bounds(reading, paragraph)
        marked = _marked(reading, start, end, primary)
        if open_before is not None and not (marked and reading.text[start : marked[0][0]].strip(" “\"‘'") == ""):
            # The next paragraph does not open again: the mark was lost, not the speech continued.
            _close_at_sentence(reading, open_before)
            open_before = None
        for opening, closing, closed in marked:
            words = _inside(reading, paragraph, opening, closing)
            if words is None:
                continue
            quotation = Quotation(opening, closing, words, number, closed=closed)
            if open_before is not None and opening == marked[0][0]:
                quotation.continues = open_before
            open_before = None if closed else quotation
            found.append(quotation)
            found.extend(_nested(reading, paragraph, quotation, secondary))
    if open_before is not None:
        _close_at_sentence(reading, open_before)
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    for number, quotation in enumerate(found):
        for word in reading.inside(quotation.words):
            word.quote = number
    return found


def _bounds(reading: Reading, paragraph: Stretch) -> tuple[int, int]:
    return reading.words[paragraph.first].start, reading.words[paragraph.last].end


def _styles(reading: Reading) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The marks that speech stands in, and those of quotations inside speech: single ones outside are British style."""
    spoken = {DOUBLE: 0, SINGLE: 0}
    for marks in spoken:
        for paragraph in reading.paragraphs:
            found = pairs(reading.text, *_bounds(reading, paragraph), marks)
            spoken[marks] += sum(closed and ends_like_speech(reading.text, end) for _, end, closed in found)
    few = not any(islice(DOUBLE.finditer(reading.text), 1, None))
    return (SINGLE, DOUBLE) if few or spoken[SINGLE] > spoken[DOUBLE] else (DOUBLE, SINGLE)


def _marked(reading: Reading, start: int, end: int, primary: re.Pattern[str]) -> list[tuple[int, int, bool]]:
    """What stands between marks in a paragraph; speech between the other marks too, where it stands in no quotation."""
    marked = list(pairs(reading.text, start, end, primary))
    other = SINGLE if primary is DOUBLE else DOUBLE
    around = Intervals((opening, closing, None) for opening, closing, _ in marked)
    for opening, closing, closed in pairs(reading.text, start, end, other):
        if closed and ends_like_speech(reading.text, closing) and not around.touching(opening, closing):
            marked.append((opening, closing, closed))
    return sorted(marked)


def _nested(reading: Reading, paragraph: Stretch, outer: Quotation, secondary: re.Pattern[str]) -> Iterator[Quotation]:
    for marks in (secondary, DOUBLE if secondary is SINGLE else SINGLE):
        for opening, closing, closed in pairs(reading.text, outer.start, outer.end, marks):
            words = _inside(reading, paragraph, opening, closing) if closed else None
            if words is not None:
                yield Quotation(opening, closing, words, outer.paragraph, outer=outer)


def _inside(reading: Reading, paragraph: Stretch, start: int, end: int) -> Stretch | None:
    words, low, high = reading.words, paragraph.first, paragraph.last + 1
    first = bisect_left(words, start, low, high, key=lambda word: word.start)
    last = bisect_right(words, end, low, high, key=lambda word: word.end) - 1
    return Stretch(first, last) if first <= last else None


def _close_at_sentence(reading: Reading, quotation: Quotation) -> None:
    """Let a quotation whose closing mark is lost end with its sentence."""
    last = min(reading.sentence(reading.words[quotation.words.first]).last, quotation.words.last)
    quotation.words = Stretch(quotation.words.first, last)
    quotation.end = reading.words[last].end
