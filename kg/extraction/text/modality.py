"""How a stance is put: denied or not, how surely, of which time, how strongly. Only explicit words count.

The words are those of ``ontology/modality.csv``.
"""

from kg.extraction.lexicon import modals
from kg.extraction.text.words import Word
from kg.records import Certainty, Tense

_NOT = modals("denies")
_REFUSES = modals("refuses")
_CERTAINTIES = (
    (modals("possible"), Certainty.POSSIBLE),
    (modals("underspecified"), Certainty.UNDERSPECIFIED),
    (modals("probable"), Certainty.PROBABLE),
)
_OBLIGES = modals("obliges")
_INTENDS = modals("intends")
_MILD = modals("mild")
_STRONG = modals("strong")
_WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_WAS = frozenset({"had", "did", "was", "were", "has", "have", "'ve", "’ve"})


def refused(word: Word) -> bool:
    """Whether it is a deed that somebody refuses: "declined to meet", "is reluctant to talk"."""
    return any(verb.lower in _REFUSES for verb in chain(word)[1:])


def obliged(word: Word) -> bool:
    """Whether it is only said that somebody should do it."""
    return any(child.lower in _OBLIGES and child.relation == "aux" for verb in chain(word) for child in verb.children)


def chain(word: Word) -> list[Word]:
    """The verbs that a trigger hangs on as infinitive or complement: *refused* to *condemn*."""
    found = [word]
    while not word.is_root:
        # In "will not challenge or replace" the second verb shares what stands before the first.
        shares = (
            word.relation == "conj"
            and word.tag in {"VB", "VBN", "VBG"}
            and word.head.tag == word.tag
            and word.child("nsubj", "aux", "mark") is None
        )
        above = word.head
        # In "although it has backed the truce, it refused …" the first clause is not what is refused.
        beside = word.relation in {"advcl", "acl"} and word.tag in {"VB", "VBG"}
        refusable = (word.relation == "ccomp" or beside) and above.lower in _REFUSES
        infinitive = word.relation in {"xcomp", "cop"} or refusable
        if not (shares or infinitive):
            break
        word = above
        found.append(word)
    return found


def denied(word: Word) -> bool:
    """Whether a trigger is denied: "did not condemn", "refused to condemn", "no support"."""
    verbs = chain(word)
    denials = sum(any(_denies(child) for child in verb.children) for verb in verbs)
    refusals = sum(verb.lower in _REFUSES for verb in verbs[1:])
    return (denials + refusals) % 2 == 1  # "did not refuse to condemn"


def _denies(word: Word) -> bool:
    """Whether it is "not", "never", "no", or the "longer" of "no longer"."""
    if word.lower == "longer":
        return any(child.lower == "no" for child in word.children)
    return word.lower in _NOT and word.relation in {"advmod", "det", "cc", "neg", "mark"}


def certainty(word: Word) -> Certainty:
    """How sure the one who vouches is."""
    verbs = chain(word)
    near = {child.lower for verb in verbs for child in verb.children} | {verb.lower for verb in verbs[1:]}
    if _is_said_by_a_verb(word):
        near |= {child.lower for child in word.head.children}
    return next((how for words, how in _CERTAINTIES if near & words), Certainty.CERTAIN)


def tense(word: Word) -> Tense:
    """When it holds, seen from the text."""
    verbs = chain(word)
    top = verbs[-1]
    if top is word and _is_said_by_a_verb(word):
        top = word.head
    helpers = {child.lower for verb in (*verbs, top) for child in verb.children if child.relation in {"aux", "cop"}}
    if helpers & _WILL or (top.lower in _INTENDS and top is not word):
        return Tense.FUTURE
    if helpers & _WAS or top.tag == "VBD":
        return Tense.PAST
    return Tense.PRESENT


def _is_said_by_a_verb(word: Word) -> bool:
    """Whether it is a noun or an adjective under a verb, whose helpers are the ones that count."""
    return word.pos in {"NOUN", "ADJ"} and word.head.pos in {"VERB", "AUX"}


def intensity(word: Word, plain: int) -> int:
    """How strongly it is put, by an explicit word; ``plain`` is what the trigger itself says."""
    near = {
        other.lower
        for child in (word, *word.children)
        for other in (child, *child.children)
        if other.relation in {"advmod", "amod", "obl"} or other is child
    }
    if near & _STRONG:
        return 3
    return 1 if near & _MILD else plain
