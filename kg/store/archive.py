"""The SQLite file of a graph: the truth, of which the RDF index is only another view.

It keeps the documents with their exact text, their records as JSON, the runs that made them, a journal
of every change, the reference files of the user, triples of the user's own, and beside them the words of all that can
be searched. A change is one transaction: it is all there after a crash, or not at all.
"""

import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kg.errors import GraphDamaged, KgError
from kg.records import Record
from kg.store import passages
from kg.store._sqlite import FILE, FORMAT, OWN, connect, told
from kg.store.clock import now
from kg.store.passages import Passage
from kg.store.runs import Change, Run

_UPDATED = "updated"  # the deed of an update; the name that stands with it is that of a graph


@dataclass(frozen=True, slots=True)
class State:
    """A moment in the life of an archive. Equal states have equal content."""

    graph: str
    number: int
    mark: str


@dataclass(frozen=True, slots=True)
class Row:
    """What the archive keeps of one document."""

    id: str
    text: str
    record: str
    attributions: int
    stances: int
    run: str
    added: str

    def read(self) -> Record:
        """Return the record; raises `GraphDamaged` where it is none."""
        try:
            return Record.model_validate_json(self.record)
        except (KgError, ValidationError) as error:
            # pydantic tells over several lines, with an address to read on.
            why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
            raise GraphDamaged(
                f"the record of document {self.id!r} cannot be read; add that document again, or remove it ({why})"
            ) from error


