"""A graph on a server, opened: what `kg.store.Store` is to a folder, as far as a server allows.

There is no file beside it, so the server holds all: the graph of each document has its exact text besides, as
``schema:articleBody``. Of a graph that was loaded without the texts, the sentences are still there. A change is
complete when the graph of the document says that it is a document; until what is derived from it is brought up to
date as well, a mark says so, and whoever writes next does that first.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from kg import edges as edges_of
from kg.errors import GraphError, TextMissing, UnknownDocument, Unreachable, did_you_mean
from kg.iris import ACTOR, ISSUE, KG, PREFIXES, slug
from kg.known import Known, KnownActor, KnownIssue, Name, NameUse
from kg.records import ActorKind, Header, Record, fingerprint
from kg.store import nodes, reference
from kg.store.answer import Answer
from kg.store.archive import Row
from kg.store.asking import Asking
from kg.store.clock import now
from kg.store.index import document_quads, vocabulary_triples
from kg.store.queries import NamedQuery, closed, named_queries
from kg.store.reading import read_record
from kg.store.remote.asked import Touched, derive, rederive, tell_stories
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.finding import find
from kg.store.remote.writer import RemoteWriter
from kg.store.results import Form, Written
from kg.store.runs import Change, Run
from kg.store.searching import Hits, Search
from kg.store.store import Entry
from kg.store.stories import stories
from kg.store.terms import IRI, Triple, Value, iri, n_quads, string
from kg.store.writing import KINDS, A, kg

_SECONDS = 600.0
_PAGE = 5000  # rows to ask for at once; some servers cut answers at ten thousand
_TYPE = f"{PREFIXES['rdf']}type"
_KNOWN = f"{nodes.META}#known"
_FILE = f"{nodes.META}#reference-file-"
_PENDING = (iri(nodes.META), kg("pending"), '"derived graphs"')
_DOCUMENT = kg("Document")
_USES = {
    f"{PREFIXES['skos']}altLabel": NameUse.NAME,
    f"{KG}acronym": NameUse.ACRONYM,
    f"{KG}demonym": NameUse.DEMONYM,
    f"{KG}metonym": NameUse.METONYM,
}
_HEADERS = """
SELECT ?d ?title ?published ?publisher ?url ?language ?sha ?added ?run WHERE {{
  GRAPH ?d {{ ?d a kg:Document }} FILTER(STR(?d) > {after})
  OPTIONAL {{ ?d schema:headline ?title }} OPTIONAL {{ ?d schema:datePublished ?published }}
  OPTIONAL {{ ?d schema:publisher ?publisher }} OPTIONAL {{ ?d schema:url ?url }}
  OPTIONAL {{ ?d schema:inLanguage ?language }} OPTIONAL {{ ?d kg:textSha256 ?sha }}
  OPTIONAL {{ ?d kg:recorded ?added }} OPTIONAL {{ ?d prov:wasGeneratedBy ?run }}
}} ORDER BY STR(?d) LIMIT {limit}"""
_COUNTED = """
SELECT ?d (COUNT(DISTINCT ?x) AS ?n) WHERE {{
  GRAPH ?d {{ ?x a {kind} ; kg:inDocument ?d }} FILTER(STR(?d) > {after})
}} GROUP BY ?d ORDER BY STR(?d) LIMIT {limit}"""
_SIZES = """
SELECT ?d (COUNT(*) AS ?n) WHERE {{
  GRAPH ?d {{ ?d a kg:Document . ?s ?p ?o }} FILTER(STR(?d) > {after})
}} GROUP BY ?d ORDER BY STR(?d) LIMIT {limit}"""
_NAMED = """
SELECT ?node ?what ?value WHERE {{ GRAPH <{graph}> {{
  ?node ?what ?value FILTER(?what IN (rdf:type, rdfs:label, skos:altLabel, skos:broader, skos:exactMatch, kg:acronym, kg:demonym, kg:metonym))
}} FILTER(STR(?node) > {after}) }} ORDER BY STR(?node) LIMIT {limit}"""


class Remote:
    """A graph at the address of a SPARQL 1.1 endpoint.

    Nobody keeps two from writing at the same time; what they write to different documents is kept, and what is
    derived then may have to be made anew by the next.
    """

    def __init__(self, address: str, *, write: bool = False) -> None:
        self._endpoint = Endpoint(address)
        self._writer = RemoteWriter(self._endpoint)
        self._asking = Asking(self._endpoint.answer, search=self._nodes_with)
        self._write = write
        self._touched: Touched | None = None
        self._known_ids: frozenset[str] | None = None
        self._pending = False

    @classmethod
    def open(cls, address: str, *, create: bool = False, write: bool = False) -> Self:
        """Open the graph at an address, which need not hold anything yet; raises `Unreachable`."""
        del create  # a server makes what it is given
        made = cls(address, write=write)
        made._endpoint.answer("ASK {}", limit=1, timeout=30)
        return made

    @property
    def path(self) -> str:
        """Its address, without a password."""
        return self._endpoint.place

    def close(self) -> None:
        """Bring what is derived up to date, and let go of the connection."""
        try:
            if self._touched is not None:
                self._derive()
        finally:
            self._endpoint.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:  # the mark stays, and whoever writes next does the rest
            self._touched = None
        self.close()

    # ── documents in and out ─────────────────────────────────────────────────────────────────────

    def put(self, record: Record, text: str, *, run: Run) -> Change:
        """Put a document with what was read in it in the place of what the server has of it; raises as `Store.put`."""
        record.check(text)
        head = record.document.model_copy(update={"sha256": fingerprint(text), "text": None})
        kept = record.model_copy(update={"document": head})
        before = self._record(head.id)
        graph = nodes.document(head.id)
        if before is not None and before.to_json() == kept.to_json():
            self._confirm(graph, run)
            return Change.UNCHANGED
        row = Row(head.id, text, kept.to_json(), len(kept.attributions), len(kept.stances), run.id, now())
        self._touch(graph)
        end = f" {iri(graph)} .\n"
        triples = [
            line.removesuffix(end.rstrip("\n")) for line in document_quads(row, self._known()).split("\n") if line
        ]
        said = [_three(triple) for triple in triples]
        self._writer.put(graph, [*said, (iri(graph), iri(nodes.BODY), string(text))], last=(iri(graph), A, _DOCUMENT))
        self._writer.load(n_quads(run.statements(), graph=nodes.META))
        self._touch(graph)
        return Change.ADDED if before is None else Change.REPLACED

    def _confirm(self, graph: str, run: Run) -> None:
        """Remember that another configuration has found the same, so that it need not try again."""
        made = "prov:wasGeneratedBy"
        if run.configuration is None or self._run_of(nodes.document_id(graph)) == run.id:
            return
        self._may_write()
        self._writer.load(n_quads(run.statements(), graph=nodes.META))
        home = iri(graph)
        self._writer.update(
            f"DELETE WHERE {{ GRAPH {home} {{ {home} {made} ?run }} }} ; "
            f"INSERT DATA {{ GRAPH {home} {{ {home} {made} {iri(nodes.run(run.id))} }} }}"
        )

    def remove(self, document: str) -> None:
        """Take out a document and all that rests on it; raises `UnknownDocument`."""
        if document not in self:
            raise self._unknown(document)
        self._touch(nodes.document(document))
        self._writer.drop(nodes.document(document))

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Do nothing: a server keeps each document when it has it."""
        yield

    def _touch(self, graph: str) -> None:
        if self._touched is None:
            self._may_write()
            self._touched = Touched()
            self._pending = self._asks(f"GRAPH {iri(nodes.META)} {{ {' '.join(_PENDING)} }}")
            self._writer.load(n_quads([_PENDING], graph=nodes.META))
        if not self._pending:
            self._touched.add(self._writer, graph)

    def _may_write(self) -> None:
        if not self._write:
            raise GraphError("this graph is open for reading alone", place=self.path)

    def _derive(self) -> None:
        touched, self._touched = self._touched or Touched(), None
        if not self._writer.has(nodes.ONTOLOGY):
            self._writer.load(n_quads(vocabulary_triples(), graph=nodes.ONTOLOGY))
        known = {node for node, _ in self._labels(nodes.REFERENCE)}
        if self._pending:
            derive(self._writer, known=known)
        else:
            rederive(self._writer, touched, known=known)
        tell_stories(self._writer, stories(self._sketches()))
        self._writer.update(f"DELETE DATA {{ GRAPH {iri(nodes.META)} {{ {' '.join(_PENDING)} }} }}")

    def _sketches(self) -> dict[str, bytes]:
        from kg.store.sketches import sketch  # noqa: PLC0415 -- it loads numpy, and readers do without

        return {
            nodes.document_id(graph): sketch(_text_of(triples) or "")
            for graph, triples in self._graphs(only=nodes.BODY)
        }

    # ── what is there ────────────────────────────────────────────────────────────────────────────

    def documents(self) -> Iterator[Entry]:
        """Yield what is in the graph, in the order of the ids."""
        told = self.stories()
        said, held = self._counted("kg:Attribution"), self._counted("kg:Stance")
        for node, *fields in sorted(self._paged(_HEADERS), key=lambda row: nodes.document_id(str(row[0]))):
            title, published, publisher, url, language, sha, added, run = map(_plain, fields)
            name = nodes.document_id(str(node))
            head = Header(
                id=name, title=title, published=published, publisher=publisher, url=url, language=language, sha256=sha
            )
            run_id = unquote((run or "").removeprefix(PREFIXES["run"]))
            counts = said.get(name, 0), held.get(name, 0)
            yield Entry(head, *counts, added or "", run_id, told.get(name, name))

    def kept(self, document: str) -> tuple[Header, Run] | None:
        """Return the header of a document and the run that read it; None where it is not there."""
        found = self._record(document)
        runs = {run.id: run for run in self.runs()} if found is not None else {}
        run = runs.get(self._run_of(document) or "")
        return None if found is None or run is None else (found.document, run)

    def _counted(self, kind: str) -> dict[str, int]:
        return {nodes.document_id(str(node)): int(str(count)) for node, count in self._paged(_COUNTED, kind=kind)}

    def stories(self) -> dict[str, str]:
        """Return which documents print the same text: document → the first document of its story, by id."""
        rows = self._paged(
            f"SELECT ?d ?first WHERE {{{{ GRAPH <{nodes.STORIES}> {{{{ ?d kg:story ?first }}}} "
            "FILTER(STR(?d) > {after}) }} ORDER BY STR(?d) LIMIT {limit}"
        )
        return {nodes.document_id(str(node)): nodes.document_id(str(first)) for node, first in rows}

    def text(self, document: str) -> str:
        """Return the exact text of a document; raises `UnknownDocument`, `TextMissing`."""
        graph = iri(nodes.document(document))
        found = [
            str(text)
            for (text,) in self._writer.rows(f"SELECT ?t {{ GRAPH {graph} {{ {graph} {iri(nodes.BODY)} ?t }} }}")
        ]
        if found:
            return found[0]
        if document not in self:
            raise self._unknown(document)
        raise TextMissing(
            f"the text of document {document!r} is not on this server, only its sentences: it was loaded without "
            "(`kg export --split` writes the texts, too)",
            place=self.path,
        )

    def record(self, document: str) -> Record:
        """Return the record of a document; raises `UnknownDocument`."""
        found = self._record(document)
        if found is None:
            raise self._unknown(document)
        return found

    def records(self) -> Iterator[Record]:
        """Yield all records, in the order of the documents' ids."""
        return (read_record(triples) for _, triples in self._graphs())

    def edges(self) -> Iterator[edges_of.Edge]:
        """Yield all stances as edges with their evidence, document by document."""
        known, told = self._known(), self.stories()
        for graph, triples in self._graphs():
            record = read_record(triples)
            text = _text_of(triples)
            if text is None:
                text = _sentences(record)
            yield from edges_of.edges(record, text, known=known, story=told.get(nodes.document_id(graph)))

    def runs(self) -> Iterator[Run]:
        """Yield the runs that are told of."""
        wanted = ("extractor", "version", "configuration", "model")
        options = " ".join(f"OPTIONAL {{ ?run kg:{name} ?{name} }}" for name in wanted[2:])
        rows = self._writer.rows(
            f"SELECT ?started ?extractor ?version ?configuration ?model {{ GRAPH {iri(nodes.META)} {{ "
            f"?run prov:startedAtTime ?started ; kg:extractor ?extractor ; kg:version ?version . {options} }} }}"
        )
        for started, *rest in rows:
            yield Run(started=_plain(started) or "", **dict(zip(wanted, map(_plain, rest), strict=True)))  # type: ignore[arg-type]

    def __len__(self) -> int:
        (row,) = self._writer.rows("SELECT (COUNT(DISTINCT ?d) AS ?n) { GRAPH ?d { ?d a kg:Document } }")
        return int(str(row[0]))

    def __contains__(self, document: str) -> bool:
        graph = iri(nodes.document(document))
        return self._asks(f"GRAPH {graph} {{ {graph} a kg:Document }}")

    def _asks(self, pattern: str) -> bool:
        return bool(self._endpoint.answer(f"ASK {{ {pattern} }}", limit=1, timeout=_SECONDS)[1][0][0])

    def _record(self, document: str) -> Record | None:
        graph = nodes.document(document)
        triples = self._triples([(graph, None)])[graph]
        return read_record(triples) if any(_is_document(one) for one in triples) else None

    def _run_of(self, document: str) -> str | None:
        graph = iri(nodes.document(document))
        rows = list(self._writer.rows(f"SELECT ?run {{ GRAPH {graph} {{ {graph} prov:wasGeneratedBy ?run }} }}"))
        return unquote(str(rows[0][0]).removeprefix(PREFIXES["run"])) if rows else None

    def _graphs(self, *, only: str | None = None) -> Iterator[tuple[str, list[Triple]]]:
        """Yield the triples of every document's graph, or those with one predicate, in the order of their ids."""
        sizes = [(str(node), 1 if only else int(str(size))) for node, size in self._paged(_SIZES)]
        waiting: list[tuple[str, int | None]] = []
        rows = 0
        for graph, size in [*sorted(sizes, key=lambda one: nodes.document_id(one[0])), ("", _PAGE)]:
            if waiting and (rows + size > _PAGE or len(waiting) == 200):
                found = self._triples(waiting, only=only)
                yield from ((name, found[name]) for name, _ in waiting)
                waiting, rows = [], 0
            waiting.append((graph, None if only else size))
            rows += size

    def _triples(self, graphs: list[tuple[str, int | None]], *, only: str | None = None) -> dict[str, list[Triple]]:
        """Return the triples of graphs, each with the number that it is to have, if that is known."""
        found: dict[str, list[Triple]] = {name: [] for name, _ in graphs}
        what = f"?s {iri(only)} ?o . BIND({iri(only)} AS ?p)" if only else "?s ?p ?o"
        if len(graphs) == 1:
            # One may be larger than a server gives at once.
            (name, _), last = graphs[0], ""
            while True:
                rows = list(
                    self._writer.rows(
                        f"SELECT ?s ?p ?o {{ GRAPH {iri(name)} {{ {what} }} FILTER(STR(?s) > {string(last)}) }} "
                        f"ORDER BY STR(?s) LIMIT {_PAGE}"
                    )
                )
                if len(rows) == _PAGE:
                    cut = str(rows[-1][0])  # the page may have ended amid its triples
                    rows = [row for row in rows if str(row[0]) != cut]
                    if not rows:
                        raise Unreachable(f"<{cut}> has more triples than can be asked for", place=self.path)
                    last = str(rows[-1][0])
                    found[name] += map(_triple, rows)
                    continue
                found[name] += map(_triple, rows)
                break
        else:
            values = " ".join(iri(name) for name, _ in graphs)
            for graph, *rest in self._writer.rows(
                f"SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {values} }} GRAPH ?g {{ {what} }} }}"
            ):
                found[str(graph)].append(_triple(rest))
        for name, size in graphs:
            if size is not None and len(found[name]) != size:
                raise Unreachable(
                    f"of <{name}> came {len(found[name])} of {size} triples: somebody is writing to it, or the server "
                    "cuts its answers short; try again",
                    place=self.path,
                )
        return found

    def _paged(self, sparql: str, **fields: str) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a SELECT that is asked page by page, along its first column."""
        last = ""
        while True:
            rows = list(self._writer.rows(sparql.format(after=string(last), limit=_PAGE, **fields)))
            if len(rows) < _PAGE:
                yield from rows
                return
            cut = rows[-1][0]
            rows = [row for row in rows if row[0] != cut]
            if not rows:
                raise Unreachable(f"<{cut}> has more than can be asked for", place=self.path)
            yield from rows
            last = str(rows[-1][0])

    # ── who is who ───────────────────────────────────────────────────────────────────────────────

    def know(self, known: Known) -> bool:
        """Keep who is who on the server, in place of what was known; return whether that changed anything."""
        mark = hashlib.sha256(reference.to_json(known).encode()).hexdigest()
        told = (iri(_KNOWN), kg("textSha256"), string(mark))
        if self._asks(f"GRAPH {iri(nodes.META)} {{ {' '.join(told)} }}"):
            return False
        self._may_write()
        self._writer.update(f"DELETE WHERE {{ GRAPH {iri(nodes.META)} {{ {iri(_KNOWN)} ?p ?o }} }}")
        self._writer.drop(nodes.REFERENCE)
        self._writer.load(n_quads(reference.statements(known), graph=nodes.REFERENCE))
        self._writer.load(n_quads([told], graph=nodes.META))
        self._known_ids = None
        if self._touched is None:
            self._touched = Touched()
        self._writer.load(n_quads([_PENDING], graph=nodes.META))
        self._pending = True  # whoever is known now needs no name of the documents
        return True

    def known(self) -> Known:
        """Return who is who, as far as reading needs it: names and kinds, and which issues are narrower."""
        facts: dict[str, dict[str, list[Any]]] = {}
        for node, what, value in self._paged(_NAMED, graph=nodes.REFERENCE):
            facts.setdefault(str(node), {}).setdefault(str(what), []).append(value)
        label, broader, same = f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}broader", f"{PREFIXES['skos']}exactMatch"
        kinds = {f"{KG}{name}": kind for kind, name in KINDS.items()}
        actors, issues = {}, {}
        for node, said in facts.items():
            names = tuple(str(name) for name in said.get(label, ()))
            kind = next((kinds[str(one)] for one in said.get(_TYPE, ()) if str(one) in kinds), None)
            if node.startswith(ACTOR) and kind is not None and names:
                name = unquote(node.removeprefix(ACTOR))
                more = tuple(Name(str(value), use) for what, use in _USES.items() for value in said.get(what, ()))
                item = next((str(one).removeprefix(PREFIXES["wd"]) for one in said.get(same, ())), None)
                actors[name] = KnownActor(name, names[0], ActorKind(kind), names=(Name(names[0]), *more), wikidata=item)
            elif node.startswith(ISSUE) and names:
                name = unquote(node.removeprefix(ISSUE))
                above = tuple(unquote(str(one).removeprefix(ISSUE)) for one in said.get(broader, ()))
                theme = f"{KG}Theme" in said.get(_TYPE, ())
                issues[name] = KnownIssue(name, names[0], labels=names, broader=above, theme=theme)
        return Known(actors, (), issues)

    def _known(self) -> frozenset[str]:
        """Return the ids of the actors that the reference knows."""
        if self._known_ids is None:
            found = (node for node, _ in self._labels(nodes.REFERENCE) if node.startswith(ACTOR))
            self._known_ids = frozenset(unquote(node.removeprefix(ACTOR)) for node in found)
        return self._known_ids

    def _labels(self, graph: str) -> Iterator[tuple[str, str]]:
        rows = self._paged(
            f"SELECT ?node ?name WHERE {{{{ GRAPH <{graph}> {{{{ ?node rdfs:label ?name }}}} "
            "FILTER(STR(?node) > {after}) }} ORDER BY STR(?node) LIMIT {limit}"
        )
        return ((str(node), str(name)) for node, name in rows)

    def keep_reference_file(self, name: str, turtle: str | None) -> bool:
        """Keep a file of the user's own actors and issues on the server, or drop it (None)."""
        if self.reference_files().get(name) == turtle:
            return False
        self._may_write()
        node = iri(f"{_FILE}{slug(name)}")
        self._writer.update(f"DELETE WHERE {{ GRAPH {iri(nodes.META)} {{ {node} ?p ?o }} }}")
        if turtle is not None:
            said = [(node, kg("asName"), string(name)), (node, kg("verbatim"), string(turtle))]
            self._writer.load(n_quads(said, graph=nodes.META))
        return True

    def reference_files(self) -> dict[str, str]:
        """Return the user's own reference files: name → Turtle."""
        rows = self._writer.rows(
            f"SELECT ?name ?turtle {{ GRAPH {iri(nodes.META)} {{ ?file kg:asName ?name ; kg:verbatim ?turtle }} }} ORDER BY ?name"
        )
        return {str(name): str(turtle) for name, turtle in rows}

    # ── questions ────────────────────────────────────────────────────────────────────────────────

    def query(self, question: str, *, timeout: float = 60, limit: int = 1_000_000, **parameters: Value) -> Answer:
        """Answer SPARQL, or a named query with its parameters, as `Store.query` does."""
        return self._asking.ask(question, parameters, limit=limit, timeout=timeout)

    def results(
        self, question: str, *, form: str, timeout: float = 60, limit: int = 1_000_000, **parameters: Value
    ) -> tuple[str, bool]:
        """Answer in one of `kg.store.results.FORMS`, as `Store.results` does."""
        return self._asking.results(question, parameters, form=form, limit=limit, timeout=timeout)

    def sparql(self, question: str, *, timeout: float = 60, **parameters: Value) -> str:
        """Return the SPARQL that `query` would ask: names found, values bound, nothing left open."""
        return closed(self._asking.sparql(question, parameters, timeout=timeout))

    def write(self, sparql: str, form: Form, *, timeout: float = 60, limit: int = 1_000_000) -> Written:
        """Answer SPARQL in one of its own formats."""
        return self._asking.write(sparql, form, limit=limit, timeout=timeout)

    def search(self, search: Search) -> Hits:
        """Return the sentences and claims in which words stand, the newest first.

        Slower than in a folder: the server looks through all of them. A word is found by its beginning, and NEAR is not
        understood.
        """
        return find(search, self._endpoint, self._asking)

    def _nodes_with(self, words: str) -> list[IRI]:
        return [hit.node for hit in self.search(Search(words=words, limit=_PAGE)).found]

    def named_queries(self) -> Mapping[str, NamedQuery]:
        """Return the queries that have a name."""
        return named_queries()

    def _unknown(self, document: str) -> UnknownDocument:
        ids = [nodes.document_id(str(row[0])) for row in self._paged(_SIZES)]
        hint = did_you_mean(document, ids, otherwise="`kg list` shows what is there.")
        return UnknownDocument(f"no document has the id {document!r}: {hint}", place=self.path)


def _triple(row: Any) -> Triple:
    subject, predicate, obj = row
    return IRI(subject), IRI(predicate), obj


def _is_document(triple: Triple) -> bool:
    return triple[1] == _TYPE and triple[2] == f"{KG}Document"


def _three(triple: str) -> tuple[str, str, str]:
    subject, predicate, obj = triple.split(" ", 2)
    return subject, predicate, obj


def _plain(value: Value) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _text_of(triples: list[Triple]) -> str | None:
    return next((str(obj) for _, predicate, obj in triples if predicate == nodes.BODY), None)


def _sentences(record: Record) -> str:
    """Return of a text that is not there the sentences that are, each in its place."""
    spans = [stance.evidence for stance in record.stances]
    spans += [span for made in record.attributions for span in (*made.source, *made.cue, *made.content)]
    letters = [" "] * max((span.end for span in spans), default=0)
    for span in spans:
        letters[span.start : span.end] = span.text
    return "".join(letters)
