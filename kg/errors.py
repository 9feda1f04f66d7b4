"""KgError, the one to catch if you want to catch them all

├─ InputError              a file that kg was given cannot be read as what it claims to be
│  ├─ NotText              not UTF-8, or binary
│  ├─ EmptyDocument        no text in it
│  ├─ OtherLanguage        not English
│  ├─ BrokenLine           a line that is not JSON, or lacks what every line needs
│  ├─ MissingColumn        a table without a column that it needs
│  ├─ NotADate             a date that is none
│  ├─ BrokenReference      a Turtle file of actors, offices or issues does not hold together
│  └─ UnknownFormat        a kind of file that kg does not read, or cannot write
├─ RecordError             a record contradicts itself, its text or the ontology
│  ├─ SpanMismatch         the document does not read there what the span says
│  ├─ UnknownRelation      not one of the twenty
│  ├─ DanglingId           refers to an id that the record does not hold
│  └─ TextMissing          a record came without the text it rests on
├─ GraphError              the folder that holds a graph
│  ├─ NoGraph              there is none
│  ├─ NotAGraph            the folder is somebody else's
│  ├─ GraphBusy            another process is writing to it
│  ├─ GraphDamaged         a part of it is missing or unreadable
│  ├─ GraphTooNew          a later kg wrote it
│  ├─ NoRoom               the disk is full or the folder read-only
│  ├─ Unreachable          the server that holds it cannot be reached, or does not answer as it should
│  └─ UnknownDocument      no document of that id is in the graph
├─ QueryError              a question that cannot be answered
│  ├─ QuerySyntax          SPARQL that does not parse
│  ├─ QueryRefused         an update, or a query that would reach the network
│  ├─ QueryTooLong         stopped at its time limit
│  ├─ UnknownQuery         no named query of that name
│  └─ BadParameter         a named query has no such parameter, or it cannot be that
└─ NetworkError            a network that cannot be built or measured as asked
   ├─ UnknownNode          nobody of that name is in it
   ├─ AmbiguousName        several of that name are in it
   ├─ UnknownChoice        a voice, family, measure or the like that does not exist
   ├─ UnsignedEdge         an edge with no sign, where sides are counted
   └─ NegativeWeight       a weight below zero, where distances and flows are measured

Every message says what was wrong, where, and what to do. `KgError.place` names file and line
where there is one, so that a caller can print ``place: message``.
"""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Self


def did_you_mean(name: str, known: Collection[str], *, otherwise: str = "") -> str:
    """Return a hint that names the nearest of ``known``, or ``otherwise`` where nothing is near."""
    near = get_close_matches(name, known, n=1) or get_close_matches(name.lower(), known, n=1)
    return f"did you mean {near[0]!r}?" if near else otherwise


class KgError(Exception):
    """Anything that kg can say about what went wrong.

    ``place`` is where: a file, a file and a line (``news.jsonl:12``), a graph folder; or None.
    """

    def __init__(self, message: str, *, place: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        """Return ``place: message``, the way compilers print it."""
        return f"{self.place}: {self.message}" if self.place else self.message

    def at(self, place: str) -> Self:
        """Return this error with a place, unless it has one already."""
        self.place = self.place or place
        return self


class InputError(KgError):
    """A file that kg was given cannot be read as what it claims to be."""


class NotText(InputError):
    """The bytes are not UTF-8, or not text at all."""


class EmptyDocument(InputError):
    """There is no text in the document."""


class OtherLanguage(InputError):
    """The text is not English, and nobody asked to read it all the same."""


class BrokenLine(InputError):
    """A line is not JSON, or lacks what every line needs."""


class MissingColumn(InputError):
    """A table lacks a column that it needs."""


class NotADate(InputError):
    """A date that is none."""


class BrokenReference(InputError):
    """A Turtle file of actors, offices or issues does not parse, or does not hold together."""


class UnknownFormat(InputError):
    """A kind of file that kg does not read, or cannot write."""


class RecordError(KgError):
    """A record contradicts itself, its text or the ontology."""


class SpanMismatch(RecordError):
    """The document does not read there what the span says."""


class UnknownRelation(RecordError):
    """Not one of the twenty relations."""

    def __init__(self, name: str, *, known: Collection[str], place: str | None = None) -> None:
        hint = did_you_mean(name, known, otherwise="`kg relations` lists them all.")
        super().__init__(f"{name!r} is not a relation: {hint}", place=place)


class DanglingId(RecordError):
    """Something refers to an id that the record does not hold."""


class TextMissing(RecordError):
    """A record came without the text that it rests on."""


class GraphError(KgError):
    """Something about the folder that holds a graph."""


class NoGraph(GraphError):
    """There is no graph in that folder."""


class NotAGraph(GraphError):
    """The folder holds something else."""


class GraphBusy(GraphError):
    """Another process is writing to the graph."""


class GraphDamaged(GraphError):
    """A part of the graph is missing or unreadable."""


class GraphTooNew(GraphError):
    """A later kg wrote the graph."""


class NoRoom(GraphError):
    """The disk is full, or the folder may not be written to."""


class Unreachable(GraphError):
    """The server that holds the graph cannot be reached, or does not answer as it should."""


class UnknownDocument(GraphError):
    """No document of that id is in the graph."""


class QueryError(KgError):
    """A question that cannot be answered."""


class QuerySyntax(QueryError):
    """The SPARQL does not parse; the message says where."""


class QueryRefused(QueryError):
    """The query would change the graph or reach the network."""


class QueryTooLong(QueryError):
    """The query was stopped at its time limit."""


class UnknownQuery(QueryError):
    """No named query of that name."""


class BadParameter(QueryError):
    """A named query has no such parameter, or the parameter cannot be that."""


class NetworkError(KgError):
    """A network cannot be built or measured as asked."""


class UnknownNode(NetworkError):
    """Nobody of that name is in the network."""


class AmbiguousName(NetworkError):
    """Several nodes of the network go by that name; the message lists their ids."""


class UnknownChoice(NetworkError):
    """A closed list (voices, families, measures, …) does not have that name.

    >>> UnknownChoice("thirdparty", kind="voice", known=["self", "thirdParty"]).message
    "'thirdparty' is not a voice: did you mean 'thirdParty'?"
    """

    def __init__(self, name: str, *, kind: str, known: Collection[str], place: str | None = None) -> None:
        hint = did_you_mean(name, known, otherwise=f"choose from {', '.join(known)}.")
        super().__init__(f"{name!r} is not a {kind}: {hint}", place=place)


class UnsignedEdge(NetworkError):
    """An edge has no sign, where sides are counted."""


class NegativeWeight(NetworkError):
    """A weight is below zero, where distances and flows are measured."""
