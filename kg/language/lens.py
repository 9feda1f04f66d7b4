"""A tokenized document as the encoder sees it: windows of words, in pieces."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, chain, repeat
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.language.encoder import Encoder, Read
from kg.language.windows import windows
from kg.language.wordpieces import END, START, shape

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_REMEMBERED = 50_000  # words
_GIVEN: list[int | str] = ["ORTH", "IS_SPACE", "SPACY"]

Ints = NDArray[np.int64]


class Lens:
    """Shows documents to an encoder."""

    def __init__(self, encoder: Encoder, strings: "StringStore") -> None:
        self.encoder = encoder
        self._form = lru_cache(_REMEMBERED)(strings.__getitem__)
        self._shape = lru_cache(_REMEMBERED)(shape)

    def words(self, doc: "Doc") -> tuple[Ints, list[str], list[bool]]:
        """The places of the words among a document's tokens, the words, and whether white space stands before each."""
        if not len(doc):
            return np.zeros(0, dtype=np.int64), [], []
        forms, is_space, spaced = doc.to_array(_GIVEN).T  # many times quicker than asking token by token
        # White space stands before a word behind a word with a space or a token of white space; the first counts as if.
        before = np.append(True, (spaced | is_space)[:-1].astype(bool))
        places = np.flatnonzero(is_space == 0)
        words = [str(self._form(form)) for form in forms[places].tolist()]
        return places, words, before[places].tolist()

    def read(self, words: list[str], spaced: list[bool]) -> Iterator[tuple[slice, Read]]:
        """Yield what the encoder reads of each window of the words."""
        ids = self.encoder.pieces.ids
        pieces = list(map(self.encoder.pieces.cut, words))
        shapes = list(map(self._shape, words, spaced))
        for first, last in windows(words, list(map(len, pieces))):
            cut = pieces[first:last]
            lengths = [len(each) for each in cut]
            yield (
                slice(first, last),
                self.encoder.read(
                    [ids[START], *chain.from_iterable(cut), ids[END]],
                    [0, *chain.from_iterable(map(repeat, shapes[first:last], lengths)), 0],
                    list(accumulate(lengths[:-1], initial=1)),
                ),
            )
