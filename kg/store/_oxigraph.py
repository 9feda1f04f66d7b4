"""Where pyoxigraph is at home, with `_results` for its rows: quads on disk, in and out, as our own terms."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import BadParameter, QueryError, QuerySyntax
from kg.iris import PREFIXES
from kg.store._results import FORMATS as ROWS
from kg.store._results import engine_json
from kg.store.guard import names_graphs
from kg.store.results import Form
from kg.store.terms import IRI, Triple, Value
from kg.store.updates import How, Operation, Template, Update

_XSD = PREFIXES["xsd"]
_INTEGERS = {
    f"{_XSD}{name}"
    for name in [
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "unsignedInt",
        "unsignedLong",
    ]
}
_FLOATS = {f"{_XSD}double", f"{_XSD}decimal", f"{_XSD}float"}
_PIECE = 1 << 20  # bytes that travel from process to process at once
_BULK = 20_000  # quads from which the bulk loader, which writes files of its own, is twice as fast

_STANCES = """SELECT ?g ?stance ?holder ?relation ?target WHERE { GRAPH ?g {
    ?stance a kg:Stance ; kg:holder ?holder ; kg:relation ?relation ; kg:target ?target
} } ORDER BY ?stance"""

#: File ending → format.
FORMATS = {
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "n-triples": ox.RdfFormat.N_TRIPLES,
    "json-ld": ox.RdfFormat.JSON_LD,
    "rdf-xml": ox.RdfFormat.RDF_XML,
}


class Unreadable(Exception):
    """What lies on disk is not, or no longer, an Oxigraph store. It can be rebuilt."""


class Reader:
    """The quads of a folder as they are now; later changes do not show."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _readable():
            self._store = ox.Store.read_only(str(folder))

    def triples(self, graph: str) -> Iterator[Triple]:
        """Yield the triples of one graph."""
        with _readable():
            for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
                yield _triple(quad)

    def graphs(self) -> list[str]:
        """Return the names of all graphs, in order."""
        with _readable():
            return sorted(name.value for name in self._store.named_graphs())

    def write(self, out: Any, ending: str) -> None:
        """Write all quads to what has a ``write``, sorted; in a format without graphs, the triples of all of them."""
        chosen = FORMATS[ending]
        quads = self._sorted_quads() if chosen.supports_datasets else self._sorted_triples()
        with _readable():
            ox.serialize(quads, out, chosen, prefixes=PREFIXES)

    def _sorted_quads(self) -> Iterator[ox.Quad]:
        for graph in self.graphs():
            yield from sorted(self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)), key=str)

    def _sorted_triples(self) -> Iterator[ox.Triple]:
        # No triple stands in two graphs, but the triples of one subject may.
        triples = {quad.triple for quad in self._store}
        yield from sorted(triples, key=str)

    def construct(self, sparql: str, out: Any, ending: str) -> None:
        """Write what a CONSTRUCT gives to what has a ``write``, sorted."""
        with _readable(), _parsed():
            found: Any = self._store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
            ox.serialize(sorted(set(found), key=str), out, FORMATS[ending], prefixes=PREFIXES)

    def write_reified(self, out: Any, ending: str) -> None:
        """Write all quads as `write` does, and of every stance the triple of RDF 1.2 that it reifies."""
        chosen = FORMATS[ending]
        with _readable():
            if chosen.supports_datasets:
                quads = self._sorted_quads()
                ox.serialize(chain(quads, self._reified()), out, chosen, prefixes=PREFIXES)
            else:
                triples = {quad.triple for quad in self._reified()}
                ox.serialize(chain(self._sorted_triples(), sorted(triples, key=str)), out, chosen, prefixes=PREFIXES)

    def _reified(self) -> Iterator[ox.Quad]:
        reifies = ox.NamedNode(f"{PREFIXES['rdf']}reifies")
        found: Any = self._store.query(_STANCES, prefixes=PREFIXES)
        for graph, stance, holder, relation, target in found:
            yield ox.Quad(stance, reifies, ox.Triple(holder, relation, target), graph)

    def lines(self, graph: str) -> set[str]:
        """Return the triples of one graph as N-Triples, without the full stop."""
        with _readable():
            return _lines(self._store, graph)

    def updated(self, update: Update, scratch: Path) -> Iterator[tuple[str, set[str], set[str]]]:
        """Run an update on a copy in the folder ``scratch``, which must not be there.

        Yields for every graph that it writes to what is gone and what has come, as `lines` does.
        """
        with _readable():
            # Not the engine's own backup: of what is still in its log, a store that was opened for reading leaves that out.
            linked(self._folder, scratch)
            copy = ox.Store(str(scratch))
            with _parsed():
                _check_syntax(update.text)
            before = {graph: _lines(copy, graph) for graph in update.targets}
            with _parsed(BadParameter):
                for operation in update.operations:
                    _carry_out(copy, operation)
            for graph, old in before.items():
                new = _lines(copy, graph)
                yield graph, old - new, new - old

    def answer(self, sparql: str, *, limit: int) -> Iterator[Any]:
        """Answer a query over the union of all graphs, or those that it names with FROM.

        Yields its kind and its columns, then lists of rows (tuples), then whether a limit cut it.
        CONSTRUCT and DESCRIBE give their triples as rows and last, before that, their Turtle.
        """
        with _readable(), _parsed():
            found = self._store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=not names_graphs(sparql))
            yield from answered(found, limit=limit)

    def written(self, sparql: str, form: Form, *, limit: int) -> Iterator[Any]:
        """Answer a query in a format of SPARQL's or RDF's own, from the graphs that the form chooses.

        Yields its kind, then bytes, then whether the limit, of rows or of bytes, cut it.
        """
        # FROM chooses graphs by itself, and the engine would not listen to it beside the union of all.
        chosen: dict[str, Any] = {"use_default_graph_as_union": not names_graphs(sparql)}
        if form.default_graphs or form.named_graphs:
            graphs = {"default_graph": form.default_graphs, "named_graphs": form.named_graphs}
            chosen = {name: _named(iris) for name, iris in graphs.items()}
        with _readable(), _parsed():
            found: Any = self._store.query(sparql, prefixes=PREFIXES, **chosen)
            if isinstance(found, ox.QuerySolutions) and form.rows == "json" and limit:
                whole = engine_json(found, rows=limit, size=form.size)
                if whole is not None:
                    yield "select"
                    yield from (whole[0][at : at + _PIECE] for at in range(0, len(whole[0]), _PIECE))
                    yield whole[1]
                    return
                found = self._store.query(sparql, prefixes=PREFIXES, **chosen)
            yield from written(found, form, limit=limit)


