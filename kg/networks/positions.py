"""Positions from a table: who took which side on what, and when. Votes, answers to a survey, what somebody coded by hand.

A million rows are a few arrays here, and become edges, each with its evidence, where somebody asks for them.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.edges import ISSUE, Edge, End, Source
from kg.errors import NetworkError, UnknownChoice, UnknownNode, did_you_mean
from kg.iris import slug, unaccented
from kg.networks.timelines import PERIODS, Unit, name_of
from kg.records import Basis, Span, Voice, first_day, iso_date
from kg.statements import Column, Factor, StatementTable

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Ints = NDArray[np.int64]
_RELATIONS = {1: "supports", 0: "supports", -1: "opposes"}


@dataclass(frozen=True, eq=False, kw_only=True)
class Positions:
    """A table of positions, a row each, as columns. `read_positions` makes it.

    - ``holder``, ``target``: who, and towards what; ``kind`` and ``target_kind`` are what they are (``state``, ``issue``, …).
    - ``sign``: 1 for, −1 against, 0 neither. Shape: rows.
    - ``answer``: the sign as it was written, ``yes`` or ``abstain``.
    - ``date``: as long as it is precise, ``2023``, ``2023-06`` or ``2023-06-20``; None where the table has no dates.
    - ``label``: what the target is called; ``evidence``: the words that the position rests on; ``document``, ``title``,
      ``publisher`` and ``url``: where they stand. None where the table does not say.
    - ``row``: the number of the row in the table, from 1; ``name``: what the table is called.
    - ``dropped``: how many rows were left out because something was missing in them.
    """

    holder: Factor
    target: Factor
    sign: NDArray[np.int8]
    answer: Factor
    row: Ints
    name: str
    date: Factor | None = None
    label: Factor | None = None
    evidence: Factor | None = None
    document: Factor | None = None
    title: Factor | None = None
    publisher: Factor | None = None
    url: Factor | None = None
    kind: str = "organization"
    target_kind: str = ISSUE
    dropped: int = 0

    def __len__(self) -> int:
        return len(self.sign)

    def __str__(self) -> str:
        """Return the sum of it in words."""
        told = f"{len(self):,} positions of {len(self.holders):,} on {len(self.targets):,}"
        days = self._days
        if days is not None and len(days):
            told += f", {min(days)} to {max(days)}"
        return f"{told}; {self.dropped:,} rows were left out" if self.dropped else told

    @property
    def holders(self) -> list[str]:
        """Everybody who took a position, by name."""
        return _used(self.holder)

    @property
    def targets(self) -> list[str]:
        """Everything that a position was taken on, by name."""
        return _used(self.target)

    def part(self, chosen: "slice | Ints | NDArray[np.bool_]") -> "Positions":
        """Return some of the rows."""
        columns = (
            "holder",
            "target",
            "sign",
            "answer",
            "row",
            *(name for name in _MORE if getattr(self, name) is not None),
        )
        return replace(self, **{name: getattr(self, name)[chosen] for name in columns})

    def select(
        self,
        *,
        holders: Collection[str] = (),
        targets: Collection[str] = (),
        signs: Collection[int] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> "Positions":
        """Return the positions that are as asked; what is empty or None asks for nothing.

        Names match whatever their case and accents; a target goes by its label, too. ``since`` and ``until`` are included, and
        ``until="2023-03"`` keeps all of March. Raises `UnknownNode` for a name that is not there, `NotADate`, and `NetworkError` where
        nothing is left, with what took the last.
        """
        left = np.ones(len(self), dtype=bool)
        asked: list[tuple[str, Any]] = [
            ("holders", holders),
            ("targets", targets),
            ("signs", signs),
            ("since", since),
            ("until", until),
        ]
        for name, given in asked:
            if given is None or (not isinstance(given, int) and not len(given)):
                continue
            before = int(left.sum())
            left &= self._fits(name, given)
            if not left.any():
                raise NetworkError(f"no position is left: {name} {given!r} took the last {before:,}.")
        return self.part(left)

    def windows(self, by: Unit = "year", *, width: int = 1, cumulative: bool = False) -> "list[PositionWindow]":
        """Return the positions in windows that move by one calendar unit, as `frames` does with stances.

        A window is ``width`` units long and ends with the unit that it is called by; the first ones hold what there is so far. Raises
        `NetworkError` where the table has no dates.
        """
        import pandas as pd  # noqa: PLC0415 -- half a second

        if by not in PERIODS:
            raise UnknownChoice(by, kind="unit of time", known=list(PERIODS))
        if width < 1:
            raise NetworkError(f"a window is one unit wide or more, not {width}.")
        if self.date is None or not len(self):
            raise NetworkError(f"{self.name} has no dates: there is no time to measure in.")
        units = [pd.Period(first_day(label), freq=PERIODS[by]).ordinal for label in self.date.labels]
        unit = np.array([*units, 0], dtype=np.int64)[self.date.codes]
        dated = np.flatnonzero(self.date.there)
        order = dated[np.argsort(unit[dated], kind="stable")]
        unit, found = unit[order], []
        first = int(unit[0])
        for number in range(first, int(unit[-1]) + 1):
            begin = first if cumulative else max(first, number - width + 1)
            within = order[slice(*np.searchsorted(unit, [begin, number + 1]))]
            start, end = (pd.Period(ordinal=one, freq=PERIODS[by]) for one in (begin, number))
            days = str(start.start_time.date()), str(end.end_time.date())
            found.append(PositionWindow(name_of(end, by), *days, self.part(np.sort(within))))
        return found

    # ── what other measures work on

    def statements(self) -> StatementTable:
        """Return them as coded statements, for everything in `kg.networks.discourse`.

        Variables are ``holder``, ``target`` (by its label, where it has one), ``sign`` (an integer: who abstains stands half-way between the sides) and
        ``agreement`` (a boolean, which an abstention does not have, so that it is left out). Raises `NetworkError` where a
        position has no date.
        """
        if self.date is None or not self.date.there.all():
            raise NetworkError(f"{self.name} has positions without a date, and a statement has one: drop them.")
        days = np.array([*(f"{first_day(label)}" for label in self.date.labels)], dtype="datetime64[s]")
        seconds = days.astype(np.int64)[self.date.codes]
        target = self._named_target()
        signs = Factor(np.asarray(self.sign, dtype=np.int64) + 1, ("-1", "0", "1"))
        agreement = Factor(np.array([0, -1, 1], dtype=np.int64)[self.sign.astype(np.int64) + 1], ("0", "1"))
        types = {label: {"Type": self.kind} for label in self.holder.labels}
        fields = {name: made for name in ("title", "publisher") if (made := getattr(self, name)) is not None}
        return StatementTable(
            ids=self.row.tolist(),
            documents=self._documents(),
            seconds=seconds,
            variables={
                "holder": Column("short text", self.holder, attributes=types),
                "target": Column("short text", target),
                "agreement": Column("boolean", agreement),
                "sign": Column("integer", signs),
            },
            fields={
                "source" if name == "publisher" else name: Column("short text", made) for name, made in fields.items()
            },
            since=int(seconds.min()) if len(seconds) else None,
            until=int(seconds.max()) if len(seconds) else None,
        )

    def edges(self) -> list[Edge]:
        """Return them as edges, each with its evidence: for `stance_network`, `series`, `moves` and the page.

        For is ``supports``, against ``opposes``; who abstains is negated and makes no edge of a network. Where the table has no evidence of its own
        it is what the row says, “Norvane: yes on Skarne bridge (2024-05-06)”. Where it names no document each row is one.
        """
        ends = ends_of_holders(self)
        targets = self._ends_of_targets()
        columns = {name: _or_empty(getattr(self, name), len(self)) for name in _MORE}
        documents, keys = self._documents(), Counter[str]()
        made = []
        for at, (holder, target, sign) in enumerate(
            zip(self.holder.codes.tolist(), self.target.codes.tolist(), self.sign.tolist(), strict=True)
        ):
            who, what = ends[holder], targets[target]
            told = {name: column[at] or None for name, column in columns.items()}
            date = told["date"]
            words = told["evidence"] or f"{who.label}: {self.answer[at]} on {what.label}{f' ({date})' if date else ''}"
            key = f"{documents[at]}#{who.id}:{sign:+d}:{what.id.removeprefix(f'{ISSUE}/')}"
            keys[key] += 1
            if keys[key] > 1:  # the same document says it in other words, or the table twice
                key = f"{key}:{_digest(words + str(date))}"
            made.append(
                Edge(
                    id=key,
                    holder=who,
                    relation=_RELATIONS[sign],
                    target=what,
                    sign=sign,
                    negated=sign == 0,
                    voice=Voice.SELF,
                    stated=True,
                    date=date,
                    date_basis=Basis.STATED if date else None,
                    evidence=Span(start=0, end=len(words), text=words),
                    passage=words,
                    passage_start=0,
                    source=Source(documents[at], told["title"], told["publisher"], date, told["url"], documents[at]),
                )
            )
        return made

    def network(self) -> "nx.MultiDiGraph[str]":
        """Return them as a stance network, one edge a position with its evidence; abstentions make none."""
        from kg.networks.stances import stance_network  # noqa: PLC0415 -- networkx, which a table does without

        return stance_network(self.edges())

    def shared(self, one: str, other: str) -> "pd.DataFrame":
        """Return what two both took a side on, in the order of time: the evidence behind the two counts of a pair, a row each.

        Columns are ``target``, ``date``, the answer of each under its name, ``agree``, and what there is of ``evidence``, ``document``, ``title`` and
        ``url``, those of the first. Raises `UnknownNode`, and `NetworkError` where one of the two took no side.
        """
        first, second = (self._with_sides(name) for name in (one, other))
        both = first.merge(second[["code", "answer", "sign"]], on="code", suffixes=("", " of the other"))
        names = self._labels_of_targets()
        both["target"] = [names[code] for code in both["code"]]
        both["agree"] = both["sign"] == both["sign of the other"]
        labels = [str(own["holder"].iloc[0]) for own in (first, second)]
        both = both.rename(columns={"answer": labels[0], "answer of the other": labels[1]})
        columns = [
            name
            for name in ("target", "date", *labels, "agree", "evidence", "document", "title", "url")
            if name in both
        ]
        return both.sort_values(
            [name for name in ("date", "target") if name in both], kind="stable", ignore_index=True
        )[columns]

    def to_pandas(self) -> "pd.DataFrame":
        """Return them as a table again, with the columns of this class."""
        import pandas as pd  # noqa: PLC0415 -- half a second

        names = ("holder", "target", "answer", *(name for name in _MORE if getattr(self, name) is not None))
        columns: dict[str, Any] = {}
        for name in names:
            column: Factor = getattr(self, name)
            columns[name] = pd.Categorical.from_codes(column.codes, pd.Index(column.labels))
        ends = {name: columns.pop(name) for name in ("holder", "target")}
        return pd.DataFrame({**ends, "sign": self.sign, **columns})

    # ── inside

    def _with_sides(self, holder: str) -> "pd.DataFrame":
        """Return where one took a side, with the number of its target as ``code``."""
        own = self.select(holders=[holder], signs=[1, -1])
        return own.to_pandas().astype({"date": str} if self.date is not None else {}).assign(code=own.target.codes)

    @cached_property
    def _days(self) -> set[str] | None:
        return (
            None
            if self.date is None
            else {self.date.labels[code] for code in np.unique(self.date.codes).tolist() if code >= 0}
        )

    def _fits(self, name: str, given: Any) -> NDArray[np.bool_]:
        if name == "signs":
            return np.isin(self.sign, [given] if isinstance(given, int) else list(given))
        if name in {"since", "until"}:
            if self.date is None:
                raise NetworkError(f"{self.name} has no dates: leave out {name}.")
            iso_date(given)
            days = [first_day(label) for label in self.date.labels]
            fits = [day >= given if name == "since" else day[: len(given)] <= given for day in days]
            return np.array([*fits, False])[self.date.codes]
        asked = [given] if isinstance(given, str) else list(given)
        column = self.holder if name == "holders" else self.target
        codes = _codes(asked, column, name.removesuffix("s"))
        if name == "targets" and self.label is not None and codes is None:
            named = _codes(asked, self.label, "target", strict=True)
            return np.isin(self.label.codes, named or [])
        if codes is None:
            codes = _codes(asked, column, name.removesuffix("s"), strict=True) or []
        return np.isin(column.codes, codes)

    def _labels_of_targets(self) -> list[str]:
        """Return what each target is called, by its number: its most frequent label, else its id."""
        if self.label is None:
            return list(self.target.labels)
        known = self.label.there & self.target.there
        pairs, often = np.unique(
            np.stack([self.target.codes[known], self.label.codes[known]]), axis=1, return_counts=True
        )
        names = list(self.target.labels)
        order = np.lexsort((pairs[1], often))  # the most frequent last, which stays
        for target, label in pairs[:, order].T.tolist():
            names[target] = self.label.labels[label]
        return names

    def _named_target(self) -> Factor:
        """Return the targets by what they are called, with the id behind it where two are called the same."""
        names = self._labels_of_targets()
        often = Counter(names)
        told = [
            name if often[name] == 1 else f"{name} ({id_})" for name, id_ in zip(names, self.target.labels, strict=True)
        ]
        return Factor(self.target.codes, tuple(told))

    def _ends_of_targets(self) -> list[End]:
        prefix = f"{ISSUE}/" if self.target_kind == ISSUE else ""
        ids = _ids(self.target.labels)
        return [
            End(f"{prefix}{id_}", label, self.target_kind)
            for id_, label in zip(ids, self._labels_of_targets(), strict=True)
        ]

    def documents_as_numbers(self) -> Ints:
        """Return a number for the document of each row; a row without one is its own. Shape: rows."""
        numbers = self.row + (0 if self.document is None else len(self.document.labels))
        return numbers if self.document is None else np.where(self.document.there, self.document.codes, numbers)

    def _documents(self) -> Sequence[str]:
        if self.document is not None and self.document.there.all():
            return self.document
        named = _or_empty(self.document, len(self))
        return [document or f"{self.name}, row {row}" for document, row in zip(named, self.row.tolist(), strict=True)]


@dataclass(frozen=True, slots=True)
class PositionWindow:
    """The positions of a stretch of time, from ``since`` to ``until``, both days included, under the name of its last unit."""

    name: str
    since: str
    until: str
    positions: Positions


def ends_of_holders(positions: Positions) -> list[End]:
    """Return everybody who holds a position, by number."""
    labels = positions.holder.labels
    return [End(id_, label, positions.kind) for id_, label in zip(_ids(labels), labels, strict=True)]


_MORE = ("date", "label", "evidence", "document", "title", "publisher", "url")


def _used(column: Factor) -> list[str]:
    return sorted(column.labels[code] for code in np.unique(column.codes).tolist() if code >= 0)


def _or_empty(column: Factor | None, rows: int) -> Sequence[str]:
    return Factor(np.full(rows, -1), ()) if column is None else column


def _codes(asked: Iterable[str], column: Factor, kind: str, *, strict: bool = False) -> list[int] | None:
    """Return the numbers of names in a column; None, or with ``strict`` an error, where one is not there."""
    known: dict[str, list[int]] = {}
    for code, label in enumerate(column.labels):
        known.setdefault(unaccented(label), []).append(code)
    found: list[int] = []
    for name in asked:
        if unaccented(name) not in known:
            if not strict:
                return None
            hint = did_you_mean(name, column.labels, otherwise=f"{len(column.labels):,} others are.")
            raise UnknownNode(f"no {kind} {name!r} is in these positions: {hint}")
        found += known[unaccented(name)]
    return found


def _ids(labels: Sequence[str]) -> list[str]:
    """Return an id for each name; two names that make the same slug stay two."""
    slugs = [slug(label) for label in labels]
    often = Counter(slugs)
    return [one if often[one] == 1 else f"{one}-{_digest(label)}" for one, label in zip(slugs, labels, strict=True)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
