"""Whom "he" and "she" mean: of the people spoken of before, the likeliest."""

from collections import Counter
from collections.abc import Sequence
from math import log2

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.spoken import Memory, Spoken
from kg.extraction.actors.subjects import is_subject
from kg.extraction.text.words import Word
from kg.records import ActorKind

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_FAR = 8  # sentences
_SOON = 2  # sentences behind a pronoun in which somebody may be introduced whom it meant
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.GROUP})


class Persons:
    """Finds the person of a gender among those spoken of.

    What is known of genders is what the reference files, titles, roles and pronouns tell; nothing is read off
    a first name.
    """

    def __init__(self, words: Sequence[Word], memory: Memory) -> None:
        self.words = words
        self.memory = memory
        self._votes: dict[Figure, Counter[str]] = {}

    def learn_genders(self) -> None:
        """Take from all pronouns together whether a person is "he" or "she", then forget whom each of them meant.

        What one pronoun tells may be wrong; what most tell seldom is.
        """
        told = [(word, GENDERS[word.lower]) for word in self.words if word.lower in GENDERS and word.quote is None]
        for word, gender in told:
            spoken = self.before(word, gender)
            if spoken is not None:
                self.memory.add(Spoken(word, spoken.figure, gender))
                if spoken.figure is not None:
                    self._votes.setdefault(spoken.figure, Counter())[gender] += 1
        for figure in self._votes:
            figure.gender = figure.gender or self._leaning(figure)
        for word, _ in told:
            self.memory.forget(word.i)

    def before(self, word: Word, gender: str, *, speaker: Figure | None = None) -> Spoken | None:
        """The one spoken of before a pronoun whom it means; in the words of ``speaker`` nobody else than him."""
        best: tuple[float, Spoken] | None = None
        for spoken in self.memory.before(word.i):
            if not self._may_be(spoken, gender) or (speaker is not None and spoken.figure is speaker):
                continue
            distance = word.sentence - spoken.word.sentence
            if distance > _FAR and best is not None:
                break
            score = _nearness(word, spoken.word, distance) + self._prominence(spoken)
            if best is None or score > best[0]:
                best = (score, spoken)
        return best[1] if best is not None else None

    def behind(self, word: Word, gender: str) -> Spoken | None:
        """The one whom the text introduces right behind a pronoun, where nobody was named before it."""
        for spoken in self.memory.behind(word.i):
            if spoken.word.sentence - word.sentence > _SOON:
                return None
            named = spoken.figure is not None and spoken.figure.is_person
            if named and is_subject(spoken.word) and spoken.word.sentence > word.sentence:
                return spoken if self._may_be(spoken, gender) else None
        return None

    def _may_be(self, spoken: Spoken, gender: str) -> bool:
        """Whether it is one human being, of whom nothing tells the other gender."""
        if spoken.plural or (spoken.figure is not None and spoken.figure.kind not in _PEOPLE):
            return False
        known = spoken.gender or (spoken.figure.gender or self._leaning(spoken.figure) if spoken.figure else None)
        return known in {None, gender}

    def _leaning(self, figure: Figure) -> str | None:
        """What most pronouns have told of somebody so far."""
        votes = self._votes.get(figure)
        if not votes:
            return None
        (most, count), *others = votes.most_common()
        return most if not others or count > others[0][1] else None

    def _prominence(self, spoken: Spoken) -> float:
        """How likely it is to be this one of all, wherever they stand: the more is told of somebody, the more."""
        return 0.4 * log2(1 + self.memory.times(spoken.figure)) if spoken.figure is not None else 0.0


def _nearness(word: Word, other: Word, distance: int) -> float:
    """How likely a pronoun means the one at another word; a sentence between them costs 1."""
    score = -float(distance) - (2.0 if word.paragraph - other.paragraph > 1 else 0.0)
    if is_subject(other):
        score += 0.8
    if other.dep == "nmod:poss":
        score -= 0.8
    if other.quote is not None and other.quote != word.quote:
        score -= 2 if word.quote is None else 1  # who is only spoken of in a quotation does not speak it
    if distance == 0 and other.head is word.head and not is_subject(word) and not word.lower.endswith("self"):
        score -= 3  # "Ruiz told him": not himself
    return score
