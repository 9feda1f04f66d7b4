"""GUM as a gold standard of coreference: raw text, and the mentions of its people and states.

The annotation is that of the ``Entity`` field of its CoNLL-U files, in which every genre has it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.iris import slug
from kg.known import Known
from kg.records import ActorKind

_MARK = re.compile(
    r"\((?P<opens>\d+)(?:\[\d+/\d+\])?-(?P<about>[^()]*)(?P<alone>\))?|(?P<closes>\d+)(?:\[\d+/\d+\])?\)"
)
_PROPER = frozenset({"NNP", "NNPS"})
_HEADING = re.compile(r"^## (?P<name>\w+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its place in the text, and whether it is part of a name."""

    start: int
    end: int
    proper: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: its tokens, first and last, and those that it cannot do without (a name's words, a noun's head)."""

    entity: str
    kind: str
    first: int
    last: int
    core: frozenset[int]
    identity: str


@dataclass
class Text:
    """One document of GUM."""

    id: str
    text: str = ""
    published: str | None = None
    tokens: list[Token] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    @property
    def genre(self) -> str:
        """Its genre: news, interview, …"""
        return self.id.split("_")[1]

    def says(self, mention: Mention) -> str:
        """The words of a mention."""
        return self.text[self.tokens[mention.first].start : self.tokens[mention.last].end]

    def core(self, mention: Mention) -> str:
        """The words that a mention cannot do without."""
        return " ".join(self.text[self.tokens[i].start : self.tokens[i].end] for i in sorted(mention.core))

    def is_named(self, cluster: Iterable[Mention]) -> bool:
        """Whether one of the mentions is a name, or has one at its heart."""
        return any(self.tokens[i].proper for mention in cluster for i in mention.core)

    @cached_property
    def _at(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            for i in mention.core:
                found.setdefault(i, []).append(mention)
        return found

    def meant(self, start: int, end: int) -> Mention | None:
        """The gold mention that a span of the text stands for: the shortest around it whose core it shares."""
        inside = [i for i in range(len(self.tokens)) if self.tokens[i].start < end and start < self.tokens[i].end]
        if not inside:
            return None
        around = {
            mention
            for i in inside
            for mention in self._at.get(i, ())
            if mention.first <= inside[0] and inside[-1] <= mention.last
        }
        return min(around, key=lambda one: (one.last - one.first, one.first, one.entity), default=None)


def split(folder: Path, name: str) -> list[str]:
    """Return the documents of a split, as ``splits.md`` has them, but for the genres that are not free."""
    found, within = [], ""
    for line in (folder / "splits.md").read_text(encoding="utf-8").splitlines():
        heading = _HEADING.match(line)
        within = heading["name"] if heading else within
        if within == name and line.strip().startswith("* GUM_"):
            found.append(line.strip()[2:])
    return [document for document in found if (folder / "dep" / f"{document}.conllu").is_file()]


def read(folder: Path, document: str) -> Text:
    """Return a document, its text put together as it was before it was cut into tokens."""
    made = _Reading(Text(document))
    with (folder / "dep" / f"{document}.conllu").open(encoding="utf-8") as file:
        for line in file:
            made.line(line.rstrip("\n"))
    made.text.text = "".join(made.pieces)
    return made.text


class _Reading:
    """Takes the lines of a CoNLL-U file."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.pieces: list[str] = []
        self.length = 0
        self._open: dict[str, list[tuple[int, str]]] = {}
        self._gap = ""
        self._within: tuple[int, int] | None = None  # the numbers of the tokens that are written as one word

    def line(self, line: str) -> None:
        if line.startswith("# newpar ") or line == "# newpar":
            self._gap = "\n\n" if self.pieces else ""
        elif line.startswith("# meta::dateCreated = "):
            self.text.published = line.partition(" = ")[2]
        elif line and not line.startswith("#"):
            self._token(line.split("\t"))

    def _token(self, fields: list[str]) -> None:
        number, form, about = fields[0], fields[1], fields[9]
        if "." in number:
            return
        if "-" in number:
            first, _, last = number.partition("-")
            self._within = (int(first), int(last))
            self._write(form, about)
            self._joint = (self.length - len(form), form)
            return
        if self._within is not None and self._within[0] <= int(number) <= self._within[1]:
            start, form_left = self._joint
            length = len(form) if form_left.startswith(form) else len(form_left)
            self.text.tokens.append(Token(start, start + max(1, length), fields[4] in _PROPER))
            self._joint = (start + length, form_left[length:]) if len(form_left) > length else (start, form_left)
        else:
            self._within = None
            self._write(form, about)
            self.text.tokens.append(Token(self.length - len(form), self.length, fields[4] in _PROPER))
        for pair in about.split("|"):
            if pair.startswith("Entity="):
                self._entities(pair.removeprefix("Entity="))

    def _write(self, form: str, about: str) -> None:
        self.pieces += [self._gap, form]
        self.length += len(self._gap) + len(form)
        self._gap = "" if "SpaceAfter=No" in about.split("|") else " "

    def _entities(self, marks: str) -> None:
        here = len(self.text.tokens) - 1
        for mark in _MARK.finditer(marks):
            if mark["opens"]:
                self._open.setdefault(mark["opens"], []).append((here, mark["about"]))
            entity = mark["closes"] or (mark["opens"] if mark["alone"] else None)
            if entity and self._open.get(entity):
                self._close(entity, here)

    def _close(self, entity: str, last: int) -> None:
        first, about = self._open[entity].pop()
        kind, _, _, _, core, _, *identity = about.split("-", 6)
        members = frozenset(first + int(number) - 1 for number in core.split(","))
        self.text.mentions.append(Mention(entity, kind, first, last, members, identity[0] if identity else ""))


def states(known: Known) -> frozenset[str]:
    """Return how states are called, as slugs, to tell the places that are states."""
    return frozenset(
        slug(name)
        for actor in known.actors.values()
        if actor.kind is ActorKind.STATE
        for name in (actor.name, *(one.text for one in actor.names))
    )


def people_and_states(text: Text, called: frozenset[str]) -> Iterator[list[Mention]]:
    """Yield the clusters of people and states; a place is a state where its Wikipedia article is that of one."""
    clusters: dict[str, list[Mention]] = {}
    for mention in text.mentions:
        clusters.setdefault(mention.entity, []).append(mention)
    for cluster in clusters.values():
        kinds = {mention.kind for mention in cluster}
        named = {slug(mention.identity) for mention in cluster if mention.identity}
        if "person" in kinds or ("place" in kinds and named & called):
            yield cluster
