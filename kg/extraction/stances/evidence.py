"""The words that a stance rests on: from its first end to the end of the clause."""

from kg.extraction.text.marks import QUOTES
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_STOPS = frozenset({".", ";", ":", "?", "!", "—", "–"})
_BEFORE_A_CLAUSE = _STOPS | {",", "(", "-"}
_OPENS_A_CLAUSE = frozenset({
    "that", "whether", "because", "while", "although", "though", "if", "and", "but", "or", "which", "who", "when", "as",
    "where", "since", "after", "before", "until", "unless", "how", "why", "so",
})  # fmt: skip
_IN_A_VERB_GROUP = frozenset({"VB", "VBN", "VBG", "RB", "TO", "RP"})
_NEW_CLAUSE_POS = frozenset({"CCONJ", "SCONJ", "PRON"})
_NEW_CLAUSE = frozenset({"while", "according", "which", "who"})
_NOT_LAST = frozenset({",", ":", "-", "(", "“", "to", "of"})


def evidence(reading: Reading, trigger: Word, first: int, last: int) -> Stretch:
    """The words that a stance rests on, from ``first`` over the trigger at least to ``last``.

    They begin with the clause, in the sentence of the trigger, and go on to a stop, a closing mark, or a comma
    before a new clause.
    """
    words, sentence = reading.words, reading.sentence(trigger)
    first, last = max(first, sentence.first), max(last, trigger.i)
    needed = last
    while first > sentence.first and not _begins(words, first, trigger):
        first -= 1
    while last < sentence.last and not _ends(words, last + 1, trigger, sentence):
        last += 1
    while last > max(first, needed) and (words[last].text in _NOT_LAST or words[last].lower in _OPENS_A_CLAUSE):
        last -= 1
    return Stretch(first, last)


def _begins(words: list[Word], first: int, trigger: Word) -> bool:
    """Whether a clause begins with the word at ``first``, by the word before it."""
    before = words[first - 1]
    if before.text in _BEFORE_A_CLAUSE or before.text in QUOTES or before.quote != trigger.quote:
        return True
    if before.is_finite or before.tag == "VBG":
        return words[first].tag not in _IN_A_VERB_GROUP  # "said | Oslo could", but "had pressed"
    return before.lower in _OPENS_A_CLAUSE


def _ends(words: list[Word], i: int, trigger: Word, sentence: Stretch) -> bool:
    """Whether the evidence ends before the word at ``i``."""
    word = words[i]
    if (trigger.quote is not None and word.quote != trigger.quote) or word.text in _STOPS:
        return True
    if word.text != "," or i == sentence.last:
        return False
    following = words[i + 1]
    return following.pos in _NEW_CLAUSE_POS or following.lower in _NEW_CLAUSE or following.tag == "VBG"
