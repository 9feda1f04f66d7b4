"""The derived graphs of an index, written from its tallies: what `kg.store.derived` asks for, counted.

To ask takes as long as there are documents; to count one in or out takes as long as it is long.
"""

from collections.abc import Collection, Iterable, Mapping

from kg.store import nodes
from kg.store.derived import STORY, Writer, chunks, draw, names
from kg.store.tallies import Said, Tallies
from kg.store.terms import iri, n_quads

GRAPHS = (nodes.STATED, nodes.ASCRIBED, nodes.NAMES, nodes.STORIES)

_STANCES = """SELECT ?holder ?relation ?target ?stated WHERE {{ GRAPH {graph} {{
    ?stance kg:negated false ; kg:holder ?holder ; kg:relation ?relation ; kg:target ?target ; kg:stated ?stated
}} }}"""
_APPEARANCES = """SELECT ?node ?name ?kind ?item WHERE {{ GRAPH {graph} {{
    ?appearance kg:of ?node ; kg:asName ?name ; kg:asKind ?kind . OPTIONAL {{ ?appearance kg:asWikidata ?item }}
}} }}"""


def said_in(writer: Writer, document: str) -> Said:
    """Return what a document says as it stands in the index now."""
    graph = iri(document)
    said = Said()
    for holder, verb, target, stated in writer.rows(_STANCES.format(graph=graph)):
        said.add_stance((str(holder), str(verb), str(target)), stated=bool(stated))
    for node, name, kind, item in writer.rows(_APPEARANCES.format(graph=graph)):
        said.appearances[str(node), str(name), str(kind), str(item or "")] += 1
    return said


def derive(writer: Writer, said: Said, stories: Mapping[str, str], *, known: Collection[str]) -> None:
    """Write the derived graphs, of which there must be none. ``known`` are the nodes that the reference graph names."""
    draw(writer, {shortcut: said.stated[shortcut] > 0 for shortcut in said.shortcuts})
    rows = ((*appearance, uses) for appearance, uses in said.appearances.items())
    writer.load(n_quads(names(rows, known), graph=nodes.NAMES))
    _tell(writer, stories)


def rederive(
    writer: Writer, tallies: Tallies, touched: Said, stories: Mapping[str, str | None], *, known: Collection[str]
) -> None:
    """Bring the derived graphs up to date where they were touched. ``stories`` are those that are others, or none, now."""
    for graph in (nodes.STATED, nodes.ASCRIBED):
        for chunk in chunks(sorted(touched.shortcuts)):
            triples = " ".join(f"{iri(holder)} {iri(verb)} {iri(target)} ." for holder, verb, target in chunk)
            writer.update(f"DELETE DATA {{ GRAPH {iri(graph)} {{ {triples} }} }}")
    draw(writer, tallies.stated(touched.shortcuts))
    unknown = touched.nodes.difference(known)
    _forget(writer, unknown, graph=nodes.NAMES)
    writer.load(n_quads(names(tallies.appearances(sorted(unknown)), known), graph=nodes.NAMES))
    _forget(writer, map(nodes.document, stories), graph=nodes.STORIES)
    _tell(writer, {name: story for name, story in stories.items() if story is not None})


def _forget(writer: Writer, subjects: Iterable[str], *, graph: str) -> None:
    for chunk in chunks(sorted(subjects)):
        values = f"VALUES ?node {{ {' '.join(iri(node) for node in chunk)} }}"
        quads = f"GRAPH {iri(graph)} {{ ?node ?any ?thing }}"
        writer.update(f"DELETE {{ {quads} }} WHERE {{ {values} {quads} }}")


def _tell(writer: Writer, stories: Mapping[str, str]) -> None:
    told = ((iri(nodes.document(name)), STORY, iri(nodes.document(first))) for name, first in stories.items())
    writer.load(n_quads(told, graph=nodes.STORIES))
