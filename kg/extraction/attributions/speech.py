"""Quotations and whose they are, paragraph by paragraph, quotation by quotation.

A quotation with a frame is its source's; one without goes on with what the last source said.
"""

from collections.abc import Sequence

from kg.extraction.attributions.fragments import goes_on, is_fragment
from kg.extraction.attributions.frames import Frame, back_over_quotes, only_marks
from kg.extraction.attributions.frames_ahead import frame_above, frame_ahead
from kg.extraction.attributions.frames_behind import frame_behind, leads_on, signature
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.attributions.widening import lead_in, widen
from kg.extraction.text.marks import STOPS
from kg.extraction.text.phrases import phrase
from kg.extraction.text.quotations import Quotation
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch

_SHORTEST_ALONE = 5  # words: fewer, alone in a paragraph, are a heading or a motto
_SURE_OF_CONTINUED = 0.8

Numbered = tuple[int, Quotation]  # a quotation and its number in the document


def speech(reading: Reading, quotations: Sequence[Quotation]) -> list[Told]:
    """Return the attributions of a document that have quotations for content, in the order of the text."""
    by_paragraph: dict[int, list[Numbered]] = {}
    for number, quotation in enumerate(quotations):
        if quotation.outer is None:
            by_paragraph.setdefault(quotation.paragraph, []).append((number, quotation))
    found = _Speech(reading)
    for paragraph, group in by_paragraph.items():
        found.read(paragraph, group)
    return found.told


class _Speech:
    """What has been said so far."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.told: list[Told] = []
        self._by_start: dict[int, Told] = {}  # by where their quotations begin
        self._last_of_paragraph: dict[int, Told] = {}
        self._last: Told | None = None  # of the paragraph that is read
        self._frame_end = -1  # the last word of its frame, or of its quotation

    def read(self, paragraph: int, group: Sequence[Numbered]) -> None:
        """Find whose the quotations of a paragraph are."""
        bounds = self.reading.paragraphs[paragraph]
        self._last, self._frame_end = None, -1
        for at, numbered in enumerate(group):
            first = group[at - 1][1].words.last + 1 if at else bounds.first
            last = group[at + 1][1].words.first - 1 if at + 1 < len(group) else bounds.last
            if not self._resumed(numbered, last) and not self._framed(numbered, Stretch(first, last)):
                self._unframed(numbered, is_first=at == 0, start=bounds.first)
        if self._last is not None:
            self._last_of_paragraph[paragraph] = self._last

    def _resumed(self, numbered: Numbered, end: int) -> bool:
        """Go on behind a frame: “…,” he said, “…” in one sentence, “…,” he said. “…” in the next."""
        _, quotation = numbered
        last = self._last
        if last is None or is_fragment(self.reading, quotation):
            return False
        if not only_marks(self.reading, self._frame_end + 1, quotation.words.first - 1):
            return False
        before = self.reading.words[back_over_quotes(self.reading, quotation.words.first - 1)]
        if before.text not in STOPS:
            last.content.append((quotation.start, quotation.end))
            last.quotations.append(numbered[0])
            self._by_start[quotation.start] = last
            return True
        frame = frame_behind(self.reading, quotation, end)
        if frame is not None:
            self._add(numbered, frame, Rule.FRAME_AFTER)
            self._frame_end = frame.outside.last
        else:
            self._continue(numbered, last)
        return True

    def _framed(self, numbered: Numbered, around: Stretch) -> bool:
        """Find a cue and a source beside the quotation, inside ``around``."""
        _, quotation = numbered
        frame = frame_behind(self.reading, quotation, around.last) or signature(self.reading, quotation, around.last)
        ahead = None
        if frame is None or leads_on(self.reading, quotation, frame):
            ahead = frame_ahead(self.reading, quotation, around.first) if not goes_on(self.reading, quotation) else None
        if frame is not None and ahead is None:
            told = self._add(numbered, frame, Rule.FRAME_AFTER)
            self._frame_end = frame.outside.last
            widen(self.reading, told, quotation, around.first)
            return True
        if ahead is not None:
            lead_in(self.reading, self._add(numbered, ahead, Rule.FRAME_BEFORE), ahead)
        return ahead is not None

    def _unframed(self, numbered: Numbered, *, is_first: bool, start: int) -> None:
        """Find whose a quotation is that has no frame of its own."""
        _, quotation = numbered
        if is_fragment(self.reading, quotation):
            return
        opens = is_first and only_marks(self.reading, start, quotation.words.first - 1)
        frame = frame_above(self.reading, quotation.paragraph) if opens else None
        if frame is not None:
            self._add(numbered, frame, Rule.FRAME_ABOVE)
            return
        before = self._by_start.get(quotation.continues.start) if quotation.continues is not None else None
        if before is None and opens and len(quotation.words) >= _SHORTEST_ALONE:
            before = self._last_of_paragraph.get(quotation.paragraph - 1)
        if before is not None:
            self._continue(numbered, before)

    def _add(self, numbered: Numbered, frame: Frame, rule: Rule) -> Told:
        number, quotation = numbered
        content = [(quotation.start, quotation.end)]
        told = Told(content, rule, frame.source, frame.cue, frame.head, frame.sense, quotations=[number])
        told.addressee = self._addressee(frame)
        return self._note(told, quotation)

    def _continue(self, numbered: Numbered, before: Told) -> Told:
        number, quotation = numbered
        content = [(quotation.start, quotation.end)]
        told = Told(content, Rule.CONTINUED, continues=before, sure=_SURE_OF_CONTINUED, quotations=[number])
        return self._note(told, quotation)

    def _note(self, told: Told, quotation: Quotation) -> Told:
        self.told.append(told)
        self._by_start[quotation.start] = told
        self._last, self._frame_end = told, quotation.words.last
        return told

    def _addressee(self, frame: Frame) -> Stretch | None:
        """Whom X told."""
        if "addressee" not in frame.sense.takes:
            return None
        told = frame.head.child("iobj") or frame.head.child("obj")
        if told is None or told.i not in frame.outside or told.i < frame.head.i:
            return None
        return phrase(self.reading, told)
