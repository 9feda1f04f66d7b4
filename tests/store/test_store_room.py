"""A full disk, or a folder that may not be written to: a clear word, and nothing harmed."""

import errno
import os
import shutil
import subprocess
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import pytest
from news import RUN, fill, plan, turn

import kg.store.archive
import kg.store.index
from kg.errors import NoRoom
from kg.records import Record
from kg.store import Change, Store


def mounted(folder, *options):
    """Whether a file system could be mounted there; only root can."""
    mount = shutil.which("mount")
    return (
        mount is not None
        and subprocess.run([mount, *options, folder], check=False, capture_output=True).returncode == 0
    )


@pytest.fixture
def small(tmp_path):
    """A disk of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mounted(disk, "-t", "tmpfs", "-o", "size=2m", "tmpfs"):
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


@contextmanager
def read_only(folder):
    if not mounted(folder, "--bind", str(folder)):
        pytest.skip("only root can make a folder read-only for everybody")
    try:
        if not mounted(folder, "-o", "remount,ro,bind"):
            pytest.skip("this system cannot mount read-only")
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def long_document(number):
    text = f"{number} " + "x" * 100_000
    return Record.model_validate({"document": {"id": f"long-{number}"}}), text


@pytest.mark.parametrize("batch", [False, True])
def test_a_full_disk_stops_adding_and_keeps_what_was_there(small, batch):
    """Whatever was put before is whole, can be read, and asked about through an index elsewhere."""
    path = small / "graph"
    (small / "ballast").write_bytes(b"x" * 500_000)
    put = 0
    with Store.open(path, create=True, write=True) as store:
        with suppress(NoRoom):
            for number in range(99):
                with store.batch() if batch else nullcontext():
                    store.put(*long_document(number), run=RUN)
                put += 1
        assert 99 > len(store) == put > 2
        with pytest.raises(NoRoom, match=r"the disk is full.*Make room"):
            store.put(*long_document(99), run=RUN)
    with Store.open(path) as store:
        assert len(store) == put
        assert store.text("long-1") == long_document(1)[1]
        assert len(store.query("documents")) == put
        assert list(store.check()) == []
    assert list((path / "index").glob("quads-*")) == []
    (small / "ballast").unlink()
    with Store.open(path, write=True) as store:
        store.put(*long_document(99), run=RUN)
        store.remove("long-0")
        assert len(store) == put


def test_a_full_disk_stops_an_export_and_leaves_no_half_file(small, store):
    """The file that was there before is still there."""
    out = small / "dump.trig"
    out.write_text("the old one")
    (small / "ballast").write_bytes(b"x" * (2 * 1024 * 1024 - 12_288))
    with pytest.raises(NoRoom, match="the disk is full"):
        store.export(out)
    assert out.read_text() == "the old one"
    assert sorted(path.name for path in small.iterdir()) == ["ballast", "dump.trig"]


def test_a_graph_that_may_not_be_written_to_can_be_read(graph):
    """A shared folder, a mounted archive: with an index, without one, and with one that is behind."""
    with Store.open(graph, write=True) as store:
        store.query("ASK {}")
        store.put(plan().record().model_copy(update={"stances": ()}), plan().text, run=RUN)
        store._changed = False  # as after a crash: the index is behind
    for harm in (lambda: None, lambda: shutil.rmtree(graph / "index"), lambda: shutil.rmtree(graph / "locks")):
        harm()
        with read_only(graph), Store.open(graph) as store:
            assert len(list(store.edges())) == 9
            assert len(store.query("SELECT ?s { ?s a kg:Stance }")) == 9
            assert list(store.check()) == []
            with pytest.raises(NoRoom, match="may not be written to"):
                Store.open(graph, write=True)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """With the place."""
    with read_only(tmp_path), pytest.raises(NoRoom, match="may not be written to"):
        Store.open(tmp_path / "graph", create=True)


# The same where nobody is root: the system's answer is put in by hand, at the border.


def no_room(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_without_room_for_the_index_one_is_made_elsewhere(graph, monkeypatch):
    """The folder of the graph is full, the temporary one is not."""
    real = Path.mkdir

    def mkdir(path, *args, **kwargs):
        if path.is_relative_to(graph / "index"):
            no_room()
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with Store.open(graph, write=True) as store:
        assert store.put(turn().record().model_copy(update={"stances": ()}), turn().text, run=RUN) is Change.REPLACED
        shutil.rmtree(graph / "index", ignore_errors=True)
        assert len(store.query("SELECT ?s { ?s a kg:Stance }")) == 9
        elsewhere = store._access.index.folder
    assert not elsewhere.is_relative_to(graph)
    assert not elsewhere.exists()
    with Store.open(graph) as store:
        assert len(store) == 4


def test_without_room_anywhere_the_question_fails_and_the_documents_stay(graph, monkeypatch):
    """The answer is no answer; the truth is untouched."""
    shutil.rmtree(graph / "index", ignore_errors=True)
    with Store.open(graph) as store:
        monkeypatch.setattr(kg.store.index, "Writer", no_room)
        with pytest.raises(NoRoom, match="the disk is full"):
            store.query("ASK {}")
        assert len(store) == 4
        monkeypatch.undo()
        assert len(store.query("documents")) == 4


def test_closing_on_a_full_disk_loses_nothing(tmp_path, monkeypatch):
    """What was put is kept, though the index could not be made."""
    with Store.open(tmp_path / "g", create=True, write=True) as store:
        fill(store)
        monkeypatch.setattr(kg.store.index, "Writer", no_room)
    monkeypatch.undo()
    with Store.open(tmp_path / "g") as store:
        assert len(store.query("documents")) == 4
