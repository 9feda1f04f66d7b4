"""A cue between commas or at the end, with the content around it: The bridge, officials said, was safe."""

from kg.extraction.attributions.cues import Cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.sources import speaks_of_itself
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.attributions.widening import OPENERS
from kg.extraction.lexicon import particles
from kg.extraction.text.marks import DASHES, OPENING
from kg.extraction.text.phrases import behind_aside, trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_SUBORDINATING = particles("subordinates")
_CLOSES = DASHES | {",", "-", "?", "!"}
_RESUMES = DASHES | {";", "--"}
_OPENS_A_CLAUSE = frozenset({"that", "he", "she", "they", "it", "we", "i", "his", "their", "there"})
_GOES_ON = particles("resumes the report")


def parenthesis(reading: Reading, verb: Word, cue: Cue, source: Stretch) -> Told | None:
    """Find what stands around a cue with its source; None where they are no parenthesis."""
    if "clause" not in cue.takes or not _can_be_parenthetic(reading, verb, source):
        return None
    words, sentence = reading.words, reading.sentence(verb)
    before = min(source.first, verb.i) - 1
    while before > sentence.first and words[before].text in {"”", '"', "’"}:
        before -= 1
    if before <= sentence.first or words[before].text not in _CLOSES:
        return None
    behind = max(source.last, verb.i) + 1
    end = _end(reading, behind, sentence.last)
    front = trimmed(reading, fronted(reading, sentence.first, before - 1), before - 1)
    if end is None or front is None or len(front) < 2:
        return None
    # A vital part, officials said, was to …: the verb comes after the interruption.
    interrupts = end < sentence.last and words[end + 1].is_finite
    if not interrupts and not _stands_alone(reading, front):
        return None
    rest = _rest(reading, end + 1, sentence.last)
    content = [extent(reading, piece) for piece in (front, rest) if piece is not None]
    return Told(content, Rule.PARENTHESIS, source, Stretch(verb.i, verb.i), verb, cue)


def _can_be_parenthetic(reading: Reading, verb: Word, source: Stretch) -> bool:
    if not (verb.is_finite or verb.tag == "VBN") or (verb.tag == "VBN" and verb.child("aux") is None):
        return False
    if speaks_of_itself(reading, source) or reading.words[source.first].lower in {"which", "that", "as"}:
        return False
    behind = max(verb.i, source.last)
    after = reading.after(behind)
    closed = after is not None and after.text == ","  # the bridge, officials said, was closed
    return closed or not any(
        child.relation in {"ccomp", "obj", "xcomp"} and child.i > behind for child in verb.children
    )


def fronted(reading: Reading, first: int, last: int) -> int:
    """The first word from ``first`` on that is the speaker's, not the writer's "But" or "For his part,"."""
    words = reading.words
    while first < last and words[first].text not in OPENING and (words[first].lower in OPENERS or words[first].is_mark):
        first += 1
    return behind_aside(words, first, last)


def _end(reading: Reading, i: int, end: int) -> int | None:
    """The last word of the reporter's, from ``i`` behind source and cue; None where it is no parenthesis."""
    words = reading.words
    at = i
    while at <= end and words[at].pos == "ADV":
        at += 1
    if at <= end and words[at].lower in _OPENS_A_CLAUSE:
        return None  # content follows the cue after all: "…, he said that it was"
    for at in range(i, end + 1):
        word = words[at]
        if word.text == ",":
            goes_on = at < end and words[at + 1].lower in _GOES_ON
            return end if goes_on else at
        if word.is_finite and at > i + 1 and word.pos != "AUX" and words[i] not in word.ancestors():
            return None if at < i + 4 else end
    return end


def _rest(reading: Reading, first: int, last: int) -> Stretch | None:
    """What the source goes on to say behind the parenthesis."""
    if first > last:
        return None
    stop = next((i - 1 for i in range(first + 1, last) if reading.words[i].text in _RESUMES), last)
    rest = trimmed(reading, first, stop)
    return rest if rest is not None and len(rest) > 1 else None


def _stands_alone(reading: Reading, stretch: Stretch) -> bool:
    """Whether it can be what somebody said: it has a finite verb, and not only in a clause of time or reason."""
    words = reading.inside(stretch)
    opening = words[0]
    finite = [word.i for word in words if word.is_finite]
    if not finite:
        return False
    if opening.tag in {"VBG", "VBN"} or opening.lower in _SUBORDINATING or opening.pos == "ADP":
        comma = next((word.i for word in words[:-1] if word.text == ","), None)
        return comma is not None and finite[-1] > comma
    return True
