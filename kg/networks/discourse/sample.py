"""Statements → those that a network rests on, as numbers: dates, exclusions, empty values, duplicates."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date as day

import numpy as np
from numpy.typing import NDArray

from kg.errors import NetworkError, did_you_mean
from kg.networks.discourse.settings import Settings
from kg.statements import Column, Factor, Kind, StatementTable, code_units, moment, seconds_of

log = logging.getLogger(__name__)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_DAY = 86_400
_EMPTY = -1
# Java keeps one object each of the integers −128 … 127, and DNA compares objects.
_CACHED = 128


@dataclass(frozen=True, eq=False, kw_only=True)
class Sample:
    """Statements in the order of their dates, each a row, a column and a level; all arrays have its length.

    ``levels`` are the values of the qualifier, sorted: numbers of a boolean or an integer, positions of a text; ``names`` are
    they as text.
    ``everybody`` are the numbers of the rows, ``everything`` those of the columns, and ``listed`` those of the levels, that
    isolates bring back.
    """

    row: Ints
    column: Ints
    level: Ints
    seconds: Ints
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    levels: Floats
    names: tuple[str, ...]
    listed: Ints
    kind: Kind | None
    everybody: Ints
    everything: Ints
    start: int
    stop: int

    def __len__(self) -> int:
        return len(self.row)

    def part(self, chosen: "slice | Ints | NDArray[np.bool_]") -> "Sample":
        """Return some of the statements; whom isolates bring back stays."""
        return replace(
            self,
            row=self.row[chosen],
            column=self.column[chosen],
            level=self.level[chosen],
            seconds=self.seconds[chosen],
        )

    @property
    def scale(self) -> float:
        """The distance of the highest level from the lowest, of which a difference of two is a share."""
        return float(self.levels[-1] - self.levels[0]) if len(self.levels) else 0.0


def sample(table: StatementTable, asked: Settings) -> Sample:
    """Return the statements that are left; in strict mode none is an error that says what took the last.

    Raises `UnknownChoice` for a variable that is none, `NetworkError` where nothing is left.
    """
    who, what, qualifier = table.column(asked.rows), table.column(asked.columns), asked.level(table)
    seconds = table.at
    steps = _Steps(len(table), strict=asked.strict)
    start, stop = _range(table, asked)
    if start > stop and asked.strict:
        where = f"starts on {moment(start):%Y-%m-%d}, and the last document is of {moment(stop):%Y-%m-%d}"
        where = (
            where
            if asked.start
            else f"ends on {moment(stop):%Y-%m-%d}, and the first document is of {moment(start):%Y-%m-%d}"
        )
        raise NetworkError(f"no statement is left: the range {where}")
    left = (seconds >= start) & (seconds <= stop)
    steps.note(f"the range from {moment(start):%Y-%m-%d} to {moment(stop):%Y-%m-%d}", left)
    for name in (*asked.exclude, *asked.only):
        table.column(name)
    for name, fits in _filters(table, asked, fields=True):
        left &= fits
        steps.note(name, left)
    original = left.copy()
    for name, fits in _filters(table, asked, fields=False):
        left &= fits
        steps.note(name, left)
    needed = [(asked.rows, who), (asked.columns, what)]
    if qualifier is not None and asked.aggregation != "ignore":
        needed.append((str(asked.qualifier), qualifier))
    for name, column in needed:
        left &= column.coded[0] != _EMPTY
        steps.note(f"the empty values of {name!r}", left)
    order = np.flatnonzero(left)
    order = order[np.argsort(seconds[order], kind="stable")]
    if asked.duplicates != "include":
        order = order[_first_of_each(table, asked, order)]
    levels, names, level, listed = _levels(table, asked, qualifier, original, order)
    everybody, everything = (_known(column, original, strict=asked.strict) for column in (who, what))
    return Sample(
        row=who.coded[0][order],
        column=what.coded[0][order],
        level=level,
        seconds=seconds[order],
        rows=everybody[1],
        columns=everything[1],
        levels=levels,
        names=names,
        listed=listed,
        kind=None if qualifier is None else qualifier.kind,
        everybody=everybody[0],
        everything=everything[0],
        start=start,
        stop=stop,
    )


def _range(table: StatementTable, asked: Settings) -> tuple[int, int]:
    seconds = table.at
    if not len(seconds) and (asked.strict or table.since is None):
        raise NetworkError("there is no statement of this type")
    first = table.since if table.since is not None else int(seconds.min())
    last = table.until if table.until is not None else int(seconds.max())
    return (
        first if asked.start is None else seconds_of(asked.start),
        last if asked.stop is None else seconds_of(asked.stop),
    )


class _Steps:
    """How many statements each filter left."""

    def __init__(self, statements: int, *, strict: bool) -> None:
        self._left, self._strict = statements, strict

    def note(self, filter_: str, left: NDArray[np.bool_]) -> None:
        now = int(np.count_nonzero(left))
        if not now and self._strict:
            raise NetworkError(f"no statement is left: {filter_} took the last {self._left}")
        self._left = now


def _filters(table: StatementTable, asked: Settings, *, fields: bool) -> list[tuple[str, NDArray[np.bool_]]]:
    """Return what each list of values lets through, of variables or of fields of the document."""
    made = []
    for lists, keep in ((asked.exclude, False), (asked.only, True)):
        for name, values in lists.items():
            if table.is_field(name) == fields:
                named = [values] if isinstance(values, str) else [str(value) for value in values]
                codes = _codes(table.column(name), named, name)
                inside = np.isin(table.column(name).coded[0], codes)
                said = ", ".join(map(repr, named[:3])) + ("…" if len(named) > 3 else "")
                made.append((f"{'keeping only' if keep else 'leaving out'} {name} {said}", inside if keep else ~inside))
    return made


def _codes(column: Column, values: Collection[str], name: str) -> list[int]:
    labels = {label: number for number, label in enumerate(column.coded[1])}
    for value in values:
        if value and value not in labels and value not in column.known:
            log.warning("no statement has %s %r%s", name, value, _hint(value, labels))
    return [labels.get(value, -2) if value else _EMPTY for value in values]


def _hint(value: str, labels: Mapping[str, int]) -> str:
    near = did_you_mean(value, list(labels))
    return f": {near}" if near else ""


def _first_of_each(table: StatementTable, asked: Settings, order: Ints) -> Ints:
    """Return the places in ``order`` of the first statement of each key."""
    keys = [table.column(asked.rows).coded[0][order], table.column(asked.columns).coded[0][order]]
    keys.append(_scope(table, asked, order))
    qualifier = asked.level(table)
    if qualifier is not None and asked.aggregation != "ignore":
        codes = qualifier.coded[0][order]
        if not asked.strict and qualifier.kind == "integer":
            numbers = qualifier.numbers[order]
            apart = (numbers < -_CACHED) | (numbers >= _CACHED)
            codes = np.where(apart, codes.max(initial=0) + 1 + np.arange(len(codes)), codes)
        keys.append(codes)
    return np.sort(np.unique(together(*keys), return_index=True)[1])


def together(*keys: Ints) -> Ints:
    """Return one number for each combination of several.

    >>> together(np.array([0, 1, 0]), np.array([5, 5, 5])).tolist()
    [0, 1, 0]
    """
    one = np.unique(keys[0], return_inverse=True)[1]
    for key in keys[1:]:
        values, other = np.unique(key, return_inverse=True)
        one = np.unique(one * max(len(values), 1) + other, return_inverse=True)[1]
    return one.astype(np.int64)


def _scope(table: StatementTable, asked: Settings, order: Ints) -> Ints:
    """Return a number of the document, week, month or year within which two statements are duplicates."""
    if asked.duplicates == "document":
        if isinstance(table.documents, Factor):
            return table.documents.codes[order]
        numbers: dict[int | str, int] = {}
        return np.array([numbers.setdefault(table.documents[at], len(numbers)) for at in order], dtype=np.int64)
    seconds = table.at[order]
    days = seconds // _DAY
    months = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    match asked.duplicates:
        case "year":
            return months // 12
        case "month":
            return months if asked.strict else months % 12
        case "week":
            # 1970 began on a Thursday; weeks begin on Mondays.
            return (days + 3) // 7 if asked.strict else _iso_weeks(days)
        case _:
            return np.zeros(len(order), dtype=np.int64)


def _iso_weeks(days: Ints) -> Ints:
    """Return the number of the week in its year."""
    distinct, back = np.unique(days, return_inverse=True)
    epoch = day(1970, 1, 1).toordinal()
    weeks = np.array([day.fromordinal(int(one) + epoch).isocalendar().week for one in distinct], dtype=np.int64)
    return weeks[back]


def _levels(
    table: StatementTable, asked: Settings, qualifier: Column | None, original: NDArray[np.bool_], order: Ints
) -> tuple[Floats, tuple[str, ...], Ints, Ints]:
    """Return the levels and their names, which of them each statement has, and which the statements have that isolates look at.

    A scale must not change with the window that one looks through, so strict mode takes the levels of all statements. An empty text is
    a level of its own where the qualifier is ignored, and its statements are kept.
    """
    if qualifier is None:
        return np.zeros(1), ("",), np.zeros(len(order), dtype=np.int64), np.zeros(1, dtype=np.int64)
    within = np.flatnonzero(original)
    wide = np.arange(len(table)) if asked.strict else within
    if qualifier.kind in {"boolean", "integer"}:
        numbers = qualifier.numbers
        levels = np.array([0.0, 1.0]) if qualifier.kind == "boolean" else _distinct(numbers[wide])
        known = np.nan_to_num(numbers[order], nan=levels[0] if len(levels) else 0.0)
        names = tuple(str(int(level)) for level in levels)
        return levels, names, np.searchsorted(levels, known), np.searchsorted(levels, _distinct(numbers[within]))
    codes, labels = qualifier.coded
    if not asked.strict and table.is_field(asked.qualifier or ""):
        wide = order
    observed = np.unique(codes[wide])
    if asked.aggregation != "ignore":
        observed = observed[observed != _EMPTY]
    listed = np.searchsorted(observed, np.intersect1d(observed, codes[within]))
    names = tuple("" if code == _EMPTY else labels[code] for code in observed)
    return np.arange(len(observed), dtype=float), names, np.searchsorted(observed, codes[order]), listed


def _distinct(numbers: Floats) -> Floats:
    return np.unique(numbers[~np.isnan(numbers)])


def _known(column: Column, original: NDArray[np.bool_], *, strict: bool) -> tuple[Ints, tuple[str, ...]]:
    """Return the numbers of the values that isolates bring back, and the labels of all numbers.

    Those of the statements within the range; in strict mode all that there are, coded or only listed.
    """
    codes, labels = column.coded
    if strict:
        listed = sorted({label for label in column.known if label and label not in set(labels)}, key=code_units)
        names = (*labels, *listed)
        return np.arange(len(names), dtype=np.int64), names
    there = np.unique(codes[original])
    return there[there != _EMPTY], labels
