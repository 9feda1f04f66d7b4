"""What many documents together say: the shortcut edges, one name for everybody, and which of them are one story.

Shortcuts (``actor:china rel:distrusts actor:united-states``) are drawn from stances that are not
negated. One that any holder stated stands in ``graph:edges-stated``; one that only others ascribe, in
``graph:edges-ascribed``. Names are those of actors and issues that no reference file knows. Each
triple stands in one graph only: in the union of all graphs the engine would count it twice.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from kg.iris import DOCUMENT, KG, PREFIXES
from kg.store import nodes
from kg.store.reference import labelled, named, wikidata
from kg.store.tallies import Shortcut
from kg.store.terms import Statement, Value, iri, n_quads, string


class Writer(Protocol):
    """Quads that can be asked and changed: those of a folder, or those of a server."""

    def rows(self, sparql: str) -> Iterator[tuple[Value, ...]]:
        """Answer a SELECT over the union of all graphs."""

    def load(self, n_quads: str) -> None:
        """Add quads."""

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""

    def update(self, sparql: str) -> None:
        """Run an update."""


_ISSUE = f"{KG}Issue"
_ALIAS = iri(f"{PREFIXES['skos']}altLabel")
_SAME = iri(f"{PREFIXES['skos']}exactMatch")
STORY = iri(f"{KG}story")
_ITEM = re.compile(r"Q[1-9]\d*")

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


def derive(writer: Writer, *, known: Collection[str], own: bool = False) -> None:
    """Make the derived graphs anew.

    ``known`` are the nodes that the reference graph names; ``own`` says that there are graphs of the user's own,
    from which nothing is derived.
    """
    for graph in (nodes.STATED, nodes.ASCRIBED, nodes.NAMES):
        writer.drop(graph)
    found = writer.rows(f"SELECT DISTINCT ?holder ?relation ?target ?stated WHERE {{ {_said(_STANCES, own=own)} }}")
    stated: dict[Shortcut, bool] = {}
    for holder, verb, target, says in found:
        shortcut = (str(holder), str(verb), str(target))
        stated[shortcut] = stated.get(shortcut, False) or bool(says)
    draw(writer, stated)
    rows = writer.rows(_APPEARANCES.format(only="", appearances=_said(_APPEARANCE, own=own)))
    writer.load(n_quads(names(rows, known), graph=nodes.NAMES))


def rederive(writer: Writer, touched: Touched, *, known: Collection[str], own: bool = False) -> None:
    """Bring the derived graphs up to date where they were touched; the rest is as for `derive`."""
    stated: dict[Shortcut, bool] = {}
    for shortcut in touched.shortcuts:
        says = _stated(writer, shortcut, own=own)
        if says is not None:
            stated[shortcut] = says
    for graph in (nodes.STATED, nodes.ASCRIBED):
        for chunk in chunks(sorted(touched.shortcuts)):
            triples = " ".join(f"{iri(holder)} {iri(verb)} {iri(target)} ." for holder, verb, target in chunk)
            writer.update(f"DELETE DATA {{ GRAPH {iri(graph)} {{ {triples} }} }}")
    draw(writer, stated)
    for chunk in chunks(sorted(touched.nodes.difference(known))):
        values = f"VALUES ?node {{ {' '.join(iri(node) for node in chunk)} }}"
        graph = f"GRAPH {iri(nodes.NAMES)} {{ ?node ?any ?thing }}"
        writer.update(f"DELETE {{ {graph} }} WHERE {{ {values} {graph} }}")
        rows = writer.rows(_APPEARANCES.format(only=values, appearances=_said(_APPEARANCE, own=own)))
        writer.load(n_quads(names(rows, known), graph=nodes.NAMES))


def tell_stories(writer: Writer, stories: Mapping[str, str]) -> None:
    """Say anew of every document which story it belongs to: document → the first document of its story."""
    # All of them: one document that comes or goes may join or part any others, and to say so costs microseconds each.
    writer.drop(nodes.STORIES)
    told = ((iri(nodes.document(name)), STORY, iri(nodes.document(first))) for name, first in stories.items())
    writer.load(n_quads(told, graph=nodes.STORIES))


def _said(pattern: str, *, own: bool) -> str:
    """Return a pattern of what documents say. Where nothing else can say it, the engine need not look where it stands."""
    return f'GRAPH ?home {{ {pattern} }} FILTER(STRSTARTS(STR(?home), "{DOCUMENT}"))' if own else pattern


def _stated(writer: Writer, shortcut: Shortcut, *, own: bool) -> bool | None:
    """Return whether any holder stated it; None where no stance is left that says so at all."""
    holder, verb, target = (iri(node) for node in shortcut)
    pattern = (
        f"?stance kg:holder {holder} ; kg:target {target} ; kg:relation {verb} ; kg:negated false ; kg:stated ?stated"
    )
    rows = writer.rows(f"SELECT ?stated WHERE {{ {_said(pattern, own=own)} }}")
    found = None
    for (says,) in rows:  # lazily: between two states there may be a hundred thousand
        if says:
            return True
        found = False
    return found


def draw(writer: Writer, stated: Mapping[Shortcut, bool]) -> None:
    """Write shortcuts: those that any holder stated into one graph, the others into another."""
    for graph, says in ((nodes.STATED, True), (nodes.ASCRIBED, False)):
        drawn = ((iri(holder), iri(verb), iri(target)) for (holder, verb, target), yes in stated.items() if yes is says)
        writer.load(n_quads(drawn, graph=graph))


def names(rows: Iterable[tuple[Value, ...]], known: Collection[str]) -> Iterator[Statement]:
    """Yield one name for every node: the one that most documents use, the others as aliases."""
    called: dict[str, Counter[str]] = {}
    kinds: dict[str, Counter[str]] = {}
    items: dict[str, Counter[str]] = {}
    for node, name, kind, item, uses in rows:
        if node in known:
            continue
        called.setdefault(str(node), Counter())[str(name)] += int(str(uses))
        kinds.setdefault(str(node), Counter())[str(kind)] += int(str(uses))
        if item and _ITEM.fullmatch(str(item)):
            items.setdefault(str(node), Counter())[str(item)] += int(str(uses))
    for node, used in called.items():
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


def chunks(things: Iterable[Shortcut] | Iterable[str], *, size: int = 500) -> Iterator[list]:  # type: ignore[type-arg]
    """Yield things in lists of some."""
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
