"""The way to the index: held still, up to date, and asked in a process that can be killed."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from kg.errors import GraphDamaged, NoRoom, QueryError
from kg.store import folder
from kg.store._oxigraph import Unreadable
from kg.store.archive import Archive
from kg.store.index import Index
from kg.store.lock import Lock
from kg.store.results import Form
from kg.store.updates import Update
from kg.store.worker import NotReadable, Worker

PATIENCE = 5.0  # seconds to wait for a lock

_SCRATCH = "update-"

_DOING = "bringing the index of this graph up to date"


class Access:
    """The index of one graph, with its lock and its worker.

    Whoever reads holds the lock with others for as long as one question takes, whoever brings the index
    up to date has it alone; in between nobody holds it, however long the graph stays open.
    """

    def __init__(self, path: Path, archive: Archive, *, memory: int | None = None) -> None:
        self.path = path
        self.archive = archive
        self.index = Index(path / folder.INDEX, archive)
        self.lock = Lock(path / folder.LOCKS / "index", doing=_DOING)
        self.worker = Worker(memory=memory)
        self._held = ExitStack()

    def close(self) -> None:
        """Stop the worker, and throw away an index that was only lent."""
        self.worker.stop()
        self._held.close()

    def refresh(self, *, wait: float = PATIENCE) -> None:
        """Bring the index up to date; raises `GraphBusy`, `NoRoom`."""
        with folder.told(self.path), self.lock.alone(wait=wait):
            self.index.refresh()

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """Hold the index still, and as new as the moment of asking, while the block reads it.

        Raises `GraphBusy` where it is behind and others read it all the time, `NoRoom` where it can be
        made neither here nor in a temporary folder.
        """
        with self.lock.shared(wait=PATIENCE):
            if self.index.fresh():
                yield self.index
                return
        try:
            self.refresh()
        except NoRoom:
            self._move()
            self.refresh()
        with self.lock.shared(wait=PATIENCE):
            # By now a writer may have gone on; what was true when we were asked is new enough.
            if not self.index.usable():
                raise GraphDamaged("the index cannot be brought up to date", place=str(self.path))
            yield self.index

    def place(self) -> tuple[Path, Lock]:
        """Bring the index up to date, here or in a temporary folder; return its folder, and the lock to hold while it is read."""
        with self.reading() as index:
            return index.folder, self.lock

    def answer(self, sparql: str, *, limit: int, timeout: float, form: Form | None = None) -> list[Any]:
        """Return what `kg.store.worker.Worker.ask` does; an index that cannot be read is made anew, once."""

        def ask(index: Index) -> list[Any]:
            stamp, text = repr(index.stamp()), index.totalled(sparql, limit=limit)
            return self.worker.ask(index.quads, stamp, text, limit=limit, timeout=timeout, form=form)

        return self._asked(ask)

    def changes(self, update: Update, *, timeout: float) -> list[tuple[str, set[str], set[str]]]:
        """Return what an update would change: graph, what is gone, what has come; the index stays as it is."""

        def ask(index: Index) -> list[Any]:
            for left in index.folder.glob(f"{_SCRATCH}*"):  # of a crash; only one process at a time may update
                shutil.rmtree(left, ignore_errors=True)
            stamp = repr(index.stamp())
            with folder.told(self.path), tempfile.TemporaryDirectory(dir=index.folder, prefix=_SCRATCH) as made:
                scratch = Path(made) / "quads"
                return self.worker.ask(
                    index.quads, stamp, update.text, limit=0, timeout=timeout, update=update, scratch=scratch
                )

        return self._asked(ask)

    def _asked(self, ask: Callable[[Index], list[Any]]) -> list[Any]:
        self.worker.start()  # it wakes up while we look at the index
        for last in (False, True):
            with self.reading() as index:
                try:
                    return ask(index)
                except (NotReadable, Unreadable) as error:
                    if last:
                        raise QueryError(f"the query engine failed: {error}") from None
            with folder.told(self.path), self.lock.alone(wait=PATIENCE):
                self.index.rebuild()
        raise AssertionError

    def _move(self) -> None:
        """Use an index in a temporary folder, for a graph that may not be written to."""
        temporary = Path(self._held.enter_context(tempfile.TemporaryDirectory(prefix="kg-index-")))
        self.index = Index(temporary, self.archive)
        self.lock = Lock(temporary / "lock", doing=_DOING)
