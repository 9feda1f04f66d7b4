"""Texts cut into the windows that the encoder reads, in pieces and shapes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.language.roles import Span
from kg.language.windows import WORDS, windows
from kg.language.wordpieces import END, START, WordPieces, shape

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True)
class Window:
    """Words in numbers, and where each begins and ends in the text, in characters."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def words(self, span: Span) -> Span | None:
        """The words that a span of characters touches."""
        touched = [i for i in range(len(self.starts)) if self.starts[i] < span[1] and self.ends[i] > span[0]]
        return (touched[0], touched[-1] + 1) if touched else None


class Cutter:
    """Cuts texts."""

    def __init__(self, pieces: WordPieces, tokenizer: "Language") -> None:
        self.pieces = pieces
        self.tokenizer = tokenizer

    def windows(self, text: str, *, by_paragraph: bool = True, wanted: int = WORDS) -> Iterator[Window]:
        """Yield the windows of a text, of about ``wanted`` words; ``by_paragraph`` begins a new one with every paragraph."""
        start = 0
        for part in text.split("\n") if by_paragraph else [text]:
            if part.strip():
                yield from self._windows(part, start, wanted)
            start += len(part) + 1

    def _windows(self, part: str, offset: int, wanted: int) -> Iterator[Window]:
        words = [word for word in self.tokenizer.make_doc(part) if not word.is_space]
        forms = [word.text for word in words]
        cut = [self.pieces.cut(form) for form in forms]
        starts = [word.idx + offset for word in words]
        ends = [start + len(form) for start, form in zip(starts, forms, strict=True)]
        shapes = [shape(form, spaced=i == 0 or starts[i] > ends[i - 1]) for i, form in enumerate(forms)]
        for first, last in windows(forms, [len(each) for each in cut], wanted):
            pieces, shaped, firsts = [self.pieces.ids[START]], [0], []
            for i in range(first, last):
                firsts.append(len(pieces))
                pieces += cut[i]
                shaped += [shapes[i]] * len(cut[i])
            yield Window([*pieces, self.pieces.ids[END]], [*shaped, 0], firsts, starts[first:last], ends[first:last])
