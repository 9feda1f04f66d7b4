"""Attributions that the language pipeline finds by itself, beside those that rules find."""

from collections.abc import Iterator, Sequence

from kg.extraction.attributions.cues import Cue, noun_cue, phrase_cue, verb_cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.sources import source_of
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.phrases import phrase, trimmed
from kg.extraction.text.reading import Heard, Reading
from kg.extraction.text.subjects import antecedent, is_passive, patient
from kg.extraction.text.words import Stretch, Word

_WIDEST = 12  # words of a hole
# Where a content cannot end: before what its last words ask for.
_GOES_ON = frozenset({"obj", "xcomp", "fixed", "flat", "compound"})
_SOON = 6  # words
_RELATIVE = frozenset({"who", "which", "that"})


def heard(reading: Reading) -> Iterator[Told]:
    """Yield what was heard as attributions, in the order of their cues."""
    for one in reading.heard:
        cue = max(one.cue, key=len)
        if cue.first == cue.last and reading.words[cue.first].text == ":" and reading.words[cue.first].paragraph == 0:
            continue  # a headline's, which has its own rule
        head = _head(reading, cue)
        source = _source(reading, one, head)
        outside = {i for piece in (*one.cue, *([source] if source is not None else ())) for i in piece}
        content = _content(reading, one.content, head, outside)
        if content:
            pieces = [extent(reading, piece) for piece in content]
            relied = phrase_cue(reading.words, cue.first)
            rule = Rule.ACCORDING_TO if relied is not None else Rule.HEARD
            yield Told(pieces, rule, source, cue, head, relied or _sense(head), sure=one.sure)


def _head(reading: Reading, cue: Stretch) -> Word:
    """The word that a cue turns on: that which the others of it hang on, a verb before a noun."""
    words = reading.inside(cue)
    top = next((word for word in words if word.head.i not in cue or word.is_root), words[0])
    return next((word for word in words if verb_cue(word) is not None and word.pos == "VERB"), top)


def _sense(head: Word) -> Cue:
    # What no lexicon knows as a word of saying is a stand that somebody takes: supports, is wary of.
    return verb_cue(head) or noun_cue(head) or Cue(head.lemma, kind="intention")


# ── source


def _source(reading: Reading, one: Heard, head: Word) -> Stretch | None:
    """Who says it: what was heard, or where that is nobody, what the parse tells of participles and passives."""
    found = _nearest(reading, one)
    done_to = patient(head) if is_passive(head) else None
    if found is None or (done_to is not None and done_to.i in found and head.tag == "VBN"):
        if is_passive(head):
            return source_of(reading, head) or _behind_by(reading, one)
        return source_of(reading, head) if head.tag == "VBG" and head.child("nsubj") is None else None
    first = reading.words[found.first]
    if len(found) > 1:
        return found
    if first.lower == "it" and is_passive(head):
        return source_of(reading, head)
    return _with_antecedent(reading, first) if first.lower in _RELATIVE else found


def _behind_by(reading: Reading, one: Heard) -> Stretch | None:
    """A name behind the "by" that a content ends with, which the parse hangs on a word of it: called a coward by Oslo."""
    last = max(one.content, key=lambda piece: piece.last)
    for i in range(last.last - 1, last.first, -1):
        if reading.words[i].lower == "by":
            return trimmed(reading, i + 1, last.last)
        if not reading.words[i + 1].is_proper:
            return None
    return None


def _nearest(reading: Reading, one: Heard) -> Stretch | None:
    """The piece nearest to the cue, without the comma that closes it or the mark of its owner."""
    cue = max(one.cue, key=len)
    found = [part for piece in one.source if (part := trimmed(reading, piece.first, piece.last)) is not None]
    if not found:
        return None
    nearest = min(found, key=lambda piece: max(piece.first - cue.last, cue.first - piece.last))
    last = nearest.last
    while last > nearest.first and reading.words[last].tag == "POS":
        last -= 1
    return Stretch(nearest.first, last)


def _with_antecedent(reading: Reading, pronoun: Word) -> Stretch:
    """A relative pronoun with the noun that it stands for: The engineer who."""
    noun = antecedent(pronoun, pronoun.head)
    if noun is pronoun or noun.sentence != pronoun.sentence or noun.i > pronoun.i:
        return Stretch(pronoun.i, pronoun.i)
    return Stretch(phrase(reading, noun).first, pronoun.i)


# ── content


def _content(reading: Reading, pieces: Sequence[Stretch], head: Word, outside: set[int]) -> list[Stretch]:
    """The pieces without holes, marks and the "that" that leads to them; cue and source stand ``outside``."""
    split = [_without_by(reading, part) for piece in pieces for part in _without(piece, outside)]
    found = [part for piece in split if (part := _without_that(reading, piece, head)) is not None]
    found = [piece for piece in found if len(piece) > 1 or not _is_empty(reading.words[piece.first], head)]
    return [Stretch(piece.first, _end(reading, piece, outside)) for piece in _joined(found, outside)]


def _without_by(reading: Reading, piece: Stretch) -> Stretch:
    """A piece without the "by" that leads to its source."""
    leads = len(piece) > 1 and reading.words[piece.last].lower == "by"
    return Stretch(piece.first, piece.last - 1) if leads else piece


def _is_empty(word: Word, head: Word) -> bool:
    """Whether a word alone is nothing that is said: "by"; the "it" of "it is said that"."""
    return word.pos == "ADP" or (word.lower == "it" and head.child("ccomp", "csubj") is not None)


def _without(piece: Stretch, outside: set[int]) -> Iterator[Stretch]:
    first = piece.first
    for i in piece:
        if i in outside:
            if first < i:
                yield Stretch(first, i - 1)
            first = i + 1
    if first <= piece.last:
        yield Stretch(first, piece.last)


def _without_that(reading: Reading, piece: Stretch, head: Word) -> Stretch | None:
    found = trimmed(reading, piece.first, piece.last)
    if found is None:
        return None
    for word in reading.words[found.first : min(found.first + _SOON, found.last)]:
        # What stands before it tells when or to whom: said the day before that …
        leads = word.i == found.first or word.head.head is head
        if word.lower == "that" and word.relation == "mark" and leads:
            return trimmed(reading, word.i + 1, found.last)
    return found


def _joined(pieces: Sequence[Stretch], outside: set[int]) -> list[Stretch]:
    """The pieces without their holes: only cue and source interrupt a content, and only its end ends it."""
    found: list[Stretch] = []
    for piece in sorted(pieces, key=lambda piece: piece.first):
        if found and piece.first - found[-1].last <= _WIDEST and not outside & {*range(found[-1].last, piece.first)}:
            found[-1] = Stretch(found[-1].first, max(found[-1].last, piece.last))
        else:
            found.append(piece)
    return found


def _end(reading: Reading, piece: Stretch, outside: set[int]) -> int:
    """Where a piece ends in the parse: seeks to | curb the rise."""
    words, last = reading.words, piece.last
    sentence = reading.sentence(words[last])
    while last < sentence.last:
        word = words[last + 1]
        if word.head.i not in range(piece.first, last + 1) or word.relation not in _GOES_ON or word.i in outside:
            break
        last = max(last, *(each.i for each in word.subtree() if each.i not in outside))
    return last
