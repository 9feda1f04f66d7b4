"""Frames ahead of a quotation: Ruiz said, “…”; Ruiz: “…”; a paragraph that ends "Ruiz went on:"."""

from kg.extraction.attributions.according import cue_of, relied_on
from kg.extraction.attributions.cues import COLON, Cue, phrase_cue, two_word_cue, verb_cue
from kg.extraction.attributions.fragments import is_title
from kg.extraction.attributions.frames import (
    JOINTS,
    Frame,
    back_over_quotes,
    frame_cue,
    sentence_start,
    speech_cue,
    whole_cue,
)
from kg.extraction.attributions.introductions import introduced
from kg.extraction.attributions.sources_ahead import source_ahead
from kg.extraction.lexicon import particles
from kg.extraction.text.marks import ends_like_speech
from kg.extraction.text.phrases import nominal, phrase_before, trimmed
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import is_passive
from kg.extraction.text.words import Stretch, Word

_FAR = 20  # words between a cue and the quotation that it introduces
_SUBORDINATES = particles("subordinates")
_BEGINS = frozenset({"begin", "continue"})
_LONGEST_LABEL = 12  # words before a colon


def frame_ahead(reading: Reading, quotation: Quotation, start: int) -> Frame | None:
    """Find X said, “…” / X told reporters: “…” / Xi: “…” ahead of a quotation, from ``start`` on."""
    words, last = reading.words, back_over_quotes(reading, quotation.words.first - 1)
    if last < start:
        return None
    joint = words[last].text
    sentence = max(start, sentence_start(reading, last, start))
    label = _label(reading, sentence, last) if joint == ":" else None
    if label is not None:
        return label
    relying = _relying(reading, sentence, last, quotation) if joint == "," else None
    if relying is not None:
        return relying
    if joint not in JOINTS and verb_cue(words[last]) is None and two_word_cue(words, last - 1) is None:
        return None
    for i in range(last, max(sentence, last - _FAR) - 1, -1):
        sense = frame_cue(reading, i)
        if sense is None or words[i].quote is not None:
            continue
        if i != last and joint not in {":", ",", "that"} and two_word_cue(words, i) is None:
            return None
        if _is_of_a_title(reading, quotation, words[i], last) or _only_begins(sense, words[quotation.words.first]):
            return None
        fronted = words[i].relation == "advcl" and words[sentence].lower in _SUBORDINATES
        if joint == "," and last - whole_cue(reading, words[i]).last > 1 and fronted:
            continue  # When she had learned of the plan, “…”
        source = _interrupting(reading, words[i], sentence, quotation)
        source = source or source_ahead(reading, words[i], Stretch(sentence, last))
        if source is not None or joint == ":" or is_passive(words[i]):
            return Frame(words[i], whole_cue(reading, words[i]), sense, source, Stretch(sentence, last))
    full = joint == ":" and ends_like_speech(reading.text, quotation.end)
    return introduced(reading, Stretch(sentence, last)) if full else None


def frame_above(reading: Reading, paragraph: int) -> Frame | None:
    """Find "Ruiz continued:" at the end of the paragraph above the one that a quotation opens."""
    words = reading.words
    last = words[reading.paragraphs[paragraph - 1].last] if paragraph > 0 else None
    if last is None or last.text != ":":
        return None
    start = reading.sentence(last).first
    outside = Stretch(start, last.i)
    for word in reversed(words[start + 1 : last.i]):
        sense = speech_cue(word) if word.quote is None else None
        source = source_ahead(reading, word, outside) if sense is not None else None
        if sense is not None and source is not None:
            return Frame(word, whole_cue(reading, word), sense, source, outside)
    return introduced(reading, outside, of_speech=True)


def _is_of_a_title(reading: Reading, quotation: Quotation, verb: Word, last: int) -> bool:
    """Whether a title stands behind the object of a verb: wrote a book, “The Road to the Bridge,”"""
    return last - whole_cue(reading, verb).last > 1 and reading.words[last].text == "," and is_title(reading, quotation)


def _only_begins(sense: Cue, opening: Word) -> bool:
    """Whether a verb tells of a deed whose words are quoted: has begun “to build bridges”."""
    return sense.lemma in _BEGINS and opening.lower == "to"


def _relying(reading: Reading, first: int, last: int, quotation: Quotation) -> Frame | None:
    """Find "According to Ruiz, “…”"."""
    cue = phrase_cue(reading.words, first)
    if cue is None or not ends_like_speech(reading.text, quotation.end):
        return None
    word = reading.words[first]
    source = relied_on(reading, word, cue)
    if source is None or source.last + 1 < last:
        return None
    return Frame(word, cue_of(word, cue), cue, source, Stretch(first, last))


def _label(reading: Reading, first: int, colon: int) -> Frame | None:
    """Find "Ruiz: “…”", a name and nothing else before a colon."""
    inside = reading.words[first:colon]
    if not inside or len(inside) > _LONGEST_LABEL or any(word.is_finite for word in inside):
        return None
    if not inside[0].text[0].isupper() or not nominal(inside[-1]):
        return None
    source = trimmed(reading, first, colon - 1)
    return Frame(reading.words[colon], Stretch(colon, colon), COLON, source, Stretch(first, colon))


def _interrupting(reading: Reading, verb: Word, start: int, quotation: Quotation) -> Stretch | None:
    """The source that interrupts a sentence which ends in a quotation: The cable, Ruiz said, “was not touched”."""
    words = reading.words
    if not words[quotation.words.first].text[0].islower() or words[verb.i - 1].text == ",":
        return None
    near = phrase_before(reading, verb.i - 1, start=start)
    if near is None or near.first - 2 < start or words[near.first - 1].text != ",":
        return None
    if words[near.first].lower in {"which", "who", "and", "but"}:
        return None
    return near if words[near.last].is_proper or words[near.last].tag == "PRP" else None
