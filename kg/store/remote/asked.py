"""The derived graphs of a server, asked for: nobody keeps tallies beside it, and others may write to it as well.

Only graphs of documents are asked. Whatever else a server holds, nothing is derived from it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kg.iris import DOCUMENT
from kg.store import nodes
from kg.store.derived import Writer, chunks, draw, erase, forget, names, tell, values
from kg.store.tallies import Shortcut
from kg.store.terms import iri, n_quads

_STANCES = (
    "?stance kg:holder ?holder ; kg:relation ?relation ; kg:target ?target ; kg:stated ?stated ; kg:negated false ."
)
_APPEARANCE = """?appearance kg:of ?node ; kg:asName ?name ; kg:asKind ?kind .
    OPTIONAL { ?appearance kg:asWikidata ?item }"""
# Counted by the engine: whoever no reference file knows may still appear in every document.
_APPEARANCES = """
SELECT ?node ?name ?kind ?item (COUNT(DISTINCT ?appearance) AS ?uses) WHERE {{
    {only} {appearances}
}} GROUP BY ?node ?name ?kind ?item"""


@dataclass
class Touched:
    """The shortcuts, actors and issues of documents that came, changed or went."""

    shortcuts: set[Shortcut] = field(default_factory=set)
    nodes: set[str] = field(default_factory=set)

    def add(self, writer: Writer, document: str) -> None:
        """Add those of a document as it stands in the index now."""
        graph = iri(document)
        stances = f"SELECT DISTINCT ?holder ?relation ?target WHERE {{ GRAPH {graph} {{ {_STANCES} }} }}"
        self.shortcuts.update((str(holder), str(verb), str(target)) for holder, verb, target in writer.rows(stances))
        found = writer.rows(f"SELECT DISTINCT ?node WHERE {{ GRAPH {graph} {{ ?appearance kg:of ?node }} }}")
        self.nodes.update(str(node) for (node,) in found)


def derive(writer: Writer, *, known: Collection[str]) -> None:
    """Make the shortcuts and names anew. ``known`` are the nodes that the reference graph names."""
    for graph in (nodes.STATED, nodes.ASCRIBED, nodes.NAMES):
        writer.drop(graph)
    found = writer.rows(f"SELECT DISTINCT ?holder ?relation ?target ?stated WHERE {{ {_said(_STANCES)} }}")
    stated: dict[Shortcut, bool] = {}
    for holder, verb, target, says in found:
        shortcut = (str(holder), str(verb), str(target))
        stated[shortcut] = stated.get(shortcut, False) or bool(says)
    draw(writer, stated)
    rows = writer.rows(_APPEARANCES.format(only="", appearances=_said(_APPEARANCE)))
    writer.load(n_quads(names(rows, known), graph=nodes.NAMES))


def rederive(writer: Writer, touched: Touched, *, known: Collection[str]) -> None:
    """Bring shortcuts and names up to date where they were touched; the rest is as for `derive`."""
    stated: dict[Shortcut, bool] = {}
    for shortcut in touched.shortcuts:
        says = _stated(writer, shortcut)
        if says is not None:
            stated[shortcut] = says
    erase(writer, touched.shortcuts)
    draw(writer, stated)
    unknown = touched.nodes.difference(known)
    forget(writer, unknown, graph=nodes.NAMES)
    for chunk in chunks(sorted(unknown)):
        rows = writer.rows(_APPEARANCES.format(only=values(chunk), appearances=_said(_APPEARANCE)))
        writer.load(n_quads(names(rows, known), graph=nodes.NAMES))


def tell_stories(writer: Writer, stories: Mapping[str, str]) -> None:
    """Say anew of every document which story it belongs to: document → the first document of its story."""
    # All of them: one document that comes or goes may join or part any others, and to say so costs microseconds each.
    writer.drop(nodes.STORIES)
    tell(writer, stories)


def _said(pattern: str) -> str:
    """Return a pattern of what documents say, and nothing else that the server holds."""
    return f'GRAPH ?home {{ {pattern} }} FILTER(STRSTARTS(STR(?home), "{DOCUMENT}"))'


def _stated(writer: Writer, shortcut: Shortcut) -> bool | None:
    """Return whether any holder stated it; None where no stance is left that says so at all."""
    holder, verb, target = (iri(node) for node in shortcut)
    pattern = (
        f"?stance kg:holder {holder} ; kg:target {target} ; kg:relation {verb} ; kg:negated false ; kg:stated ?stated"
    )
    rows = writer.rows(f"SELECT ?stated WHERE {{ {_said(pattern)} }}")
    found = None
    for (says,) in rows:  # lazily: between two states there may be a hundred thousand
        if says:
            return True
        found = False
    return found
