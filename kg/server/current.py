"""The index of a graph, held still and as new as the moment of asking, as `kg.store.access` does it; but for an event loop."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from kg.store.archive import Archive
from kg.store.index import Index, Stamp
from kg.store.lock import Lock, Sharing

Place = tuple[Path, Lock]


@dataclass(frozen=True, slots=True)
class Opened:
    """An index as a worker opens it; another one, if only by a document, is not the same."""

    stamp: Stamp
    quads: str
    told: str
    lock: Sharing


class Current:
    """The index, looked at before every question, which takes a fiftieth of a millisecond.

    What may take longer is done elsewhere: ``renew`` brings the index up to date, and tells where it is and how it is
    locked. Whoever `hold`s the index has to leave its lock.
    """

    def __init__(self, folder: Path, *, renew: Callable[[], Awaitable[Place]]) -> None:
        self._folder = folder
        self._renew = renew
        self._archive: Archive | None = None
        self._index: Index | None = None
        self._locks: dict[Path, Sharing] = {}
        self._lock: Sharing | None = None
        self._renewing = asyncio.Lock()
        self._last: Opened | None = None

    async def hold(self, *, opened: Opened | None) -> Opened | None:
        """Hold the index, and return it; None where it cannot be had that easily, as in a folder that has no locks.

        ``opened`` is what the worker that will be asked has open. Raises what `kg.store.access.Access.reading` does.
        """
        stamp = None if opened is None else opened.stamp
        found = self._held(lambda index: index.fresh(opened=stamp))
        if found is not None:
            return found
        async with self._renewing:
            found = self._held(lambda index: index.fresh(opened=stamp))
            if found is not None:
                return found
            folder, lock = await self._renew()
            self._turn_to(folder, lock)
            # By now a writer may have gone on; what was true when we were asked is new enough.
            return self._held(lambda index: index.usable())

    def seen(self) -> Opened | None:
        """Return the index as it was last held, if nothing has changed since."""
        if self._last is None or self._index is None or self._index.stamp() is not self._last.stamp:
            return None
        return self._last if self._index.fresh(opened=self._last.stamp) else None

    def close(self) -> None:
        """Let go of everything."""
        for lock in self._locks.values():
            lock.close()
        if self._archive is not None:
            self._archive.close()

    def _held(self, good: Callable[[Index], bool]) -> Opened | None:
        """Hold the index if it is good enough, and nobody has it alone."""
        index, lock = self._index, self._lock
        if index is None or lock is None or not lock.take():
            return None
        found = None
        try:
            stamp = index.stamp() if good(index) else None
            if stamp is not None:
                found = self._opened(index, stamp, lock)
        finally:
            if found is None:
                lock.leave()
        return found

    def _opened(self, index: Index, stamp: Stamp, lock: Sharing) -> Opened:
        if self._last is None or self._last.stamp is not stamp:
            self._last = Opened(stamp, str(index.quads), repr(stamp), lock)
        return self._last

    def _turn_to(self, folder: Path, lock: Lock) -> None:
        if self._archive is None:
            self._archive = Archive(self._folder, write=False)
        if self._index is None or self._index.folder != folder:
            self._index = Index(folder, self._archive)
            self._lock = self._locks[folder] = Sharing(lock.file)  # somebody may still hold the one before
