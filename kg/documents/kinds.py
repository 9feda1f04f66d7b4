"""Who is meant by a name in a coded table, and what kind of actor it is."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.iris import slug
from kg.known import Known, KnownActor, NameUse
from kg.records import Actor, ActorKind, Issue

_PERSON = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Pope|King|Queen|Prince|Princess|President|Chancellor|Premier|Minister|"
    r"Senator|Sen|Rep|Governor|Gov|Mayor|Judge|Justice|General|Gen|Ambassador|Secretary)\b\.? +[A-Z]"
)
_ORGANIZATION = re.compile(
    r"\b(?:Party|Ministry|Department|Office|Council|Committee|Commission|Union|Association|Federation|Alliance|Bank|Fund|"
    r"University|Institute|Agency|Authority|Bureau|Court|Parliament|Congress|Senate|House|Government|Group|Inc|Ltd|Corp|Company|"
    r"Foundation|Society|Network|Forum|League|Movement|Organi[sz]ation|News|Times|Post)\b|^[A-Z]{2,}s?$"
)
_NAME_OF_PERSON = re.compile(
    r"(?:[A-Z][a-zà-ž’'-]+|[A-Z]\.)(?: (?:[A-Z][\w’'-]+|[A-Z]\.|de|da|van|von|der|al-\w+|bin|ibn)){1,3}"
)


def kind_of(name: str) -> ActorKind:
    """Guess the kind of an actor from its name alone, where nobody has said it.

    A title or two names in capitals make a person, small letters a group ("officials"); everything
    else is an organization, the kind that claims least. So states want to be known, or said.

    >>> [kind_of(name).value for name in ("Ana Ruiz", "Ms. Ruiz", "local fishermen", "Green Party", "Greenpeace")]
    ['person', 'person', 'group', 'organization', 'organization']
    """
    if _PERSON.match(name):
        return ActorKind.PERSON
    if not any(letter.isupper() for letter in name) and any(letter.islower() for letter in name):
        return ActorKind.GROUP
    if not _ORGANIZATION.search(name) and _NAME_OF_PERSON.fullmatch(name):
        return ActorKind.PERSON
    return ActorKind.ORGANIZATION


class Cast:
    """The actors and issues of a table, by the names that it uses.

    A name of the reference files means their actor or issue; another one gets its slug for an id, and
    the kind that ``kinds`` says or its form suggests.
    """

    def __init__(self, known: Known | None = None, kinds: Mapping[str, ActorKind] | None = None) -> None:
        self._known = known or Known()
        self._kinds = kinds or {}
        # A table names the same few again and again.
        self.actor = cache(self._actor)
        self.issue = cache(self._issue)
        self._actors = _unambiguous(_actor_names(self._known))
        self._issues = _unambiguous(
            (text.casefold(), issue.id)
            for issue in self._known.issues.values()
            if not issue.theme
            for text in (issue.id, issue.label, *issue.labels)
        )

    def _actor(self, name: str) -> Actor:
        """Return the actor that a name means; ``actor`` does, and remembers."""
        known = self._of_name(name)
        if known is not None:
            return Actor(id=known.id, name=known.name, kind=known.kind, wikidata=known.wikidata)
        return Actor(id=slug(name), name=name, kind=self._kinds.get(name) or kind_of(name))

    def _issue(self, name: str) -> Issue:
        """Return the issue that a name means; ``issue`` does, and remembers."""
        known = self._known.issues.get(self._issues.get(name.casefold(), ""))
        return Issue(id=known.id, label=known.label) if known is not None else Issue(id=slug(name), label=name)

    def speaks_for(self, speaker: str, holder: str, *, on: str | None) -> bool:
        """Whether the words of one actor are those of the other on an ISO day; both are ids."""
        return self._known.speaks_for(speaker, on=on) == holder

    def _of_name(self, name: str) -> KnownActor | None:
        by_name = self._actors.get(name) or self._actors.get(name.casefold())
        return self._known.actors.get(by_name or slug(name))


def _actor_names(known: Known) -> Iterator[tuple[str, str]]:
    for actor in known.actors.values():
        yield actor.id, actor.id
        yield actor.name.casefold(), actor.id
        for name in actor.names:
            if name.use is NameUse.ACRONYM:
                yield name.text, actor.id
            elif name.use is not NameUse.DEMONYM:
                yield name.text.casefold(), actor.id


def _unambiguous(names: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    """Return name → id, without the names that mean two things."""
    meant: dict[str, set[str]] = {}
    for name, thing in names:
        meant.setdefault(name, set()).add(thing)
    return {name: things.pop() for name, things in meant.items() if len(things) == 1}
