"""Named queries that set stances of the same two against each other: turned, disputed, followed by a deed."""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise, product

from kg.iris import RELATION
from kg.relations import RELATIONS, Family
from kg.store.terms import Value
from kg.store.totals.picking import labels_of, stances_asked_for, whatever
from kg.store.totals.stances import stance_rows
from kg.store.totals.total import Given, Row, Total


def _changes(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """Yield the pairs of opposite stances of which one is on the last day before that of the other on which a side was taken."""
    where = stances_asked_for(connection, given)
    where.tests.append("stated AND sign <> 0 AND day IS NOT NULL")
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in stance_rows(connection, where):
        held[str(row[0]), str(row[1])].append(row)
    labels = labels_of(connection, {node for pair in held for node in pair})
    called = {pair: (labels[pair[0]], labels[pair[1]]) for pair in held}
    last = None
    for pair in sorted(held, key=lambda ends: called[ends]):
        if limit < 0 and called[pair] != last:
            return
        last = called[pair]
        by_day = sorted(held[pair], key=lambda row: str(row[6]))
        days = [list(same) for _, same in groupby(by_day, key=lambda row: row[6])]
        for before, after in pairwise(days):
            for one, other in product(before, after):
                if one[3] != other[3]:
                    limit -= 1
                    yield *one[:3], *one[6:10:3], other[2], *other[6:10:3]


def _disputes(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    """Yield what holders state and others say the contrary of, each as often as there are tellers of it."""
    where = stances_asked_for(connection, given)
    where.tests.append("sign <> 0")
    sides: dict[tuple[Value, Value], dict[tuple[bool, int], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in stance_rows(connection, where):
        sides[row[0], row[1]][bool(row[4]), int(str(row[3]))].append(row)
    for (holder, target), said in sides.items():
        for sign in (1, -1):
            own, theirs = said.get((True, sign), ()), said.get((False, -sign), ())
            if own and theirs:
                counts = sign, len(own), _newest(own), -sign, len(theirs), _newest(theirs)
                # The article itself tells what nobody is said to tell; then any stance stands for it, which has no name.
                tellers = {row[7] if row[7] != row[9] else counts[-1] for row in theirs}
                yield from ((holder, target, *counts, teller) for teller in tellers)


_ANNOUNCEMENTS = ("threatens", "promises")
_DEEDS = tuple(one.id for one in RELATIONS.values() if one.family is Family.DEED)


def _followed(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """Yield what was announced with each deed of the same kind towards the same target that came later."""
    deeds: dict[tuple[Value, Value, int], list[Row]] = defaultdict(list)
    announced: list[tuple[tuple[Value, Value, int], Row]] = []
    where = stances_asked_for(connection, given)
    where.tests.append(f"relation IN {(*_DEEDS, *_ANNOUNCEMENTS)} AND NOT negated AND day IS NOT NULL")
    for row in sorted(stance_rows(connection, where), key=lambda row: str(row[6])):
        name = str(row[2]).removeprefix(RELATION)
        ends = row[0], row[1], RELATIONS[name].sign
        if name in _DEEDS:
            deeds[ends].append(row)
        else:
            announced.append((ends, row))
    last = None
    for ends, row in announced:
        if limit < 0 and row[6] != last:
            return
        last = row[6]
        done = deeds[ends]
        for deed in done[bisect_right(done, str(row[6]), key=lambda one: str(one[6])) :]:
            limit -= 1
            yield *row[:3], row[6], row[9], deed[2], deed[6], deed[9]


def _newest(rows: Iterable[Row]) -> Value:
    return max(rows, key=lambda row: (str(row[6] or ""), str(row[9])))[9]


TOTALS: Mapping[str, Total] = {
    "disputed-stances": Total(
        _disputes,
        """SELECT ?who ?towards ?own_sign ?own_stances ?own_sentence ?their_sign ?their_stances ?their_sentence
             (GROUP_CONCAT(DISTINCT COALESCE(?teller, "the article"); separator="; ") AS ?said_by) WHERE {
          VALUES (?holder ?target ?own_sign ?own_stances ?own ?their_sign ?their_stances ?theirs ?speaking) {rows}
          ?holder rdfs:label ?who . ?target rdfs:label ?towards .
          ?own kg:evidence ?here . ?here oa:exact ?own_sentence . ?theirs kg:evidence ?there . ?there oa:exact ?their_sentence .
          OPTIONAL { ?speaking rdfs:label ?teller }
        } GROUP BY ?holder ?target ?who ?towards ?own_sign ?own_stances ?own_sentence ?their_sign ?their_stances ?their_sentence
        ORDER BY ?who ?towards ?own_sign""",
        lambda given: bool(given.names),
    ),
    "threats-and-promises": Total(
        _followed,
        """SELECT ?who ?announced ?whom ?announced_date ?announced_sentence ?did ?did_date ?did_sentence WHERE {
          VALUES (?holder ?target ?word ?announced_date ?said ?deed ?did_date ?done) {rows}
          ?holder rdfs:label ?who . ?target rdfs:label ?whom . ?word skos:prefLabel ?announced . ?deed skos:prefLabel ?did .
          ?said kg:evidence ?here . ?here oa:exact ?announced_sentence . ?done kg:evidence ?there . ?there oa:exact ?did_sentence
        } ORDER BY ?announced_date ?did_date ?who ?whom ?announced_sentence ?did_sentence""",
        whatever,
    ),
    "who-changed-sides": Total(
        _changes,
        """SELECT ?who ?on ?before ?before_date ?before_sentence ?after ?after_date ?after_sentence ?before_stance ?after_stance WHERE {
          VALUES (?holder ?target ?was ?before_date ?before_stance ?is ?after_date ?after_stance) {rows}
          ?holder rdfs:label ?who . ?target rdfs:label ?on . ?was skos:prefLabel ?before . ?is skos:prefLabel ?after .
          ?before_stance kg:evidence ?here . ?here oa:exact ?before_sentence .
          ?after_stance kg:evidence ?there . ?there oa:exact ?after_sentence
        } ORDER BY ?who ?on ?before_date ?after_date ?before_sentence ?after_sentence""",
        lambda given: bool(given.names),
    ),
}
