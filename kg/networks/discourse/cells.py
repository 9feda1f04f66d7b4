"""From statements to the weights of a network: counts, their products, and what they are divided by.

``x[i, j, k]`` is the number of statements with row i, column j and level k; every formula below is a few products of
sparse matrices of x, so that its cost is that of the pairs who share something.

Sources: Leifeld, *Policy Debates as Dynamic Networks* (2016); "Discourse Network Analysis", in *The Oxford Handbook of
Political Networks* (2017).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.errors import NetworkError
from kg.networks.discourse.matrix import Cells
from kg.networks.discourse.sample import Floats, Ints, Sample
from kg.networks.discourse.settings import Settings
from kg.statements import Kind

_DENSE = 0.1  # share of cells from which on a dense product is the faster one
_AT_ONCE = 1 << 22  # numbers of a block: 32 MB


@dataclass(frozen=True, eq=False, kw_only=True)
class Counts:
    """The counts x of some statements, with ``rows`` × ``columns`` × levels cells.

    ``row``, ``column`` and ``level`` are of each statement, and ``weight`` how much it counts: 1, or what a kernel gives.
    ``values`` are those of the levels, and ``kind`` is that of the qualifier.
    """

    row: Ints
    column: Ints
    level: Ints
    weight: Floats
    rows: int
    columns: int
    values: Floats
    kind: Kind | None

    @classmethod
    def of(cls, sample: Sample, rows: Ints, columns: Ints, weight: Floats | None = None) -> "Counts":
        """Count statements whose row and column are among the sorted numbers ``rows`` and ``columns``."""
        return cls(
            row=np.searchsorted(rows, sample.row),
            column=np.searchsorted(columns, sample.column),
            level=sample.level,
            weight=np.ones(len(sample)) if weight is None else weight,
            rows=len(rows),
            columns=len(columns),
            values=sample.levels,
            kind=sample.kind,
        )

    @property
    def categorical(self) -> bool:
        """Whether levels have no distance from each other, but only differ."""
        return self.kind not in {"boolean", "integer"}

    @cached_property
    def total(self) -> sparse.csr_array:
        """Statements of each row and column, whatever their level. Shape: rows × columns."""
        return self._matrix(self.column, self.columns)

    @cached_property
    def each(self) -> sparse.csr_array:
        """Statements of each row, column and level. Shape: rows × (columns · levels)."""
        return self._matrix(self.column * len(self.values) + self.level, self.columns * len(self.values))

    def up_to(self, level: int) -> sparse.csr_array:
        """Statements of each row and column up to a level, itself included. Shape: rows × columns."""
        return self._matrix(self.column, self.columns, self.level <= level)

    @cached_property
    def activity(self) -> Floats:
        """Statements of each row. Shape: rows."""
        return np.bincount(self.row, self.weight, minlength=self.rows).astype(float)

    @cached_property
    def prominence(self) -> Floats:
        """Statements of each column. Shape: columns."""
        return np.bincount(self.column, self.weight, minlength=self.columns).astype(float)

    def _matrix(self, column: Ints, columns: int, chosen: NDArray[np.bool_] | None = None) -> sparse.csr_array:
        row, weight = self.row, self.weight
        if chosen is not None:
            row, column, weight = row[chosen], column[chosen], weight[chosen]
        return sparse.csr_array((weight, (row, column)), shape=(self.rows, columns))


def product(one: sparse.csr_array, other: sparse.csr_array) -> Cells:
    """Return one · otherᵀ, dense."""
    cells = one.shape[0] * one.shape[1]
    if cells and max(one.nnz, other.nnz) > _DENSE * cells:
        return np.asarray(one.toarray() @ other.toarray().T)
    return np.asarray((one @ other.T).toarray())


def distant(x: Counts, scale: float, values: Floats | None = None) -> Cells:
    """Return Σⱼ Σₖ Σₖ′ x[i, j, k] · x[i′, j, k′] · |k − k′| / scale.

    |k − k′| is the sum of the gaps between them, and each gap parts the statements in those below and those above: so
    it takes a product for each gap, and not for each pair of levels.
    """
    values = x.values if values is None else values
    apart = np.zeros((x.rows, x.rows))
    if not scale:
        return apart
    for level, gap in enumerate(np.diff(values)):
        below = x.up_to(level)
        half = product(below, sparse.csr_array(x.total - below))
        apart += gap * (half + half.T)
    return apart / scale


def one_mode(x: Counts, asked: Settings, scale: float) -> Cells:
    """Return the weights of a one-mode network, normalised. Shape: rows × rows; the diagonal is 0."""
    weights, alike = _aggregated(x, asked, scale)
    over = _divisor(x, asked, alike)
    if over is not None:
        weights = divided(weights, over)
    np.fill_diagonal(weights, 0.0)
    return weights


def _aggregated(x: Counts, asked: Settings, scale: float) -> tuple[Cells, Cells]:
    """Return the weights, and the similarity of which they are made, whose diagonal is that of each with itself."""
    if asked.aggregation == "ignore" or asked.qualifier is None:
        shared = product(x.total, x.total)
        return shared, shared.copy()
    if not x.categorical:
        shared = product(x.total, x.total)
        apart = distant(x, scale)
        alike = shared - apart
    else:
        alike = product(x.each, x.each)
        apart = product(x.total, x.total) - alike if asked.strict else alone(x)
    weights = {"congruence": alike, "conflict": apart, "subtract": alike - apart}[asked.aggregation]
    return weights.copy(), alike


def alone(x: Counts) -> Cells:
    """Return, for each pair, the statements in cells (column, level) where only one of the two has any."""
    there = x.each.copy()
    there.data = (there.data > 0).astype(float)
    met = product(x.each, there)
    return np.asarray(x.activity[:, None] + x.activity[None, :] - met - met.T)


def _divisor(x: Counts, asked: Settings, alike: Cells) -> Cells | None:
    n = x.activity
    match asked.normalisation:
        case "average":
            return (n[:, None] + n[None, :]) / 2
        case "jaccard":
            cells = _plain(x) if asked.strict and asked.aggregation == "ignore" else x
            return alone(cells) + product(cells.each, cells.each)
        case "cosine" if asked.strict:
            # The similarity of each with itself is the square of its length, in whatever space the similarity is.
            length = np.sqrt(np.maximum(np.diagonal(alike), 0.0))
            return np.outer(length, length)
        case "cosine":
            return np.outer(n, n)
        case _:
            return None


def _plain(x: Counts) -> Counts:
    """Return the counts without their levels."""
    return Counts(
        row=x.row,
        column=x.column,
        level=np.zeros_like(x.level),
        weight=x.weight,
        rows=x.rows,
        columns=x.columns,
        values=np.zeros(1),
        kind=None,
    )


def two_mode(x: Counts, asked: Settings) -> Cells:
    """Return the weights of a two-mode network, normalised. Shape: rows × columns."""
    if asked.aggregation == "combine" and asked.qualifier is not None:
        return _combined(x, asked)
    weights = two_mode_sum(x, asked)
    match asked.normalisation:
        case "activity":
            return divided(weights, np.broadcast_to(x.activity[:, None], weights.shape))
        case "prominence":
            return divided(weights, np.broadcast_to(x.prominence[None, :], weights.shape))
        case _:
            return weights


def two_mode_sum(x: Counts, asked: Settings, values: Floats | None = None) -> Cells:
    """Return the statements of each row and column, each times the value of its level where they are subtracted."""
    times = np.ones(len(x.values))
    if asked.aggregation == "subtract" and not x.categorical:
        against_and_for = np.array([-1.0, 1.0])
        times = values if values is not None else against_and_for if x.kind == "boolean" else x.values
    weights = np.zeros((x.rows, x.columns))
    np.add.at(weights, (x.row, x.column), x.weight * times[x.level])
    return weights


def _combined(x: Counts, asked: Settings) -> Cells:
    """Return a number for each set of levels that a row has on a column: the sum of 2 to the power of each level's rank."""
    levels = len(x.values)
    if asked.strict and levels > 52:
        raise NetworkError(f"combine needs a bit for each level, and {asked.qualifier!r} has {levels}: 52 are the most")
    cells = np.unique(np.stack([x.row, x.column, x.level]), axis=1)
    weights = np.zeros((x.rows, x.columns))
    np.add.at(weights, (cells[0], cells[1]), 2.0 ** (levels - 1 - cells[2]))
    some = np.count_nonzero(weights, axis=1).astype(float)
    match asked.normalisation:
        case "activity":
            return divided(weights, np.broadcast_to(some[:, None], weights.shape))
        case "prominence" if x.rows != x.columns:
            raise NetworkError(
                f"DNA fails at combine with prominence unless there are as many rows ({x.rows}) as columns ({x.columns})"
            )
        case "prominence":
            return divided(weights, np.broadcast_to(some[None, :], weights.shape))
        case _:
            return weights


def divided(weights: Cells, over: Cells) -> Cells:
    """Return weights / over, 0 where there is nothing to divide by."""
    return np.divide(weights, over, out=np.zeros_like(weights), where=over != 0)


def blocks(rows: int, cells: int) -> Iterator[slice]:
    """Yield slices of rows such that rows × cells numbers of each fit in a block."""
    step = max(1, _AT_ONCE // max(cells, 1))
    for first in range(0, rows, step):
        yield slice(first, min(first + step, rows))
