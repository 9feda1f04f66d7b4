"""Who is who → RDF: actors, offices and issues that were known before a line was read.

The graph keeps a `Known` as JSON beside its documents, so that its index can be rebuilt anywhere,
whatever reference files a later kg ships.
"""

import calendar
import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, TypeVar

from kg.iris import PREFIXES, local, slug
from kg.known import Known, KnownActor, KnownIssue, Name, NameUse, Office
from kg.records import ActorKind, first_day
from kg.store import nodes
from kg.store.terms import Statement, day, iri, string
from kg.store.writing import KINDS, A, kg

_Kind = TypeVar("_Kind")

_ORG, _SCHEMA, _SKOS = PREFIXES["org"], PREFIXES["schema"], PREFIXES["skos"]
_LABEL = iri(f"{PREFIXES['rdfs']}label")
_SAME = iri(f"{_SKOS}exactMatch")
_GENDERS = {"f": iri(f"{_SCHEMA}Female"), "m": iri(f"{_SCHEMA}Male")}
_NAME_USES = {
    NameUse.NAME: iri(f"{_SKOS}altLabel"),
    NameUse.ACRONYM: kg("acronym"),
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


def labels(known: Known) -> dict[str, str]:
    """Return the label of every node that is known beforehand."""
    actors = {nodes.actor_named(actor.id): actor.name for actor in known.actors.values()}
    return actors | {nodes.issue_named(issue.id): issue.label for issue in known.issues.values()}


def _actor(actor: KnownActor) -> Iterator[Statement]:
    node = iri(nodes.actor_named(actor.id))
    yield from named(node, actor.name, KINDS[actor.kind])
    for name in actor.names:
        if name.text != actor.name or name.use is not NameUse.NAME:
            yield node, _NAME_USES[name.use], string(name.text)
        if name.ambiguous:
            yield node, kg("ambiguous"), string(name.text)
    for phrase in actor.not_in:
        yield node, kg("notIn"), string(phrase)
    if actor.wikidata is not None:
        yield node, _SAME, wikidata(actor.wikidata)
    for role, other in (("partOf", actor.part_of), ("speaksFor", actor.speaks_for)):
        if other is not None:
            yield node, kg(role), iri(nodes.actor_named(other))
    if actor.gender is not None:
        yield node, iri(f"{_SCHEMA}gender"), _GENDERS[actor.gender]
    for member in actor.members:
        yield node, iri(f"{_ORG}hasMember"), iri(nodes.actor_named(member))


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
    mark = hashlib.sha256(repr(office).encode()).hexdigest()[:12]
    node = iri(f"{person}#office-{mark}")
    yield node, A, iri(f"{_ORG}Membership")
    yield node, iri(f"{_ORG}member"), iri(person)
    yield node, iri(f"{_ORG}organization"), iri(nodes.actor_named(office.of))
    for title in office.titles:
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
    if issue.theme:
        yield node, A, kg("Theme")
    for label in issue.labels:
        if label != issue.label:
            yield node, iri(f"{_SKOS}altLabel"), string(label)
    for pattern in issue.patterns:
        yield node, kg("pattern"), string(pattern)
    for phrase in issue.not_in:
        yield node, kg("notIn"), string(phrase)
    for broader in issue.broader:
        yield node, iri(f"{_SKOS}broader"), iri(nodes.issue_named(broader))
    if issue.definition:
        yield node, iri(f"{_SKOS}definition"), string(issue.definition)
    if issue.wikidata is not None:
        yield node, _SAME, wikidata(issue.wikidata)


def to_json(known: Known) -> str:
    """Return what is known as JSON, the same for the same knowledge."""
    whole = {
        "actors": list(known.actors.values()),
        "offices": known.offices,
        "issues": list(known.issues.values()),
    }
    return json.dumps(whole, ensure_ascii=False, default=_fields)  # `asdict` would copy each of 20,000 names deeply


def _fields(thing: Any) -> dict[str, Any]:
    return {field.name: getattr(thing, field.name) for field in fields(thing)}


def ids(line: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the actors and of the issues in what `to_json` wrote; far faster than all of it."""
    whole = {"actors": [], "issues": []} if line is None else json.loads(line)
    return frozenset(actor["id"] for actor in whole["actors"]), frozenset(issue["id"] for issue in whole["issues"])


def from_json(line: str) -> Known:
    """Return what `to_json` wrote."""
    whole = json.loads(line)
    actors = [_made(KnownActor, actor | {"kind": ActorKind(actor["kind"])}) for actor in whole["actors"]]
    issues = [_made(KnownIssue, issue) for issue in whole["issues"]]
    offices = tuple(_made(Office, office) for office in whole["offices"])
    return Known({actor.id: actor for actor in actors}, offices, {issue.id: issue for issue in issues})


def _made(kind: type[_Kind], fields: dict[str, Any]) -> _Kind:
    """Make a value of its fields; JSON has lists where it has tuples."""
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    if "names" in lists:
        lists["names"] = tuple(Name(**name | {"use": NameUse(name["use"])}) for name in lists["names"])
    return kind(**fields | lists)
