"""A graph in one file, and back: a copy of the truth, from which the index is made anew."""

import shutil
from contextlib import closing, suppress
from pathlib import Path

from kg.errors import GraphDamaged, GraphError, InputError, NoGraph, NotAGraph
from kg.store import checks, folder
from kg.store._sqlite import FILE, is_graph, is_ours
from kg.store._sqlite import told as told_by_sqlite
from kg.store.archive import Archive
from kg.store.lock import Lock

_FRESH = f"{FILE}.new"  # what a crash leaves under this name is no graph, and in nobody's way


def back_up(graph: Path, file: Path) -> None:
    """Copy the graph of a folder as it is at this moment; others may read and write meanwhile.

    Raises `InputError` where the file is there already, `GraphDamaged` where the copy is not sound,
    `NoRoom`.
    """
    folder.find(graph)
    if file.exists():
        raise InputError("there is a file already: take another name, or take it away", place=str(file))
    if not file.parent.is_dir():
        raise InputError("there is no such folder: make it first", place=str(file.parent))
    fresh = file.with_name(f".{file.name}.new")
    with folder.told(file.parent):
        fresh.unlink(missing_ok=True)
        try:
            with closing(Archive(graph, write=False)) as archive:
                archive.copy(fresh)
            _check(fresh.parent, fresh.name, thorough=False)
            fresh.rename(file)
        except BaseException:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise


def restore(file: Path, graph: Path, *, wait: float) -> None:
    """Make a graph of a backup in a folder that is empty or not there.

    Every text is held against its hash and every record against its text. Raises `GraphError` where there
    is a graph already, `NotAGraph` where folder or file are something else, `GraphDamaged`, `GraphTooNew`,
    `NoRoom`.
    """
    if not file.is_file():
        raise InputError("there is no such file", place=str(file))
    if not is_graph(file):
        raise NotAGraph("this is no backup of a graph", place=str(file))
    _refuse_to_overwrite(graph)
    with folder.told(graph):
        graph.mkdir(parents=True, exist_ok=True)
        with Lock(graph / folder.LOCKS / "write", doing="restoring this graph").alone(wait=wait):
            _refuse_to_overwrite(graph)
            try:
                shutil.copyfile(file, graph / _FRESH)
                try:
                    _check(graph, _FRESH, thorough=True)
                except GraphDamaged as error:
                    why = f"this backup is damaged, and nothing was made of it: {error.message}"
                    raise GraphDamaged(why, place=str(file)) from error
                (graph / _FRESH).rename(graph / FILE)
            finally:
                for remains in graph.glob(f"{_FRESH}*"):
                    remains.unlink(missing_ok=True)
            with told_by_sqlite(graph), closing(Archive(graph, write=True)) as archive:
                archive.keep_readers_going()


def _refuse_to_overwrite(graph: Path) -> None:
    if is_ours(graph):
        raise GraphError(
            "there is a graph already: restore into another folder, or take this one away", place=str(graph)
        )
    with suppress(NoGraph):
        folder.find(graph)


def _check(where: Path, name: str, *, thorough: bool) -> None:
    with closing(Archive(where, write=False, name=name)) as archive:
        damage = archive.damage()
        if damage is None and thorough:
            damage = next((f"{one.document}: {one.message}" for one in checks.archive_problems(archive)), None)
    if damage is not None:
        raise GraphDamaged(f"the copy is not sound, and was taken away again: {damage}", place=str(where))
