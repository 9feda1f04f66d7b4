"""Named queries that answer stance by stance."""
# ruff: noqa: S608 -- the parts of the queries are constants of this file; what somebody asks for is bound

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from kg.iris import RELATION
from kg.store import nodes
from kg.store.terms import IRI
from kg.store.totals.picking import (
    Where,
    dated,
    keep_first,
    labels_of,
    numbered,
    numbers_of,
    stances_asked_for,
    whatever,
)
from kg.store.totals.total import Given, Row, Total


def stance_node(document: str, part: str) -> IRI:
    """Return the IRI of a stance, by its document and its id there."""
    return IRI(nodes.part(nodes.document(document), "stance", part))


_STANCES = """SELECT holding.name, targeted.name, relation, sign, stated, negated, day, telling.name, told.document, part
FROM (SELECT * FROM stances WHERE {where}) AS one JOIN stories AS told ON told.number = one.document
JOIN names AS holding ON holding.number = holder JOIN names AS targeted ON targeted.number = target
LEFT JOIN names AS telling ON telling.number = speaker"""


class Picked(NamedTuple):
    """A stance that was picked. Of one that nobody tells, the stance itself stands for who is ``speaking``: it has no name."""

    holder: IRI
    target: IRI
    relation: IRI
    sign: int
    stated: bool
    negated: bool
    date: date | None
    speaking: IRI
    document: IRI
    stance: IRI


_VARIABLES = " ".join(f"?{field}" for field in Picked._fields)
#: In front of what else a text asks of each.
VALUES = f"VALUES ({_VARIABLES}) {{rows}}"
WORDS = "?stance kg:evidence ?span . ?span oa:exact ?sentence ."
ARTICLE = "OPTIONAL { ?document schema:headline ?title } OPTIONAL { ?document schema:url ?url }"
TELLER = "OPTIONAL { ?speaking rdfs:label ?said_by }"


def picked(connection: sqlite3.Connection, where: Where) -> Iterator[Picked]:
    """Yield the stances that a condition picks."""
    found = connection.execute(_STANCES.format(where=where), where.values)
    for holder, target, relation, sign, stated, negated, day, speaker, document, part in found:
        stance = stance_node(document, part)
        yield Picked(
            IRI(holder),
            IRI(target),
            IRI(f"{RELATION}{relation}"),
            sign,
            bool(stated),
            bool(negated),
            dated(day),
            stance if speaker is None else IRI(speaker),
            IRI(nodes.document(document)),
            stance,
        )


