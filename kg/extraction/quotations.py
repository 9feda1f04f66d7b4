"""What stands between quotation marks: paired paragraph by paragraph, so that one lost mark spoils one paragraph.

A quotation of several paragraphs opens in each of them and closes in the last; its pieces point to
the piece before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.reading import Reading, Stretch

_DOUBLE = re.compile(r"[“”„\"«»]|``|''")
_SINGLE = re.compile(r"[‘’']")
_CLOSING_AFTER_STOP = re.compile(r"(?<=[.,!?])[’']")
_BEFORE_OPENING = frozenset(" \n([—–-/“‘\"'…")
_AFTER_CLOSING = frozenset(" \n.,;:!?)]—–-/”’\"'…")


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

    @property
    def before(self) -> int:
        """Where the opening mark stands."""
        return self.start - 1


def quotations(reading: Reading) -> list[Quotation]:
    """Find the quotations of a document, and tell every word the innermost one that it stands in."""
    found: list[Quotation] = []
    open_before: Quotation | None = None
    primary = _DOUBLE if _has_pairs(reading.text, _DOUBLE) else _SINGLE
    for number, paragraph in enumerate(reading.paragraphs):
        start, end = reading.words[paragraph.first].start, reading.words[paragraph.last].end
        pairs = list(_pairs(reading.text, start, end, primary))
        if open_before is not None and not (pairs and reading.text[start : pairs[0][0]].strip(" “\"‘'") == ""):
            # The next paragraph does not open again: the mark was lost, not the speech continued.
            _close_at_sentence(reading, open_before)
            open_before = None
        for opening, closing, closed in pairs:
            words = _inside(reading, paragraph, opening, closing)
            if words is None:
                continue
            quotation = Quotation(opening, closing, words, number, closed=closed)
            if open_before is not None and opening == pairs[0][0]:
                quotation.continues = open_before
            open_before = None if closed else quotation
            found.append(quotation)
            if primary is _DOUBLE:
                found.extend(_nested(reading, paragraph, quotation))
    if open_before is not None:
        _close_at_sentence(reading, open_before)
    found.sort(key=lambda quotation: (quotation.start, -quotation.end))
    for number, quotation in enumerate(found):
        for word in reading.words[quotation.words.first : quotation.words.last + 1]:
            word.quote = number
    return found


def _has_pairs(text: str, marks: re.Pattern[str]) -> bool:
    return sum(1 for _ in marks.finditer(text)) >= 2


def _pairs(text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, closed) of what stands between matching marks from ``start`` to ``end``."""
    opened: int | None = None
    for mark in marks.finditer(text, start, end):
        opens, closes = _may_open(text, mark, start), _may_close(text, mark, end)
        if opened is None:
            if opens:
                opened = mark.end()
        elif closes and not _is_possessive(text, mark, end):
            if mark.start() > opened:
                yield opened, mark.start(), True
            opened = None
        elif opens and _is_opening(mark.group()):
            # A second opening mark: the first was never closed. Give it up to here, and start anew.
            yield opened, mark.start(), True
            opened = mark.end()
    if opened is not None and opened < end:
        yield opened, end, False


def _is_possessive(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether an apostrophe after a letter may be no closing mark, since a better one follows: ‘the workers’ choice,’."""
    if mark.group() not in {"’", "'"} or not text[mark.start() - 1].isalpha():
        return False
    rest = text[mark.end() : min(end, mark.end() + 300)]
    better = _CLOSING_AFTER_STOP.search(rest)
    return better is not None and "‘" not in rest[: better.start()]


def _is_opening(mark: str) -> bool:
    return mark in {"“", "„", "«", "‘", "``"}


def _may_open(text: str, mark: re.Match[str], start: int) -> bool:
    if mark.group() in {"»", "’", "''"}:
        return False
    if mark.group() == "”" and mark.start() > start:
        return False  # at the start of a paragraph somebody's keyboard erred
    if mark.group() in {"“", "„", "«", "``"}:
        return True
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1] or " "
    return before in _BEFORE_OPENING and not after.isspace()


def _may_close(text: str, mark: re.Match[str], end: int) -> bool:
    if mark.group() in {"“", "„", "«", "‘", "``"}:
        return False
    after = text[mark.end()] if mark.end() < end else " "
    if mark.group() in {"’", "'"}:
        before = text[mark.start() - 1 : mark.start()] or " "
        return after in _AFTER_CLOSING and not before.isspace()
    return True


def _nested(reading: Reading, paragraph: Stretch, outer: Quotation) -> Iterator[Quotation]:
    for opening, closing, closed in _pairs(reading.text, outer.start, outer.end, _SINGLE):
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
    last = reading.sentence(reading.words[quotation.words.first]).last
    last = min(last, quotation.words.last)
    quotation.words = Stretch(quotation.words.first, last)
    quotation.end = reading.words[last].end
