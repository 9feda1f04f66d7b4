"""A SQLite file as its tables, whole: what kg knows nothing of is kept as it is, so that nothing is lost in writing."""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError

_MAGIC = b"SQLite format 3\x00"
_SEQUENCE = "sqlite_sequence"  # where SQLite counts, and lets nobody make a table of that name


@dataclass(frozen=True)
class Table:
    """Rows in their order, each with a value for each of the ``columns``; ``sql`` makes the table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    sql: str

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as column → value; columns that others have and these rows do not are simply absent."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def with_rows(self, rows: Sequence[Mapping[str, Any]]) -> "Table":
        """Return the same table with other rows; a column that a row lacks is NULL."""
        return Table(self.columns, tuple(tuple(row.get(name) for name in self.columns) for row in rows), self.sql)


@dataclass(frozen=True)
class Tables:
    """All tables of a file by name, and ``others``: the SQL of its indices, views and triggers."""

    tables: Mapping[str, Table]
    others: tuple[str, ...] = ()
    counters: tuple[tuple[Any, ...], ...] = field(default=())


def read(path: Path) -> Tables:
    """Return the tables of a file; raises `InputError` where it is none that SQLite reads, `OSError` where it cannot be read."""
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if head != _MAGIC:
        raise InputError(_not_a_database(head), place=str(path))
    try:
        with _opened(path) as connection:
            made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY rowid").fetchall()
            names = [(name, sql) for kind, name, sql in made if kind == "table" and not name.startswith("sqlite_")]
            counted = any(name == _SEQUENCE for _, name, _ in made)
            return Tables(
                {name: _table(connection, name, sql) for name, sql in names},
                tuple(sql for kind, _, sql in made if kind != "table" and sql),
                tuple(connection.execute(f"SELECT name, seq FROM {_SEQUENCE}").fetchall()) if counted else (),  # noqa: S608
            )
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the names of columns may be what is damaged
        raise InputError(
            f"the file is damaged ({error}): take an older copy, or what `sqlite3 FILE .recover` makes of it",
            place=str(path),
        ) from error


def write(tables: Tables, path: Path) -> None:
    """Write tables to a file, which is replaced when all is written. Raises `InputError` where it cannot be."""
    fresh = path.with_name(f".{path.name}.part")
    try:
        fresh.unlink(missing_ok=True)
        with closing(sqlite3.connect(fresh)) as connection, connection:
            for name, table in tables.tables.items():
                connection.execute(table.sql)
                marks = ", ".join("?" * len(table.columns))
                columns = ", ".join(map(_quoted, table.columns))
                connection.executemany(
                    f"INSERT INTO {_quoted(name)} ({columns}) VALUES ({marks})",  # noqa: S608 -- names, quoted
                    table.rows,
                )
            for sql in tables.others:
                connection.execute(sql)
            if tables.counters:
                connection.execute(f"DELETE FROM {_SEQUENCE}")  # noqa: S608
                connection.executemany(f"INSERT INTO {_SEQUENCE} VALUES (?, ?)", tables.counters)  # noqa: S608
        os.replace(fresh, path)  # noqa: PTH105 -- as its two lines say, Path.replace does the same
    except (OSError, sqlite3.Error, OverflowError, UnicodeEncodeError) as error:
        with suppress(OSError):
            fresh.unlink()
        raise InputError(f"the database cannot be written: {error}", place=str(path)) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    # In a folder that may not be written to, SQLite reads a file with a journal only as one that never changes.
    address = path.resolve().as_uri()
    locked = not os.access(path.resolve().parent, os.W_OK)
    with closing(sqlite3.connect(f"{address}?mode=ro{'&immutable=1' if locked else ''}", uri=True)) as connection:
        yield connection


def _table(connection: sqlite3.Connection, name: str, sql: str) -> Table:
    plain = f"SELECT * FROM {_quoted(name)}"  # noqa: S608 -- a name, quoted
    try:
        rows = connection.execute(f"{plain} ORDER BY rowid")
    except sqlite3.OperationalError:  # a table WITHOUT ROWID
        rows = connection.execute(plain)
    return Table(tuple(column[0] for column in rows.description), tuple(rows.fetchall()), sql)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _not_a_database(head: bytes) -> str:
    if not head:
        return "the file is empty"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "this is a file of DNA 1, which is XML: open it in DNA 2, save it, and give me that"
    return (
        "this is no DNA database: it may be damaged, encrypted, or a database that lies on a server; "
        "open it in DNA, and save it as a new file without a password for the file itself"
    )
