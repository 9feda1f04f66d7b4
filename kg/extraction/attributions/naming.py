"""Noun phrases as contents: criticized the plan, called it “a disgrace”, views the manoeuvres as risky."""

from kg.extraction.attributions.cues import Cue
from kg.extraction.lexicon import verbs
from kg.extraction.text.phrases import trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_NAMES = verbs("names")
_QUOTES_A_NAME = _NAMES | {"report", "express"}
_NEAR = 6  # words between a cue and the words that it quotes
_AS_REACH = 5  # words between an object and its "as"
_RESUMES = frozenset({"–", "—", ";"})


def is_naming(cue: Cue) -> bool:
    """Whether a cue says what something is called or taken for."""
    return cue.lemma in _NAMES


def quoted_name(reading: Reading, first: int, cue: Cue, end: int) -> Stretch | None:
    """A few quoted words right behind a cue, and what leads up to them: called the plan “a disgrace”."""
    words = reading.words
    for i in range(first, min(first + _NEAR, end) + 1 if cue.lemma in _QUOTES_A_NAME else first):
        if words[i].quote is not None:
            last = i
            while last < end and words[last + 1].quote == words[i].quote:
                last += 1
            return trimmed(reading, first, last)
        if words[i].is_finite or words[i].text in {",", ";", ":"}:
            return None
    return None


def object_of(reading: Reading, noun: Word, verb: Word, cue: Cue, end: int) -> Stretch | None:
    """The phrase of a cue's object, with what it is taken for: views the manoeuvres as risky."""
    for i in range(noun.i + 1, min(noun.i + _AS_REACH, end) if is_naming(cue) else 0):
        if reading.words[i].lower == "as":
            first = next(word.i for word in noun.subtree() if word.i > verb.i)
            stop = next((at - 1 for at in range(i, end) if reading.words[at].text in _RESUMES), end)
            return trimmed(reading, first, stop)
    return phrase_of(reading, noun, verb, cue)


def phrase_of(reading: Reading, noun: Word, verb: Word, cue: Cue) -> Stretch | None:
    """The phrase of a noun behind a cue, without its preposition."""
    inside = [word.i for word in noun.subtree(without=frozenset({"parataxis"})) if word.i > verb.i]
    first, last = inside[0], inside[-1]
    if noun.case and reading.words[first].lower == noun.case:
        first += 1
    for extra in verb.children if is_naming(cue) else ():
        # What something is called belongs to the content: called the plan a disgrace.
        if extra.relation in {"xcomp", "obl", "nmod"} and extra.i > last:
            last = max(last, extra.subtree()[-1].i)
    return trimmed(reading, first, min(last, reading.reach(verb)))
