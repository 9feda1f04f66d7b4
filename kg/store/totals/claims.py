"""Named queries about what is said, by whom, and in which documents."""
# ruff: noqa: S608 -- the parts of the queries are constants of this file; what somebody asks for is bound

import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache

from kg.store import nodes
from kg.store.terms import IRI
from kg.store.totals.everything import QUOTED
from kg.store.totals.picking import Where, dated, keep_first, numbers_of, whatever
from kg.store.totals.stances import ARTICLE
from kg.store.totals.total import Given, Row, Total

_PLAIN_WORDS = re.compile(r"[\w |-]+", re.ASCII)


def _mentions(connection: sqlite3.Connection, given: Given, thing: str) -> Where:
    where = Where()
    where.any_of("thing", numbers_of(connection, given, thing))
    where.any_of("speaker", numbers_of(connection, given, "speaker"))
    where.day("day", ">=", given.day("since"))
    where.day("day", "<=", given.day("until"))
    return where


def _attribution(document: str, part: str) -> tuple[IRI, IRI]:
    home = nodes.document(document)
    return IRI(home), IRI(nodes.part(home, "attribution", part))


def _said_about(connection: sqlite3.Connection, given: Given, limit: int) -> Iterator[Row]:
    where = _mentions(connection, given, "issue")
    # An attribution may mention many things, each in a row.
    whole = Where(["true"], list(where.values))
    keep_first(connection, whole, limit, table=f"(SELECT DISTINCT document, part, day FROM mentions WHERE {where})")
    where = Where([*where.tests, *whole.tests], whole.values)
    found = connection.execute(
        f"""SELECT thing.name, speaking.name, day, told.document, part FROM (SELECT * FROM mentions WHERE {where}) AS one
            JOIN stories AS told ON told.number = one.document JOIN names AS thing ON thing.number = one.thing
            JOIN names AS speaking ON speaking.number = speaker""",
        where.values,
    )
    for thing, speaker, day, *place in found:
        yield IRI(thing), IRI(speaker), dated(day), *_attribution(*place)


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
        yield IRI(speaker), dated(day), *_attribution(*place), phrase


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
    where = Where()
    since = given.day("since")
    if since is not None:
        where.tests.append("(published IS NULL OR published >= ?)")
        where.values.append(since)
    keep_first(connection, where, limit, table="papers", day="published")
    found = connection.execute(
        f"""SELECT told.document, published, publisher, attributions, stances, story FROM (SELECT * FROM papers WHERE {where}) AS one
            JOIN stories AS told ON told.number = one.document""",
        where.values,
    )
    for document, published, publisher, attributions, stances, story in found:
        yield (
            IRI(nodes.document(document)),
            dated(published),
            publisher,
            attributions,
            stances,
            IRI(nodes.document(story)),
        )


TOTALS: Mapping[str, Total] = {
    "claims-by-experts": Total(
        _claims,
        f"""SELECT ?date ?introduced_as ?who ?kind ?words ?title ?url ?attribution WHERE {{
          VALUES (?speaker ?date ?document ?attribution ?introduced_as) {{rows}}
          ?attribution kg:kind ?how ; kg:content ?content . ?content oa:start ?from ; oa:exact ?words .
          ?speaker rdfs:label ?who . ?how rdfs:label ?kind . {ARTICLE}
        }} ORDER BY ?date ?who ?title ?from""",
        lambda given: _PLAIN_WORDS.fullmatch(given.text("source")) is not None,
    ),
    "documents": Total(
        _papers,
        f"""SELECT ?document ?published ?publisher ?title ?attributions ?stances ?story ?url WHERE {{
          VALUES (?document ?published ?publisher ?attributions ?stances ?story) {{rows}} {ARTICLE}
        }} ORDER BY ?published ?document""",
        whatever,
    ),
    "most-quoted-speakers": Total(
        _quoted,
        QUOTED,
        lambda given: "since" in given,
    ),
    "said-about": Total(
        _said_about,
        f"""SELECT ?date ?who ?kind ?words (GROUP_CONCAT(DISTINCT ?name; separator="; ") AS ?mentions) ?title ?url ?attribution WHERE {{
          VALUES (?issue ?speaker ?date ?document ?attribution) {{rows}}
          ?attribution kg:kind ?how ; kg:content ?content . ?content oa:start ?from ; oa:exact ?words .
          ?speaker rdfs:label ?who . ?issue rdfs:label ?name . ?how rdfs:label ?kind . {ARTICLE}
        }} GROUP BY ?attribution ?content ?from ?date ?who ?kind ?words ?title ?url ORDER BY ?date ?who ?title ?from""",
        whatever,
    ),
}
