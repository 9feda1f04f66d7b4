"""What the parser is given at a time: a paragraph, since it was taught on paragraphs and is best at them.

A dateline ("OSLO, May 3 (Agency) —") is a piece of its own. A text without line ends may be one
paragraph from cover to cover; it is cut at its stops, so that nothing later ever walks through more
than a few pages at a time.
"""

import re
from collections.abc import Iterable, Iterator

from kg.paragraphs import paragraphs

_LONGEST = 10_000  # characters
_MOST = 64  # pieces parsed together
_TOGETHER = 30_000  # characters parsed together
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
_DATELINE = re.compile(
    rf"[A-Z][A-Z.’' -]+(?:, [A-Z][\w.]+)?(?:, {_MONTH})?\s*(?:\([^()]{{2,40}}\)\s*)?(?P<dash>—|–|--|-)\s+"
)
_AFTER_A_STOP = re.compile(r"(?<=[.!?])[”’\"')\]]*\s")
_SPACE = re.compile(r"\s")
_NO_WORD = re.compile(r"\S{300}")  # tokenizers are slow at words that are none
_LONGEST_DATELINE = 200  # characters


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every piece of a text.

    >>> text = "OSLO, May 3 (Agency) — Talks failed."
    >>> [text[start:end] for start, end in pieces(text)]
    ['OSLO, May 3 (Agency) ', 'Talks failed.']
    """
    for start, end in paragraphs(text):
        dateline = _DATELINE.match(text, start, min(end, start + _LONGEST_DATELINE))
        if dateline is not None and dateline.end() < end:
            yield start, dateline.start("dash")
            yield from _cut(text, dateline.end(), end)
        else:
            yield from _cut(text, start, end)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is longer than any paragraph, or holds what is longer than any word, in parts."""
    while end - start > _LONGEST:
        cut = _last_break(text, start + _LONGEST // 2, start + _LONGEST)
        yield from _cut_words(text, start, cut)
        start = cut
    yield from _cut_words(text, start, end)


def _cut_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for word in _NO_WORD.finditer(text, start, end):
        yield start, word.end()
        start = word.end()
    if start < end:
        yield start, end


def _last_break(text: str, start: int, end: int) -> int:
    """The best place to cut between two places: behind the last stop, else behind the last space, else anywhere."""
    for boundary in (_AFTER_A_STOP, _SPACE):
        found = [match.end() for match in boundary.finditer(text, start, end)]
        if found:
            return found[-1]
    return end


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Gather texts to be parsed together, few enough that the memory of the parser stays small."""
    batch: list[str] = []
    length = 0
    for text in texts:
        if batch and (len(batch) == _MOST or length + len(text) > _TOGETHER):
            yield batch
            batch, length = [], 0
        batch.append(text)
        length += len(text)
    if batch:
        yield batch
