"""Who is in a document, and who stands at which of its words."""

from dataclasses import dataclass

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.mentions import Mentions
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch
from kg.known import Known, NameUse
from kg.records import Reason


@dataclass(frozen=True, slots=True)
class _Mention:
    figure: Figure
    words: Stretch
    use: NameUse


class Roster:
    """The figures of a document by their ids, and by the words of their names.

    ``persons`` and ``bodies`` (states and organizations) are there once all names have been noted.
    ``day`` is that of publication, on which offices are held.
    """

    def __init__(self, reading: Reading, known: Known, day: str | None) -> None:
        self.reading = reading
        self.known = known
        self.day = day
        self.figures: dict[str, Figure] = {}
        self.persons = Mentions()
        self.bodies = Mentions()
        self._at: dict[int, _Mention] = {}

    def add(self, figure: Figure) -> Figure:
        """Take a figure in, unless one of its id is there; return the one that is."""
        return self.figures.setdefault(figure.id, figure)

    def known_figure(self, actor: str) -> Figure:
        """A known actor of the document, mentioned or not: "we" may mean a state that is never named."""
        found = self.figures.get(actor)
        if found is not None:
            return found
        known = self.known.actors[actor]
        spoken_for = self.known.speaks_for(actor, on=self.day)
        figure = Figure(actor, known.name, known.kind, known.wikidata, known, known.gender, spoken_for)
        return self.add(figure)

    def note(self, figure: Figure, words: Stretch, reason: Reason, use: NameUse = NameUse.NAME) -> None:
        """Note that a name stands for a figure, and why."""
        figure.mention(words, reason)
        mention = _Mention(figure, words, use)
        self._at.update(dict.fromkeys(words, mention))

    def settle(self) -> None:
        """Put the names in order, when all are noted."""
        for i, mention in sorted(self._at.items(), key=lambda item: item[0]):
            (self.persons if mention.figure.is_person else self.bodies).add(i, mention.figure)

    def at(self, i: int) -> Figure | None:
        """The figure whose name covers a word."""
        mention = self._at.get(i)
        return mention.figure if mention is not None else None

    def person_at(self, i: int) -> Figure | None:
        """The person whose name covers a word."""
        figure = self.at(i)
        return figure if figure is not None and figure.is_person else None

    def is_demonym(self, i: int) -> bool:
        """Whether the name at a word is an adjective: Chinese."""
        mention = self._at.get(i)
        return mention is not None and mention.use is NameUse.DEMONYM

    def name_at(self, i: int) -> Stretch:
        """The whole name that covers a word; the word alone where none does."""
        mention = self._at.get(i)
        return mention.words if mention is not None else Stretch(i, i)

    def whole(self, stretch: Stretch) -> Stretch:
        """A stretch that does not begin or end inside a name."""
        first, last = stretch.first, stretch.last
        while first > 0 and self.at(first) is not None and self.at(first - 1) is self.at(first):
            first -= 1
        while self.at(last) is not None and self.at(last + 1) is self.at(last):
            last += 1
        return Stretch(first, last)

    def mentioned(self) -> list[Figure]:
        """Everybody with at least one mention, in the order of the first."""
        named = [(figure.first, figure.id, figure) for figure in self.figures.values() if figure.first is not None]
        return [figure for _, _, figure in sorted(named, key=lambda entry: entry[:2])]