class Writer:
    """The quads of a folder, to be changed. Only one process may hold one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with _readable():
            self._store = ox.Store(str(folder))
        self._folder = folder
        self._bulks = 0

    def load(self, n_quads: str | bytes) -> None:
        """Add quads, all or none where there are few."""
        if not n_quads:
            return  # to nothing, too, the engine would open its log
        # The engine would keep the bytes of a string beside it for as long as there is the string.
        data = n_quads.encode() if isinstance(n_quads, str) else n_quads
        with _readable():
            if data.count(b"\n") > _BULK:
                self._bulks += 1
                # Every IRI is our own, made by `kg.iris.local`. To look at each letter of them again is a tenth of the time.
                self._store.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)
            else:
                self._store.load(data, ox.RdfFormat.N_QUADS)

    def unload(self, n_quads: str) -> None:
        """Take out quads, whether they are there or not."""
        with _readable():
            for quad in ox.parse(n_quads, ox.RdfFormat.N_QUADS):
                self._store.remove(quad)

    def extend(self, n_quads: Iterable[str]) -> None:
        """Add quads, with the blank nodes named as they are."""
        with _readable():
            quads = [quad for line in n_quads for quad in ox.parse(line, ox.RdfFormat.N_QUADS)]
            (self._store.bulk_extend if len(quads) > _BULK else self._store.extend)(quads)

    def load_turtle(self, file: Path, *, graph: str) -> None:
        """Add the triples of a Turtle file to a graph."""
        with _readable():
            self._store.load(path=str(file), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        with _readable():
            self._store.remove_graph(ox.NamedNode(graph))

    def has(self, graph: str) -> bool:
        """Whether there is a graph of that name."""
        with _readable():
            return self._store.contains_named_graph(ox.NamedNode(graph))

    def graphs(self) -> list[str]:
        """Return the names of all graphs."""
        with _readable():
            return [name.value for name in self._store.named_graphs()]

    def rows(self, sparql: str) -> Iterator[tuple[Value, ...]]:
        """Answer a SELECT of our own over the union of all graphs."""
        with _readable():
            found: Any = self._store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
            width = range(len(found.variables))
            for row in found:
                yield tuple(value(row[at]) for at in width)

    def update(self, sparql: str) -> None:
        """Run an update of our own."""
        with _readable():
            self._store.update(sparql, prefixes=PREFIXES)

    def close(self, *, settle: bool = True) -> None:
        """Let go of it. Where little was changed it need not ``settle``: it stays in the engine's log until the next time."""
        if settle:
            with _readable():
                self._store.flush()
                if self._bulks:
                    # Each bulk has files of its own, as has what came one by one, and a join looks into all of them: a fourth
                    # longer with one bulk, five times as long with nine.
                    self._store.optimize()
        del self._store  # with it end the engine's own threads, and no file changes any more
        for told in self._folder.glob(
            "LOG.old.*"
        ):  # what the engine told of earlier times: 140 kB each time it is opened
            told.unlink(missing_ok=True)


