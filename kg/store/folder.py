"""The folder that a graph lives in: is there one, is it ours, may it be made here?

::

    graph/
      graph.sqlite   the truth: texts, records, runs, reference files
      index/         the same as RDF, for queries; it can be deleted at any time
      locks/         empty files; who holds a lock on one has the graph
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import GraphDamaged, NoGraph, NoRoom, NotAGraph
from kg.store._sqlite import FILE, create, is_ours
from kg.store.lock import Lock
from kg.store.remote.addresses import is_address

INDEX, LOCKS = "index", "locks"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_NO_ACCESS = {errno.EACCES, errno.EPERM, errno.EROFS}


def find(folder: Path) -> None:
    """Make sure that there is a graph in the folder; nothing is written.

    Raises `NoGraph`, `NotAGraph` where it is somebody else's, `GraphDamaged` where its truth is gone.
    """
    if is_ours(folder):
        return
    raise _why_not(folder)


def make(folder: Path, *, wait: float) -> None:
    """Make a graph in the folder, unless there is one; raises as `find`, `GraphBusy` and `NoRoom`."""
    if is_ours(folder):
        return
    reason = _why_not(folder)
    if not isinstance(reason, NoGraph):
        raise reason
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with Lock(folder / LOCKS / "write", doing="making this graph").alone(wait=wait):
            if not is_ours(folder):  # another process may have made it meanwhile
                create(folder)


def _why_not(folder: Path) -> NoGraph | NotAGraph | GraphDamaged:
    place = str(folder)
    if is_address(place):
        raise NotAGraph("this works on a graph in a folder, and this is the address of a server")
    if not folder.exists():
        return NoGraph(f"there is no graph here: `kg add FILES --graph {folder}` makes one", place=place)
    if not folder.is_dir():
        return NotAGraph("this is a file, and a graph is a folder", place=place)
    inside = {entry.name for entry in folder.iterdir()}
    # What a crash leaves behind while a graph is being made.
    begun = all(name == LOCKS or name.startswith(f"{FILE}.new") for name in inside)
    if begun:
        return NoGraph(f"there is no graph here yet: `kg add FILES --graph {folder}` makes one", place=place)
    if FILE in inside and INDEX in inside:
        return GraphDamaged(f"{FILE} is not what kg wrote: put a copy of it back, or make the graph anew", place=place)
    if INDEX in inside and LOCKS in inside:
        return GraphDamaged(f"{FILE} is missing, and the texts were in it: put a copy of it back", place=place)
    return NotAGraph(
        "this folder holds something else; kg leaves it alone. Choose another one for the graph", place=place
    )


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say `NoRoom` where the system has no room, or gives none to us."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM or "No space left" in str(error):
            raise NoRoom(
                "the disk is full; the graph is as it was. Make room, then run it again", place=str(folder)
            ) from error
        if error.errno in _NO_ACCESS or isinstance(error, PermissionError):
            raise NoRoom(f"this may not be written to ({error.strerror or error})", place=str(folder)) from error
        raise
