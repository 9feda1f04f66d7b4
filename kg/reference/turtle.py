"""A Turtle file as its subjects: each with all that is said of it, and the line to blame.

The parser is Oxigraph's, for rdflib would need seconds. It tells no line numbers once a file has parsed,
so a line is looked for only when there is something to complain about.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pyoxigraph

from kg.errors import BrokenReference, InputError, NotText
from kg.iris import PREFIXES

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

RDF_TYPE = f"{PREFIXES['rdf']}type"
# schema.org answers under both, and people write both; ours is https.
_OLD_SCHEMA = "http://schema.org/"


class Subject(NamedTuple):
    """One subject of a file: what it is called there, and its objects by the IRI of their property.

    ``term`` is an IRI, or the label of a blank node, which has no colon.
    """

    term: str
    facts: dict[str, list[Term]]
    path: Path

    @property
    def is_blank(self) -> bool:
        """Whether it has no IRI: ``[] a org:Membership``."""
        return ":" not in self.term

    @property
    def types(self) -> tuple[str, ...]:
        """The IRIs of its classes."""
        return tuple(term.value for term in self.facts.get(RDF_TYPE, ()) if isinstance(term, pyoxigraph.NamedNode))

    def texts(self, word: str) -> tuple[str, ...]:
        """The literals of a property, each once, in the order of the file."""
        terms = self.facts.get(word)
        if terms is None:
            return ()
        found: dict[str, None] = {}
        for term in terms:
            text = term.value.strip() if isinstance(term, pyoxigraph.Literal) else ""
            if not text:
                raise self.wrong(f"{short(word)} takes words in quotation marks", word, term)
            found[text] = None
        return tuple(found)

    def text(self, word: str) -> str | None:
        """The one literal of a property: the English one, or the one without a language, or any."""
        terms = self.facts.get(word)
        if not terms:
            return None
        texts = self.texts(word)
        if len(terms) == 1:
            return texts[0]
        ranked = sorted(
            (term for term in terms if isinstance(term, pyoxigraph.Literal)),
            key=lambda term: (term.language != "en", term.language is not None),
        )
        return ranked[0].value.strip()

    def links(self, word: str) -> tuple[str, ...]:
        """The terms that a property points to, each once: IRIs, or blank nodes of the same file."""
        terms = self.facts.get(word)
        if terms is None:
            return ()
        found: dict[str, None] = {}
        for term in terms:
            if not isinstance(term, pyoxigraph.NamedNode | pyoxigraph.BlankNode):
                raise self.wrong(f"{short(word)} takes an IRI such as actor:china, not a text", word, term)
            found[term.value] = None
        return tuple(found)

    def link(self, word: str) -> str | None:
        """The one term that a property points to, or None."""
        if word not in self.facts:
            return None
        found = self.links(word)
        if len(found) > 1:
            raise self.wrong(f"{self} has {len(found)} × {short(word)}: keep one", word)
        return found[0]

    def wrong(self, message: str, word: str | None = None, term: Term | None = None) -> BrokenReference:
        """Return the error that says so, at the line where the property and its object stand."""
        marks = [] if self.is_blank else [rf"(?m)^[ \t]*{_mark(self.term)}"]
        if word is not None:
            marks.append(r"\sa\s" if word == RDF_TYPE else _mark(word))
        if isinstance(term, pyoxigraph.Literal):
            marks.append(re.escape(term.value))
        elif isinstance(term, pyoxigraph.NamedNode):
            marks.append(_mark(term.value))
        line = _line(self.path.read_text(encoding="utf-8-sig"), marks)
        return BrokenReference(message, place=f"{self.path}:{line}" if line else str(self.path))

    def __str__(self) -> str:
        return "this" if self.is_blank else short(self.term)


def read(path: Path) -> list[Subject]:
    """Return the subjects of a Turtle file, in its order.

    Raises `BrokenReference` where it does not parse, `NotText` where it is not UTF-8, `InputError` where there is none.
    """
    try:
        content = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise InputError(f"{reason}: give a Turtle file of actors, offices or issues", place=str(path)) from None
    facts: dict[str, dict[str, list[Term]]] = {}
    try:
        for triple in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE):
            # Every file that travels with kg passes here before the first article is read: no more than this.
            facts.setdefault(triple.subject.value, {}).setdefault(triple.predicate.value, []).append(triple.object)
    except SyntaxError as error:
        raise _unreadable(error, content, path) from None
    if _OLD_SCHEMA.encode() in content:
        facts = {subject: _with_new_schema(said) for subject, said in facts.items()}
    return [Subject(term, said, path) for term, said in facts.items()]


def _with_new_schema(said: dict[str, list[Term]]) -> dict[str, list[Term]]:
    renewed: dict[str, list[Term]] = {}
    for word, terms in said.items():
        renewed.setdefault(word.replace(_OLD_SCHEMA, PREFIXES["schema"]), []).extend(terms)
    return renewed


def short(iri: str) -> str:
    """Return an IRI the way a reader writes it.

    >>> short("https://w3id.org/newsstance/actor/china"), short("http://example.org/x")
    ('actor:china', '<http://example.org/x>')
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _unreadable(error: SyntaxError, content: bytes, path: Path) -> InputError:
    place = f"{path}:{error.lineno}" if error.lineno else str(path)
    try:
        content.decode()
    except UnicodeDecodeError:
        return NotText("this is not UTF-8: save the file as UTF-8", place=place)
    reason = re.sub(r"^Parser error at .*?: ", "", error.msg or "")
    undeclared = re.search(r"The prefix (\w*): has not been declared", reason)
    if undeclared and (namespace := PREFIXES.get(undeclared[1])):
        return BrokenReference(f"{reason}: write @prefix {undeclared[1]}: <{namespace}> .", place=place)
    return BrokenReference(f"this is not Turtle: {reason}", place=place)


def _mark(iri: str) -> str:
    """Return a pattern for an IRI as it may stand in Turtle: in angle brackets, or with a prefix."""
    whole = rf"<{re.escape(iri)}>"
    tail = re.split(r"[/#]", iri)[-1]
    step = re.escape(unquote(tail)) if tail else r"(?!)"
    return rf"(?:{whole}|(?<![\w-])[\w-]*:{step}(?![\w%-])|<[^>\s]*[#/]?{step}>)"


def _line(text: str, marks: list[str]) -> int | None:
    """Return the line of the last mark, each looked for behind the one before it."""
    at = None
    where = 0
    for mark in marks:
        found = next(_outside_comments(mark, text, where), None)
        if found is not None:
            at, where = found.start(), found.end()
    return None if at is None else text.count("\n", 0, at) + 1 + text[at:where].startswith("\n")


def _outside_comments(pattern: str, text: str, start: int) -> Iterator[re.Match[str]]:
    for found in re.compile(pattern).finditer(text, start):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if not line.lstrip().startswith("#"):
            yield found
