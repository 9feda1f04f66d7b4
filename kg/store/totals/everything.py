"""Named queries about everything, from the ledger: how often which value stands beside whom."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date

from kg.store import nodes
from kg.store.ledger import Heading
from kg.store.terms import IRI
from kg.store.totals.total import Given, Row, Total


class Ledger:
    """The ledger of an index, to be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def times(self, heading: Heading) -> dict[str, int]:
        """Return how often, of every owner of a heading that has no values."""
        return self._grouped("SUM(times)", heading)

    def values(self, heading: Heading) -> dict[str, int]:
        """Return how many values every owner has."""
        return self._grouped("COUNT(*)", heading)

    def days(self, heading: Heading) -> dict[str, tuple[date, date]]:
        """Return the first and the last day of every owner that has any."""
        first, last = self._grouped("MIN(value)", heading), self._grouped("MAX(value)", heading)
        return {owner: (date.fromordinal(day), date.fromordinal(last[owner])) for owner, day in first.items()}

    def agreement(self, holder: str, *, at_least: int) -> Iterator[tuple[str, int, int]]:
        """Yield who takes sides on at least so many issues of those that ``holder`` takes one on: on how many the same, on how many."""
        yield from self._connection.execute(
            """SELECT name, same, shared FROM (
                 SELECT theirs.value AS other, SUM((theirs.times > 0) = (own.times > 0)) AS same, COUNT(*) AS shared
                 FROM (SELECT owner, times FROM ledger WHERE heading = :balance AND value = (SELECT number FROM names WHERE name = :holder)) AS own
                 JOIN ledger AS theirs ON theirs.heading = :balance AND theirs.owner = own.owner
                 GROUP BY theirs.value HAVING shared >= :least
               ) JOIN names ON number = other WHERE name <> :holder""",
            {"balance": Heading.BALANCE, "holder": holder, "least": at_least},
        )

    def _grouped(self, what: str, heading: Heading) -> dict[str, int]:
        found = self._connection.execute(
            f"SELECT name, found FROM (SELECT owner, {what} AS found FROM ledger WHERE heading = ? GROUP BY owner) "  # noqa: S608 -- constants
            "JOIN names ON number = owner",
            (heading,),
        )
        return dict(found)


def _issues(connection: sqlite3.Connection, _given: Given, _limit: int) -> Iterator[Row]:
    ledger = Ledger(connection)
    stances, holders = ledger.times(Heading.ON), ledger.values(Heading.ON_HOLDERS)
    stories, publishers = ledger.values(Heading.ON_STORIES), ledger.values(Heading.ON_PUBLISHERS)
    days = ledger.days(Heading.ON_DAYS)
    for node in filter(nodes.is_issue, ledger.times(Heading.APPEARS)):
        counts = (found.get(node, 0) for found in (stances, holders, stories, publishers))
        yield IRI(node), *counts, *days.get(node, (None, None))


