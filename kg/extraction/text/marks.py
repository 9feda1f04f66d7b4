"""Quotation marks: which may open, which may close, and which two belong together."""

import re
from collections.abc import Iterator

OPENING = frozenset({"“", '"', "‘", "``", "´´"})
CLOSING = frozenset({"”", '"', "’", "''", "´´"})
QUOTES = OPENING | CLOSING | {"'", "«", "„"}
DASHES = frozenset({"—", "–"})
STOPS = frozenset(".!?")

DOUBLE = re.compile(r"[“”„\"«»]|``|''|´´")
SINGLE = re.compile(r"[‘’]|(?<!')'(?!')")

_ONLY_OPENS = frozenset({"“", "„", "«", "``"})
_SURELY_OPENS = _ONLY_OPENS | {"‘", '"'}
_STOP = re.compile(r"[.!?](?=\s)")
_APOSTROPHES = frozenset({"’", "'"})
_BEFORE_OPENING = frozenset(" \n([—–-/“‘\"'…")
_AFTER_CLOSING = frozenset(" \n.,;:!?)]—–-/”’\"'…")
_SPACE = frozenset(" \n")
_ENDS_A_SPEECH = frozenset(".,!?…")
_INNER_MARKS = frozenset("’'”\" ")
_CLOSING_AFTER_STOP = re.compile(r"(?<=[.,!?])[’']")
_POSSESSIVE_REACH = 300  # characters in which the better closing mark is looked for


def pairs(text: str, start: int, end: int, marks: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, closed) of what stands between matching marks from ``start`` to ``end``.

    A double quotation inside a double one is not told apart from it; ask again for what is inside.

    >>> text = "“Yes,” she said. “No"
    >>> [(text[start:end], closed) for start, end, closed in pairs(text, 0, len(text), DOUBLE)]
    [('Yes,', True), ('No', False)]
    """
    opened: int | None = None
    within = 0  # the end of a quotation inside the opened one
    found = list(marks.finditer(text, start, end))
    for number, mark in enumerate(found):
        opens, closes = _may_open(text, mark, start), _may_close(text, mark, end)
        if opened is None:
            if opens:
                opened = mark.end()
        elif mark.start() < within:
            continue
        elif opens and not closes and mark.group() in _SURELY_OPENS:
            inner = _inner_end(text, found, number, end)
            if inner is not None:
                within = inner
                continue
            # A second opening mark: the first was never closed. Give it up, and start anew.
            yield opened, _given_up(text, opened, mark.start()), True
            opened = mark.end()
        elif (closes or text[opened - 1] == "„") and not _is_possessive(text, mark, end):
            if mark.start() > opened:
                yield opened, mark.start(), True
            opened = None
    if opened is not None and opened < end:
        yield opened, end, False


def ends_like_speech(text: str, end: int) -> bool:
    """Whether what ends at a closing mark is a sentence or a part of one, rather than a title or a few words."""
    while end > 1 and text[end - 1] in _INNER_MARKS:
        end -= 1
    return text[end - 1] in _ENDS_A_SPEECH


def _inner_end(text: str, found: list[re.Match[str]], number: int, end: int) -> int | None:
    """The end of a quotation inside one of the same marks: “They call it “art,” you know,” he said."""
    if found[number].group() != "“" or number + 2 >= len(found):
        return None
    first, second = found[number + 1], found[number + 2]
    if first.group() != "”" or second.group() != "”" or not _may_close(text, second, end):
        return None
    return first.end()


def _given_up(text: str, opened: int, end: int) -> int:
    """Where a quotation ends whose closing mark is lost: with its sentence."""
    stop = _STOP.search(text, opened, end)
    return stop.end() if stop is not None else end


def _may_open(text: str, mark: re.Match[str], start: int) -> bool:
    if mark.group() in {"»", "’"}:
        return False
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1] or " "
    if mark.group() == "”":  # somebody's keyboard erred
        return before in _SPACE and after.isalnum()
    if mark.group() in _ONLY_OPENS:
        return True
    return before in _BEFORE_OPENING and not after.isspace()


def _may_close(text: str, mark: re.Match[str], end: int) -> bool:
    before = text[mark.start() - 1 : mark.start()] or " "
    after = text[mark.end()] if mark.end() < end else " "
    if mark.group() == "“":
        return before in _ENDS_A_SPEECH and after in _AFTER_CLOSING  # the keyboard again: “Yes,“ she said
    if mark.group() in {*_ONLY_OPENS, "‘"}:
        return False
    if mark.group() == '"':
        return not (before in _SPACE and after.isalnum())  # else an opening one, and the one before was never closed
    if mark.group() not in _APOSTROPHES:
        return True
    return after in _AFTER_CLOSING and not before.isspace()


def _is_possessive(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether an apostrophe is a genitive's, since a better closing mark follows: ‘the workers’ choice,’."""
    if mark.group() not in _APOSTROPHES or not text[mark.start() - 1].isalpha():
        return False
    better = _CLOSING_AFTER_STOP.search(text, mark.end(), min(end, mark.end() + _POSSESSIVE_REACH))
    return better is not None and "‘" not in text[mark.end() : better.start()]
