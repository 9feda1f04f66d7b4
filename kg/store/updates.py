"""SPARQL updates, taken apart: what they do, and which graphs they write to. Those must be the user's own.

What stands in the graphs of documents, and what is derived from them, changes with `kg add` and `kg remove`
alone. So an update has to name the graphs that it writes to. It is read by its tokens, and whatever is not
understood is refused; the engine, which reads all of it, has the last word on its syntax.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kg.errors import QueryRefused, QuerySyntax
from kg.iris import BASE, PREFIXES
from kg.store.guard import refuse_service, tokens

EXAMPLE = "<urn:my:notes>"

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
_DOTS = re.compile(r"/\.\.?(?:/|$)")
_ESCAPED = re.compile(r"\\(.)")
_WHOLE = {"CLEAR", "DROP"}
_TWO = {"ADD", "MOVE", "COPY"}


class How(StrEnum):
    """How an operation is carried out."""

    AS_IT_IS = "as it is"  # by the engine
    OVER_ALL = "over all"  # its pattern is put to the union of all graphs, as every query is


@dataclass(frozen=True, slots=True)
class Template:
    """What is to be deleted from, or inserted into, one graph: triples with variables."""

    graph: str
    triples: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update, with the prefixes that hold for it.

    Where it asks over all, ``deleted`` and ``inserted`` are its templates and ``where`` is its pattern, in braces.
    """

    prologue: str
    text: str
    targets: tuple[str, ...]
    how: How = How.AS_IT_IS
    deleted: tuple[Template, ...] = ()
    inserted: tuple[Template, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """An update, whole and in its operations; each may see what those before it did."""

    text: str
    operations: tuple[Operation, ...]

    @property
    def targets(self) -> tuple[str, ...]:
        """The graphs that it writes to, each once."""
        return tuple(dict.fromkeys(graph for one in self.operations for graph in one.targets))


def read(sparql: str, *, using: Sequence[str] = (), using_named: Sequence[str] = ()) -> Update:
    """Take an update apart. ``using`` and ``using_named`` are the graphs that its patterns are put to, where the client says so.

    Raises `QueryRefused` where it writes to another graph than the user's own or reaches the network, and
    `QuerySyntax` where it cannot be understood.

    >>> read("INSERT DATA { GRAPH <urn:my:notes> { actor:norvane rdfs:comment 'a state' } }").targets
    ('urn:my:notes',)
    >>> read("CLEAR GRAPH graph:edges-stated")
    Traceback (most recent call last):
    kg.errors.QueryRefused: <https://w3id.org/newsstance/graph/edges-stated> holds what documents say, ...
    """
    refuse_service(sparql)
    operations = tuple(_Parser(sparql, _using(using, using_named)).operations())
    if not operations:
        raise QuerySyntax("there is nothing to be done in this update")
    return Update(sparql, operations)


def _using(graphs: Sequence[str], named: Sequence[str]) -> str:
    """Return graphs as an update itself would choose them."""
    for graph in (*graphs, *named):
        if not _ABSOLUTE.fullmatch(graph):
            raise QuerySyntax(f"a graph is named by a whole IRI, such as urn:my:notes, and {graph!r} is none")
    return " ".join([*(f"USING <{graph}>" for graph in graphs), *(f"USING NAMED <{graph}>" for graph in named)])


def is_own(graph: str) -> bool:
    """Whether a graph may be the user's own."""
    return not graph.startswith(BASE)


@dataclass(slots=True)
class _Blocks:
    """What a pair of braces after INSERT or DELETE holds."""

    templates: list[Template] = field(default_factory=list)
    of_default: bool = False


class _Parser:
    def __init__(self, sparql: str, using: str) -> None:
        self.sparql = sparql
        self.using = using
        self.prefixes = dict(PREFIXES)
        self.prologue = ""
        self.tokens: list[tuple[str, str, int]] = []  # kind, text, where it begins
        at = 0
        for kind, text in tokens(sparql):
            if kind != "comment" and not text.isspace():
                self.tokens.append((kind, text, at))
            at += len(text)
        self.at = 0

    def operations(self) -> Iterator[Operation]:
        while True:
            self._prologue()
            if self._ended():
                return
            yield self._operation()
            if not self._ended():
                self._expect(";")

    def _ended(self) -> bool:
        return self.at == len(self.tokens)

    def _peek(self) -> str:
        """The next token, in capitals where it is a word."""
        if self._ended():
            return ""
        kind, text, _ = self.tokens[self.at]
        return text.upper() if kind == "word" else text

    def _take(self, *words: str) -> bool:
        if self._peek() in words:
            self.at += 1
            return True
        return False

    def _expect(self, *words: str) -> None:
        if not self._take(*words):
            raise self._wrong(f"{' or '.join(words)} should stand here")

    def _wrong(self, reason: str) -> QuerySyntax:
        place = self.tokens[self.at][2] if not self._ended() else len(self.sparql)
        line = self.sparql.count("\n", 0, place) + 1
        column = place - self.sparql.rfind("\n", 0, place)
        return QuerySyntax(f"the update cannot be read at line {line}, column {column}: {reason}")

    def _start(self) -> int:
        return self.tokens[self.at][2] if not self._ended() else len(self.sparql)

    def _end(self) -> int:
        _, text, at = self.tokens[self.at - 1]
        return at + len(text)

    def _prologue(self) -> None:
        while self._peek() in {"PREFIX", "BASE"}:
            begun = self._start()
            if self._take("BASE"):
                self._kind("iri", "an IRI")
            else:
                self.at += 1
                name = self._kind("name", "a prefix with its colon").removesuffix(":")
                self.prefixes[name] = self._kind("iri", "the IRI of the prefix")[1:-1]
            self.prologue += f"{self.sparql[begun : self._end()]}\n"

    def _kind(self, kind: str, what: str) -> str:
        if self._ended() or self.tokens[self.at][0] != kind:
            raise self._wrong(f"{what} should stand here")
        self.at += 1
        return self.tokens[self.at - 1][1]

    def _operation(self) -> Operation:
        begun, verb = self._start(), self._peek()
        if verb == "LOAD":
            raise QueryRefused(
                "LOAD would fetch from the network, and kg stays on this machine: send the triples with INSERT DATA"
            )
        if verb in _WHOLE or verb in _TWO or verb == "CREATE":
            self.at += 1
            self._take("SILENT")
            targets = self._of_two(verb) if verb in _TWO else [self._whole(verb)]
            return self._made(begun, targets)
        if verb not in {"WITH", "INSERT", "DELETE"}:
            raise self._wrong("an update begins with INSERT, DELETE, WITH, CLEAR, DROP, CREATE, ADD, MOVE or COPY")
        home = None
        if self._take("WITH"):
            home = self._own_graph()
        elif self.tokens[self.at + 1 : self.at + 2] and self.tokens[self.at + 1][1].upper() in {"DATA", "WHERE"}:
            self.at += 2
            return self._made(begun, [one.graph for one in self._named(None).templates])
        return self._modification(begun, home)

    def _modification(self, begun: int, home: str | None) -> Operation:
        deleted = self._named(home) if self._take("DELETE") else _Blocks()
        inserted = self._named(home) if self._take("INSERT") else _Blocks()
        chosen = home is not None
        while self._take("USING"):
            chosen = True
            self._take("NAMED")
            self._graph()
        if chosen and self.using:
            raise self._wrong(
                "the request names the graphs to ask (using-graph-uri), and USING or WITH cannot stand beside that"
            )
        asked = self._start()
        self._expect("WHERE")
        opened = self._start()
        self._braces()
        targets = [one.graph for one in (*deleted.templates, *inserted.templates)]
        if home is not None and (deleted.of_default or inserted.of_default):
            targets.append(home)
        made = self._made(begun, targets)
        if chosen:  # it says itself which graphs it asks
            return made
        if self.using:
            return replace(made, text=f"{self.sparql[begun:asked]}{self.using} {self.sparql[asked : self._end()]}")
        return Operation(
            made.prologue,
            made.text,
            made.targets,
            How.OVER_ALL,
            tuple(deleted.templates),
            tuple(inserted.templates),
            self.sparql[opened : self._end()],
        )

    def _made(self, begun: int, targets: list[str]) -> Operation:
        return Operation(self.prologue, self.sparql[begun : self._end()], tuple(dict.fromkeys(targets)))

    def _whole(self, verb: str) -> str:
        if not self._take("GRAPH"):
            raise QueryRefused(f"{verb} has to name a graph of your own: {verb} GRAPH {EXAMPLE}")
        return self._own_graph()

    def _of_two(self, verb: str) -> list[str]:
        graphs = []
        for number in range(2):
            if number:
                self._expect("TO")
            if self._peek() == "DEFAULT":
                raise QueryRefused(f"{verb} has to name two graphs, for the default graph is all of them together")
            self._take("GRAPH")
            # What is moved away is gone where it was.
            graphs.append(self._own_graph() if number or verb == "MOVE" else self._graph())
        return graphs if verb == "MOVE" else graphs[1:]

    def _named(self, home: str | None) -> _Blocks:
        """Read ``{ GRAPH <g> { … } … }``; without a home, everything has to be in a graph that is named."""
        self._expect("{")
        found = _Blocks()
        while not self._take("}"):
            if self._ended():
                raise self._wrong("a } is missing")
            if self._take("GRAPH"):
                graph = self._own_graph()
                begun = self._start()
                self._braces()
                found.templates.append(Template(graph, self.sparql[begun + 1 : self._end() - 1]))
            elif self._peek() == "{":
                raise self._wrong("GRAPH and a name should stand before this")
            elif home is None and self._peek() != ".":
                raise QueryRefused(
                    f"say which graph of your own the triples belong to: {{ GRAPH {EXAMPLE} {{ … }} }}, or WITH {EXAMPLE} before it"
                )
            else:
                found.of_default = found.of_default or self._peek() != "."
                self.at += 1
        return found

    def _braces(self) -> None:
        self._expect("{")
        depth = 1
        while depth:
            if self._ended():
                raise self._wrong("a } is missing")
            depth += {"{": 1, "}": -1}.get(self._peek(), 0)
            self.at += 1

    def _graph(self) -> str:
        kind = "" if self._ended() else self.tokens[self.at][0]
        if kind == "variable":
            raise QueryRefused(
                f"an update has to name the graphs that it writes to, such as {EXAMPLE}; {self._peek()} may be any"
            )
        if kind == "iri":
            graph = self._kind("iri", "")[1:-1]
        else:
            prefix, _, rest = self._kind("name", "the name of a graph").partition(":")
            if prefix not in self.prefixes:
                raise self._wrong(f"the prefix {prefix!r} is not declared")
            graph = self.prefixes[prefix] + _ESCAPED.sub(r"\1", rest)
        if not _ABSOLUTE.fullmatch(graph) or _DOTS.search(graph):
            raise QueryRefused(f"a graph is named by a whole IRI, such as {EXAMPLE}, and <{graph}> is none")
        return graph

    def _own_graph(self) -> str:
        graph = self._graph()
        if not is_own(graph):
            raise QueryRefused(
                f"<{graph}> holds what documents say, or what is derived from it, and changes with `kg add` and `kg remove` "
                f"alone: write to a graph of your own, such as {EXAMPLE}"
            )
        return graph
