"""How long discourse networks take: `python -m benchmarks.discourse [STATEMENTS]`.

Statements are drawn: actors and concepts by a power of their rank, as in coded debates, over four years. Every line says what was made and how long
it took, from the table on; the first line is what reading the columns costs once. The last lines filter and de-duplicate more and more statements, from fresh columns on: the seconds grow with the statements.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from kg.networks import discourse
from kg.networks.discourse.sample import sample
from kg.statements import Column, StatementTable

ACTORS, CONCEPTS, DOCUMENTS = 1_000, 200, 5_000
ASKED = {"rows": "actor", "columns": "concept", "qualifier": "agreement"}


def drawn(statements: int, *, seed: int = 0) -> StatementTable:
    """Return so many statements."""
    chance = np.random.default_rng(seed)
    ranks = [1 / np.arange(1, size + 1) ** 0.8 for size in (ACTORS, CONCEPTS)]
    who, what = (chance.choice(len(weight), statements, p=weight / weight.sum()) for weight in ranks)
    document = chance.integers(0, DOCUMENTS, statements)
    published = np.sort(chance.integers(0, 4 * 365 * 86_400, DOCUMENTS)) + 1_546_300_800
    return StatementTable(
        ids=range(statements),
        documents=document.tolist(),
        seconds=published[document].tolist(),
        variables={
            "actor": Column("short text", [f"actor {number}" for number in who]),
            "concept": Column("short text", [f"concept {number}" for number in what]),
            "agreement": Column("boolean", chance.integers(0, 2, statements).tolist()),
            "position": Column("integer", chance.integers(-3, 4, statements).tolist()),
        },
        since=int(published[0]),
        until=int(published[-1]),
    )


def main(statements: int = 50_000) -> None:
    """Print what takes how long."""
    table = drawn(statements)
    settings = discourse.Settings
    work: dict[str, Callable[[], Any]] = {
        "the columns, once": lambda: [table.column(name).coded for name in table.names],
        "dates, exclusions, duplicates of a document": lambda: sample(table, settings(**ASKED, duplicates="document")),
    }
    for shape, aggregation, normalisation in (
        ("onemode", "ignore", "no"),
        ("onemode", "congruence", "average"),
        ("onemode", "conflict", "jaccard"),
        ("onemode", "subtract", "cosine"),
        ("twomode", "subtract", "activity"),
        ("twomode", "combine", "no"),
    ):
        asked = {
            **ASKED,
            "shape": shape,
            "aggregation": aggregation,
            "normalisation": normalisation,
            "duplicates": "document",
        }
        work[f"{shape}, {aggregation}, {normalisation}"] = lambda asked=asked: discourse.network(table, **asked)
    seven = {**ASKED, "qualifier": "position", "aggregation": "subtract", "normalisation": "average"}
    work["onemode, subtract, average, seven levels"] = lambda: discourse.network(table, **seven)
    once = {**ASKED, "aggregation": "subtract", "normalisation": "average"}
    work["48 windows of a month"] = lambda: discourse.windows(table, "months", 1, **once)
    work["49 moments, gaussian kernel"] = lambda: discourse.smoothed(table, "months", 6, "gaussian", **once)
    for name, do in work.items():
        begun = time.perf_counter()
        do()
        print(f"{time.perf_counter() - begun:8.3f} s  {name}")
    for times in (1, 2, 4, 8):
        more = drawn(times * statements)
        begun = time.process_time()
        kept = sample(more, settings(**ASKED, duplicates="document", exclude={"concept": ["concept 1"]}))
        print(
            f"{time.process_time() - begun:8.3f} s of the processor  {len(more):,} statements filtered and de-duplicated: {len(kept):,}"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
