"""Noun phrases as contents: criticized the plan, called it “a disgrace”, views the manoeuvres as risky."""

from kg.extraction.attributions.cues import Cue, verb_cue
from kg.extraction.lexicon import particles, verbs
from kg.extraction.text.phrases import trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_NAMES = verbs("names")
_QUOTES_A_NAME = _NAMES | {"report", "express"}
_CIRCUMSTANCES = particles("subordinates") - {"as", "because"} | {"during", "amid"}
_LISTS = particles("lists quotations")
_NEAR = 6  # words between a cue and the words that it quotes
_AS_REACH = 5  # words between an object and its "as"
_RESUMES = frozenset({"–", "—", ";"})


def is_naming(cue: Cue) -> bool:
    """Whether a cue says what something is called or taken for."""
    return cue.lemma in _NAMES


def _names(verb: Word) -> bool:
    cue = verb_cue(verb)
    return cue is not None and is_naming(cue)


def quoted_name(reading: Reading, first: int, cue: Cue, end: int) -> Stretch | None:
    """A few quoted words right behind a cue, and what leads up to them: called the plan “a disgrace” and “a gift”."""
    words = reading.words
    for i in range(first, min(first + _NEAR, end) + 1 if cue.lemma in _QUOTES_A_NAME else first):
        if words[i].quote is not None:
            return trimmed(reading, first, _last_quoted(words, i, end))
        if words[i].is_finite or words[i].text in {",", ";", ":"}:
            return None
    return None


def _last_quoted(words: list[Word], i: int, end: int) -> int:
    """The last word of a quotation, and of those that are listed behind it."""
    last = i
    while last + 1 < len(words) and words[last + 1].quote == words[i].quote:
        last += 1
    following = last + 1
    while following < end and (words[following].is_mark or words[following].lower in _LISTS):
        following += 1
    listed = following > last + 1 and following <= end and words[following].quote is not None
    return _last_quoted(words, following, end) if listed else last


def object_of(reading: Reading, noun: Word, verb: Word, end: int) -> Stretch | None:
    """The phrase of a cue's object, with what it is taken or blamed for.

    Views the plan *as risky*, blasted the council *for being slow*.
    """
    found = phrase_of(reading, noun, verb)
    if found is None:
        return None
    for i in range(noun.i + 1, min(max(noun.i + _AS_REACH, found.last + 2), end)):
        if _takes_for(reading.words, i) or (_blames_for(reading.words, i) and i > found.last):
            stop = next((at - 1 for at in range(i + 1, end) if _ends(reading.words[at])), end)
            return trimmed(reading, found.first, stop)
    return found


def _takes_for(words: list[Word], i: int) -> bool:
    """Whether "as" tells what something is taken for, rather than when: not "as the talks began", nor "such as"."""
    as_ = words[i]
    tells_when = as_.head.child("nsubj") is not None and (as_.head.is_finite or as_.head.child("aux") is not None)
    return as_.lower == "as" and words[i - 1].lower != "such" and not tells_when


def _blames_for(words: list[Word], i: int) -> bool:
    return words[i].lower == "for" and words[i + 1].tag == "VBG"


def _ends(word: Word) -> bool:
    return word.quote is None and (word.text in _RESUMES or word.lower in _CIRCUMSTANCES)


def phrase_of(reading: Reading, noun: Word, verb: Word) -> Stretch | None:
    """The phrase of a noun behind a cue, without its preposition."""
    inside = [word.i for word in noun.subtree(without=frozenset({"parataxis"})) if word.i > verb.i]
    first, last = inside[0], inside[-1]
    if noun.case and reading.words[first].lower == noun.case:
        first += 1
    for extra in verb.children if _names(verb) else ():
        # What something is called belongs to the content: called the plan a disgrace.
        if extra.relation in {"xcomp", "obl", "nmod"} and extra.i > last:
            last = max(last, extra.subtree()[-1].i)
    return trimmed(reading, first, min(last, reading.reach(verb)))
