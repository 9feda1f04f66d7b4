"""Contents that begin before their quotation or end behind it.

When they err, “nobody knows,” says Ruiz. Ruiz calls it “a gift” to the banks.
"""

from kg.extraction.attributions.contents import cut
from kg.extraction.attributions.frames import Frame, back_over_quotes, sentence_start, speech_cue
from kg.extraction.attributions.told import Told
from kg.extraction.lexicon import particles
from kg.extraction.text.marks import CLOSING, DASHES, QUOTES, STOPS, ends_like_speech
from kg.extraction.text.phrases import behind_aside, tells_a_circumstance, trimmed
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Word

# "But", "meanwhile": the writer's, not the speaker's.
OPENERS = particles("opens a sentence")
_PARTS = DASHES | {":", "-", "--"}
_OF_SAYING = particles("ends a source")  # what follows tells of the saying: “nobody” after a meeting in Oslo


def widen(reading: Reading, told: Told, frame: Frame, quotation: Quotation, *, start: int) -> None:
    """Let a content begin where its sentence does, from ``start`` on: When they err, “nobody knows,” says Ruiz."""
    words, first = reading.words, quotation.words.first
    if words[frame.outside.first - 1].lower == "as":
        return  # “…,” as Ruiz put it: the rest is the writer's
    mark = back_over_quotes(reading, first - 1)
    if mark < start or words[mark].text in STOPS or words[mark].text in _PARTS:
        return
    begin = sentence_start(reading, mark + 1, start)
    while begin <= mark and (words[begin].is_mark or words[begin].lower in OPENERS):
        begin += 1
    if begin > mark:
        return
    begin = behind_aside(words, begin, mark)
    if any(speech_cue(word) is not None and word.child("nsubj") is not None for word in words[begin : mark + 1]):
        return  # officials denied it, but “…,” said Ruiz: somebody else's
    if any(word.lower not in OPENERS and not word.is_mark for word in words[begin : mark + 1]):
        told.content[0] = (words[begin].start, _behind_mark(reading, quotation.end))


def lead_in(reading: Reading, told: Told, frame: Frame) -> None:
    """Add what stands before an interrupting source: The cable, Ruiz said, “was not touched”."""
    words, source, first = reading.words, frame.source, frame.outside.first
    if source is None or source.first - 1 <= first or words[source.first - 1].text != ",":
        return
    if not reading.text[told.start].islower():
        return  # a sentence of its own: The cable was old, Ruiz said: “Nobody touched it”
    lead = trimmed(reading, behind_aside(words, first, source.first - 1), source.first - 2)
    if lead is None or frame.head.i <= source.last:
        return
    if words[lead.first].pos in {"DET", "NOUN", "PROPN", "PRON"}:
        start, end = told.content[0]
        told.content = [(words[lead.first].start, words[lead.last].end), (start - 1, _behind_mark(reading, end))]


def trail(reading: Reading, told: Told, frame: Frame, quotation: Quotation) -> None:
    """Let a content go on with its sentence, where the quotation is a part of it: said that “nobody” would pay."""
    words, behind = reading.words, behind_marks(reading, quotation)
    end = reading.sentence(words[quotation.words.first]).last
    if behind > end or ends_like_speech(reading.text, quotation.end):
        return
    after, joint = words[behind], back_over_quotes(reading, quotation.words.first - 1)
    joint -= words[joint].text == ","  # said that, “of course,” he would
    if not after.text[0].islower() or _is_of_saying(words, behind, end):
        return
    if words[joint].lower != "that" and words[quotation.words.first].text[0].isupper():
        return
    whole = cut(reading, quotation.words.first, frame.head, end)
    if whole is not None and whole.last >= behind:
        told.content[-1] = (quotation.start - 1, words[whole.last].end)


def behind_marks(reading: Reading, quotation: Quotation) -> int:
    """The first word behind the marks that close a quotation."""
    i = quotation.words.last + 1
    while i < len(reading.words) and reading.words[i].text in CLOSING:
        i += 1
    return i


def _is_of_saying(words: list[Word], i: int, end: int) -> bool:
    """Whether what follows a quotation tells when or where it was said, rather than what."""
    if words[i].pos == "ADP" and any(word.is_finite for word in words[i : end + 1]):
        return False  # “nobody who works” on the bridge would be dismissed
    if words[i].lower in _OF_SAYING:
        return True
    return words[i].lower in {"in", "at", "to"} and tells_a_circumstance(words, i, end)


def _behind_mark(reading: Reading, end: int) -> int:
    """Where a quotation ends with its mark; one that is never closed has none."""
    return end + 1 if reading.text[end : end + 1] in QUOTES else end
