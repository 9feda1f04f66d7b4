"""An actor of a document, with every place where it is mentioned."""

from dataclasses import dataclass, field

from kg.extraction.text.words import Stretch
from kg.known import KnownActor
from kg.records import ActorKind, Reason


@dataclass(eq=False)
class Figure:
    """One actor of the document.

    ``speaks_for`` is the actor whose position its words are, on the day of the document. ``titles`` are
    the words of the titles that the document gives it, ``gender`` what they or the pronouns tell.
    """

    id: str
    name: str
    kind: ActorKind
    wikidata: str | None = None
    known: KnownActor | None = None
    gender: str | None = None
    speaks_for: str | None = None
    titles: set[str] = field(default_factory=set)
    first: int | None = None  # the first word that mentions it
    _mentions: dict[Stretch, Reason] = field(default_factory=dict)
    _beginning: dict[int, Stretch] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        """Whether it is one human being."""
        return self.kind is ActorKind.PERSON

    @property
    def mentions(self) -> list[Stretch]:
        """Where it is mentioned, in the order of the text."""
        return sorted(self._mentions, key=lambda words: (words.first, words.last))

    @property
    def links(self) -> list[tuple[Stretch, Reason]]:
        """Where it is mentioned and why that means it, in the order of the text."""
        return [(words, self._mentions[words]) for words in self.mentions]

    def mention(self, words: Stretch, reason: Reason) -> None:
        """Note that it is mentioned there; the first reason stands."""
        self._mentions.setdefault(words, reason)
        self._beginning[words.first] = words
        self.first = words.first if self.first is None else min(self.first, words.first)

    def mentioned_in(self, stretch: Stretch) -> Stretch | None:
        """The last mention that begins in a stretch."""
        return next((self._beginning[i] for i in reversed(stretch) if i in self._beginning), None)
