"""How fast a graph is filled and asked, beside pyoxigraph and rdflib on the same quads, in one run.

    python -m benchmarks.store [--stances 100000] [--rdflib 1000]
    python -m benchmarks.store --readme        # and the first table written into the README

The records are made up (benchmarks/synthetic.py): actors and issues by Zipf's law, so that a few are everywhere. Times
are CPU seconds, which a busy machine changes less than the clock. "Best by hand" is the same question to pyoxigraph,
with the names of the one asked for written in, and what the question leaves open left out.
"""

import argparse
import gc
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from benchmarks import readme, synthetic
from kg.iris import PREFIXES
from kg.store import Run, Search, Store
from kg.store._oxigraph import Reader

RUN = Run(extractor="made up", version="1", started="2026-01-01T00:00:00+00:00")
LOADED = ("what", "figure", "on what")
ASKED = ("question", "of", "kg", "by hand", "rows")
Figures = dict[str, float]
HUB, ISSUE, OTHER = "actor:actor-00001", "issue:issue-00001", "actor:actor-00002"

#: Each named query with what it is asked for, and what of it a person would write who asks pyoxigraph alone.
QUESTIONS: dict[str, tuple[dict[str, str], str]] = {
    "denials": (
        {"holder": HUB},
        f"SELECT ?d ?t ?w {{ ?s kg:holder {HUB} ; kg:negated true ; kg:target ?t ; kg:evidence ?e . ?e oa:exact ?w . ?s kg:date ?d }}",
    ),
    "said-about": (
        {"speaker": HUB, "issue": ISSUE},
        f"SELECT ?d ?w {{ ?a kg:speaker {HUB} ; kg:mentions {ISSUE} ; kg:content ?c ; kg:date ?d . ?c oa:exact ?w }}",
    ),
    "stated-and-ascribed": (
        {"holder": HUB, "target": OTHER},
        f"SELECT ?s ?w {{ ?s kg:holder {HUB} ; kg:target {OTHER} ; kg:stated ?stated ; kg:evidence ?e . ?e oa:exact ?w }}",
    ),
    "where-actors-stand": (
        {"issue": ISSUE, "holder": HUB},
        f"SELECT ?s ?w {{ ?s kg:target {ISSUE} ; kg:holder {HUB} ; kg:negated false ; kg:evidence ?e . ?e oa:exact ?w }}",
    ),
    "who-criticizes-whom": (
        {"holder": HUB, "target": OTHER},
        f"SELECT ?s ?w {{ VALUES ?r {{ rel:criticizes rel:accuses }} ?s kg:holder {HUB} ; kg:target {OTHER} ; kg:relation ?r ; kg:negated false ; kg:evidence ?e . ?e oa:exact ?w }}",
    ),
    "friends-and-foes": (
        {"holder": HUB, "target": OTHER},
        f"SELECT ?g (COUNT(*) AS ?n) {{ ?s kg:holder {HUB} ; kg:target {OTHER} ; kg:sign ?g }} GROUP BY ?g",
    ),
    "stances-by-month": (
        {"holder": HUB, "target": ISSUE},
        f"SELECT ?m ?g (COUNT(*) AS ?n) {{ ?s kg:holder {HUB} ; kg:target {ISSUE} ; kg:sign ?g ; kg:date ?d BIND(SUBSTR(STR(?d), 1, 7) AS ?m) }} GROUP BY ?m ?g",
    ),
    "most-contested-issues": (
        {},
        "SELECT ?i ?g (COUNT(DISTINCT ?h) AS ?n) { ?i a kg:Issue . ?s kg:target ?i ; kg:holder ?h ; kg:stated true ; kg:sign ?g } GROUP BY ?i ?g",
    ),
    "issues": ({}, "SELECT ?i (COUNT(DISTINCT ?s) AS ?n) { ?i a kg:Issue . ?s kg:target|kg:about ?i } GROUP BY ?i"),
    "documents": ({}, "SELECT ?d ?t { ?d a kg:Document ; schema:headline ?t }"),
}


