"""Named queries answered from what is counted already: the engine would look through every document.

Their SPARQL is what they mean, and what another store is asked. Where kg knows it again, it puts what the ledger and the
roll give into a text of its own, in which the engine only looks up names and sentences. A query that somebody has changed
is asked as it stands.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from kg.store.totals import claims, counts, everything, stances, turns
from kg.store.totals.recognition import recognized
from kg.store.totals.total import Given, Total, cell

_ALL = (everything.TOTALS, stances.TOTALS, counts.TOTALS, turns.TOTALS, claims.TOTALS)
TOTALS: Mapping[str, tuple[Total, ...]] = {
    name: tuple(some[name] for some in _ALL if name in some) for name in sorted(set().union(*_ALL))
}


def totalled(sparql: str, file: Path, *, limit: int) -> str:
    """Return the text that gives the same rows with what is in the tallies of ``file``, or the query itself.

    Of more than ``limit`` rows it may give any number beyond it: the first in order are among them.
    Raises `sqlite3.DatabaseError` where the tallies cannot be read.
    """
    found = recognized(sparql)
    if found is None:
        return sparql
    name, terms = found
    given = Given(terms)
    for total in TOTALS.get(name, ()):
        if total.fits(given):
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
                rows = " ".join(f"({' '.join(map(cell, row))})" for row in total.rows(connection, given, limit))
            return total.sparql.replace("{rows}", f"{{ {rows} }}")
    return sparql
