"""Does a graph survive `kill -9`? `kg add` is killed at random moments, the graph looked at, and the command repeated.

    python -m benchmarks.crashes [--kills 100] [--seed 1]

Each round takes a folder of some documents: articles to be read, and records that come with their texts. In half of
the rounds the graph is new, in the other half it has an earlier reading of every document, which is replaced. After
every kill the graph must open, hold whole documents only and pass `kg check`; when the command is repeated to its end,
its export must be the same bytes as that of a graph that nobody disturbed. All rounds have one fixed clock.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import readme
from kg.errors import NoGraph
from kg.records import Document, Record
from kg.store import Store

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "data" / "strait" / "articles.jsonl"
REFERENCE = ROOT / "data" / "strait" / "reference.ttl"
SIZES = (3, 12, 60)  # documents of a folder
READ = 3  # of them at the most are articles; the others are records
# As kg itself, only that it commits fifty times as often, so that a short run has many moments between two commits.
KG = "import kg.store.store; kg.store.store.BATCH = 0.04; from kg.cli import main; main()"
CLOCK = {"SOURCE_DATE_EPOCH": "1700000000"}
COLUMNS = ("kills", "before there was a graph", "while adding", "while indexing", "documents seen after them", "broken")


@dataclass
class Found:
    """What was seen: kills by when they came, whole documents, and whatever was wrong."""

    early: int = 0
    adding: int = 0
    indexing: int = 0
    documents: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """How many processes were killed before they were done."""
        return self.early + self.adding + self.indexing

    def row(self) -> dict[str, str]:
        """Return it as a row of the table."""
        values = (self.kills, self.early, self.adding, self.indexing, self.documents, len(self.wrong))
        return dict(zip(COLUMNS, (f"{value:,}" for value in values), strict=True))


def batches(size: int) -> Iterator[tuple[list[Document], list[Record]]]:
    """Yield the documents of a folder twice: the articles to be read with records of the rest, and fewer stances of all."""
    from kg import reference
    from kg.extraction import Extractor

    articles = [Document.model_validate(json.loads(line)) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    several = [
        articles[number % len(articles)].model_copy(update={"id": f"article-{number:03}"}) for number in range(size)
    ]
    records = list(Extractor(reference.load(REFERENCE)).extract(several))
    texts = {one.id: one.text for one in several}
    whole = [
        record.model_copy(update={"document": record.document.model_copy(update={"text": texts[record.document.id]})})
        for record in records
    ]
    yield several[:READ], whole[READ:]
    yield [], [record.model_copy(update={"stances": record.stances[::2]}) for record in whole]


def write(folder: Path, articles: list[Document], records: list[Record]) -> None:
    """Write a folder of documents, in several files."""
    folder.mkdir()
    for article in articles:
        line = article.model_dump_json(exclude_none=True)
        (folder / f"{article.id}.jsonl").write_text(f"{line}\n", encoding="utf-8")
    for part in range(0, len(records), 20):
        lines = [
            json.dumps(json.loads(record.to_json()) | {"document": record.document.model_dump() | _text(record)})
            for record in records[part : part + 20]
        ]
        (folder / f"records-{part:03}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _text(record: Record) -> dict[str, str | None]:
    return {"text": record.document.text}


class Trial:
    """One folder of documents, with the graph that an undisturbed run makes of it."""

    def __init__(self, place: Path, size: int, *, replacing: bool) -> None:
        self.place = place
        place.mkdir()
        (articles, records), (_, earlier) = batches(size)
        write(place / "news", articles, records)
        self.begin = place / "begin"
        if replacing:
            write(place / "earlier", [], earlier)
            self.run(self.begin, place / "earlier").wait()
        self.undisturbed = place / "undisturbed"
        self.start(self.undisturbed)
        before = time.monotonic()
        if self.run(self.undisturbed).wait():
            raise SystemExit("kg add failed where nobody disturbed it")
        self.seconds = time.monotonic() - before
        self.expected = export(self.undisturbed)
        self.whole = {*rows(self.undisturbed), *(rows(self.begin) if replacing else ())}

    def start(self, graph: Path) -> None:
        """Put the graph that a round begins with in its place; there may be none."""
        if self.begin.exists():
            shutil.copytree(self.begin, graph)

    def run(self, graph: Path, news: Path | None = None) -> "subprocess.Popen[bytes]":
        """Start `kg add`."""
        arguments = ["add", "--quiet", "--graph", str(graph), "--reference", str(REFERENCE)]
        command = [sys.executable, "-c", KG, *arguments, str(news or self.place / "news")]
        env = {**os.environ, **CLOCK, "PYTHONPATH": str(ROOT)}
        with (self.place / "told").open("wb") as told:
            return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=told)

    def round(self, chance: random.Random, found: Found) -> None:
        """Kill it once or several times, look at the graph each time, and let it come to its end."""
        graph = self.place / "graph"
        self.start(graph)
        try:
            for _ in range(chance.randint(1, 3)):
                process = self.run(graph)
                time.sleep(chance.random() * self.seconds)
                process.kill()
                if process.wait() == 0:
                    break  # it was done already
                self.look(graph, found)
            if self.run(graph).wait():
                told = (self.place / "told").read_text(encoding="utf-8", errors="replace")
                found.wrong.append(f"the repeated command failed: {told.strip()}")
            elif export(graph) != self.expected:
                found.wrong.append("the repeated command made another graph")
        finally:
            shutil.rmtree(graph, ignore_errors=True)

    def look(self, graph: Path, found: Found) -> None:
        """Look at a graph after a kill."""
        stamp = graph / "index" / "stamp.json"
        if not (graph / "graph.sqlite").exists():
            found.early += 1
        elif (graph / "index").exists() and (not stamp.exists() or not json.loads(stamp.read_bytes())["whole"]):
            found.indexing += 1
        else:
            found.adding += 1
        try:
            with Store.open(graph) as store:
                found.wrong += [f"{problem.document}: {problem.message}" for problem in store.check()]
                names = [entry.document.id for entry in store.documents()]
                if len(store.query("documents")) != len(names):
                    found.wrong.append("a question sees other documents")
        except NoGraph:
            return
        there = rows(graph)
        found.documents += len(there)
        found.wrong += [f"{row[0]} is not whole" for row in there if row not in self.whole]


def rows(graph: Path) -> list[tuple[str, ...]]:
    """Return what a graph keeps of each document: its id, text and record."""
    with Store.open(graph) as store:
        return [(one.document.id, store.text(one.document.id), store.record(one.document.id).to_json(links=True)) for one in store.documents()]  # fmt: skip


def export(graph: Path) -> bytes:
    """Return all that a graph says, in canonical form: sorted N-Quads."""
    with Store.open(graph) as store:
        out = graph.parent / "export.nq"
        store.export(out)
        return out.read_bytes()


def crash(*, kills: int, seed: int, sizes: tuple[int, ...] = SIZES) -> Found:
    """Kill until there were so many kills, and return what was seen."""
    chance = random.Random(seed)  # noqa: S311 -- no secret
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        trials = [
            Trial(Path(folder) / f"{size}-{replacing}", size, replacing=replacing)
            for size in sizes
            for replacing in (False, True)
        ]
        number = 0
        while found.kills < kills:
            trials[number % len(trials)].round(chance, found)
            number += 1
    return found


def main() -> None:
    """Print what was seen; exit 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--readme", action="store_true", help="write the table into the README")
    given = parser.parse_args()
    found = crash(kills=given.kills, seed=given.seed)
    table = readme.table(COLUMNS, [found.row()])
    print(table)
    if given.readme:
        readme.write("crashes", table)
    for wrong in found.wrong:
        print(wrong)
    raise SystemExit(bool(found.wrong))


if __name__ == "__main__":
    main()
