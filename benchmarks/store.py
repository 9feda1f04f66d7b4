"""How fast a graph is filled and asked, beside pyoxigraph and rdflib on the same quads, in one run.

    python -m benchmarks.store [--stances 100000 1000000] [--rdflib 10000] [--graph FOLDER]
    python -m benchmarks.store --readme        # and the tables written into the README and its guide

The records are made up (benchmarks/synthetic.py): actors and issues by Zipf's law, so that a few are everywhere. Times
are CPU seconds, which a busy machine changes less than the clock. "By hand" is the same question to pyoxigraph as
somebody would write it for this one case (benchmarks/by_hand.py); that both give the same rows is checked.

Graphs of a million take half an hour and 25 GB to fill. With ``--graph`` they are kept in a folder, with what it took,
and asked again the next time.
"""

import argparse
import gc
import json
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks import readme, synthetic
from benchmarks.by_hand import QUESTIONS, WORDS, Question
from kg.iris import PREFIXES
from kg.store import Hits, Run, Search, Store
from kg.store._oxigraph import Reader
from kg.store.archive import Archive
from kg.store.index import Index
from kg.store.store import MOST_NODES

RUN = Run(extractor="made up", version="1", started="2026-01-01T00:00:00+00:00")
GUIDE = readme.README.parent / "docs" / "asking.md"
Figures = dict[str, float]
Measured = dict[str, Any]
SEARCHED = {
    "a phrase searched": WORDS,
    "a word searched that every fifth sentence has": "glacier",
    "a word searched that every sentence has": "over",
}
_SMALL, _FEW = 200_000, 20_000  # stances, of which what is written by hand, or anything, is asked
LIMIT = 10_000  # rows, as `kg query` shows unless it is told otherwise
PATIENCE = 30  # seconds that rdflib gets for a question
_SLOWEST = {
    "few": "the slowest named query, and how many take more than a second",
    "many": "of everybody, or of one of whom a tenth is said, the first 10,000 rows: the slowest, and how many take more than a second",
}
_WIDE = {(question.name, question.of) for question in QUESTIONS if not question.sparql}
Asked = tuple[Question, float, float | None, int]  # seconds through kg and by hand, and rows


class _TooLong(Exception):
    """Somebody has no more patience."""


_IN_GRAPH = re.compile(r"GRAPH \?document \{ (\?\w+) ([^{}]*)\}")


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


