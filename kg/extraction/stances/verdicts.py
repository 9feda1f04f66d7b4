"""What speakers call others: "he is a liar" criticizes him, "her great speech" respects her.

The words are those of ``ontology/verdicts.csv``. Only what is said by somebody counts, and only of somebody else.
"""

from collections.abc import Iterator, Sequence

from kg.extraction.attributions.told import Told
from kg.extraction.lexicon import verdicts
from kg.extraction.stances.evidence import evidence
from kg.extraction.stances.holders import Holders
from kg.extraction.stances.stood import Matter, Party, Rule, Stood
from kg.extraction.stances.topics import Topics
from kg.extraction.stances.voices import Voices
from kg.extraction.text.chunks import chunk_before
from kg.extraction.text.modality import certainty, denied, intensity, tense
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import antecedent
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind
from kg.relations import Relation, relation

_BAD, _GOOD = verdicts("bad"), verdicts("good")
_NOBODY = frozenset({"it", "this", "that", "there", "what", "which"})
_IMAGINED = frozenset({"should", "must", "would", "could", "might", "may", "can", "ought", "if"})
_FORESEEN = frozenset({"would", "could"})
_THIS = frozenset({"it", "this", "that"})
_SAID_OF = frozenset({"root", "amod", "ccomp", "conj", "parataxis", "xcomp", "advcl", "acl"})
_SURE = 0.55
_PLAIN = 2


class Verdicts:
    """Finds what the speakers of a document think of others, by what they call them."""

    def __init__(self, reading: Reading, holders: Holders, topics: Topics, voices: Voices) -> None:
        self.reading = reading
        self.holders = holders
        self.topics = topics
        self.voices = voices

    def find(self, every: Sequence[Told]) -> Iterator[Stood]:
        """Yield the verdicts in the contents of attributions."""
        for told in every:
            holder, source = self.voices.speakers.of(told), told.origin.source
            if holder is None or source is None:
                continue
            for word in self._words(told):
                found = _verdict(word)
                if found is not None and self.voices.around(word) is told:
                    for target in self._judged(word, told):
                        # What a plan would be is said of the plan; what a man would be is said of no man.
                        if _is_imagined(word, of_issue=isinstance(target, Matter)):
                            continue
                        if not isinstance(target, Party) or target.figure not in {holder, None}:
                            yield self._stood(Party(holder, source), found, target, word, told)

    def _words(self, told: Told) -> Iterator[Word]:
        for start, end in told.content:
            inside = self.reading.within(start, end)
            yield from self.reading.inside(inside) if inside is not None else ()

    def _judged(self, word: Word, told: Told) -> Iterator[Party | Matter]:
        """Yield of whom, or of which issue, a verdict is said."""
        head = word.head if word.relation == "amod" else word
        bearer = head.child("nsubj")
        if bearer is not None and bearer.lower in _THIS and not _has_clause(word):
            spoken_of = self.topics.before(word)
            if spoken_of is not None:
                yield Matter(spoken_of, Stretch(bearer.i, bearer.i))
        elif bearer is not None and bearer.lower not in _NOBODY:
            yield from self._named(antecedent(bearer, head), told)
        elif bearer is None and head is not word:
            owner = self._owner(head)
            if owner is not None:
                yield owner

    def _named(self, bearer: Word, told: Told) -> Iterator[Party | Matter]:
        parties = [party for party in self.holders.at(bearer, told) if party.figure.kind is not ActorKind.GROUP]
        yield from parties
        if parties or bearer.tag == "PRP":
            return
        spoken = next((one for one in self.topics.sides_beside(bearer) if bearer.i in one.words), None)
        if spoken is not None:
            self.topics.use(spoken.issue, spoken.words)
            yield Matter(spoken.issue, chunk_before(self.reading, bearer))
        elif (owner := self._owner(bearer)) is not None:
            yield owner

    def _owner(self, noun: Word) -> Party | None:
        """Whose conduct a noun is."""
        chunk = chunk_before(self.reading, noun)
        owned = any(word.tag in {"POS", "PRP$"} for word in self.reading.inside(chunk))
        owner = self.holders.owner(chunk, noun) if owned else None
        return Party(owner, chunk) if owner is not None and owner.kind is not ActorKind.GROUP else None

    def _stood(self, holder: Party, found: Relation, target: Party | Matter, word: Word, told: Told) -> Stood:
        words = evidence(self.reading, word, min(word.i, target.words.first), max(word.i, target.words.last))
        return Stood(
            holder=holder,
            relation=relation("criticizes") if _is_denied(word) else found,
            target=target,
            about=self.topics.about(word, words) if isinstance(target, Party) else (),
            trigger=word,
            evidence=words,
            negated=_is_denied(word) and found.id == "criticizes",
            certainty=certainty(word),
            tense=tense(word),
            intensity=intensity(word, _PLAIN),
            voice=self.voices.of(holder.figure, told),
            told=told,
            confidence=_SURE,
            why=Rule.VERDICT,
        )


def _verdict(word: Word) -> Relation | None:
    """The relation that a word states of whom it is said."""
    if word.pos not in {"ADJ", "NOUN"} or word.relation not in _SAID_OF or word.case:
        return None
    if word.lower in _BAD:
        return relation("criticizes")
    return relation("respects") if word.lower in _GOOD else None


def _is_denied(word: Word) -> bool:
    """Whether somebody is said not to be so: who is not honest is criticized, who is no liar is not."""
    return denied(word) or (word.relation == "amod" and denied(word.head))


def _has_clause(word: Word) -> bool:
    """Whether a clause says what is so: "it is wrong to close the port"."""
    return any(child.relation in {"csubj", "xcomp", "ccomp", "acl", "advcl"} for child in word.children)


def _is_imagined(word: Word, *, of_issue: bool) -> bool:
    """Whether it only would, should or may be so."""
    said = word.head if word.relation == "amod" else word
    imagined = _IMAGINED - _FORESEEN if of_issue else _IMAGINED
    if any(child.lower in imagined for child in said.children) or any(child.lower == "too" for child in word.children):
        return True
    above = said.head  # "nobody can claim that", "I am not arguing that"
    nobody = any(child.lower in {"nobody", "one", "none"} for child in above.children)
    return said.relation == "ccomp" and not said.is_root and (denied(above) or nobody)
