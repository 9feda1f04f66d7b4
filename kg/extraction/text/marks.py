"""Quotation marks: which may open, which may close, and which two belong together."""

import re
from collections.abc import Iterator

OPENING = frozenset({"“", '"', "‘", "``"})
CLOSING = frozenset({"”", '"', "’", "''"})
QUOTES = OPENING | CLOSING | {"'", "«", "„"}
DASHES = frozenset({"—", "–"})
STOPS = frozenset(".!?")

DOUBLE = re.compile(r"[“”„\"«»]|``|''")
SINGLE = re.compile(r"[‘’']")

_ONLY_OPENS = frozenset({"“", "„", "«", "``"})
_APOSTROPHES = frozenset({"’", "'"})
_BEFORE_OPENING = frozenset(" \n([—–-/“‘\"'…")
_AFTER_CLOSING = frozenset(" \n.,;:!?)]—–-/”’\"'…")
_CLOSING_AFTER_STOP = re.compile(r"(?<=[.,!?])[’']")
_POSSESSIVE_REACH = 300  # characters in which the better closing mark is looked for


def pairs(text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, closed) of what stands between matching marks from ``start`` to ``end``.

    >>> text = "“Yes,” she said. “No"
    >>> [(text[start:end], closed) for start, end, closed in pairs(text, 0, len(text), DOUBLE)]
    [('Yes,', True), ('No', False)]
    """
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
        elif opens and mark.group() in {*_ONLY_OPENS, "‘"}:
            # A second opening mark: the first was never closed. Give it up to here, and start anew.
            yield opened, mark.start(), True
            opened = mark.end()
    if opened is not None and opened < end:
        yield opened, end, False


def _may_open(text: str, mark: re.Match[str], start: int) -> bool:
    if mark.group() in {"»", "’", "''"}:
        return False
    if mark.group() == "”" and mark.start() > start:
        return False  # at the start of a paragraph somebody's keyboard erred
    if mark.group() in _ONLY_OPENS:
        return True
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1] or " "
    return before in _BEFORE_OPENING and not after.isspace()


def _may_close(text: str, mark: re.Match[str], end: int) -> bool:
    if mark.group() in {*_ONLY_OPENS, "‘"}:
        return False
    if mark.group() not in _APOSTROPHES:
        return True
    before = text[mark.start() - 1 : mark.start()] or " "
    after = text[mark.end()] if mark.end() < end else " "
    return after in _AFTER_CLOSING and not before.isspace()


def _is_possessive(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether an apostrophe is a genitive's, since a better closing mark follows: ‘the workers’ choice,’."""
    if mark.group() not in _APOSTROPHES or not text[mark.start() - 1].isalpha():
        return False
    better = _CLOSING_AFTER_STOP.search(text, mark.end(), min(end, mark.end() + _POSSESSIVE_REACH))
    return better is not None and "‘" not in text[mark.end() : better.start()]
