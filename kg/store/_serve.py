"""The other end of `kg.store.worker`: a process of its own that answers queries until it is told to stop, or killed.

It imports little, for it is started anew by every command.
"""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from kg.errors import BadParameter, QueryError
from kg.store._oxigraph import Misplaced, Reader, Unreadable
from kg.store.exchange import Done, Failure, Incoming, Ready, Request, frame

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux
_SYNCHRONIZE = 0x00100000  # of Windows: the right to wait for a process
_PIECE = 1 << 20  # bytes of an answer that wait to travel together
_MOST = 1 << 20  # bytes of a request that are read at once


def main(*, memory: int, parent: int) -> None:
    """Answer the requests that come in, one after another, for as long as the parent lives."""
    _shut_in(memory)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # nothing but answers goes there
    _send(answers, [Ready()])
    reader: Reader | None = None
    opened: tuple[str, str] | None = None
    for request in _requests(0):
        try:
            if reader is None or opened != (request.folder, request.stamp):
                reader, opened = None, None
                reader, opened = Reader(Path(request.folder)), (request.folder, request.stamp)
            last = _answer(answers, reader, request)
        except Misplaced as error:
            last = [Failure("misplaced", error.args)]
        except Unreadable as error:
            reader = None
            last = [Failure("unreadable", error.args)]
        except MemoryError:
            last = [Failure("memory", ())]
        except BadParameter as error:
            last = [Failure("parameter", (error.message,))]
        except QueryError as error:
            last = [Failure("failed", (error.message,))]
        except Exception as error:  # noqa: BLE001 -- the parent has to hear of it, whatever it is
            last = [Failure("failed", (f"the engine failed: {error!r}",))]
        _send(answers, last)


def _answer(answers: IO[bytes], reader: Reader, request: Request) -> list[Any]:
    """Send what is long of an answer, and return the rest: most answers travel at once."""
    waiting: list[Any] = []
    size = 0
    for item in _items(reader, request):
        waiting.append(item)
        size += len(item) if isinstance(item, bytes) else 0
        if size >= _PIECE or isinstance(item, list):
            _send(answers, waiting)
            waiting, size = [], 0
    return [*waiting, Done()]


def _items(reader: Reader, request: Request) -> Iterable[Any]:
    if request.update is not None and request.scratch is not None:
        return reader.updated(request.update, Path(request.scratch))
    if request.form is None:
        return reader.answer(request.sparql, limit=request.limit)
    return reader.written(request.sparql, request.form, limit=request.limit)


def _send(answers: IO[bytes], items: list[Any]) -> None:
    left = memoryview(frame(items))
    while left:
        left = left[answers.write(left) :]


def _requests(source: int) -> Iterator[Request]:
    """Yield what comes in until nobody is left to ask."""
    incoming = Incoming()
    while piece := os.read(source, _MOST):
        yield from incoming.take(piece)


def _end_with(parent: int) -> None:
    """End this process at once when its parent has ended, whatever the engine is doing: it cannot be asked to stop."""
    # Whoever waits for the next request would hear of it; but a thread that does nothing else makes every question change
    # threads, which takes longer than many a query.
    if sys.platform == "win32":
        there = ctypes.windll.kernel32.OpenProcess(_SYNCHRONIZE, False, parent)  # noqa: FBT003 -- its own order
        ctypes.windll.kernel32.WaitForSingleObject(there, -1)
    else:
        while os.getppid() == parent:
            time.sleep(1)
    os._exit(0)


def _shut_in(memory: int) -> None:
    """Cut this process off: no network, no more memory than allowed, no reaction to Ctrl-C, which is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        # Whoever puts a question goes on with other clients first, and is not stopped in the middle of writing it.
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        # SERVICE is refused before it gets here; this is the second wall, where the system lets us build it.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(_NEW_USER_AND_NETWORK)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
