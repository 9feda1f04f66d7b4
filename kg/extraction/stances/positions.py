"""The stances of a document: patterns with their ends led to actors or issues, and vouched for."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, product

from kg.extraction.actors.cast import Cast
from kg.extraction.attributions.told import Told
from kg.extraction.lexicon import verbs
from kg.extraction.speakers import Speakers
from kg.extraction.stances.agreeing import joined
from kg.extraction.stances.announced import is_only_intended
from kg.extraction.stances.beliefs import Beliefs
from kg.extraction.stances.evidence import evidence
from kg.extraction.stances.frames import Frame, frames
from kg.extraction.stances.holders import Holders
from kg.extraction.stances.leanings import Leanings
from kg.extraction.stances.patterns import Pattern, Patterns
from kg.extraction.stances.polarity import stated
from kg.extraction.stances.stood import Matter, Party, Stood
from kg.extraction.stances.targets import MOST, Targets
from kg.extraction.stances.topics import Topics
from kg.extraction.stances.verdicts import Verdicts
from kg.extraction.stances.voices import Voices
from kg.extraction.text.modality import certainty, intensity, obliged, tense
from kg.extraction.text.phrases import phrase
from kg.extraction.text.words import Stretch
from kg.records import ActorKind
from kg.relations import Family, Relation

_ACCUSES = verbs("accuses")
_SPECIFIC = 2  # a pattern more specific than this is surer


class Positions:
    """Finds the stances of a document."""

    def __init__(
        self,
        cast: Cast,
        topics: Topics,
        patterns: Patterns,
        every: Sequence[Told],
        speakers: Speakers,
        *,
        leanings: bool = True,
    ) -> None:
        self.leanings = leanings
        self.reading = cast.reading
        self.every = every
        self.topics = topics
        self.patterns = patterns
        self.holders = Holders(cast, speakers)
        self.targets = Targets(cast.reading, self.holders, topics, patterns)
        self.voices = Voices(every, speakers)

    def find(self, *, outside: Collection[int] = ()) -> list[Stood]:
        """Return the stances, in the order of their triggers; ``outside`` are the paragraphs that are not the article's."""
        found: list[Stood] = []
        for frame in frames(self.reading, self.patterns):
            if frame.trigger.paragraph not in outside:
                found += self._stances(frame)
        said = {stood.trigger for stood in found}
        beliefs = Beliefs(self.reading, self.holders, self.topics, self.voices, self.patterns.wrongs)
        found += [stood for stood in beliefs.find(self.every) if stood.told is None or stood.told.head not in said]
        found += Verdicts(self.reading, self.holders, self.topics, self.voices).find(self.every)
        if not self.leanings:
            return _distinct(found)
        read = Leanings(self.reading, self.holders, self.topics, self.voices).find(outside=outside)
        return joined(_distinct(found), list(read))

    def _stances(self, frame: Frame) -> Iterator[Stood]:
        """Yield the stances of one frame: every holder towards every target."""
        told = self.voices.vouching(frame.trigger)
        if _is_anothers(frame, told):
            return
        holders = self.holders.joined(frame.holder, told)[:MOST]
        if not holders:
            deed = frame.pattern.relation.family is Family.DEED
            holders = self.holders.behind(frame.holder, told, deed=deed)[:MOST]
        if not holders:
            return
        if obliged(frame.trigger):
            # Who should support a plan does not; who says "I must" does.
            speaker = self.voices.speakers.of(told)
            holders = [holder for holder in holders if holder.figure is speaker]
        targets = self.targets.of(frame, holders, told)[:MOST]
        if is_only_intended(frame):
            return
        for holder, target, relation in _pairs(frame.pattern, holders, targets):
            yield self._stood(frame, holder, target, relation, told)

    def _stood(
        self, frame: Frame, holder: Party, target: Party | Matter, relation: Relation, told: Told | None
    ) -> Stood:
        trigger = frame.trigger
        voice = self.voices.of(holder.figure, told)
        relation, negated = stated(self.reading, frame, target, relation, voice, by_a_person=holder.figure.is_person)
        words = self._evidence(frame, holder.words, target.words)
        return Stood(
            holder=holder,
            relation=relation,
            target=target,
            about=self.topics.about(trigger, words) if isinstance(target, Party) else (),
            trigger=trigger,
            evidence=words,
            negated=negated,
            certainty=certainty(trigger),
            tense=tense(trigger),
            intensity=intensity(trigger, frame.pattern.intensity),
            voice=voice,
            told=told,
            confidence=self._confidence(frame.pattern, holder, target),
            why=frame.pattern,
        )

    def _evidence(self, frame: Frame, *ends: Stretch) -> Stretch:
        sentence, trigger = self.reading.sentence(frame.trigger), frame.trigger.i
        who = phrase(self.reading, frame.holder)  # with all who are joined in it, and its apposition
        first = min([trigger, *(end.first for end in (who, *ends) if end.first in sentence)])
        last = max([frame.slots.last, *(end.last for end in ends[1:] if end.last in sentence)])
        return evidence(self.reading, frame.trigger, first, last)

    def _confidence(self, pattern: Pattern, holder: Party, target: Party | Matter) -> float:
        score = 0.75
        score += 0.05 if pattern.specific > _SPECIFIC else 0.0
        score -= 0.1 if holder.figure.kind is ActorKind.GROUP else 0.0
        if isinstance(target, Party):
            score -= 0.1 if target.figure.kind is ActorKind.GROUP else 0.0
        else:
            score -= 0.0 if self.topics.is_known(target.id) else 0.15
        return round(max(0.1, score), 2)


def _pairs(
    pattern: Pattern, holders: Sequence[Party], targets: Sequence[Party | Matter]
) -> Iterator[tuple[Party, Party | Matter, Relation]]:
    """Yield who stands how towards whom; several holders without a target may stand so towards each other."""
    mutual = next((relation for relation in pattern.relations if relation.symmetric), None)
    # "Talks between X and Y", "X and Y signed the accord"; but who speak to an issue do not speak to each other.
    free = pattern.relation.family is not Family.POSTURE or "Y" not in pattern.follows
    alone = not pattern.follows or (free and not any(isinstance(target, Party) for target in targets))
    if mutual is not None and len(holders) > 1 and alone:
        yield from ((one, other, mutual) for one, other in combinations(holders, 2))
        return
    for holder, target in product(holders, targets) if pattern.follows else ():  # "They met" needs two of them
        relation = pattern.towards(actor=isinstance(target, Party))
        himself = isinstance(target, Party) and target.figure is holder.figure
        if relation is not None and not himself:
            yield holder, target, relation


def _is_anothers(frame: Frame, told: Told | None) -> bool:
    """Whether a stance is the speaker's own, though a pattern finds it in others: what they are accused or thought of."""
    if told is None or frame.trigger is told.origin.head:
        return False
    sense = told.origin.sense
    return told.believes or (sense is not None and sense.lemma in _ACCUSES)


def _distinct(found: Sequence[Stood]) -> list[Stood]:
    """Keep the surer of two stances that say the same in one sentence, in the order of their triggers."""
    best: dict[tuple[str, str, bool, str, int], Stood] = {}
    for stood in found:
        target = stood.target
        key = (stood.holder.id, stood.relation.id, isinstance(target, Party), target.id, stood.trigger.sentence)
        if key not in best or stood.confidence > best[key].confidence:
            best[key] = stood
    return sorted(
        best.values(), key=lambda stood: (stood.trigger.i, stood.holder.id, stood.relation.id, stood.target.id)
    )
