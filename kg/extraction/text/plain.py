"""The text as the parser likes it, and the way back to the text as it is.

The parser was taught with plain spaces and whole letters. No-break spaces, ligatures, soft hyphens
and the like are put right for it; every place of the plain text knows its place in the original, so
nothing that is found is ever off by one. A quotation mark that sticks to the wrong word gets a space.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.records import Span

_REPLACED = {
    **dict.fromkeys(map(chr, (0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B))), " "),
    **dict.fromkeys(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F)), ""),
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2010": "-",
    "\u2011": "-",
    "\u2015": "—",
    "\u201f": "“",
    "\u201b": "‘",
    "\u02bc": "’",
    "\uff02": '"',
    "\t": " ",
}
_CHANGED = frozenset(_REPLACED)
# Marks that stick to the word on their wrong side: said,“Yes / Ruiz:"Yes / “Yes,”he said.
_STUCK = re.compile(r"(?<=[,:])“(?=\w)|(?<=[^\W\d]:)\"(?=\w)|(?<=[.,!?…])”(?=[^\W\d])")


class Plain:
    r"""A text for the parser, with the way back.

    >>> plain = Plain("A\u00a0\ufb01ne day")
    >>> plain.text, plain.original(2, 6).text
    ('A fine day', 'ﬁne')
    """

    def __init__(self, original: str) -> None:
        self.source = original
        # Places in the plain text from which on it runs a constant distance from the original.
        self._plain_at = [0]
        self._original_at = [0]
        self._stuck = {mark.start() for mark in _STUCK.finditer(original)}
        changes = self._stuck or not _CHANGED.isdisjoint(original)
        self.text = "".join(self._replaced()) if changes else original

    def _replaced(self) -> Iterator[str]:
        length = done = 0
        for at, char in enumerate(self.source):
            if char in _CHANGED or at in self._stuck:
                new = self._new(at, char)
                yield self.source[done:at]
                yield new
                length += at - done
                if len(new) != 1:
                    # Inside a ligature both letters are the one character; after it the distance has changed.
                    self._plain_at += [length + step for step in range(1, len(new))] + [length + len(new)]
                    self._original_at += [at] * (len(new) - 1) + [at + 1]
                length += len(new)
                done = at + 1
        yield self.source[done:]

    def _new(self, at: int, char: str) -> str:
        if at not in self._stuck:
            return _REPLACED[char]
        return f"{char} " if char == "”" else f" {char}"

    def place(self, at: int) -> int:
        """Return where in the original the character at a place of the plain text stands."""
        piece = bisect_right(self._plain_at, at) - 1
        return self._original_at[piece] + at - self._plain_at[piece]

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original that a stretch of the plain text came from."""
        first = self.place(start)
        # The end is the place behind the last character, so that half a ligature takes the whole.
        last = self.place(end - 1) + 1 if end > start else first
        return Span.of(self.source, first, max(first, last))
