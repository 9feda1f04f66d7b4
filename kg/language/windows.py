"""Long texts in windows: as many whole sentences as the encoder was taught to see together."""

from collections.abc import Iterator, Sequence

WORDS = 110
_MOST_WORDS = 160  # of a window that finds no place to end
_MOST_PIECES = 400
_STOPS = frozenset((".", "!", "?", "…"))
_CLOSES = frozenset("”’»\"')]") | {"''"}
_BREATHS = frozenset((";", ":", ",", "—", "–", "--", "-", ")"))


def windows(words: Sequence[str], pieces: Sequence[int], wanted: int = WORDS) -> Iterator[tuple[int, int]]:
    """Yield (first, behind the last) of each window, of about ``wanted`` words; ``pieces`` counts those of each word.

    It ends behind a stop where there is one, else at a comma, else anywhere.
    """
    first = 0
    while first < len(words):
        last = _fits(pieces, first)
        if last < len(words) or wanted < WORDS:
            last = _end(words, first, last, wanted)
        yield first, last
        first = last


def _fits(pieces: Sequence[int], first: int) -> int:
    total = 0
    for at in range(first, min(len(pieces), first + _MOST_WORDS)):
        total += pieces[at]
        if total > _MOST_PIECES:
            return max(at, first + 1)
    return min(len(pieces), first + _MOST_WORDS)


def _end(words: Sequence[str], first: int, most: int, wanted: int) -> int:
    """The best end of a window that can go no further than ``most``, where the text goes on."""
    for at in range(min(most, first + wanted), first + wanted // 4, -1):
        if _begins_sentence(words, at, first):
            return at
    for at in range(min(most, first + wanted) + 1, most + 1):
        if _begins_sentence(words, at, first):
            return at
    if most == len(words):
        return most
    for at in range(most, first + wanted // 2, -1):
        if words[at - 1] in _BREATHS:
            return at
    return most


def _begins_sentence(words: Sequence[str], at: int, first: int) -> bool:
    if at >= len(words) or words[at] in _CLOSES or words[at][0].islower():
        return False
    before = at - 1
    while before > first and words[before] in _CLOSES:
        before -= 1
    return words[before] in _STOPS
