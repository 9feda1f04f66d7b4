"""Whom a pronoun means, by what stands before it."""

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.groups import Groups
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.spoken import Memory, Spoken
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind, Reason

FIRST = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
THIRD = frozenset(_GENDERS) | _IT | _THEY
_INSIDE_NAMES = frozenset({"flat", "compound", "appos", "list"})
_FAR = 8  # sentences
_NEAR = 2  # sentences within which "they" looks back
_TOGETHER = frozenset({ActorKind.GROUP, ActorKind.ORGANIZATION})


class Pronouns:
    """Leads the pronouns of a document to its figures.

    Each is understood once, when it is first asked for; `kg.extraction.actors.anaphora` asks in the order of the text.
    """

    def __init__(self, roster: Roster, groups: Groups) -> None:
        self.roster = roster
        self.words = roster.reading.words
        self.memory = Memory()
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
        gender = _GENDERS.get(word.lower)
        if gender is not None:
            return self._understood(word, self._person(word, gender), Reason.PERSON, gender)
        if word.lower in _IT:
            return self._understood(word, self._body(word), Reason.SUBJECT, None)
        return self._understood(word, self._several(word), Reason.SEVERAL, None) if word.lower in _THEY else None

    def _understood(self, word: Word, spoken: Spoken | None, reason: Reason, gender: str | None) -> Figure | None:
        if spoken is None:
            return None
        figure = spoken.figure or self._groups.at(spoken.word)
        if figure is not None:
            figure.mention(Stretch(word.i, word.i), reason)
            if gender is not None and figure.gender is None:
                figure.gender = gender
        self.memory.add(Spoken(word, figure, gender or spoken.gender, plural=spoken.plural))
        return figure

    def _person(self, word: Word, gender: str) -> Spoken | None:
        """The person last spoken of; a subject or a speaker before anybody else in the same sentence."""
        best: tuple[float, Spoken] | None = None
        for spoken in self.memory.before(word.i):
            theirs = spoken.gender or (spoken.figure.gender if spoken.figure is not None else None)
            if spoken.plural or theirs not in {None, gender} or not _is_person(spoken.figure):
                continue
            if self._cannot_be(word, spoken):
                continue
            distance = word.sentence - spoken.word.sentence
            if distance > _FAR and best is not None:
                break
            score = self._nearness(word, spoken.word, distance)
            if best is None or score > best[0]:
                best = (score, spoken)
        return best[1] if best is not None else None

    def _cannot_be(self, word: Word, spoken: Spoken) -> bool:
        """Whether it is the one who speaks: in his own words he is "I"."""
        return spoken.figure is not None and spoken.figure is self.speaker_of(word)

    def _nearness(self, word: Word, other: Word, distance: int) -> float:
        """How likely a pronoun means the one at another word; a sentence between them costs 1."""
        score = -float(distance) - (2.0 if word.paragraph - other.paragraph > 1 else 0.0)
        if _is_subject(other):
            score += 0.4 if word.tag == "PRP$" and distance == 0 else 1.2
        if other.dep == "nmod:poss" or (other.quote is not None and other.quote != word.quote):
            score -= 1.5
        if distance == 0 and other.head is word.head and not _is_subject(word) and not word.lower.endswith("self"):
            score -= 3  # "Ruiz told him": not himself
        return score

    def _body(self, word: Word) -> Spoken | None:
        """The state or organization that "it" means: the subject of this sentence or the one before."""
        for i, body in self.roster.bodies.recent(word.i):
            other = self.words[i]
            if word.sentence - other.sentence > 1:
                return None
            if _is_subject(other) and other.head is not word.head:
                return Spoken(other, body)
        return None

    def _several(self, word: Word) -> Spoken | None:
        """Those whom "they" means: people who are the subject of this sentence or of those before."""
        for spoken in self.memory.before(word.i):
            if word.sentence - spoken.word.sentence > _NEAR:
                return None
            together = spoken.plural or (spoken.figure is not None and spoken.figure.kind in _TOGETHER)
            if not _is_subject(spoken.word) or (spoken.word.head is word.head and spoken.word.sentence == word.sentence):
                continue
            if spoken.word.child("conj") is not None:
                return None  # "Ruiz and Okafor": both of them
            if together:
                return spoken
        return None


def _is_person(figure: Figure | None) -> bool:
    return figure is None or figure.is_person or figure.kind is ActorKind.GROUP


def _is_subject(word: Word) -> bool:
    while word.relation in _INSIDE_NAMES and not word.is_root:
        word = word.head
    return word.relation == "nsubj"
