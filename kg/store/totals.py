"""Named queries about everything, from the ledger beside the quads: the engine would look through every document.

Their SPARQL is what they mean, and what another store is asked. Where kg knows it again, it puts the numbers that the
ledger gives into a text of its own, which only looks names up. A query that somebody has changed is asked as it stands.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from kg.store import nodes
from kg.store.ledger import Heading
from kg.store.queries import NamedQuery, closed, fitted, named_queries
from kg.store.terms import IRI, Value, written

Row = tuple[Value, ...]
Given = Mapping[str, str]  # parameter → its term as it stands in the query


@dataclass(frozen=True, slots=True)
class Total:
    """A named query that the ledger answers: for which parameters, with which rows in ``VALUES``, and what they lack."""

    rows: Callable[["Ledger", Given], Iterator[Row]]
    sparql: str
    open: frozenset[str] = frozenset()  # parameters that may be given; any other must be left at anything
    needs: frozenset[str] = frozenset()  # and those that must


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


def totalled(sparql: str, file: Path) -> str:
    """Return the text that gives the same rows with what is in the tallies of ``file``, or the query itself.

    Raises `sqlite3.DatabaseError` where they cannot be read.
    """
    for total, pattern in _known():
        found = pattern.fullmatch(closed(sparql).strip())
        if found is None:
            continue
        given: dict[str, str] = {}
        for name, term in found.groupdict().items():
            if term is not None and given.setdefault(name.rstrip("_"), term) != term:
                return sparql
        if total.needs <= set(given):
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
                rows = " ".join(f"({' '.join(map(_cell, row))})" for row in total.rows(Ledger(connection), given))
            return total.sparql.replace("{rows}", f"{{ {rows} }}")
    return sparql


def may_be_totalled(sparql: str) -> bool:
    """Whether a text could be one that `totalled` knows: it still has the head of a named query. Of others nothing need be looked up."""
    return "# question:" in sparql


def _cell(value: Value) -> str:
    return "UNDEF" if value is None else str(value) if type(value) is int else written(value)


@cache
def _known() -> list[tuple[Total, re.Pattern[str]]]:
    return [(total, _pattern(named_queries()[name], total.open)) for name, total in TOTALS.items()]


def _pattern(query: NamedQuery, may_be_given: frozenset[str]) -> re.Pattern[str]:
    """What the text of a query looks like with any of these parameters, and without the others."""
    # No line of these queries depends on whether one of these is given.
    query = replace(query, sparql=closed(fitted(query.sparql, may_be_given)).strip())
    blocks = sorted(
        (*place, parameter.name) for parameter in query.parameters for place in query.blocks(parameter.name)
    )
    pattern, at = "", 0
    met: dict[str, str] = {}
    for start, end, name in blocks:
        pattern += re.escape(query.sparql[at:start])
        at = end
        if name in may_be_given:
            met[name] = f"{met.get(name, name)}_"  # a group of a pattern has a name of its own
            pattern += rf"(?:VALUES \?{name} \{{ (?P<{met[name]}>\S+) \}})?"
    return re.compile(pattern + re.escape(query.sparql[at:]))


def _number(term: str) -> int:
    return int(term.strip('"').partition('"')[0])


def _issues(ledger: Ledger, _: Given) -> Iterator[Row]:
    stances, holders = ledger.times(Heading.ON), ledger.values(Heading.ON_HOLDERS)
    stories, publishers = ledger.values(Heading.ON_STORIES), ledger.values(Heading.ON_PUBLISHERS)
    days = ledger.days(Heading.ON_DAYS)
    for node in filter(nodes.is_issue, ledger.times(Heading.APPEARS)):
        counts = (found.get(node, 0) for found in (stances, holders, stories, publishers))
        yield IRI(node), *counts, *days.get(node, (None, None))


def _contested(ledger: Ledger, given: Given) -> Iterator[Row]:
    least = _number(given["at_least"])
    supporters, opponents = ledger.values(Heading.FOR), ledger.values(Heading.AGAINST)
    stances, documents = ledger.times(Heading.SIDED), ledger.times(Heading.SIDED_DOCUMENTS)
    stories, publishers = ledger.values(Heading.SIDED_STORIES), ledger.values(Heading.SIDED_PUBLISHERS)
    for node in stances:
        both = supporters.get(node, 0), opponents.get(node, 0)
        if min(both) >= least:
            yield IRI(node), *both, stances[node], documents[node], stories[node], publishers.get(node, 0)


def _actors(ledger: Ledger, _: Given) -> Iterator[Row]:
    documents = ledger.times(Heading.APPEARS)
    held, met, said = (ledger.times(heading) for heading in (Heading.HELD, Heading.MET, Heading.SAID))
    for node, appears in documents.items():
        if not nodes.is_issue(node):
            yield IRI(node), held.get(node, 0), met.get(node, 0), said.get(node, 0), appears


def _speakers(ledger: Ledger, _: Given) -> Iterator[Row]:
    said, directly = ledger.times(Heading.SAID), ledger.times(Heading.SAID_DIRECTLY)
    documents = ledger.times(Heading.SAID_DOCUMENTS)
    stories, publishers = ledger.values(Heading.SAID_STORIES), ledger.values(Heading.SAID_PUBLISHERS)
    for node, times in said.items():
        yield IRI(node), times, directly.get(node, 0), documents[node], stories[node], publishers.get(node, 0)


def _months(ledger: Ledger, _: Given) -> Iterator[Row]:
    positive, negative = ledger.times(Heading.MONTH_FOR), ledger.times(Heading.MONTH_AGAINST)
    stories, publishers = ledger.values(Heading.MONTH_STORIES), ledger.values(Heading.MONTH_PUBLISHERS)
    for month, stances in ledger.times(Heading.MONTH).items():
        yield month, positive.get(month, 0), negative.get(month, 0), stances, stories[month], publishers.get(month, 0)


def _agreement(ledger: Ledger, given: Given) -> Iterator[Row]:
    holder = given["holder"][1:-1]
    for other, same, shared in ledger.agreement(holder, at_least=_number(given["at_least"])):
        one, two = sorted((holder, other))
        yield IRI(one), IRI(two), same, shared


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
        """SELECT ?issue ?supporters ?opponents ?stances ?documents ?stories ?publishers WHERE {
          VALUES (?topic ?supporters ?opponents ?stances ?documents ?stories ?publishers) {rows}
          ?topic a kg:Issue ; rdfs:label ?issue
        } ORDER BY DESC(IF(?supporters < ?opponents, ?supporters, ?opponents)) DESC(?stances) ?issue""",
        open=frozenset({"at_least"}),
        needs=frozenset({"at_least"}),
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
        """SELECT ?who ?attributions ?direct ?documents ?stories ?publishers WHERE {
          VALUES (?speaker ?attributions ?direct ?documents ?stories ?publishers) {rows}
          ?speaker rdfs:label ?who
        } ORDER BY DESC(?attributions) DESC(?documents) ?who""",
    ),
    "stances-by-month": Total(
        _months,
        """SELECT ?month ?positive ?negative ?stances ?stories ?publishers WHERE {
          VALUES (?month ?positive ?negative ?stances ?stories ?publishers) {rows}
        } ORDER BY ?month""",
    ),
    "who-agrees-with-whom": Total(
        _agreement,
        """SELECT ?one ?other ?agreed ?shared WHERE {
          VALUES (?a ?b ?agreed ?shared) {rows}
          ?a rdfs:label ?one . ?b rdfs:label ?other
        } ORDER BY DESC(?agreed) ?shared ?one ?other""",
        open=frozenset({"holder", "at_least"}),
        needs=frozenset({"holder", "at_least"}),
    ),
}
