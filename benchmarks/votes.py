"""How long a large assembly takes: `python -m benchmarks.votes ../shared/un-votes`.

The folder holds votes.csv.gz (rollcall, country, vote) and rollcalls.csv (rollcall, date, …). Every line says what was done, the seconds on the clock and of the processor,
and the most memory so far; the last compares the counts of some pairs with a plain count over the rows.
"""

import argparse
import os
import resource
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import numpy as np
import pandas as pd

from kg import networks
from kg.networks import discourse

COUPLES, WIDTH = 200, 10


def told(what: str, work: Callable[[], Any]) -> Any:
    """Print what some work took, and return what it made."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"{wall:7.2f} s  {cpu:7.2f} s  {memory:5.2f} GiB  {what}")
    return made


def table(folder: Path) -> pd.DataFrame:
    """Return the votes with the dates of their roll calls."""
    votes, calls = (pd.read_csv(folder / name, keep_default_na=False) for name in ("votes.csv.gz", "rollcalls.csv"))
    return votes.merge(calls, on="rollcall")


def positions(votes: pd.DataFrame) -> networks.Positions:
    """Return them as positions."""
    return networks.read_positions(
        votes, holder="country", target="rollcall", sign="vote", document="rollcall", holder_kind="state", name="votes"
    )


def series(read: networks.Positions) -> list[networks.Pairs]:
    """Return the pairs of every ten years."""
    return [networks.project(window.positions) for window in read.windows("year", width=WIDTH)]


def wrong(votes: pd.DataFrame, pairs: networks.Pairs) -> int:
    """Return for how many of some couples, drawn at random, a plain count says something else."""
    cast: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for country, call, vote in zip(votes["country"], votes["rollcall"], votes["vote"], strict=True):
        if vote != "abstain":
            cast[country][call] = vote
    every = list(combinations(sorted(cast), 2))
    chosen = np.random.default_rng(0).choice(len(every), min(COUPLES, len(every)), replace=False)
    differ = 0
    for one, other in (every[at] for at in chosen.tolist()):
        same = [cast[one][call] == cast[other][call] for call in cast[one].keys() & cast[other].keys()]
        differ += pairs.of(one, other)[2:] != (sum(same), len(same) - sum(same))
    return differ


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    print("   clock   processor   at most")
    votes = told("the files read and joined", lambda: table(folder))
    read = told("made positions", lambda: positions(votes))
    pairs = told("congruence and conflict of all pairs over all years", lambda: networks.project(read))
    told("the same, abstentions as half", lambda: networks.project(read, abstentions="half"))
    windows = told(f"the same in windows of {WIDTH} years, a year apart", lambda: series(read))
    asked = {"rows": "holder", "columns": "target", "qualifier": "agreement", "aggregation": "congruence"}
    statements = told("made statements", read.statements)
    told("discourse network, congruence", lambda: discourse.network(statements, **asked))
    told("discourse networks in those windows", lambda: discourse.windows(statements, "years", WIDTH, **asked))
    differ = told(f"{COUPLES} couples counted plainly", lambda: wrong(votes, pairs))
    print(read)
    print(f"{len(pairs):,} pairs, {len(windows)} windows; {differ} of {COUPLES} couples differ from a plain count")


if __name__ == "__main__":
    main()
