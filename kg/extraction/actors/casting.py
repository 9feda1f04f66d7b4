"""Names led to figures, all over a document, before any pronoun is looked at.

Full names come first, so that a person who is introduced late is known early; surnames, acronyms and
names that the parser could not place follow.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kg.extraction.actors.ambiguity import Surroundings
from kg.extraction.actors.figures import Figure
from kg.extraction.actors.kinds import classify
from kg.extraction.actors.longer_names import joined
from kg.extraction.actors.names import Named, Names
from kg.extraction.actors.namesakes import Namesakes
from kg.extraction.actors.places import means_a_place
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.runs import Run, runs
from kg.extraction.actors.titles import SHORT, bare
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch
from kg.iris import slug
from kg.known import Known, NameUse
from kg.records import ActorKind, Reason

_BRACKETED = 3  # words: two brackets and an acronym
_SPEAKS = 2  # votes: who is said to speak is somebody, whatever the parser takes the name for


def cast(reading: Reading, known: Known, names: Names, day: str | None, *, speaking: Collection[int]) -> Roster:
    """Return everybody who is named in a document.

    ``speaking`` are the first words of the sources of its attributions.
    """
    found = names.find(reading)
    named, others = joined(reading, found, list(runs(reading, found)))
    casting = _Casting(Roster(reading, known, day))
    casting.known(named)
    casting.unknown(others, _votes(others, speaking))
    casting.roster.settle()
    return casting.roster


def _votes(found: Iterable[Run], speaking: Collection[int]) -> Mapping[str, Counter[str]]:
    """What the parser took each name for, all over the document."""
    votes: dict[str, Counter[str]] = {}
    for run in found:
        count = votes.setdefault(run.text, Counter())
        if run.label:
            count[run.label] += 1
        if run.words.first - len(run.titles) in speaking:
            count["PERSON"] += _SPEAKS
    return votes


class _Casting:
    """Fills a roster."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.namesakes = Namesakes(roster)
        self._by_initials: dict[str, Figure] = {}
        self._defined: dict[str, Figure] = {}

    def known(self, named: Iterable[Named]) -> None:
        """Lead known names to whom they mean."""
        named = list(named)
        around = Surroundings(self.roster.reading, self.roster.known, self.roster.day, named)
        for name in named:
            actor = around.meant(name)
            if actor is not None and not means_a_place(self.roster.reading, name):
                self.roster.note(self._known(actor), name.words, _reason(name), name.use)
                self._define(self.roster.figures[actor], name.words)

    def unknown(self, found: Iterable[Run], votes: Mapping[str, Counter[str]]) -> None:
        """Lead other names to persons and organizations, full names before short ones."""
        late: list[tuple[Run, ActorKind | None]] = []
        for run in sorted(found, key=_begins_with_an_initial):  # so that "J. Okafor" finds John Okafor
            kind = classify(run, votes[run.text])
            if kind is ActorKind.PERSON and len(run.parts) > 1:
                self._person(run)
            elif kind is ActorKind.ORGANIZATION and not _is_acronym(run.text):
                self._organization(run)
            else:
                late.append((run, kind))
        for run, kind in late:
            self._short(run, kind)

    def _known(self, actor: str) -> Figure:
        is_new = actor not in self.roster.figures
        figure = self.roster.known_figure(actor)
        if is_new and figure.is_person:
            self.namesakes.register(figure)
        elif is_new:
            self._index(figure)
        return figure

    def _person(self, run: Run) -> None:
        name = run.text.replace("\n", " ")
        figure = self.roster.figures.get(slug(name)) or self.namesakes.same_as(run)
        if figure is None:
            figure = self.roster.add(Figure(slug(name), name, ActorKind.PERSON))
            self.namesakes.register(figure)
        self._meet(figure, run, Reason.NAME if figure.id == slug(name) else Reason.PART)

    def _meet(self, person: Figure, run: Run, reason: Reason) -> None:
        """Note a mention of a person, and what his titles tell."""
        person.gender = person.gender or run.gender
        person.titles.update(bare(title) for title in run.titles)
        self.roster.note(person, run.words, reason)

    def _organization(self, run: Run) -> None:
        figure = self.roster.figures.get(slug(run.text))
        if figure is None:
            figure = self.roster.add(Figure(slug(run.text), run.text, ActorKind.ORGANIZATION))
            self._index(figure)
        self.roster.note(figure, run.words, Reason.NAME)
        self._define(figure, run.words)

    def _define(self, figure: Figure, name: Stretch) -> None:
        """Keep the acronym that stands in brackets behind a name: the Harbour Workers' Union (HWU)."""
        behind = self.roster.reading.words[name.last + 1 : name.last + 4]
        bracketed = [word.text.strip("“”\"'") for word in behind]
        if len(behind) < _BRACKETED or bracketed[0] != "(" or bracketed[2] != ")" or not _is_acronym(bracketed[1]):
            return
        # "… Mission in Kosovo (UNMIK)", of which only Kosovo was read, defines nothing.
        if figure.kind is ActorKind.ORGANIZATION and bracketed[1][0] == figure.name[0]:
            self._defined.setdefault(bracketed[1], figure)

    def _index(self, figure: Figure) -> None:
        """Let an organization be found by its initials: the Institute of Fish as IOF and as IF."""
        if figure.kind is ActorKind.ORGANIZATION:
            initials = [part[0] for part in figure.name.replace("-", " ").split()]
            for wanted in ([letter for letter in initials if letter.isupper()], map(str.upper, initials)):
                self._by_initials.setdefault("".join(wanted), figure)

    def _short(self, run: Run, kind: ActorKind | None) -> None:
        """A surname, an acronym, a name that the parser could not place."""
        if run.text in self._defined:
            self.roster.note(self._defined[run.text], run.words, Reason.ACRONYM)
            return
        person = self.namesakes.bearer(run) if kind in {None, ActorKind.PERSON} else None
        if person is not None:
            self._meet(person, run, Reason.SHARED if self.namesakes.are_several(run) else Reason.SURNAME)
        elif (holder := self.namesakes.in_office(run)) is not None:
            self.roster.note(self._known(holder), run.words, Reason.OFFICE)
        elif run.text.isupper() and len(run.text) > 1 and run.text in self._by_initials:
            self.roster.note(self._by_initials[run.text], run.words, Reason.INITIALS)
        elif kind is ActorKind.PERSON:
            self._surname(run)
        elif kind is ActorKind.ORGANIZATION:
            self._organization(run)

    def _surname(self, run: Run) -> None:
        """Somebody of whom the document says no more than "Mr. Smith"."""
        title = next((title for title in run.titles if bare(title) in SHORT), "") if len(run.parts) == 1 else ""
        name = f"{title} {run.text}".strip()
        figure = self.roster.add(Figure(slug(name), name, ActorKind.PERSON))
        figure.gender = figure.gender or run.gender
        self.namesakes.add(run.parts[-1], figure)
        self.roster.note(figure, run.words, Reason.ALONE)


def _begins_with_an_initial(run: Run) -> bool:
    return len(run.parts[0].strip(".")) == 1


def _is_acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and len(text) > 1


def _reason(name: Named) -> Reason:
    if not name.sure:
        return Reason.CONTEXT
    return {NameUse.DEMONYM: Reason.DEMONYM, NameUse.METONYM: Reason.METONYM}.get(name.use, Reason.NAME)
