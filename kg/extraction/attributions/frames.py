"""A cue and its source beside a quotation: said Ruiz.

What stands next to a quotation mark is a better guide than the parse, which a quotation of several
sentences confuses.
"""

from dataclasses import dataclass

from kg.extraction.attributions.cues import Cue, two_word_cue, verb_cue
from kg.extraction.text.marks import QUOTES, STOPS
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

# Verbs that taggers like to take for plural nouns behind a quotation.
_SURELY_VERBS = frozenset({"says", "adds", "asks", "wonders", "notes", "argues", "writes", "warns", "insists"})
# What may stand between a cue and the quotation that it leads to.
JOINTS = frozenset({",", ":", "that", "—", "–"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue and its source; ``outside`` is everything that is not the quotation's."""

    head: Word
    cue: Stretch
    sense: Cue
    source: Stretch | None
    outside: Stretch


def speech_cue(word: Word) -> Cue | None:
    """The cue that a word is, if it can introduce a quotation."""
    cue = verb_cue(word)
    if cue is None or not cue.takes & {"quote", "clause"}:
        return None
    # "report", "claim", "comment" are nouns more often than not, unless the tagger says verb.
    if word.tag in {"NN", "NNP", "JJ"} and not word.lower.endswith("ed"):
        return None
    return None if word.tag == "NNS" and word.lower not in _SURELY_VERBS else cue


def frame_cue(reading: Reading, i: int) -> Cue | None:
    """The cue at ``i`` that can introduce a quotation, "put it" and "fired back" among them."""
    return two_word_cue(reading.words, i) or speech_cue(reading.words[i])


def whole_cue(reading: Reading, verb: Word) -> Stretch:
    """The cue with its helpers and its small word: "has said", "fired back"."""
    words, first = reading.words, verb.i
    while first > 0 and words[first - 1].head is verb and words[first - 1].relation == "aux":
        first -= 1
    return Stretch(first, verb.i + (two_word_cue(words, verb.i) is not None))


def sentence_end(reading: Reading, i: int, end: int) -> int:
    """The last word, up to ``end``, of the sentence that goes on at ``i`` behind a quotation."""
    while i < end and reading.words[i].text not in STOPS:
        i += 1
    return i


def sentence_start(reading: Reading, i: int, start: int) -> int:
    """The first word, from ``start`` on, of the sentence of ``i``; stops inside quotations end none."""
    words = reading.words
    while i > start and (words[i - 1].text not in STOPS or words[i - 1].quote is not None):
        i -= 1
    return i


def back_over_quotes(reading: Reading, i: int) -> int:
    """The last word up to ``i`` that is no quotation mark; -1 where there is none."""
    while i >= 0 and reading.words[i].text in QUOTES:
        i -= 1
    return i


def only_marks(reading: Reading, first: int, last: int) -> bool:
    """Whether nothing but punctuation stands from ``first`` to ``last``."""
    return all(word.is_mark for word in reading.words[first : last + 1])
