"""Whatever happens to the files of a graph: a clear word or the right answer, and nothing harmed."""

import os
import shutil
import subprocess
import sys

import pyoxigraph
import pytest
import rocksdict
from news import RUN, articles

from kg.errors import GraphDamaged, NotAGraph
from kg.store import Store
from kg.store._oxigraph import Reader, Unreadable, Writer
from kg.store._sqlite import FILE


@pytest.fixture
def answers(graph):
    """What the graph answers, and a fresh index that has seen everything."""
    with Store.open(graph) as store:
        return store.query("stated-and-ascribed").tuples


def whole(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "locks" not in path.parts}


@pytest.mark.parametrize("tenths", range(10))
def test_a_cut_truth_is_never_mistaken_for_a_whole_one(graph, answers, tenths):
    """Wherever it was cut: opening, reading or checking says so, and what is left is not touched."""
    size = (graph / FILE).stat().st_size
    os.truncate(graph / FILE, size * tenths // 10)
    before = whole(graph)
    try:
        with Store.open(graph) as store:
            assert next(store.check()).what == "archive"
    except (GraphDamaged, NotAGraph):
        pass
    assert whole(graph) == before


def test_every_file_of_the_index_may_be_cut(graph, answers, tmp_path):
    """To nothing or to a half: the answer is the same."""
    shutil.copytree(graph / "index", tmp_path / "sound")
    (quads,) = (tmp_path / "sound").glob("quads-*")
    largest = max(quads.glob("*.sst"), key=lambda file: file.stat().st_size)
    names = [file.name for file in quads.iterdir() if file.suffix != ".sst" and file.stat().st_size]
    for name in [*names, largest.name]:
        for part in (0, 0.5):
            shutil.rmtree(graph / "index")
            shutil.copytree(tmp_path / "sound", graph / "index")
            file = graph / "index" / quads.name / name
            os.truncate(file, int(file.stat().st_size * part))
            with Store.open(graph) as store:
                assert store.query("stated-and-ascribed").tuples == answers, (name, part)


def test_a_check_tells_of_an_index_that_somebody_changed(graph, answers):
    """It is made anew, so the next check finds nothing."""
    for manifest in (graph / "index").glob("quads-*/MANIFEST*"):
        os.truncate(manifest, manifest.stat().st_size // 2)
    with Store.open(graph) as store:
        assert [(one.document, one.what) for one in store.check()] == [(None, "index")]
        assert list(store.check()) == []


def test_the_database_of_another_program_is_left_alone(tmp_path):
    """A RocksDB, and an Oxigraph that is no graph of kg: refused by opening, creating and writing."""
    foreign = rocksdict.Rdict(str(tmp_path / "rocks"))
    foreign["years"] = "of work"
    foreign.close()
    other = pyoxigraph.Store(str(tmp_path / "oxigraph"))
    other.update("INSERT DATA { <urn:s> <urn:p> <urn:o> }")
    other.flush()
    del other
    for folder in (tmp_path / "rocks", tmp_path / "oxigraph"):
        before = whole(folder)
        for how in ({}, {"create": True}, {"create": True, "write": True}):
            with pytest.raises(NotAGraph, match="kg leaves it alone"):
                Store.open(folder, **how)
        assert whole(folder) == before


def test_the_database_of_another_program_in_place_of_the_index(graph, answers):
    """It is no Oxigraph; the index is made anew beside it."""
    (quads,) = (graph / "index").glob("quads-*")
    shutil.rmtree(quads)
    rocksdict.Rdict(str(quads)).close()
    for opened in (Reader, Writer):
        with pytest.raises(Unreadable):
            opened(quads)
    with Store.open(graph) as store:
        assert store.query("stated-and-ascribed").tuples == answers


ADD = """
import sys
sys.path.insert(0, sys.argv[2])
from news import articles, RUN, KNOWN
from kg.store import Store
import killing
for article in articles():
    with Store.open(sys.argv[1], create=True, write=True, wait=60) as store:
        store.know(KNOWN)
        name = f"{article.header['id']}-{sys.argv[3]}"
        store.put(killing.named(article.record(), name), article.text, run=RUN)
"""


def test_writers_take_turns_and_readers_go_on(tmp_path):
    """Three processes put documents of their own while this one asks: in the end all are there, and all is sound."""
    path = tmp_path / "graph"
    Store.open(path, create=True).close()
    here = os.path.dirname(__file__)  # noqa: PTH120
    writers = [subprocess.Popen([sys.executable, "-c", ADD, path, here, str(number)]) for number in range(3)]
    seen = [0]
    while any(writer.poll() is None for writer in writers):
        with Store.open(path) as store:
            seen.append(len(store.query("documents")))
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert seen == sorted(seen)
    with Store.open(path) as store:
        assert len(store) == len(store.query("documents")) == 12
        assert list(store.check()) == []


def test_removing_what_was_added_gives_the_same_bytes(graph, tmp_path, monkeypatch):
    """Add one, remove one, diff: nothing; and what others support stays, though it was its, too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    def export(name):
        with Store.open(graph) as store:
            store.export(tmp_path / name)
            return (tmp_path / name).read_bytes()

    before = export("before.nq")
    for article in articles():
        with Store.open(graph, write=True) as store:
            other = article.record().model_copy(
                update={"document": article.record().document.model_copy(update={"id": "other"})}
            )
            store.put(other, article.text, run=RUN)
        assert export("with.nq") != before
        with Store.open(graph, write=True) as store:
            store.remove("other")
        assert export("after.nq") == before
