"""What stands between two quotations of one sentence: nothing, "but", a list, or a second cue of the same source."""

from kg.extraction.attributions.frames import JOINTS, Frame, back_over_quotes, speech_cue
from kg.extraction.lexicon import particles
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch

_JOINS = particles("joins two quotations")
_LISTS = particles("lists quotations")
_NEAR = 6  # words between a second cue and its quotation
_MOST_JOINING = 3  # words


def second_cue(reading: Reading, frame: Frame, first: int) -> Frame | None:
    """Find the cue that leads from a frame to the quotation that begins at ``first``: “…,” Ruiz said, adding, “…”."""
    last = back_over_quotes(reading, first - 1)
    if last > frame.outside.last:
        return None  # another sentence
    behind = max(frame.cue.last, frame.source.last if frame.source is not None else 0)
    for word in reversed(reading.words[max(behind + 1, last - _NEAR) : last + 1]):
        sense = speech_cue(word)
        if sense is None:
            continue
        if word.i != last and reading.words[last].text not in JOINTS:
            return None
        goes_on = word.tag == "VBG" or (word.child("nsubj") is None and reading.words[word.i - 1].lower in _JOINS)
        if goes_on:
            return Frame(word, Stretch(word.i, word.i), sense, frame.source, Stretch(word.i, last))
        return None
    return None


def joins(reading: Reading, first: int, start: int) -> bool:
    """Whether only "but", "and that" join a quotation at ``first`` to what was quoted before ``start``: “…,” he said, but “…”."""
    at = back_over_quotes(reading, first - 1)
    words = 0
    while at >= start and reading.words[at].lower in _JOINS:
        at -= 1
        words += 1
    return 0 < words <= _MOST_JOINING and at >= start - 1


def lists(reading: Reading, first: int, last: int) -> bool:
    """Whether the words between two quotations only list them: “…,” a “…” and “…”."""
    return all(word.is_mark or word.lower in _LISTS for word in reading.words[first : last + 1])
