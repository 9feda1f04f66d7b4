"""Does the graph hold together? Texts and records, the index, the shapes, the evidence behind every edge."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from kg.errors import GraphDamaged, KgError
from kg.iris import KG, PREFIXES
from kg.records import fingerprint
from kg.relations import RELATIONS
from kg.shipped import ontology
from kg.store import nodes
from kg.store._oxigraph import Reader, Unreadable, is_triple, parsed
from kg.store.archive import Archive, Row
from kg.store.index import Index, document_quads
from kg.store.passages import passages
from kg.store.runs import Problem
from kg.store.terms import IRI, Triple
from kg.store.updates import is_own

_LABEL = f"{PREFIXES['rdfs']}label"
_GRAPHS = {nodes.ONTOLOGY, nodes.REFERENCE, nodes.META, nodes.NAMES, nodes.STATED, nodes.ASCRIBED, nodes.STORIES}


def archive_problems(archive: Archive) -> Iterator[Problem]:
    """Yield what is wrong with the texts and records themselves."""
    damage = archive.damage()
    if damage is not None:
        yield Problem(None, "archive", f"the file of the graph is damaged: {damage}")
    runs = {run.id for run in archive.runs()}
    for row in archive.rows():
        if row.run not in runs:
            yield Problem(row.id, "run", f"nothing tells of run:{row.run}, which read it: add that document again")
        problem = _record_problem(row)
        if problem is not None:
            yield problem
        else:
            yield from _word_problems(archive, row)
    for graph in archive.own_graphs():
        broken = [triple for triple in archive.own(graph) if not is_triple(triple, graph)]
        if broken or not is_own(graph):
            yield Problem(
                None, "own", f"what was put into <{graph}> cannot be read: {broken[:1] or 'it is no graph of yours'}"
            )


def _record_problem(row: Row) -> Problem | None:
    try:
        record = row.read()
    except GraphDamaged as error:
        return Problem(row.id, "record", error.message)
    if record.document.sha256 != fingerprint(row.text):
        return Problem(row.id, "text", "the text is not the one that was put here: its hash differs")
    try:
        record.check(row.text)
    except KgError as error:
        return Problem(row.id, "record", str(error))
    return None


def _word_problems(archive: Archive, row: Row) -> Iterator[Problem]:
    found = archive.searchable(row.id)
    # Without words, they are made when they are needed.
    if found is not None and found != passages(row.read()):
        yield Problem(
            row.id, "words", "a search does not find what the record says: remove the document, and add it again"
        )


def index_problems(archive: Archive, index: Index) -> Iterator[Problem]:
    """Yield where the index differs from the archive, breaks a shape, or draws an edge without evidence."""
    try:
        reader = Reader(index.quads)
        yield from _graph_problems(archive, index, reader)
    except Unreadable as error:
        yield Problem(None, "index", f"the index cannot be read ({error}); delete {index.folder}, it will be made anew")


def _graph_problems(archive: Archive, index: Index, reader: Reader) -> Iterator[Problem]:
    known = index.known_actors()
    expected = {nodes.document(name): name for name in archive.ids()}
    own = set(archive.own_graphs())
    for graph in sorted(own):
        if reader.lines(graph) != set(archive.own(graph)):
            yield Problem(
                None,
                "index",
                f"the index does not say what was put into <{graph}>; delete {index.folder}, it will be made anew",
            )
    for graph in set(reader.graphs()) - _GRAPHS - set(expected) - own:
        yield Problem(nodes.document_id(graph), "index", "the index holds a document that the graph does not")
    named = {
        who for graph in (nodes.NAMES, nodes.REFERENCE) for who, what, _ in reader.triples(graph) if what == _LABEL
    }
    drawn: dict[Triple, bool] = {}
    for graph, name in expected.items():
        row, triples = archive.row(name), list(reader.triples(graph))
        # What is wrong with the record itself has been told already.
        if row is not None and _record_problem(row) is None:
            if set(triples) != set(parsed(document_quads(row, known))):
                yield Problem(name, "index", "the index does not say what the record says")
            yield from shape_problems(name, triples)
        for node in sorted({str(obj) for _, predicate, obj in triples if predicate == f"{KG}of"} - named):
            yield Problem(name, "index", f"{IRI(node).short} appears here, and nothing says who or what that is")
        for shortcut, stated in _shortcuts(triples):
            drawn[shortcut] = drawn.get(shortcut, False) or stated
    for graph, says in ((nodes.STATED, True), (nodes.ASCRIBED, False)):
        edges = set(reader.triples(graph))
        rightly = {shortcut for shortcut, stated in drawn.items() if stated is says}
        for edge in sorted(edges - rightly, key=str):
            yield Problem(None, "edge", f"no stance is behind {_short(edge)} in {IRI(graph).short}")
        for edge in sorted(rightly - edges, key=str):
            yield Problem(None, "edge", f"{_short(edge)} is missing from {IRI(graph).short}")
    yield from _story_problems(archive, reader)


def _story_problems(archive: Archive, reader: Reader) -> Iterator[Problem]:
    told = {(str(document), str(story)) for document, _, story in reader.triples(nodes.STORIES)}
    rightly = {(nodes.document(name), nodes.document(first)): name for name, first in archive.stories().items()}
    for document, _ in sorted(told.symmetric_difference(rightly)):
        yield Problem(nodes.document_id(document), "index", "the index does not say rightly which story it belongs to")


def _shortcuts(triples: Collection[Triple]) -> Iterator[tuple[Triple, bool]]:
    facts: dict[str, dict[str, Any]] = {}
    for subject, predicate, obj in triples:
        facts.setdefault(subject, {})[predicate] = obj
    for known in facts.values():
        if f"{KG}holder" in known and known.get(f"{KG}negated") is False:
            shortcut = known[f"{KG}holder"], known[f"{KG}relation"], known[f"{KG}target"]
            yield shortcut, bool(known.get(f"{KG}stated"))


def _short(edge: tuple[Any, ...]) -> str:
    return " ".join(IRI(term).short for term in edge)


def shape_problems(document: str, triples: Collection[Triple]) -> Iterator[Problem]:
    """Yield where the graph of a document breaks a shape of ``ontology/shapes.ttl``."""
    import rdflib  # noqa: PLC0415 -- heavy, and only a check needs it
    from pyshacl import validate  # noqa: PLC0415

    scheme = rdflib.URIRef(f"{PREFIXES['skos']}inScheme")
    data = rdflib.Graph()
    for subject, predicate, obj in triples:
        data.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _rdflib(obj)))
    # A shape sees the closed list only where it is part of the data.
    for name in RELATIONS:
        data.add((rdflib.URIRef(f"{PREFIXES['rel']}{name}"), scheme, rdflib.URIRef(f"{KG}relations")))
    conforms, report, _ = validate(data, shacl_graph=_shapes())
    if conforms:
        return
    shacl = rdflib.Namespace(PREFIXES["sh"])
    for result in report.objects(None, shacl.result):
        node = IRI(report.value(result, shacl.focusNode))
        path, message = report.value(result, shacl.resultPath), report.value(result, shacl.resultMessage)
        where = IRI(path).short if isinstance(path, rdflib.URIRef) else "a path of it"
        yield Problem(document, "shape", f"{node.short}, {where}: {message}")


def _rdflib(value: Any) -> Any:
    import rdflib  # noqa: PLC0415

    return rdflib.URIRef(value) if isinstance(value, IRI) else rdflib.Literal(value)


@cache
def _shapes() -> Any:
    import rdflib  # noqa: PLC0415

    return rdflib.Graph().parse(ontology() / "shapes.ttl")
