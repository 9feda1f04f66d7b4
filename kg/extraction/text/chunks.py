"""Noun chunks read from the page: "strict new sanctions on Oslo" begins with one, whatever hangs on what in the parse."""

from collections.abc import Sequence

from kg.extraction.lexicon import nouns, particles
from kg.extraction.text.calendar import SURE, WEEKDAYS
from kg.extraction.text.marks import OPENING
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_INSIDE = frozenset({
    "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "DT", "PDT", "CD", "PRP", "PRP$", "POS", "VBN", "VBG", "HYPH", "WP",
    "EX", "$", "NFP", "``", "''", "RB", "RBR", "RBS", "AFX", "FW", "ADD",
})  # fmt: skip
_BEFORE_A_HEAD = _INSIDE - {"RB", "``", "''"}
_HEADS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "WP", "DT", "FW"})
_TIMES = nouns("time")
_WHICH_TIME = frozenset({"last", "next", "late", "early", "earlier"})
_HOW_MANY = nouns("how many")
_AMOUNTS = particles("opens an amount")
_LONGEST_HEDGE = 3  # words: as many as
_CALLED = frozenset({"called", "calls", "call", "described", "termed", "says"})
_SEEN = frozenset({"views", "viewed", "view", "sees", "saw", "see", "regards", "regarded", "described", "describes"})


def chunk_from(reading: Reading, first: int, limit: int) -> Stretch | None:
    """The chunk that begins at ``first``, with an "of" phrase that goes on with it; None where none begins."""
    words = reading.words
    while first <= limit and (words[first].tag == "RB" or words[first].text in OPENING):
        first += 1
    first = _at_amount(reading, behind_hedge(reading, first, limit), limit)
    head = None
    for i in range(first, limit + 1):
        word = words[i]
        goes_on = head is not None and i < limit and words[i + 1].tag in _INSIDE
        if goes_on and (word.text in OPENING or word.lower == "of"):
            continue
        if word.tag not in _INSIDE and word.text not in {"-", "&"}:
            break
        opens = head is not None and word.tag in {"DT", "PRP$"} and words[i - 1].lower != "of"
        if i > first and (word.tag == "PRP" or opens):
            break  # another chunk begins
        if head is not None and word.tag == "VBG" and word.relation == "acl":
            break  # "a motion condemning Oslo"
        if head is not None and _opens_a_time(words[i : min(i + 2, limit + 1)]):
            break  # "attacked Oslo last year": a time, and no more of Oslo
        if word.tag in _HEADS or (word.tag == "VBG" and words[i - 1].text == "-"):  # de-risking
            head = i
    return Stretch(first, head) if head is not None else None


def _opens_a_time(words: Sequence[Word]) -> bool:
    """Whether a time begins that needs no preposition: last year, Monday."""
    lower = [word.lower for word in words]
    return lower[0] in WEEKDAYS or (lower[0] in _WHICH_TIME and lower[-1] in _TIMES)


def _at_amount(reading: Reading, i: int, limit: int) -> int:
    """The first word behind "at least", "more than", "as many as" before a number; else ``i``."""
    words, behind = reading.words, i
    while behind < min(limit, i + _LONGEST_HEDGE) and words[behind].lower in _AMOUNTS:
        behind += 1
    if behind == i or behind > limit:
        return i
    counted = words[behind].tag == "CD" or words[behind].lower in _HOW_MANY or words[behind].lower == "a"
    return behind if counted else i


def behind_hedge(reading: Reading, i: int, limit: int) -> int:
    """The first word behind "what he called", which only says whose words follow; else ``i``."""
    words = reading.words
    if i + 4 <= limit and words[i].lower == "what" and words[i + 2].lower in _SEEN and words[i + 3].lower == "as":
        i += 4
    elif i + 3 <= limit and words[i].lower == "what" and words[i + 2].lower in _CALLED:
        i += 3
    else:
        return i
    while i <= limit and words[i].text in OPENING:
        i += 1
    return i


def chunk_before(reading: Reading, head: Word) -> Stretch:
    """The chunk that ends with ``head``."""
    words = reading.words
    start = reading.sentence(head).first
    first = head.i
    while first > start and words[first - 1].tag in _BEFORE_A_HEAD and words[first - 1].head.i <= head.i:
        first -= 1
    return Stretch(first, head.i)


def chunk_head(reading: Reading, chunk: Stretch) -> Word:
    """The word that a chunk is about: the last noun before its "of", or behind it in "dozens of ships"."""
    best = reading.words[chunk.first]
    for word in reading.inside(chunk):
        if word.lower == "of" and word.i > chunk.first:
            if (best.tag == "CD" and not best.text[0].isupper()) or best.lower in _HOW_MANY:
                continue
            break
        if word.tag in _HEADS and (word.lower not in SURE or word.i == chunk.first):  # "blamed Oslo Friday"
            best = word
    return best
