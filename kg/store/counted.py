"""The derived graphs of a folder, from the tallies beside its index; those of a server are asked for, in `kg.store.remote.asked`.

To ask takes as long as there are documents; to count one in or out takes as long as it is long. Only documents are
counted, so nothing is derived from graphs of the user's own.
"""

from collections.abc import Collection, Mapping

from kg.store import nodes
from kg.store.derived import Writer, draw, erase, forget, names, tell
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
    tell(writer, stories)


def rederive(
    writer: Writer, tallies: Tallies, touched: Said, stories: Mapping[str, str | None], *, known: Collection[str]
) -> None:
    """Bring the derived graphs up to date where they were touched. ``stories`` are those that are others, or none, now."""
    erase(writer, touched.shortcuts)
    draw(writer, tallies.stated(touched.shortcuts))
    unknown = touched.nodes.difference(known)
    forget(writer, unknown, graph=nodes.NAMES)
    writer.load(n_quads(names(tallies.appearances(sorted(unknown)), known), graph=nodes.NAMES))
    forget(writer, map(nodes.document, stories), graph=nodes.STORIES)
    tell(writer, {name: story for name, story in stories.items() if story is not None})