def files(folder: Path) -> dict[str, int]:
    """Return the files in which a closed store keeps its quads, with their sizes.

    Of a table that was cut the engine says that it is broken; where its list of tables was, it forgets the
    rest in silence.
    """
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        kept = {
            entry.name: entry.stat().st_size
            for entry in entries
            if entry.name.startswith(("MANIFEST", "CURRENT")) or entry.name.endswith((".sst", ".log"))
        }
    return dict(sorted(kept.items()))


def linked(folder: Path, copy: Path) -> None:
    """Make a copy of a store that nobody is writing to, in a folder that must not be there."""
    shutil.copytree(folder, copy, copy_function=_linked)


def _linked(source: str, target: str) -> None:
    # Of its tables, which never change, a link is enough.
    if source.endswith(".sst"):
        with suppress(OSError):  # not every disk has links
            os.link(source, target)
            return
    shutil.copyfile(source, target)


def _lines(store: ox.Store, graph: str) -> set[str]:
    return {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))}


def _check_syntax(update: str) -> None:
    # As a whole, so that a mistake is told by its place in the whole; in an empty store nothing takes long.
    with suppress(RuntimeError, ValueError):
        ox.Store().update(update, prefixes=PREFIXES)


def _carry_out(store: ox.Store, operation: Operation) -> None:
    if operation.how is How.AS_IT_IS:
        store.update(f"{operation.prologue}{operation.text}", prefixes=PREFIXES)
        return
    # The engine cannot be told to put the pattern of an update to the union of all graphs, but that of a query.
    # All is found before anything is changed, and what is deleted is deleted first.
    deleted = _instances(store, operation, operation.deleted)
    inserted = _instances(store, operation, operation.inserted)
    for quad in deleted:
        store.remove(quad)
    store.extend(inserted)


