"""Explains the stances of one document, from what its extraction has kept in hand."""

from collections.abc import Iterator, Sequence

from kg.extraction.assembly import Assembly
from kg.extraction.dates.stated import when
from kg.extraction.explaining import ends, relating, vouching
from kg.extraction.explaining.reasons import Explanation, Mark, Reason
from kg.extraction.explaining.wording import Wording
from kg.extraction.stances.stood import Party, Stood
from kg.extraction.stances.sureness import ALWAYS, shipped
from kg.extraction.text.words import Stretch
from kg.records import Attribution, Basis, Record, Span, Stance, Tense

_TOLD = 0.05  # the least weight that is worth a word


class Explainer:
    """Gives every stance of a record its reasons.

    The reasons are looked up where the values were decided: in the pattern or the rule of the stance, in the tables
    of words, in the offices of the document's day.
    """

    def __init__(self, assembly: Assembly, record: Record) -> None:
        self.assembly = assembly
        self.reading = assembly.reading
        self.record = record
        self._attributions = {each.id: each for each in record.attributions}

    def explain(self, every: Sequence[Stood]) -> list[Explanation]:
        """Return the explanations, in the order of the record."""
        return [self._explained(stood, stance) for stood, stance in zip(every, self.record.stances, strict=True)]

    def _explained(self, stood: Stood, stance: Stance) -> Explanation:
        said = self._attributions.get(stance.attribution or "")
        marks = tuple(self._marks(stood, stance, said))
        target = stood.target
        return Explanation(
            document=self.record.document.id,
            stance=stance,
            holder=stood.holder.figure.name,
            target=target.figure.name if isinstance(target, Party) else self.assembly.topics.label(target.id),
            sentence=self._sentence(stood, said),
            marks=marks,
            reasons=tuple(self._reasons(stood, stance, said)),
        )

    def _marks(self, stood: Stood, stance: Stance, said: Attribution | None) -> Iterator[Mark]:
        if said is not None:
            yield from (Mark("source", span) for span in said.source)
            yield from (Mark("cue", span) for span in said.cue)
        yield Mark("trigger", self.reading.span(Stretch(stood.trigger.i, stood.trigger.i)))
        for role, span in (("holder", stance.holder_mention), ("target", stance.target_mention)):
            if span is not None:
                yield Mark(role, span)

    def _sentence(self, stood: Stood, said: Attribution | None) -> Span:
        """The sentences of the evidence, with the source where it stands in the same paragraph."""
        words = self.reading.words
        first = self.reading.sentence(words[stood.evidence.first]).first
        last = self.reading.sentence(words[stood.evidence.last]).last
        source = stood.told.origin.source if said is not None and stood.told is not None else None
        if source is not None and words[source.first].paragraph == words[first].paragraph:
            first = min(first, self.reading.sentence(words[source.first]).first)
            last = max(last, self.reading.sentence(words[source.last]).last)
        return self.reading.span(Stretch(first, last))

    def _reasons(self, stood: Stood, stance: Stance, said: Attribution | None) -> Iterator[Reason]:
        topics, wording = self.assembly.topics, Wording(self.reading, stood)
        yield ends.reason(self.reading, topics, "holder", stood.holder)
        yield from relating.reasons(stood, wording)
        yield ends.reason(self.reading, topics, "target", stood.target)
        if stood.about:
            yield Reason("about", "; ".join(map(topics.label, stood.about)), "issues that the evidence speaks of")
        speaker = self.assembly.speakers.of(stood.told)
        yield vouching.reason(stood, speaker, self.assembly.cast.roster.known, self.assembly.document.published)
        yield from wording.reasons()
        yield self._date(stood, stance, said)
        yield Reason("confidence", f"{stance.confidence:g}", self._sureness(stood, stance))

    def _date(self, stood: Stood, stance: Stance, said: Attribution | None) -> Reason:
        date = stance.date
        if date is None:
            return Reason("date", "none", "the text tells none, and when it was published is not known")
        if date.basis is Basis.PUBLICATION:
            return Reason("date", date.value, "the day of publication, as the text tells no other")
        here = when(self.reading, stood.evidence, self.assembly.document.published, future=stood.tense is Tense.FUTURE)
        if here == date:
            return Reason("date", date.value, "told in the evidence")
        cue = f" “{said.cue[0].text}”" if said is not None and said.cue else ""
        return Reason("date", date.value, f"told beside the cue{cue}")

    def _sureness(self, stood: Stood, stance: Stance) -> str:
        """What the confidence rests on: what raises and lowers the odds, by the table, the weightiest first."""
        weights = {name: shipped().get(name, 0.0) for name in self.assembly.seen(stood, stance) if name != ALWAYS}
        names = sorted(weights, key=lambda name: (-abs(weights[name]), name))
        told = ["so often are stances like it right"]
        for verb, sign in (("raised by", 1), ("lowered by", -1)):
            those = [name for name in names if weights[name] * sign >= _TOLD]
            if those:
                told.append(f"{verb} {', '.join(those)}")
        return "; ".join(told)