def loaded_alone(folder: Path) -> Figures:
    """Return what pyoxigraph alone needs to load the same quads in bulk, which is tried where that is not known yet.

    ``settled`` are the seconds that its ``optimize()`` takes afterwards, of which kg's own time has as much in it: a store
    that was not so settled is several times slower to ask.
    """
    kept, dump, raw = folder / "alone.json", folder / "dump.nq", folder / "raw"
    if not kept.exists() or "settled" not in json.loads(kept.read_text()):
        ox.Store.read_only(str(quads_of(folder))).dump(str(dump), ox.RdfFormat.N_QUADS)
        with dump.open("rb") as lines:
            quads = sum(1 for _ in lines)
        code = (
            "import json; from benchmarks.store import *; before = cpu(); "
            f"engine = ox.Store({str(raw)!r}); engine.bulk_load(path={str(dump)!r}, format=ox.RdfFormat.N_QUADS); "
            "engine.flush(); took = cpu() - before; memory = peak(); engine.optimize(); settled = cpu() - before - took; "
            f"print(json.dumps({{'quads': {quads}, 'took': took, 'settled': settled, 'memory': memory}}))"
        )
        kept.write_text(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        dump.unlink()
        shutil.rmtree(raw)
    figures: Figures = json.loads(kept.read_text())
    return figures


def quads_of(folder: Path) -> Path:
    """Return the engine's own folder of the graph in a folder."""
    (quads,) = (folder / "graph" / "index").glob("quads-*")
    return quads


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


def loaded(folder: Path, stances: int) -> Iterator[tuple[str, str]]:
    """Yield how fast a graph is filled, changed and opened again."""
    path = folder / "graph"
    ours, alone = filled(folder, stances), loaded_alone(folder)
    quads, indexed, whole = alone["quads"], ours["indexed"], ours["kept"] + ours["indexed"]
    yield "quads, a stance", f"{quads:,.0f}, {quads / stances:.0f}"
    yield "pyoxigraph's own bulk load of them", f"{quads / alone['took']:,.0f} quads a second"
    settled = alone["took"] + alone["settled"]
    yield "the same, and `optimize()` after it, as kg does", f"{quads / settled:,.0f} quads a second"
    yield "kg, records to quads, with edges, names, stories and tallies", _beside(quads, indexed, alone["took"])
    yield "the same, beside pyoxigraph with `optimize()`", f"{settled / indexed:.0%}"
    yield "kg, all of it, with texts, records and words in SQLite", _beside(quads, whole, alone["took"])
    yield "memory at the most, kg and pyoxigraph", f"{ours['memory']:,.0f} and {alone['memory']:,.0f} MB"
    on_disk, index = size(path) / stances / 1000, size(path / "index") / stances / 1000
    yield "on the disk, of it the index, which can be deleted", f"{on_disk:.1f} kB a stance, {index:.1f} kB"
    come, gone = one_more(path)
    yield "one document more, its edges included", f"{1000 * come:.0f} ms"
    yield "one document less, its edges included", f"{1000 * gone:.0f} ms"
    before = time.perf_counter()
    with Store.open(path) as store:
        store.query("ASK { ?s a kg:Stance }")
        yield "opened again, first answer, on the clock", f"{time.perf_counter() - before:.2f} s"
        for what, words in SEARCHED.items():
            took, found = _searched(store, words)
            among = "" if found.ranked is None else f" of the {found.ranked:,} added last"
            yield what, f"{1000 * took:.1f} ms, the best {len(found.found)}{among}"


def _searched(store: Store, words: str) -> tuple[float, Hits]:
    """Return the CPU seconds of a search, the median of five, and what it found."""
    times = []
    for _ in range(5):
        before = cpu()
        found = store.search(Search(words=words))
        times.append(cpu() - before)
    return statistics.median(times), found


def _beside(quads: float, took: float, alone: float) -> str:
    return f"{quads / took:,.0f} quads a second, {alone / took:.0%} of that"


def asked(folder: Path, stances: int) -> Iterator[Asked]:
    """Yield what each question takes, through kg and by hand; raises where the answers differ.

    Of very many stances, what kg answers from its tallies is not asked by hand: it takes minutes.
    """
    with Store.open(folder / "graph") as store:
        store.query("ASK {}")  # by now the index is there
        index, quads = _index(folder), quads_of(folder)
        reader, engine = Reader(quads), ox.Store.read_only(str(quads))
        for question in QUESTIONS:
            by_hand = _with_nodes(question, store)
            sparql = store.sparql(question.name, timeout=600, **question.values)
            kg, rows = _best(lambda sparql=sparql: _rows(reader, index.totalled(sparql, limit=LIMIT)))  # type: ignore[misc]
            asked_too = stances <= (_SMALL if question.sparql else _FEW)
            if asked_too or index.totalled(sparql, limit=LIMIT) == sparql:
                hand, expected = _best(lambda text=by_hand: _found(engine, text))  # type: ignore[misc]
                missing = Counter(map(_plain, rows)) - Counter(map(_plain, expected))
                if missing or len(rows) < min(LIMIT, len(expected)):
                    raise SystemExit(f"{question.name}: kg and the question by hand give other rows")
            else:
                hand = None  # it looks through all of the graph, for minutes
            yield question, kg, hand, len(rows)


def _with_nodes(question: Question, store: Store) -> str:
    if not question.sparql:
        return store.sparql(question.name, timeout=600, **question.values)
    if "words" not in question.values:
        return question.sparql
    nodes = " ".join(f"<{node}>" for node in _where(question.values["words"], store))
    return question.sparql.replace("{nodes}", nodes)


def _where(words: str, store: Store) -> list[str]:
    return [hit.node for hit in store.search(Search(words=words, limit=MOST_NODES)).found]


def _index(folder: Path) -> Index:
    return Index(folder / "graph" / "index", Archive(folder / "graph", write=False))


def _rows(reader: Reader, sparql: str) -> list[tuple[Any, ...]]:
    return [row for part in reader.answer(sparql, limit=10**7) if isinstance(part, list) for row in part]


def _found(engine: ox.Store, sparql: str) -> list[tuple[Any, ...]]:
    found: Any = engine.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True)
    # As text: what no Python has seen has not been read yet.
    return [tuple(None if term is None else term.value for term in row) for row in found]


