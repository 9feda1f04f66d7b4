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
from typing import Protocol

from kg.iris import KG, PREFIXES
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
_STORY = iri(f"{KG}story")
_ITEM = re.compile(r"Q[1-9]\d*")


def draw(writer: Writer, stated: Mapping[Shortcut, bool]) -> None:
    """Write shortcuts: those that any holder stated into one graph, the others into another."""
    for graph, says in ((nodes.STATED, True), (nodes.ASCRIBED, False)):
        writer.load(n_quads((shortcut(one) for one, yes in stated.items() if yes is says), graph=graph))


def shortcut(one: Shortcut) -> Statement:
    """Return a shortcut as a statement."""
    holder, verb, target = one
    return iri(holder), iri(verb), iri(target)


def erase(writer: Writer, shortcuts: Iterable[Shortcut]) -> None:
    """Take shortcuts out, wherever they are drawn."""
    for graph in (nodes.STATED, nodes.ASCRIBED):
        for chunk in chunks(sorted(shortcuts)):
            triples = " ".join(f"{iri(holder)} {iri(verb)} {iri(target)} ." for holder, verb, target in chunk)
            writer.update(f"DELETE DATA {{ GRAPH {iri(graph)} {{ {triples} }} }}")


def tell(writer: Writer, stories: Mapping[str, str]) -> None:
    """Say which story documents belong to: document → the first document of its story."""
    writer.load(n_quads(told(stories), graph=nodes.STORIES))


def told(stories: Mapping[str, str]) -> Iterator[Statement]:
    """Yield of every document which story it belongs to."""
    return ((iri(nodes.document(name)), _STORY, iri(nodes.document(first))) for name, first in stories.items())


def forget(writer: Writer, subjects: Iterable[str], *, graph: str) -> None:
    """Take out what a derived graph says of these nodes."""
    for chunk in chunks(sorted(subjects)):
        quads = f"GRAPH {iri(graph)} {{ ?node ?any ?thing }}"
        writer.update(f"DELETE {{ {quads} }} WHERE {{ {values(chunk)} {quads} }}")


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


def values(subjects: Iterable[str]) -> str:
    """Return the part of a pattern that asks for these nodes alone, as ``?node``."""
    return f"VALUES ?node {{ {' '.join(map(iri, subjects))} }}"


def chunks(things: Iterable[Shortcut] | Iterable[str], *, size: int = 500) -> Iterator[list]:  # type: ignore[type-arg]
    """Yield things in lists of some."""
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
