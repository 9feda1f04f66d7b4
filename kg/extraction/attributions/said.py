"""What has been said so far, quotation by quotation: whoever finds a frame, or a piece that goes on, notes it here."""

from kg.extraction.attributions.frames import Frame
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.phrases import phrase
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch

_SURE_OF_CONTINUED = 0.8

Numbered = tuple[int, Quotation]  # a quotation and its number in the document


class Said:
    """The attributions of the quotations that were read, and where the last one of the paragraph stands."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.told: list[Told] = []
        self.by_start: dict[int, Told] = {}  # by where their quotations begin
        self.last_of_paragraph: dict[int, Told] = {}
        self.last: Told | None = None  # of the paragraph that is read
        self.frame: Frame | None = None  # behind the last quotation
        self.frame_end = -1  # the last word of that frame, or of the quotation

    def begin(self) -> None:
        """Begin a paragraph."""
        self.last, self.frame, self.frame_end = None, None, -1

    def framed_behind(self, numbered: Numbered, frame: Frame) -> Told:
        """Note a quotation with a frame behind it."""
        told = self.framed(numbered, frame, Rule.FRAME_AFTER)
        self.frame, self.frame_end = frame, frame.outside.last
        return told

    def framed(self, numbered: Numbered, frame: Frame, rule: Rule) -> Told:
        """Note a quotation with a frame ahead of it or above it."""
        number, quotation = numbered
        content = [(quotation.start, quotation.end)]
        told = Told(content, rule, frame.source, frame.cue, frame.head, frame.sense, quotations=[number])
        told.addressee = self._addressee(frame)
        return self._note(told, quotation)

    def continued(self, numbered: Numbered, before: Told) -> Told:
        """Note a quotation that has the source of another."""
        number, quotation = numbered
        content = [(quotation.start, quotation.end)]
        told = Told(content, Rule.CONTINUED, continues=before, sure=_SURE_OF_CONTINUED, quotations=[number])
        return self._note(told, quotation)

    def one_more_piece(self, numbered: Numbered, told: Told) -> None:
        """Let a quotation be one more piece of what was told."""
        number, quotation = numbered
        told.content.append((quotation.start, quotation.end))
        told.quotations.append(number)
        self.by_start[quotation.start] = told
        if told.rule is Rule.FRAME_BEFORE:
            self.frame_end = quotation.words.last

    def _note(self, told: Told, quotation: Quotation) -> Told:
        self.told.append(told)
        self.by_start[quotation.start] = told
        self.last, self.frame, self.frame_end = told, None, quotation.words.last
        return told

    def _addressee(self, frame: Frame) -> Stretch | None:
        """Whom X told."""
        if "addressee" not in frame.sense.takes:
            return None
        told = frame.head.child("iobj") or frame.head.child("obj")
        if told is None or told.i not in frame.outside or told.i < frame.head.i:
            return None
        return phrase(self.reading, told)
