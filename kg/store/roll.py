"""Every stance and every attribution in a row of its own: by whom, on what, when, and in which document.

A question about somebody of whom much is said is about a hundred thousand of them, and the engine has to put each
together anew from its quads. Here those that a question wants are picked or counted, and the engine looks up only what
they say. The rows stand in the file of the tallies, in the order of what is mostly asked for. Nodes are numbers of its
names: each also appears in the document, so that its name stays for as long as a row needs it.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from kg.records import Attribution, AttributionKind, Record, Stance
from kg.store.mentions import ACTOR, Mentions

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

TABLES = """
CREATE TABLE papers (
    document INTEGER PRIMARY KEY, published INTEGER, publisher TEXT, attributions INTEGER NOT NULL, stances INTEGER NOT NULL
);
CREATE TABLE stances (
    target INTEGER, holder INTEGER, document INTEGER, part TEXT, relation TEXT NOT NULL, sign INTEGER NOT NULL,
    stated INTEGER NOT NULL, negated INTEGER NOT NULL, day INTEGER, speaker INTEGER,
    PRIMARY KEY (target, holder, document, part)
) WITHOUT ROWID;
CREATE TABLE about (
    issue INTEGER, target INTEGER, holder INTEGER, document INTEGER, part TEXT,
    PRIMARY KEY (issue, target, holder, document, part)
) WITHOUT ROWID;
CREATE TABLE attributions (
    document INTEGER, speaker INTEGER, part TEXT, direct INTEGER NOT NULL, day INTEGER, PRIMARY KEY (document, speaker, part)
) WITHOUT ROWID;
CREATE TABLE mentions (
    thing INTEGER, speaker INTEGER, document INTEGER, part TEXT, day INTEGER,
    PRIMARY KEY (thing, speaker, document, part)
) WITHOUT ROWID;
CREATE TABLE labels (node TEXT PRIMARY KEY, label TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE introductions (
    document INTEGER, speaker INTEGER, phrase TEXT, PRIMARY KEY (document, speaker, phrase)
) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX stances_of_holder ON stances (holder);
CREATE INDEX stances_of_document ON stances (document);
CREATE INDEX about_of_document ON about (document);
CREATE INDEX mentions_of_speaker ON mentions (speaker);
CREATE INDEX mentions_of_document ON mentions (document);
"""
_ROWS_AT_ONCE = 100_000


class _Of(Enum):
    """What a number in a row is the number of."""

    NODE = auto()
    DOCUMENT = auto()
    TEXT = auto()
    NOTHING = auto()
    DAY = auto()


_COLUMNS = {
    "stances": (_Of.NODE, _Of.NODE, _Of.DOCUMENT, _Of.TEXT, _Of.TEXT, *[_Of.NOTHING] * 3, _Of.DAY, _Of.NODE),
    "about": (_Of.NODE, _Of.NODE, _Of.NODE, _Of.DOCUMENT, _Of.TEXT),
    "attributions": (_Of.DOCUMENT, _Of.NODE, _Of.TEXT, _Of.NOTHING, _Of.DAY),
    "mentions": (_Of.NODE, _Of.NODE, _Of.DOCUMENT, _Of.TEXT, _Of.DAY),
    "introductions": (_Of.DOCUMENT, _Of.NODE, _Of.TEXT),
}
_MISSING = -1  # a day or a speaker that is not known


@dataclass
class Roll:
    """The rows of many documents, eight bytes a cell."""

    _documents: list[tuple[str, int | None, str | None, int, int]] = field(default_factory=list)
    _texts: dict[str, int] = field(default_factory=dict)
    _rows: "dict[str, array[int]]" = field(default_factory=lambda: {table: array("q") for table in _COLUMNS})

    @property
    def documents(self) -> list[str]:
        """The names of the documents."""
        return [name for name, *_ in self._documents]

    def add(self, record: Record, actors: Mapping[str, int], issues: Mapping[str, int]) -> None:
        """Add a record, with the numbers of its actors and its issues by their ids."""
        document, head = len(self._documents), record.document
        said = len(record.attributions), len(record.stances)
        self._documents.append((head.id, _day(head.published), head.publisher, *said))
        speakers = {made.id: _MISSING if made.speaker is None else actors[made.speaker] for made in record.attributions}
        for stance in record.stances:
            target = (issues if stance.target.actor is None else actors)[stance.target.id]
            speaker = _MISSING if stance.attribution is None else speakers[stance.attribution]
            place = target, actors[stance.holder], document, self._text(stance.id)
            self._enter("stances", *place, *self._of_stance(stance, head.published), speaker)
            for issue in {issues[name] for name in stance.about}:
                self._enter("about", issue, *place)
        mentions = Mentions(record)
        for made in record.attributions:
            if made.speaker is not None:
                mentioned = (one for span in made.content for one in mentions.within(span))
                things = {(actors if kind == ACTOR else issues)[name] for kind, name in mentioned}
                self._add_attribution(made, document, head.published, actors[made.speaker], things)

    def _of_stance(self, stance: Stance, published: str | None) -> tuple[int, int, bool, bool, int]:
        day = _day(published if stance.date is None else stance.date.first_day)
        stated = stance.voice.states(stance.relation)
        return self._text(stance.relation), stance.sign, stated, stance.negated, _MISSING if day is None else day

    def _add_attribution(
        self, made: Attribution, document: int, published: str | None, speaker: int, things: Iterable[int]
    ) -> None:
        day = _day(published if made.date is None else made.date.first_day)
        dated = self._text(made.id), _MISSING if day is None else day
        self._enter("attributions", document, speaker, dated[0], made.kind is AttributionKind.DIRECT, dated[1])
        for thing in things:
            self._enter("mentions", thing, speaker, document, *dated)
        for phrase in {span.text for span in made.source}:
            self._enter("introductions", document, speaker, self._text(phrase))

    def _enter(self, table: str, *numbers: int) -> None:
        self._rows[table].extend(numbers)

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def write(
        self, connection: sqlite3.Connection, documents: Mapping[str, int], nodes: Sequence[int] | None = None
    ) -> None:
        """Write the rows to their tables, with the numbers that documents and nodes have there; unless given, the nodes have theirs."""
        change = connection.executemany
        change(
            "INSERT INTO papers VALUES (?, ?, ?, ?, ?)", ((documents[name], *rest) for name, *rest in self._documents)
        )
        numbers = [documents[name] for name in self.documents]
        for table, of in _COLUMNS.items():
            cells = ", ".join("?" * len(of))
            # Two attributions may introduce somebody in the same words.
            change(f"INSERT OR IGNORE INTO {table} VALUES ({cells})", self._numbered(table, numbers, nodes))  # noqa: S608

    def _numbered(
        self, table: str, documents: Sequence[int], nodes: Sequence[int] | None
    ) -> Iterator[tuple[int | str | None, ...]]:
        """Yield the rows of a table as they are written there, in its order but for that of texts."""
        import numpy as np  # noqa: PLC0415 -- heavy, and most questions do without

        of = _COLUMNS[table]
        cells = np.frombuffer(self._rows[table], dtype=np.int64).reshape(-1, len(of)).T.copy()
        for column, what in zip(cells, of, strict=True):
            known = {_Of.DOCUMENT: documents, _Of.NODE: nodes}.get(what)
            if known is not None and len(column):
                column[:] = np.append(np.asarray(known, np.int64), _MISSING)[column]  # where -1 is the last
        texts = list(self._texts)
        # As their primary keys begin: up to four numbers, the first last, as lexsort has it.
        order = np.lexsort([column for column, what in zip(cells, of, strict=True) if what is not _Of.TEXT][3::-1])
        for start in range(0, len(order), _ROWS_AT_ONCE):
            some = cells[:, order[start : start + _ROWS_AT_ONCE]]
            yield from zip(*map(self._written, some, of, [texts] * len(of)), strict=True)

    @staticmethod
    def _written(column: "Numbers", of: _Of, texts: Sequence[str]) -> Sequence[int | str | None]:
        cells: list[int] = column.tolist()
        match of:
            case _Of.TEXT:
                return [texts[cell] for cell in cells]
            case _Of.DAY | _Of.NODE:
                return [None if cell == _MISSING else cell for cell in cells]
            case _:
                return cells


def strike(connection: sqlite3.Connection, document: int) -> None:
    """Take out the rows of a document."""
    for table in ("papers", *_COLUMNS):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608 -- constants


def _day(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()
