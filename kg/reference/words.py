"""The words of a reference file: its classes and properties, and what to say of a word that is none."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from kg.iris import PREFIXES
from kg.records import ActorKind
from kg.reference.turtle import RDF_TYPE, Subject, short

_KG, _SCHEMA, _SKOS, _ORG = (PREFIXES[prefix] for prefix in ("kg", "schema", "skos", "org"))

NAME = f"{_SCHEMA}name"
SINCE = f"{_SCHEMA}startDate"
UNTIL = f"{_SCHEMA}endDate"
LABEL = f"{_SKOS}prefLabel"
ALIAS = f"{_SKOS}altLabel"
BROADER = f"{_SKOS}broader"
DEFINITION = f"{_SKOS}definition"
SAME = f"{_SKOS}exactMatch"
MEMBER = f"{_ORG}member"
OF = f"{_ORG}organization"
HAS_MEMBER = f"{_ORG}hasMember"
ACRONYM = f"{_KG}acronym"
DEMONYM = f"{_KG}demonym"
METONYM = f"{_KG}metonym"
AMBIGUOUS = f"{_KG}ambiguous"
CAPITAL = f"{_KG}capital"
ISO2 = f"{_KG}iso2"
ISO3 = f"{_KG}iso3"
PART_OF = f"{_KG}partOf"
GENDER = f"{_SCHEMA}gender"
SPEAKS_FOR = f"{_KG}speaksFor"
NOT_IN = f"{_KG}notIn"
TITLE = f"{_KG}title"
PATTERN = f"{_KG}pattern"


class Sort(StrEnum):
    """What a subject describes."""

    ACTOR = "an actor"
    OFFICE = "a membership"
    ISSUE = "an issue"


ACTOR_KINDS: Mapping[str, ActorKind] = MappingProxyType(
    {
        f"{_KG}Person": ActorKind.PERSON,
        f"{_KG}State": ActorKind.STATE,
        f"{_KG}Organization": ActorKind.ORGANIZATION,
        f"{_KG}Group": ActorKind.GROUP,
    }
)
GENDERS: Mapping[str, Literal["f", "m"]] = MappingProxyType({f"{_SCHEMA}Female": "f", f"{_SCHEMA}Male": "m"})
THEME = f"{_KG}Theme"
_SORTS: Mapping[str, Sort] = MappingProxyType(
    {
        **dict.fromkeys(ACTOR_KINDS, Sort.ACTOR),
        f"{_ORG}Membership": Sort.OFFICE,
        f"{_KG}Issue": Sort.ISSUE,
        THEME: Sort.ISSUE,
        f"{_SKOS}Concept": Sort.ISSUE,  # so that a plain SKOS codebook is read as it is
    }
)

_PROPERTIES: Mapping[Sort, frozenset[str]] = MappingProxyType(
    {
        Sort.ACTOR: frozenset(
            {NAME, ALIAS, ACRONYM, DEMONYM, METONYM, AMBIGUOUS, CAPITAL, ISO2, ISO3, PART_OF, SPEAKS_FOR}
            | {HAS_MEMBER, NOT_IN, SAME, GENDER}
        ),
        Sort.OFFICE: frozenset({MEMBER, OF, TITLE, SPEAKS_FOR, SINCE, UNTIL, f"{_ORG}role"}),
        Sort.ISSUE: frozenset({LABEL, ALIAS, PATTERN, NOT_IN, BROADER, DEFINITION, SAME}),
    }
)
_EVERY = frozenset().union(*_PROPERTIES.values())

# What people write who know the vocabularies better than ours.
_MEANT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        f"{_SCHEMA}alternateName": (ALIAS,),
        "http://xmlns.com/foaf/0.1/name": (NAME,),
        f"{PREFIXES['rdfs']}label": (NAME, LABEL),
        f"{PREFIXES['owl']}sameAs": (SAME,),
        f"{_KG}exclude": (NOT_IN,),
    }
)
_MEANT_CLASS: Mapping[str, str] = MappingProxyType(
    {
        f"{_SCHEMA}Person": f"{_KG}Person",
        "http://xmlns.com/foaf/0.1/Person": f"{_KG}Person",
        f"{_SCHEMA}Organization": f"{_KG}Organization",
        f"{_ORG}Organization": f"{_KG}Organization",
        f"{_SCHEMA}Country": f"{_KG}State",
    }
)


def sort(subject: Subject) -> Sort | None:
    """Return what a subject describes; None for what is not kg's (an ontology header, a concept scheme).

    Raises `BrokenReference` for a class of kg's that does not exist, and for a subject without a class.
    """
    found = {_SORTS[kind] for kind in subject.types if kind in _SORTS}
    for kind in subject.types:
        if kind.startswith(_KG) and kind not in _SORTS:
            hint = _near(kind, _SORTS) or f"the classes are {', '.join(sorted(map(short, _SORTS)))}"
            raise subject.wrong(f"there is no class {short(kind)}: {hint}", RDF_TYPE)
        if not found and kind in _MEANT_CLASS:
            raise subject.wrong(f"kg does not read {short(kind)}: write {short(_MEANT_CLASS[kind])}", RDF_TYPE)
    if len(found) > 1:
        raise subject.wrong(f"{subject} cannot be {' and '.join(sorted(found))} at once: give each an IRI")
    if not found:
        ours = next((word for word in subject.facts if word in _EVERY and not word.startswith(_SKOS)), None)
        if ours is not None and (ours.startswith(_KG) or not subject.types):
            raise subject.wrong(f"{subject} has no class: write for example {subject} a kg:Organization", ours)
    return found.pop() if found else None


def check_words(subject: Subject, kind: Sort) -> None:
    """Raise `BrokenReference` for a property that kg does not know, or that belongs to another kind of subject.

    What the other vocabularies say besides (a skos:scopeNote, a schema:url) is left alone.
    """
    own = _PROPERTIES[kind]
    for word in subject.facts:
        if word == RDF_TYPE or word in own:
            continue
        if word in _EVERY:
            owner = next(other for other in Sort if word in _PROPERTIES[other])
            raise subject.wrong(f"{short(word)} is said of {owner}, and this is {kind}: {_listed(own)}", word)
        for meant in _MEANT.get(word, ()):
            if meant in own and meant not in subject.facts:
                raise subject.wrong(f"kg does not read {short(word)}: write {short(meant)}", word)
        if word.startswith((_KG, _SKOS, _SCHEMA, _ORG)):
            hint = _near(word, own) or (_listed(own) if word.startswith(_KG) else "")
            if hint:
                raise subject.wrong(f"there is no {short(word)} in kg: {hint}", word)


def _near(word: str, known: Collection[str]) -> str:
    candidates = {short(term): term for term in known}
    near = get_close_matches(short(word), candidates, n=1, cutoff=0.8)
    return f"did you mean {near[0]}?" if near else ""


def _listed(own: Collection[str]) -> str:
    return f"it may have {', '.join(sorted(map(short, own)))}"
