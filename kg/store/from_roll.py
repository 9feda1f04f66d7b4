"""Named queries about somebody or something, from the roll: which stances and attributions, and how many of them."""
# ruff: noqa: S608 -- the parts of the queries are constants of this file; what somebody asks for is bound

import json
import re
import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby, pairwise, product

from kg.iris import ISSUE, RELATION
from kg.relations import RELATIONS, Family
from kg.store import nodes
from kg.store.terms import IRI, Value
from kg.store.total import Given, Row, Total

_UNDATED = "unknown"
_PLAIN_WORDS = re.compile(r"[\w |-]+", re.ASCII)


@dataclass
class _Where:
    """Conditions on rows, with their values."""

    tests: list[str] = field(default_factory=lambda: ["true"])
    values: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        return " AND ".join(self.tests)

    def any_of(self, column: str, numbers: Iterable[int] | None) -> None:
        """A column has one of these numbers, or may have any."""
        if numbers is not None:
            listed = list(numbers)
            self.tests.append(f"{column} IN ({', '.join('?' * len(listed))})")
            self.values += listed

    def day(self, column: str, comparison: str, day: int | None) -> None:
        """A day compares so with another; what has no day does not."""
        if day is not None:
            self.tests.append(f"{column} {comparison} ?")
            self.values.append(day)


def _numbers(connection: sqlite3.Connection, given: Given, name: str) -> list[int] | None:
    """Return the numbers of the nodes that a parameter stands for; None where it is left at anything."""
    wanted = given.nodes(name)
    if wanted is None:
        return None
    return _numbered(connection, wanted)


def _numbered(connection: sqlite3.Connection, wanted: Iterable[str]) -> list[int]:
    found = (connection.execute("SELECT number FROM names WHERE name = ?", (node,)).fetchone() for node in wanted)
    return [row[0] for row in found if row is not None]


def _asked(connection: sqlite3.Connection, given: Given) -> _Where:
    """Return which stances are asked for by holder, target and day."""
    where = _Where()
    where.any_of("target", _numbers(connection, given, "target"))
    where.any_of("holder", _numbers(connection, given, "holder"))
    where.day("day", ">=", given.day("since"))
    return where


def _first(
    connection: sqlite3.Connection, where: _Where, limit: int, *, table: str = "stances", day: str = "day"
) -> None:
    """Leave out what is later than so many others: answers begin with what has no day, then with the earliest."""
    found = connection.execute(
        f"SELECT {day} FROM {table} WHERE {where} ORDER BY {day} LIMIT 1 OFFSET ?",
        (*where.values, limit),
    ).fetchone()
    if found is not None:
        where.tests.append(f"{day} IS NULL" if found[0] is None else f"({day} IS NULL OR {day} <= ?)")
        where.values += [] if found[0] is None else [found[0]]


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)


def _stance(document: str, part: str) -> IRI:
    return IRI(nodes.part(nodes.document(document), "stance", part))


# ── stance by stance ─────────────────────────────────────────────────────────────────────────────

_STANCES = """SELECT holding.name, targeted.name, relation, sign, stated, negated, day, telling.name, told.document, part
FROM (SELECT * FROM stances WHERE {where}) AS one JOIN stories AS told ON told.number = one.document
JOIN names AS holding ON holding.number = holder JOIN names AS targeted ON targeted.number = target
LEFT JOIN names AS telling ON telling.number = speaker"""

#: In front of what else a text asks of each.
_VALUES = "VALUES (?holder ?target ?relation ?sign ?stated ?negated ?date ?speaking ?document ?stance) {rows}"
_WORDS = "?stance kg:evidence ?span . ?span oa:exact ?sentence ."
_ARTICLE = "OPTIONAL { ?document schema:headline ?title } OPTIONAL { ?document schema:url ?url }"
_TELLER = "OPTIONAL { ?speaking rdfs:label ?said_by }"


def _rows(connection: sqlite3.Connection, where: _Where) -> Iterator[Row]:
    """Yield the stances that a condition picks, as `_VALUES` names them; of one that nobody tells, itself stands for its teller."""
    found = connection.execute(_STANCES.format(where=where), where.values)
    for holder, target, relation, sign, stated, negated, day, speaker, document, part in found:
        stance, home = _stance(document, part), IRI(nodes.document(document))
        verb, said = IRI(f"{RELATION}{relation}"), stance if speaker is None else IRI(speaker)
        yield IRI(holder), IRI(target), verb, sign, bool(stated), bool(negated), _day(day), said, home, stance


