"""What contents tell of others: who believes that another does wrong fears him, who says so accuses him.

The wrongs are the verbs of ``ontology/wrongs.csv``.
"""

from collections.abc import Collection, Iterator, Sequence

from kg.extraction.actors.figures import Figure
from kg.extraction.attributions.told import Told
from kg.extraction.stances.evidence import evidence
from kg.extraction.stances.holders import Holders
from kg.extraction.stances.stood import Party, Rule, Stood
from kg.extraction.stances.topics import Topics
from kg.extraction.stances.voices import Voices
from kg.extraction.text.modality import certainty, denied, tense
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import subject
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind, Tense
from kg.relations import relation

_SURE = 0.45
_PLAIN = 2
_KINDS = frozenset({"thought", "speech"})
_OWNER_REACH = 4  # words before a doer in which its owner stands


class Beliefs:
    """Finds what the speakers of a document hold against others."""

    def __init__(
        self, reading: Reading, holders: Holders, topics: Topics, voices: Voices, wrongs: Collection[str]
    ) -> None:
        self.reading = reading
        self.holders = holders
        self.topics = topics
        self.voices = voices
        self.wrongs = wrongs

    def find(self, every: Sequence[Told]) -> Iterator[Stood]:
        """Yield the stances that attributions tell of by what is said in them."""
        for told in every:
            sense, holder = told.origin.sense, self.voices.speakers.of(told)
            if holder is None or told.head is None or told.source is None or sense is None or sense.kind not in _KINDS:
                continue
            party = Party(holder, told.source)
            for wrong, doer, who in self._wrongs(told):
                if who is holder or who.id == holder.speaks_for:
                    continue
                if told.believes:
                    # What a believer fears is his own; who says that he believes it vouches for that.
                    vouching = self.voices.around(told.head)
                    yield self._stood(party, "worriesAbout", who, wrong, first=told.source.first, told=vouching)
                elif tense(wrong) is not Tense.FUTURE and self.voices.around(wrong) is told:
                    yield self._stood(party, "accuses", who, wrong, first=doer.i, told=told)

    def _wrongs(self, told: Told) -> Iterator[tuple[Word, Word, Figure]]:
        """Yield each wrong that a content tells of, with the word for its doer and the doer."""
        for start, end in told.content:
            inside = self.reading.within(start, end)
            for word in self.reading.inside(inside) if inside is not None else ():
                if word.tag.startswith("VB") and word.lower in self.wrongs and not denied(word):
                    doer = subject(self.reading, word)
                    if doer is not None and inside is not None and doer.i in inside:
                        yield from ((word, doer, figure) for figure in self._doers(doer, told, inside.first))

    def _doers(self, doer: Word, told: Told, first: int) -> list[Figure]:
        found = [party.figure for party in self.holders.joined(doer, told)]
        if not found:
            owner = self.holders.owner(Stretch(max(first, doer.i - _OWNER_REACH), doer.i), doer)
            found = [owner] if owner is not None else []
        return [figure for figure in found if figure.kind is not ActorKind.GROUP]

    def _stood(self, holder: Party, name: str, who: Figure, wrong: Word, *, first: int, told: Told | None) -> Stood:
        words = evidence(self.reading, wrong, min(first, wrong.i), wrong.i)
        return Stood(
            holder=holder,
            relation=relation(name),
            target=Party(who, who.mentioned_in(words) or words),
            about=self.topics.about(wrong, words),
            trigger=wrong,
            evidence=words,
            negated=False,
            certainty=certainty(wrong),
            tense=tense(wrong) if name == "accuses" else Tense.PRESENT,
            intensity=_PLAIN,
            voice=self.voices.of(holder.figure, told),
            told=told,
            confidence=_SURE,
            why=Rule.WRONG,
        )