def cpu() -> float:
    """Return the CPU seconds of this process."""
    return time.process_time()


def size(folder: Path) -> int:
    """Return the bytes of what is in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def fill(path: Path, stances: int) -> tuple[float, float]:
    """Make a graph, and return the CPU seconds of keeping the records and of indexing them; to make them up is not counted."""
    making = synthetic.records(stances)
    kept = 0.0
    with Store.open(path, create=True, write=True) as store:
        store.know(synthetic.known(stances))
        with store.batch():
            for record, text in making:
                before = cpu()
                store.put(record, text, run=RUN)
                kept += cpu() - before
        before = cpu()
        store.refresh()
        return kept, cpu() - before


def filled(folder: Path, stances: int) -> Figures:
    """Return what it took to fill the graph in a folder, which is done where there is none yet."""
    kept = folder / "filled.json"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # In a process of its own, whose peak of memory is then that of this alone.
        code = (
            "import gc, json; from benchmarks.store import *; gc.set_threshold(100_000); "
            f"kept, indexed = fill(Path({str(folder / 'graph')!r}), {stances}); "
            f"print(json.dumps({{'stances': {stances}, 'kept': kept, 'indexed': indexed, 'memory': peak()}}))"
        )
        kept.write_text(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
    figures: Figures = json.loads(kept.read_text())
    if figures["stances"] != stances:
        raise SystemExit(f"{folder} holds {figures['stances']:,.0f} stances, not {stances:,}")
    return figures


def one_more(path: Path) -> tuple[float, float]:
    """Return the CPU seconds of adding one document to a graph, edges included, and of taking it out: the median of five."""
    ((record, text),) = synthetic.records(synthetic.A_DOCUMENT, seed=99)
    record = record.model_copy(update={"document": record.document.model_copy(update={"id": "one-more"})})
    come, gone = [], []
    with Store.open(path, write=True) as store:
        for _ in range(5):
            before = cpu()
            store.put(record, text, run=RUN)
            store.refresh()
            between = cpu()
            store.remove("one-more")
            store.refresh()
            come.append(between - before)
            gone.append(cpu() - between)
    return statistics.median(come), statistics.median(gone)


def loaded(folder: Path, stances: int) -> Iterator[tuple[str, str, str]]:
    """Yield how fast a graph is filled, changed and opened again."""
    path, dump, raw = folder / "graph", folder / "dump.nq", folder / "raw"
    # In a process of its own, whose peak of memory is then that of this alone.
    code = f"from benchmarks.store import *; gc.set_threshold(100_000); print(*fill(Path({str(path)!r}), {stances})); print(peak())"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    kept, indexed, memory = map(float, told)
    with Store.open(path) as store:
        store.export(dump)
    with dump.open("rb") as lines:
        quads = sum(1 for _ in lines)
    before = cpu()
    engine = ox.Store(str(raw))
    engine.bulk_load(path=str(dump), format=ox.RdfFormat.N_QUADS)
    engine.flush()
    alone = cpu() - before
    del engine
    yield "stances", f"{stances:,}", f"{quads:,} quads, {quads / stances:.0f} a stance"
    yield "pyoxigraph's own bulk load", f"{quads / alone:,.0f} quads a second", "of the same quads, as N-Quads"
    yield (
        "kg, records to quads",
        f"{quads / indexed:,.0f} quads a second",
        f"{alone / indexed:.0%} of that; edges, names and stories included",
    )
    yield (
        "kg, all of it",
        f"{quads / (kept + indexed):,.0f} quads a second",
        f"{alone / (kept + indexed):.0%} of that; texts, records and words in SQLite included",
    )
    come, gone = one_more(path)
    yield "one document more", f"{1000 * come:.0f} ms", "into that graph, its edges included"
    yield "one document less", f"{1000 * gone:.0f} ms", "out of it, its edges included"
    before = time.perf_counter()
    with Store.open(path) as store:
        store.query("ASK { ?s a kg:Stance }")
        yield "opened again, first answer", f"{time.perf_counter() - before:.2f} s", "on the clock"
        store.search(Search(words='"glacier visa"'))
        before = cpu()
        found = store.search(Search(words='"glacier visa"'))
        yield "a phrase searched", f"{1000 * (cpu() - before):.1f} ms", f"{len(found.found)} found"
    on_disk = f"{size(path / 'index') / stances / 1000:.1f} kB of it the index, which can be deleted"
    yield "on the disk", f"{size(path) / stances / 1000:.1f} kB a stance", on_disk
    yield "memory at the most", f"{memory:,.0f} MB", "while it is filled"


def asked(path: Path) -> Iterator[dict[str, str]]:
    """Yield what each question takes, through kg and by hand."""
    with Store.open(path) as store:
        store.query("ASK {}")  # by now the index is there
    (quads,) = (path / "index").glob("quads-*")
    with Store.open(path) as store:
        reader, engine = Reader(quads), ox.Store.read_only(str(quads))
        for name, (values, by_hand) in QUESTIONS.items():
            sparql = store.sparql(name, **values)
            times, rows = [], 0
            for _ in range(3):
                before = cpu()
                rows = sum(len(part) for part in reader.answer(sparql, limit=10**6) if isinstance(part, list))
                times.append(cpu() - before)
            hand = []
            for _ in range(3):
                before = cpu()
                found = engine.query(by_hand, prefixes=PREFIXES, use_default_graph_as_union=True)
                list(found)
                hand.append(cpu() - before)
            yield {
                "question": name,
                "of": ", ".join(values),
                "kg": f"{min(times):.3f} s",
                "by hand": f"{min(hand):.3f} s",
                "rows": f"{rows:,}",
            }


def beside_rdflib(folder: Path, stances: int) -> Iterator[tuple[str, str, str]]:
    """Yield how many times as long rdflib takes for a graph that it can hold."""
    import rdflib

    path, dump = folder / "small", folder / "small.nq"
    fill(path, stances)
    with Store.open(path) as store:
        store.export(dump)
        (quads,) = (path / "index").glob("quads-*")
        reader = Reader(quads)
        before = cpu()
        graph = rdflib.Graph()
        # The triples of all graphs in one: with many graphs rdflib takes far longer.
        graph.parse(
            data=re.sub(r" <[^>]*> \.$", " .", dump.read_text(encoding="utf-8"), flags=re.MULTILINE), format="nt"
        )
        parsed = cpu() - before
        factors = []
        for name, (values, _) in QUESTIONS.items():
            sparql = store.sparql(name, **values)
            before = cpu()
            list(reader.answer(sparql, limit=10**6))
            ours = cpu() - before
            before = cpu()
            list(graph.query(sparql, initNs=PREFIXES))
            factors.append((cpu() - before) / ours)
    least, mean = min(factors), statistics.geometric_mean(factors)
    yield "rdflib, the same questions", f"{mean:.0f} times as long", f"geometric mean at {stances:,} stances; at the least {least:.1f} times, and {parsed:.0f} s to load"  # fmt: skip


def peak() -> float:
    """Return the most memory that this process had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the tables; write them into the README where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stances", type=int, default=100_000)
    parser.add_argument("--rdflib", type=int, default=1000, help="stances of the graph that rdflib gets")
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    gc.set_threshold(100_000)  # as kg itself
    folder = Path(tempfile.mkdtemp())
    try:
        first = [dict(zip(LOADED, row, strict=True)) for row in loaded(folder, given.stances)]
        second = list(asked(folder / "graph"))
        first += [dict(zip(LOADED, row, strict=True)) for row in beside_rdflib(folder, given.rdflib)]
    finally:
        shutil.rmtree(folder)
    print(readme.table(LOADED, first))
    print(readme.table(ASKED, second))
    if given.readme:
        readme.write("store", readme.table(LOADED, first))


if __name__ == "__main__":
    main()
