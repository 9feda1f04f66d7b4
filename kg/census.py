"""Who is in many records: every actor under all its names, how it was recognized, and what nobody could tell.

Only what `kg.edges.actor_key` gives one id is one actor here: the same known id, or the same full name. Names that
may be the same besides are told, never joined: whoever knows better adds a name to a reference file.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from kg.edges import actor_key
from kg.errors import UnknownNode, did_you_mean
from kg.iris import unaccented
from kg.names import Alike, alike, is_surname_alone, parts
from kg.records import Actor, ActorKind, Attribution, Link, Record

_MOST = 500  # people of one surname that are compared with each other


@dataclass(slots=True)
class Person:
    """An actor of whatever kind, over all records: its names, where it is mentioned, and why that means it.

    ``reasons`` counts the links by their reasons, ``sure`` is the mean of their confidence; both are empty where
    the records came without links.
    """

    id: str
    name: str
    kind: ActorKind
    names: Counter[str] = field(default_factory=Counter)
    documents: dict[str, None] = field(default_factory=dict)
    mentions: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    _sureness: float = 0.0

    @property
    def sure(self) -> float | None:
        """How sure its links are, in the mean."""
        return self._sureness / self.reasons.total() if self.reasons else None

    def meet(self, document: str, actor: Actor, links: Iterable[Link]) -> None:
        """Take in what one record says of it."""
        self.documents[document] = None
        self.mentions += len(actor.mentions)
        self.names.update(mention.text for mention in actor.mentions)
        for link in links:
            self.reasons[link.reason] += 1
            self._sureness += link.confidence


@dataclass(frozen=True, slots=True)
class Open:
    """A question that the records leave open: ``what`` is "speaker", "surname" or "same"."""

    what: str
    name: str
    document: str | None = None
    start: int | None = None  # of the words in the document
    maybe: tuple[str, ...] = ()  # the ids of those who may be meant
    why: str = ""


def people(records: Iterable[Record], *, known: Collection[str] = ()) -> list[Person]:
    """Return the actors of all records, those with the most mentions first."""
    found: dict[str, Person] = {}
    for record in records:
        document = record.document.id
        links: dict[str, list[Link]] = {}
        for link in record.links:
            links.setdefault(link.actor, []).append(link)
        for actor in record.actors:
            key = actor_key(actor, document, known=known)
            person = found.setdefault(key, Person(key, actor.name, actor.kind))
            person.meet(document, actor, links.get(actor.id, ()))
    return sorted(found.values(), key=lambda person: (-person.mentions, person.id))


def called(everybody: Iterable[Person], name: str) -> list[Person]:
    """Return those who have a name among theirs, whole or as a word; whole names come before words.

    Raises `UnknownNode` where there is nobody, with the nearest name.
    """
    wanted = unaccented(name).strip()
    everybody = list(everybody)
    names = {person.id: {unaccented(text) for text in (person.id, person.name, *person.names)} for person in everybody}
    whole = [person for person in everybody if wanted in names[person.id]]
    word = [
        person
        for person in everybody
        if person not in whole and any(wanted in text.split() for text in names[person.id])
    ]
    if not whole and not word:
        nearby = {text for person in everybody for text in (person.name, person.name.split()[-1])}
        hint = did_you_mean(name, sorted(nearby), otherwise="`kg actors` lists them all.")
        raise UnknownNode(f"nobody is called {name!r} in this graph: {hint}")
    return whole + word


def unresolved(records: Iterable[Record], *, known: Collection[str] = ()) -> Iterator[Open]:
    """Yield what stays open: who speaks, whose surname it is, and which names may mean one person."""
    records = list(records)
    for record in records:
        for made in record.attributions:
            if made.speaker is None and made.source:
                yield _speaker(record.document.id, made)
    everybody = [person for person in people(records, known=known) if person.kind is ActorKind.PERSON]
    yield from _surnames(everybody)
    yield from _the_same(everybody, known)


def _speaker(document: str, made: Attribution) -> Open:
    words = " … ".join(span.text for span in made.source)
    why = "nobody before it can be meant" if len(words.split()) == 1 else "no name of an actor"
    return Open("speaker", words, document, made.source[0].start, why=why)


def _surnames(everybody: Iterable[Person]) -> Iterator[Open]:
    """Yield the people of whom a document says no more than a surname, each with who else bears it."""
    full: dict[str, list[str]] = {}
    alone = []
    for person in everybody:
        if is_surname_alone(person.name):
            alone.append(person)
        else:
            full.setdefault(parts(person.name)[-1], []).append(person.id)
    for person in alone:
        (document, *_) = person.documents
        yield Open(
            "surname",
            person.name,
            document,
            maybe=tuple(sorted(full.get(parts(person.name)[-1], ()))[:_MOST]),
            why="no document says the full name with it",
        )


def _the_same(everybody: Iterable[Person], known: Collection[str]) -> Iterator[Open]:
    """Yield the pairs of full names that may mean one person; two whom the reference tells apart are two."""
    nearby: dict[tuple[str, str], dict[str, Person]] = {}
    for person in everybody:
        words = parts(person.name)
        if len(words) > 1:
            # Alike are those of one surname, or of one first name whose surnames begin with one letter.
            nearby.setdefault(("surname", words[-1]), {})[person.id] = person
            nearby.setdefault(("first name", f"{words[0]} {words[-1][0]}"), {})[person.id] = person
    told: set[tuple[str, str]] = set()
    for group in nearby.values():
        for one, other in combinations(sorted(group.values(), key=lambda person: person.id)[:_MOST], 2):
            why = alike(one.name, other.name)
            if why is not None and (one.id, other.id) not in told and not {one.id, other.id} <= set(known):
                told.add((one.id, other.id))
                yield Open("same", f"{one.name} = {other.name}?", maybe=(one.id, other.id), why=str(why))


__all__ = ["Alike", "Open", "Person", "people", "unresolved"]
