"""Ids: the last step of an IRI of kg's own, or what the name makes; and whether what is referred to exists."""

from collections.abc import Callable, Collection
from urllib.parse import unquote

from kg.errors import did_you_mean
from kg.iris import slug
from kg.reference.turtle import RDF_TYPE, Subject, short


class Ids:
    """The ids of what some files define, and the references that wait until everything is joined.

    ``namespace`` is where IRIs speak for themselves (``actor:china`` is china); an actor with any other IRI,
    or none, has the id that its name makes.
    """

    def __init__(self, namespace: str, name_of: Callable[[Subject], str]) -> None:
        self._namespace = namespace
        self._name_of = name_of
        self._ids: dict[str, str] = {}
        self._waiting: list[tuple[Subject, str, str, str]] = []

    def define(self, subjects: Collection[Subject]) -> None:
        """Give every subject of one file its id."""
        owners: dict[str, Subject] = {}
        for subject in subjects:
            made = self._own(subject.term) or slug(self._name_of(subject))
            other = owners.setdefault(made, subject)
            if other is not subject:
                cure = f"give one of them an IRI of its own, {short(self._namespace)}{made}-2"
                raise subject.wrong(f"{subject} and {other} both get the id {made!r}: {cure}", RDF_TYPE)
            self._ids[subject.term] = made

    def made(self, subject: Subject) -> str:
        """Return the id of a subject that was defined."""
        return self._ids[subject.term]

    def links(self, subject: Subject, word: str) -> tuple[str, ...]:
        """Return the ids that a property points to; `check` will ask whether they exist."""
        if word not in subject.facts:
            return ()
        return tuple(self._referred(subject, word, term) for term in subject.links(word))

    def link(self, subject: Subject, word: str) -> str | None:
        """Return the one id that a property points to, or None."""
        if word not in subject.facts:
            return None
        term = subject.link(word)
        return None if term is None else self._referred(subject, word, term)

    def check(self, known: Collection[str]) -> None:
        """Raise `BrokenReference` for the first reference to what is not known."""
        for subject, word, term, made in self._waiting:
            if made not in known:
                kind = short(self._namespace).removesuffix(":")
                hint = did_you_mean(made, known, otherwise=f"define it, or take the id of an {kind} that is known")
                raise subject.wrong(f"{short(word)} names {short(term)}, whom no file defines: {hint}", word)

    def _referred(self, subject: Subject, word: str, term: str) -> str:
        made = self._ids.get(term)
        if made is None:
            made = self._own(term)
            if made is None:
                raise subject.wrong(f"{short(word)} names {short(term)}, whom no file defines", word)
            self._waiting.append((subject, word, term, made))
        return made

    def _own(self, term: str) -> str | None:
        return unquote(term.removeprefix(self._namespace)) or None if term.startswith(self._namespace) else None
