"""Words → the sentences and claims that have them, the best first.

Of a word that stands in every fifth sentence a rank among all of them says little, and takes as long as there are
sentences. So where there are more than `RANKED`, only those are ranked that were added last, and `Hits` says so.
"""

import re
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from kg.errors import BadParameter, QuerySyntax, did_you_mean
from kg.iris import unaccented
from kg.known import Known
from kg.records import first_day, iso_date
from kg.store import nodes
from kg.store.passages import concern
from kg.store.terms import IRI
from kg.store.words import expression

RANKED = 1_000  # or as many as are asked for, where that is more

_WIDTH = 40  # words of a snippet
_BEGIN, _END = "\ufdd0", "\ufdd1"  # marks that stand in no text: Unicode keeps them for use inside of programs
_WORD = re.compile(r"[^\W_]+")
_ONE_PHRASE = re.compile(r'"(?:[^"]|"")*"\*?')

# In the order of the rows, which is that of adding, SQLite can stop wherever we want it to.
_HITS = """
SELECT words.rowid, {score}, highlight(words, 0, :begin, :end)
FROM words {join} WHERE words MATCH :words {conditions} ORDER BY words.rowid DESC LIMIT :most
"""
_FIELDS = "SELECT document, kind, part, who, day, publisher, text FROM passages WHERE id = ?"
_SNIPPET = (
    "SELECT snippet(words, 0, :begin, :end, '…', :width) FROM words WHERE words MATCH :words AND words.rowid = :row"
)

_Row = tuple[int, float, str]  # the number of a passage, how far it is from the best, and its text with marks


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
    """What was found, the best first. ``shortened`` says that the limit cut it.

    ``ranked`` is a number where more than so many have the words: the best are those of the passages that were added
    last, so many of them, and what is older is not among them. None: the best are the best of all.
    """

    found: list[Hit]
    shortened: bool
    ranked: int | None = None


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
        most = max(self.limit, RANKED)
        values: dict[str, Any] = {"words": expression(self.words), "begin": _BEGIN, "end": _END, "most": most + 1}
        names = {
            "actor": {name: _called(name, _actor_names(known)) for name in self.actors},
            "issue": {name: _called(name, _issue_names(known)) for name in self.issues},
            "publisher": {name: {name} for name in self.publishers},
        }
        conditions = [
            *(_concerned(kind, called, values) for kind, called in names.items() if called),
            *_dated(self.since, self.until, values),
        ]
        one_phrase = _ONE_PHRASE.fullmatch(values["words"]) is not None
        sql = _HITS.format(
            score="0" if one_phrase else "bm25(words)",
            join="JOIN passages ON passages.id = words.rowid" if conditions else "",
            conditions="".join(f"AND {one} " for one in conditions),
        )
        try:
            rows: list[_Row] = connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if "fts5" not in str(error):
                raise
            raise QuerySyntax(f"these words cannot be searched for: {error}") from None
        if not rows:
            _check(connection, names)
        every = len(rows)
        rows = rows[:most]
        best = nsmallest(self.limit, _scored(rows) if one_phrase else rows, key=lambda row: (row[1], row[0]))
        found = [self._hit(connection, row, values["words"]) for row in best]
        return Hits(found, every > self.limit, most if every > most else None)

    def _hit(self, connection: sqlite3.Connection, row: _Row, words: str) -> Hit:
        number, _, marked = row
        document, kind, part, who, day, publisher, text = connection.execute(_FIELDS, (number,)).fetchone()
        begin, end = self.marks
        if len(_WORD.findall(marked)) > _WIDTH:
            # To find a passage again takes twenty times as long as to mark it.
            given = {"words": words, "row": number, "width": _WIDTH, "begin": _BEGIN, "end": _END}
            (marked,) = connection.execute(_SNIPPET, given).fetchone()
        snippet = marked.replace(_BEGIN, begin).replace(_END, end)
        return Hit(document, kind, part, who, day, publisher, text, snippet)


def _scored(rows: list[_Row]) -> list[_Row]:
    """Score what has one and the same phrase: it is as good as the phrase is frequent in it and it is short.

    This is BM25. SQLite's own weighs the phrases first, for which it looks up everything that has each, and of a single
    one the weight changes nothing in the order.
    Source: Robertson & Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009).
    """
    lengths = [len(marked.split()) for *_, marked in rows]
    mean = sum(lengths) / max(len(lengths), 1)
    scored = []
    for (number, _, marked), length in zip(rows, lengths, strict=True):
        times = marked.count(_BEGIN)
        scored.append((number, -times / (times + 1.2 * (0.25 + 0.75 * length / mean)), marked))
    return scored


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
