"""Attributions as the encoder sees them: a cue, and behind and before it the words of its source and its content."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.language import names

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What the words of a cue are; what the other words of the window are to one cue.
CUES = ("O", "B-cue", "I-cue")
ROLES = ("O", "B-source", "I-source", "B-content", "I-content", "B-cue", "I-cue")

#: How many distances `distances` tells apart, and the one of a mark that stands nowhere in the window.
DISTANCES, NOWHERE = 42, 41
_NEAR, _FAR = 12, 20  # words that are counted one by one; the last of the steps
_COSTS = names.allowed(ROLES)
_KEY = "kg_attributions"

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Span = tuple[int, int]  # the first word, and the one behind the last


@dataclass(frozen=True, slots=True)
class Told:
    """Who, by which cue, said what: words of the parsed text, each role's in the order of the text.

    ``sure`` is what the encoder makes of it, between 0 and 1.
    """

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    sure: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often what the encoder is so sure of is right: a logistic curve over its odds."""

    slope: float = 1.0
    shift: float = 0.0

    def share(self, sure: float) -> float:
        """The share that is right of those it is so sure of.

        >>> Calibration().share(0.8), round(Calibration(1.0, -1.0).share(0.8), 3)
        (0.8, 0.595)
        """
        odds = np.log(max(sure, 1e-4) / max(1 - sure, 1e-4))
        return round(float(1 / (1 + np.exp(-self.slope * odds - self.shift))), 4)


def distances(count: int, cue: Span) -> list[int]:
    """How far each of ``count`` words stands from a cue, in steps that grow: 0 for the cue, odd numbers before it.

    >>> distances(5, (2, 3))
    [3, 1, 0, 2, 4]
    """
    first, last = cue
    return [
        _step(first - i) * 2 - 1 if i < first else _step(i - last + 1) * 2 if i >= last else 0 for i in range(count)
    ]


def _step(far: int) -> int:
    return min(_FAR, _NEAR + (far - _NEAR).bit_length()) if far > _NEAR else far


def cues(scores: Floats, least: float) -> list[tuple[Span, float]]:
    """The cues of a window and how sure each is; ``scores`` are (words, CUES)."""
    return marks(scores, least)


def marks(scores: Floats, least: float) -> list[tuple[Span, float]]:
    """Spans and how sure each is; ``scores`` are (words, 3): of no mark, of a beginning, of an inside.

    A word is marked where it is so with a probability of ``least``, whatever it would rather be.
    """
    if not len(scores):
        return []
    shares = softmax(scores)
    inside = 1 - shares[:, 0] >= least
    begins = inside & ((shares[:, 1] >= shares[:, 2]) | ~np.concatenate([[False], inside[:-1]]))
    found: list[tuple[Span, float]] = []
    for first in np.flatnonzero(begins).tolist():
        last = first + 1
        while last < len(scores) and inside[last] and not begins[last]:
            last += 1
        found.append(((first, last), float(1 - shares[first:last, 0].min())))
    return found


def told(
    scores: Sequence[Floats] | Floats,
    found: Sequence[tuple[Span, float]],
    offset: int = 0,
    calibration: Calibration = Calibration(),
) -> list[Told]:
    """What each cue tells; ``scores`` are (words, ROLES) of each. A cue without a content tells nothing."""
    every = []
    for own, (cue, sure) in zip(scores, found, strict=True):
        chosen = names.best(own, _COSTS)
        spans = _spans(chosen, offset)
        if spans["content"]:
            shares = softmax(own)
            content = (chosen == ROLES.index("B-content")) | (chosen == ROLES.index("I-content"))
            certain = float((shares[:, 3] + shares[:, 4])[content].mean())
            anchor = (cue[0] + offset, cue[1] + offset)
            every.append(
                Told(
                    tuple(sorted({anchor, *spans["cue"]})),
                    tuple(spans["source"]),
                    tuple(spans["content"]),
                    calibration.share(sure * certain),
                )
            )
    return every


def write(doc: "Doc", every: Sequence[Told], places: Ints) -> None:
    """Keep what was found with the document; ``places`` are its words' among its tokens."""

    def each(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(moved(span, places) for span in spans)

    doc.user_data[_KEY] = [Told(each(one.cue), each(one.source), each(one.content), one.sure) for one in every]


def moved(span: Span, places: Ints) -> Span:
    """A span of words in the tokens that they are; ``places`` are the words' among the tokens."""
    return int(places[span[0]]), int(places[span[1] - 1]) + 1


def read(doc: "Doc") -> list[Told]:
    """What `write` kept, in tokens; nothing where no component wrote it."""
    found: list[Told] = doc.user_data.get(_KEY, [])
    return found


def _spans(chosen: Ints, offset: int) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {"source": [], "content": [], "cue": []}
    for i, number in enumerate(chosen.tolist()):
        label = ROLES[number]
        if label == "O":
            continue
        spans = found[label[2:]]
        if label[0] == "I" and spans and spans[-1][1] == i + offset:
            spans[-1] = (spans[-1][0], i + offset + 1)
        else:
            spans.append((i + offset, i + offset + 1))
    return found


def softmax(scores: Floats) -> Floats:
    """Scores as shares of one, along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares
