"""The RDF index of an archive: derived from it, stamped with what it has seen, and rebuilt when in doubt."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from kg.errors import GraphDamaged
from kg.iris import PREFIXES
from kg.shipped import ontology
from kg.store import nodes, reference
from kg.store._oxigraph import Unreadable, Writer, written_triples
from kg.store.archive import Archive, Row, State
from kg.store.derived import Touched, derive, rederive, tell_stories
from kg.store.terms import Statement, iri, moment, n_quads
from kg.store.writing import kg, statements

LAYOUT = 2  # of the RDF: raise it when kg.store.writing or kg.store.reference change what they write
VOCABULARY = ("kg.ttl", "relations.ttl")

_CHUNK = 16_000_000  # characters of N-Quads to load at once; larger ones gain nothing


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index has seen. While it is being changed it is not ``whole``."""

    layout: int
    vocabulary: str
    state: State
    quads: str  # the folder that holds it
    whole: bool = True


class Index:
    """The index in a folder. Whoever calls it holds the lock: shared to read, alone to change."""

    def __init__(self, folder: Path, archive: Archive) -> None:
        self.folder = folder
        self._archive = archive
        self._stamp = folder / "stamp.json"

    def stamp(self) -> Stamp | None:
        """Return what the index has seen; None where there is none, or nobody can tell."""
        try:
            kept = json.loads(self._stamp.read_text(encoding="utf-8"))
            return Stamp(**kept | {"state": State(**kept["state"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def quads(self) -> Path:
        """Where the quads are. Only an index that is `usable` has them."""
        stamp = self.stamp()
        return self.folder / (stamp.quads if stamp is not None else "none")

    def usable(self) -> bool:
        """Whether it answers for this archive, if perhaps not for its latest changes."""
        stamp = self.stamp()
        return (
            stamp is not None
            and stamp.whole
            and (stamp.layout, stamp.vocabulary) == (LAYOUT, _vocabulary())
            and self._archive.changed_since(stamp.state) is not None
        )

    def fresh(self) -> bool:
        """Whether it has seen everything."""
        stamp = self.stamp()
        return stamp is not None and stamp == self._current(stamp.quads)

    def refresh(self) -> None:
        """Bring it up to date: with what changed, or wholly where that cannot be known or does not work."""
        stamp = self.stamp()
        if stamp is not None and self._updated(stamp):
            return
        self.rebuild()

    def rebuild(self) -> None:
        """Make it anew from the archive."""
        # Never in the place of the old one, which somebody who asked a while ago may still have open.
        current = self._current(f"quads-{secrets.token_hex(4)}")
        self._stamp.unlink(missing_ok=True)
        for old in self.folder.glob("quads-*"):
            shutil.rmtree(old, ignore_errors=True)
        try:
            self._build(self.folder / current.quads)
        except BaseException:
            # Half an index is of no use to anybody, least of all on a full disk.
            shutil.rmtree(self.folder / current.quads, ignore_errors=True)
            raise
        self._put_stamp(current)

    def _build(self, quads: Path) -> None:
        writer = Writer(quads)
        for name in VOCABULARY:
            writer.load_turtle(ontology() / name, graph=nodes.ONTOLOGY)
        kept = self._archive.known()
        if kept is not None:
            writer.load(n_quads(reference.statements(reference.from_json(kept)), graph=nodes.REFERENCE))
        self._load(writer, self._archive.rows())
        self._load_runs(writer)
        derive(writer, known=self._named())
        tell_stories(writer, self._archive.stories())
        # Last of all, so that nothing is derived from it.
        self._load_own(writer, self._archive.own_graphs())
        writer.flush()

    def _updated(self, stamp: Stamp) -> bool:
        """Bring it up to date with what changed; return whether that was possible."""
        current = self._current(stamp.quads)
        changed = None
        if (stamp.layout, stamp.vocabulary) == (current.layout, current.vocabulary):
            changed = self._archive.changed_since(stamp.state)
        if changed is None or None in changed or not (self.folder / stamp.quads).is_dir():
            return False
        if stamp != current:
            try:
                self._update(stamp, current, [name for name in changed if name is not None])
            except Unreadable:
                return False
        return True

    def _update(self, stamp: Stamp, current: Stamp, changed: list[str]) -> None:
        writer = Writer(self.folder / stamp.quads)
        self._put_stamp(replace(stamp, whole=False))
        # After a crash nobody knows any more what the documents that were replaced had touched.
        all_of_it = not stamp.whole or len(changed) > len(self._archive.ids()) / 5
        touched = Touched()
        if changed or all_of_it:
            self._bring_in(writer, changed, touched, all_of_it=all_of_it)
        self._load_own(writer, self._archive.own_changed_since(stamp.state))
        writer.flush()
        self._put_stamp(current)

    def _bring_in(self, writer: Writer, changed: list[str], touched: Touched, *, all_of_it: bool) -> None:
        known, own = self._named(), bool(self._archive.own_graphs())
        for name in changed:
            graph = nodes.document(name)
            if not all_of_it:
                touched.add(writer, graph)
            writer.drop(graph)
        rows = (row for row in map(self._archive.row, changed) if row is not None)
        self._load(writer, rows)
        self._load_runs(writer)
        if all_of_it:
            derive(writer, known=known, own=own)
        else:
            for name in changed:
                touched.add(writer, nodes.document(name))
            rederive(writer, touched, known=known, own=own)
        tell_stories(writer, self._archive.stories())

    def _load_own(self, writer: Writer, graphs: Iterable[str]) -> None:
        for graph in graphs:
            writer.drop(graph)
            writer.extend(f"{triple} <{graph}> .\n" for triple in self._archive.own(graph))

    def _load(self, writer: Writer, rows: Iterable[Row]) -> None:
        known = self.known_actors()
        waiting: list[str] = []
        size = 0
        for row in rows:
            # A record that cannot be read is for `kg check` to report; the others can still be asked.
            with suppress(GraphDamaged):
                waiting.append(document_quads(row, known))
                size += len(waiting[-1])
            if size > _CHUNK:
                writer.load("".join(waiting))
                waiting, size = [], 0
        writer.load("".join(waiting))

    def _load_runs(self, writer: Writer) -> None:
        writer.drop(nodes.META)
        said = (statement for run in self._archive.runs() for statement in run.statements())
        writer.load(n_quads(said, graph=nodes.META))

    def known_actors(self) -> frozenset[str]:
        """Return the ids of the actors that the reference files know."""
        return reference.ids(self._archive.known())[0]

    def _named(self) -> set[str]:
        """Return the nodes that the reference graph names."""
        actors, issues = reference.ids(self._archive.known())
        return {nodes.actor_named(name) for name in actors} | {nodes.issue_named(name) for name in issues}

    def _current(self, quads: str) -> Stamp:
        return Stamp(LAYOUT, _vocabulary(), self._archive.state(), quads)

    def _put_stamp(self, stamp: Stamp) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self._stamp.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(stamp)), encoding="utf-8")
        fresh.replace(self._stamp)


def vocabulary_triples() -> Iterator[Statement]:
    """Yield what the words of the graph mean."""
    for name in VOCABULARY:
        yield from written_triples(ontology() / name)


def document_quads(row: Row, known: frozenset[str]) -> str:
    """Return the graph of one document as N-Quads. ``known`` are the ids of the reference actors.

    Raises `GraphDamaged` where its record cannot be read.
    """
    graph = nodes.document(row.id)
    return n_quads((*statements(row.read(), known=known), *_provenance(row, iri(graph))), graph=graph)


def _provenance(row: Row, node: str) -> Iterator[Statement]:
    yield node, iri(f"{PREFIXES['prov']}wasGeneratedBy"), iri(nodes.run(row.run))
    yield node, kg("recorded"), moment(row.added)


@cache
def _vocabulary() -> str:
    digest = hashlib.sha256()
    for name in VOCABULARY:
        digest.update((ontology() / name).read_bytes())
    return digest.hexdigest()
