"""A backup is the graph of one moment, and a restored graph is the same; nothing is ever overwritten."""

import sqlite3

import pytest
from news import fill, plan

from kg.errors import GraphDamaged, GraphError, GraphTooNew, InputError, NotAGraph
from kg.store import Search, Store
from kg.store._sqlite import FILE
from kg.store.backup import back_up, restore

SEARCH = Search(words="dam")


def everything(folder, out):
    """All that a graph says: its quads, its texts, and what a search finds."""
    with Store.open(folder) as store:
        store.export(out)
        texts = {entry.document.id: store.text(entry.document.id) for entry in store.documents()}
        return out.read_bytes(), texts, store.search(SEARCH), store.known()


def test_a_restored_graph_is_the_same(graph, tmp_path):
    """In its quads, its texts, its words and in who is who; and it can be written to, and is sound."""
    back_up(graph, tmp_path / "monday.kg")
    restore(tmp_path / "monday.kg", tmp_path / "new", wait=1)
    assert everything(tmp_path / "new", tmp_path / "b.nq") == everything(graph, tmp_path / "a.nq")
    with Store.open(tmp_path / "new", write=True) as store:
        store.remove("plan")
        assert list(store.check()) == []
        assert len(store) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.nq", "b.nq", "graph", "monday.kg", "new"]


def test_others_read_and_write_while_a_backup_is_made(graph, tmp_path):
    """It has what was committed before it; a writer in the middle of a batch does not disturb it."""
    with Store.open(graph) as reader, Store.open(graph, write=True) as writer, writer.batch():
        writer.remove("turn")
        back_up(graph, tmp_path / "monday.kg")
        assert len(reader) == 4
    restore(tmp_path / "monday.kg", tmp_path / "new", wait=1)
    with Store.open(graph) as now, Store.open(tmp_path / "new") as then:
        assert (len(now), len(then)) == (3, 4)


def test_readers_of_a_restored_graph_go_on_while_somebody_writes(graph, tmp_path):
    """As in one that was made here."""
    back_up(graph, tmp_path / "monday.kg")
    restore(tmp_path / "monday.kg", tmp_path / "new", wait=1)
    with Store.open(tmp_path / "new") as reader, Store.open(tmp_path / "new", write=True) as writer, writer.batch():
        writer.remove("turn")
        assert "turn" in reader


def test_nothing_is_overwritten(graph, tmp_path):
    """No file by a backup; no graph and no other folder by restoring."""
    (tmp_path / "thesis").write_text("years of work")
    with pytest.raises(InputError, match="there is a file already"):
        back_up(graph, tmp_path / "thesis")
    assert (tmp_path / "thesis").read_text() == "years of work"
    back_up(graph, tmp_path / "monday.kg")
    with Store.open(graph, write=True) as store:
        store.remove("plan")
    with pytest.raises(GraphError, match="there is a graph already: restore into another folder"):
        restore(tmp_path / "monday.kg", graph, wait=1)
    with Store.open(graph) as store:
        assert len(store) == 3
    with pytest.raises(NotAGraph, match="this folder holds something else"):
        restore(tmp_path / "monday.kg", tmp_path, wait=1)


def test_what_is_no_backup_is_refused(graph, tmp_path):
    """A text, a missing file, a missing folder; and no folder is made for them."""
    (tmp_path / "news.txt").write_text("Oslo.")
    with pytest.raises(NotAGraph, match="no backup of a graph"):
        restore(tmp_path / "news.txt", tmp_path / "new", wait=1)
    with pytest.raises(InputError, match="no such file"):
        restore(tmp_path / "missing.kg", tmp_path / "new", wait=1)
    with pytest.raises(InputError, match="no such folder"):
        back_up(graph, tmp_path / "nowhere" / "monday.kg")
    assert not (tmp_path / "new").exists()


def damaged_text(file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'dam', 'ham') WHERE id = 'plan'")
    connection.close()


def torn(file):
    file.write_bytes(file.read_bytes()[:8192])


def of_a_later_kg(file):
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "error"), [(damaged_text, GraphDamaged), (torn, GraphDamaged), (of_a_later_kg, GraphTooNew)]
)
def test_a_backup_that_is_not_sound_makes_no_graph(graph, tmp_path, damage, error):
    """One letter is enough; and the folder can be used for a sound one."""
    back_up(graph, tmp_path / "monday.kg")
    damage(tmp_path / "monday.kg")
    with pytest.raises(error) as told:
        restore(tmp_path / "monday.kg", tmp_path / "new", wait=1)
    if error is GraphDamaged:
        assert str(told.value).startswith(
            f"{tmp_path / 'monday.kg'}: this backup is damaged, and nothing was made of it"
        )
    assert not (tmp_path / "new" / FILE).exists()
    back_up(graph, tmp_path / "tuesday.kg")
    restore(tmp_path / "tuesday.kg", tmp_path / "new", wait=1)
    with Store.open(tmp_path / "new") as store:
        assert len(store) == 4


def test_a_removed_document_is_not_in_the_backup(tmp_path):
    """Not even in pages that are no longer used."""
    with Store.open(tmp_path / "graph", create=True, write=True) as store:
        fill(store, only=[plan()])
        store.remove("plan")
    back_up(tmp_path / "graph", tmp_path / "monday.kg")
    assert b"professor of law" not in (tmp_path / "monday.kg").read_bytes()
