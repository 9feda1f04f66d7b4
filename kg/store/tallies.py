"""What all documents together say, counted: so that one that comes or goes is counted in or out, and nobody counts anew.

It is a SQLite file beside the quads of an index, derived like them: how often each shortcut was stated and ascribed,
by which names everybody appears, the entries of `kg.store.ledger`, and where the sketches of texts meet. Whoever
changes one changes the other.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kg.iris import KG, RELATION
from kg.records import AttributionKind, Record
from kg.store import nodes, roll
from kg.store.ledger import Document, Entry, Heading, Held, Ledger
from kg.store.roll import Roll
from kg.store.writing import KINDS

Shortcut = tuple[str, str, str]
Appearance = tuple[str, str, str, str]  # node, name, kind and Wikidata item, which may be empty

_MANY = 500  # documents whose stories are told anew one by one; of more, all stories are
_SCHEMA = f"""
CREATE TABLE shortcuts (
    holder TEXT, relation TEXT, target TEXT, stated INTEGER NOT NULL, ascribed INTEGER NOT NULL,
    PRIMARY KEY (holder, relation, target)
) WITHOUT ROWID;
CREATE TABLE appearances (
    node TEXT, name TEXT, kind TEXT, item TEXT, uses INTEGER NOT NULL, PRIMARY KEY (node, name, kind, item)
) WITHOUT ROWID;
CREATE TABLE stories (
    number INTEGER PRIMARY KEY, document TEXT UNIQUE NOT NULL, story TEXT NOT NULL, sketch BLOB NOT NULL
);
CREATE INDEX stories_by_story ON stories (story);
CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, entries INTEGER NOT NULL);
CREATE TABLE ledger (
    heading INTEGER, owner INTEGER, value INTEGER, times INTEGER NOT NULL, PRIMARY KEY (heading, owner, value)
) WITHOUT ROWID;
CREATE TABLE meetings (place INTEGER, number INTEGER, PRIMARY KEY (place, number)) WITHOUT ROWID;
{roll.TABLES}"""


@dataclass
class Said:
    """What some documents add: shortcuts stated and ascribed, and appearances, each with how often; to ledger and roll."""

    stated: Counter[Shortcut] = field(default_factory=Counter)
    ascribed: Counter[Shortcut] = field(default_factory=Counter)
    appearances: Counter[Appearance] = field(default_factory=Counter)
    ledger: Ledger = field(default_factory=Ledger)
    roll: Roll = field(default_factory=Roll)

    def add(self, record: Record, *, known: frozenset[str]) -> None:
        """Add what a record says. ``known`` are the ids of the actors of the reference files."""
        home = record.document.id
        actors = {found.id: nodes.actor(found, within=home, known=known) for found in record.actors}
        issues = {found.id: nodes.issue(found) for found in record.issues}
        for actor in record.actors:
            kind = f"{KG}{KINDS[actor.kind]}"
            self.appearances[actors[actor.id], actor.name, kind, actor.wikidata or ""] += 1
        for issue in record.issues:
            self.appearances[issues[issue.id], issue.label, f"{KG}Issue", ""] += 1
        for stance in record.stances:
            if not stance.negated:
                ends = issues if stance.target.actor is None else actors
                shortcut = actors[stance.holder], f"{RELATION}{stance.relation}", ends[stance.target.id]
                stated = stance.voice.states(stance.relation)
                (self.stated if stated else self.ascribed)[shortcut] += 1
        self.ledger.add(_document(record, actors, issues))
        number = self.ledger.number
        self.roll.add(
            record,
            {name: number(node) for name, node in actors.items()},
            {name: number(node) for name, node in issues.items()},
        )

    def add_stance(self, shortcut: Shortcut, *, stated: bool) -> None:
        """Add one stance."""
        (self.stated if stated else self.ascribed)[shortcut] += 1

    def update(self, other: "Said") -> None:
        """Add what others add, but for their rows."""
        self.stated.update(other.stated)
        self.ascribed.update(other.ascribed)
        self.appearances.update(other.appearances)
        self.ledger.update(other.ledger)

    @property
    def shortcuts(self) -> set[Shortcut]:
        """Every shortcut, however it was said."""
        return {*self.stated, *self.ascribed}

    @property
    def nodes(self) -> set[str]:
        """Everybody and everything that appears."""
        return {node for node, *_ in self.appearances}


def _document(record: Record, actors: Mapping[str, str], issues: Mapping[str, str]) -> Document:
    head = record.document
    stances = [
        Held(
            holder=actors[stance.holder],
            target=(issues if stance.target.actor is None else actors)[stance.target.id],
            about=tuple(issues[issue] for issue in stance.about),
            sign=stance.sign,
            stated=stance.voice.states(stance.relation),
            day=head.published if stance.date is None else stance.date.first_day,
        )
        for stance in record.stances
    ]
    said = [
        (actors[made.speaker], made.kind is AttributionKind.DIRECT)
        for made in record.attributions
        if made.speaker is not None
    ]
    return Document(head.id, head.publisher, {*actors.values(), *issues.values()}, stances, said)


class Tallies:
    """The tallies in a file. What was changed is kept when they are closed, and not before."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        # It is derived, and a stamp tells whether it is whole.
        self._connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        self._connection.execute("BEGIN IMMEDIATE")

    @classmethod
    def make(cls, file: Path, said: Said, sketches: Mapping[str, bytes], *, labels: Mapping[str, str]) -> None:
        """Make the file anew; ``labels`` are those of the nodes that are known beforehand."""
        for left in (
            file,
            file.with_name(f"{file.name}-journal"),
        ):  # of a crash; an old journal would undo the new file
            left.unlink(missing_ok=True)
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        made = cls(file)
        made._count_in(said)
        made._tell_all(sketches)
        made._enter_all(said.ledger)
        made._connection.executemany("INSERT INTO labels VALUES (?, ?)", labels.items())
        said.roll.write(made._connection, dict(made._connection.execute("SELECT document, number FROM stories")))
        made._connection.executescript(f"{roll.INDEXES} BEGIN;")
        made.close()

    def close(self) -> None:
        """Keep what was changed."""
        self._connection.execute("COMMIT")
        self._connection.close()

    def count(self, gone: Said, come: Said) -> None:
        """Count out what documents said that are gone, and in what others say that came."""
        change = self._connection.executemany
        change(
            "UPDATE shortcuts SET stated = stated - ?, ascribed = ascribed - ? WHERE holder = ? AND relation = ? AND target = ?",
            [(gone.stated[one], gone.ascribed[one], *one) for one in gone.shortcuts],
        )
        change(
            "UPDATE appearances SET uses = uses - ? WHERE node = ? AND name = ? AND kind = ? AND item = ?",
            [(uses, *one) for one, uses in gone.appearances.items()],
        )
        self._count_in(come)
        change(
            "DELETE FROM shortcuts WHERE holder = ? AND relation = ? AND target = ? AND stated = 0 AND ascribed = 0",
            list(gone.shortcuts),
        )
        change(
            "DELETE FROM appearances WHERE node = ? AND name = ? AND kind = ? AND item = ? AND uses = 0",
            list(gone.appearances),
        )

    def enter(self, gone: Iterable[Entry], come: Iterable[Entry]) -> None:
        """Take entries out of the ledger that documents made which are gone, and enter those of others."""
        changes: Counter[tuple[int, str, str | int]] = Counter()
        for sign, entries in ((-1, gone), (1, come)):
            for heading, owner, value, times in entries:
                changes[heading, owner, value] += sign * times
        self._change({entry: times for entry, times in changes.items() if times})

    def enrol(self, come: Said) -> None:
        """Add the rows of documents whose stories are told and whose entries are in the ledger; those of what is gone went with it."""
        find = "SELECT number FROM names WHERE name = ?"
        found = (self._connection.execute(find, (name,)).fetchone() for name in come.ledger.names())
        places = {name: row[0] for name in come.roll.documents if (row := self._row(name)) is not None}
        come.roll.write(self._connection, places, [-1 if row is None else row[0] for row in found])

    def stated(self, shortcuts: Iterable[Shortcut]) -> dict[Shortcut, bool]:
        """Return whether any holder stated it, of every shortcut that is said at all."""
        found = {}
        for one in shortcuts:
            row = self._connection.execute(
                "SELECT stated > 0 FROM shortcuts WHERE holder = ? AND relation = ? AND target = ?", one
            ).fetchone()
            if row is not None:
                found[one] = bool(row[0])
        return found

    def appearances(self, names: Iterable[str]) -> Iterator[tuple[str, str, str, str, int]]:
        """Yield node, name, kind, item and number of documents, of these nodes."""
        for node in names:
            yield from self._connection.execute("SELECT * FROM appearances WHERE node = ?", (node,))

    def stories(self) -> dict[str, str]:
        """Return the story of every document."""
        return dict(self._connection.execute("SELECT document, story FROM stories ORDER BY document"))

    def retell(self, changed: Mapping[str, bytes | None]) -> dict[str, tuple[str | None, str | None]]:
        """Tell stories anew after documents changed: id → its sketch now, None where it is gone.

        Returns the documents that changed, and others whose story is another now, each with its story before and now.
        """
        from kg.store.stories import places, stories  # noqa: PLC0415 -- it loads numpy

        before = {name: row for name in changed if (row := self._row(name)) is not None}
        old = [sketch for _, _, sketch in before.values()]
        met = {place for row in places([*old, *(new for new in changed.values() if new)]) for place in row}
        touched = self._at(met) | set(before)
        for name in before:
            self._forget(name)
        for name, sketch in changed.items():
            if sketch is not None:
                self._remember(name, name, sketch)
        # Whatever stood in a place where one came or went may be joined or parted, with all of its story.
        told = {story for name in touched for story in [self._story(name, before)] if story is not None}
        again = {name for story in told for name in self._in(story)} | touched
        again = {name for name in again | set(changed) if self._row(name) is not None}
        if len(again) > _MANY:
            sketches = dict(self._connection.execute("SELECT document, sketch FROM stories"))
            again = set(sketches)
        else:
            beside = self._at({place for row in places([self._sketch(name) for name in again]) for place in row})
            sketches = {name: self._sketch(name) for name in again | beside}
        now = stories(sketches)
        kept = {name: self._row(name) for name in again}
        other = {
            name: now[name]
            for name, row in kept.items()
            if name in changed or (row is not None and row[1] != now[name])
        }
        self._connection.executemany(
            "UPDATE stories SET story = ? WHERE document = ?", [(story, name) for name, story in other.items()]
        )
        told_before = {name: row[1] for name, row in kept.items() if row is not None and name not in changed}
        told_before |= {name: row[1] for name, row in before.items()}
        return {name: (told_before.get(name), other.get(name)) for name in {*changed, *other}}

    def _row(self, name: str) -> tuple[int, str, bytes] | None:
        row = self._connection.execute(
            "SELECT number, story, sketch FROM stories WHERE document = ?", (name,)
        ).fetchone()
        return None if row is None else (int(row[0]), str(row[1]), bytes(row[2]))

    def _sketch(self, name: str) -> bytes:
        row = self._row(name)
        return b"" if row is None else row[2]

    def _story(self, name: str, before: Mapping[str, tuple[int, str, bytes]]) -> str | None:
        row = before.get(name) or self._row(name)
        return None if row is None else row[1]

    def _in(self, story: str) -> set[str]:
        return {name for (name,) in self._connection.execute("SELECT document FROM stories WHERE story = ?", (story,))}

    def _at(self, met: Collection[int]) -> set[str]:
        """Return the documents that stand in any of these places."""
        found: set[str] = set()
        for place in met:
            rows = self._connection.execute(
                "SELECT document FROM meetings JOIN stories USING (number) WHERE place = ?", (place,)
            )
            found.update(name for (name,) in rows)
        return found

    def _forget(self, name: str) -> None:
        from kg.store.stories import places  # noqa: PLC0415 -- as above

        row = self._row(name)
        if row is not None:
            (at,) = places([row[2]]) or [[]]
            self._connection.executemany(
                "DELETE FROM meetings WHERE place = ? AND number = ?", [(place, row[0]) for place in at]
            )
            self._connection.execute("DELETE FROM stories WHERE number = ?", (row[0],))
            roll.strike(self._connection, row[0])

    def _remember(self, name: str, story: str, sketch: bytes) -> None:
        from kg.store.stories import places  # noqa: PLC0415 -- as above

        number = self._connection.execute(
            "INSERT INTO stories (document, story, sketch) VALUES (?, ?, ?)", (name, story, sketch)
        ).lastrowid
        (at,) = places([sketch]) or [[]]
        self._connection.executemany("INSERT OR IGNORE INTO meetings VALUES (?, ?)", [(place, number) for place in at])

    def _tell_all(self, sketches: Mapping[str, bytes]) -> None:
        from kg.store.stories import in_order, stories  # noqa: PLC0415 -- as above

        told = stories(sketches)
        names = list(told)
        self._connection.executemany(
            "INSERT INTO stories VALUES (?, ?, ?, ?)",
            [(number, name, told[name], sketches[name]) for number, name in enumerate(names, 1)],
        )
        numbers = [number for number, name in enumerate(names, 1) if sketches[name]]
        self._connection.executemany(
            "INSERT OR IGNORE INTO meetings VALUES (?, ?)", in_order(numbers, [sketches[name] for name in names])
        )

    def _enter_all(self, ledger: Ledger) -> None:
        numbered = ledger.numbered(self.stories())
        names = ledger.names()
        change = self._connection.executemany
        used = [0] * len(names)

        def entries() -> Iterator[tuple[int, int, int, int]]:
            for entry in numbered:
                used[entry[1]] += 1
                if entry[0] != Heading.ON_DAYS:
                    used[entry[2]] += 1
                yield entry

        change("INSERT INTO ledger VALUES (?, ?, ?, ?)", entries())
        change(
            "INSERT INTO names VALUES (?, ?, ?)",
            ((number, name, used[number]) for name, number in names.items() if used[number]),
        )

    def _change(self, changes: Mapping[tuple[int, str, str | int], int]) -> None:
        execute = self._connection.execute
        uses: Counter[int] = Counter()
        numbers: dict[str, int] = {}
        for (heading, owner, value), times in changes.items():
            one, other = self._numbered(owner, numbers), value
            if isinstance(other, str):
                other = self._numbered(other, numbers)
            key = heading, one, other
            where = "WHERE heading = ? AND owner = ? AND value = ?"
            row = execute(f"SELECT times FROM ledger {where}", key).fetchone()  # noqa: S608 -- constants
            before = 0 if row is None else row[0]
            if not before:
                execute("INSERT INTO ledger VALUES (?, ?, ?, ?)", (*key, times))
            elif before + times:
                execute(f"UPDATE ledger SET times = ? {where}", (before + times, *key))  # noqa: S608
            else:
                execute(f"DELETE FROM ledger {where}", key)  # noqa: S608
            if not before or not before + times:
                uses[one] += 1 if not before else -1
                if isinstance(value, str):
                    uses[other] += 1 if not before else -1
        self._connection.executemany(
            "UPDATE names SET entries = entries + ? WHERE number = ?", [(more, number) for number, more in uses.items()]
        )
        # Not a name stays of what is gone.
        self._connection.executemany(
            "DELETE FROM names WHERE number = ? AND entries = 0", [(number,) for number in numbers.values()]
        )

    def _numbered(self, name: str, numbers: dict[str, int]) -> int:
        """Return the number of a name, which it gets where it has none."""
        if name not in numbers:
            found = self._connection.execute("SELECT number FROM names WHERE name = ?", (name,)).fetchone()
            if found is None:
                made = self._connection.execute("INSERT INTO names (name, entries) VALUES (?, 0)", (name,)).lastrowid
                found = (made,)
            numbers[name] = found[0]
        return numbers[name]

    def _count_in(self, said: Said) -> None:
        self._connection.executemany(
            "INSERT INTO shortcuts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "stated = stated + excluded.stated, ascribed = ascribed + excluded.ascribed",
            [(*one, said.stated[one], said.ascribed[one]) for one in sorted(said.shortcuts)],
        )
        self._connection.executemany(
            "INSERT INTO appearances VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET uses = uses + excluded.uses",
            [(*one, uses) for one, uses in sorted(said.appearances.items())],
        )