def _best(run: Callable[[], list[tuple[Any, ...]]]) -> tuple[float, list[tuple[Any, ...]]]:
    """Return the least CPU seconds of a few runs, of many where it is over at once, and the rows."""
    times: list[float] = []
    # What has yet to come from the disk takes twice as long, so that only what takes very long is tried but once.
    while sum(times) < (20, 20, 5, *[1] * 6, 0)[len(times)]:
        before = cpu()
        rows = run()
        times.append(cpu() - before)
    return min(times), rows


def _plain(row: tuple[Any, ...]) -> tuple[str, ...]:
    texts = [
        ("true" if cell else "false") if isinstance(cell, bool) else "" if cell is None else str(cell) for cell in row
    ]
    return tuple("; ".join(sorted(text.split("; "))) for text in texts)  # a list of names has no order


def beside_rdflib(folder: Path, stances: int) -> Iterator[tuple[Question, float, float, int]]:
    """Yield what each question takes, through kg and by hand in rdflib, of a graph that it can hold, and how many rows there are."""
    import rdflib

    filled(folder, stances)
    with Store.open(folder / "graph") as store, tempfile.TemporaryFile() as dump:
        store.query("ASK {}")
        index, reader = _index(folder), Reader(quads_of(folder))
        # The triples of all graphs in one: with many graphs rdflib takes far longer.
        store.export(dump, ending=".nt")
        dump.seek(0)
        data = rdflib.Graph()
        data.parse(dump, format="nt")
        for question in QUESTIONS:
            if not question.sparql:
                continue
            by_hand = _IN_GRAPH.sub(r"\1 kg:inDocument ?document ; \2 .", _with_nodes(question, store))
            sparql = store.sparql(question.name, timeout=600, **question.values)
            kg, rows = _best(lambda sparql=sparql: _rows(reader, index.totalled(sparql, limit=LIMIT)))  # type: ignore[misc]
            if "words" in question.values and not rows:
                continue  # a VALUES without any is too much for rdflib
            before = cpu()
            try:
                with _patience(PATIENCE):
                    theirs = list(data.query(by_hand, initNs=PREFIXES))
            except _TooLong:
                yield question, kg, PATIENCE, len(rows)
                continue
            if min(LIMIT, len(theirs)) != min(LIMIT, len(rows)):
                raise SystemExit(f"{question.name}: kg gives {len(rows)} rows, rdflib {len(theirs)}")
            yield question, kg, cpu() - before, len(rows)


