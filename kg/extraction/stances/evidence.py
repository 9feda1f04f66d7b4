"""The words that a stance rests on: from its first end to the end of the clause."""

from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_STOPS = frozenset({".", ";", ":", "?", "!", "—", "–"})
_IN_A_PHRASE = frozenset({"DET", "ADJ", "NUM", "PROPN", "NOUN", "PART"})
_PHRASE_REACH = 6  # words between a word of a noun phrase and its head
_NEW_CLAUSE_POS = frozenset({"CCONJ", "SCONJ", "PRON"})
_NEW_CLAUSE = frozenset({"while", "according", "which", "who"})
_NOT_LAST = frozenset({",", ":", "-", "(", "“"})


def evidence(reading: Reading, trigger: Word, first: int, last: int) -> Stretch:
    """The words that a stance rests on, from ``first`` over the trigger at least to ``last``.

    They begin with a whole noun phrase, in the sentence of the trigger, and go on to a stop, a closing
    mark, or a comma before a new clause.
    """
    words, sentence = reading.words, reading.sentence(trigger)
    first, last = max(first, sentence.first), max(last, trigger.i)
    while first > sentence.first and _is_cut_off(words[first - 1], first):
        first -= 1
    while last < sentence.last and not _ends(words, last + 1, trigger, sentence):
        last += 1
    while last > first and words[last].text in _NOT_LAST:
        last -= 1
    return Stretch(first, last)


def _is_cut_off(word: Word, first: int) -> bool:
    """Whether a word belongs to a noun phrase that would be cut in two at ``first``."""
    return word.pos in _IN_A_PHRASE and word.head.i <= first + _PHRASE_REACH


def _ends(words: list[Word], i: int, trigger: Word, sentence: Stretch) -> bool:
    """Whether the evidence ends before the word at ``i``."""
    word = words[i]
    if (trigger.quote is not None and word.quote != trigger.quote) or word.text in _STOPS:
        return True
    if word.text != "," or i == sentence.last:
        return False
    following = words[i + 1]
    return following.pos in _NEW_CLAUSE_POS or following.lower in _NEW_CLAUSE or following.tag == "VBG"
