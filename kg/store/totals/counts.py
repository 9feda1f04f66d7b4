"""Named queries that count stances: of pairs, of sides, by month."""
# ruff: noqa: S608 -- the parts of the queries are constants of this file; what somebody asks for is bound

import sqlite3
from collections.abc import Iterator, Mapping

from kg.iris import ISSUE
from kg.store import nodes
from kg.store.terms import IRI
from kg.store.totals.everything import CONTESTED, MONTHS
from kg.store.totals.picking import Where, dated, numbered, stances_asked_for, whatever
from kg.store.totals.stances import stance_node
from kg.store.totals.total import Given, Row, Total

_UNDATED = "unknown"
_COUNTED = """SUM(sign > 0), SUM(sign < 0), COUNT(*), COUNT(DISTINCT story), COUNT(DISTINCT publisher), MIN(day), MAX(day)
FROM (SELECT * FROM stances WHERE {where}) AS one JOIN stories ON stories.number = one.document
JOIN papers ON papers.document = one.document"""


def _pairs(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = stances_asked_for(connection, given)
    where.tests.append(f"target IN (SELECT number FROM names WHERE name NOT GLOB '{ISSUE}*')")
    # The first are those of whom most is said; what does not come to be shown need not be counted in all ways.
    grouped = f"FROM stances WHERE {where} GROUP BY target, holder"
    found = connection.execute(f"SELECT COUNT(*) {grouped} ORDER BY 1 DESC LIMIT 1 OFFSET ?", (*where.values, limit))
    (least,) = found.fetchone() or (1,)
    counted = connection.execute(
        f"""SELECT holding.name, targeted.name, counted.* FROM
            (SELECT holder, target, {_COUNTED.format(where=where)} GROUP BY target, holder HAVING COUNT(*) >= ?) AS counted
            JOIN names AS holding ON holding.number = holder JOIN names AS targeted ON targeted.number = target""",
        (*where.values, least),
    )
    for holder, target, _, _, *counts, first, last in counted:
        yield IRI(holder), IRI(target), *counts, dated(first), dated(last)


def _divided(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    """Yield on how many sides the holders of an issue stand since a day."""
    where = stances_asked_for(connection, given)
    where.tests.append(f"stated AND sign <> 0 AND target IN (SELECT number FROM names WHERE name GLOB '{ISSUE}*')")
    found = connection.execute(
        f"""SELECT name, counted.* FROM (
                SELECT target, COUNT(DISTINCT IIF(sign > 0, holder, NULL)) AS supporters, COUNT(DISTINCT IIF(sign < 0, holder, NULL))
                AS opponents, COUNT(DISTINCT one.document), {_COUNTED.format(where=where)} GROUP BY target
            ) AS counted JOIN names ON number = target WHERE MIN(supporters, opponents) >= ?""",
        (*where.values, given.number("at_least")),
    )
    for issue, _, *sides, documents, _, _, stances, stories, publishers, _, _ in found:
        yield IRI(issue), *sides, stances, documents, stories, publishers


def _by_month(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    where = stances_asked_for(connection, given)
    # 1 January of the year 1 is the Julian day 1721425.5.
    found = connection.execute(
        f"SELECT strftime('%Y-%m', day + 1721424.5) AS month, {_COUNTED.format(where=where)} GROUP BY month",
        where.values,
    )
    for month, *counts, _, _ in found:
        yield month or _UNDATED, *counts


def _sides(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    """How often who is for and against an issue, and the latest stance of each."""
    for issue in filter(nodes.is_issue, given.nodes("issue") or ()):
        where = Where()
        where.any_of("target", numbered(connection, [issue]))
        where.tests.append("sign <> 0")
        where.day("day", ">=", given.day("since"))
        latest: dict[tuple[int, int], IRI] = {}
        newest = connection.execute(
            f"""SELECT holder, sign, told.document, part FROM stances JOIN stories AS told ON told.number = stances.document
                WHERE {where} AND (holder, sign, COALESCE(day, 0)) IN
                (SELECT holder, sign, MAX(COALESCE(day, 0)) FROM stances WHERE {where} GROUP BY holder, sign)""",
            where.values * 2,
        )
        for holder, sign, document, part in newest:
            latest[holder, sign] = max(latest.get((holder, sign), IRI("")), stance_node(document, part))
        counted = connection.execute(
            f"""SELECT name, counted.* FROM (SELECT holder, sign, {_COUNTED.format(where=where)} GROUP BY holder, sign) AS counted
                JOIN names ON number = holder""",
            where.values,
        )
        for name, holder, sign, _, _, *counts, first, last in counted:
            side = "for" if sign > 0 else "against"
            yield IRI(issue), side, IRI(name), *counts, dated(first), dated(last), latest[holder, sign]


TOTALS: Mapping[str, Total] = {
    "friends-and-foes": Total(
        _pairs,
        """SELECT ?who ?whom ?positive ?negative ?stances ?stories ?publishers ?first ?last WHERE {
          VALUES (?holder ?target ?positive ?negative ?stances ?stories ?publishers ?first ?last) {rows}
          ?holder rdfs:label ?who . ?target rdfs:label ?whom
        } ORDER BY DESC(?stances) ?who ?whom""",
        whatever,
    ),
    "most-contested-issues": Total(
        _divided,
        CONTESTED,
        lambda given: "since" in given,
    ),
    "stances-by-month": Total(
        _by_month,
        MONTHS,
        lambda given: bool(given.names),
    ),
    "supporters-and-opponents": Total(
        _sides,
        """SELECT ?on ?side ?who ?stances ?stories ?publishers ?first ?last ?sentence ?stance WHERE {
          VALUES (?issue ?side ?holder ?stances ?stories ?publishers ?first ?last ?stance) {rows}
          ?issue rdfs:label ?on . ?holder rdfs:label ?who . ?stance kg:evidence ?span . ?span oa:exact ?sentence
        } ORDER BY ?on DESC(?side) DESC(?stances) ?who""",
        lambda given: "issue" in given,
    ),
}