class Archive:
    """An open SQLite file. It belongs to the thread that opened it."""

    def __init__(self, folder: Path, *, write: bool, name: str = FILE) -> None:
        self.folder = folder
        self._batch: _Batch | None = None
        self._seen: tuple[object, State] | None = None
        self._write = write
        self._connection = connect(folder, write=write, name=name)
        try:
            if write:
                self._update()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file; what is not committed is lost."""
        self._connection.close()

    def state(self) -> State:
        """Return the state that the next reading will see."""
        # Told by SQLite in a third of the time, but only of what others write.
        version = None if self._write else self._rows("PRAGMA data_version")
        if version is None or self._seen is None or self._seen[0] != version:
            self._seen = version, self._state()
        return self._seen[1]

    def _state(self) -> State:
        ((graph,),) = self._rows("SELECT value FROM about WHERE key = 'graph'")
        last = self._rows("SELECT number, mark FROM changes ORDER BY number DESC LIMIT 1")
        return State(graph, *(last[0] if last else (0, "")))

    def changed_since(self, state: State) -> set[str | None] | None:
        """Return the documents that changed after a state; None among them stands for the reference.

        None instead of a set: the state is not in this archive's past, so anything may have changed.
        """
        now = self.state()
        past = self._rows("SELECT mark FROM changes WHERE number = ?", state.number)
        if state.graph != now.graph or (past != [(state.mark,)] if state.number else state.mark != ""):
            return None
        changed = self._rows("SELECT document FROM changes WHERE number > ? AND deed <> ?", state.number, _UPDATED)
        return {document for (document,) in changed}

    def own_changed_since(self, state: State) -> list[str]:
        """Return the user's own graphs that changed after a state of this archive's past."""
        changed = self._rows(
            "SELECT DISTINCT document FROM changes WHERE number > ? AND deed = ?", state.number, _UPDATED
        )
        return sorted(graph for (graph,) in changed)

    def own_graphs(self) -> list[str]:
        """Return the names of the user's own graphs, in order."""
        if not self._has_own():
            return []
        return [graph for (graph,) in self._rows("SELECT DISTINCT graph FROM own ORDER BY graph")]

    def own(self, graph: str) -> list[str]:
        """Return the triples of one of the user's own graphs, as N-Triples without the full stop, in order."""
        if not self._has_own():
            return []
        return [triple for (triple,) in self._rows("SELECT triple FROM own WHERE graph = ? ORDER BY triple", graph)]

    def change_own(self, changes: Iterable[tuple[str, set[str], set[str]]]) -> bool:
        """Change the user's own graphs in one transaction: graph, what goes, what comes. Return whether any did."""
        real = [change for change in changes if change[1] or change[2]]
        with self.changing():
            for graph, gone, come in real:
                execute = self._connection.executemany
                execute("DELETE FROM own WHERE graph = ? AND triple = ?", ((graph, triple) for triple in gone))
                execute("INSERT OR IGNORE INTO own VALUES (?, ?)", ((graph, triple) for triple in come))
                self._journal(_UPDATED, graph)
        return bool(real)

    def _has_own(self) -> bool:
        # A kg of old wrote the graph, and nobody since.
        return bool(self._rows("SELECT 1 FROM sqlite_schema WHERE name = 'own'"))

    def put(self, row: Row, run: Run, found: Iterable[Passage] = ()) -> Change:
        """Keep a document with what of it can be searched, in one transaction; the same again changes nothing.

        Only that another configuration has found the same in it is remembered, so that it need not try again.
        """
        with self.changing():
            execute = self._connection.execute
            kept = self._rows("SELECT text, record, run FROM documents WHERE id = ?", row.id)
            if kept and kept[0][:2] == (row.text, row.record):
                if run.configuration is not None and run.configuration != self.run(kept[0][2]).configuration:
                    execute("INSERT OR IGNORE INTO runs VALUES (?, ?)", (run.id, run.to_json()))
                    execute("UPDATE documents SET run = ? WHERE id = ?", (run.id, row.id))
                    self._journal("confirmed", row.id, run.id)
                return Change.UNCHANGED
            change = Change.REPLACED if kept else Change.ADDED
            execute("INSERT OR IGNORE INTO runs VALUES (?, ?)", (run.id, run.to_json()))
            # Not INSERT OR REPLACE: that would be a deletion and an insertion to whatever watches the table.
            execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "text = excluded.text, record = excluded.record, attributions = excluded.attributions, "
                "stances = excluded.stances, run = excluded.run, added = excluded.added",
                (row.id, row.text, row.record, row.attributions, row.stances, run.id, row.added),
            )
            execute("INSERT OR REPLACE INTO sketches VALUES (?, ?)", (row.id, _sketch(row)))
            passages.drop(self._connection, row.id)
            passages.keep(self._connection, row.id, found)
            self._journal(change, row.id, run.id)
            return change

    def remove(self, document: str) -> bool:
        """Take a document out; return whether it was there."""
        with self.changing():
            found = self._connection.execute("DELETE FROM documents WHERE id = ?", (document,)).rowcount > 0
            if found:
                passages.drop(self._connection, document)
                self._journal("removed", document)
            return found

    def keep_reference(self, name: str, text: str | None) -> bool:
        """Keep a reference file of the user, or drop it (None); return whether that changed anything."""
        with self.changing():
            before = self._rows("SELECT text FROM reference_files WHERE name = ?", name)
            if before == ([] if text is None else [(text,)]):
                return False
            if text is None:
                self._connection.execute("DELETE FROM reference_files WHERE name = ?", (name,))
            else:
                self._connection.execute("INSERT OR REPLACE INTO reference_files VALUES (?, ?)", (name, text))
            return True

    def keep_known(self, known: str) -> bool:
        """Keep who is who, as JSON; return whether that changed anything."""
        with self.changing():
            if self.known() == known:
                return False
            self._connection.execute("INSERT OR REPLACE INTO about VALUES ('known', ?)", (known,))
            self._journal("reference", None)
            return True

    def known(self) -> str | None:
        """Return who is who, as JSON."""
        found = self._rows("SELECT value FROM about WHERE key = 'known'")
        return str(found[0][0]) if found else None

    def reference_files(self) -> dict[str, str]:
        """Return the reference files of the user: name → text."""
        return dict(self._rows("SELECT name, text FROM reference_files ORDER BY name"))

    def ids(self) -> list[str]:
        """Return the ids of all documents, in order."""
        return [name for (name,) in self._rows("SELECT id FROM documents ORDER BY id")]

    def stories(self) -> dict[str, str]:
        """Return which documents print the same text: document → the first document of its story, by id."""
        from kg.store.stories import stories  # noqa: PLC0415 -- it loads numpy, and many questions do without

        return stories(self.sketches())

    def sketches(self) -> dict[str, bytes]:
        """Return the sketch of every document's text."""
        if not self._rows("SELECT 1 FROM sqlite_schema WHERE name = 'sketches'"):
            return {row.id: _sketch(row) for row in self.rows()}  # a kg of old wrote it, and nobody since
        kept: dict[str, bytes] = dict(self._rows("SELECT document, sketch FROM sketches ORDER BY document"))
        missing = (row for name in self.ids() if name not in kept and (row := self.row(name)) is not None)
        return kept | {row.id: _sketch(row) for row in missing}

    def sketch(self, document: str) -> bytes | None:
        """Return the sketch of a document's text; None where there is no such document."""
        if self._rows("SELECT 1 FROM sqlite_schema WHERE name = 'sketches'"):
            kept = self._rows("SELECT sketch FROM sketches WHERE document = ?", document)
            if kept:
                return bytes(kept[0][0])
        row = self.row(document)
        return None if row is None else _sketch(row)

    def more_than(self, number: int) -> bool:
        """Whether there are more documents than that; the others are not counted."""
        return bool(self._rows("SELECT 1 FROM documents LIMIT 1 OFFSET ?", number))

    def row(self, document: str) -> Row | None:
        """Return what is kept of a document, or None."""
        found = self._rows(
            "SELECT id, text, record, attributions, stances, run, added FROM documents WHERE id = ?", document
        )
        return Row(*found[0]) if found else None

    def rows(self) -> Iterator[Row]:
        """Yield what is kept of every document, in the order of their ids."""
        # One by one: an open cursor would hold a snapshot for as long as the caller takes.
        for name in self.ids():
            row = self.row(name)
            if row is not None:
                yield row

    def run(self, name: str) -> Run:
        """Return the run of that id, from which a document is or was."""
        ((line,),) = self._rows("SELECT run FROM runs WHERE id = ?", name)
        return Run.from_json(line)

    def runs(self) -> Iterator[Run]:
        """Yield the runs whose documents are still here."""
        for (line,) in self._rows(
            "SELECT run FROM runs WHERE EXISTS (SELECT 1 FROM documents WHERE run = runs.id) ORDER BY id"
        ):
            yield Run.from_json(line)

    @contextmanager
    def searched(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection to a search; a graph of an earlier kg has its words made for that moment."""
        with told(self.folder):
            if passages.present(self._connection):
                yield self._connection
                return
            self._make_words(place="temp")
            try:
                yield self._connection
            finally:
                passages.drop_all(self._connection, place="temp")

    def searchable(self, document: str) -> list[Passage] | None:
        """Return what can be searched of a document, in the order of its record; None in a graph without words."""
        with told(self.folder):
            return passages.kept(self._connection, document) if passages.present(self._connection) else None

    def _update(self) -> None:
        """Make of what an earlier kg wrote what this one writes."""
        with told(self.folder):
            if not passages.present(self._connection):
                self._make_words()
            if not self._has_own():
                self._connection.executescript(f"BEGIN IMMEDIATE; {OWN} COMMIT;")
            if self._rows("PRAGMA user_version") != [(FORMAT,)]:
                self._connection.execute(f"PRAGMA user_version = {FORMAT}")

    def _make_words(self, *, place: str = "main") -> None:
        """Make what can be searched from the records, wholly or not at all."""
        self._connection.execute("BEGIN IMMEDIATE" if place == "main" else "BEGIN")
        try:
            passages.make(self._connection, place=place)
            for row in self.rows():
                # A record that cannot be read is for `kg check` to report; the others can still be searched.
                with suppress(GraphDamaged):
                    passages.keep(self._connection, row.id, passages.passages(row.read()))
            self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Make one change: all of what the block does, or nothing."""
        if self._batch is not None:
            with self._batch.step():
                yield
            return
        with told(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def batch(self, *, every: float) -> Iterator[None]:
        """Commit only every so many seconds, and at the end; whatever ends the block, whole changes are kept."""
        if self._batch is not None:
            yield
            return
        self._batch = _Batch(self._connection, self.folder, every=every)
        try:
            yield
        finally:
            batch, self._batch = self._batch, None
            batch.commit()

    def copy(self, file: Path) -> None:
        """Write all of it, as it is at this moment, to a file that must not be there; others may go on writing."""
        with told(self.folder):
            self._connection.execute("VACUUM INTO ?", (str(file),))

    def keep_readers_going(self) -> None:
        """Let readers go on while somebody writes, which a copy does not remember to do."""
        with told(self.folder):
            self._connection.execute("PRAGMA journal_mode = WAL")

    def damage(self) -> str | None:
        """Return what SQLite finds wrong with its file, or None. Slow: it reads all of it."""
        (found,) = self._rows("PRAGMA quick_check(1)")
        return None if found == ("ok",) else str(found[0])

    def _journal(self, deed: str, document: str | None, run: str | None = None) -> None:
        self._connection.execute(
            "INSERT INTO changes (mark, at, deed, document, run) VALUES (?, ?, ?, ?, ?)",
            (secrets.token_hex(8), now(), deed, document, run),
        )

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with told(self.folder):
            return self._connection.execute(sql, values).fetchall()

    def _roll_back(self) -> None:
        # SQLite has rolled back already where the disk is full.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("ROLLBACK")


class _Batch:
    """Many changes in few transactions; each change is a savepoint, so that half a one is never committed."""

    def __init__(self, connection: sqlite3.Connection, folder: Path, *, every: float) -> None:
        self._connection = connection
        self._folder = folder
        self._every = every
        self._began = 0.0

    @contextmanager
    def step(self) -> Iterator[None]:
        with told(self._folder):
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
                self._began = time.monotonic()
            self._connection.execute("SAVEPOINT step")
            try:
                yield
            except BaseException:
                with suppress(sqlite3.OperationalError):
                    self._connection.execute("ROLLBACK TO step")
                raise
            finally:
                with suppress(sqlite3.OperationalError):
                    self._connection.execute("RELEASE step")
            if time.monotonic() - self._began > self._every:
                self.commit()

    def commit(self) -> None:
        with told(self._folder):
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")


def _sketch(row: Row) -> bytes:
    from kg.store.sketches import sketch  # noqa: PLC0415 -- it loads numpy, and many questions do without

    return sketch(row.text)
