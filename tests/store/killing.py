"""A process that kills itself at a chosen moment of its work, as if by kill -9."""

import os
import signal
import sys

from news import KNOWN, RUN, articles

from kg.store import Store

EPOCH = "1700000000"


def named(record, name, **changes):
    return record.model_copy(
        update={"document": record.document.model_copy(update={"id": name, "sha256": None}), **changes}
    )


def add(path):
    """Put twelve documents into a graph that may be new, may have some of them and others besides."""
    with Store.open(path, create=True, write=True) as store:
        store.know(KNOWN)
        with store.batch():
            for copy in range(3):
                for article in articles():
                    store.put(named(article.record(), f"{article.header['id']}-{copy}"), article.text, run=RUN)
        for other in ("other-0", "other-1"):
            if other in store:
                store.remove(other)


def earlier(path):
    """Make a graph as somebody had it before: fewer stances, and two documents that will go."""
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    with Store.open(path, create=True, write=True) as store:
        store.know(KNOWN)
        for copy in range(2):
            for article in articles():
                record = article.record()
                kept = named(record, f"{article.header['id']}-{copy}", stances=record.stances[:1])
                store.put(kept, article.text, run=RUN)
            store.put(named(articles()[1].record(), f"other-{copy}"), articles()[1].text, run=RUN)


def work(path, moment, every):
    """Add, and die at that call of a function, Python's or C's; return how many there were, through a file.

    A commit every so many seconds: 0 is one after each document.
    """
    import kg.store.store

    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    kg.store.store.BATCH = every
    calls = 0

    def count(frame, event, what):
        nonlocal calls
        if event in {"call", "c_call"}:
            calls += 1
            if calls == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    try:
        add(path)
    finally:
        sys.setprofile(None)
    path.with_suffix(".calls").write_text(str(calls))
