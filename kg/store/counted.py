"""The derived graphs of a folder, from the tallies beside its index; those of a server are asked for, in `kg.store.remote.asked`.

To ask takes as long as there are documents; to count one in or out takes as long as it is long. Only documents are
counted, so nothing is derived from graphs of the user's own.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from kg.iris import KG, PREFIXES
from kg.store import nodes
from kg.store.derived import Writer, draw, names, shortcut, tell
from kg.store.ledger import Document, Held
from kg.store.tallies import Said, Tallies
from kg.store.terms import Statement, Value, iri, n_quads

_TYPE = f"{PREFIXES['rdf']}type"
GRAPHS = (nodes.STATED, nodes.ASCRIBED, nodes.NAMES, nodes.STORIES)

# Of what a document says, the third that is counted.
_COUNTED = ", ".join(
    [iri(_TYPE), iri(f"{PREFIXES['schema']}publisher")]
    + [iri(f"{KG}{end}") for end in ("holder", "relation", "target", "about", "sign", "stated", "negated", "date")]
    + [iri(f"{KG}{of_claim}") for of_claim in ("speaker", "kind")]
    + [iri(f"{KG}{of_appearance}") for of_appearance in ("of", "asName", "asKind", "asWikidata")]
)
_TRIPLES = (
    "SELECT ?subject ?predicate ?object WHERE {{ "
    "GRAPH {graph} {{ ?subject ?predicate ?object }} FILTER(?predicate IN ({counted})) }}"
)


class Redrawn(Protocol):
    """Quads of which some can be taken out."""

    def unload(self, n_quads: str) -> None:
        """Take out quads, whether they are there or not."""

    def load(self, n_quads: str) -> None:
        """Add quads."""


Drawn = dict[str, set[Statement]]  # of a derived graph, some of its statements


def said_in(writer: Writer, document: str) -> Said:
    """Return what a document says as it stands in the index now."""
    facts: dict[Value, dict[str, list[Value]]] = {}
    for subject, predicate, obj in writer.rows(_TRIPLES.format(counted=_COUNTED, graph=iri(document))):
        facts.setdefault(subject, {}).setdefault(str(predicate), []).append(obj)
    said = Said()
    head = facts.get(document, {})
    publisher = _one(head, f"{PREFIXES['schema']}publisher")
    stances, tellings, appearing = [], [], set()
    for known in facts.values():
        kind = _one(known, _TYPE)
        if kind == f"{KG}Stance":
            holder, target, relation = (str(_one(known, f"{KG}{end}")) for end in ("holder", "target", "relation"))
            stated, day = bool(_one(known, f"{KG}stated")), _one(known, f"{KG}date")
            if not _one(known, f"{KG}negated"):
                said.add_stance((holder, relation, target), stated=stated)
            about = tuple(map(str, known.get(f"{KG}about", ())))
            when = day.isoformat() if isinstance(day, date) else None
            stances.append(Held(holder, target, about, int(str(_one(known, f"{KG}sign"))), stated, when))
        elif kind == f"{KG}Attribution" and f"{KG}speaker" in known:
            tellings.append((str(_one(known, f"{KG}speaker")), _one(known, f"{KG}kind") == f"{KG}direct"))
        elif kind == f"{KG}Appearance":
            node, name, as_kind = (str(_one(known, f"{KG}{what}")) for what in ("of", "asName", "asKind"))
            said.appearances[node, name, as_kind, str(_one(known, f"{KG}asWikidata") or "")] += 1
            appearing.add(node)
    name = nodes.document_id(document)
    said.ledger.add(Document(name, None if publisher is None else str(publisher), appearing, stances, tellings))
    return said


def _one(facts: Mapping[str, Sequence[Value]], predicate: str) -> Value:
    return next(iter(facts.get(predicate, ())), None)


def derive(writer: Writer, said: Said, stories: Mapping[str, str], *, known: Collection[str]) -> None:
    """Write the derived graphs, of which there must be none. ``known`` are the nodes that the reference graph names."""
    draw(writer, {shortcut: said.stated[shortcut] > 0 for shortcut in said.shortcuts})
    rows = ((*appearance, uses) for appearance, uses in said.appearances.items())
    writer.load(n_quads(names(rows, known), graph=nodes.NAMES))
    tell(writer, stories)


def drawn(tallies: Tallies, touched: Said, *, known: Collection[str]) -> Drawn:
    """Return what the derived graphs, but for that of stories, say by the tallies of all that documents touched.

    ``known`` are the nodes that the reference graph names.
    """
    stated = tallies.stated(touched.shortcuts)
    unknown = sorted(touched.nodes.difference(known))
    return {
        nodes.STATED: {shortcut(one) for one, says in stated.items() if says},
        nodes.ASCRIBED: {shortcut(one) for one, says in stated.items() if not says},
        nodes.NAMES: set(names(tallies.appearances(unknown), known)),
    }


def redraw(writer: Redrawn, before: Drawn, after: Drawn) -> None:
    """Bring the derived graphs up to date: from what they said of some things to what they say now.

    Most of it stays as it is: who is quoted once more has the name that he had.
    """
    for graph in GRAPHS:
        writer.unload(n_quads(before[graph] - after[graph], graph=graph))
    writer.load("".join(n_quads(sorted(after[graph] - before[graph]), graph=graph) for graph in GRAPHS))
