"""What many documents together say: the shortcut edges, one name for everybody, and which of them are one story.

Shortcuts (``actor:china rel:distrusts actor:united-states``) are drawn from stances that are not
negated. One that any holder stated stands in ``graph:edges-stated``; one that only others ascribe, in
``graph:edges-ascribed``. Names are those of actors and issues that no reference file knows. Each
triple stands in one graph only: in the union of all graphs the engine would count it twice.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from kg.iris import KG, PREFIXES
from kg.store import nodes
from kg.store._oxigraph import Writer
from kg.store.reference import labelled, named, wikidata
from kg.store.tallies import Said, Shortcut, Tallies
from kg.store.terms import Statement, Value, iri, n_quads, string

GRAPHS = (nodes.STATED, nodes.ASCRIBED, nodes.NAMES, nodes.STORIES)

_ISSUE = f"{KG}Issue"
_ALIAS = iri(f"{PREFIXES['skos']}altLabel")
_SAME = iri(f"{PREFIXES['skos']}exactMatch")
_STORY = iri(f"{KG}story")
_ITEM = re.compile(r"Q[1-9]\d*")

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
    _draw(writer, {shortcut: said.stated[shortcut] > 0 for shortcut in said.shortcuts})
    rows = ((*appearance, uses) for appearance, uses in said.appearances.items())
    writer.load(n_quads(_names(rows, known), graph=nodes.NAMES))
    _tell(writer, stories)


def rederive(
    writer: Writer, tallies: Tallies, touched: Said, stories: Mapping[str, str | None], *, known: Collection[str]
) -> None:
    """Bring the derived graphs up to date where they were touched. ``stories`` are those that are others, or none, now."""
    for graph in (nodes.STATED, nodes.ASCRIBED):
        for chunk in _chunks(sorted(touched.shortcuts)):
            triples = " ".join(f"{iri(holder)} {iri(verb)} {iri(target)} ." for holder, verb, target in chunk)
            writer.update(f"DELETE DATA {{ GRAPH {iri(graph)} {{ {triples} }} }}")
    _draw(writer, tallies.stated(touched.shortcuts))
    unknown = touched.nodes.difference(known)
    _forget(writer, unknown, graph=nodes.NAMES)
    writer.load(n_quads(_names(tallies.appearances(sorted(unknown)), known), graph=nodes.NAMES))
    _forget(writer, map(nodes.document, stories), graph=nodes.STORIES)
    _tell(writer, {name: story for name, story in stories.items() if story is not None})


def _forget(writer: Writer, subjects: Iterable[str], *, graph: str) -> None:
    for chunk in _chunks(sorted(subjects)):
        values = f"VALUES ?node {{ {' '.join(iri(node) for node in chunk)} }}"
        quads = f"GRAPH {iri(graph)} {{ ?node ?any ?thing }}"
        writer.update(f"DELETE {{ {quads} }} WHERE {{ {values} {quads} }}")


def _tell(writer: Writer, stories: Mapping[str, str]) -> None:
    told = ((iri(nodes.document(name)), _STORY, iri(nodes.document(first))) for name, first in stories.items())
    writer.load(n_quads(told, graph=nodes.STORIES))


def _draw(writer: Writer, stated: Mapping[Shortcut, bool]) -> None:
    for graph, says in ((nodes.STATED, True), (nodes.ASCRIBED, False)):
        drawn = ((iri(holder), iri(verb), iri(target)) for (holder, verb, target), yes in stated.items() if yes is says)
        writer.load(n_quads(drawn, graph=graph))


def _names(rows: Iterable[tuple[Value, ...]], known: Collection[str]) -> Iterator[Statement]:
    """Yield one name for every node: the one that most documents use, the others as aliases."""
    names: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    items: dict[str, Counter[str]] = {}
    for node, name, kind, item, uses in rows:
        if node in known:
            continue
        names.setdefault(str(node), Counter())[str(name)] += int(str(uses))
        kinds.setdefault(str(node), Counter())[str(kind)] += int(str(uses))
        if item and _ITEM.fullmatch(str(item)):
            items.setdefault(str(node), Counter())[str(item)] += int(str(uses))
    for node, used in names.items():
        name, kind = _most(used), _most(kinds[node])
        if kind == _ISSUE:
            yield from labelled(iri(node), name)
        else:
            yield from named(iri(node), name, kind.removeprefix(KG))
        for alias in sorted(set(used) - {name}):
            yield iri(node), _ALIAS, string(alias)
        if node in items:
            yield iri(node), _SAME, wikidata(_most(items[node]))


def _most(used: Counter[str]) -> str:
    """Return what is used most; of several, the longest, then the first of the alphabet."""
    return min(used, key=lambda name: (-used[name], -len(name), name))


def _chunks(things: Iterable[Shortcut] | Iterable[str], *, size: int = 500) -> Iterator[list]:  # type: ignore[type-arg]
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
