"""A discourse network for each moment, in which a statement weighs the less the further it is away."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, get_args

import numpy as np

from kg.errors import NetworkError
from kg.networks.discourse.building import axis, known_of, named
from kg.networks.discourse.calendar import UNITS, Unit, half_later, later, steps, whole_units
from kg.networks.discourse.cells import Counts, blocks, distant, divided, one_mode, product, two_mode, two_mode_sum
from kg.networks.discourse.matrix import Cells, Matrix
from kg.networks.discourse.sample import Floats, Sample, sample
from kg.networks.discourse.settings import Settings, one_of
from kg.statements import StatementTable, moment

Kernel = Literal["uniform", "triangular", "epanechnikov", "gaussian"]


def smoothed(
    table: StatementTable,
    by: Unit,
    width: int,
    kernel: Kernel = "gaussian",
    settings: Settings | None = None,
    *,
    indent: bool = False,
    to_one: bool = False,
    **fields: Any,
) -> list[Matrix]:
    """Return a network for each unit of time from the first statement to the last, smoothed over ``width`` units.

    A statement at a distance z, in halves of the width, weighs K(z): 1/2 (uniform), 1 − |z| (triangular), ¾ (1 − z²)
    (epanechnikov), each 0 beyond |z| = 1, or the density of the standard normal (gaussian). A pair of statements in a one-mode network
    weighs √K(z)·√K(z′). All networks have the nodes of the whole range. ``indent`` begins and ends half a width further in;
    ``to_one`` divides each network by the sum of its cells.

    Strict: distances are exact, and all else is as without a kernel, with smoothed counts in place of counts. DNA: see ``docs/networks.md``.
    """
    asked = settings or Settings(**fields)
    one_of(kernel, "kernel", get_args(Kernel))
    one_of(by, "unit of time", UNITS)
    if width < 1:
        raise NetworkError(f"a kernel needs a width of 1 or more, and not {width}")
    if asked.aggregation == "combine":
        if asked.strict:
            raise NetworkError(
                "combine gives names of categories, which cannot be smoothed: subtract, or ignore the qualifier"
            )
        asked = replace(asked, aggregation="subtract")
    chosen, known = sample(table, asked), known_of(table, asked)
    width += width % 2 if not asked.strict else 0
    rows, row_names = axis(chosen.row, chosen.everybody if asked.isolates else None, chosen.rows)
    columns, column_names = axis(chosen.column, chosen.everything if asked.isolates else None, chosen.columns)
    names = (row_names, row_names if asked.shape == "onemode" else column_names)
    whole = Counts.of(chosen, rows, columns)
    cells = _strict if asked.strict else _Dna(whole, chosen, asked)
    made = []
    for middle in _middles(chosen, by, width, indent=indent, strict=asked.strict):
        weight = (_exact if asked.strict else _in_units)(chosen, middle, by, width, kernel)
        values = cells(replace(whole, weight=weight), asked, chosen.scale)
        if to_one:
            total = values.sum()
            values = values / total if total else values
        first, last = _bounds(chosen, middle, by, width, kernel)
        made.append(
            named(chosen, asked, values, names, known, start=moment(first), mid=moment(middle), stop=moment(last))
        )
    return made


def _middles(chosen: Sample, by: Unit, width: int, *, indent: bool, strict: bool) -> Iterator[int]:
    if not len(chosen):
        return iter(())
    first, last = max(chosen.start, int(chosen.seconds.min())), min(chosen.stop, int(chosen.seconds.max()))
    if indent:
        first, last = half_later(first, width, by), half_later(last, -width, by)
    return steps(first, last, by, drifting=not strict)


def _bounds(chosen: Sample, middle: int, by: Unit, width: int, kernel: Kernel) -> tuple[int, int]:
    first, last = int(chosen.seconds.min()), int(chosen.seconds.max())
    if kernel == "gaussian":
        return first, last
    return max(first, half_later(middle, -width, by)), min(last, half_later(middle, width, by))


def _exact(chosen: Sample, middle: int, by: Unit, width: int, kernel: Kernel) -> Floats:
    below, above = middle - half_later(middle, -width, by), half_later(middle, width, by) - middle
    away = chosen.seconds - middle
    z = np.where(away < 0, away / below, away / above)
    inside = np.abs(z) <= 1
    match kernel:
        case "uniform":
            return np.where(inside, 0.5, 0.0)
        case "triangular":
            return np.where(inside, 1 - np.abs(z), 0.0)
        case "epanechnikov":
            return np.where(inside, 0.75 * (1 - z**2), 0.0)
        case _:
            return _normal(z)


def _in_units(chosen: Sample, middle: int, by: Unit, width: int, kernel: Kernel) -> Floats:
    """Weigh as DNA does: distances in whole units, and the triangle on one side only."""
    z = 2 * whole_units(chosen.seconds, middle, by) / width
    if kernel == "gaussian":
        return _normal(z)
    first, last = later(middle, -(width // 2), by), later(middle, width // 2, by)
    inside = (chosen.seconds >= first) & (chosen.seconds <= last) & (np.abs(z) <= 1)
    weight = {"uniform": np.full(len(z), 0.5), "triangular": np.abs(1 - z), "epanechnikov": 0.75 * (1 - z**2)}[kernel]
    return np.where(inside, weight, 0.0)


def _normal(z: Floats) -> Floats:
    return np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


def _strict(x: Counts, asked: Settings, scale: float) -> Cells:
    if asked.shape == "twomode":
        return two_mode(x, asked)
    return one_mode(replace(x, weight=np.sqrt(x.weight)), asked, scale)


class _Dna:
    """The smoothed networks of DNA: levels by their positions as text, the diagonal filled, one normalisation."""

    def __init__(self, whole: Counts, chosen: Sample, asked: Settings) -> None:
        # Only levels that statements have are positions, and they are sorted as text: -1, -2, 0, 1.
        there = chosen.listed if asked.isolates else np.unique(chosen.level)
        if chosen.kind in {"boolean", "integer"}:
            there = np.array(sorted(there.tolist(), key=chosen.names.__getitem__), dtype=np.int64)
        self._position = np.zeros(len(chosen.levels), dtype=np.int64)
        self._position[there] = np.arange(len(there))
        self._last = max(len(there) - 1, 0)
        self._kind = chosen.kind
        one = asked.shape == "onemode"
        self._factor = _averages(whole) if one and asked.normalisation != "no" else None

    def __call__(self, x: Counts, asked: Settings, scale: float) -> Cells:
        del scale
        if asked.shape == "twomode":
            values = self._position.astype(float)
            return two_mode_sum(x, asked, 2 * values - 1 if self._kind == "boolean" else values)
        places = np.arange(len(x.values), dtype=float)
        root = replace(x, weight=np.sqrt(x.weight), level=self._position[x.level])
        weights = product(root.total, root.total)
        if asked.aggregation != "ignore" and asked.qualifier is not None:
            apart = np.zeros_like(weights) if x.categorical else distant(root, float(self._last), places)
            alike = weights - apart
            weights = {"congruence": alike, "conflict": apart, "subtract": alike - apart}[asked.aggregation]
        return weights if self._factor is None else weights * self._factor


def _averages(whole: Counts) -> Cells:
    """Return Σ 2 / (x + x′) over the cells (column, level) where two rows have any statement. Shape: rows × rows."""
    cells = whole.each.toarray()
    factor = np.zeros((whole.rows, whole.rows))
    for some in blocks(cells.shape[1], whole.rows**2):
        both = cells[:, None, some] + cells[None, :, some]
        factor += divided(np.full_like(both, 2.0), both).sum(axis=2)
    return factor
