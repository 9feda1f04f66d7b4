"""Ideal points by kg's plain maximum likelihood, and by draws from the posterior: how near both come to positions that were planted.

    python -m benchmarks.idealpoints                                   # ours alone
    python -m venv .venv-numpyro && .venv-numpyro/bin/pip install numpyro
    python -m benchmarks.idealpoints --numpyro .venv-numpyro/bin/python   # and numpyro beside it
    python -m benchmarks.idealpoints --numpyro … --docs                # and into docs/networks.md

Both have the same model and the same priors. numpyro draws 500 times from the posterior after 500 steps of warming up, by NUTS, in an environment of
its own; its answer is the mean. Each size is planted three times: the median of correlations, with the least and the greatest, of shares, and of
seconds of the wall clock, compiling included.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from benchmarks import readme
from kg.networks import discourse
from kg.statements import StatementTable

DOCS = Path(__file__).parent.parent / "docs" / "networks.md"
COLUMNS = ("actors × issues, statements", "by", "correlation with the truth", "truth within 2 errors", "seconds")
SEEDS = (1, 2, 3)
SIZES = ((50, 40, 0.3), (150, 80, 0.3))  # actors, issues, how many of the cells are known

# Runs in the other environment, which has numpyro and nothing of ours.
DRAW = """
import sys, time
import jax, jax.numpy as jnp, numpy as np, numpyro
from numpyro import distributions as dist
from numpyro.infer import MCMC, NUTS
given = np.load(sys.argv[1])
row, column, share = (jnp.asarray(given[name]) for name in ("row", "column", "share"))
n, m = int(row.max()) + 1, int(column.max()) + 1
def model():
    position = numpyro.sample("position", dist.Normal(0, 1).expand([n]))
    slope = numpyro.sample("slope", dist.Normal(0, 2.5).expand([m]))
    difficulty = numpyro.sample("difficulty", dist.Normal(0, 2.5).expand([m]))
    numpyro.sample("share", dist.Bernoulli(logits=position[row] * slope[column] - difficulty[column]), obs=share)
start = time.perf_counter()
mcmc = MCMC(NUTS(model), num_warmup=500, num_samples=500, num_chains=1, progress_bar=False)
mcmc.run(jax.random.PRNGKey(0))
drawn = np.asarray(mcmc.get_samples()["position"])
seconds = time.perf_counter() - start
drawn = drawn * np.sign(drawn @ drawn[-1])[:, None]  # left and right may be swapped on the way
np.savez(sys.argv[2], mean=drawn.mean(axis=0), error=drawn.std(axis=0), seconds=seconds)
"""


def planted(actors: int, issues: int, known: float, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Return statements drawn from the model, and where the actors stand."""
    chance = np.random.default_rng(seed)
    position, slope, difficulty = chance.normal(size=actors), chance.normal(0, 1.5, issues), chance.normal(size=issues)
    row, column = np.nonzero(chance.random((actors, issues)) < known)
    agrees = chance.random(len(row)) < 1 / (1 + np.exp(difficulty[column] - position[row] * slope[column]))
    names = {"who": [f"a{one:04}" for one in row], "what": [f"c{one:04}" for one in column], "how": agrees.astype(int)}
    return pd.DataFrame({"date": pd.Timestamp("2024-01-01"), **names}), position


def rows(numpyro: str | None) -> Iterator[dict[str, str]]:
    """Yield a row for each size and way."""
    for actors, issues, known in SIZES:
        statements, ours, theirs = [], [], []
        for seed in SEEDS:
            frame, truth = planted(actors, issues, known, seed)
            statements.append(len(frame))
            table = StatementTable.from_frame(frame, document=None, kinds={"how": "boolean"})
            start = time.perf_counter()
            made = discourse.ideal_points(table, rows="who", columns="what", qualifier="how", at_least=1)
            seconds = time.perf_counter() - start
            truth = truth[[int(name[1:]) for name in made.actors]]
            ours.append((*compared(truth, made.positions[:, 0], made.errors[:, 0]), seconds))
            if numpyro:
                mean, error, took = drawn(frame, numpyro)
                theirs.append((*compared(truth, mean, error), took))
        about = f"{actors} × {issues}, {np.median(statements):,.0f}"
        yield told(about, "kg, maximum likelihood", ours)
        if theirs:
            yield told(about, "numpyro, NUTS", theirs)


def drawn(frame: pd.DataFrame, python: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Return means, standard deviations and seconds of draws in another environment."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "given.npz", Path(folder) / "made.npz"
        codes = {name: pd.factorize(frame[key], sort=True)[0] for name, key in (("row", "who"), ("column", "what"))}
        np.savez(given, **codes, share=frame["how"].to_numpy())
        subprocess.run([python, "-c", DRAW, str(given), str(made)], check=True)
        with np.load(made) as kept:
            return kept["mean"], kept["error"], float(kept["seconds"])


def compared(truth: np.ndarray, found: np.ndarray, error: np.ndarray) -> tuple[float, float]:
    """Return the correlation, and the share within two errors; which side is above 0 is nobody's to know."""
    correlation = float(np.corrcoef(truth, found)[0, 1])
    turned = found if correlation > 0 else -found
    return abs(correlation), float((np.abs(turned - truth) < 2 * error).mean())


def told(about: str, by: str, found: list[tuple[float, float, float]]) -> dict[str, str]:
    """Return a row."""
    correlations, within, seconds = zip(*found, strict=True)
    correlation = f"{np.median(correlations):.2f} ({min(correlations):.2f} to {max(correlations):.2f})"
    values = (about, by, correlation, f"{np.median(within):.0%}", f"{np.median(seconds):.1f}")
    return dict(zip(COLUMNS, values, strict=True))


def has_numpyro(python: str) -> bool:
    """Whether an environment has numpyro."""
    try:
        return subprocess.run([python, "-c", "import numpyro"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numpyro", metavar="PYTHON", help="the Python of an environment with numpyro")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/networks.md")
    given = parser.parse_args()
    there = given.numpyro is not None and has_numpyro(given.numpyro)
    if not there:
        if given.docs:
            raise SystemExit("without numpyro there is nothing to compare: see --help for how to install it")
        print(
            "numpyro is left out: python -m venv .venv-numpyro, .venv-numpyro/bin/pip install numpyro, --numpyro .venv-numpyro/bin/python"
        )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in COLUMNS:
        table.add_column(heading)
    measured = list(rows(given.numpyro if there else None))
    for row in measured:
        table.add_row(*row.values())
    Console(width=140).print(table)
    if given.docs:
        readme.write("idealpoints", readme.table(COLUMNS, measured), DOCS)


if __name__ == "__main__":
    main()
