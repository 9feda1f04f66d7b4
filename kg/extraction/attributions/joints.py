"""What stands between two quotations of one sentence: nothing, "but", a list, or a second cue of the same source."""

from kg.extraction.attributions.cues import COLON, verb_cue
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
    behind = _behind(frame)
    for word in reversed(reading.words[max(behind, last - _NEAR) : last + 1]):
        sense = speech_cue(word)
        if sense is None:
            continue
        if word.i != last and reading.words[last].text not in JOINTS:
            return None
        goes_on = word.tag == "VBG" or (word.child("nsubj") is None and reading.words[word.i - 1].lower in _JOINS)
        return Frame(word, Stretch(word.i, word.i), sense, frame.source, Stretch(word.i, last)) if goes_on else None
    if reading.words[last].text == ":" and last > behind:
        return Frame(reading.words[last], Stretch(last, last), COLON, frame.source, Stretch(last, last))
    return None


def tells_more(reading: Reading, frame: Frame, first: int) -> bool:
    """Whether a clause with its own cue stands between a frame and a quotation: “…,” he said, noting that it “…”."""
    words = reading.words
    participles = (i for i in range(_behind(frame), first) if words[i].tag == "VBG" and words[i - 1].text == ",")
    return any(verb_cue(words[i]) is not None for i in participles)


def _behind(frame: Frame) -> int:
    return max(frame.cue.last, frame.source.last if frame.source is not None else 0) + 1


def joins(reading: Reading, first: int, start: int) -> bool:
    """Whether only "but" or "and that" stand from ``start`` to a quotation at ``first``: “…,” he said, but “…”."""
    at = back_over_quotes(reading, first - 1)
    words = 0
    while at >= start and reading.words[at].lower in _JOINS:
        at -= 1
        words += 1
    return 0 < words <= _MOST_JOINING and at >= start - 1


def lists(reading: Reading, first: int, last: int) -> bool:
    """Whether the words between two quotations only list them: “…,” a “…” and “…”."""
    return all(word.is_mark or word.lower in _LISTS for word in reading.words[first : last + 1])
