"""Places for queries that run at the same time, each with its own process that can be killed."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError
from kg.server.lanes import Lane
from kg.server.problems import Refused
from kg.store import Store

T = TypeVar("T")


class Slot:
    """One open graph, in the thread that it belongs to; for writing it is open only as long as somebody writes.

    Beside it the ``lane``, in which most queries run that need no more of the graph than its index.
    """

    def __init__(self, folder: Path, *, memory: int | None, write: bool = False) -> None:
        self._folder, self._memory, self._write = folder, memory, write
        self.lane = Lane(memory=memory)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="kg-query")
        self._store: Store | None = None
        self._ended = threading.Event()

    async def run(self, work: Callable[[Store], T], *, gone: Callable[[], Awaitable[None]]) -> T:
        """Do some work with the graph; kill it where the client is ``gone``, or whoever waits for it is cancelled."""
        loop = asyncio.get_running_loop()
        working = loop.run_in_executor(self._thread, self._do, work)
        working.add_done_callback(lambda done: done.cancelled() or done.exception())  # heard, if nobody waits for it
        left = asyncio.ensure_future(gone())
        both: set[asyncio.Future[Any]] = {working, left}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                while not working.done():  # it may only now be about to begin
                    self.interrupt()
                    await asyncio.wait({working}, timeout=0.2)
                raise Refused(499, "the client left before its answer was here")
            return await working
        finally:
            left.cancel()
            if not working.done():
                self.interrupt()

    def interrupt(self) -> None:
        """Kill the query that is running."""
        if self._store is not None:
            self._store.interrupt()

    def close(self) -> None:
        """Kill what is running, and let go of the graph."""
        self._ended.set()
        self.interrupt()
        self.lane.stop()
        with suppress(Exception):
            self._thread.submit(self._shut).result(timeout=5)
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _do(self, work: Callable[[Store], T]) -> T:
        if self._ended.is_set():
            raise KgError("the server is being stopped")
        if self._write:
            try:
                with Store.open(self._folder, memory=self._memory, write=True) as self._store:
                    return work(self._store)
            finally:
                self._store = None
        if self._store is None:
            self._store = Store.open(self._folder, memory=self._memory)
        return work(self._store)

    def _shut(self) -> None:
        if self._store is not None:
            self._store.close()


class Slots:
    """As many places as queries may run at once; whoever comes later waits for a while."""

    def __init__(self, folder: Path, *, number: int, memory: int | None, wait: float, write: bool = False) -> None:
        self._all = [Slot(folder, memory=memory, write=write) for _ in range(number)]
        self._free: asyncio.LifoQueue[Slot] = asyncio.LifoQueue()  # the one used last is warm
        for slot in self._all:
            self._free.put_nowait(slot)
        self._wait = wait

    async def lent(self) -> Slot:
        """Lend a place, which is to be given `back`; raises `Refused` where none becomes free in time."""
        if not self._free.empty():
            return self._free.get_nowait()
        try:
            async with asyncio.timeout(self._wait):
                return await self._free.get()
        except TimeoutError:
            busy = "as many queries are running as this server allows; try again soon"
            raise Refused(503, busy, {"Retry-After": "5"}) from None

    def back(self, slot: Slot) -> None:
        """Take a place back."""
        self._free.put_nowait(slot)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Slot]:
        """Lend a place for as long as a block takes; raises `Refused` where none becomes free in time."""
        slot = await self.lent()
        try:
            yield slot
        finally:
            self.back(slot)

    def close(self) -> None:
        """Let go of everything."""
        for slot in self._all:
            slot.interrupt()
        for slot in self._all:
            slot.close()
