"""A folder is opened only if it is ours, and left alone if it is not."""

import hashlib
import shutil
import sqlite3

import pytest
from news import RUN, fill, plan

from kg.errors import GraphDamaged, GraphError, GraphTooNew, NoGraph, NotAGraph
from kg.store import Change, Store
from kg.store._sqlite import FILE, told


def contents(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_a_missing_graph_is_named_with_its_cure(tmp_path):
    """Nothing is made by looking."""
    with pytest.raises(NoGraph, match="kg add FILES --graph") as error:
        Store.open(tmp_path / "graph")
    assert error.value.place == str(tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_an_empty_folder_is_no_graph_yet_but_can_become_one(tmp_path):
    """The usual case: the user made the folder."""
    with pytest.raises(NoGraph):
        Store.open(tmp_path)
    with Store.open(tmp_path, create=True) as store:
        assert len(store) == 0
    with Store.open(tmp_path, create=True, write=True) as store:
        assert store.put(plan().record(), plan().text, run=RUN) is Change.ADDED


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: (folder / "thesis.docx").write_text("years of work"),
        lambda folder: (folder / "index").mkdir(),
        lambda folder: (folder / FILE).write_text("not SQLite at all, but somebody's"),
        lambda folder: (
            sqlite3.connect(folder / FILE).executescript("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)").close()
        ),
    ],
    ids=["a file", "a folder", "a text of that name", "another database"],
)
def test_a_foreign_folder_is_never_touched(tmp_path, make):
    """Not by opening, not by creating, not by writing; every byte stays."""
    make(tmp_path)
    before = contents(tmp_path)
    for how in ({}, {"create": True}, {"create": True, "write": True}, {"write": True}):
        with pytest.raises(NotAGraph):
            Store.open(tmp_path, **how)
    assert contents(tmp_path) == before


def test_a_file_is_no_folder(tmp_path):
    """A path to a document instead of a graph."""
    (tmp_path / "news.txt").write_text("Oslo.")
    with pytest.raises(NotAGraph, match="a graph is a folder"):
        Store.open(tmp_path / "news.txt", create=True)


def test_a_graph_of_a_later_kg_is_left_alone(graph):
    """It says to upgrade, and changes nothing."""
    with sqlite3.connect(graph / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (graph / FILE).read_bytes()
    for write in (False, True):
        with pytest.raises(GraphTooNew, match="upgrade kg"):
            Store.open(graph, write=write)
    assert (graph / FILE).read_bytes() == before


def test_a_lost_truth_is_told_apart_from_no_graph(graph):
    """Index and locks without the file: the texts are gone, and a new graph in their place would hide it."""
    with Store.open(graph) as store:
        store.query("ASK {}")
    (graph / FILE).rename(graph.parent / "saved.sqlite")
    with pytest.raises(GraphDamaged, match="the texts were in it"):
        Store.open(graph, create=True, write=True)
    (graph.parent / "saved.sqlite").rename(graph / FILE)
    with Store.open(graph) as store:
        assert len(store) == 4


def test_a_damaged_file_says_so(graph):
    """Whether its head is gone or its middle."""
    with Store.open(graph) as store:
        store.query("ASK {}")
    whole = (graph / FILE).read_bytes()
    (graph / FILE).write_bytes(b"\0" * 4096 + whole[4096:])
    with pytest.raises(GraphDamaged):
        Store.open(graph)
    (graph / FILE).write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(GraphDamaged, match="cannot be read"), Store.open(graph) as store:
        list(store.documents())


def test_a_crash_while_making_leaves_nothing_in_the_way(tmp_path):
    """Half a file under another name, as a crash before it was whole leaves it."""
    (tmp_path / "locks").mkdir()
    (tmp_path / f"{FILE}.new").write_bytes(b"SQLite format 3")
    (tmp_path / f"{FILE}.new-wal").touch()
    with pytest.raises(NoGraph):
        Store.open(tmp_path)
    with Store.open(tmp_path, create=True, write=True) as store:
        fill(store)
        assert len(store) == 4


def test_a_graph_can_be_copied_and_moved(graph, tmp_path):
    """It is a folder; the copy answers like the original."""
    with Store.open(graph) as store:
        expected = store.query("documents").tuples
    shutil.copytree(graph, tmp_path / "copy")
    with Store.open(tmp_path / "copy") as store:
        assert store.query("documents").tuples == expected
    shutil.copytree(graph, tmp_path / "bare", ignore=shutil.ignore_patterns("index", "locks"))
    with Store.open(tmp_path / "bare") as store:
        assert store.query("documents").tuples == expected


def test_closing_twice_does_no_harm(graph):
    """And a closed store is a mistake of the program, not a damaged graph."""
    store = Store.open(graph)
    store.close()
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        len(store)


def test_a_python_without_full_text_search_is_told(tmp_path):
    """SQLite can be built without it, and says only that a module is missing."""
    error = sqlite3.OperationalError("no such module: fts5")
    with (
        pytest.raises(GraphError, match=r"no full-text search \(FTS5\).* take a Python that was built with it"),
        told(tmp_path),
    ):
        raise error
