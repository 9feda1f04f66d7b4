"""Who is who → RDF: actors, offices and issues that were known before a line was read.

The graph keeps a `Known` as JSON beside its documents, so that its index can be rebuilt anywhere,
whatever reference files a later kg ships.
"""

import calendar
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict

from kg.iris import PREFIXES, ROLE, local, slug
from kg.known import Known, KnownActor, KnownIssue, Name, NameUse, Office
from kg.records import ActorKind, first_day
from kg.store import nodes
from kg.store.terms import Statement, boolean, day, iri, string
from kg.store.writing import KINDS, A, kg

_ORG, _SCHEMA, _SKOS = PREFIXES["org"], PREFIXES["schema"], PREFIXES["skos"]
_LABEL = iri(f"{PREFIXES['rdfs']}label")
_SAME = iri(f"{_SKOS}exactMatch")
_NAME_USES = {
    NameUse.NAME: iri(f"{_SKOS}altLabel"),
    NameUse.ACRONYM: iri(f"{_SKOS}altLabel"),
    NameUse.DEMONYM: kg("demonym"),
    NameUse.METONYM: kg("metonym"),
}


def statements(known: Known) -> Iterator[Statement]:
    """Yield everything that is known beforehand, each statement once."""
    said = dict.fromkeys(_statements(known))
    yield from said


def _statements(known: Known) -> Iterator[Statement]:
    for actor in known.actors.values():
        yield from _actor(actor)
    for office in known.offices:
        yield from _office(office)
    # Ids that differ in case or hyphens only are one node, and a node has one label.
    for issue in {slug(issue.id): issue for issue in known.issues.values()}.values():
        yield from _issue(issue)


def _actor(actor: KnownActor) -> Iterator[Statement]:
    node = iri(nodes.actor_named(actor.id))
    yield from named(node, actor.name, KINDS[actor.kind])
    for name in actor.names:
        if name.text != actor.name or name.use is not NameUse.NAME:
            yield node, _NAME_USES[name.use], string(name.text)
    if actor.wikidata is not None:
        yield node, _SAME, wikidata(actor.wikidata)
    for role, other in (("partOf", actor.part_of), ("speaksFor", actor.speaks_for)):
        if other is not None:
            yield node, kg(role), iri(nodes.actor_named(other))
    for member in actor.members:
        yield node, kg("member"), iri(nodes.actor_named(member))


def named(node: str, name: str, kind: str) -> Iterator[Statement]:
    """Yield the one name of an actor, and what it is."""
    yield node, A, kg(kind)
    yield node, iri(f"{_SCHEMA}name"), string(name)
    yield node, _LABEL, string(name)


def labelled(node: str, label: str) -> Iterator[Statement]:
    """Yield the one label of an issue, and that it is one."""
    yield node, A, kg("Issue")
    yield node, iri(f"{_SKOS}prefLabel"), string(label)
    yield node, _LABEL, string(label)


def wikidata(name: str) -> str:
    """Write the Wikidata item of that name.

    >>> wikidata("Q148")
    '<http://www.wikidata.org/entity/Q148>'
    """
    return iri(f"{PREFIXES['wd']}{local(name)}")


def _office(office: Office) -> Iterator[Statement]:
    person = nodes.actor_named(office.person)
    # An office has no name of its own; what it is makes its IRI, so that the same office is the same node.
    mark = hashlib.sha256(json.dumps(asdict(office), sort_keys=True).encode()).hexdigest()[:12]
    node = iri(f"{person}#office-{mark}")
    yield node, A, iri(f"{_ORG}Membership")
    yield node, iri(f"{_ORG}member"), iri(person)
    yield node, iri(f"{_ORG}organization"), iri(nodes.actor_named(office.of))
    for title in office.titles:
        role = iri(f"{ROLE}{slug(title)}")
        yield node, iri(f"{_ORG}role"), role
        yield role, A, iri(f"{_ORG}Role")
        yield role, iri(f"{_SKOS}prefLabel"), string(slug(title).replace("-", " "))
        yield node, kg("title"), string(title)
    if office.speaks_for is not None:
        yield node, kg("speaksFor"), iri(nodes.actor_named(office.speaks_for))
    if office.since is not None:
        yield node, iri(f"{_SCHEMA}startDate"), day(first_day(office.since))
    if office.until is not None:
        yield node, iri(f"{_SCHEMA}endDate"), day(last_day(office.until))


def last_day(value: str) -> str:
    """Return the last day that a date of any precision can mean.

    >>> last_day("2023"), last_day("2024-02"), last_day("2023-06-19")
    ('2023-12-31', '2024-02-29', '2023-06-19')
    """
    match len(value):
        case 4:
            return f"{value}-12-31"
        case 7:
            return f"{value}-{calendar.monthrange(int(value[:4]), int(value[5:]))[1]}"
        case _:
            return value


def _issue(issue: KnownIssue) -> Iterator[Statement]:
    node = iri(nodes.issue_named(issue.id))
    yield from labelled(node, issue.label)
    yield node, iri(f"{_SKOS}inScheme"), kg("issues")
    yield node, kg("theme"), boolean(issue.theme)
    for label in issue.labels:
        if label != issue.label:
            yield node, iri(f"{_SKOS}altLabel"), string(label)
    for broader in issue.broader:
        yield node, iri(f"{_SKOS}broader"), iri(nodes.issue_named(broader))
    if issue.definition:
        yield node, iri(f"{_SKOS}definition"), string(issue.definition)
    if issue.wikidata is not None:
        yield node, _SAME, wikidata(issue.wikidata)


def to_json(known: Known) -> str:
    """Return what is known as JSON, the same for the same knowledge."""
    whole = {
        "actors": [asdict(actor) for actor in known.actors.values()],
        "offices": [asdict(office) for office in known.offices],
        "issues": [asdict(issue) for issue in known.issues.values()],
    }
    return json.dumps(whole, ensure_ascii=False)


def ids(line: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the actors and of the issues in what `to_json` wrote; far faster than all of it."""
    whole = {"actors": [], "issues": []} if line is None else json.loads(line)
    return frozenset(actor["id"] for actor in whole["actors"]), frozenset(issue["id"] for issue in whole["issues"])


def from_json(line: str) -> Known:
    """Return what `to_json` wrote."""
    whole = json.loads(line)
    actors = [
        KnownActor(
            **actor
            | {
                "kind": ActorKind(actor["kind"]),
                "names": tuple(Name(name["text"], NameUse(name["use"])) for name in actor["names"]),
                "members": tuple(actor["members"]),
            }
        )
        for actor in whole["actors"]
    ]
    offices = tuple(Office(**office | {"titles": tuple(office["titles"])}) for office in whole["offices"])
    lists = ("labels", "patterns", "not_in", "broader")
    issues = [KnownIssue(**issue | {name: tuple(issue[name]) for name in lists}) for issue in whole["issues"]]
    return Known({actor.id: actor for actor in actors}, offices, {issue.id: issue for issue in issues})
