"""Who is said to be what a noun says: Ruiz is a critic; Ruiz, a critic; critic Ana Ruiz; she emerged as a critic."""

from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import subject
from kg.extraction.text.words import Word

_SOME = frozenset({"one", "some", "many", "most", "among"})
_BESIDE = frozenset({"appos", "flat"})
_HANGS_ON_A_NAME = frozenset({"compound", "nmod", "flat", "amod"})


def called(reading: Reading, noun: Word) -> Word | None:
    """The word for whom a noun is said to be; None where it names somebody of its own."""
    top = _top(noun)
    if top.child("nsubj") is not None:
        return subject(reading, top)
    if top.relation == "appos":
        return top.head
    if top.relation == "xcomp" or (top.relation == "obl" and top.case == "as"):
        return subject(reading, top.head)
    beside = next((child for child in top.children if child.relation in _BESIDE and child.i > top.i), None)
    if beside is not None and beside.is_proper:
        return beside
    behind = top.relation in _HANGS_ON_A_NAME and top.head.is_proper and top.head.i > top.i
    return top.head if behind and not top.case else None


def _top(noun: Word) -> Word:
    """The noun, or what it is joined to: *one* of his critics, a *banker* and critic of Oslo."""
    if noun.relation == "nmod" and noun.case == "of" and noun.head.lower in _SOME:
        noun = noun.head
    return noun.head if noun.relation == "conj" and noun.head.pos == "NOUN" else noun
