"""Paths → the files to read, in a stable order."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.documents.formats import Format, format_of, known_endings, unknown
from kg.documents.metadata import is_metadata, shown
from kg.errors import InputError, did_you_mean

STDIN = Path("-")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: under which folder it was found, and as what; None where its content has to tell."""

    path: Path
    root: Path
    format: Format | None

    @property
    def place(self) -> str:
        """What an error calls it."""
        return "stdin" if self.path == STDIN else shown(self.path)


def found(paths: Iterable[str | Path]) -> Iterator[File | InputError]:
    """Yield the files that paths mean: a file itself, every file of a folder, ``-`` for standard input.

    A folder is walked in sorted order. Hidden files and endings that kg does not read are passed over
    there, and links to folders are not followed; a file that somebody names must be readable, and a
    folder must hold something.
    """
    for path in map(Path, paths):
        if path == STDIN:
            yield File(STDIN, Path(), None)
            continue
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield _missing(path) if isinstance(error, FileNotFoundError) else unreadable(path, error)
            continue
        if stat.S_ISDIR(mode):
            yield from _of_folder(path)
        elif not stat.S_ISREG(mode):
            yield File(path, path.parent, None)  # a pipe, as in `kg extract <(zcat news.jsonl.gz)`
        elif not is_metadata(path):
            kind = format_of(path, named=True)
            yield unknown(path) if kind is None else File(path, path.parent, kind)


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error for a file or folder that the system does not let us read."""
    return InputError(f"cannot be read: {error.strerror or error}", place=shown(path))


def _of_folder(folder: Path) -> Iterator[File | InputError]:
    something = False
    for file in _walk(folder, root=folder):
        something = True
        yield file
    if not something:
        yield InputError(f"nothing in this folder can be read: kg reads {known_endings()}", place=shown(folder))


def _walk(folder: Path, *, root: Path) -> Iterator[File | InputError]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted(
                (entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name
            )
    except OSError as error:
        yield unreadable(folder, error)
        return
    for entry in inside:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root=root)
        elif entry.is_file() and not is_metadata(path):
            kind = format_of(path, named=False)
            if kind is not None:
                yield File(path, root, kind)


def _missing(path: Path) -> InputError:
    try:
        beside = [one.name for one in path.parent.iterdir()]
    except OSError:
        beside = []
    hint = did_you_mean(path.name, beside)
    return InputError(f"there is no such file or folder{': ' + hint if hint else ''}", place=shown(path))