def _contested(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    ledger = Ledger(connection)
    least = given.number("at_least")
    supporters, opponents = ledger.values(Heading.FOR), ledger.values(Heading.AGAINST)
    stances, documents = ledger.times(Heading.SIDED), ledger.times(Heading.SIDED_DOCUMENTS)
    stories, publishers = ledger.values(Heading.SIDED_STORIES), ledger.values(Heading.SIDED_PUBLISHERS)
    for node in stances:
        both = supporters.get(node, 0), opponents.get(node, 0)
        if min(both) >= least:
            yield IRI(node), *both, stances[node], documents[node], stories[node], publishers.get(node, 0)


def _actors(connection: sqlite3.Connection, _given: Given, _limit: int) -> Iterator[Row]:
    ledger = Ledger(connection)
    documents = ledger.times(Heading.APPEARS)
    held, met, said = (ledger.times(heading) for heading in (Heading.HELD, Heading.MET, Heading.SAID))
    for node, appears in documents.items():
        if not nodes.is_issue(node):
            yield IRI(node), held.get(node, 0), met.get(node, 0), said.get(node, 0), appears


def _speakers(connection: sqlite3.Connection, _given: Given, _limit: int) -> Iterator[Row]:
    ledger = Ledger(connection)
    said, directly = ledger.times(Heading.SAID), ledger.times(Heading.SAID_DIRECTLY)
    documents = ledger.times(Heading.SAID_DOCUMENTS)
    stories, publishers = ledger.values(Heading.SAID_STORIES), ledger.values(Heading.SAID_PUBLISHERS)
    for node, times in said.items():
        yield IRI(node), times, directly.get(node, 0), documents[node], stories[node], publishers.get(node, 0)


def _months(connection: sqlite3.Connection, _given: Given, _limit: int) -> Iterator[Row]:
    ledger = Ledger(connection)
    positive, negative = ledger.times(Heading.MONTH_FOR), ledger.times(Heading.MONTH_AGAINST)
    stories, publishers = ledger.values(Heading.MONTH_STORIES), ledger.values(Heading.MONTH_PUBLISHERS)
    for month, stances in ledger.times(Heading.MONTH).items():
        yield month, positive.get(month, 0), negative.get(month, 0), stances, stories[month], publishers.get(month, 0)


def _agreement(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    ledger = Ledger(connection)
    (holder,) = given.nodes("holder") or [""]
    for other, same, shared in ledger.agreement(holder, at_least=given.number("at_least")):
        one, two = sorted((holder, other))
        yield IRI(one), IRI(two), same, shared


CONTESTED = """SELECT ?issue ?supporters ?opponents ?stances ?documents ?stories ?publishers WHERE {
      VALUES (?topic ?supporters ?opponents ?stances ?documents ?stories ?publishers) {rows}
      ?topic a kg:Issue ; rdfs:label ?issue
    } ORDER BY DESC(IF(?supporters < ?opponents, ?supporters, ?opponents)) DESC(?stances) ?issue"""
QUOTED = """SELECT ?who ?attributions ?direct ?documents ?stories ?publishers WHERE {
      VALUES (?speaker ?attributions ?direct ?documents ?stories ?publishers) {rows}
      ?speaker rdfs:label ?who
    } ORDER BY DESC(?attributions) DESC(?documents) ?who"""
MONTHS = """SELECT ?month ?positive ?negative ?stances ?stories ?publishers WHERE {
      VALUES (?month ?positive ?negative ?stances ?stories ?publishers) {rows}
    } ORDER BY ?month"""

TOTALS: Mapping[str, Total] = {
    "issues": Total(
        _issues,
        """SELECT ?issue_label ?stances ?holders ?stories ?publishers ?first ?last ?issue WHERE {
      VALUES (?issue ?stances ?holders ?stories ?publishers ?first ?last) {rows}
      ?issue a kg:Issue ; rdfs:label ?issue_label
    } ORDER BY DESC(?stances) ?issue_label""",
    ),
    "most-contested-issues": Total(
        _contested,
        CONTESTED,
        fits=lambda given: given.names == {"at_least"},
    ),
    "actors": Total(
        _actors,
        """SELECT ?who ?kind ?as_holder ?as_target ?as_speaker ?documents ?actor WHERE {
      VALUES (?actor ?as_holder ?as_target ?as_speaker ?documents) {rows}
      ?actor a ?class .
      FILTER(?class IN (kg:Person, kg:State, kg:Organization, kg:Group))
      ?actor rdfs:label ?who . ?class rdfs:label ?kind
    } ORDER BY DESC(?documents) ?who""",
    ),
    "most-quoted-speakers": Total(
        _speakers,
        QUOTED,
    ),
    "stances-by-month": Total(
        _months,
        MONTHS,
    ),
    "who-agrees-with-whom": Total(
        _agreement,
        """SELECT ?one ?other ?agreed ?shared WHERE {
      VALUES (?a ?b ?agreed ?shared) {rows}
      ?a rdfs:label ?one . ?b rdfs:label ?other
    } ORDER BY DESC(?agreed) ?shared ?one ?other""",
        fits=lambda given: given.names == {"holder", "at_least"},
    ),
}
