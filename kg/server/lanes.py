"""Workers that are asked from an event loop: while one answers, the loop does other things, and no thread stands between."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import IO, Any

from kg.errors import KgError
from kg.server.current import Opened
from kg.server.problems import Refused
from kg.store.exchange import Done, Failure, Incoming, Ready, Request
from kg.store.worker import WAKING, Fallen, Worker, hear, too_long

Gone = Callable[[], Awaitable[None]]  # returns when the client has left

_SOON = 0.1  # seconds in which most are answered; whoever has to wait longer may leave
_MOST = 1 << 18  # bytes that are read at once


class Lane(Worker):
    """A worker that one question at a time is put to; all of it belongs to the thread of the loop."""

    def __init__(self, *, memory: int | None) -> None:
        super().__init__(memory=memory)
        self.opened: Opened | None = None  # what the worker has read of the index, if anything
        self._said: asyncio.Future[list[Any]] | None = None
        self._items: list[Any] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ear: int | None = None
        self._watching: asyncio.Future[None] | None = None

    async def put(self, request: Request, *, seconds: float, gone: Gone) -> list[Any]:
        """Return what `kg.store.worker.Worker.ask` does; the query is killed where the client is ``gone``, too."""
        try:
            if not self.runs():
                await self._wake()
            said = self._expect()
            self.send(request)  # it waits for nothing else, and reads at once
            watch = asyncio.get_running_loop().call_later(_SOON, self._watch, said, seconds, gone)
            try:
                items = await said
            finally:
                watch.cancel()
        except (BrokenPipeError, Fallen):
            raise await self._told_of_its_end() from None
        except BaseException:  # half an answer is still in the pipe, or will be
            await asyncio.shield(self.end())
            raise
        return self.answer(items)

    async def end(self) -> None:
        """Kill the process, which may take a while where it has much memory to give back."""
        self._deaf()
        await asyncio.to_thread(self.stop)

    def stop(self) -> None:
        """Kill the process, whatever it is doing."""
        self._deaf()
        self.opened = None
        if self._said is not None and not self._said.done():
            self._said.set_exception(Fallen())
        super().stop()

    def listen(self, source: IO[bytes]) -> None:
        """Begin to hear what the process says, in the loop where the system can."""
        self._loop = asyncio.get_running_loop()
        self._items = []
        try:
            incoming = Incoming()
            self._loop.add_reader(source.fileno(), self._read, source.fileno(), incoming)
            os.set_blocking(source.fileno(), False)
            self._ear = source.fileno()
        except NotImplementedError:  # on Windows the loop cannot wait for a pipe
            process, loop = self._process, self._loop

            def passed(items: Any) -> None:
                if self._process is process:
                    self._hear(items)

            def put(items: Any) -> None:
                with suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(passed, items)

            threading.Thread(target=hear, args=(source, put), daemon=True).start()

    async def _wake(self) -> None:
        self.start()
        said = self._expect()
        async with asyncio.timeout(WAKING):
            await said
        self._awake = True

    def _watch(self, said: asyncio.Future[list[Any]], seconds: float, gone: Gone) -> None:
        async def watched() -> None:
            left = asyncio.ensure_future(gone())
            both: set[asyncio.Future[Any]] = {said, left}
            try:
                done, _ = await asyncio.wait(both, timeout=seconds - _SOON, return_when=asyncio.FIRST_COMPLETED)
            finally:
                left.cancel()
            if not said.done():
                away = Refused(499, "the client left before its answer was here")
                said.set_exception(away if done else too_long(seconds))

        self._watching = asyncio.ensure_future(watched())  # kept, or nobody would

    async def _told_of_its_end(self) -> Exception:
        self._deaf()
        process = self._process
        if process is None:
            return KgError("the server is being stopped")
        told = await asyncio.to_thread(self.fallen, process)
        self.opened = None
        return told

    def _expect(self) -> asyncio.Future[list[Any]]:
        self._said = asyncio.get_running_loop().create_future()
        return self._said

    def _read(self, source: int, incoming: Incoming) -> None:
        try:
            piece = os.read(source, _MOST)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._deaf()
            self._hear(Fallen())
            return
        for items in incoming.take(piece):
            self._hear(items)

    def _hear(self, items: Any) -> None:
        said = self._said
        if said is None or said.done():
            return
        if isinstance(items, Fallen):
            said.set_exception(items)
            return
        self._items += items
        if isinstance(items[-1], Done | Failure | Ready):
            said.set_result(self._items)
            self._items = []

    def _deaf(self) -> None:
        if self._ear is not None and self._loop is not None:
            self._loop.remove_reader(self._ear)
        self._ear = None
