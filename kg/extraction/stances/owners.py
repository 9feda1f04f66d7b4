"""Whose conduct, weapons or words a noun phrase is: Moscow's invasion, Kaldrian jets, a call from the minister."""

from kg.extraction.actors.cast import Cast
from kg.extraction.actors.figures import Figure
from kg.extraction.lexicon import nouns, verbs
from kg.extraction.text.chunks import chunk_before
from kg.extraction.text.inflection import all_forms
from kg.extraction.text.subjects import agent
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind

_MADE = all_forms(verbs("makes"))
_ACTING = nouns("acts for its owner")
_CONDUCT = nouns("conduct")
_NOT_THEIRS = frozenset({"our", "my", "your"})
_PLACES = frozenset({"in", "at", "near", "inside", "outside"})
_TITLE = 5  # words from a body's name to that of its officer
_BODIES = frozenset({ActorKind.STATE, ActorKind.ORGANIZATION})


class Owners:
    """Leads nouns that cannot act to those whose they are."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.roster = cast.roster
        self.words = cast.reading.words

    def of(self, phrase: Stretch, head: Word, *, of_any: bool = False) -> Figure | None:
        """The actor whose conduct a phrase is: Moscow's invasion, the Russian offensive, actions by Russia, a call from it.

        "Of" makes an owner of the rights of Russia, but of the invasion of Russia only where it is ``of_any``.
        """
        for i in range(phrase.first, head.i):
            figure = self._at(self.words[i])
            if figure is not None:
                return figure
        conduct = of_any or head.lower in _CONDUCT
        for child in head.children:
            if child.relation == "nmod" and (child.case == "by" or (child.case in {"of", "from"} and conduct)):
                return self._named(child)
            done_by = agent(child) if child.relation == "acl" and child.lower in _MADE else None
            if done_by is not None:
                return self._named(done_by)
        return None

    def acting(self, head: Word) -> Figure | None:
        """Whose weapons do a deed: Kaldrian jets, the navy's ships; nobody's where a person owns them."""
        owns = head.lower in _ACTING
        owner = self.of(chunk_before(self.cast.reading, head), head, of_any=True) if owns else None
        return owner if owner is not None and not owner.is_person else None

    def place(self, phrase: Stretch) -> Figure | None:
        """The state or body in which a thing stands: a base in Kenya."""
        behind = self.words[phrase.last + 1 : phrase.last + 3]
        if len(behind) < 2 or behind[0].lower not in _PLACES:
            return None
        figure = self.roster.at(behind[1].i)
        return figure if figure is not None and figure.kind in _BODIES else None

    def _named(self, word: Word) -> Figure | None:
        """The actor that a word names, or stands for: the justice minister."""
        roles = self.cast.roles
        behind = self.words[word.i : word.i + _TITLE]  # "the visit of House Speaker Ana Ruiz" is hers
        person = next((self.roster.person_at(other.i) for other in behind if self._in_one(word, other)), None)
        named = person or self.roster.at(word.i) or roles.appositions.named_beside(word)
        return named or roles.holder(word) or roles.state(word)

    def _in_one(self, word: Word, other: Word) -> bool:
        """Whether another word stands in the phrase of a name and names a person."""
        return self.roster.person_at(other.i) is not None and (other is word or word in {other.head, other.head.head})

    def _at(self, word: Word) -> Figure | None:
        figure = self.roster.at(word.i)
        if figure is not None:
            after = self.cast.reading.after(self.roster.name_at(word.i).last)
            possessive = after is not None and after.tag == "POS"
            modifies = figure.kind in _BODIES and word.relation in {"compound", "amod"}
            owns = self.roster.is_demonym(word.i) or possessive or modifies
            return self.cast.roles.state_of(figure) if owns else None
        theirs = word.tag == "PRP$" and word.lower not in _NOT_THEIRS
        return self.cast.pronouns.meant(word) if theirs else None
