"""One actor of a file: its kind, the ways to write it, whom it belongs to and speaks for."""

import re
from typing import Literal

from kg.iris import PREFIXES
from kg.known import KnownActor, Name, NameUse
from kg.reference import words
from kg.reference.ids import Ids
from kg.reference.turtle import RDF_TYPE, Subject

_WIKIDATA = re.compile(rf"(?:{PREFIXES['wd']}|https://www\.wikidata\.org/(?:wiki|entity)/)(.*)")
_USES = (
    (words.NAME, NameUse.NAME),
    (words.ALIAS, NameUse.NAME),
    (words.ACRONYM, NameUse.ACRONYM),
    (words.DEMONYM, NameUse.DEMONYM),
    (words.METONYM, NameUse.METONYM),
)


def name_of(subject: Subject) -> str:
    """Return the name to show; an actor without one is refused."""
    name = subject.text(words.NAME)
    if name is None:
        raise subject.wrong(f'{subject} has no name: write schema:name "…"@en', RDF_TYPE)
    return name


def actor(subject: Subject, actors: Ids) -> KnownActor:
    """Return the actor that a subject describes, its name the first of its names."""
    kinds = {words.ACTOR_KINDS[kind] for kind in subject.types if kind in words.ACTOR_KINDS}
    if len(kinds) > 1:
        raise subject.wrong(f"{subject} has two classes of actor, {' and '.join(sorted(kinds))}: keep one", RDF_TYPE)
    name = name_of(subject)
    return KnownActor(
        id=actors.made(subject),
        name=name,
        kind=kinds.pop(),
        names=_names(subject, name),
        wikidata=wikidata(subject),
        part_of=actors.link(subject, words.PART_OF),
        speaks_for=actors.link(subject, words.SPEAKS_FOR),
        members=actors.links(subject, words.HAS_MEMBER),
        not_in=subject.texts(words.NOT_IN),
        gender=_gender(subject),
    )


def _gender(subject: Subject) -> Literal["f", "m"] | None:
    """Return what tells whom "she" or "he" can mean; any other gender tells neither."""
    return words.GENDERS.get(subject.link(words.GENDER) or "") if words.GENDER in subject.facts else None


def wikidata(subject: Subject) -> str | None:
    """Return the Wikidata item among a subject's exact matches; links to other places are left alone."""
    if words.SAME not in subject.facts:
        return None
    items = [found[1] for link in subject.links(words.SAME) if (found := _WIKIDATA.fullmatch(link))]
    for item in items:
        if not re.fullmatch(r"Q[1-9]\d*", item):
            raise subject.wrong(f"{item!r} is no item of Wikidata: write it as wd:Q148", words.SAME)
    if len(items) > 1:
        raise subject.wrong(f"{subject} has two items of Wikidata, {' and '.join(items)}: keep one", words.SAME)
    return items[0] if items else None


def _names(subject: Subject, name: str) -> tuple[Name, ...]:
    facts = subject.facts
    uses = {name: NameUse.NAME}
    for word, use in _USES:
        if word in facts:
            for text in subject.texts(word):
                uses.setdefault(text, use)
    # A name that is an acronym too, as NATO, is looked for as one: in capitals.
    for text in subject.texts(words.ACRONYM) if words.ACRONYM in facts else ():
        uses[text] = NameUse.ACRONYM
    if words.AMBIGUOUS not in facts:
        return tuple([Name(text, use) for text, use in uses.items()])
    ambiguous = subject.texts(words.AMBIGUOUS)
    for text in ambiguous:
        if text not in uses:
            raise subject.wrong(
                f"{text!r} is called ambiguous and is no name of {subject}: add it as one", words.AMBIGUOUS
            )
    return tuple(Name(text, use, text in ambiguous) for text, use in uses.items())
