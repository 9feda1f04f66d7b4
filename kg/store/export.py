"""A whole graph in one file, for other tools."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import IO

from kg.errors import InputError, UnknownFormat
from kg.shipped import ontology
from kg.store import folder
from kg.store._oxigraph import FORMATS, Reader, sorted_prefixes
from kg.store.annotations import annotations


class Profile(StrEnum):
    """What of a graph is written, in whose words."""

    RDF11 = "rdf11"  # all of it
    RDF12 = "rdf12"  # all of it, and of every stance the triple that it reifies
    WEB_ANNOTATION = "web-annotation"  # stances and attributions as annotations of their words
    WIKIDATA = "wikidata"  # stated edges between Wikidata's items


_CHOSEN = {Profile.WEB_ANNOTATION, Profile.WIKIDATA}
_WITHOUT_GRAPHS = {".ttl", ".nt", ".jsonld"}


def export(
    quads: Path, out: Path | str | IO[bytes], *, ending: str | None = None, profile: Profile = Profile.RDF11
) -> None:
    """Write the quads of an index to a file, which is there whole or not at all, or to an open one.

    Raises `UnknownFormat`, `NoRoom`.
    """
    ending = (ending or (Path(out).suffix if isinstance(out, str | Path) else "")).lower()
    if ending not in FORMATS:
        raise UnknownFormat(f"kg cannot write {ending or 'a file without an ending'}: take one of {', '.join(FORMATS)}")
    if profile in _CHOSEN and ending not in _WITHOUT_GRAPHS:
        raise UnknownFormat(f"the profile {profile} has no graphs: take one of {', '.join(sorted(_WITHOUT_GRAPHS))}")
    if profile is Profile.RDF12 and ending == ".jsonld":
        raise UnknownFormat("JSON-LD has no triples of RDF 1.2: take one of .trig, .nq, .ttl, .nt")
    reader = Reader(quads)
    if isinstance(out, str | Path):
        with _replacing(Path(out)) as file:
            _write(reader, file, ending, profile)
    else:
        _write(reader, out, ending, profile)


def _write(reader: Reader, out: IO[bytes], ending: str, profile: Profile) -> None:
    sorter = _SortedPrefixes(out)
    if profile in _CHOSEN:
        sparql = (ontology() / "profiles" / f"{profile}.rq").read_text(encoding="utf-8")
        if profile is Profile.WEB_ANNOTATION and ending == ".jsonld":
            expanded = BytesIO()
            reader.construct(sparql, expanded, ending)
            out.write(annotations(expanded.getvalue()))
        else:
            reader.construct(sparql, sorter, ending)
    elif profile is Profile.RDF12:
        reader.write_reified(sorter, ending)
    else:
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
