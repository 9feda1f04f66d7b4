"""Words cut into the pieces of a BERT vocabulary, lower-cased and without accents, and their shapes beside them."""

import unicodedata
from collections.abc import Iterable

#: The pieces that stand for no word.
PADDING, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"

#: How many shapes `shape` tells apart; 0 stands for no word.
SHAPES = 19

_LONGEST_WORD = 100  # characters of a run of letters; a longer one is unknown
_MOST_PIECES = 16  # of one word; what is longer is no word, and its start says so
_MOST_REMEMBERED = 100_000  # words


class WordPieces:
    """Cuts words into pieces, and remembers the words that it met.

    >>> WordPieces(["[UNK]", "un", "##heard", "of", "-"]).cut("Unheard-of")
    (1, 2, 4, 3)
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of a word: one at least."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        for run in _runs(word[: 2 * _LONGEST_WORD]):
            pieces += self._cut_run(run)
            if len(pieces) >= _MOST_PIECES:
                break
        return tuple(pieces[:_MOST_PIECES]) or (self.ids[UNKNOWN],)

    def _cut_run(self, run: str) -> list[int]:
        """The longest piece that it begins with, and so on; unknown as a whole where that comes to no end."""
        found: list[int] = []
        start = 0
        while start < len(run) and len(run) <= _LONGEST_WORD:
            prefix = "##" if start else ""
            for end in range(len(run), start, -1):
                piece = self.ids.get(prefix + run[start:end])
                if piece is not None:
                    found.append(piece)
                    start = end
                    break
            else:
                break
        return found if start == len(run) else [self.ids[UNKNOWN]]


def _runs(word: str) -> list[str]:
    """Runs of letters and digits; every mark and every Chinese character by itself."""
    runs: list[str] = []
    goes_on = False
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn" or (category[0] == "C" and not char.isspace()) or char == "\ufffd":
            continue
        if char.isspace():
            goes_on = False
        elif category[0] == "P" or (char.isascii() and not char.isalnum()) or _is_chinese(char):
            runs.append(char)
            goes_on = False
        elif goes_on:
            runs[-1] += char
        else:
            runs.append(char)
            goes_on = True
    return runs


def _is_chinese(char: str) -> bool:
    return (
        "\u3400" <= char <= "\u4dbf"
        or "\u4e00" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or ("\U00020000" <= char <= "\U0002fa1f")
    )


def shape(word: str, spaced: bool) -> int:  # noqa: FBT001 -- mapped over rows of both
    """What lower-casing loses, as a number from 1 to 18; ``spaced`` says whether white space stands before the word.

    >>> [shape(word, True) for word in ("Oslo", "UN", "McCain", "talks", "1994", ",")]
    [5, 3, 6, 7, 1, 2]
    """
    letters = sum(map(str.isalpha, word))
    if not letters:
        kind = 1 if any(map(str.isdigit, word)) else 2
    elif word.isupper():
        kind = 3 if letters > 1 else 4
    elif word[0].isupper():
        kind = 5 if word[1:].islower() or len(word) == 1 else 6
    elif word.islower():
        kind = 7 if letters == len(word) else 9
    else:
        kind = 8
    return kind + (0 if spaced else 9)
