"""The other end of `kg.store.worker`: a process of its own that answers queries until it is told to stop, or killed.

It imports little, for it is started anew by every command.
"""

import contextlib
import ctypes
import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.errors import BadParameter, QueryError
from kg.store._oxigraph import Misplaced, Reader, Unreadable
from kg.store.results import Form
from kg.store.updates import Update

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux


@dataclass(frozen=True, slots=True)
class Request:
    """A query for the index in a folder. ``stamp`` tells whether the index is still the one that was opened.

    With a ``form`` the answer is written, as bytes; without, it is values of Python. With an ``update`` the
    answer is what would change; it is tried out in the folder ``scratch``.
    """

    folder: Path
    stamp: str
    sparql: str
    limit: int
    form: Form | None = None
    update: Update | None = None
    scratch: Path | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a query has no answer: ``misplaced`` (line, column, expected), or a message: ``unreadable``, ``parameter``, ``memory``, ``failed``."""

    kind: str
    details: tuple[Any, ...]


class Ready:
    """The process is awake: from now on it is the query that takes its time."""


class Done:
    """The answer is complete."""


def main(*, memory: int) -> None:
    """Answer the requests that come in, one after another."""
    _shut_in(memory)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but answers goes there
    pickle.dump(Ready(), answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()
    reader: Reader | None = None
    opened: tuple[Path, str] | None = None
    for request in _requests(sys.stdin.buffer):
        try:
            if reader is None or opened != (request.folder, request.stamp):
                reader, opened = None, None
                reader, opened = Reader(request.folder), (request.folder, request.stamp)
            for item in _answer(reader, request):
                pickle.dump(item, answers, pickle.HIGHEST_PROTOCOL)
            answer: Any = Done()
        except Misplaced as error:
            answer = Failure("misplaced", error.args)
        except Unreadable as error:
            reader = None
            answer = Failure("unreadable", error.args)
        except MemoryError:
            answer = Failure("memory", ())
        except BadParameter as error:
            answer = Failure("parameter", (error.message,))
        except QueryError as error:
            answer = Failure("failed", (error.message,))
        except Exception as error:  # noqa: BLE001 -- the parent has to hear of it, whatever it is
            answer = Failure("failed", (f"the engine failed: {error!r}",))
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _answer(reader: Reader, request: Request) -> Iterator[Any]:
    if request.update is not None and request.scratch is not None:
        return reader.updated(request.update, request.scratch)
    if request.form is None:
        return reader.answer(request.sparql, limit=request.limit)
    return reader.written(request.sparql, request.form, limit=request.limit)


def _requests(source: IO[bytes]) -> Iterator[Request]:
    """Yield what comes in, and end the process at once when nobody is left to ask."""
    waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()

    def read() -> None:
        with contextlib.suppress(EOFError, pickle.UnpicklingError):
            while True:
                waiting.put(pickle.load(source))  # noqa: S301 -- from our own parent
        os._exit(0)  # whatever the engine is doing: it cannot be asked to stop

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield waiting.get()


def _shut_in(memory: int) -> None:
    """Cut this process off: no network, no more memory than allowed, no reaction to Ctrl-C, which is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        # SERVICE is refused before it gets here; this is the second wall, where the system lets us build it.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).unshare(_NEW_USER_AND_NETWORK)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 -- there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
