"""What a named query is answered with instead of its own text."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kg.store.terms import IRI, Value, written

Row = tuple[Value, ...]
_NODE = re.compile("<([^>]*)>")


class Given:
    """The parameters of a named query that are given, with their terms as they stand in it."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = terms

    def __contains__(self, name: str) -> bool:
        return name in self._terms

    @property
    def names(self) -> set[str]:
        """The names of all that are given."""
        return set(self._terms)

    def nodes(self, name: str) -> list[str] | None:
        """Return the IRIs that a parameter stands for, None where it is left at anything."""
        return _NODE.findall(self._terms[name]) if name in self._terms else None

    def text(self, name: str) -> str:
        """Return the text, day or number of a parameter that is given, without its type."""
        return self._terms[name].rpartition('"')[0][1:]

    def number(self, name: str) -> int:
        """Return the number that a parameter is."""
        return int(self.text(name))

    def day(self, name: str) -> int | None:
        """Return the number of a day, None where it is left at anything."""
        return date.fromisoformat(self.text(name)).toordinal() if name in self._terms else None


@dataclass(frozen=True, slots=True)
class Total:
    """An answer from the tallies: the rows that go into its SPARQL at ``{rows}``, and of which parameters it knows.

    ``rows`` takes the tallies, what is given, and how many rows are wanted.
    """

    rows: Callable[[sqlite3.Connection, Given, int], Iterable[Row]]
    sparql: str
    fits: Callable[[Given], bool] = lambda given: not given.names


def cell(value: Value) -> str:
    """Write a value as it stands in ``VALUES``."""
    if isinstance(value, IRI):
        return f"<{value}>"
    # As short as can be: there are very many, and the engine reads them all.
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^xsd:date'
    if isinstance(value, int):
        return str(value).lower()
    return "UNDEF" if value is None else written(value)
