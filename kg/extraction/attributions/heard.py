"""Attributions that the language pipeline finds by itself, beside those that rules find."""

from collections.abc import Iterator, Sequence

from kg.extraction.attributions.cues import Cue, noun_cue, verb_cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.phrases import trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word


def heard(reading: Reading) -> Iterator[Told]:
    """Yield what was heard as attributions, in the order of their cues."""
    for one in reading.heard:
        cue = max(one.cue, key=len)
        content = [part for piece in one.content if (part := trimmed(reading, piece.first, piece.last)) is not None]
        if not content:
            continue
        head = _head(reading, cue)
        source = _source(reading, one.source, cue)
        pieces = [extent(reading, piece) for piece in _joined(reading, content)]
        yield Told(pieces, Rule.HEARD, source, cue, head, _sense(head), sure=one.sure)


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


def _joined(reading: Reading, pieces: Sequence[Stretch]) -> list[Stretch]:
    """The pieces, those as one between which only marks stand."""
    found: list[Stretch] = []
    for piece in sorted(pieces, key=lambda piece: piece.first):
        between = reading.words[found[-1].last + 1 : piece.first] if found else []
        if found and all(word.is_mark for word in between):
            found[-1] = Stretch(found[-1].first, max(found[-1].last, piece.last))
        else:
            found.append(piece)
    return found
