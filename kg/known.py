"""What is known before a line is read: actors with their names, dated offices, issues.

The reference room makes a `Known` from Turtle; extraction looks names up in it; the store writes it
into the graph. None of them needs to know where it came from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

from kg.iris import unaccented
from kg.records import ActorKind


class NameUse(StrEnum):
    """How a name stands for its actor."""

    NAME = "name"  # "China", "the People's Republic of China"
    DEMONYM = "demonym"  # "Chinese": an adjective, or the nationals
    METONYM = "metonym"  # "Beijing", "the White House": a place that speaks for whom it houses
    ACRONYM = "acronym"  # "UN", "NATO": matched only in capitals


@dataclass(frozen=True, slots=True)
class Name:
    """One way to write an actor, without an article before it.

    ``ambiguous`` says that it means something else about as often ("Georgia", "Congress", "Labour"), so
    that the context has to decide; only ambiguous names are shared by several actors of the shipped files.
    """

    text: str
    use: NameUse = NameUse.NAME
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the reference files or of the user's own.

    ``names`` are all ways to write it, ``name`` the first of them. ``not_in`` are phrases that contain one
    of them and mean something else ("Latin America", "Northern Ireland").

    ``part_of`` is the actor it belongs to: a ministry or a president's office to its state, a party
    to its country. ``speaks_for`` is the actor whose position its words are: a foreign ministry
    speaks for its state, a party or a parliament does not.
    """

    id: str
    name: str
    kind: ActorKind
    names: tuple[Name, ...] = ()
    wikidata: str | None = None
    part_of: str | None = None
    speaks_for: str | None = None
    members: tuple[str, ...] = ()  # of an organization or a bloc, as ids
    not_in: tuple[str, ...] = ()
    gender: Literal["f", "m"] | None = None  # of a person, where it is known: "f", "m"


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which office when, and for whom its holder speaks.

    ``since`` and ``until`` are ISO dates as precise as they are known (``2013-03-14``, ``2013-03``,
    ``2013``); ``until`` is None where it is still held. ``titles`` are the words that news puts
    before the name or after it ("foreign minister", "Secretary of State").
    """

    person: str
    titles: tuple[str, ...]
    of: str
    speaks_for: str | None = None
    since: str | None = None
    until: str | None = None

    def held_on(self, day: str | None) -> bool:
        """Whether it was held on that ISO day; an unknown day counts as held."""
        if day is None:
            return True
        # Compared only as far as both are precise, so that an office taken in "2013-03" is held all March.
        after = self.since is None or day[: len(self.since)] >= self.since
        return after and (self.until is None or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """An issue of a codebook, worded so that support and opposition have a meaning.

    ``labels`` are the phrases that mean it; ``patterns`` regular expressions for what phrases cannot
    say; ``not_in`` phrases that contain a label and mean something else. ``broader`` are issue ids.
    A ``theme`` ("Taiwan") is a topic: things can be about it, but no side can be taken on it.
    """

    id: str
    label: str
    labels: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str = ""
    theme: bool = False
    wikidata: str | None = None


@dataclass(frozen=True)
class Known:
    """Everything that is known beforehand, by id."""

    actors: Mapping[str, KnownActor] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    issues: Mapping[str, KnownIssue] = field(default_factory=dict)

    @cached_property
    def _offices_of(self) -> Mapping[str, tuple[Office, ...]]:
        held: dict[str, list[Office]] = {}
        for office in self.offices:
            held.setdefault(office.person, []).append(office)
        return {person: tuple(offices) for person, offices in held.items()}

    @cached_property
    def _surnames(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for person in self._offices_of:
            known = self.actors.get(person)
            for part in {known.name.split()[0], known.name.split()[-1]} if known is not None else set():
                found.setdefault(part.casefold(), []).append(person)
        return {name: tuple(persons) for name, persons in found.items()}

    def by_surname(self, name: str) -> tuple[str, ...]:
        """The holders of offices, past and present, of whose name this is the first or the last word."""
        return self._surnames.get(name.casefold(), ())

    def offices_of(self, person: str, *, on: str | None = None) -> tuple[Office, ...]:
        """The offices that a person held on an ISO day."""
        return tuple(office for office in self._offices_of.get(person, ()) if office.held_on(on))

    def narrower(self, name: str) -> tuple[str, ...]:
        """The ids of the issues that are narrower than the one of that id or label, by whatever number of steps.

        >>> dam, water = KnownIssue("dam", "the dam", broader=("water",)), KnownIssue("water", "Water", theme=True)
        >>> Known(issues={"dam": dam, "water": water}).narrower("water")
        ('dam',)
        """
        plain = unaccented(name)
        above = {one.id for one in self.issues.values() if plain in {unaccented(one.id), unaccented(one.label)}}
        meant, found = above, set[str]()
        while above:
            above = {one.id for one in self.issues.values() if above.intersection(one.broader)} - found
            found |= above
        return tuple(sorted(found - meant))

    def speaks_for(self, actor: str, *, on: str | None = None) -> str | None:
        """Whose position the words of an actor are on an ISO day: the state's, for its foreign minister.

        None for a private person, a lawmaker, an expert, a party.
        """
        known = self.actors.get(actor)
        if known is not None and known.speaks_for is not None:
            return known.speaks_for
        spoken_for = {office.speaks_for for office in self.offices_of(actor, on=on)} - {None}
        # Two offices for two states would be a contradiction of the reference file; then nobody is spoken for.
        return spoken_for.pop() if len(spoken_for) == 1 else None

    def joined(self, *others: "Known") -> "Known":
        """Return this and the others as one; what comes later wins, id by id."""
        every: Iterable[Known] = (self, *others)
        actors: dict[str, KnownActor] = {}
        issues: dict[str, KnownIssue] = {}
        offices: dict[Office, None] = {}
        for known in every:
            actors.update(known.actors)
            issues.update(known.issues)
            offices.update(dict.fromkeys(known.offices))
        return Known(actors=actors, offices=tuple(offices), issues=issues)
