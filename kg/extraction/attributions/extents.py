"""Where a content begins and ends on the page, quotation marks that belong to it taken in."""

from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch

_OPENING = frozenset('“"‘')
_CLOSING = frozenset('”"')
_NEAR = 3  # characters in which an opened quotation closes behind the last word


def extent(reading: Reading, content: Stretch) -> tuple[int, int]:
    """Return the places of a content in the plain text."""
    text = reading.text
    start, end = reading.words[content.first].start, reading.words[content.last].end
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    opened = text.count("“", start, end) > text.count("”", start, end) or text.count('"', start, end) % 2 == 1
    if opened:
        for ahead in range(end, min(end + _NEAR, len(text))):
            if text[ahead] in _CLOSING:
                return start, ahead + 1
    return start, end
