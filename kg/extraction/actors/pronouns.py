"""Whom a pronoun means, by what stands before it."""

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.roster import Roster
from kg.extraction.text.words import Stretch, Word

FIRST = frozenset({"i", "me", "my", "mine"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours"})
_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_IT = frozenset({"it", "its", "itself"})
_INSIDE_NAMES = frozenset({"flat", "compound", "appos", "list"})
_FAR = 8  # sentences


class Pronouns:
    """Leads the pronouns of a document to its figures."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.words = roster.reading.words
        self._speakers: dict[int, Figure] = {}  # who speaks in a quotation, by its number

    def speaks(self, quotation: int, figure: Figure) -> None:
        """Tell whose words a quotation is, so that "we" in it can be led to the speaker."""
        self._speakers[quotation] = figure

    def meant(self, word: Word) -> Figure | None:
        """The figure whom a pronoun means; None for "they", which may be anybody."""
        if word.lower in FIRST or word.lower in FIRST_PLURAL:
            return self._speakers.get(word.quote) if word.quote is not None else None
        figure = self._body(word) if word.lower in _IT else self._person(word, _GENDERS.get(word.lower))
        if figure is not None:
            figure.mention(Stretch(word.i, word.i))
        return figure

    def _person(self, word: Word, gender: str | None) -> Figure | None:
        """The person last spoken of; a subject or a speaker before anybody else in the same sentence."""
        if gender is None:
            return None
        best: tuple[float, Figure] | None = None
        for i, person in self.roster.persons.recent(word.i):
            distance = word.sentence - self.words[i].sentence
            if person.gender not in {None, gender}:
                continue
            if distance > _FAR and best is not None:
                break
            score = self._nearness(word, self.words[i], distance)
            if best is None or score > best[0]:
                best = (score, person)
        if best is None:
            return None
        best[1].gender = best[1].gender or gender
        return best[1]

    def _nearness(self, word: Word, other: Word, distance: int) -> float:
        """How likely a pronoun means the name at another word; a sentence between them costs 1."""
        score = -float(distance) - (2.0 if word.paragraph - other.paragraph > 1 else 0.0)
        if _is_subject(other):
            score += 0.4 if word.tag == "PRP$" and distance == 0 else 1.2
        if other.dep == "nmod:poss" or other.quote is not None:
            score -= 1.5
        if distance == 0 and other.head is word.head and not _is_subject(word):
            score -= 3  # "Ruiz told him": not himself
        return score

    def _body(self, word: Word) -> Figure | None:
        """The state or organization that "it" means: the subject of this sentence or the one before."""
        for i, body in self.roster.bodies.recent(word.i):
            other = self.words[i]
            if word.sentence - other.sentence > 1:
                return None
            if _is_subject(other) and other.head is not word.head:
                return body
        return None


def _is_subject(word: Word) -> bool:
    while word.relation in _INSIDE_NAMES and not word.is_root:
        word = word.head
    return word.relation == "nsubj"