def _instances(store: ox.Store, operation: Operation, templates: Iterable[Template]) -> list[ox.Quad]:
    found = []
    for one in templates:
        construct = f"{operation.prologue}CONSTRUCT {{ {one.triples} }} WHERE {operation.where}"
        triples: Any = store.query(construct, prefixes=PREFIXES, use_default_graph_as_union=True)
        graph = ox.NamedNode(one.graph)
        found += [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
    return found


@dataclass(frozen=True, slots=True)
class Received:
    """Rows that came from another engine, in this one's terms."""

    columns: list[str]
    rows: list[tuple[Any, ...]]


def received(body: bytes, media: str) -> Any:
    """Read what another engine answered: a truth value, `Received`, or a list of triples; raises ValueError."""
    try:
        if media in {"application/n-triples", "text/plain"}:
            return [quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)]
        if media in {"text/turtle", "application/x-turtle"}:
            return [quad.triple for quad in ox.parse(body, ox.RdfFormat.TURTLE)]
        if media not in {"application/sparql-results+json", "application/json"}:
            raise ValueError("it is neither JSON nor triples")
        found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        solutions: Any = found
        columns = [variable.value for variable in solutions.variables]
        rows = [tuple(row[at] for at in range(len(columns))) for row in solutions]
    except (SyntaxError, OSError) as error:
        raise ValueError(str(error)) from None
    if columns == ["__ASK_RETVAL"]:  # how Virtuoso says yes and no
        return bool(rows) and rows[0][0].value != "0"
    return Received(columns, rows)


