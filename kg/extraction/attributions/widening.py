"""Contents that begin before their quotation: When they err, “nobody knows,” says Ruiz."""

from kg.extraction.attributions.frames import Frame, back_over_quotes, sentence_start
from kg.extraction.attributions.told import Told
from kg.extraction.lexicon import particles
from kg.extraction.text.marks import QUOTES, STOPS
from kg.extraction.text.phrases import behind_aside, trimmed
from kg.extraction.text.quotations import Quotation
from kg.extraction.text.reading import Reading

# "But", "meanwhile": the writer's, not the speaker's.
OPENERS = particles("opens a sentence")


def widen(reading: Reading, told: Told, quotation: Quotation, start: int) -> None:
    """Let a content begin where its sentence does, from ``start`` on: When they err, “nobody knows,” says Ruiz."""
    words, first = reading.words, quotation.words.first
    mark = back_over_quotes(reading, first - 1)
    if mark < start or words[mark].text in STOPS:
        return
    begin = sentence_start(reading, mark + 1, start)
    while begin <= mark and (words[begin].is_mark or words[begin].lower in OPENERS):
        begin += 1
    if begin > mark:
        return
    begin = behind_aside(words, begin, mark)
    if any(word.lower not in OPENERS and not word.is_mark for word in words[begin : mark + 1]):
        told.content[0] = (words[begin].start, _behind_mark(reading, quotation.end))


def lead_in(reading: Reading, told: Told, frame: Frame) -> None:
    """Add what stands before an interrupting source: The cable, Ruiz said, “was not touched”."""
    words, source, first = reading.words, frame.source, frame.outside.first
    if source is None or source.first - 1 <= first or words[source.first - 1].text != ",":
        return
    lead = trimmed(reading, behind_aside(words, first, source.first - 1), source.first - 2)
    if lead is None or frame.head.i <= source.last:
        return
    if words[lead.first].pos in {"DET", "NOUN", "PROPN", "PRON"}:
        start, end = told.content[0]
        told.content = [(words[lead.first].start, words[lead.last].end), (start - 1, _behind_mark(reading, end))]


def _behind_mark(reading: Reading, end: int) -> int:
    """Where a quotation ends with its mark; one that is never closed has none."""
    return end + 1 if reading.text[end : end + 1] in QUOTES else end
