"""Every pronoun and every title of a document understood once, in the order of the text.

What stands outside quotation marks comes first: it tells who speaks. Then come the words inside them, in which
the speaker is "I" and never "he".
"""

from kg.extraction.actors import titles
from kg.extraction.actors.pronouns import FIRST, FIRST_PLURAL, THIRD, Pronouns
from kg.extraction.actors.roles import Roles
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.spoken import Spoken
from kg.extraction.lexicon import nouns
from kg.extraction.text.words import Stretch, Word
from kg.records import Reason

_MEN, _WOMEN = nouns("a man"), nouns("a woman")
_ONE = nouns("one person") | _MEN | _WOMEN
_SEVERAL = frozenset(f"{noun}s" for noun in _ONE) | nouns("people")
_ACTS = frozenset({"nsubj", "obl"})


class Anaphora:
    """Reads a document from its beginning to its end for all that stands for somebody."""

    def __init__(self, roster: Roster, pronouns: Pronouns, roles: Roles) -> None:
        self.roster = roster
        self.words = roster.reading.words
        self.pronouns = pronouns
        self.roles = roles

    def outside(self) -> None:
        """Understand what the article itself says; note who is named anywhere."""
        others = []
        for word in self.words:
            named = self.roster.at(word.i)
            if named is None:
                others.append(word)
            elif word.i == self.roster.name_at(word.i).first and not self.roster.is_demonym(word.i):
                self.pronouns.memory.add(Spoken(self._head(self.roster.name_at(word.i)), named))
        for word in others:
            gender = _gender(word)
            beside = self.roles.appositions.beside(word) if gender is not None else None
            if beside is not None:
                beside.gender = beside.gender or gender
        self.pronouns.persons.learn_genders()
        for word in others:
            if word.quote is None:
                self._understand(word)

    def inside(self) -> None:
        """Understand what is said inside quotation marks, when it is known by whom."""
        for word in self.words:
            if word.quote is None or self.roster.at(word.i) is not None:
                continue
            if word.lower in FIRST or word.lower in FIRST_PLURAL:
                self.pronouns.first_person(word)
            else:
                self._understand(word)

    def _head(self, name: Stretch) -> Word:
        inside = self.words[name.first : name.last + 1]
        return next((word for word in inside if word.is_root or word.head.i not in name), inside[-1])

    def _understand(self, word: Word) -> None:
        if word.lower in THIRD and word.tag in {"PRP", "PRP$"}:
            self.pronouns.meant(word)
        elif word.pos == "NOUN" or word.tag == "NNP":
            self._noun(word)

    def _noun(self, word: Word) -> None:
        """Lead a noun to whom it stands for; remember people without a name, for "he" may mean them."""
        found = self.roles.meant(word)
        if found is not None:
            figure, reason = found
            figure.mention(self.roles.appositions.phrase(word), reason)
            if reason is not Reason.APPOSITION:
                self.pronouns.memory.add(Spoken(word, figure, figure.gender))
        elif word.relation in _ACTS and (word.lower in _ONE or (word.tag == "NNS" and word.lower in _SEVERAL)):
            self.pronouns.memory.add(Spoken(word, None, _gender(word), plural=word.tag == "NNS"))


def _gender(noun: Word) -> str | None:
    """What a noun tells of whom it means: "spokeswoman", "king"."""
    return "f" if noun.lower in _WOMEN else "m" if noun.lower in _MEN else titles.gender([noun.text])
