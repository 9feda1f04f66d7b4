"""Whom a pronoun means: each understood once, when it is first asked for."""

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.groups import Groups
from kg.extraction.actors.persons import GENDERS, Persons
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.spoken import Memory, Spoken
from kg.extraction.actors.subjects import Subjects, is_subject
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind, Reason

FIRST = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
THIRD = frozenset(GENDERS) | _IT | _THEY
_BODIES = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION})


class Pronouns:
    """Leads the pronouns of a document to its figures.

    `kg.extraction.actors.anaphora` asks for them in the order of the text, so that one can stand on another.
    """

    def __init__(self, roster: Roster, groups: Groups) -> None:
        self.roster = roster
        self.memory = Memory()
        self.persons = Persons(roster.reading.words, self.memory)
        self._subjects = Subjects(roster.reading, self.memory)
        self._groups = groups
        self._speakers: dict[int, Figure] = {}  # who speaks in a quotation, by its number
        self._meant: dict[int, Figure | None] = {}

    def speaks(self, quotation: int, figure: Figure) -> None:
        """Tell whose words a quotation is, so that "I" in it can be led to the speaker."""
        self._speakers[quotation] = figure

    def speaker_of(self, word: Word) -> Figure | None:
        """Who speaks the words of the quotation in which a word stands."""
        return self._speakers.get(word.quote) if word.quote is not None else None

    def meant(self, word: Word) -> Figure | None:
        """The figure whom a pronoun means; None where the text does not tell."""
        if word.lower in FIRST or word.lower in FIRST_PLURAL:
            return self.first_person(word)
        if word.i not in self._meant:
            self._meant[word.i] = self._third_person(word)
        return self._meant[word.i]

    def first_person(self, word: Word) -> Figure | None:
        """Who says "I"; who says "we" speaks for the state or the organization that his office speaks for."""
        speaker = self.speaker_of(word)
        if speaker is None or word.lower in FIRST or speaker.speaks_for is None:
            if speaker is not None and (word.lower in FIRST or not speaker.is_person):
                speaker.mention(Stretch(word.i, word.i), Reason.SPEAKER)
            return speaker
        spoken_for = self.roster.known_figure(speaker.speaks_for)
        spoken_for.mention(Stretch(word.i, word.i), Reason.SPOKEN_FOR)
        return spoken_for

    def _third_person(self, word: Word) -> Figure | None:
        gender = GENDERS.get(word.lower)
        if gender is None:
            reason = Reason.SUBJECT if word.lower in _IT else Reason.SEVERAL
            return self._understood(word, self._body(word) if word.lower in _IT else self._several(word), reason)
        before = self.persons.before(word, gender, speaker=self.speaker_of(word))
        if before is not None:
            return self._understood(word, before, Reason.PERSON, gender)
        behind = self.persons.behind(word, gender) if is_subject(word) else None
        return self._understood(word, behind, Reason.LATER, gender)

    def _understood(
        self, word: Word, spoken: Spoken | None, reason: Reason, gender: str | None = None
    ) -> Figure | None:
        if spoken is None:
            return None
        figure = spoken.figure or self._groups.at(spoken.word)
        if figure is not None:
            figure.mention(Stretch(word.i, word.i), reason)
        self.memory.add(Spoken(word, figure, gender or spoken.gender, plural=spoken.plural))
        return figure

    def _body(self, word: Word) -> Spoken | None:
        """The state or organization that "it" means: the subject above it, or that of the sentence before."""
        described = word.relation == "nsubj" and word.head.child("cop") is not None
        if word.relation in {"obj", "expl"} or described:
            return None  # "replaced it", "it is time": a thing, or nothing at all
        spoken = self._subjects.above(word)
        is_body = spoken is not None and spoken.figure is not None and spoken.figure.kind in _BODIES
        return spoken if is_body else None

    def _several(self, word: Word) -> Spoken | None:
        """Those whom "they" means: people who are the subject above it, or that of the sentence before."""
        spoken = self._subjects.above(word)
        alone = spoken is not None and spoken.plural and spoken.word.child("conj") is None
        return spoken if alone else None  # "Ruiz and officials": nobody knows whether both
