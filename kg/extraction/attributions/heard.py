"""Attributions that the language pipeline finds by itself, beside those that rules find."""

from collections.abc import Collection, Iterator, Sequence

from kg.extraction.attributions.cues import Cue, noun_cue, verb_cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.sources import source_of
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.phrases import trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_WIDEST = 12  # words of a hole
# Where a content cannot end: before what its last words ask for.
_GOES_ON = frozenset({"obj", "xcomp", "fixed", "flat", "compound"})


def heard(reading: Reading) -> Iterator[Told]:
    """Yield what was heard as attributions, in the order of their cues."""
    for one in reading.heard:
        cue = max(one.cue, key=len)
        content = [part for piece in one.content if (part := _without_that(reading, piece)) is not None]
        if not content:
            continue
        head = _head(reading, cue)
        source = _source(reading, one.source, cue) or _shared(reading, head)
        outside = {i for piece in (*one.cue, *one.source) for i in piece}
        pieces = [extent(reading, piece) for piece in _joined(reading, content, outside)]
        yield Told(pieces, Rule.HEARD, source, cue, head, _sense(head), sure=one.sure)


def _without_that(reading: Reading, piece: Stretch) -> Stretch | None:
    """A piece without marks at its ends, and without the "that" that leads to it."""
    found = trimmed(reading, piece.first, piece.last)
    if found is None or len(found) == 1 or reading.words[found.first].lower != "that":
        return found
    leads = reading.words[found.first].relation == "mark"
    return trimmed(reading, found.first + 1, found.last) if leads else found


def _head(reading: Reading, cue: Stretch) -> Word:
    """The word that a cue turns on: that which the others of it hang on, a verb before a noun."""
    words = reading.inside(cue)
    top = next((word for word in words if word.head.i not in cue or word.is_root), words[0])
    return next((word for word in words if verb_cue(word) is not None and word.pos == "VERB"), top)


def _sense(head: Word) -> Cue:
    return verb_cue(head) or noun_cue(head) or Cue(head.lemma)


def _source(reading: Reading, pieces: Sequence[Stretch], cue: Stretch) -> Stretch | None:
    """The piece nearest to the cue, without the comma that closes it or the mark of its owner."""
    found = [part for piece in pieces if (part := trimmed(reading, piece.first, piece.last)) is not None]
    if not found:
        return None
    nearest = min(found, key=lambda piece: max(piece.first - cue.last, cue.first - piece.last))
    last = nearest.last
    while last > nearest.first and reading.words[last].tag == "POS":
        last -= 1
    return Stretch(nearest.first, last)


def _shared(reading: Reading, head: Word) -> Stretch | None:
    """Whose a participle is that goes on with somebody's doing: The mayor left, saying that …"""
    if head.tag != "VBG" or head.child("nsubj") is not None:
        return None
    return source_of(reading, head)


def _joined(reading: Reading, pieces: Sequence[Stretch], outside: set[int]) -> list[Stretch]:
    """The pieces without their holes: only cue and source (``outside``) interrupt a content, and only its end ends it."""
    found: list[Stretch] = []
    for piece in sorted(pieces, key=lambda piece: piece.first):
        if found and piece.first - found[-1].last <= _WIDEST and not outside & {*range(found[-1].last, piece.first)}:
            found[-1] = Stretch(found[-1].first, max(found[-1].last, piece.last))
        else:
            found.append(piece)
    return [Stretch(piece.first, _end(reading, piece, outside)) for piece in found]


def _end(reading: Reading, piece: Stretch, outside: Collection[int]) -> int:
    """Where a piece ends in the parse: seeks to | curb the rise."""
    words, last = reading.words, piece.last
    sentence = reading.sentence(words[last])
    while last < sentence.last:
        word = words[last + 1]
        if word.head.i not in range(piece.first, last + 1) or word.relation not in _GOES_ON or word.i in outside:
            break
        last = max(last, *(each.i for each in word.subtree() if each.i not in outside))
    return last
