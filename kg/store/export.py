"""A whole graph in one file, for other tools."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import InputError, UnknownFormat
from kg.store import folder
from kg.store._oxigraph import FORMATS, Reader, sorted_prefixes


def export(quads: Path, out: Path | str | IO[bytes], *, ending: str | None = None) -> None:
    """Write the quads of an index to a file, which is there whole or not at all, or to an open one.

    Raises `UnknownFormat`, `NoRoom`.
    """
    ending = (ending or (Path(out).suffix if isinstance(out, str | Path) else "")).lower()
    if ending not in FORMATS:
        raise UnknownFormat(f"kg cannot write {ending or 'a file without an ending'}: take one of {', '.join(FORMATS)}")
    reader = Reader(quads)
    if isinstance(out, str | Path):
        with _replacing(Path(out)) as file:
            _write(reader, file, ending)
    else:
        _write(reader, out, ending)


def _write(reader: Reader, out: IO[bytes], ending: str) -> None:
    sorter = _SortedPrefixes(out)
    reader.write(sorter, ending)
    sorter.flush()


class _SortedPrefixes:
    """Holds back the head of a file until all its prefixes are there to be sorted."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:
        if self._head is None:
            self._out.write(data)
        else:
            self._head += data
            lines = self._head.split(b"\n")
            if any(line and not line.startswith(b"@prefix ") for line in lines[:-1]):
                self.flush()
        return len(data)

    def flush(self) -> None:
        if self._head is not None:
            self._out.write(sorted_prefixes(self._head))
            self._head = None
        self._out.flush()


@contextmanager
def _replacing(file: Path) -> Iterator[IO[bytes]]:
    """Open a file under another name, and give it its own when all is written."""
    with folder.told(file.parent):
        # Beside its place, not in /tmp: a file can be renamed within one disk only.
        try:
            number, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        except FileNotFoundError:
            raise InputError("there is no such folder: make it first", place=str(file.parent)) from None
        fresh = Path(name)
        try:
            with os.fdopen(number, "wb") as out:
                yield out
            fresh.chmod(0o644)
            fresh.replace(file)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise
