"""Actors and concepts on one or two dimensions, by who agrees to what: ideal points.

The two-parameter model of item response theory, as for votes (Clinton, Jackman and Rivers, "The Statistical Analysis of Roll Call
Data", 2004), here by penalised maximum likelihood: fast, deterministic, and without draws.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import optimize, sparse, special

from kg.errors import NetworkError
from kg.networks.discourse.matrix import Cells
from kg.networks.discourse.sample import Floats, sample
from kg.networks.discourse.settings import Settings
from kg.statements import StatementTable

if TYPE_CHECKING:
    import pandas as pd

# Standard deviations of the normal priors: positions fix the scale, concepts are held loosely.
_POSITION = 1.0
_CONCEPT = 2.5


@dataclass(frozen=True, eq=False)
class IdealPoints:
    """P(actor i agrees to concept j) = logistic(Σ_d discrimination[j, d] · positions[i, d] − difficulty[j]).

    ``positions`` and ``errors`` have the shape actors × dimensions; an error is the standard deviation of a position, the concepts taken as they
    are. ``classified`` is the share of statements on the side that the model thinks the likelier, ``baseline`` that of a model that knows
    the concepts alone. Dimensions go by how much they part the actors; the concept that parts most on one counts as its positive end.
    """

    actors: tuple[str, ...]
    positions: Cells
    errors: Cells
    concepts: tuple[str, ...]
    discrimination: Cells
    difficulty: Floats
    log_likelihood: float
    classified: float
    baseline: float
    statements: int

    def actors_to_pandas(self) -> "pd.DataFrame":
        """Return a row an actor: position and error on each dimension."""
        return _frame(self.actors, {"position": self.positions, "error": self.errors})

    def concepts_to_pandas(self) -> "pd.DataFrame":
        """Return a row a concept: discrimination on each dimension, and difficulty."""
        return _frame(self.concepts, {"discrimination": self.discrimination, "difficulty": self.difficulty[:, None]})


def ideal_points(
    table: StatementTable, settings: Settings | None = None, *, dimensions: int = 1, at_least: int = 2, **fields: Any
) -> IdealPoints:
    """Return where actors and concepts stand, by the agreement of their statements.

    A boolean qualifier is for or against; an integer is the share of its scale. Several statements of an actor on a concept all count, so decide
    about ``duplicates``. Actors with fewer than ``at_least`` statements are left out. Raises `NetworkError` without a qualifier that has a direction, or with
    too few actors.
    """
    if dimensions not in {1, 2}:
        raise NetworkError(f"actors can be placed on 1 dimension or 2, and not on {dimensions}")
    given = settings or Settings(**fields)
    # Aggregation subtract leaves out statements without a value, and takes agreement for a part of what is a duplicate.
    asked = replace(given, shape="onemode", aggregation="subtract", normalisation="no")
    chosen = sample(table, asked)
    if chosen.kind not in {"boolean", "integer"} or not chosen.scale:
        raise NetworkError(
            f"{asked.qualifier!r} has no direction: ideal points need a boolean or an integer with two levels or more"
        )
    counts = np.bincount(chosen.row)
    kept = chosen.part(counts[chosen.row] >= at_least)
    actors, row = np.unique(kept.row, return_inverse=True)
    concepts, column = np.unique(kept.column, return_inverse=True)
    if len(actors) < dimensions + 2:
        raise NetworkError(
            f"{len(actors)} actors have {at_least} statements or more: too few to place them on {dimensions}"
        )
    share = (kept.levels[kept.level] - kept.levels[0]) / chosen.scale
    model = _Model(row, column, share, (len(actors), len(concepts)), dimensions)
    positions, discrimination, difficulty = model.fitted()
    odds = (positions[row] * discrimination[column]).sum(axis=1) - difficulty[column]
    mean = np.bincount(column, share) / np.bincount(column)
    decided = share != 0.5
    return IdealPoints(
        actors=tuple(chosen.rows[number] for number in actors),
        positions=positions,
        errors=model.errors(positions, discrimination, difficulty),
        concepts=tuple(chosen.columns[number] for number in concepts),
        discrimination=discrimination,
        difficulty=difficulty,
        log_likelihood=-model.deviance(odds),
        classified=_right(odds > 0, share, decided),
        baseline=_right(mean[column] > 0.5, share, decided),
        statements=len(kept),
    )


class _Model:
    """The posterior of positions, discriminations and difficulties."""

    def __init__(self, row: Any, column: Any, share: Floats, shape: tuple[int, int], dimensions: int) -> None:
        self._row, self._column, self._share = row, column, share
        self._n, self._m, self._d = *shape, dimensions
        # Statements of each actor, and of each concept, as sums: a product with these is much faster than adding one by one.
        ones, places = np.ones(len(row)), np.arange(len(row))
        self._of_actor = sparse.csr_array((ones, (row, places)), shape=(self._n, len(row)))
        self._of_concept = sparse.csr_array((ones, (column, places)), shape=(self._m, len(row)))

    def fitted(self) -> tuple[Cells, Cells, Floats]:
        """Return the mode, rotated so that the dimensions are unrelated and the first parts the actors most."""
        done = optimize.minimize(
            self._cost,
            self._start(),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 5000, "gtol": 1e-6, "ftol": 1e-12},
        )
        positions, discrimination, difficulty = self._parts(done.x)
        middle = positions.mean(axis=0)
        turn = np.linalg.svd(positions - middle, full_matrices=False)[2].T
        positions, discrimination = positions @ turn, discrimination @ turn
        strongest = np.abs(discrimination).argmax(axis=0)
        sign = np.where(discrimination[strongest, np.arange(self._d)] < 0, -1.0, 1.0)
        return positions * sign, discrimination * sign, difficulty

    def deviance(self, odds: Floats) -> float:
        """Minus the log-likelihood."""
        return float(np.logaddexp(0.0, odds).sum() - self._share @ odds)

    def errors(self, positions: Cells, discrimination: Cells, difficulty: Floats) -> Cells:
        odds = (positions[self._row] * discrimination[self._column]).sum(axis=1) - difficulty[self._column]
        chance = special.expit(odds)
        slopes = discrimination[self._column]
        weights = (chance * (1 - chance))[:, None, None] * slopes[:, :, None] * slopes[:, None, :]
        information = np.tile(np.eye(self._d) / _POSITION**2, (self._n, 1, 1))
        np.add.at(information, self._row, weights)
        return np.sqrt(np.diagonal(np.linalg.inv(information), axis1=1, axis2=2))

    def _start(self) -> Floats:
        """Begin at the singular vectors of the mean agreements, which are near, and the same each time."""
        sums, counts = np.zeros((self._n, self._m)), np.zeros((self._n, self._m))
        np.add.at(sums, (self._row, self._column), 2 * self._share - 1)
        np.add.at(counts, (self._row, self._column), 1.0)
        mean = sums / np.maximum(counts, 1)
        centred = np.where(counts > 0, mean - sums.sum(axis=0) / np.maximum(counts.sum(axis=0), 1), 0.0)
        left, _, right = np.linalg.svd(centred, full_matrices=False)
        positions = np.zeros((self._n, self._d))
        discrimination = np.zeros((self._m, self._d))
        rank = min(self._d, left.shape[1])
        positions[:, :rank] = left[:, :rank] * np.sqrt(self._n)
        discrimination[:, :rank] = right[:rank].T * np.sqrt(self._m)
        return np.concatenate([positions.ravel(), discrimination.ravel(), np.zeros(self._m)])

    def _parts(self, x: Floats) -> tuple[Cells, Cells, Floats]:
        ends = np.cumsum([self._n * self._d, self._m * self._d])
        return x[: ends[0]].reshape(self._n, self._d), x[ends[0] : ends[1]].reshape(self._m, self._d), x[ends[1] :]

    def _cost(self, x: Floats) -> tuple[float, Floats]:
        positions, discrimination, difficulty = self._parts(x)
        a, b = positions[self._row], discrimination[self._column]
        odds = (a * b).sum(axis=1) - difficulty[self._column]
        off = special.expit(odds) - self._share
        for_positions = positions / _POSITION**2 + self._of_actor @ (off[:, None] * b)
        for_concepts = discrimination / _CONCEPT**2 + self._of_concept @ (off[:, None] * a)
        for_difficulty = difficulty / _CONCEPT**2 - self._of_concept @ off
        prior = (positions**2).sum() / _POSITION**2 + ((discrimination**2).sum() + (difficulty**2).sum()) / _CONCEPT**2
        gradient = np.concatenate([for_positions.ravel(), for_concepts.ravel(), for_difficulty])
        return self.deviance(odds) + float(prior) / 2, gradient


def _right(thought: Any, share: Floats, decided: Any) -> float:
    return float((thought == (share > 0.5))[decided].mean()) if decided.any() else 0.0


def _frame(names: tuple[str, ...], columns: dict[str, Cells]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415

    made = {
        name if values.shape[1] == 1 else f"{name}_{at + 1}": values[:, at]
        for name, values in columns.items()
        for at in range(values.shape[1])
    }
    return pd.DataFrame(made, index=list(names))
