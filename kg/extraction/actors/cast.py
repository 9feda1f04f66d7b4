"""Everybody who acts or speaks in a document."""

from collections.abc import Collection

from kg.extraction.actors.anaphora import Anaphora
from kg.extraction.actors.casting import cast
from kg.extraction.actors.figures import Figure
from kg.extraction.actors.groups import Groups
from kg.extraction.actors.kinds import animate
from kg.extraction.actors.names import Names
from kg.extraction.actors.pronouns import Pronouns
from kg.extraction.actors.roles import Roles
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.sides import Sides
from kg.extraction.text.calendar import SURE as CALENDAR
from kg.extraction.text.marks import DASHES
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word
from kg.known import Known

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_CLOSES_A_CORE = DASHES | {",", "("}


class Cast:
    """The figures of a document, and all the ways to lead its words to them."""

    def __init__(
        self, reading: Reading, known: Known, names: Names, day: str | None, *, speaking: Collection[int] = ()
    ) -> None:
        self.reading = reading
        self.words = reading.words
        self.roster: Roster = cast(reading, known, names, day, speaking=speaking)
        self.groups = Groups(self.roster)
        self.pronouns = Pronouns(self.roster, self.groups)
        self.roles = Roles(self.roster, self.pronouns)
        self.sides = Sides(self.roster)
        self.anaphora = Anaphora(self.roster, self.pronouns, self.roles)
        self.anaphora.outside()

    def source(self, source: Stretch) -> Figure | None:
        """The figure whom the source of an attribution means; a new group where it names nobody."""
        opening = self.words[source.first]
        if len(source) == 1 and opening.tag in {"PRP", "PRP$", "WP", "DT"}:
            return self.pronouns.meant(opening)
        core = self._core(source)
        head = self._head(core)
        named = self._named_behind(core, head, source.last) or self._person_in(core, head)
        if named is not None:
            return named
        figure = self.roster.at(head.i)
        if figure is not None and not self.roster.is_demonym(head.i):
            return figure
        stood_for = self.roles.meant(head)
        if stood_for is None:
            return self.groups.of(core, head)
        figure, reason = stood_for
        figure.mention(self.roles.appositions.phrase(head), reason)
        return figure

    def _core(self, source: Stretch) -> Stretch:
        """A source without its apposition, and without what follows "on Monday"."""
        for i in range(source.first + 1, source.last + 1):
            word = self.words[i]
            timed = word.lower in {"on", "in"} and i < source.last and self.words[i + 1].lower in CALENDAR
            if timed or word.text in _CLOSES_A_CORE:
                return Stretch(source.first, i - 1)
        return source

    def _head(self, core: Stretch) -> Word:
        """The word of a phrase that the others hang on."""
        for word in self.reading.inside(core):
            if (word.is_root or word.head.i not in core) and word.pos in _NOMINAL:
                return word
        return self.words[core.last]

    def _named_behind(self, core: Stretch, head: Word, last: int) -> Figure | None:
        """The person whom an apposition names: "its chairman, Bram Eddo"."""
        behind = core.last + 2
        if behind > last or self.words[core.last + 1].text != "," or head.pos != "NOUN" or not animate(head):
            return None
        return self.roster.person_at(behind)

    def _person_in(self, core: Stretch, head: Word) -> Figure | None:
        for i in core:
            person = self.roster.person_at(i)
            if person is not None and not self._owns(self.words[i], head):
                return person
        return None

    def _owns(self, word: Word, head: Word) -> bool:
        """Whether a name belongs to the head as an owner or a place: a spokesman for Ms. Ruiz, Ruiz's lawyer."""
        chain = (other for other in (word, *word.ancestors()) if other is not head)
        return word is not head and any(other.dep in {"nmod", "nmod:poss"} for other in chain)
