"""A lock between processes: many may share it, or one may have it alone, and it dies with its process.

SQLite already has such a lock, on every system and without leaving anything behind after a crash: the
one on its own database files. So the lock is an empty database; nothing is ever written into it.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import GraphBusy

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ACCESS = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


class Lock:
    """A lock in a file. ``doing`` says what its one holder does with it, for the message to others."""

    def __init__(self, file: Path, *, doing: str) -> None:
        self.file = file
        self.doing = doing
        self._holder = file.with_suffix(".holder")

    @contextmanager
    def shared(self, *, wait: float) -> Iterator[None]:
        """Hold the lock with others; raises `GraphBusy` after ``wait`` seconds.

        Where the folder may not be written to and has no lock, nobody can hold one either.
        """
        try:
            connection = sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro", uri=True, timeout=wait)
        except sqlite3.OperationalError:
            if self._made():
                with self.shared(wait=wait):
                    yield
            else:
                yield
            return
        with closing(connection):
            connection.isolation_level = None
            try:
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in _BUSY:
                    raise
                raise self._busy() from None
            yield

    @contextmanager
    def alone(self, *, wait: float) -> Iterator[None]:
        """Hold the lock against everybody; raises `GraphBusy` after ``wait`` seconds, or OSError."""
        if not self._made():
            raise PermissionError(f"{self.file} may not be written to")
        with closing(sqlite3.connect(self.file, timeout=wait, isolation_level=None)) as connection:
            try:
                # Without a journal on disk, the lock can be had on a full one too.
                connection.execute("PRAGMA journal_mode = MEMORY")
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF in _NO_ACCESS:
                    raise PermissionError(f"{self.file} may not be written to") from None
                if error.sqlite_errorcode & 0xFF not in _BUSY:
                    raise
                raise self._busy() from None
            since = datetime.now(UTC).isoformat(timespec="seconds")
            # Who holds it is told for kindness; the lock holds without it, on a full disk too.
            with suppress(OSError):
                self._holder.write_text(f"process {os.getpid()} ({Path(sys.argv[0]).name or 'python'}), since {since}")
            try:
                yield
            finally:
                with suppress(OSError):
                    self._holder.unlink()

    def _made(self) -> bool:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.touch()
        except OSError:
            return False
        return True

    def _busy(self) -> GraphBusy:
        try:
            held = f"{self._holder.read_text(encoding='utf-8')}, is {self.doing}"
        except OSError:
            held = "another process is reading"
        return GraphBusy(f"{held}; wait for it to end, then try again")


class Sharing:
    """A lock that is held with others, many times a second, for moments that may overlap; nobody is waited for.

    It belongs to the thread that takes it first. What takes time when a lock is taken is to open its file, so that stays open.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._connection: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None
        self._holders = 0

    def take(self) -> bool:
        """Hold the lock, or hold it once more; return whether that was possible at once."""
        if not self._holders and not self._begun():
            return False
        self._holders += 1
        return True

    def leave(self) -> None:
        """Let go of it, as often as it was taken."""
        self._holders -= 1
        if not self._holders and self._connection is not None:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of it for good."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._opened = None
        self._holders = 0

    def _begun(self) -> bool:
        try:
            found = self.file.stat()
            if self._opened != (found.st_dev, found.st_ino):  # a lock on a file that is gone keeps nobody away
                self.close()
                address = f"{self.file.absolute().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)
                self._opened = found.st_dev, found.st_ino
            if self._connection is not None:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except (OSError, sqlite3.OperationalError):
            self.close()
            return False
        return True
