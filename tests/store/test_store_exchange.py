"""What two processes say to each other arrives whole, in whatever pieces; and they end together."""

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.exchange import Incoming, frame

ASKING = """
import sys, threading, time
from kg.store import Store
store = Store.open(sys.argv[1])
store.query("ASK {}")
print(store._access.worker.start().pid, flush=True)
store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=300)
"""


@given(st.lists(st.lists(st.one_of(st.binary(max_size=300), st.text(max_size=20), st.booleans()))), st.data())
def test_what_is_said_arrives_whole(said, data):
    """Cut anywhere, several at once, or byte by byte."""
    stream = b"".join(map(frame, said))
    incoming, heard = Incoming(), []
    while stream:
        length = data.draw(st.integers(1, len(stream)))
        heard += incoming.take(stream[:length])
        stream = stream[length:]
    assert heard == said


@pytest.mark.skipif(sys.platform == "win32", reason="asks for processes as POSIX does")
def test_a_worker_ends_with_whoever_was_killed_while_it_worked(graph):
    """Nobody is left to stop it, and it would go on for hours."""
    with subprocess.Popen([sys.executable, "-c", ASKING, graph], stdout=subprocess.PIPE, text=True) as parent:
        worker = int(parent.stdout.readline())
        time.sleep(0.5)
        parent.kill()
    until = time.monotonic() + 20
    while _runs(worker):
        assert time.monotonic() < until
        time.sleep(0.1)


def _runs(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return (
        "Z"
        not in subprocess.run(
            ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
        ).stdout
    )
