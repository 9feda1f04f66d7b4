"""SQLite as a graph uses it: how its file is made, told from others', opened, and what its errors mean."""

import os
import secrets
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import GraphBusy, GraphDamaged, GraphError, GraphTooNew, NoRoom
from kg.store import passages
from kg.store.clock import now

FILE = "graph.sqlite"
APPLICATION = 0x6B675374  # "kgSt", in the header of the file: the folder is ours
FORMAT = 3  # 1 had no words to search, 2 no triples of the user's own

_NOT_WRITTEN = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE}
_SQLITE = b"SQLite format 3\x00"
_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (id TEXT PRIMARY KEY, run TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, record TEXT NOT NULL,
    attributions INTEGER NOT NULL, stances INTEGER NOT NULL,
    run TEXT NOT NULL REFERENCES runs, added TEXT NOT NULL
);
-- The journal. document is NULL where the reference changed; mark tells two futures of one file apart.
CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, mark TEXT NOT NULL, at TEXT NOT NULL,
    deed TEXT NOT NULL, document TEXT, run TEXT
);
CREATE TABLE reference_files (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
"""
#: Triples of the user's own, as N-Triples without the full stop.
OWN = "CREATE TABLE own (graph TEXT NOT NULL, triple TEXT NOT NULL, PRIMARY KEY (graph, triple)) WITHOUT ROWID;"
# Added later, so made where it is missing. Triggers and not code keep it true: an older kg may write to the graph, too.
_LATER = """
CREATE TABLE IF NOT EXISTS sketches (document TEXT PRIMARY KEY, sketch BLOB NOT NULL) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS gone AFTER DELETE ON documents BEGIN DELETE FROM sketches WHERE document = OLD.id; END;
CREATE TRIGGER IF NOT EXISTS rewritten AFTER UPDATE OF text ON documents WHEN OLD.text <> NEW.text
BEGIN DELETE FROM sketches WHERE document = OLD.id; END;
CREATE INDEX IF NOT EXISTS documents_of_run ON documents (run);
"""


# A file that is opened and closed again takes along every lock that SQLite has on it in the same process, whichever
# connection holds it (POSIX). Another process would then take itself for the last one, and clear away what our readers
# still read. So nobody looks into a file that is open already.
_opening = threading.Lock()
_open: Counter[tuple[int, int]] = Counter()  # device and inode → connections of this process


class _Connection(sqlite3.Connection):
    """A connection that is counted as long as it is open."""

    file: tuple[int, int] | None = None

    def close(self) -> None:
        """Close it."""
        super().close()
        with _opening:
            if self.file is not None:
                _open[self.file] -= 1
                self.file = None


def _opened(address: str, file: Path) -> sqlite3.Connection:
    """Open a file, and make sure that it is there to be read."""
    with _opening:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=10, factory=_Connection)
        try:
            found = file.stat()
        except OSError:
            return connection
        connection.file = found.st_dev, found.st_ino
        _open[connection.file] += 1
        return connection


def create(folder: Path) -> None:
    """Make the file, whole or not at all. The folder must exist, and nobody else may be making it."""
    fresh = folder / f"{FILE}.new"
    with told(folder):
        for remains in folder.glob(f"{fresh.name}*"):  # of a crash in this very place
            remains.unlink()
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT};"
            connection.executescript(f"BEGIN; {marks} {_SCHEMA} {OWN}")
            passages.make(connection)
            about = {"graph": secrets.token_hex(8), "made": now()}
            connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
            connection.execute("COMMIT")
    fresh.replace(folder / FILE)


def is_ours(folder: Path) -> bool:
    """Whether the folder's file is one of ours, told from its first hundred bytes; nothing is opened."""
    return is_graph(folder / FILE)


def is_graph(file: Path) -> bool:
    """Whether a file is the truth of a graph, under whatever name."""
    try:
        with _opening:
            found = file.stat()
            if _open[found.st_dev, found.st_ino] > 0:
                return True
            with file.open("rb") as opened:
                head = opened.read(100)
    except OSError:
        return False
    return head.startswith(_SQLITE) and int.from_bytes(head[68:72]) == APPLICATION


def connect(folder: Path, *, write: bool, name: str = FILE) -> sqlite3.Connection:
    """Open the file of a folder that `is_ours`; raises `GraphTooNew`, `GraphDamaged`, `NoRoom`."""
    file = folder / name
    with told(folder):
        where = file.absolute().as_uri()
        connection = _opened(f"{where}?mode={'rw' if write else 'ro'}", file)
        try:
            found = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if write or error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
                raise
            # A folder that may not be written to has no room for SQLite's own locks, and needs none.
            connection = _opened(f"{where}?immutable=1", file)
            found = connection.execute("PRAGMA user_version").fetchone()
        except BaseException:
            connection.close()
            raise
        if found[0] > FORMAT:
            connection.close()
            raise GraphTooNew(
                f"a later kg wrote this graph (format {found[0]}; this kg reads {FORMAT}): upgrade kg to open it",
                place=str(folder),
            )
        if write:
            connection.execute("PRAGMA foreign_keys = ON")
            later = "SELECT count(*) FROM sqlite_schema WHERE name IN ('rewritten', 'documents_of_run')"
            if connection.execute(later).fetchone()[0] < 2:
                connection.executescript(f"BEGIN IMMEDIATE; {_LATER} COMMIT;")
        return connection


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say what SQLite's errors mean to whoever keeps a graph in that folder."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a closed store, another thread: a mistake of the program, not of the disk
    except sqlite3.Error as error:
        raise _meaning(error, folder) from error


def _meaning(error: sqlite3.Error, folder: Path) -> GraphError:
    if "no such module: fts5" in str(error):
        return GraphError(
            "the SQLite of this Python has no full-text search (FTS5), which a graph needs: "
            "take a Python that was built with it, as those of python.org, Debian and conda are",
            place=str(folder),
        )
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # the rest of the code only says where it happened
        case sqlite3.SQLITE_FULL:
            full = True
        case sqlite3.SQLITE_IOERR:
            full = _full(folder)
            if not full and getattr(error, "sqlite_errorcode", 0) in _NOT_WRITTEN:
                cause = "a quota, a limit on the size of files or a failing disk"
                return NoRoom(f"the folder cannot be written to ({cause}); nothing was changed", place=str(folder))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
            return NoRoom("the folder may not be written to; nothing was changed", place=str(folder))
        case sqlite3.SQLITE_BUSY:
            return GraphBusy("another process is writing; wait for it to end, then try again", place=str(folder))
        case _:
            full = False
    if full:
        return NoRoom("the disk is full; nothing was changed. Make room, then run it again", place=str(folder))
    cure = "put a copy of it back, or make the graph anew with `kg add`"
    return GraphDamaged(f"{FILE} cannot be read ({error}): {cure}", place=str(folder))


def _full(folder: Path) -> bool:
    try:
        room = os.statvfs(folder)
    except (AttributeError, OSError):  # no statvfs on Windows, where SQLite says FULL itself
        return False
    return room.f_bavail * room.f_frsize < 64 * 1024
