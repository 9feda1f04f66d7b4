"""Words → the sentences and claims that have them, the best first."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from kg.errors import BadParameter, QuerySyntax, did_you_mean
from kg.iris import unaccented
from kg.known import Known
from kg.records import first_day, iso_date
from kg.store import nodes
from kg.store.passages import concern
from kg.store.terms import IRI
from kg.store.words import expression

_WIDTH = 40  # words of a snippet

_HITS = """
SELECT words.rowid FROM words {join} WHERE words MATCH :words {conditions} ORDER BY rank, words.rowid LIMIT :limit
"""
_SHOWN = """
SELECT document, kind, part, who, day, publisher, passages.text, snippet(words, 0, :begin, :end, '…', :width)
FROM words JOIN passages ON passages.id = words.rowid WHERE words MATCH :words AND words.rowid = :row
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence or a claim in which the words stand.

    ``kind`` is "stance" or "attribution", ``id`` that of the one in its document; ``who`` holds or says it.
    ``snippet`` has the words marked, and is cut where the sentence is long. ``date`` is the first day that
    it can mean.
    """

    document: str
    kind: str
    id: str
    who: str | None
    date: str | None
    publisher: str | None
    sentence: str
    snippet: str

    @property
    def node(self) -> IRI:
        """The IRI of the stance or attribution in the graph."""
        return IRI(nodes.part(nodes.document(self.document), self.kind, self.id))


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the best first. ``shortened`` says that the limit cut it."""

    found: list[Hit]
    shortened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for. Every field narrows; within a field, one match is enough.

    ``actors`` speak, hold, are meant or are mentioned in what is said, ``issues`` likewise: by id or by name,
    whatever its case and accents. Dates are ISO, of any precision, both ends included. ``marks`` are put
    around each of the words in a snippet.
    """

    words: str
    actors: Collection[str] = ()
    issues: Collection[str] = ()
    publishers: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    limit: int = 100
    marks: tuple[str, str] = ("**", "**")

    def run(self, connection: sqlite3.Connection, *, known: Known) -> Hits:
        """Search the passages of a graph.

        Raises `QuerySyntax` where the words are no search, `NotADate`, `BadParameter` for a name that nobody
        there has.
        """
        values: dict[str, Any] = {"words": expression(self.words), "limit": self.limit + 1}
        names = {
            "actor": {name: _called(name, _actor_names(known)) for name in self.actors},
            "issue": {name: _called(name, _issue_names(known)) for name in self.issues},
            "publisher": {name: {name} for name in self.publishers},
        }
        conditions = [
            *(_concerned(kind, called, values) for kind, called in names.items() if called),
            *_dated(self.since, self.until, values),
        ]
        join = "JOIN passages ON passages.id = words.rowid" if conditions else ""
        sql = _HITS.format(join=join, conditions="".join(f"AND {one} " for one in conditions))
        try:
            rows = [row for (row,) in connection.execute(sql, values)]
        except sqlite3.OperationalError as error:
            if "fts5" not in str(error):
                raise
            raise QuerySyntax(f"these words cannot be searched for: {error}") from None
        if not rows:
            _check(connection, names)
        shown = {"words": values["words"], "width": _WIDTH, "begin": self.marks[0], "end": self.marks[1]}
        found = [Hit(*connection.execute(_SHOWN, {**shown, "row": row}).fetchone()) for row in rows[: self.limit]]
        return Hits(found, len(rows) > self.limit)


def _called(name: str, known: Iterable[tuple[str, str]]) -> set[str]:
    """Return a name with the ids of those who are known by it."""
    plain = unaccented(name)
    return {name, *(thing for called, thing in known if unaccented(called) == plain)}


def _actor_names(known: Known) -> Iterable[tuple[str, str]]:
    return ((name.text, actor.id) for actor in known.actors.values() for name in actor.names)


def _issue_names(known: Known) -> Iterable[tuple[str, str]]:
    return ((label, issue.id) for issue in known.issues.values() for label in (issue.label, *issue.labels))


def _concerned(kind: str, called: dict[str, set[str]], values: dict[str, Any]) -> str:
    tests = []
    for number, name in enumerate(sorted(set().union(*called.values()))):
        values[f"{kind}{number}"] = concern(kind, name)
        tests.append(f"instr(concerns, :{kind}{number})")
    return f"({' OR '.join(tests)})"


def _dated(since: str | None, until: str | None, values: dict[str, Any]) -> Iterable[str]:
    # ISO days compare as text. What is cut to the precision of `until` includes its last day.
    if since is not None:
        values["since"] = first_day(iso_date(since))
        yield "day >= :since"
    if until is not None:
        values["until"], values["length"] = iso_date(until), len(until)
        yield "substr(day, 1, :length) <= :until"


def _check(connection: sqlite3.Connection, names: dict[str, dict[str, set[str]]]) -> None:
    """Raise `BadParameter` for a name that nobody in the graph has: it would find nothing, and give no reason."""
    if not any(names.values()):
        return
    there: set[str] = set()
    for (concerns,) in connection.execute("SELECT DISTINCT concerns FROM passages"):
        there.update(concerns.strip("\n").split("\n\n"))
    for kind, called in names.items():
        others = [line.removeprefix(f"{kind} ") for line in sorted(there) if line.startswith(f"{kind} ")]
        for asked, ways in called.items():
            if there.isdisjoint(concern(kind, one).strip("\n") for one in ways):
                hint = did_you_mean(unaccented(asked), others, otherwise=f"{len(others)} others are.")
                raise BadParameter(f"no {kind} {asked!r} is in what can be searched: {hint}")
