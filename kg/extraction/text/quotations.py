"""What stands between quotation marks: paired paragraph by paragraph, so that one lost mark spoils one paragraph.

A quotation of several paragraphs opens in each of them and closes in the last; its pieces point to
the piece before.
"""

import re
from collections.abc import Collection, Iterator
from itertools import islice

from kg.extraction.text.intervals import Intervals
from kg.extraction.text.marks import DOUBLE, SINGLE, ends_like_speech, pairs
from kg.extraction.text.quotation import Quotation, words_between
from kg.extraction.text.reading import Reading
from kg.extraction.text.transcript import transcript
from kg.extraction.text.words import Stretch


def quotations(reading: Reading) -> list[Quotation]:
    """Find the quotations of a document, and tell every word the innermost one that it stands in."""
    primary, secondary = _styles(reading)
    turns = {turn.paragraph: turn for turn in transcript(reading)}
    outermost = sorted([*turns.values(), *_between_marks(reading, primary, turns)], key=lambda found: found.start)
    found = [inner for outer in outermost for inner in (outer, *_nested(reading, outer, secondary))]
    number(reading, found)
    return found


def number(reading: Reading, found: list[Quotation]) -> None:
    """Put quotations in the order of the text, and tell every word the innermost one that it stands in."""
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    for at, quotation in enumerate(found):
        for word in reading.inside(quotation.words):
            word.quote = at


def _between_marks(reading: Reading, primary: re.Pattern[str], without: Collection[int]) -> Iterator[Quotation]:
    """Yield what stands between marks, but for the paragraphs in ``without``."""
    open_before: Quotation | None = None
    for at, paragraph in enumerate(reading.paragraphs):
        start, end = _bounds(reading, paragraph)
        marked = _marked(reading, start, end, primary) if at not in without else []
        if open_before is not None and not (marked and reading.text[start : marked[0][0]].strip(" “\"‘'") == ""):
            # The next paragraph does not open again: the mark was lost, not the speech continued.
            _close_at_sentence(reading, open_before)
            open_before = None
        for opening, closing, closed in marked:
            words = words_between(reading, paragraph, opening, closing)
            if words is None:
                continue
            quotation = Quotation(opening, closing, words, at, closed=closed)
            if open_before is not None and opening == marked[0][0]:
                quotation.continues = open_before
            open_before = None if closed else quotation
            yield quotation
    if open_before is not None:
        _close_at_sentence(reading, open_before)


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


def _nested(reading: Reading, outer: Quotation, secondary: re.Pattern[str]) -> Iterator[Quotation]:
    paragraph = reading.paragraphs[outer.paragraph]
    for marks in (secondary, DOUBLE if secondary is SINGLE else SINGLE):
        for opening, closing, closed in pairs(reading.text, outer.start, outer.end, marks):
            words = words_between(reading, paragraph, opening, closing) if closed else None
            if words is not None:
                yield Quotation(opening, closing, words, outer.paragraph, outer=outer)


def _close_at_sentence(reading: Reading, quotation: Quotation) -> None:
    """Let a quotation whose closing mark is lost end with its sentence."""
    last = min(reading.sentence(reading.words[quotation.words.first]).last, quotation.words.last)
    quotation.words = Stretch(quotation.words.first, last)
    quotation.end = reading.words[last].end
