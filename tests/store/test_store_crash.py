"""A process that is killed while adding leaves whole documents only."""

import random
import subprocess
import sys
import time

import pytest
from news import RUN, articles

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
