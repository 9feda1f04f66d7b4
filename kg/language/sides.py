"""Stances as the encoder sees them: a holder, and the words of what it is for, against, or neither.

For every holder, each word of the window is scored as part of a target of one sign or another, for the relation that
the holder has to it, and for being told in plain words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.language import names
from kg.language.roles import Span, marks, moved, softmax
from kg.relations import RELATIONS, Relation

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What the words of a holder are; what the words of the window are to one holder.
HOLDERS = ("O", "B-holder", "I-holder")
SIDES = ("O", "B-against", "I-against", "B-neither", "I-neither", "B-for", "I-for")

#: The relations, in the order of their scores.
RELATED = tuple(RELATIONS)

#: How many scores a word has: of its side, of each relation, and of plain words.
SCORES = len(SIDES) + len(RELATED) + 1

_SIGNS = {"against": -1, "neither": 0, "for": 1}
_COSTS = names.allowed(SIDES)
_LEAST = 0.2  # probability of a target that is told of; whoever reads asks for more
_KEY = "kg_sides"
_QUOTES = frozenset({'"', "``", "''", "“", "”", "«", "»"})

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """How a holder stands to a target: words of the parsed text; ``holder`` is None for who speaks, unnamed.

    ``relation`` is the likeliest of that sign towards an actor, ``on_issue`` towards an issue. ``sure`` is what the encoder makes of the sign, ``plain`` of its
    being said in plain words, between 0 and 1.
    """

    holder: Span | None
    target: Span
    sign: int
    relation: str
    on_issue: str
    sure: float
    plain: float


def holders(scores: Floats, least: float) -> list[tuple[Span, float]]:
    """The holders of a window and how sure each is; ``scores`` are (words, HOLDERS)."""
    return marks(scores, least)


def sides(scores: Floats, holder: Span | None, held: float, offset: int = 0) -> list[Side]:
    """How one holder stands to the rest of a window.

    ``scores`` are (words, SCORES), ``held`` is how sure it is that this is a holder.
    """
    signed = scores[:, : len(SIDES)]
    shares = softmax(signed)
    # A target is told of where it is likelier than _LEAST, whatever the word would rather be.
    lowered = signed.copy()
    lowered[:, 0] += np.float32(np.log(_LEAST / (1 - _LEAST)))
    chosen = names.best(lowered, _COSTS)
    found = []
    for first, last in _runs(chosen):
        side = SIDES[chosen[first]][2:]
        own = shares[first:last, SIDES.index(f"B-{side}")] + shares[first:last, SIDES.index(f"I-{side}")]
        sign = _SIGNS[side]
        related = scores[first:last, len(SIDES) : -1].mean(axis=0)
        plain = 1 / (1 + np.exp(-float(scores[first:last, -1].mean())))
        found.append(
            Side(
                None if holder is None else (holder[0] + offset, holder[1] + offset),
                (first + offset, last + offset),
                sign,
                _likeliest(related, [one for one in RELATIONS.values() if one.sign == sign and one.to_actor]),
                _likeliest(related, [one for one in RELATIONS.values() if one.sign == sign and one.to_issue]),
                round(float(own.max()) * held, 4),
                round(float(plain), 4),
            )
        )
    return found


def _likeliest(related: Floats, among: Sequence[Relation]) -> str:
    return max(among, key=lambda one: float(related[RELATED.index(one.id)])).id


def _runs(chosen: Ints) -> list[Span]:
    found: list[Span] = []
    for at, number in enumerate(chosen.tolist()):
        label = SIDES[number]
        if label[0] == "B":
            found.append((at, at + 1))
        elif label[0] == "I" and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
    return found


def write(doc: "Doc", every: Sequence[Side], places: Ints) -> None:
    """Keep what was found with the document; ``places`` are its words' among its tokens."""
    doc.user_data[_KEY] = [
        Side(
            None if one.holder is None else moved(one.holder, places),
            moved(one.target, places),
            one.sign,
            one.relation,
            one.on_issue,
            one.sure,
            one.plain,
        )
        for one in every
    ]


def are_in(doc: "Doc") -> bool:
    """Whether a component has written them, be it that there are none."""
    return _KEY in doc.user_data


def spoken(words: Sequence[str]) -> bool:
    """Whether somebody speaks in a window, who may stand nowhere near."""
    return not _QUOTES.isdisjoint(words)


def read(doc: "Doc") -> list[Side]:
    """What `write` kept, in tokens; nothing where no component wrote it."""
    found: list[Side] = doc.user_data.get(_KEY, [])
    return found
