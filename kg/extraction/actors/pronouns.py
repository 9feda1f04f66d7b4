"""Whom a pronoun means, by what stands before it."""

from collections import Counter
from math import log2

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
_BODIES = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION})


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

    def learn_genders(self) -> None:
        """Take from all pronouns together whether a person is "he" or "she", then forget whom each of them meant.

        What one pronoun tells may be wrong; what most tell seldom is.
        """
        votes: dict[Figure, Counter[str]] = {}
        for word in self.words:
            gender = _GENDERS.get(word.lower)
            spoken = self._person(word, gender) if gender is not None and word.quote is None else None
            if spoken is not None and gender is not None:
                self.memory.add(Spoken(word, spoken.figure, gender))
                if spoken.figure is not None:
                    votes.setdefault(spoken.figure, Counter())[gender] += 1
        for figure, told in votes.items():
            (most, count), *others = told.most_common()
            if figure.gender is None and (not others or count > others[0][1]):
                figure.gender = most
        for word in self.words:
            if word.lower in _GENDERS:
                self.memory.forget(word.i)

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
            score = self._nearness(word, spoken.word, distance) + self._prominence(spoken)
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
            score += 0.8
        if other.dep == "nmod:poss":
            score -= 0.8
        if other.quote is not None and other.quote != word.quote:
            score -= 1
        if distance == 0 and other.head is word.head and not _is_subject(word) and not word.lower.endswith("self"):
            score -= 3  # "Ruiz told him": not himself
        return score

    def _prominence(self, spoken: Spoken) -> float:
        """How likely it is to be this one of all, wherever they stand: the more is told of somebody, the more."""
        return 0.4 * log2(1 + self.memory.times(spoken.figure)) if spoken.figure is not None else 0.0

    def _body(self, word: Word) -> Spoken | None:
        """The state or organization that "it" means: the subject above it, or that of the sentence before."""
        if word.relation in {"obj", "expl"} or _is_described(word):
            return None  # "replaced it", "it is time": a thing, or nothing at all
        spoken = self._subject_above(word)
        is_body = spoken is not None and spoken.figure is not None and spoken.figure.kind in _BODIES
        return spoken if is_body else None

    def _several(self, word: Word) -> Spoken | None:
        """Those whom "they" means: people who are the subject above it, or that of the sentence before."""
        spoken = self._subject_above(word)
        alone = spoken is not None and spoken.plural and spoken.word.child("conj") is None
        return spoken if alone else None  # "Ruiz and officials": nobody knows whether both

    def _subject_above(self, word: Word) -> Spoken | None:
        """Who is the nearest subject above a word; at the start of a sentence, the subject of the one before."""
        own = word.tag != "PRP$"  # "Norway closed it" is not Norway, "Norway closed its bridge" is
        for above in word.ancestors():
            subject = above.child("nsubj")
            if subject is None and above.pos != "VERB":
                continue
            if not own and subject is not None and subject.i < word.i:
                return self.memory.at(subject.i)
            own = False
        return self._subject_before(word) if _is_subject(word) else None

    def _subject_before(self, word: Word) -> Spoken | None:
        """Who is the subject of the sentence before, in the same paragraph or at the end of the last."""
        if word.sentence == 0:
            return None
        inside = self.roster.reading.inside(self.roster.reading.sentences[word.sentence - 1])
        root = next((other for other in inside if other.is_root), inside[0])
        subject = root.child("nsubj")
        return self.memory.at(subject.i) if subject is not None and word.paragraph - subject.paragraph <= 1 else None


def _is_person(figure: Figure | None) -> bool:
    return figure is None or figure.is_person or figure.kind is ActorKind.GROUP


def _is_subject(word: Word) -> bool:
    while word.relation in _INSIDE_NAMES and not word.is_root:
        word = word.head
    return word.relation == "nsubj"


def _is_described(word: Word) -> bool:
    """Whether a pronoun is said to be something: "it is time", "it was damning"."""
    return word.relation == "nsubj" and word.head.child("cop") is not None
