"""Texts with their stances marked, as passages that the network learns from."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.language.roles import Span
from kg.language.sides import HOLDERS, RELATED, SIDES
from kg.language.windows import WORDS
from kg.learning.cutting import Cutter, Window
from kg.learning.marked import IGNORED

_NAMED = {-1: "against", 0: "neither", 1: "for"}
_BY_SENTENCE, _WHOLE = 0.4, 0.1  # of the texts are read in short windows, or across their paragraphs
_SHORT = 25  # words
_OTHERS = 2  # marks of a window that hold nothing, and are learnt as such
_NAME = re.compile(r"[A-Z][a-z]{2,}")


@dataclass(frozen=True)
class Stance:
    """How a holder stands to a target, in characters; ``holder`` is None for whoever speaks.

    ``sign`` None says that the holder takes no side; ``relation`` and ``plain`` are None where nobody marked them.
    """

    holder: Span | None
    target: Span
    sign: int | None
    relation: str | None = None
    plain: bool | None = None


@dataclass(frozen=True)
class Sides:
    """A text and its stances.

    ``way`` is the number of the corpus's way of marking; where ``whole`` is false, what is not marked is not known.
    """

    text: str
    stances: Sequence[Stance]
    way: int = 0
    whole: bool = True


@dataclass
class Around:
    """What the words of a window are to one holder, None where it is whoever speaks: a row each, as long as the window."""

    holder: Span | None
    sides: list[int]
    relations: list[int]
    plain: list[int]


@dataclass
class Sided:
    """A passage in numbers: `kg.learning.batches.Passage`, and what the words are to each holder."""

    pieces: list[int]
    shapes: list[int]
    firsts: list[int]
    holders: list[int]
    way: int
    told: list[Around] = field(default_factory=list)
    source: int = 0


class Sider:
    """Makes passages of texts."""

    def __init__(self, cutter: Cutter) -> None:
        self.cutter = cutter

    def passages(self, texts: Iterable[Sides], chance: random.Random) -> Iterator[Sided]:
        """Yield the windows of every text; of texts that are marked in part, those with a mark."""
        for text in texts:
            lot = chance.random()
            wanted = _SHORT if lot < _BY_SENTENCE else WORDS
            for window in self.cutter.windows(text.text, by_paragraph=lot < 1 - _WHOLE, wanted=wanted):
                made = _sided(window, text)
                if made.told or text.whole:
                    if text.whole:
                        made.told += _others(made, window, text, chance)
                    yield made


def _sided(window: Window, text: Sides) -> Sided:
    count = len(window.firsts)
    made = Sided(window.pieces, window.shapes, window.firsts, [0 if text.whole else IGNORED] * count, text.way)
    rows: dict[Span | None, Around] = {}
    # A side outweighs none, where a holder takes both.
    for stance in sorted(text.stances, key=lambda each: abs(each.sign or 0)):
        target = window.words(stance.target)
        holder = window.words(stance.holder) if stance.holder else None
        if target is None or (stance.holder and holder is None and not text.whole):
            continue  # in ours, who is named in no sentence of the window is who speaks
        row = rows.setdefault(holder, _blank(holder, count, known=text.whole))
        _mark(row, target, stance)
        if holder is not None and (stance.sign is not None or text.whole):
            made.holders[holder[0] : holder[1]] = [HOLDERS.index("I-holder")] * (holder[1] - holder[0])
            made.holders[holder[0]] = HOLDERS.index("B-holder")
    made.told += rows.values()
    return made


def _blank(holder: Span | None, count: int, *, known: bool) -> Around:
    return Around(holder, [0 if known else IGNORED] * count, [IGNORED] * count, [IGNORED] * count)


def _mark(row: Around, target: Span, stance: Stance) -> None:
    first, last = target
    if stance.sign is None:
        row.sides[first:last] = [0] * (last - first)
        return
    name = _NAMED[stance.sign]
    row.sides[first:last] = [SIDES.index(f"I-{name}")] * (last - first)
    row.sides[first] = SIDES.index(f"B-{name}")
    if stance.relation is not None:
        row.relations[first:last] = [RELATED.index(stance.relation)] * (last - first)
    if stance.plain is not None:
        row.plain[first:last] = [int(stance.plain)] * (last - first)


def _others(made: Sided, window: Window, text: Sides, chance: random.Random) -> Iterator[Around]:
    """Names that hold nothing in the window; a name of which a word belongs to a holder may be the same person's."""
    forms = [text.text[start:end] for start, end in zip(window.starts, window.ends, strict=True)]
    taken = {forms[i] for i, number in enumerate(made.holders) if number > 0}
    free = [i for i, form in enumerate(forms) if _NAME.fullmatch(form) and form not in taken]
    for i in chance.sample(free, min(_OTHERS, len(free))):
        yield _blank((i, i + 1), len(forms), known=True)
