"""Quotations and whose they are, paragraph by paragraph, quotation by quotation.

A quotation with a frame is its source's; one without goes on with what the last source said.
"""

from collections.abc import Sequence

from kg.extraction.attributions.cues import COLON, is_denied, verb_cue
from kg.extraction.attributions.fragments import goes_on, is_fragment, is_title
from kg.extraction.attributions.frames import Frame, back_over_quotes, only_marks
from kg.extraction.attributions.frames_ahead import frame_above, frame_ahead
from kg.extraction.attributions.frames_behind import frame_behind, leads_on, reports_more, signature
from kg.extraction.attributions.joints import joins, lists, second_cue, tells_more
from kg.extraction.attributions.said import Numbered, Said
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.attributions.widening import lead_in, trail, widen
from kg.extraction.text.marks import STOPS
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch

_SHORTEST_ALONE = 5  # words: fewer, alone in a paragraph, are a heading or a motto


def speech(reading: Reading, quotations: Sequence[Quotation]) -> list[Told]:
    """Return the attributions of a document that have quotations for content, in the order of the text."""
    by_paragraph: dict[int, list[Numbered]] = {}
    for number, quotation in enumerate(quotations):
        if quotation.outer is None:
            by_paragraph.setdefault(quotation.paragraph, []).append((number, quotation))
    found = _Speech(reading)
    for paragraph, group in by_paragraph.items():
        found.read(paragraph, group)
    return found.said.told


class _Speech:
    """Reads one paragraph after the other."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.said = Said(reading)

    def read(self, paragraph: int, group: Sequence[Numbered]) -> None:
        """Find whose the quotations of a paragraph are."""
        bounds = self.reading.paragraphs[paragraph]
        self.said.begin()
        for at, numbered in enumerate(group):
            first = group[at - 1][1].words.last + 1 if at else bounds.first
            last = group[at + 1][1].words.first - 1 if at + 1 < len(group) else bounds.last
            if not self._resumed(numbered, last) and not self._framed(numbered, Stretch(first, last)):
                self._unframed(numbered, is_first=at == 0, start=bounds.first)
        if self.said.last is not None:
            self.said.last_of_paragraph[paragraph] = self.said.last

    def _resumed(self, numbered: Numbered, end: int) -> bool:
        """Go on behind a frame: “…,” he said, “…” in one sentence, “…,” he said. “…” in the next."""
        said, quotation = self.said, numbered[1]
        last, frame, opening = said.last, said.frame, quotation.words.first
        if last is None:
            return False
        if last.rule is Rule.FRAME_BEFORE and self._is_listed(last, opening):
            said.one_more_piece(numbered, last)
            return True
        another = second_cue(self.reading, frame, opening) if frame is not None else None
        if another is not None:
            said.framed(numbered, another, Rule.FRAME_BEFORE)
            return True
        joined = frame is not None and joins(self.reading, opening, frame.cue.last + 1)
        if is_fragment(self.reading, quotation) and not joined:
            return False
        if not only_marks(self.reading, said.frame_end + 1, opening - 1):
            return False
        before = self.reading.words[back_over_quotes(self.reading, opening - 1)]
        if before.text not in STOPS:
            if frame is not None and tells_more(self.reading, frame, opening):
                return False
            said.one_more_piece(numbered, last)
            return True
        behind = frame_behind(self.reading, quotation, end)
        if behind is not None:
            said.framed_behind(numbered, behind)
        else:
            said.continued(numbered, last)
        return True

    def _is_listed(self, last: Told, opening: int) -> bool:
        """Whether a quotation is the next in a list: chanted “No” and “Never.”"""
        end = self.said.frame_end
        ends_open = end < opening and self.reading.text[last.end - 1] not in STOPS
        return ends_open and lists(self.reading, end + 1, opening - 1)

    def _framed(self, numbered: Numbered, around: Stretch) -> bool:
        """Find a cue and a source beside the quotation, inside ``around``."""
        reading, quotation = self.reading, numbered[1]
        if quotation.speaker is not None and quotation.sign is not None:
            around, sign = Stretch(quotation.speaker.first, quotation.sign.last), reading.words[quotation.sign.first]
            frame = Frame(sign, quotation.sign, COLON, quotation.speaker, around)
            self.said.framed(numbered, frame, Rule.FRAME_BEFORE)
            return True
        behind = frame_behind(reading, quotation, around.last) or signature(reading, quotation, around.last)
        ahead = None
        if behind is None or leads_on(reading, quotation, behind) or reports_more(reading, behind):
            ahead = frame_ahead(reading, quotation, around.first) if not goes_on(reading, quotation) else None
        if ahead is not None:
            told = self.said.framed(numbered, ahead, Rule.FRAME_BEFORE)
            lead_in(reading, told, ahead)
            trail(reading, told, ahead, quotation)
        elif behind is not None:
            told = self.said.framed_behind(numbered, behind)
            widen(reading, told, behind, quotation, start=around.first)
        return ahead is not None or behind is not None

    def _unframed(self, numbered: Numbered, *, is_first: bool, start: int) -> None:
        """Find whose a quotation is that has no frame of its own."""
        said, quotation = self.said, numbered[1]
        if is_fragment(self.reading, quotation):
            return
        opens = is_first and only_marks(self.reading, start, quotation.words.first - 1)
        frame = frame_above(self.reading, quotation.paragraph) if opens else None
        if frame is not None:
            said.framed(numbered, frame, Rule.FRAME_ABOVE)
            return
        before = said.by_start.get(quotation.continues.start) if quotation.continues is not None else None
        alone = opens and len(quotation.words) >= _SHORTEST_ALONE and not is_title(self.reading, quotation)
        if before is None and alone:
            before = said.last_of_paragraph.get(quotation.paragraph - 1)
        if before is None and self._goes_on_later(quotation):
            before = said.last
        if before is not None:
            said.continued(numbered, before)

    def _goes_on_later(self, quotation: Quotation) -> bool:
        """Whether nobody else spoke since a frame in the paragraph: “…,” she said. The hall was full. “…”"""
        first, last = self.said.frame_end + 1, quotation.words.first - 1
        if self.said.last is None or self.reading.words[back_over_quotes(self.reading, last)].text not in STOPS:
            return False
        others = (word for word in self.reading.words[first : last + 1] if word.is_finite and word.relation != "acl")
        return all(verb_cue(word) is None or is_denied(word) for word in others)
