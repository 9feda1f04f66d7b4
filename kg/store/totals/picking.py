"""How rows of the roll are picked: by whom and what, since when, and no more than come to be shown."""
# ruff: noqa: S608 -- the parts of the queries are constants of this file; what somebody asks for is bound

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.store.totals.total import Given

_MANY = 1_000  # SQLite takes only so many values one by one


@dataclass
class Where:
    """Conditions on rows, with their values."""

    tests: list[str] = field(default_factory=lambda: ["true"])
    values: list[int | str] = field(default_factory=list)

    def __str__(self) -> str:
        return " AND ".join(self.tests)

    def any_of(self, column: str, numbers: Iterable[int] | None) -> None:
        """A column has one of these numbers, or may have any."""
        if numbers is None:
            return
        listed = list(numbers)
        if len(listed) > _MANY:
            self.tests.append(f"{column} IN (SELECT value FROM json_each(?))")
            self.values.append(json.dumps(listed))
        else:
            self.tests.append(f"{column} IN ({', '.join('?' * len(listed))})")
            self.values += listed

    def day(self, column: str, comparison: str, day: int | None) -> None:
        """A day compares so with another; what has no day does not."""
        if day is not None:
            self.tests.append(f"{column} {comparison} ?")
            self.values.append(day)


def numbers_of(connection: sqlite3.Connection, given: Given, name: str) -> list[int] | None:
    """Return the numbers of the nodes that a parameter stands for; None where it is left at anything."""
    wanted = given.nodes(name)
    if wanted is None:
        return None
    return numbered(connection, wanted)


def numbered(connection: sqlite3.Connection, wanted: Iterable[str]) -> list[int]:
    """Return the numbers of nodes, without those that appear nowhere."""
    found = (connection.execute("SELECT number FROM names WHERE name = ?", (node,)).fetchone() for node in wanted)
    return [row[0] for row in found if row is not None]


def stances_asked_for(connection: sqlite3.Connection, given: Given) -> Where:
    """Return which stances are asked for by holder, target and day."""
    where = Where()
    where.any_of("target", numbers_of(connection, given, "target"))
    where.any_of("holder", numbers_of(connection, given, "holder"))
    where.day("day", ">=", given.day("since"))
    return where


def keep_first(
    connection: sqlite3.Connection, where: Where, limit: int, *, table: str = "stances", day: str = "day"
) -> None:
    """Leave out what is later than so many others: answers begin with what has no day, then with the earliest."""
    found = connection.execute(
        f"SELECT {day} FROM {table} WHERE {where} ORDER BY {day} LIMIT 1 OFFSET ?",
        (*where.values, limit),
    ).fetchone()
    if found is not None:
        where.tests.append(f"{day} IS NULL" if found[0] is None else f"({day} IS NULL OR {day} <= ?)")
        where.values += [] if found[0] is None else [found[0]]


def dated(number: int | None) -> date | None:
    """Return the day of a number of the roll."""
    return None if number is None else date.fromordinal(number)


def labels_of(connection: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return what nodes are called in the graph: as `kg.store.derived.names` has it, unless they are known beforehand."""
    listed = (json.dumps(list(wanted)),)
    some = "node IN (SELECT value FROM json_each(?))"
    called = connection.execute(
        f"SELECT node, name FROM appearances WHERE {some} GROUP BY node, name ORDER BY SUM(uses), LENGTH(name), name DESC",
        listed,
    )
    known = connection.execute(f"SELECT node, label FROM labels WHERE {some}", listed)
    return dict(called) | dict(known)  # of the names of one, the last is the one


def whatever(_: Given) -> bool:
    """Whatever is given."""
    return True
