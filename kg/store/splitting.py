"""A whole graph as N-Quads in files of a certain size, which the bulk loaders of other stores take side by side.

Unlike an export in one file it has the texts, too: what is loaded elsewhere is then all that there is.
"""

import gzip
import re
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, cast

from kg.errors import InputError, UnknownFormat
from kg.store import folder, nodes
from kg.store._oxigraph import Reader
from kg.store.archive import Archive
from kg.store.terms import iri, string

ENDINGS = (".nq", ".nq.gz")
SMALLEST = 1000  # bytes; a line of a long text alone is longer than that

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}


def size_of(text: str) -> int:
    """Return a size in bytes as people write it; raises `InputError`.

    >>> size_of("500MB"), size_of("1.5 g")
    (500000000, 1500000000)
    """
    found = _SIZE.fullmatch(text.strip())
    size = int(float(found[1]) * _UNITS[found[2].upper()]) if found else 0
    if size < SMALLEST:
        raise InputError(f"{text!r} is no size for a file: write it as 500MB or 2GB, and {SMALLEST} bytes at the least")
    return size


def split(quads: Path, archive: Archive, out: Path, *, size: int) -> list[Path]:
    """Write all quads to ``out`` with a number before its ending; return the files, in order.

    ``size`` counts bytes before they are compressed. A file holds more only where a single line or a graph with blank
    nodes does, which have no name in another file. All files are there whole, or none is. Raises `UnknownFormat`,
    `InputError` where files of another export are in the way, `NoRoom`.
    """
    ending = next((one for one in reversed(ENDINGS) if out.name.endswith(one)), None)
    if ending is None:
        raise UnknownFormat(f"bulk-load files are N-Quads: name them …{' or …'.join(ENDINGS)}", place=str(out))
    stem = out.name.removesuffix(ending)
    if not out.parent.is_dir():
        raise InputError("there is no such folder: make it first", place=str(out.parent))
    left = sorted(path for path in out.parent.iterdir() if _is_part(path.name, stem))
    if left:
        raise InputError(
            "it is of an earlier export: take those files away, or choose another name", place=str(left[0])
        )
    made: list[tuple[Path, Path]] = []
    with folder.told(out.parent):
        try:
            with ExitStack() as opened:
                written = 0
                file: IO[bytes] | None = None
                for piece in _pieces(Reader(quads), archive):
                    if file is None or (written and written + len(piece) > size):
                        opened.close()
                        final = out.with_name(f"{stem}-{len(made) + 1:04}{ending}")
                        made.append((final.with_name(f".{final.name}.new"), final))
                        file, written = opened.enter_context(_opened(made[-1][0])), 0
                    file.write(piece)
                    written += len(piece)
            for fresh, final in made:
                fresh.rename(final)
        except BaseException:
            for fresh, final in made:
                for path in (fresh, final):
                    with suppress(OSError):
                        path.unlink(missing_ok=True)
            raise
    return [final for _, final in made]


def _is_part(name: str, stem: str) -> bool:
    return re.fullmatch(rf"{re.escape(stem)}-\d{{4,}}\.nq(\.gz)?", name) is not None


def _opened(file: Path) -> IO[bytes]:
    # Without a time in its head, so that the same graph gives the same files.
    if ".gz." in file.name:
        return cast("IO[bytes]", gzip.GzipFile(file, "wb", compresslevel=6, mtime=0))
    return file.open("wb")


def _pieces(reader: Reader, archive: Archive) -> Iterator[bytes]:
    """Yield what must not be divided: lines, or graphs with blank nodes."""
    documents = {nodes.document(name): name for name in archive.ids()}
    for graph in reader.graphs():
        end = f" {iri(graph)} .\n"
        lines = [f"{triple}{end}" for triple in sorted(reader.lines(graph))]
        row = archive.row(documents[graph]) if graph in documents else None
        if row is not None:
            lines.append(f"{iri(graph)} {iri(nodes.BODY)} {string(row.text)}{end}")
        if any(line.startswith("_:") or " _:" in line for line in lines):
            yield "".join(lines).encode()
        else:
            yield from (line.encode() for line in lines)
