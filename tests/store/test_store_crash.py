"""A process that is killed while adding leaves whole documents only."""

import multiprocessing
import random
import shutil
import subprocess
import sys
import time

import killing
import pytest
from news import RUN, articles

from kg.errors import NoGraph
from kg.store import Store

# Puts the same four articles under ever new names, in batches or one by one, with an index update now and then.
ADD = """
import sys, itertools
sys.path.insert(0, sys.argv[2])
from news import articles, RUN, KNOWN
from kg.store import Store
made = [(article.record(), article.text) for article in articles()]
with Store.open(sys.argv[1], create=True, write=True) as store:
    store.know(KNOWN)
    print("begun", flush=True)
    for number in itertools.count():
        with store.batch():
            for record, text in made:
                name = f"{record.document.id}-{number % 10}"
                kept = record.model_copy(update={"document": record.document.model_copy(update={"id": name})})
                if number % 20 > 10:
                    kept = kept.model_copy(update={"stances": kept.stances[:number % 3]})
                store.put(kept, text, run=RUN)
        if number % 5 == 4:
            store.remove(f"plan-{(number - 2) % 10}")
            store.refresh()
"""


@pytest.mark.slow
def test_kill_9_at_any_moment_does_no_harm(tmp_path):
    """Several times, each on top of the last; every document is whole, and the index answers for all of them."""
    moments = random.Random(7)  # noqa: S311 -- no secret, only the same moments each time
    path = tmp_path / "graph"
    texts = {article.header["id"]: article.text for article in articles()}
    for _ in range(5):
        command = [sys.executable, "-c", ADD, path, str(__file__).rpartition("/")[0]]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "begun\n"
            time.sleep(moments.uniform(0.05, 1.5))
            process.kill()
        with Store.open(path) as store:
            assert list(store.check()) == []
            names = [entry.document.id for entry in store.documents()]
            assert all(store.text(name) == texts[name.rpartition("-")[0]] for name in names)
            assert len(store.query("documents")) == len(names)
            assert sum(1 for _ in store.edges()) == len(store.query("SELECT ?s { ?s a kg:Stance }"))
    assert len(names) > 4
    with Store.open(path, write=True, wait=0.5) as store:
        for article in articles():
            store.put(article.record(), article.text, run=RUN)
        assert len(store.query("documents")) == len(names) + 4


@pytest.fixture(scope="module")
def start():
    """Start a function in a process that has everything loaded, and nothing open."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["killing", "kg.store.store", "kg.store.derived", "kg.store.stories"])

    def start(function, *args):
        process = context.Process(target=function, args=args)
        process.start()
        process.join()
        return process.exitcode

    return start


def export(path):
    with Store.open(path) as store:
        out = path.with_suffix(".nq")
        store.export(out)
        return out.read_bytes()


def rows(path):
    with Store.open(path) as store:
        names = [entry.document.id for entry in store.documents()]
        return frozenset((name, store.text(name), store.record(name).to_json()) for name in names)


@pytest.mark.slow
@pytest.mark.parametrize("replacing", [False, True], ids=["a new graph", "an earlier one"])
def test_killed_at_any_call(tmp_path, start, replacing):
    """From the first call to the last: whole documents only, and the same bytes when it is repeated to its end."""
    moments = random.Random(11)  # noqa: S311 -- as above
    begin, undisturbed, path = (tmp_path / name for name in ("begin", "undisturbed", "graph"))
    if replacing:
        assert start(killing.earlier, begin) == 0
        shutil.copytree(begin, undisturbed)
    assert start(killing.work, undisturbed, None, 0.0) == 0
    calls = int(undisturbed.with_suffix(".calls").read_text())
    expected = export(undisturbed)
    earlier = rows(begin) if replacing else frozenset()
    whole = rows(undisturbed) | earlier
    # As many of each tenth of the run, for half of the calls are the writing of a few texts.
    points = [
        moments.randrange(tenth * calls // 10, (tenth + 1) * calls // 10) + 1 for tenth in range(10) for _ in "12"
    ]
    seen = set()
    for number, point in enumerate(points):
        if replacing:
            shutil.copytree(begin, path)
        assert start(killing.work, path, point, number % 2 * 0.02) == -9
        try:
            there = rows(path)
        except NoGraph:
            there = frozenset()
        assert there <= whole
        seen.add(there)
        if there and number % 5 == 0:
            with Store.open(path) as store:
                assert list(store.check()) == []
                assert len(store.query("documents")) == len(there)
        assert start(killing.work, path, None, 0.02) == 0
        assert export(path) == expected
        shutil.rmtree(path)
    # Some came in the middle of adding, and saw some of the documents.
    assert len([there for there in seen if rows(undisturbed) != there and there and there != earlier]) > 1
