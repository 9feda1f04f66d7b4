"""How fast kg is on this machine: one table.

    python -m benchmarks            # the table
    python -m benchmarks --readme   # and written into the README

Times are CPU seconds of one thread, so that a busy machine changes them little; the median of three
rounds is shown. The sample articles are repeated until they are a fair load.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

# Before numpy and the parser are loaded: one thread, or the figures are of the machine's cores.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

from rich.console import Console
from rich.table import Table

from benchmarks import readme
from kg.records import Document

DATA = Path(__file__).parent.parent / "data"
COLUMNS = ("what", "figure", "on what")
ROUNDS = 3
COPIES = 12
DOCUMENTS, PRINTS = 20_000, 5  # for telling stories


def documents() -> list[Document]:
    """Return the sample articles, several times over, each time as documents of their own."""
    lines = (DATA / "strait" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [Document.model_validate(json.loads(line)) for line in lines]
    return [one.model_copy(update={"id": f"{one.id}-{copy}"}) for copy in range(COPIES) for one in articles]


def telling_stories() -> tuple[str, str, str]:
    """Return how fast it is told which of very many documents print the same text."""
    import numpy as np

    from kg.store.sketches import sketch
    from kg.store.stories import stories

    chance = np.random.default_rng(1)
    texts = {}
    for report in range(DOCUMENTS // PRINTS):
        words = [f"w{number}" for number in chance.integers(0, 5000, 500)]
        for paper in range(PRINTS):  # each changes a word here and there, and cuts the end
            kept = [word for word, drawn in zip(words, chance.random(500), strict=True) if drawn > paper / 100]
            texts[f"{report:05}-{paper}"] = " ".join(kept[: 500 - 40 * paper])
    started = time.process_time()
    sketches = {name: sketch(text) for name, text in texts.items()}
    sketched = time.process_time()
    stories(sketches)
    told = time.process_time()
    return (
        "which documents are one story",
        f"{told - started:.0f} s",
        f"{len(texts):,} documents, {told - sketched:.1f} s of it when the graph is asked",
    )


def timed(work: Callable[[], object]) -> float:
    """Return the median CPU seconds of a piece of work."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield what was measured, the figure, and on what."""
    from kg import language, reference
    from kg.extraction import Extractor
    from kg.store import Run, Store

    load = documents()
    words = sum(len(one.text.split()) for one in load)
    known = reference.load(DATA / "strait" / "reference.ttl")
    lines = [line for one in load for line in one.text.split("\n") if line.strip()]
    for name in (language.MINI, language.CORE):
        pipeline = language.load(name)
        parsing = timed(lambda read=pipeline: list(read.pipe(lines)))
        yield f"the parser {name} alone", f"{words / parsing:,.0f} words a second", f"{words:,} words, one core"
        extractor = Extractor(known, pipeline=pipeline)
        extracting = timed(lambda read=extractor: list(read.extract(load)))
        yield f"extraction with {name}", f"{words / extracting:,.0f} words a second", f"{len(load)} articles, one core"

    records = list(extractor.extract(load))
    stances = sum(len(record.stances) for record in records)
    run = Run(extractor="kg", version="0", started="2026-01-01T00:00:00+00:00")

    def keep() -> None:
        with (
            tempfile.TemporaryDirectory() as folder,
            Store.open(Path(folder) / "graph", create=True, write=True) as store,
            store.batch(),
        ):
            for one, record in zip(load, records, strict=True):
                store.put(record, one.text, run=run)

    adding = timed(keep)
    yield (
        "adding records to a new graph",
        f"{len(load) / adding:,.0f} documents a second",
        f"{stances / adding:,.0f} stances a second, index included",
    )
    yield telling_stories()
    yield (
        "memory, at the most",
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB",
        "of this process, all of the above",
    )
    for command, what in ((["--help"], "kg --help"), (["relations"], "kg relations")):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", *command], check=True, capture_output=True
        )
        yield what, f"{time.perf_counter() - start:.2f} s", "wall clock"


def main() -> None:
    """Print the table; write it into the README where that is asked."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in COLUMNS:
        table.add_column(heading)
    measured = list(rows())
    for row in measured:
        table.add_row(*row)
    Console().print(table)
    if "--readme" in sys.argv[1:]:
        readme.write("speed", readme.table(COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in measured]))


if __name__ == "__main__":
    main()
