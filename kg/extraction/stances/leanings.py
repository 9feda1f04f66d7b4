"""Stances that the encoder reads, with or without a word that a table knows, led to actors and issues."""

from collections.abc import Collection, Iterator

from kg.extraction.actors.figures import Figure
from kg.extraction.attributions.told import Told
from kg.extraction.stances.evidence import evidence
from kg.extraction.stances.holders import Holders
from kg.extraction.stances.stood import Matter, Party, Rule, Stood
from kg.extraction.stances.topics import Topics
from kg.extraction.stances.voices import Voices
from kg.extraction.text.modality import certainty, intensity, tense
from kg.extraction.text.reading import Leaning, Reading
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind
from kg.relations import Family, relation

_LEAST = 0.3  # of what the encoder makes of a sign; rarer ones are nearly all wrong
_THIS = frozenset({"it", "this", "that", "these", "those", "which"})
_PLAIN = 2
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "VERB"})


class Leanings:
    """Leads the ends of what the encoder reads."""

    def __init__(self, reading: Reading, holders: Holders, topics: Topics, voices: Voices) -> None:
        self.reading = reading
        self.words = reading.words
        self.holders = holders
        self.topics = topics
        self.voices = voices

    def find(self, *, outside: Collection[int] = ()) -> Iterator[Stood]:
        """Yield the stances, in the order of their targets; ``outside`` are the paragraphs that are not the article's."""
        for one in sorted(
            self.reading.leanings, key=lambda one: (one.target.first, one.holder.first if one.holder else -1)
        ):
            if one.sure >= _LEAST and self.words[one.target.first].paragraph not in outside:
                yield from self._stances(one)

    def _stances(self, one: Leaning) -> Iterator[Stood]:
        head = self._head(one.target)
        told = self.voices.around(head)
        holders = self._holders(one, told)
        for holder in holders:
            for target in self._targets(one, head, told):
                if not isinstance(target, Party) or target.figure is not holder.figure:
                    yield self._stood(one, holder, target, head, told)

    def _holders(self, one: Leaning, told: Told | None) -> list[Party]:
        if one.holder is None:
            speaker, source = self.voices.speakers.of(told), told.origin.source if told is not None else None
            return [Party(speaker, source)] if speaker is not None and source is not None else []
        head = self._head(one.holder)
        vouching = self.voices.around(head)
        found = self.holders.at(head, vouching)
        if not found and head.tag not in {"PRP", "PRP$"}:
            figure = self.holders.cast.source(one.holder)
            found = [Party(figure, one.holder)] if figure is not None else []
        return found[:1]

    def _targets(self, one: Leaning, head: Word, told: Told | None) -> Iterator[Party | Matter]:
        """Yield whom, or which issue, a target's words mean."""
        parties = self.holders.at(head, told)
        named = [party for party in parties if party.figure.kind is not ActorKind.GROUP]
        if named or head.tag in {"PRP", "PRP$"}:
            yield from named
            if not named and head.lower in _THIS:
                yield from self._before(one, head)
            return
        spoken = next((one_ for one_ in self.topics.sides_beside(head) if _meet(one_.words, one.target)), None)
        if spoken is not None:
            self.topics.use(spoken.issue, spoken.words)
            yield Matter(spoken.issue, one.target)
        elif head.lower in _THIS:
            yield from self._before(one, head)
        elif (owner := self._owner(one, head)) is not None:
            yield Party(owner, one.target)
        elif parties:
            yield from parties
        else:
            new = self.topics.propose(one.target)
            if new is not None:
                yield new

    def _owner(self, one: Leaning, head: Word) -> Figure | None:
        """Whose conduct or words are judged; who takes a side on a plan takes it on the plan."""
        judged = relation(one.relation).family in {Family.EVALUATION, Family.EXPECTATION}
        owner = self.holders.owner(one.target, head) if judged else None
        return owner if owner is not None and owner.kind is not ActorKind.GROUP else None

    def _before(self, one: Leaning, head: Word) -> Iterator[Matter]:
        issue = self.topics.before(head)
        if issue is not None:
            yield Matter(issue, one.target)

    def _stood(self, one: Leaning, holder: Party, target: Party | Matter, head: Word, told: Told | None) -> Stood:
        trigger = self._trigger(one, head)
        vouching = self.voices.vouching(trigger) or told
        ends = [end for end in (holder.words, target.words) if self.words[end.first].sentence == head.sentence]
        first, last = min(end.first for end in ends), max(end.last for end in ends)
        words = evidence(self.reading, trigger, min(first, trigger.i), last)
        return Stood(
            holder=holder,
            relation=relation(one.relation if isinstance(target, Party) else one.on_issue),
            target=target,
            about=self.topics.about(trigger, words) if isinstance(target, Party) else (),
            trigger=trigger,
            evidence=words,
            negated=False,
            certainty=certainty(trigger),
            tense=tense(trigger),
            intensity=intensity(trigger, _PLAIN),
            voice=self.voices.of(holder.figure, vouching),
            told=vouching,
            confidence=one.sure,
            why=Rule.LEANING,
            leaning=one.sure,
        )

    def _trigger(self, one: Leaning, head: Word) -> Word:
        """The word that joins the two ends in the parse: the lowest that both hang on; else what the target hangs on."""
        above = [head, *_above(head)]
        if one.holder is not None:
            behind = self._head(one.holder)
            theirs = {behind.i, *(word.i for word in _above(behind))}
            joint = next((word for word in above if word.i in theirs), None)
            if joint is not None and joint is not behind and joint is not head:
                return joint
        return next((word for word in above[1:] if word.pos in {"VERB", "NOUN", "ADJ"}), head)

    def _head(self, stretch: Stretch) -> Word:
        """The word of a stretch that the others hang on."""
        for word in self.reading.inside(stretch):
            if (word.is_root or word.head.i not in stretch) and word.pos in _NOMINAL:
                return word
        return self.words[stretch.last]


def _above(word: Word) -> Iterator[Word]:
    seen = 0
    while not word.is_root and seen < 40:
        word = word.head
        seen += 1
        yield word


def _meet(one: Stretch, other: Stretch) -> bool:
    return one.first <= other.last and other.first <= one.last
