"""Texts with their attributions marked, as passages that the network learns from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.language.roles import CUES, ROLES, Span
from kg.language.windows import windows
from kg.language.wordpieces import END, START, WordPieces, shape

if TYPE_CHECKING:
    from spacy.language import Language

IGNORED = -100


@dataclass(frozen=True)
class Attribution:
    """Who, by which word, said what: spans of characters, each in the order of the text."""

    source: Sequence[Span]
    cue: Sequence[Span]
    content: Sequence[Span]


@dataclass(frozen=True)
class Text:
    """A text and every attribution in it.

    ``manner`` is the way of marking; where ``whole`` is false, what is not marked may be an attribution as well.
    """

    text: str
    attributions: Sequence[Attribution]
    manner: int = 0
    whole: bool = True


@dataclass
class Marked:
    """A passage in numbers: `kg.learning.batches.Passage`, and what the words are to each cue."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    cues: list[int]
    manner: int
    told: list[tuple[Span, list[int]]] = field(default_factory=list)
    source: int = 0


class Marker:
    """Makes passages of texts."""

    def __init__(self, pieces: WordPieces, tokenizer: "Language") -> None:
        self.cutter = pieces
        self.tokenizer = tokenizer

    def passages(self, texts: Iterable[Text]) -> Iterator[Marked]:
        """Yield the windows of every paragraph; of texts that are marked in part, those with a mark."""
        for text in texts:
            start = 0
            for paragraph in text.text.split("\n"):
                if paragraph.strip():
                    yield from self._paragraph(paragraph, start, text)
                start += len(paragraph) + 1

    def _paragraph(self, paragraph: str, offset: int, text: Text) -> Iterator[Marked]:
        doc = self.tokenizer.make_doc(paragraph)
        words = [word for word in doc if not word.is_space]
        forms = [word.text for word in words]
        cut = [self.cutter.cut(form) for form in forms]
        starts = [word.idx + offset for word in words]
        ends = [start + len(form) for start, form in zip(starts, forms, strict=True)]
        shapes = [shape(form, spaced=i == 0 or starts[i] > ends[i - 1]) for i, form in enumerate(forms)]
        for first, last in windows(forms, [len(each) for each in cut]):
            pieces, shaped, firsts = [self.cutter.ids[START]], [0], []
            for i in range(first, last):
                firsts.append(len(pieces))
                pieces += cut[i]
                shaped += [shapes[i]] * len(cut[i])
            made = Marked([*pieces, self.cutter.ids[END]], [*shaped, 0], firsts, [0] * (last - first), text.manner)
            _mark(made, text, starts[first:last], ends[first:last])
            if made.told or text.whole:
                yield made


def _mark(made: Marked, text: Text, starts: Sequence[int], ends: Sequence[int]) -> None:
    for attribution in text.attributions:
        cues = [span for piece in attribution.cue if (span := _words(piece, starts, ends))]
        contents = [span for piece in attribution.content if (span := _words(piece, starts, ends))]
        if not cues or not contents:
            continue
        anchor = max(cues, key=lambda span: span[1] - span[0])
        labels = [0] * len(starts)
        for role, spans in (
            ("content", contents),
            ("source", [span for piece in attribution.source if (span := _words(piece, starts, ends))]),
            ("cue", [span for span in cues if span != anchor]),
        ):
            for first, last in spans:
                labels[first:last] = [ROLES.index(f"I-{role}")] * (last - first)
                labels[first] = ROLES.index(f"B-{role}")
        made.told.append((anchor, labels))
        made.cues[anchor[0] : anchor[1]] = [CUES.index("I-cue")] * (anchor[1] - anchor[0])
        made.cues[anchor[0]] = CUES.index("B-cue")
    if not text.whole:
        made.cues = [number or IGNORED for number in made.cues]


def _words(span: Span, starts: Sequence[int], ends: Sequence[int]) -> Span | None:
    """The words that a span of characters touches."""
    touched = [i for i in range(len(starts)) if starts[i] < span[1] and ends[i] > span[0]]
    return (touched[0], touched[-1] + 1) if touched else None
