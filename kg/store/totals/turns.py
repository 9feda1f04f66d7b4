"""Named queries that set stances of the same two against each other: turned, disputed, followed by a deed."""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby, pairwise, product

from kg.iris import RELATION
from kg.relations import RELATIONS, Family
from kg.store.terms import IRI
from kg.store.totals.picking import labels_of, stances_asked_for, whatever
from kg.store.totals.stances import Picked, picked
from kg.store.totals.total import Given, Row, Total


def _changes(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """Yield the pairs of opposite stances of which one is on the last day before that of the other on which a side was taken."""
    where = stances_asked_for(connection, given)
    where.tests.append("stated AND sign <> 0 AND day IS NOT NULL")
    held: dict[tuple[IRI, IRI], list[Picked]] = defaultdict(list)
    for one in picked(connection, where):
        held[one.holder, one.target].append(one)
    labels = labels_of(connection, {node for pair in held for node in pair})
    called = {pair: (labels[pair[0]], labels[pair[1]]) for pair in held}
    last = None
    for pair in sorted(held, key=lambda ends: called[ends]):
        if limit < 0 and called[pair] != last:
            return
        last = called[pair]
        days = [list(same) for _, same in groupby(sorted(held[pair], key=_day), key=_day)]
        for before, after in pairwise(days):
            for one, other in product(before, after):
                if one.sign != other.sign:
                    limit -= 1
                    before_and_after = (part for it in (one, other) for part in (it.relation, it.date, it.stance))
                    yield one.holder, one.target, *before_and_after


def _disputes(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    """Yield what holders state and others say the contrary of, each as often as there are tellers of it."""
    where = stances_asked_for(connection, given)
    where.tests.append("sign <> 0")
    sides: dict[tuple[IRI, IRI], dict[tuple[bool, int], list[Picked]]] = defaultdict(lambda: defaultdict(list))
    for one in picked(connection, where):
        sides[one.holder, one.target][one.stated, one.sign].append(one)
    for ends, said in sides.items():
        for sign in (1, -1):
            own, theirs = said.get((True, sign)), said.get((False, -sign))
            if own and theirs:
                newest = _newest(theirs)
                # The article itself tells what nobody is said to tell; for it one stance is enough.
                tellers = {newest if one.speaking == one.stance else one.speaking for one in theirs}
                for teller in tellers:
                    yield *ends, sign, len(own), _newest(own), -sign, len(theirs), newest, teller


_ANNOUNCEMENTS = ("threatens", "promises")
_DEEDS = tuple(one.id for one in RELATIONS.values() if one.family is Family.DEED)


def _followed(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """Yield what was announced with each deed of the same kind towards the same target that came later."""
    where = stances_asked_for(connection, given)
    where.tests.append(f"relation IN {(*_DEEDS, *_ANNOUNCEMENTS)} AND NOT negated AND day IS NOT NULL")
    deeds: dict[tuple[IRI, IRI, int], list[Picked]] = defaultdict(list)
    announced: list[Picked] = []
    for one in sorted(picked(connection, where), key=_day):
        if one.relation.removeprefix(RELATION) in _DEEDS:
            deeds[one.holder, one.target, one.sign].append(one)
        else:
            announced.append(one)
    last = None
    for word in announced:
        if limit < 0 and word.date != last:
            return
        last = word.date
        done = deeds[word.holder, word.target, word.sign]
        for deed in done[bisect_right(done, _day(word), key=_day) :]:
            limit -= 1
            yield word.holder, word.target, word.relation, word.date, word.stance, deed.relation, deed.date, deed.stance


def _day(one: Picked) -> date:
    return one.date or date.min


def _newest(stances: Iterable[Picked]) -> IRI:
    return max(stances, key=lambda one: (_day(one), one.stance)).stance


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