def _denied(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = stances_asked_for(connection, given)
    where.tests.append("negated")
    keep_first(connection, where, limit)
    yield from picked(connection, where)


def _criticisms(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = stances_asked_for(connection, given)
    where.tests.append("relation IN ('criticizes', 'accuses') AND NOT negated")
    issues = numbers_of(connection, given, "issue")
    if issues is not None:
        same = "about.target = stances.target AND about.holder = stances.holder AND about.document = stances.document AND about.part = stances.part"
        listed = ", ".join("?" * len(issues))
        where.tests.append(
            f"(target IN ({listed}) OR EXISTS (SELECT 1 FROM about WHERE about.issue IN ({listed}) AND {same}))"
        )
        where.values += issues * 2
    keep_first(connection, where, limit)
    yield from picked(connection, where)


def _by_basis(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """What a holder itself says comes before what others do."""
    for stated in ("stated", "NOT stated"):
        where = stances_asked_for(connection, given)
        where.tests.append(stated)
        keep_first(connection, where, limit)
        for row in picked(connection, where):
            limit -= 1
            yield row
        if limit < 0:
            return


def _on_issues(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """Yield stances on an issue, or towards an actor over it, each after the issue."""
    labels = labels_of(connection, filter(nodes.is_issue, _issues(connection, given)))
    last = None
    for issue in sorted(labels, key=lambda node: labels[node]):
        if limit < 0 and labels[issue] != last:
            return
        last = labels[issue]
        for number in numbered(connection, [issue]):
            holders = _first_holders(connection, given, number, limit)
            for where in _on(connection, given, number):
                where.any_of("holder", holders)
                for row in picked(connection, where):
                    limit -= 1
                    yield IRI(issue), *row


def _issues(connection: sqlite3.Connection, given: Given) -> list[str]:
    """Return the issues that are asked for, or those on which anybody who is asked for has a stance."""
    asked = given.nodes("issue")
    if asked is not None:
        return asked
    where = Where()
    where.any_of("holder", numbers_of(connection, given, "holder"))
    found = connection.execute(
        f"""SELECT name FROM (SELECT target AS issue FROM stances WHERE {where} UNION SELECT issue FROM about WHERE {where})
            JOIN names ON number = issue""",
        where.values * 2,
    )
    return [name for (name,) in found]


def _on(connection: sqlite3.Connection, given: Given, issue: int) -> Iterator[Where]:
    """Yield which stances are on an issue itself, and which are about it besides."""
    besides = "SELECT target, holder, document, part FROM about WHERE issue = ?"
    for test in ("target = ?", f"target <> ? AND (target, holder, document, part) IN ({besides})"):
        where = Where([test, "NOT negated"], [issue] * test.count("?"))
        where.any_of("holder", numbers_of(connection, given, "holder"))
        where.day("day", ">=", given.day("since"))
        yield where


def _first_holders(connection: sqlite3.Connection, given: Given, issue: int, limit: int) -> list[int] | None:
    """Return the holders, in the order of their names, who have more stances on an issue than are wanted; None for all."""
    held: Counter[str] = Counter()
    for where in _on(connection, given, issue):
        counted = f"SELECT holder, COUNT(*) AS many FROM stances WHERE {where} GROUP BY holder"
        held.update(
            dict(connection.execute(f"SELECT name, many FROM ({counted}) JOIN names ON number = holder", where.values))
        )
    if held.total() <= limit:
        return None
    labels = labels_of(connection, held)
    chosen: list[str] = []
    for holder in sorted(held, key=lambda node: labels[node]):
        if limit < 0 and labels[holder] != labels[chosen[-1]]:  # whoever has the same name has to be there, too
            break
        chosen.append(holder)
        limit -= held[holder]
    return numbered(connection, chosen)


TOTALS: Mapping[str, Total] = {
    "denials": Total(
        _denied,
        f"""SELECT ?date ?who ?does_not ?whom ?said_by ?sentence ?title ?url ?stance WHERE {{
          {VALUES} {WORDS} ?holder rdfs:label ?who . ?target rdfs:label ?whom . ?relation skos:prefLabel ?does_not .
          {TELLER} {ARTICLE}
        }} ORDER BY ?date ?who ?whom ?sentence""",
        whatever,
    ),
    "stated-and-ascribed": Total(
        _by_basis,
        f"""SELECT ?who ?basis ?verb ?towards ?negated ?date ?said_by ?sentence ?title ?url ?stance WHERE {{
          {VALUES} {WORDS} ?holder rdfs:label ?who . ?target rdfs:label ?towards . ?relation skos:prefLabel ?verb .
          BIND(IF(?stated, "stated", "ascribed") AS ?basis) {TELLER} {ARTICLE}
        }} ORDER BY ?who DESC(?basis) ?date ?towards ?sentence""",
        lambda given: len(given.nodes("holder") or ()) == 1,
    ),
    "where-actors-stand": Total(
        _on_issues,
        f"""SELECT DISTINCT ?on ?who ?verb ?towards ?sign ?date ?stated ?said_by ?sentence ?title ?url ?stance WHERE {{
          VALUES (?issue {_VARIABLES}) {{rows}} {WORDS}
          ?issue rdfs:label ?on . ?holder rdfs:label ?who . ?target rdfs:label ?towards . ?relation skos:prefLabel ?verb .
          {TELLER} {ARTICLE}
        }} ORDER BY ?on ?who ?date ?sentence""",
        whatever,
    ),
    "who-criticizes-whom": Total(
        _criticisms,
        f"""SELECT ?date ?who ?verb ?whom (GROUP_CONCAT(DISTINCT COALESCE(?over, ""); separator="; ") AS ?about) ?stated ?said_by ?sentence
             ?title ?url ?stance WHERE {{
          {VALUES} {WORDS} ?holder rdfs:label ?who . ?target rdfs:label ?whom . ?relation skos:prefLabel ?verb .
          OPTIONAL {{ ?stance kg:about ?topic }} BIND(COALESCE(?topic, ?stance) AS ?on) OPTIONAL {{ ?on rdfs:label ?over }}
          {TELLER} {ARTICLE}
        }} GROUP BY ?stance ?date ?who ?verb ?whom ?stated ?said_by ?sentence ?title ?url ORDER BY ?date ?who ?whom ?sentence""",
        whatever,
    ),
}
