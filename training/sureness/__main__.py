"""Fit the weights anew, after the patterns have changed: one command.

python -m training.sureness ../shared/bench                     # extracts SEESAW train, fits, writes ontology/sureness.csv
python -m training.sureness ../shared/bench --first 50          # of so many documents

Logistic regression with a ridge penalty, the strongest that ten-fold cross-validation over documents does not tell from the
best; what fewer than
`FEWEST` stances have gets no weight.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import judged
from benchmarks.reliability import anew, expected_error, extracted
from kg.extraction.lexicon import table
from kg.extraction.stances.sureness import ALWAYS, shipped, sureness
from kg.shipped import ontology

FEWEST = 12
FOLDS = 10
RIDGES = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0)

Numbers = npt.NDArray[np.float64]


def fitted(rows: list[frozenset[str]], right: Numbers, *, ridge: float) -> dict[str, float]:
    """Return the weight of each feature that enough rows have, by Newton's method."""
    counts = Counter(name for row in rows for name in row)
    # What nearly all have is told by `ALWAYS` already.
    names = sorted(name for name, count in counts.items() if FEWEST <= count <= len(rows) - FEWEST or name == ALWAYS)
    x = np.array([[name in row for name in names] for row in rows], dtype=float)
    penalty = np.diag([0.0 if name == ALWAYS else ridge for name in names])
    weights = np.zeros(len(names))
    for _ in range(50):
        given = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (given - right) + penalty @ weights
        bend = (x * (given * (1 - given))[:, None]).T @ x + penalty + 1e-9 * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip(names, weights.tolist(), strict=True))


def losses(rows: list[frozenset[str]], right: Numbers, weights: dict[str, float]) -> Numbers:
    """Return the logarithmic loss of each row."""
    given = np.array([sureness(iter(row), weights) for row in rows])
    lost: Numbers = -(right * np.log(given) + (1 - right) * np.log(1 - given))
    return lost


def held_out(rows: list[frozenset[str]], right: Numbers, folds: Numbers, *, ridge: float) -> Numbers:
    """Return the loss of each row by weights that were fitted without the documents of its fold."""
    lost = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        weights = fitted([rows[i] for i in inside], right[inside], ridge=ridge)
        lost[outside] = losses([rows[i] for i in outside], right[outside], weights)
    return lost


def chosen(by_ridge: dict[float, Numbers]) -> float:
    """Return the strongest penalty that does worse than the best by no more than the standard error of the difference.

    A few hundred stances tempt to overfit.
    """
    best = min(by_ridge.values(), key=lambda lost: float(lost.mean()))
    worse = {ridge: lost - best for ridge, lost in by_ridge.items()}
    return max(ridge for ridge, more in worse.items() if more.mean() <= more.std() / np.sqrt(len(more)))


def write(weights: dict[str, float], rows: list[frozenset[str]], right: Numbers) -> None:
    """Write the table: the weight, how many stances had it, and how many of those were right."""
    with (ontology() / "sureness.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["seen", "weight", "stances", "right"])
        for name, weight in sorted(weights.items(), key=lambda item: (item[0] != ALWAYS, item[0])):
            those = [bool(yes) for row, yes in zip(rows, right, strict=True) if name in row]
            lines.writerow([name, f"{weight:.2f}", len(those), f"{sum(those) / len(those):.2f}"])


def main() -> None:
    """Fit, and write the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bench", type=Path, help="the folder of score.py and of the corpora")
    arguments.add_argument("--first", type=int, help="only so many documents")
    asked = arguments.parse_args()
    gold = judged.rows(asked.bench / "dev" / "seesaw-train.jsonl")[: asked.first]
    records = extracted(gold)
    made = list(judged.seesaw(judged.scorer(asked.bench), gold, records))
    rows = [judged.features(one) for one in made]
    right = np.array([one.right for one in made], dtype=float)
    documents = {name: number for number, name in enumerate(sorted({one.record["document"]["id"] for one in made}))}
    folds = np.array([documents[one.record["document"]["id"]] % FOLDS for one in made])
    by_ridge = {ridge: held_out(rows, right, folds, ridge=ridge) for ridge in RIDGES}
    best = chosen(by_ridge)
    constant = held_out([frozenset({ALWAYS})] * len(rows), right, folds, ridge=1.0).mean()
    weights = fitted(rows, right, ridge=best)
    write(weights, rows, right)
    print(f"{len(made)} stances of {len(documents)} documents, {100 * right.mean():.0f} in 100 right")
    print(
        f"loss on held-out documents: {by_ridge[best].mean():.4f} with ridge {best:g}; {constant:.4f} if all were given the same"
    )
    shipped.cache_clear()
    table.cache_clear()
    again = anew(made)
    before, after = expected_error(made), expected_error(again)
    print(f"expected calibration error on these: {100 * before:.1f} before, {100 * after:.1f} after")


if __name__ == "__main__":
    main()
