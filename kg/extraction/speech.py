"""Quotations and the words beside them that say whose they are: “…,” said Ruiz.

What stands next to a quotation mark is a better guide than the parse, which a quotation of several
sentences confuses. Read paragraph by paragraph, quotation by quotation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.cues import Cue, verb_cue
from kg.extraction.phrases import behind_aside, is_punctuation, nominal, phrase, phrase_after, phrase_before, trimmed
from kg.extraction.quotations import Quotation
from kg.extraction.reading import Reading, Stretch, Word
from kg.extraction.told import Told

_FAR = 30  # words between a source and its cue, at most: a name with its role and institute
_STOPS = frozenset(".!?")
_OPENERS = frozenset(
    "but and so yet indeed moreover however meanwhile still instead also then thus therefore nevertheless nonetheless besides".split()
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A cue and its source beside a quotation."""

    head: Word
    cue: Stretch
    sense: Cue
    source: Stretch | None
    outside: Stretch  # everything that belongs to the frame


class Speech:
    """Finds the attributions of a document that have quotations for content."""

    def __init__(self, reading: Reading, quotations: Sequence[Quotation]) -> None:
        self.reading = reading
        self.words = reading.words
        self.quotations = quotations
        self.told: list[Told] = []
        self._by_quotation: dict[int, Told] = {}
        self._last_of_paragraph: dict[int, Told] = {}

    def find(self) -> list[Told]:
        """Return the attributions, in the order of the text."""
        outer = [(number, found) for number, found in enumerate(self.quotations) if found.outer is None]
        by_paragraph: dict[int, list[tuple[int, Quotation]]] = {}
        for number, found in outer:
            by_paragraph.setdefault(found.paragraph, []).append((number, found))
        for paragraph, group in by_paragraph.items():
            self._paragraph(paragraph, group)
        return self.told

    def _paragraph(self, paragraph: int, group: list[tuple[int, Quotation]]) -> None:
        bounds = self.reading.paragraphs[paragraph]
        last: Told | None = None
        frame_end = -1  # the last word of the frame of the quotation before
        for at, (number, quotation) in enumerate(group):
            before = group[at - 1][1].words.last + 1 if at else bounds.first
            after = group[at + 1][1].words.first - 1 if at + 1 < len(group) else bounds.last
            between_is_frame = (
                last is not None and frame_end >= 0 and self._only_marks(frame_end + 1, quotation.words.first - 1)
            )
            if last is not None and between_is_frame and not self._is_fragment(quotation):
                # “…,” he said, “…” goes on in the sentence; “…,” he said. “…” begins another.
                if self.words[self._back_over_marks(quotation.words.first - 1)].text not in _STOPS:
                    last.content.append((quotation.start, quotation.end))
                    last.quotations.append(number)
                    self._by_quotation[quotation.start] = last
                    continue
                again = self._frame_after(quotation, after)
                last = (
                    self._add(quotation, number, again, how="frame after")
                    if again
                    else self._continue(quotation, number, last)
                )
                frame_end = again.outside.last if again else quotation.words.last
                continue
            frame = self._frame_after(quotation, after) or self._signature(quotation, after)
            if frame is not None:
                last, frame_end = self._add(quotation, number, frame, how="frame after"), frame.outside.last
                self._widen(last, quotation, before)
                continue
            frame = self._frame_before(quotation, before) if not self._goes_on(quotation) else None
            if frame is not None:
                last, frame_end = self._add(quotation, number, frame, how="frame before"), quotation.words.last
                self._lead_in(last, frame)
                continue
            if self._is_fragment(quotation):
                continue
            frame = (
                self._frame_above(paragraph)
                if at == 0 and self._only_marks(bounds.first, quotation.words.first - 1)
                else None
            )
            if frame is not None:
                last, frame_end = self._add(quotation, number, frame, how="frame above"), quotation.words.last
                continue
            borrowed = self._borrowed(quotation, paragraph, at == 0, before)
            if borrowed is not None:
                last, frame_end = self._continue(quotation, number, borrowed), quotation.words.last
        if last is not None:
            self._last_of_paragraph[paragraph] = last

    # ── what a quotation is

    def _is_fragment(self, quotation: Quotation) -> bool:
        """Whether it is a few words inside somebody else's sentence: the plan was “a disgrace” to him."""
        first = self.words[quotation.words.first]
        before = self._back_over_marks(quotation.words.first - 1)
        opens_sentence = (
            before < self.reading.paragraph(first).first
            or self.words[before].text in {".", "!", "?", ":", ",", "—", "–", "…", "..."}
            or self.words[before].quote is not None
        )
        if not opens_sentence:
            return True
        text = self.reading.text[quotation.start : quotation.end]
        ends_open = text[-1:] not in {".", ",", "!", "?", "…", "—", "-"}
        behind = self.reading.text[quotation.end + 1 : quotation.end + 2]
        if ends_open and len(quotation.words) < 8 and behind not in {",", ".", "?", "!", ""}:
            return True
        return len(quotation.words) <= 3 and ends_open

    def _goes_on(self, quotation: Quotation) -> bool:
        """Whether the sentence goes on behind a few quoted words: “decoupling” was not a goal."""
        after = quotation.words.last + 1
        while after < len(self.words) and self.words[after].text in {"”", '"', "’", "''"}:
            after += 1
        if not self._is_fragment(quotation) or after > self.reading.paragraph(self.words[quotation.words.first]).last:
            return False
        return self.words[after].text[0].islower() and self.words[after].tag not in {"CC", "IN"}

    def _fronted_title(self, quotation: Quotation) -> bool:
        """Whether it is the name of a broadcast or a book before the sentence begins: On “Today,” Ruiz said that …"""
        sentence = self._sentence_start(
            quotation.words.first - 1, self.reading.paragraph(self.words[quotation.words.first]).first
        )
        opening = self.words[sentence]
        return opening.pos == "ADP" and opening.quote is None and len(quotation.words) <= 6

    def _only_marks(self, first: int, last: int) -> bool:
        return all(is_punctuation(self.words[i]) for i in range(first, last + 1))

    def _back_over_marks(self, i: int) -> int:
        while i >= 0 and self.words[i].text in {"“", '"', "‘", "'", "``", "«", "„", "”", "’", "''"}:
            i -= 1
        return i

    # ── frames

    def _frame_after(self, quotation: Quotation, end: int) -> _Frame | None:
        """Find “…,” said X / “…,” X said behind a quotation."""
        words, first = self.words, quotation.words.last + 1
        if not quotation.closed:
            return None
        quoted = self.reading.text[quotation.start : quotation.end].rstrip()
        while first <= end and is_punctuation(words[first]):
            if words[first].text in {".", ";", ":"} or (words[first].text in "([" and first > quotation.words.last + 1):
                return None
            first += 1
        if first > end:
            return None
        comma = quoted.endswith((",", "?", "!", "—", "–", "-", "…", "...")) or words[first - 1].text in {
            ",",
            "—",
            "–",
            "-",
        }
        sentence_end = self._sentence_end(first, end)
        if not comma and not (quoted.endswith(".") and words[first].text[0].islower()):
            if words[first].tag not in {"VBD", "VBZ"} or verb_cue(words[first]) is None:
                return None
            if not self._inverted(first, sentence_end):
                return None
        sense = self._cue_at(first)
        if sense and self._inverted(first, sentence_end):
            cue = Stretch(first, first)
            source = phrase_after(self.reading, first + 1, end=sentence_end)
            return _Frame(words[first], cue, sense, source, Stretch(first, sentence_end))
        for i in range(first, min(sentence_end, first + _FAR) + 1):
            word = words[i]
            if word.text in _STOPS or (i > first and word.text in {";", ":"}):
                return None
            sense = self._cue_at(i)
            if sense and i > first and self._a_subject(first, i - 1):
                if self._fronted_title(quotation) and i < sentence_end - 1:
                    return None
                source = trimmed(self.reading, first, self._without_helpers(first, i - 1))
                return _Frame(word, self._whole_cue(i), sense, source, Stretch(first, sentence_end))
            helps = i < sentence_end and self._cue_at(self._next_verb(i, sentence_end)) is not None
            if (
                word.tag in {"VBD", "VBZ", "VBP", "MD"}
                and not sense
                and not helps
                and i > first
                and word.relation != "acl"
            ):
                return None
        return None

    def _next_verb(self, i: int, end: int) -> int:
        """The verb that the helper at ``i`` helps: "has also said"."""
        at = i + 1
        while at < end and self.words[at].pos in {"AUX", "ADV", "PART"}:
            at += 1
        return at

    def _signature(self, quotation: Quotation, end: int) -> _Frame | None:
        """Find “…” — Ruiz, a name behind a dash at the end of a paragraph."""
        words, dash = self.words, quotation.words.last + 1
        while dash <= end and words[dash].text in {"”", '"', "’", "''", "."}:
            dash += 1
        if (
            dash >= end
            or words[dash].text not in {"—", "–", "―", "--", "-"}
            or end != self.reading.paragraph(words[dash]).last
        ):
            return None
        source = trimmed(self.reading, dash + 1, end)
        if source is None or len(source) > 25 or words[source.first].tag not in {"NNP", "NNPS"}:
            return None
        sense = Cue("—", "speech", frozenset({"quote"}), frozenset())
        return _Frame(words[dash], Stretch(dash, dash), sense, source, Stretch(dash, end))

    def _frame_before(self, quotation: Quotation, start: int) -> _Frame | None:
        """Find X said, “…” / X told reporters: “…” / Xi: “…” before a quotation."""
        words, last = self.words, self._back_over_marks(quotation.words.first - 1)
        if last < start:
            return None
        joint = words[last].text
        sentence = max(start, self._sentence_start(last, start))
        if joint == ":":
            colon = self._before_colon(sentence, last)
            if colon is not None:
                return colon
        if joint not in {",", ":", "that", "—", "–"} and verb_cue(words[last]) is None:
            return None
        for i in range(last, max(sentence, last - 20) - 1, -1):
            sense = self._cue_at(i)
            if sense and words[i].quote is None:
                if joint not in {":", ","} and i != last and joint != "that":
                    return None
                source = self._interrupting(words[i], sentence, quotation) or self._source_of(words[i], sentence, last)
                if source is None and joint != ":":
                    continue
                return _Frame(words[i], self._whole_cue(i), sense, source, Stretch(sentence, last))
        return None

    def _frame_above(self, paragraph: int) -> _Frame | None:
        """Find "Ruiz continued:" at the end of the paragraph above a quotation."""
        if paragraph == 0:
            return None
        above = self.reading.paragraphs[paragraph - 1]
        if self.words[above.last].text != ":":
            return None
        start = self.reading.sentence(self.words[above.last]).first
        for i in range(above.last - 1, start, -1):
            sense = self._cue_at(i)
            source = (
                self._source_of(self.words[i], start, above.last) if sense and self.words[i].quote is None else None
            )
            if sense and source is not None:
                return _Frame(self.words[i], self._whole_cue(i), sense, source, Stretch(start, above.last))
        return None

    def _before_colon(self, first: int, colon: int) -> _Frame | None:
        """Find "Ruiz: “…”", a name and nothing else before a colon."""
        inside = self.words[first:colon]
        if not inside or len(inside) > 12 or any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in inside):
            return None
        if inside[0].text[0].isupper() and nominal(inside[-1]):
            source = trimmed(self.reading, first, colon - 1)
            sense = Cue(":", "speech", frozenset({"quote"}), frozenset())
            return _Frame(self.words[colon], Stretch(colon, colon), sense, source, Stretch(first, colon))
        return None

    def _cue_at(self, i: int) -> Cue | None:
        word = self.words[i]
        cue = verb_cue(word)
        if cue is None or not cue.takes & {"quote", "clause"}:
            return None
        # "report", "claim", "comment" are nouns more often than not, unless the tagger says verb.
        if word.tag in {"NN", "NNP", "JJ"} and not word.lower.endswith("ed"):
            return None
        if word.tag == "NNS" and word.lower not in {
            "says",
            "adds",
            "asks",
            "wonders",
            "notes",
            "argues",
            "writes",
            "warns",
            "insists",
        }:
            return None
        return cue

    def _inverted(self, i: int, end: int) -> bool:
        """Whether a subject follows the cue at ``i``: said Ruiz."""
        following = self.words[i + 1] if i + 1 <= end else None
        if following is None:
            return False
        return following.tag in {
            "NNP",
            "NNPS",
            "DT",
            "PRP",
            "PRP$",
            "NN",
            "NNS",
            "JJ",
            "CD",
        } and following.lower not in {"him", "them", "me", "us", "that"}

    def _a_subject(self, first: int, last: int) -> bool:
        last = self._without_helpers(first, last)
        while last > first and is_punctuation(self.words[last]):
            last -= 1
        return last >= first and (
            nominal(self.words[last]) or self.words[last].lower in {"he", "she", "they", "it", "who"}
        )

    def _without_helpers(self, first: int, last: int) -> int:
        while last > first and (self.words[last].pos in {"AUX", "ADV", "PART"} or self.words[last].tag in {"MD", "RB"}):
            last -= 1
        return last

    def _whole_cue(self, i: int) -> Stretch:
        """The cue with its helpers: "has said"."""
        first = i
        while first > 0 and self.words[first - 1].head is self.words[i] and self.words[first - 1].relation == "aux":
            first -= 1
        return Stretch(first, i)

    def _source_of(self, verb: Word, start: int, end: int) -> Stretch | None:
        subject = verb.child("nsubj")
        if subject is not None and start <= subject.i <= end and subject.i < verb.i:
            found = phrase(self.reading, subject)
            if found.last < verb.i:
                return found
        controller = verb
        while (
            subject is None and controller.relation in {"advcl", "conj", "xcomp"} and controller.head is not controller
        ):
            controller = controller.head
            subject = controller.child("nsubj")
        if subject is not None and subject.quote is None:
            return phrase(self.reading, subject)
        near = phrase_before(self.reading, verb.i - 1, start=start)
        return near if near is not None and nominal(self.words[near.last]) else None

    def _interrupting(self, verb: Word, start: int, quotation: Quotation) -> Stretch | None:
        """The source that interrupts a sentence which ends in a quotation: The cable, Ruiz said, “was not touched”."""
        if not self.words[quotation.words.first].text[0].islower() or self.words[verb.i - 1].text == ",":
            return None
        near = phrase_before(self.reading, verb.i - 1, start=start)
        if (
            near is None
            or near.first - 2 < start
            or self.words[near.first - 1].text != ","
            or self.words[near.last].tag not in {"NNP", "NNPS", "PRP"}
        ):
            return None
        return near

    def _sentence_end(self, i: int, end: int) -> int:
        """The last word of the sentence that goes on at ``i`` behind a quotation."""
        while i < end and self.words[i].text not in _STOPS:
            i += 1
        return i

    def _sentence_start(self, i: int, start: int) -> int:
        while i > start and (self.words[i - 1].text not in _STOPS or self.words[i - 1].quote is not None):
            i -= 1
        return i

    # ── attributions

    def _add(self, quotation: Quotation, number: int, frame: _Frame, *, how: str) -> Told:
        made = Told(
            [(quotation.start, quotation.end)],
            frame.source,
            frame.cue,
            frame.head,
            frame.sense,
            how=how,
            quotations=[number],
        )
        made.addressee = self._addressee(frame)
        self.told.append(made)
        self._by_quotation[quotation.start] = made
        return made

    def _continue(self, quotation: Quotation, number: int, before: Told) -> Told:
        made = Told(
            [(quotation.start, quotation.end)], continues=before, how="continued", sure=0.8, quotations=[number]
        )
        self.told.append(made)
        self._by_quotation[quotation.start] = made
        return made

    def _addressee(self, frame: _Frame) -> Stretch | None:
        """Whom X told."""
        if "addressee" not in frame.sense.takes:
            return None
        told = frame.head.child("iobj") or frame.head.child("obj")
        if told is not None and told.i in frame.outside and told.i > frame.head.i:
            return phrase(self.reading, told)
        return None

    def _widen(self, made: Told, quotation: Quotation, start: int) -> None:
        """Let the content begin where its sentence does: When they err, “nobody knows,” says Ruiz."""
        first = quotation.words.first
        mark = self._back_over_marks(first - 1)
        begin = self._sentence_start(mark + 1, start) if mark >= start else first
        while begin < first and (is_punctuation(self.words[begin]) or self.words[begin].lower in _OPENERS):
            begin += 1
        if begin > mark or self.words[mark].text in _STOPS:
            return
        begin = behind_aside(self.words, begin, mark)  # "On the contrary," is the writer's
        fronted = self.words[begin : mark + 1]
        if not fronted or all(word.lower in _OPENERS or is_punctuation(word) for word in fronted):
            return
        made.content[0] = (self.words[begin].start, quotation.end + 1)

    def _lead_in(self, made: Told, frame: _Frame) -> None:
        """Add what stands before an interrupting source: The cable, Ruiz said, “was not touched”."""
        if (
            frame.source is None
            or frame.source.first - 1 <= frame.outside.first
            or self.words[frame.source.first - 1].text != ","
        ):
            return
        begin = behind_aside(self.words, frame.outside.first, frame.source.first - 1)
        lead = trimmed(self.reading, begin, frame.source.first - 2)
        if (
            lead is not None
            and self.words[lead.first].pos in {"DET", "NOUN", "PROPN", "PRON"}
            and frame.head.i > frame.source.last
        ):
            start, end = made.content[0]
            made.content = [(self.words[lead.first].start, self.words[lead.last].end), (start - 1, end + 1)]

    def _borrowed(self, quotation: Quotation, paragraph: int, first: bool, start: int) -> Told | None:
        """Whose words a quotation without a frame are."""
        if quotation.continues is not None:
            before = self._by_quotation.get(quotation.continues.start)
            if before is not None:
                return before
        alone = first and self._only_marks(start, quotation.words.first - 1)
        if not alone or len(quotation.words) < 5:
            return None
        return self._last_of_paragraph.get(paragraph - 1)