def _denied(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = _asked(connection, given)
    where.tests.append("negated")
    _first(connection, where, limit)
    yield from _rows(connection, where)


def _criticisms(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = _asked(connection, given)
    where.tests.append("relation IN ('criticizes', 'accuses') AND NOT negated")
    issues = _numbers(connection, given, "issue")
    if issues is not None:
        same = "about.target = stances.target AND about.holder = stances.holder AND about.document = stances.document AND about.part = stances.part"
        listed = ", ".join("?" * len(issues))
        where.tests.append(
            f"(target IN ({listed}) OR EXISTS (SELECT 1 FROM about WHERE about.issue IN ({listed}) AND {same}))"
        )
        where.values += issues * 2
    _first(connection, where, limit)
    yield from _rows(connection, where)


def _by_basis(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """What a holder itself says comes before what others do."""
    for stated in ("stated", "NOT stated"):
        where = _asked(connection, given)
        where.tests.append(stated)
        _first(connection, where, limit)
        for row in _rows(connection, where):
            limit -= 1
            yield row
        if limit < 0:
            return


def _on_issues(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """Yield stances on an issue, or towards an actor over it, each after the issue."""
    labels = _labels(connection, filter(nodes.is_issue, _issues(connection, given)))
    last = None
    for issue in sorted(labels, key=lambda node: labels[node]):
        if limit < 0 and labels[issue] != last:
            return
        last = labels[issue]
        for number in _numbered(connection, [issue]):
            holders = _first_holders(connection, given, number, limit)
            for where in _on(connection, given, number):
                where.any_of("holder", holders)
                for row in _rows(connection, where):
                    limit -= 1
                    yield IRI(issue), *row


def _issues(connection: sqlite3.Connection, given: Given) -> list[str]:
    """Return the issues that are asked for, or those on which anybody who is asked for has a stance."""
    asked = given.nodes("issue")
    if asked is not None:
        return asked
    where = _Where()
    where.any_of("holder", _numbers(connection, given, "holder"))
    found = connection.execute(
        f"""SELECT name FROM (SELECT target AS issue FROM stances WHERE {where} UNION SELECT issue FROM about WHERE {where})
            JOIN names ON number = issue""",
        where.values * 2,
    )
    return [name for (name,) in found]


def _on(connection: sqlite3.Connection, given: Given, issue: int) -> Iterator[_Where]:
    """Yield which stances are on an issue itself, and which are about it besides."""
    picked = "SELECT target, holder, document, part FROM about WHERE issue = ?"
    for test in ("target = ?", f"target <> ? AND (target, holder, document, part) IN ({picked})"):
        where = _Where([test, "NOT negated"], [issue] * test.count("?"))
        where.any_of("holder", _numbers(connection, given, "holder"))
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
    labels = _labels(connection, held)
    chosen: list[str] = []
    for holder in sorted(held, key=lambda node: labels[node]):
        if limit < 0 and labels[holder] != labels[chosen[-1]]:  # whoever has the same name has to be there, too
            break
        chosen.append(holder)
        limit -= held[holder]
    return _numbered(connection, chosen)


def _labels(connection: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return what nodes are called in the graph: as `kg.store.derived.names` has it, unless they are known beforehand."""
    listed = (json.dumps(list(wanted)),)
    some = "node IN (SELECT value FROM json_each(?))"
    called = connection.execute(
        f"SELECT node, name FROM appearances WHERE {some} GROUP BY node, name ORDER BY SUM(uses), LENGTH(name), name DESC",
        listed,
    )
    known = connection.execute(f"SELECT node, label FROM labels WHERE {some}", listed)
    return dict(called) | dict(known)  # of the names of one, the last is the one


# ── stances, counted ─────────────────────────────────────────────────────────────────────────────

_COUNTED = """SUM(sign > 0), SUM(sign < 0), COUNT(*), COUNT(DISTINCT story), COUNT(DISTINCT publisher), MIN(day), MAX(day)
FROM (SELECT * FROM stances WHERE {where}) AS one JOIN stories ON stories.number = one.document
JOIN papers ON papers.document = one.document"""


def _pairs(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = _asked(connection, given)
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
        yield IRI(holder), IRI(target), *counts, _day(first), _day(last)


def _divided(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    """Yield on how many sides the holders of an issue stand since a day."""
    where = _asked(connection, given)
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
    where = _asked(connection, given)
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
        where = _Where()
        where.any_of("target", _numbered(connection, [issue]))
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
            latest[holder, sign] = max(latest.get((holder, sign), IRI("")), _stance(document, part))
        counted = connection.execute(
            f"""SELECT name, counted.* FROM (SELECT holder, sign, {_COUNTED.format(where=where)} GROUP BY holder, sign) AS counted
                JOIN names ON number = holder""",
            where.values,
        )
        for name, holder, sign, _, _, *counts, first, last in counted:
            side = "for" if sign > 0 else "against"
            yield IRI(issue), side, IRI(name), *counts, _day(first), _day(last), latest[holder, sign]


def _changes(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    """Yield the pairs of opposite stances of which one is on the last day before that of the other on which a side was taken."""
    where = _asked(connection, given)
    where.tests.append("stated AND sign <> 0 AND day IS NOT NULL")
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _rows(connection, where):
        held[str(row[0]), str(row[1])].append(row)
    labels = _labels(connection, {node for pair in held for node in pair})
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
    where = _asked(connection, given)
    where.tests.append("sign <> 0")
    sides: dict[tuple[Value, Value], dict[tuple[bool, int], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(connection, where):
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
    where = _asked(connection, given)
    where.tests.append(f"relation IN {(*_DEEDS, *_ANNOUNCEMENTS)} AND NOT negated AND day IS NOT NULL")
    for row in sorted(_rows(connection, where), key=lambda row: str(row[6])):
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


# ── attributions and documents ───────────────────────────────────────────────────────────────────


def _mentions(connection: sqlite3.Connection, given: Given, thing: str) -> _Where:
    where = _Where()
    where.any_of("thing", _numbers(connection, given, thing))
    where.any_of("speaker", _numbers(connection, given, "speaker"))
    where.day("day", ">=", given.day("since"))
    where.day("day", "<=", given.day("until"))
    return where


def _attribution(document: str, part: str) -> tuple[IRI, IRI]:
    home = nodes.document(document)
    return IRI(home), IRI(nodes.part(home, "attribution", part))


def _said_about(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = _mentions(connection, given, "issue")
    # An attribution may mention many things, each in a row.
    whole = _Where(["true"], list(where.values))
    _first(connection, whole, limit, table=f"(SELECT DISTINCT document, part, day FROM mentions WHERE {where})")
    where = _Where([*where.tests, *whole.tests], whole.values)
    found = connection.execute(
        f"""SELECT thing.name, speaking.name, day, told.document, part FROM (SELECT * FROM mentions WHERE {where}) AS one
            JOIN stories AS told ON told.number = one.document JOIN names AS thing ON thing.number = one.thing
            JOIN names AS speaking ON speaking.number = speaker""",
        where.values,
    )
    for thing, speaker, day, *place in found:
        yield IRI(thing), IRI(speaker), _day(day), *_attribution(*place)


def _claims(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = _mentions(connection, given, "about")
    table = "mentions" if "about" in given else "attributions"
    pattern = re.compile(given.text("source"), re.IGNORECASE)
    connection.create_function("fits", 1, cache(lambda phrase: pattern.search(phrase) is not None), deterministic=True)
    found = connection.execute(
        f"""SELECT speaking.name, day, told.document, part, MIN(phrase)
            FROM (SELECT DISTINCT document, speaker, part, day FROM {table} WHERE {where}) AS one
            JOIN introductions ON introductions.document = one.document AND introductions.speaker = one.speaker AND fits(phrase)
            JOIN stories AS told ON told.number = one.document JOIN names AS speaking ON speaking.number = one.speaker
            GROUP BY one.document, part ORDER BY day""",
        where.values,
    )
    last = None
    for number, (speaker, day, *place, phrase) in enumerate(found):
        if number > limit and day != last:
            return
        last = day
        yield IRI(speaker), _day(day), *_attribution(*place), phrase


def _quoted(connection: sqlite3.Connection, given: Given, _limit: int) -> Iterator[Row]:
    """Yield how often who was quoted since a day."""
    found = connection.execute(
        """SELECT name, counted.* FROM (
               SELECT speaker, COUNT(*), SUM(direct), COUNT(DISTINCT one.document), COUNT(DISTINCT story), COUNT(DISTINCT publisher)
               FROM (SELECT * FROM attributions WHERE day >= ?) AS one JOIN stories ON stories.number = one.document
               JOIN papers ON papers.document = one.document GROUP BY speaker
           ) AS counted JOIN names ON number = speaker""",
        (given.day("since"),),
    )
    for speaker, _, *counts in found:
        yield IRI(speaker), *counts


def _papers(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = _Where()
    since = given.day("since")
    if since is not None:
        where.tests.append("(published IS NULL OR published >= ?)")
        where.values.append(since)
    _first(connection, where, limit, table="papers", day="published")
    found = connection.execute(
        f"""SELECT told.document, published, publisher, attributions, stances, story FROM (SELECT * FROM papers WHERE {where}) AS one
            JOIN stories AS told ON told.number = one.document""",
        where.values,
    )
    for document, published, publisher, attributions, stances, story in found:
        yield (
            IRI(nodes.document(document)),
            _day(published),
            publisher,
            attributions,
            stances,
            IRI(nodes.document(story)),
        )


def _any(_: Given) -> bool:
    """Whatever is given."""
    return True


FROM_ROLL: Mapping[str, tuple[Total, ...]] = {
    "claims-by-experts": (
        Total(
            _claims,
            f"""SELECT ?date ?introduced_as ?who ?kind ?words ?title ?url ?attribution WHERE {{
              VALUES (?speaker ?date ?document ?attribution ?introduced_as) {{rows}}
              ?attribution kg:kind ?how ; kg:content ?content . ?content oa:start ?from ; oa:exact ?words .
              ?speaker rdfs:label ?who . ?how rdfs:label ?kind . {_ARTICLE}
            }} ORDER BY ?date ?who ?title ?from""",
            lambda given: _PLAIN_WORDS.fullmatch(given.text("source")) is not None,
        ),
    ),
    "denials": (
        Total(
            _denied,
            f"""SELECT ?date ?who ?does_not ?whom ?said_by ?sentence ?title ?url ?stance WHERE {{
              {_VALUES} {_WORDS} ?holder rdfs:label ?who . ?target rdfs:label ?whom . ?relation skos:prefLabel ?does_not .
              {_TELLER} {_ARTICLE}
            }} ORDER BY ?date ?who ?whom ?sentence""",
            _any,
        ),
    ),
    "disputed-stances": (
        Total(
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
    ),
    "documents": (
        Total(
            _papers,
            f"""SELECT ?document ?published ?publisher ?title ?attributions ?stances ?story ?url WHERE {{
              VALUES (?document ?published ?publisher ?attributions ?stances ?story) {{rows}} {_ARTICLE}
            }} ORDER BY ?published ?document""",
            _any,
        ),
    ),
    "friends-and-foes": (
        Total(
            _pairs,
            """SELECT ?who ?whom ?positive ?negative ?stances ?stories ?publishers ?first ?last WHERE {
              VALUES (?holder ?target ?positive ?negative ?stances ?stories ?publishers ?first ?last) {rows}
              ?holder rdfs:label ?who . ?target rdfs:label ?whom
            } ORDER BY DESC(?stances) ?who ?whom""",
            _any,
        ),
    ),
    "most-contested-issues": (
        Total(
            _divided,
            """SELECT ?issue ?supporters ?opponents ?stances ?documents ?stories ?publishers WHERE {
              VALUES (?topic ?supporters ?opponents ?stances ?documents ?stories ?publishers) {rows}
              ?topic a kg:Issue ; rdfs:label ?issue
            } ORDER BY DESC(IF(?supporters < ?opponents, ?supporters, ?opponents)) DESC(?stances) ?issue""",
            lambda given: "since" in given,
        ),
    ),
    "most-quoted-speakers": (
        Total(
            _quoted,
            """SELECT ?who ?attributions ?direct ?documents ?stories ?publishers WHERE {
              VALUES (?speaker ?attributions ?direct ?documents ?stories ?publishers) {rows}
              ?speaker rdfs:label ?who
            } ORDER BY DESC(?attributions) DESC(?documents) ?who""",
            lambda given: "since" in given,
        ),
    ),
    "said-about": (
        Total(
            _said_about,
            f"""SELECT ?date ?who ?kind ?words (GROUP_CONCAT(DISTINCT ?name; separator="; ") AS ?mentions) ?title ?url ?attribution WHERE {{
              VALUES (?issue ?speaker ?date ?document ?attribution) {{rows}}
              ?attribution kg:kind ?how ; kg:content ?content . ?content oa:start ?from ; oa:exact ?words .
              ?speaker rdfs:label ?who . ?issue rdfs:label ?name . ?how rdfs:label ?kind . {_ARTICLE}
            }} GROUP BY ?attribution ?content ?from ?date ?who ?kind ?words ?title ?url ORDER BY ?date ?who ?title ?from""",
            _any,
        ),
    ),
    "stances-by-month": (
        Total(
            _by_month,
            """SELECT ?month ?positive ?negative ?stances ?stories ?publishers WHERE {
              VALUES (?month ?positive ?negative ?stances ?stories ?publishers) {rows}
            } ORDER BY ?month""",
            lambda given: bool(given.names),
        ),
    ),
    "stated-and-ascribed": (
        Total(
            _by_basis,
            f"""SELECT ?who ?basis ?verb ?towards ?negated ?date ?said_by ?sentence ?title ?url ?stance WHERE {{
              {_VALUES} {_WORDS} ?holder rdfs:label ?who . ?target rdfs:label ?towards . ?relation skos:prefLabel ?verb .
              BIND(IF(?stated, "stated", "ascribed") AS ?basis) {_TELLER} {_ARTICLE}
            }} ORDER BY ?who DESC(?basis) ?date ?towards ?sentence""",
            lambda given: len(given.nodes("holder") or ()) == 1,
        ),
    ),
    "supporters-and-opponents": (
        Total(
            _sides,
            """SELECT ?on ?side ?who ?stances ?stories ?publishers ?first ?last ?sentence ?stance WHERE {
              VALUES (?issue ?side ?holder ?stances ?stories ?publishers ?first ?last ?stance) {rows}
              ?issue rdfs:label ?on . ?holder rdfs:label ?who . ?stance kg:evidence ?span . ?span oa:exact ?sentence
            } ORDER BY ?on DESC(?side) DESC(?stances) ?who""",
            lambda given: "issue" in given,
        ),
    ),
    "where-actors-stand": (
        Total(
            _on_issues,
            f"""SELECT DISTINCT ?on ?who ?verb ?towards ?sign ?date ?stated ?said_by ?sentence ?title ?url ?stance WHERE {{
              {_VALUES.replace("(?holder", "(?issue ?holder")} {_WORDS}
              ?issue rdfs:label ?on . ?holder rdfs:label ?who . ?target rdfs:label ?towards . ?relation skos:prefLabel ?verb .
              {_TELLER} {_ARTICLE}
            }} ORDER BY ?on ?who ?date ?sentence""",
            _any,
        ),
    ),
    "threats-and-promises": (
        Total(
            _followed,
            """SELECT ?who ?announced ?whom ?announced_date ?announced_sentence ?did ?did_date ?did_sentence WHERE {
              VALUES (?holder ?target ?word ?announced_date ?said ?deed ?did_date ?done) {rows}
              ?holder rdfs:label ?who . ?target rdfs:label ?whom . ?word skos:prefLabel ?announced . ?deed skos:prefLabel ?did .
              ?said kg:evidence ?here . ?here oa:exact ?announced_sentence . ?done kg:evidence ?there . ?there oa:exact ?did_sentence
            } ORDER BY ?announced_date ?did_date ?who ?whom ?announced_sentence ?did_sentence""",
            _any,
        ),
    ),
    "who-changed-sides": (
        Total(
            _changes,
            """SELECT ?who ?on ?before ?before_date ?before_sentence ?after ?after_date ?after_sentence ?before_stance ?after_stance WHERE {
              VALUES (?holder ?target ?was ?before_date ?before_stance ?is ?after_date ?after_stance) {rows}
              ?holder rdfs:label ?who . ?target rdfs:label ?on . ?was skos:prefLabel ?before . ?is skos:prefLabel ?after .
              ?before_stance kg:evidence ?here . ?here oa:exact ?before_sentence .
              ?after_stance kg:evidence ?there . ?there oa:exact ?after_sentence
            } ORDER BY ?who ?on ?before_date ?after_date ?before_sentence ?after_sentence""",
            lambda given: bool(given.names),
        ),
    ),
    "who-criticizes-whom": (
        Total(
            _criticisms,
            f"""SELECT ?date ?who ?verb ?whom (GROUP_CONCAT(DISTINCT COALESCE(?over, ""); separator="; ") AS ?about) ?stated ?said_by ?sentence
                 ?title ?url ?stance WHERE {{
              {_VALUES} {_WORDS} ?holder rdfs:label ?who . ?target rdfs:label ?whom . ?relation skos:prefLabel ?verb .
              OPTIONAL {{ ?stance kg:about ?topic }} BIND(COALESCE(?topic, ?stance) AS ?on) OPTIONAL {{ ?on rdfs:label ?over }}
              {_TELLER} {_ARTICLE}
            }} GROUP BY ?stance ?date ?who ?verb ?whom ?stated ?said_by ?sentence ?title ?url ORDER BY ?date ?who ?whom ?sentence""",
            _any,
        ),
    ),
}
