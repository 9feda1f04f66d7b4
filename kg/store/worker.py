"""A process that answers queries and can be killed.

The engine has no time limit and cannot be asked to stop, so it never answers a query in the process of
the user. The worker is started at the first query and kept warm: that costs a twentieth of a second
once, and a ten-thousandth a query.
"""

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from kg.errors import BadParameter, QueryError, QueryTooLong
from kg.store.exchange import Done, Failure, Incoming, Ready, Request, frame
from kg.store.results import Form
from kg.store.updates import Update

_MEGA = 1 << 20
_MOST = 1 << 18  # bytes that are read at once
WAKING = 60.0  # seconds, on a machine that has much else to do
# Address space that libraries and threads take and never use.
_RESERVED = 1024 * _MEGA + (os.cpu_count() or 1) * 16 * _MEGA


class NotReadable(Exception):
    """The index cannot be read."""


class Placed(Exception):
    """SPARQL that does not parse: line, column and what was expected."""


class Worker:
    """A process of its own. ``memory`` is what a query may use, in bytes; by default half of the machine's."""

    def __init__(self, *, memory: int | None = None) -> None:
        self._memory = memory or physical() // 2
        self._process: subprocess.Popen[bytes] | None = None
        self._stop: Any = None
        self._arrived: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._owner = 0
        self._awake = False

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process, unless it runs; a query does so by itself."""
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.stop()
            self._owner = os.getpid()  # the worker of whoever forked us is not ours to ask
            # The path is handed over whole: no search for site-packages, and no surprise from another kg.
            path = [str(Path(__file__).parents[2]), *sys.path]
            limits = f"memory={self._memory + _RESERVED}, parent={self._owner}"
            code = f"import sys; sys.path[:] = {path!r}; from kg.store._serve import main; main({limits})"
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter, our own code
                [sys.executable, "-I", "-S", "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=os.environ | _memory_settings(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            self._stop = weakref.finalize(self, _end, self._process, self._owner)
            self.listen(pipe(self._process.stdout))
        return self._process

    def listen(self, source: IO[bytes]) -> None:
        """Begin to hear what the process says."""
        self._arrived = queue.SimpleQueue()
        # A read from a pipe hears no Ctrl-C on every system; a thread for each question would be half of its time.
        threading.Thread(target=hear, args=(source, self._arrived.put), daemon=True).start()

    def stop(self) -> None:
        """Kill the process, whatever it is doing."""
        if self._stop is not None:
            self._stop()
        self._process = None
        self._awake = False

    def ask(
        self,
        folder: Path,
        stamp: str,
        sparql: str,
        *,
        limit: int,
        timeout: float,
        form: Form | None = None,
        update: Update | None = None,
        scratch: Path | None = None,
    ) -> list[Any]:
        """Return what `kg.store._oxigraph.Reader.answer` yields; with a form what its ``written`` does.

        With an update, and a folder to try it out in, what its ``updated`` does. The time that a new process takes to
        wake up does not count.

        Raises `QueryTooLong` at the time limit, `Placed` for what is not SPARQL, `NotReadable` where the
        index is broken, `QueryError` for the rest.
        """
        process = self.start()
        arrived = self._arrived
        tried_out = None if scratch is None else str(scratch)
        try:
            self.send(Request(str(folder), stamp, sparql, limit, form, update, tried_out))
            if not self._awake:
                list(_until(arrived, Ready, deadline=time.monotonic() + WAKING))
                self._awake = True
            items = list(_until(arrived, Done | Failure, deadline=time.monotonic() + timeout))
        except (BrokenPipeError, Fallen):
            raise self.fallen(process) from None
        except TimeoutError:
            self.stop()
            raise too_long(timeout) from None
        except BaseException:  # Ctrl-C: half an answer is still in the pipe
            self.stop()
            raise
        return self.answer(items)

    def send(self, request: Request) -> None:
        """Put a request to the process, which has nothing else to do; raises BrokenPipeError."""
        requests = pipe(self.start().stdin)
        requests.write(frame(request))
        requests.flush()

    def runs(self) -> bool:
        """Whether there is a process, and it has told that it is awake."""
        return self._awake and self._process is not None and self._process.poll() is None

    def answer(self, items: list[Any]) -> list[Any]:
        """Return the items of an answer, or raise what its last one says."""
        last = items.pop()
        if isinstance(last, Failure):
            raise self._failure(last)
        return items

    def fallen(self, process: subprocess.Popen[bytes]) -> Exception:
        """Return what to say of a process that has ended before its answer was complete."""
        process.wait()
        words = pipe(process.stderr).read().decode(errors="replace")
        code = process.returncode
        self.stop()
        if "memory allocation" in words or code == -9:  # the system kills whoever takes too much, too
            return self._too_much()
        # A crash is the query's doing, as far as anybody can tell: an index that is broken says so.
        last = words.strip().rpartition("\n")[2]
        return QueryError(
            f"the query engine fell over this query (exit status {code}{last and ': '}{last}): ask it differently"
        )

    def _failure(self, failure: Failure) -> Exception:
        match failure.kind:
            case "misplaced":
                return Placed(*failure.details)
            case "unreadable":
                return NotReadable(*failure.details)
            case "parameter":
                return BadParameter(*failure.details)
            case "memory":
                return self._too_much()
            case _:
                return QueryError(*failure.details)

    def _too_much(self) -> QueryError:
        allowed = self._memory / (1 << 30)
        return QueryError(f"the query needs more memory than it may have ({allowed:.1f} GB): narrow it or add a LIMIT")


class Fallen(Exception):
    """The worker is gone before its answer was complete."""


def too_long(timeout: float) -> QueryTooLong:
    """Return what to say of a query at its time limit."""
    return QueryTooLong(f"the query was stopped after {timeout:g} s: narrow it, add a LIMIT, or allow it more time")


def hear(source: Any, put: Callable[[Any], object]) -> None:
    """Pass on what a worker says, list by list, for as long as it lives; and last that it is gone."""
    incoming = Incoming()
    with contextlib.suppress(OSError, ValueError, pickle.UnpicklingError):
        while piece := source.read1(_MOST):
            for items in incoming.take(piece):
                put(items)
    put(Fallen())


def _until(arrived: queue.SimpleQueue[Any], last: Any, *, deadline: float) -> Iterator[Any]:
    while True:
        try:
            items = arrived.get(timeout=max(0.0, min(0.1, deadline - time.monotonic())))
        except queue.Empty:
            if time.monotonic() >= deadline:
                raise TimeoutError from None
            continue
        if isinstance(items, Fallen):
            raise items
        yield from items
        if isinstance(items[-1], last):
            return


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if os.getpid() != owner:  # a fork of ours ends; the worker is not its to kill
        return
    process.kill()
    process.wait()
    for one in (process.stdin, process.stdout, process.stderr):
        with contextlib.suppress(BrokenPipeError):  # a request that it never read
            pipe(one).close()


def _memory_settings() -> dict[str, str]:
    """Return how the C library of Linux is to handle the memory of a worker."""
    kept = os.environ.get("GLIBC_TUNABLES", "")
    # A query asks for many small pieces of memory and gives them back together; with few of them kept at hand, a sixth of its
    # time goes into sorting them.
    at_hand = "glibc.malloc.tcache_count=10000"
    return {
        "MALLOC_ARENA_MAX": "2",  # or each thread would set aside memory of its own
        "GLIBC_TUNABLES": f"{at_hand}:{kept}" if kept else at_hand,
    }


def pipe(end: IO[bytes] | None) -> IO[bytes]:
    """Return one of the pipes of a worker, which is started with all of them."""
    if end is None:
        raise AssertionError("the worker was started with all its pipes")
    return end


def physical() -> int:
    """Return how much memory this machine has, in bytes."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 8 << 30
