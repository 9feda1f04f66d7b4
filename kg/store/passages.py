"""What can be searched for its words: the sentence behind every stance, and the content of every attribution.

It stands beside the records in the same file and changes in the same transactions. Like the index of RDF
it is derived: where it is missing, it is made anew from the records.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.iris import unaccented
from kg.records import Attribution, Record, Stance
from kg.store.mentions import Mentions

STANCE, ATTRIBUTION = "stance", "attribution"

# A reader of a graph of an earlier kg makes them in its own temporary schema; hence the place before each name.
# The words are stemmed, so that "semiconductor" finds semiconductors, and know no accents.
_TABLES = """
CREATE TABLE {place}.passages (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, kind TEXT NOT NULL, part TEXT NOT NULL,
    who TEXT, day TEXT, publisher TEXT, concerns TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX {place}.passages_of_document ON passages (document);
CREATE VIRTUAL TABLE {place}.words USING fts5(
    text, content = 'passages', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a claim of a document.

    ``part`` is the id of the stance or attribution, ``who`` the name of its holder or speaker, ``day`` the
    first day that its date can mean. ``concerns`` has a line for each name of those that it is about.
    """

    kind: str
    part: str
    who: str | None
    day: str | None
    publisher: str | None
    concerns: str
    text: str


@lru_cache(maxsize=1 << 16)
def concern(kind: str, name: str) -> str:
    r"""Return the line by which a passage is found: of an ``actor``, an ``issue`` or a ``publisher``.

    >>> concern("actor", "Recep  Tayyip Erdoğan")
    '\nactor recep tayyip erdogan\n'
    """
    return f"\n{kind} {' '.join(unaccented(name).split())}\n"


def passages(record: Record) -> list[Passage]:
    """Return what of a record can be searched, in its order.

    >>> passages(Record.model_validate({"document": {"id": "d"}}))
    []
    """
    return list(_Finder(record).passages())


class _Finder:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.names = {actor.id: actor.name for actor in record.actors}
        self.labels = {issue.id: issue.label for issue in record.issues}
        self.mentions = Mentions(record)

    def passages(self) -> Iterator[Passage]:
        for made in self.record.attributions:
            yield self._attribution(made)
        for stance in self.record.stances:
            yield self._stance(stance)

    def _attribution(self, made: Attribution) -> Passage:
        concerned = [("actor", name) for name in (made.speaker, made.addressee, made.via) if name is not None]
        concerned += [one for span in made.content for one in self.mentions.within(span)]
        day = made.date.first_day if made.date is not None else self.record.document.published
        # What the narrator puts into the middle of a sentence does not part its words.
        text = " … ".join(span.text for span in made.content)
        who = self.names[made.speaker] if made.speaker is not None else None
        return self._passage(ATTRIBUTION, made.id, who, day=day, concerned=concerned, text=text)

    def _stance(self, stance: Stance) -> Passage:
        target = "issue" if stance.target.actor is None else "actor"
        concerned = [("actor", stance.holder), (target, stance.target.id)]
        concerned += [("issue", name) for name in stance.about]
        day = stance.date.first_day if stance.date is not None else self.record.document.published
        who, text = self.names[stance.holder], stance.evidence.text
        return self._passage(STANCE, stance.id, who, day=day, concerned=concerned, text=text)

    def _passage(
        self, kind: str, part: str, who: str | None, *, day: str | None, concerned: list[tuple[str, str]], text: str
    ) -> Passage:
        publisher = self.record.document.publisher
        lines = dict.fromkeys(
            concern(what, called)
            for what, name in concerned
            for called in (name, (self.names if what == "actor" else self.labels)[name])
        )
        if publisher is not None:
            lines[concern("publisher", publisher)] = None
        return Passage(kind, part, who, day, publisher, "".join(lines), text)


def present(connection: sqlite3.Connection) -> bool:
    """Whether the graph has its words."""
    found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('passages', 'words')").fetchone()
    return bool(found[0] == 2)


def make(connection: sqlite3.Connection, *, place: str = "main") -> None:
    """Make the tables, empty, in place of what there may be of them."""
    drop_all(connection, place=place)
    for statement in _TABLES.format(place=place).split(";\n"):
        connection.execute(statement)  # not executescript, which would end the transaction


def drop_all(connection: sqlite3.Connection, *, place: str) -> None:
    """Take away the tables."""
    for table in ("words", "passages"):
        connection.execute(f"DROP TABLE IF EXISTS {place}.{table}")


def keep(connection: sqlite3.Connection, document: str, found: Iterable[Passage]) -> None:
    """Keep the passages of a document, which must have none yet."""
    for one in found:
        row = connection.execute(
            "INSERT INTO passages (document, kind, part, who, day, publisher, concerns, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (document, one.kind, one.part, one.who, one.day, one.publisher, one.concerns, one.text),
        ).lastrowid
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row, one.text))


def drop(connection: sqlite3.Connection, document: str) -> None:
    """Take out the passages of a document."""
    connection.execute(
        "INSERT INTO words (words, rowid, text) SELECT 'delete', id, text FROM passages WHERE document = ?", (document,)
    )
    connection.execute("DELETE FROM passages WHERE document = ?", (document,))


def kept(connection: sqlite3.Connection, document: str) -> list[Passage]:
    """Return the passages that are kept of a document, in the order of its record."""
    rows = connection.execute(
        "SELECT kind, part, who, day, publisher, concerns, text FROM passages WHERE document = ? ORDER BY id",
        (document,),
    )
    return [Passage(*row) for row in rows]
