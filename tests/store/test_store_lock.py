"""Who may do what while others do something else, across processes."""

import subprocess
import sys
import time

import pytest
from news import RUN, fill, plan

from kg.errors import GraphBusy
from kg.store import Change, Store
from kg.store.lock import Lock, Sharing

HOLD = """
import sys, time
from kg.store import Store
with Store.open(sys.argv[1], write=True):
    print("held", flush=True)
    time.sleep(60)
"""
MAKE = """
import sys
from kg.store import Store
with Store.open(sys.argv[1], create=True) as store:
    print(store._archive.state().graph)
"""


@pytest.fixture
def other_writer(graph):
    """Another process that has the graph open for writing."""
    with subprocess.Popen([sys.executable, "-c", HOLD, graph], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_the_first_is(graph, other_writer):
    """After a short wait, by its process id."""
    started = time.monotonic()
    with pytest.raises(GraphBusy, match=rf"process {other_writer.pid} \(-c\), since .* is writing to this graph"):
        Store.open(graph, write=True, wait=0.3)
    assert 0.2 < time.monotonic() - started < 5


def test_readers_go_on_beside_a_writer(graph, other_writer):
    """They list, ask and export; even an index that has to be made."""
    with Store.open(graph) as one, Store.open(graph) as two:
        assert len(list(one.documents())) == len(one.query("documents")) == len(two.query("documents")) == 4


def test_a_crash_leaves_no_lock(graph, other_writer):
    """The lock dies with its process, also by kill -9."""
    other_writer.kill()
    other_writer.wait()
    with Store.open(graph, write=True, wait=0.3) as store:
        assert store.put(plan().record(), plan().text, run=RUN) is Change.UNCHANGED


def test_a_writer_waits_a_little_for_another(graph):
    """Two commands one after the other in a script do not trip over each other."""
    first = Store.open(graph, write=True)
    with subprocess.Popen([sys.executable, "-c", HOLD, graph], stdout=subprocess.PIPE, text=True) as process:
        time.sleep(0.3)
        first.close()
        assert process.stdout.readline() == "held\n"
        process.kill()


def test_one_process_cannot_write_twice_either(graph):
    """Two stores for writing in one notebook would be two writers."""
    with Store.open(graph, write=True), pytest.raises(GraphBusy):
        Store.open(graph, write=True, wait=0.1)


def test_two_processes_make_one_graph(tmp_path):
    """Both ask for it at the same moment; it is one and the same graph."""
    command = [sys.executable, "-c", MAKE, tmp_path / "graph"]
    makers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert len({maker.communicate()[0] for maker in makers}) == 1
    assert [maker.returncode for maker in makers] == [0, 0, 0]


def test_a_question_during_a_refresh_waits_or_says_so(store, monkeypatch):
    """Somebody else is bringing the index up to date and takes long."""
    monkeypatch.setattr("kg.store.access.PATIENCE", 0.2)
    busy = Lock(store.path / "locks" / "index", doing="bringing the index up to date")
    with busy.alone(wait=1), pytest.raises(GraphBusy, match="is bringing the index"):
        store.query("ASK {}")
    assert store.query("ASK { ?s a kg:Stance }")


def test_closing_after_writing_does_not_fail_over_a_reader(graph):
    """The documents are kept; the reader's next question brings the index up to date."""
    with Store.open(graph) as reader:
        with reader._access.lock.shared(wait=1):
            store = Store.open(graph, write=True)
            store.remove("turn")
            store.refresh = lambda: Store.refresh(store, wait=0.1)
            store.close()
        assert len(reader.query("documents")) == 3


def test_many_share_and_one_excludes(tmp_path):
    """The lock itself."""
    lock = Lock(tmp_path / "locks" / "x", doing="testing")
    reading = pytest.raises(GraphBusy, match="another process is reading")
    with lock.shared(wait=0.1), lock.shared(wait=0.1), reading, lock.alone(wait=0.1):
        pass
    with lock.alone(wait=0.1):
        for way in (lock.shared, lock.alone):
            with pytest.raises(GraphBusy, match="is testing"), way(wait=0.1):
                pass
    with lock.alone(wait=0.1):
        pass
    assert [path.name for path in (tmp_path / "locks").iterdir()] == ["x"]
    assert (tmp_path / "locks" / "x").stat().st_size == 0


def test_a_graph_opened_for_reading_is_not_written_to(graph):
    """Not one byte of the truth."""
    with Store.open(graph) as store:
        store.query("ASK {}")
    before = (graph / "graph.sqlite").read_bytes()
    with Store.open(graph) as store:
        store.query("documents")
        list(store.edges())
        list(store.check())
    assert (graph / "graph.sqlite").read_bytes() == before


def test_a_store_can_be_filled_while_another_asks(graph, tmp_path):
    """Two graphs have nothing to do with each other."""
    with Store.open(graph) as one, Store.open(tmp_path / "two", create=True, write=True) as two:
        fill(two)
        assert len(one.query("documents")) == len(two.query("documents")) == 4


OPEN_AND_CLOSE = """
import sys
from kg.store import Store
with Store.open(sys.argv[1], write=True) as store:
    store.update("INSERT DATA { GRAPH <urn:a> { <urn:s> <urn:p> 2 } }")
"""


def test_who_reads_and_writes_in_one_process_keeps_the_locks(graph):
    """Looking at the file takes none of them away; otherwise others would clear away what is still being read."""
    with Store.open(graph) as reader:
        for number in (1, 3):
            with Store.open(graph, write=True) as writer:
                writer.update(f"INSERT DATA {{ GRAPH <urn:a> {{ <urn:s> <urn:p> {number} }} }}")
            assert reader.query(f"ASK {{ <urn:s> <urn:p> {number} }}")
            subprocess.run([sys.executable, "-c", OPEN_AND_CLOSE, graph], check=True)
        assert len(reader.query("SELECT ?o { <urn:s> <urn:p> ?o }")) == 3


def test_a_lock_that_is_shared_again_and_again(tmp_path):
    """While it is held by anybody, nobody has it alone; and while somebody has it alone, it is not to be had."""
    lock = Lock(tmp_path / "lock", doing="testing")
    with lock.alone(wait=0):
        assert not Sharing(lock.file).take()
    sharing = Sharing(lock.file)
    for _ in range(2):
        assert sharing.take()
        assert sharing.take()
        sharing.leave()
        with pytest.raises(GraphBusy), lock.alone(wait=0):
            pass
        sharing.leave()
        with lock.alone(wait=0):
            pass
    assert sharing.take()
    sharing.close()
    with lock.alone(wait=0):
        pass


def test_a_lock_whose_file_was_replaced_is_the_new_one(tmp_path):
    """A lock on a file that is gone would keep nobody away."""
    lock = Lock(tmp_path / "lock", doing="testing")
    sharing = Sharing(lock.file)
    assert not sharing.take()
    lock.file.touch()
    assert sharing.take()
    sharing.leave()
    lock.file.unlink()
    lock.file.touch()
    assert sharing.take()
    with pytest.raises(GraphBusy), lock.alone(wait=0):
        pass
    sharing.close()
