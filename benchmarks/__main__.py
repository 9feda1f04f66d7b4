"""How fast kg is on this machine: one table.

    python -m benchmarks [--plain PIPELINE]    # the table, beside a plain spaCy pipeline in a folder
    python -m benchmarks --readme              # and written into the README

Times are CPU seconds of one thread, so that a busy machine changes them little; the median of three
rounds is shown. The sample articles are repeated until they are a fair load. Processes are timed as they are
started, and the best of several counts.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# Before numpy and the parser are loaded: one thread, or the figures are of the machine's cores.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

from rich.console import Console
from rich.table import Table

from benchmarks import readme
from benchmarks.processes import best
from kg.known import Known
from kg.records import Document

DATA = Path(__file__).parent.parent / "data"
COLUMNS = ("what", "figure", "on what")
ROUNDS = 3
COPIES = 6
BOOK = 1_000_000  # characters
DOCUMENTS, PRINTS = 20_000, 5  # for telling stories

# Pipelines that only tag, parse and find names, and what they are; those that are not installed are left out.
PLAIN = {"en_core_web_sm": "spaCy's own small one", "en_mini": "the transformer that kg extract reads with"}


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


def rows(others: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what was measured, the figure, and on what."""
    load = documents()
    # First, while this process is small: a new one is never told to be smaller than the one that it came from.
    with tempfile.TemporaryDirectory() as folder:
        ran = list(processes(Path(folder), load))
    yield from reading(load, others)
    yield from adding(load)
    yield from ran


def reading(load: Sequence[Document], others: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield how fast texts are read: by a plain spaCy pipeline, which only tags, parses and finds names, and by kg."""
    import spacy

    from kg import language
    from kg.extraction import Extractor

    words = counted(load)
    texts = [one.text for one in load]
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    for name, about in (PLAIN | dict.fromkeys(others, "a pipeline in that folder")).items():
        if name == language.MINI or name in others or spacy.util.is_package(name):
            pipeline = language.load() if name == language.MINI else spacy.load(name)
            given = lines if name == language.MINI else texts
            seconds = timed(lambda read=pipeline, given=given: list(read.pipe(given)))
            yield f"spaCy with {name} alone", f"{words / seconds:,.0f} words a second", about
    extractor = Extractor(known())
    seconds = timed(lambda: list(extractor.extract(load)))
    yield (
        "extraction, the whole of it",
        f"{words / seconds:,.0f} words a second",
        f"{len(load)} articles, {words:,} words",
    )


def adding(load: Sequence[Document]) -> Iterator[tuple[str, str, str]]:
    """Yield how fast records are kept."""
    from kg.extraction import Extractor
    from kg.store import Run, Store

    records = list(Extractor(known()).extract(load))
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

    seconds = timed(keep)
    about = f"{stances / seconds:,.0f} stances a second, index included"
    yield "adding records to a new graph", f"{len(load) / seconds:,.0f} documents a second", about
    yield telling_stories()


def processes(folder: Path, load: Sequence[Document]) -> Iterator[tuple[str, str, str]]:
    """Yield what the commands take, each as a process of its own."""
    line, articles, book = folder / "line.txt", folder / "articles.jsonl", folder / "book.txt"
    line.write_text("Norway condemned Denmark on Monday.", encoding="utf-8")
    articles.write_text("".join(f"{one.model_dump_json(exclude_none=True)}\n" for one in load), encoding="utf-8")
    text = "\n\n".join(one.text for one in load)
    book.write_text((text * (BOOK // len(text) + 1))[:BOOK], encoding="utf-8")
    start = best(["extract", str(line)])
    every = best(["extract", str(articles)], of=ROUNDS)
    long = best(["extract", str(book)], of=1)
    yield "kg extract, one line", f"{start.wall:.2f} s", f"wall clock; {start.memory:,.0f} MB at the most"
    figure = f"{counted(load) / every.cpu:,.0f} words a second"
    yield "kg extract, all articles", figure, f"its start included; {every.memory:,.0f} MB at the most"
    yield (
        "kg extract, one long text",
        f"{BOOK / 1e6 / long.cpu * 60:,.1f} MB a minute",
        f"{BOOK / 1e6:g} MB; {long.memory:,.0f} MB at the most",
    )
    for command in ("--help", "relations"):
        yield f"kg {command}", f"{best([command]).wall:.2f} s", "wall clock"


def known() -> Known:
    """Return who is who in the articles."""
    from kg import reference

    return reference.load(DATA / "strait" / "reference.ttl")


def counted(load: Sequence[Document]) -> int:
    """Return how many words there are."""
    return sum(len(one.text.split()) for one in load)


def main() -> None:
    """Print the table; write it into the README where that is asked."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in COLUMNS:
        table.add_column(heading)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--plain", action="append", default=[], help="the folder of a spaCy pipeline to run beside ours"
    )
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    measured = list(rows(given.plain))
    for row in measured:
        table.add_row(*row)
    Console().print(table)
    if given.readme:
        readme.write("speed", readme.table(COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in measured]))


if __name__ == "__main__":
    main()