def answered(found: Any, *, limit: int) -> Iterator[Any]:
    """Yield what `Reader.answer` does of what an engine found."""
    if isinstance(found, ox.QueryBoolean | bool):
        yield "ask", ("answer",)
        yield [(bool(found),)]
        yield False
    elif isinstance(found, ox.QuerySolutions | Received):
        columns, rows = _table(found)
        yield "select", tuple(columns)
        yield from _cut((tuple(map(value, row)) for row in rows), limit)
    else:
        yield "graph", ("subject", "predicate", "object")
        # DESCRIBE says twice what two graphs say.
        triples = sorted(set(found), key=str)
        cut = triples[:limit]
        yield [(value(one.subject), value(one.predicate), value(one.object)) for one in cut]
        turtle = ox.serialize(cut, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        yield sorted_prefixes(turtle or b"").decode()
        yield len(triples) > limit


def written(found: Any, form: Form, *, limit: int) -> Iterator[Any]:
    """Yield what `Reader.written` does of what an engine found."""
    if isinstance(found, ox.QueryBoolean | bool):
        yield "ask"
        yield ROWS[form.rows].boolean(bool(found))
        yield False
    elif isinstance(found, ox.QuerySolutions | Received):
        yield "select"
        room = _Room(limit, form.size)
        columns, rows = _table(found)
        batch: list[bytes] = []
        size = 0
        for piece in ROWS[form.rows].rows(columns, room.those_that_fit(rows)):
            room.taken += len(piece)
            batch.append(piece)
            size += len(piece)
            if size > _PIECE:
                yield b"".join(batch)
                batch, size = [], 0
        yield b"".join(batch)
        yield room.full
    else:
        yield "graph"
        room = _Room(limit, form.size)
        seen: set[Any] = set()  # DESCRIBE says twice what two graphs say
        for triple in room.those_that_fit(one for one in found if one not in seen):
            seen.add(triple)
            room.taken += len(str(triple))
        file = _TRIPLES[form.triples]
        yield sorted_prefixes(ox.serialize(sorted(seen, key=str), format=file, prefixes=PREFIXES) or b"")
        yield room.full


def _table(found: Any) -> tuple[list[str], Iterable[tuple[Any, ...]]]:
    if isinstance(found, Received):
        return found.columns, found.rows
    columns = [variable.value for variable in found.variables]
    width = range(len(columns))
    return columns, (tuple(row[at] for at in width) for row in found)


def check_syntax(sparql: str) -> None:
    """Raise `Misplaced` where a query does not parse; it is put to nothing."""
    with suppress(RuntimeError, ValueError), _parsed():
        ox.Store().query(sparql, prefixes=PREFIXES)


def written_triples(turtle: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of a Turtle file as N-Triples writes their terms."""
    for quad in ox.parse(path=str(turtle), format=ox.RdfFormat.TURTLE):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


def parsed(n_quads: str) -> Iterator[Triple]:
    """Yield the triples of N-Quads, whatever their graphs."""
    for quad in ox.parse(n_quads, ox.RdfFormat.N_QUADS):
        yield _triple(quad)


def is_triple(triple: str, graph: str) -> bool:
    """Whether this is a triple of that graph, as N-Quads write it without the full stop."""
    try:
        return [str(quad.triple) for quad in ox.parse(f"{triple} <{graph}> .", ox.RdfFormat.N_QUADS)] == [triple]
    except SyntaxError:
        return False


def _triple(quad: Any) -> Triple:
    return IRI(quad.subject.value), IRI(quad.predicate.value), value(quad.object)


def sorted_prefixes(head: bytes) -> bytes:
    r"""Put the lines of prefixes into order; the serializer takes them from a hash table.

    >>> sorted_prefixes(b"@prefix b: <urn:b> .\n@prefix a: <urn:a> .\na:x a b:y .")
    b'@prefix a: <urn:a> .\n@prefix b: <urn:b> .\na:x a b:y .'
    """
    lines = head.splitlines(keepends=True)
    prefixes = [line for line in lines if line.startswith(b"@prefix ")]
    return b"".join(sorted(prefixes) + lines[len(prefixes) :])


def value(term: Any) -> Value:
    """Return what a term means.

    >>> value(ox.Literal("2024-05-06", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")))
    datetime.date(2024, 5, 6)
    """
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.datatype.value)
    return str(term)  # a blank node, or a triple of RDF 1.2


def _literal(text: str, datatype: str) -> Value:
    try:
        if datatype == f"{_XSD}string":
            return text
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
        if datatype == f"{_XSD}boolean":
            return {"true": True, "1": True, "false": False, "0": False}[text]
        if datatype == f"{_XSD}date":
            return date.fromisoformat(text)
        if datatype == f"{_XSD}dateTime":
            return datetime.fromisoformat(text)
    except (ValueError, KeyError):
        pass  # "6 May"^^xsd:date is a legal literal, and no date
    return text


class _Room:
    """How much of an answer may still be given. ``taken`` are the bytes that it has by now."""

    def __init__(self, rows: int, size: int) -> None:
        self._rows, self._size = rows, size
        self.taken = 0
        self.full = False

    def those_that_fit(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield rows as long as there is room, and note whether more would have come."""
        for number, row in enumerate(rows):
            if number == self._rows or self.taken > self._size:
                self.full = True
                return
            yield row


def _named(iris: Iterable[str]) -> list[Any]:
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise BadParameter(f"a graph is named by an absolute IRI: {error}") from None


def _cut(rows: Iterable[tuple[Any, ...]], limit: int, *, size: int = 5000) -> Iterator[Any]:
    """Yield the rows in lists, then whether there were more than the limit."""
    batch: list[tuple[Any, ...]] = []
    for number, row in enumerate(rows):
        if number == limit:
            yield batch
            yield True
            return
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch
    yield False


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        # The engine's own errors have no number; one that has comes from the file that is written.
        numbered = isinstance(error, OSError) and (error.errno is not None or "No space left" in str(error))
        # "Invalid argument" is what it says of a RocksDB that another program made.
        told = str(error).startswith(("Corruption", "Invalid argument"))
        broken = not numbered if isinstance(error, OSError) else told
        if not broken:
            raise
        raise Unreadable(str(error)) from error


_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@contextmanager
def _parsed(otherwise: type[QueryError] = QueryError) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        found = _PLACE.match(str(error))
        if not found:
            raise QuerySyntax(f"this is not SPARQL: {error}") from None
        raise Misplaced(int(found[1]), int(found[2]), found[3]) from None
    except (RuntimeError, ValueError) as error:
        what = "the query cannot be answered" if otherwise is QueryError else "the update cannot be carried out"
        raise otherwise(f"{what}: {error}") from None


class Misplaced(Exception):
    """SPARQL that does not parse: line and column, from 1, and what the parser expected there."""
