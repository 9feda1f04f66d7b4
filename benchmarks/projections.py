"""How fast actors are joined by the issues that they share, beside networkx and plain scipy.

    python -m benchmarks.projections            # the table
    python -m benchmarks.projections --readme   # and written into docs/stance-networks.md

Stances are drawn: issues by a power of their rank, as in coded debates, eight an actor; the same cell twice is one. Congruence and conflict are two counts
everywhere, but in networkx, which has no signs and counts shared issues alone. Each way runs in a process of its own, one after the other, in rounds that
alternate; seconds are of its processor, the median of three rounds, and memory is its most. networkx joins a sample of the actors with all others, since
all of them would take minutes and more memory than most machines have; its seconds are those of the sample times actors / sample.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks import readme

DOCS = Path(__file__).parent.parent / "docs" / "stance-networks.md"
COLUMNS = ("actors × issues", "what", "seconds", "times plain scipy", "memory", "pairs", "left out")
STANCES_PER_ACTOR = 8
SAMPLE = 100  # actors that networkx joins
ROUNDS = 3
TOP = 50


@dataclass(frozen=True)
class Size:
    """How many actors and issues, and which ways to join them are tried."""

    actors: int
    issues: int
    ways: Sequence[str]


SIZES = (
    Size(1_000, 100, ("networkx", "scipy", "kg")),
    Size(10_000, 1_000, ("networkx", "scipy", "kg", "kg, top")),
    Size(100_000, 10_000, ("kg, top",)),
)
NAMES = {
    "networkx": "networkx.bipartite.weighted_projected_graph, no signs",
    "scipy": "plain scipy.sparse, two products",
    "kg": "`networks.project`",
    "kg, top": f"`networks.project(…, top={TOP})`",
}


def drawn(actors: int, issues: int) -> "tuple[np.ndarray[Any, Any], ...]":
    """Return actor, issue and sign of every stance."""
    chance = np.random.default_rng(1)
    weight = 1 / np.arange(1, issues + 1)
    actor = np.repeat(np.arange(actors), STANCES_PER_ACTOR)
    issue = chance.choice(issues, len(actor), p=weight / weight.sum())
    cells = np.unique(actor * issues + issue)
    return cells // issues, cells % issues, chance.choice([-1, 1], len(cells))


def measured(way: str, actors: int, issues: int) -> dict[str, Any]:
    """Return what one way takes, in this process."""
    actor, issue, sign = drawn(actors, issues)
    used = {"stances": len(actor), **_WAYS[way](actor, issue, sign)}
    return {**used, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2}


def _networkx(actor: Any, issue: Any, _sign: Any) -> dict[str, Any]:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((f"a{who}", f"i{what}") for who, what in zip(actor.tolist(), issue.tolist(), strict=True))
    everybody = sorted({f"a{who}" for who in actor.tolist()})
    chosen = np.random.default_rng(2).choice(len(everybody), SAMPLE, replace=False)
    start = time.process_time()
    made = nx.bipartite.weighted_projected_graph(graph, [everybody[at] for at in chosen])
    return {"seconds": (time.process_time() - start) * len(everybody) / SAMPLE, "sampled": made.number_of_edges()}


def _scipy(actor: Any, issue: Any, sign: Any) -> dict[str, Any]:
    from scipy import sparse

    start = time.process_time()
    ones = np.ones(len(actor), dtype=np.int32)
    plus, minus = (
        sparse.csr_array(
            (ones[sign == side], (actor[sign == side], issue[sign == side])), shape=(actor.max() + 1, issue.max() + 1)
        )
        for side in (1, -1)
    )
    left, right = sparse.csr_array(sparse.hstack([plus, minus])), sparse.csr_array(sparse.hstack([minus, plus]))
    congruence, conflict = left @ left.T, left @ right.T
    seconds = time.process_time() - start
    own = int(congruence.diagonal().sum())
    return {"seconds": seconds, "congruence": (int(congruence.sum()) - own) // 2, "conflict": int(conflict.sum()) // 2}


def _kg(actor: Any, issue: Any, sign: Any, top: int | None = None) -> dict[str, Any]:
    import pandas as pd

    from kg import networks

    names = {"holder": pd.Categorical.from_codes(actor, [f"actor {number}" for number in range(actor.max() + 1)])}
    table = pd.DataFrame({**names, "target": issue, "sign": sign})
    positions = networks.read_positions(table, date=None)
    start = time.process_time()
    made = networks.project(positions, top=top)
    seconds = time.process_time() - start
    left = made.left_out
    return {
        "seconds": seconds,
        "pairs": len(made),
        "congruence": left.of_congruence,
        "conflict": left.of_conflict,
        "left out": str(left) if left.pairs else "",
    }


_WAYS = {"networkx": _networkx, "scipy": _scipy, "kg": _kg, "kg, top": lambda *stances: _kg(*stances, top=TOP)}


def apart(way: str, size: Size) -> dict[str, Any]:
    """Return what one way takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.projections", "--only", way, str(size.actors), str(size.issues)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def rows(size: Size) -> list[dict[str, str]]:
    """Measure one size, and return its lines of the table."""
    rounds = ROUNDS if len(size.ways) > 1 else 1
    found: dict[str, list[dict[str, Any]]] = {way: [] for way in size.ways}
    for _ in range(rounds):
        for way in size.ways:
            if way != "networkx" or not found[way]:
                found[way].append(apart(way, size))
    sums = {
        (one["congruence"], one["conflict"]) for several in found.values() for one in several if "congruence" in one
    }
    if len(sums) > 1:
        raise SystemExit(f"the ways do not agree on the sums: {sums}")
    seconds = {way: statistics.median(one["seconds"] for one in several) for way, several in found.items()}
    made = []
    for way, several in found.items():
        one = several[0]
        made.append(
            {
                "actors × issues": f"{size.actors:,} × {size.issues:,}, {one['stances']:,} stances",
                "what": NAMES[way],
                "seconds": f"{seconds[way]:,.2f}" + (f", from {SAMPLE} actors" if way == "networkx" else ""),
                "times plain scipy": f"{seconds[way] / seconds['scipy']:,.2f}" if "scipy" in seconds else "",
                "memory": f"{one['memory']:.2f} GiB",
                "pairs": f"{one['pairs']:,}" if "pairs" in one else "",
                "left out": one.get("left out", "").removeprefix("left out: "),
            }
        )
    return made


def main() -> None:
    """Print the table; write it into the guide where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--only", nargs=3, metavar=("WAY", "ACTORS", "ISSUES"), help="one way in this process, as JSON")
    given = parser.parse_args()
    if given.only:
        way, actors, issues = given.only
        print(json.dumps(measured(way, int(actors), int(issues))))
        return
    lines = [line for size in SIZES for line in rows(size)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in COLUMNS:
        table.add_column(heading)
    for line in lines:
        table.add_row(*(line.get(name, "") for name in COLUMNS))
    Console().print(table)
    if given.readme:
        readme.write("projections", readme.table(COLUMNS, lines), DOCS)


if __name__ == "__main__":
    main()
