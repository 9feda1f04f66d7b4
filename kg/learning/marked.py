"""Texts with their attributions marked, as passages that the network learns from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.language.roles import CUES, ROLES, Span
from kg.learning.cutting import Cutter, Window

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

    def __init__(self, cutter: Cutter) -> None:
        self.cutter = cutter

    def passages(self, texts: Iterable[Text]) -> Iterator[Marked]:
        """Yield the windows of every paragraph; of texts that are marked in part, those with a mark."""
        for text in texts:
            for window in self.cutter.windows(text.text):
                made = _marked(window, text)
                if made.told or text.whole:
                    yield made


def _marked(window: Window, text: Text) -> Marked:
    count = len(window.firsts)
    made = Marked(window.pieces, window.shapes, window.firsts, [0] * count, text.manner)
    for attribution in text.attributions:
        cues = [span for piece in attribution.cue if (span := window.words(piece))]
        contents = [span for piece in attribution.content if (span := window.words(piece))]
        if not cues or not contents:
            continue
        anchor = max(cues, key=lambda span: span[1] - span[0])
        labels = [0] * count
        for role, spans in (
            ("content", contents),
            ("source", [span for piece in attribution.source if (span := window.words(piece))]),
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
    return made
