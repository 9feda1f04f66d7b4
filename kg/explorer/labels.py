"""Names as they stand in the picture: in at most two short lines, with an estimate of their width.

The page measures exactly; the layout needs to know beforehand, and without a font.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

#: The longest line of a name in the picture, in ems; the card and the table show names whole.
LINE: Final = 11.0

_NARROW = frozenset("fijlrtI.,:;!|'’()[]{}- ")
_BROAD = frozenset("mwMW@%&—…")
_ELLIPSIS = "…"


def width(text: str) -> float:
    """Return about how wide a text is, in ems of a usual sans serif.

    >>> round(width("Oslo"), 1), width("北京")
    (2.2, 2.0)
    """
    return sum(_ems(letter) for letter in text)


def lines(name: str) -> tuple[str, ...]:
    """Break a name into one or two lines for the picture, and shorten what is longer.

    Words are kept whole where they fit; nothing is cut between a letter and what combines with it.

    >>> lines("Cod quotas"), lines("Withdrawal of the fishing fleet")
    (('Cod quotas',), ('Withdrawal of', 'the fishing fleet'))
    """
    words = name.split()
    whole = " ".join(words)
    if width(whole) <= LINE * 0.9:
        return (whole,)
    # Two lines of about the same length take least room; never more than what fits a line.
    goal = min(LINE, max(width(whole) / 2, *(width(word) for word in words)))
    first: list[str] = []
    while words and width(" ".join([*first, words[0]])) <= max(goal, LINE * 0.55) + 0.6:
        first.append(words.pop(0))
    if not first:
        return (shortened(whole, LINE),)
    rest = shortened(" ".join(words), LINE)
    return (" ".join(first), rest) if rest else (" ".join(first),)


def shortened(text: str, room: float) -> str:
    """Return the text, or as much of its beginning as fits ``room`` ems with an ellipsis."""
    if width(text) <= room:
        return text
    kept, used = "", width(_ELLIPSIS)
    for cluster in _clusters(text):
        used += width(cluster)
        if used > room:
            break
        kept += cluster
    return kept.rstrip() + _ELLIPSIS


def _ems(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    if letter in _NARROW:
        return 0.34
    if letter in _BROAD:
        return 0.88
    return 0.7 if letter.isupper() else 0.57


def _clusters(text: str) -> Iterator[str]:
    """Yield letters with the marks, joiners and variation selectors that belong to them."""
    cluster = ""
    for letter in text:
        belongs = _ems(letter) == 0.0 or cluster.endswith("\u200d") or 0x1F3FB <= ord(letter) <= 0x1F3FF
        if cluster and not belongs:
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster
