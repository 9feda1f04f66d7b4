"""Questions to the graph that is served: answered from the event loop where that can be, and in a thread where it takes more."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg.server.answers import Answers
from kg.server.current import Current, Opened, Place
from kg.server.lanes import Gone, Lane
from kg.server.slots import Slot, Slots
from kg.store import Form, Kind, Store, Written
from kg.store.exchange import Request
from kg.store.guard import refuse_unsafe
from kg.store.totals.recognition import looks_named
from kg.store.worker import NotReadable, Placed

T = TypeVar("T")

_LONG = 20_000  # characters of a query that is not looked through while everybody else waits


class Questions:
    """So many questions at once, each in a process that can be killed; others ``wait`` for so many seconds.

    ``memory`` is what a query may use, and ``kept`` the answers that are kept to be given again, both in bytes.
    """

    def __init__(self, folder: Path, *, number: int, memory: int, wait: float, kept: int) -> None:
        self._slots = Slots(folder, number=number, memory=memory, wait=wait)
        self._keeper = Slot(folder, memory=memory)
        self._current = Current(folder, renew=self._renewed)
        self._answers = Answers(room=kept)

    def close(self) -> None:
        """Let go of the graph."""
        self._slots.close()
        self._keeper.close()
        self._current.close()

    async def run(self, work: Callable[[Store], T], *, gone: Gone) -> T:
        """Do some work with the graph, in a thread."""
        async with self._slots.one() as slot:
            return await slot.run(work, gone=gone)

    async def answer(self, sparql: str, form: Form, *, limit: int, seconds: float, gone: Gone) -> Written:
        """Answer SPARQL as `kg.store.Store.write` does; raises `Refused` where no place is free, or the client has left."""
        question = sparql, form, limit
        self._answers.of(self._current.seen())
        kept = self._answers.get(question)
        if kept is not None:
            return kept
        slot = await self._slots.lent()
        try:
            answer = await self._at_once(slot.lane, sparql, form, limit=limit, seconds=seconds, gone=gone)
            if answer is None:
                return await slot.run(lambda store: store.write(sparql, form, timeout=seconds, limit=limit), gone=gone)
        finally:
            self._slots.back(slot)
        return answer

    async def _at_once(
        self, lane: Lane, sparql: str, form: Form, *, limit: int, seconds: float, gone: Gone
    ) -> Written | None:
        """Answer from the event loop; None where that takes more than a worker and an index that is as it should be."""
        if len(sparql) > _LONG or looks_named(sparql):
            return None
        refuse_unsafe(sparql)
        found = await self._current.hold(opened=lane.opened)
        if found is None:
            return None
        try:
            asked = Request(found.quads, found.told, sparql, limit, form)
            kind, *body, shortened = await lane.put(asked, seconds=seconds, gone=gone)
            lane.opened = found
        except (Placed, NotReadable):  # to explain the one, and to cure the other, takes its time
            lane.opened = None
            return None
        finally:
            found.lock.leave()
        answer = Written(Kind(kind), b"".join(body), shortened)
        self._keep(found, sparql, form, limit, answer)
        return answer

    def _keep(self, found: Opened, sparql: str, form: Form, limit: int, answer: Written) -> None:
        self._answers.of(found)
        self._answers.keep((sparql, form, limit), sparql, answer)

    async def _renewed(self) -> Place:
        return await self._keeper.run(lambda store: store.place(), gone=_never)


async def _never() -> None:
    await asyncio.Event().wait()
