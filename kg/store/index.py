"""The RDF index of an archive: derived from it, stamped with what it has seen, and rebuilt when in doubt."""

import errno
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path

from kg.errors import GraphDamaged
from kg.iris import PREFIXES
from kg.records import Record
from kg.shipped import ontology
from kg.store import nodes, reference
from kg.store._oxigraph import Unreadable, Writer, files, written_triples
from kg.store.archive import Archive, Row, State
from kg.store.counted import GRAPHS, derive, drawn, redraw, said_in
from kg.store.derived import told as told_in
from kg.store.tallies import Said, Tallies
from kg.store.terms import Statement, iri, moment, n_quads
from kg.store.totals import totalled
from kg.store.totals.recognition import looks_named
from kg.store.writing import kg, record_quads

LAYOUT = (
    4  # raise it when kg.store.writing or kg.store.reference write other RDF, or kg.store.tallies counts other things
)
VOCABULARY = ("kg.ttl", "relations.ttl")

_RUNS = f"SELECT ?run WHERE {{ GRAPH {iri(nodes.META)} {{ ?run a {iri(PREFIXES['prov'] + 'Activity')} }} }}"
# Quads to load at once. The engine sorts up to a million in one go, and makes files of each; smaller pieces are joined
# more often afterwards, larger ones take more memory and were no faster.
_AT_ONCE = 750_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index has seen. While it is being changed it is not ``whole``."""

    layout: int
    vocabulary: str
    state: State
    quads: str  # the folder that holds it
    whole: bool = True
    files: dict[str, int] = field(default_factory=dict)  # in that folder, with their sizes


class Index:
    """The index in a folder. Whoever calls it holds the lock: shared to read, alone to change."""

    def __init__(self, folder: Path, archive: Archive) -> None:
        self.folder = folder
        self._archive = archive
        self._stamp = folder / "stamp.json"
        self._known: tuple[str | None, tuple[frozenset[str], frozenset[str]]] | None = None
        self._read: tuple[tuple[int, int, int], Stamp] | None = None

    def stamp(self) -> Stamp | None:
        """Return what the index has seen; None where there is none, or nobody can tell."""
        try:
            if self._read is None or self._read[0] != _version(self._stamp):
                with self._stamp.open(encoding="utf-8") as file:
                    kept = json.load(file)
                    self._read = _version(file.fileno()), Stamp(**kept | {"state": State(**kept["state"])})
            return self._read[1]
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
            and stamp.files == files(self.folder / stamp.quads)
            and self._archive.changed_since(stamp.state) is not None
        )

    def fresh(self, *, opened: Stamp | None = None) -> bool:
        """Whether it has seen everything. Whoever has it ``opened`` as it is stamped need not fear for its files."""
        stamp = self.stamp()
        if stamp is None:
            return False
        return stamp == self._current(stamp.quads, stamp.files if stamp is opened else None)

    def harmed(self) -> bool:
        """Whether somebody else has changed its files, or lost some of them."""
        stamp = self.stamp()
        return stamp is not None and stamp.whole and stamp.files != files(self.folder / stamp.quads)

    def totalled(self, sparql: str, *, limit: int) -> str:
        """Return a query as it is best asked: one about everything with what is counted already; see `kg.store.totals`."""
        if not looks_named(sparql) or self._archive.own_graphs():  # of which nobody has counted anything
            return sparql
        with _counted():
            return totalled(sparql, self._tallies(self.quads.name), limit=limit)

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
        for remains in self.folder.glob("tallies-*"):
            remains.unlink(missing_ok=True)
        try:
            self._build(self.folder / current.quads)
        except BaseException:
            # Half an index is of no use to anybody, least of all on a full disk.
            shutil.rmtree(self.folder / current.quads, ignore_errors=True)
            self._tallies(current.quads).unlink(missing_ok=True)
            raise
        self._put_stamp(replace(current, files=files(self.folder / current.quads)))

    def _build(self, quads: Path) -> None:
        writer = Writer(quads)
        for name in VOCABULARY:
            writer.load_turtle(ontology() / name, graph=nodes.ONTOLOGY)
        kept = self._archive.known()
        if kept is not None:
            writer.load(n_quads(reference.statements(reference.from_json(kept)), graph=nodes.REFERENCE))
        said = self._load(writer, self._archive.rows())
        self._load_runs(writer)
        self._derive(writer, quads.name, said)
        # Last of all, so that nothing is derived from it.
        self._load_own(writer, self._archive.own_graphs())
        writer.close()

    def _derive(self, writer: Writer, quads: str, said: Said) -> None:
        with _counted():
            kept = self._archive.known()
            labels = {} if kept is None else reference.labels(reference.from_json(kept))
            Tallies.make(self._tallies(quads), said, self._archive.sketches(), labels=labels)
            with closing(Tallies(self._tallies(quads))) as tallies:
                derive(writer, said, tallies.stories(), known=self._named())

    def _tallies(self, quads: str) -> Path:
        return self.folder / f"{quads.replace('quads', 'tallies')}.sqlite"

    def _updated(self, stamp: Stamp) -> bool:
        """Bring it up to date with what changed; return whether that was possible."""
        current = self._current(stamp.quads)
        changed = None
        if (stamp.layout, stamp.vocabulary) == (current.layout, current.vocabulary):
            changed = self._archive.changed_since(stamp.state)
        # What a crash left behind has other files, too, and may be used all the same.
        harmed = stamp.whole and stamp.files != current.files
        if changed is None or None in changed or harmed or not (self.folder / stamp.quads).is_dir():
            return False
        if stamp != current:
            try:
                self._update(stamp, current, [name for name in changed if name is not None])
            except Unreadable:
                return False
        return True

    def _update(self, stamp: Stamp, current: Stamp, changed: list[str]) -> None:
        self._put_stamp(replace(stamp, whole=False))  # first, for to open it changes its files already
        writer = Writer(self.folder / stamp.quads)
        # After a crash nobody knows any more what the documents that were replaced had said.
        all_of_it = not stamp.whole or not self._archive.more_than(5 * len(changed))
        if changed or all_of_it:
            self._bring_in(writer, stamp.quads, changed, all_of_it=all_of_it)
        self._load_own(writer, self._archive.own_changed_since(stamp.state))
        writer.close(settle=all_of_it)
        self._put_stamp(replace(current, files=files(self.folder / current.quads)))

    def _bring_in(self, writer: Writer, quads: str, changed: list[str], *, all_of_it: bool) -> None:
        gone = Said()
        for name in changed:
            graph = nodes.document(name)
            if writer.has(graph):
                if not all_of_it:
                    gone.update(said_in(writer, graph))
                writer.drop(graph)
        for graph in (nodes.META, *GRAPHS) if all_of_it else ():
            writer.drop(graph)
        come = self._load(writer, (row for row in map(self._archive.row, changed) if row is not None))
        self._load_runs(writer)
        if all_of_it:
            self._derive(writer, quads, self._all_said())
        else:
            self._rederive(writer, quads, changed, gone, come)

    def _load_own(self, writer: Writer, graphs: Iterable[str]) -> None:
        for graph in graphs:
            writer.drop(graph)
            writer.extend(f"{triple} <{graph}> .\n" for triple in self._archive.own(graph))

    def _rederive(self, writer: Writer, quads: str, changed: list[str], gone: Said, come: Said) -> None:
        touched, known = Said(), self._named()
        touched.update(gone)
        touched.update(come)
        with _counted(), closing(Tallies(self._tallies(quads))) as tallies:
            was = drawn(tallies, touched, known=known)
            tallies.count(gone, come)
            told = tallies.retell({name: self._archive.sketch(name) for name in changed})
            before = {name: story for name, (story, _) in told.items() if story is not None}
            after = {name: story for name, (_, story) in told.items() if story is not None}
            tallies.enter(gone.ledger.entries(before), come.ledger.entries(after))
            tallies.enrol(come)
            for name in set(told).difference(changed):
                # It says what it said, but as part of another story.
                said = said_in(writer, nodes.document(name)).ledger
                tallies.enter(said.entries(before), said.entries(after))
            now = drawn(tallies, touched, known=known)
            redraw(writer, was | {nodes.STORIES: set(told_in(before))}, now | {nodes.STORIES: set(told_in(after))})

    def _all_said(self) -> Said:
        known, said = self.known_actors(), Said()
        for row in self._archive.rows():
            with suppress(GraphDamaged):
                said.add(row.read(), known=known)
        return said

    def _load(self, writer: Writer, rows: Iterable[Row]) -> Said:
        """Load documents, and return what they say."""
        known, said = self.known_actors(), Said()
        waiting: list[bytes] = []
        quads = 0
        # While the engine loads some, which needs no Python, the next are written.
        with ThreadPoolExecutor(1) as aside:
            loading: Future[None] | None = None
            for row in rows:
                # A record that cannot be read is for `kg check` to report; the others can still be asked.
                with suppress(GraphDamaged):
                    record = row.read()
                    text = _quads(row, record, known).encode()
                    said.add(record, known=known)
                    more = text.count(b"\n")
                    if quads + more > _AT_ONCE:
                        chunk, waiting, quads = b"".join(waiting), [], 0
                        if loading is not None:
                            loading.result()
                        loading = aside.submit(writer.load, chunk)
                        del chunk
                    waiting.append(text)
                    quads += more
            if loading is not None:
                loading.result()
        writer.load(b"".join(waiting))
        return said

    def _load_runs(self, writer: Writer) -> None:
        kept = {str(run) for (run,) in writer.rows(_RUNS)}
        runs = {nodes.run(run.id): run for run in self._archive.runs()}
        if kept == runs.keys():
            return  # a run is named by all that is said of it
        writer.drop(nodes.META)
        said = (statement for run in runs.values() for statement in run.statements())
        writer.load(n_quads(said, graph=nodes.META))

    def known_actors(self) -> frozenset[str]:
        """Return the ids of the actors that the reference files know."""
        return self._ids()[0]

    def _ids(self) -> tuple[frozenset[str], frozenset[str]]:
        line = self._archive.known()
        if self._known is None or self._known[0] != line:  # it has megabytes, and seldom changes
            self._known = line, reference.ids(line)
        return self._known[1]

    def _named(self) -> set[str]:
        """Return the nodes that the reference graph names."""
        actors, issues = self._ids()
        return {nodes.actor_named(name) for name in actors} | {nodes.issue_named(name) for name in issues}

    def _current(self, quads: str, there: dict[str, int] | None = None) -> Stamp:
        there = files(self.folder / quads) if there is None else there
        return Stamp(LAYOUT, _vocabulary(), self._archive.state(), quads, files=there)

    def _put_stamp(self, stamp: Stamp) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self._stamp.with_suffix(".new")
        # Not asdict of it all, which copies every name of a file.
        said = {name: getattr(stamp, name) for name in Stamp.__slots__} | {"state": asdict(stamp.state)}
        fresh.write_text(json.dumps(said), encoding="utf-8")
        fresh.replace(self._stamp)


def _version(file: Path | int) -> tuple[int, int, int]:
    """Return what tells a file from those that were in its place, of which each has been put there as a new one."""
    found = os.stat(file)  # noqa: PTH116 -- open or not
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def _counted() -> Iterator[None]:
    """Say `Unreadable` of tallies that are not, or no longer, what kg wrote."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise Unreadable(str(error)) from error


def vocabulary_triples() -> Iterator[Statement]:
    """Yield what the words of the graph mean."""
    for name in VOCABULARY:
        yield from written_triples(ontology() / name)


def document_quads(row: Row, known: frozenset[str]) -> str:
    """Return the graph of one document as N-Quads. ``known`` are the ids of the reference actors.

    Raises `GraphDamaged` where its record cannot be read.
    """
    return _quads(row, row.read(), known)


def _quads(row: Row, record: Record, known: frozenset[str]) -> str:
    graph = nodes.document(row.id)
    return record_quads(record, known=known) + n_quads(_provenance(row, iri(graph)), graph=graph)


def _provenance(row: Row, node: str) -> Iterator[Statement]:
    yield node, iri(f"{PREFIXES['prov']}wasGeneratedBy"), iri(nodes.run(row.run))
    yield node, kg("recorded"), moment(row.added)


@cache
def _vocabulary() -> str:
    digest = hashlib.sha256()
    for name in VOCABULARY:
        digest.update((ontology() / name).read_bytes())
    return digest.hexdigest()