@contextmanager
def _patience(seconds: int) -> Iterator[None]:
    """Raise `_TooLong` in what takes longer than so many CPU seconds."""

    def enough(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, enough)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def peak() -> float:
    """Return the most memory that this process had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(folder: Path, stances: int) -> Measured:
    """Return what is found out about a graph of that size, which is kept beside it."""
    rows = list(loaded(folder, stances))
    questions = []
    for question, kg, hand, found in asked(folder, stances):
        questions.append([question.name, question.of, kg, hand, found])
        print(stances, *questions[-1], file=sys.stderr, flush=True)
    return _kept(folder / "measured.json", {"loaded": rows, "asked": questions})


def measured_beside_rdflib(folder: Path, stances: int) -> Measured:
    """Return what each question takes rdflib, which is kept beside the graph."""
    questions = []
    for question, kg, rdflib, found in beside_rdflib(folder, stances):
        questions.append([question.name, question.of, kg, rdflib, found])
        print("rdflib", *questions[-1], file=sys.stderr, flush=True)
    return _kept(folder / "rdflib.json", {"asked": questions})


def _kept(file: Path, found: Measured) -> Measured:
    file.write_text(json.dumps(found))
    return found


def tables(folder: Path, sizes: list[int], rdflib: int) -> tuple[str, str]:
    """Return what was measured as two tables: of loading, and of asking."""
    first: dict[str, dict[str, str]] = {}
    second: dict[tuple[str, str], dict[str, str]] = {}
    columns = ["question", "of"]
    for stances in sizes:
        found = json.loads((folder / str(stances) / "measured.json").read_text())
        for what, figure in found["loaded"]:
            first.setdefault(what, {"what": what})[f"{stances:,} stances"] = figure
        columns += _columns(stances)
        for name, of, kg, hand, rows in found["asked"]:
            row = second.setdefault((name, of), {"question": name, "of": of})
            row |= dict(
                zip(
                    _columns(stances),
                    (f"{rows:,}", f"{kg:.3f} s", "" if hand is None else f"{hand:.3f} s"),
                    strict=True,
                )
            )
        for key, wide in (("few", False), ("many", True)):
            took = [kg for name, of, kg, *_ in found["asked"] if ((name, of) in _WIDE) is wide]
            first.setdefault(key, {"what": _SLOWEST[key]})[f"{stances:,} stances"] = (
                f"{max(took):.2f} s, {sum(kg > 1 for kg in took)} of {len(took)}"
            )
        both = [(kg, hand) for _, _, kg, hand, _ in found["asked"] if hand is not None]
        first.setdefault("ratio", {"what": "named queries within 1.3 times the same by hand"})[
            f"{stances:,} stances"
        ] = f"{sum(kg <= 1.3 * hand for kg, hand in both)} of {len(both)}"
    if rdflib:
        found = json.loads((folder / str(rdflib) / "rdflib.json").read_text())
        factors = [theirs / kg for _, _, kg, theirs, _ in found["asked"]]
        columns.append(f"rdflib, {rdflib:,}")
        for name, of, kg, theirs, _ in found["asked"]:
            more = "over " if theirs == PATIENCE else ""
            second[name, of][f"rdflib, {rdflib:,}"] = f"{more}{theirs / kg:,.0f} times"
        stopped = sum(theirs == PATIENCE for *_, theirs, _ in found["asked"])
        told = f"{statistics.geometric_mean(factors):.0f} times as long; at the least {min(factors):.1f} times"
        told += f"; stopped after {PATIENCE} s, which is what they count for: {stopped}" if stopped else ""
        what = f"rdflib, the same questions at {rdflib:,} stances, geometric mean"
        first["rdflib"] = {"what": what, f"{sizes[0]:,} stances": told}
    names = ["what", *(f"{stances:,} stances" for stances in sizes)]
    return readme.table(names, list(first.values())), readme.table(columns, list(second.values()))


def _columns(stances: int) -> list[str]:
    return [f"{stances:,}: rows", f"kg, {stances:,}", f"by hand, {stances:,}"]


def main() -> None:
    """Print the tables; write them into the README and the guide where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stances", type=int, nargs="+", default=[100_000])
    parser.add_argument("--rdflib", type=int, default=10_000, help="stances of the graph that rdflib gets; 0: none")
    parser.add_argument("--graph", type=Path, help="a folder for the graphs, which are kept and used again")
    parser.add_argument("--kept", action="store_true", help="measure nothing, but take what is kept in that folder")
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    gc.set_threshold(100_000)  # as kg itself
    folder = given.graph or Path(tempfile.mkdtemp())
    try:
        for stances in [] if given.kept else given.stances:
            measured(folder / str(stances), stances)
        if given.rdflib and not given.kept:
            measured_beside_rdflib(folder / str(given.rdflib), given.rdflib)
        loading, asking = tables(folder, given.stances, given.rdflib)
    finally:
        if given.graph is None:
            shutil.rmtree(folder)
    print(loading, asking, sep="\n\n")
    if given.readme:
        readme.write("store", loading)
        readme.write("asked", asking, GUIDE)


if __name__ == "__main__":
    main()
