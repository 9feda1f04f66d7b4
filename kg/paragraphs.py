"""Paragraphs of a text, and the passage around a span: plain string work that several rooms share."""

import re
from collections.abc import Iterator
from itertools import pairwise

# White space beside a gap is trimmed away later; to look for it here would cost a long row of spaces its square.
_BLANK_LINE = re.compile(r"(?:\r\n?|\n)(?:[^\S\n\r]*(?:\r\n?|\n))+|[\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n?|\n|[\u2028\u2029]+")
_WRAPPED_AT = range(40, 101)  # column widths at which programs wrap plain text


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield (start, end) of every paragraph, without the white space around it.

    A line is a paragraph, as in text saved from the web, unless the text is hard-wrapped: then blank
    lines divide it.

    >>> list(paragraphs("One.\n\n Two. "))
    [(0, 4), (7, 11)]
    """
    divider = _BLANK_LINE if _hard_wrapped(text) else _LINE_END
    start = 0
    for gap in divider.finditer(text):
        yield from _trimmed(text, start, gap.start())
        start = gap.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _hard_wrapped(text: str) -> bool:
    """Whether most lines break inside a sentence at about the same column."""
    lines = text.splitlines()
    inner = [line.rstrip() for line, after in pairwise(lines) if line.strip() and after.strip()]
    if len(inner) < 4 or not any(not line.strip() for line in lines):
        return False
    broken = [line for line in inner if line[-1] not in ".!?”\"’':"]
    return len(broken) > len(inner) / 2 and sum(len(line) in _WRAPPED_AT for line in broken) > 0.8 * len(broken)


def passage(text: str, start: int, end: int, *, limit: int = 600) -> tuple[str, int]:
    """Return the paragraph around ``text[start:end]`` and where it begins.

    It is cut at word boundaries, on both sides of the span, to about ``limit`` characters; the span
    itself is never cut.
    """
    before = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    after = min(ends, default=len(text))
    room = max(0, limit - (end - start))
    if start - before > room / 2 and after - before > limit:
        cut = max(before, start - max(room // 2, room - (after - end)))
        space = text.find(" ", cut, start)
        before = space + 1 if space >= 0 else start
    if after - before > limit and after > end:
        cut = max(end, before + limit)
        if cut < after:
            space = text.rfind(" ", end, cut)
            after = space if space >= 0 else end
    while before < start and text[before].isspace():
        before += 1
    while after > end and text[after - 1].isspace():
        after -= 1
    return text[before:after], before
