"""Paths → items: the public face of this room, from the paths of a command to what lies in them."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kg.documents import csv, html, jsonl, stream, text
from kg.documents.dna import records as dna
from kg.documents.files import STDIN, File, found, unreadable
from kg.documents.formats import Format
from kg.documents.metadata import FIELDS, Descriptions, from_name
from kg.errors import InputError, RecordError, did_you_mean
from kg.known import Known
from kg.records import Document, Record, fingerprint

Item = Document | Record | InputError | RecordError
Paths = str | Path | Iterable[str | Path]

_ONE_EACH: Mapping[Format, Callable[[bytes, str], Document]] = {Format.TEXT: text.document, Format.HTML: html.document}


def read(paths: Paths, *, defaults: Mapping[str, str] | None = None, known: Known | None = None) -> Iterator[Item]:
    """Yield everything that lies at the paths: documents to extract, records, and the problems between them.

    A path is a file, a folder or ``-`` for standard input. What cannot be read is yielded as the error
    that says so, with its place, and never raised: one bad line stops nothing. A record travels with its
    text in ``record.document.text``, where it has one.

    ``defaults`` fill what a document does not say of itself: title, published, publisher, url, language.
    ``known`` lends the tables of coded stances its actors and issues. Raises `NotADate` or `InputError`
    for defaults that are none.

    >>> [type(item).__name__ for item in read(["no-such-folder"])]
    ['InputError']
    """
    return (item for _, item in placed(paths, defaults=defaults, known=known))


def placed(
    paths: Paths, *, defaults: Mapping[str, str] | None = None, known: Known | None = None
) -> Iterator[tuple[str, Item]]:
    """Yield what `read` yields, each with its place: a file, or a file and a line."""
    checked = _checked(defaults or {})
    return _told_apart(_filled(_placed(_several(paths), known), checked))


def count(paths: Paths) -> int | None:
    """Return about how many items `read` will yield, for a progress bar; None where a pipe cannot say.

    Files are counted, and lines of JSON; broken ones count like the others.
    """
    total = 0
    for file in found(_several(paths)):
        if isinstance(file, InputError):
            total += 1
        elif file.format is None:
            return None
        else:
            total += _count(file)
    return total


def _count(file: File) -> int:
    try:
        if file.format is Format.LINES:
            with file.path.open("rb") as lines:
                return sum(1 for line in lines if line.strip())
        if file.format is Format.TABLE:
            return csv.count(file.path.read_bytes())
        if file.format is Format.DNA:
            return dna.count(file.path)
        if file.format is Format.JSON:
            return sum(1 for _ in jsonl.whole(file.path.read_bytes(), file.place))
    except OSError:
        pass
    return 1


def _several(paths: Paths) -> Iterable[str | Path]:
    return [paths] if isinstance(paths, str | Path) else paths


def _placed(paths: Iterable[str | Path], known: Known | None) -> Iterator[tuple[str, Item]]:
    descriptions = Descriptions()
    for file in found(paths):
        if isinstance(file, InputError):
            yield file.place or "", file
            continue
        try:
            yield from _of(file, descriptions, known)
        except OSError as error:
            problem = unreadable(file.path, error)
            yield file.place, problem


def _of(file: File, descriptions: Descriptions, known: Known | None) -> Iterator[tuple[str, Item]]:
    if file.path == STDIN:
        yield from stream.items(sys.stdin.buffer, file.place, known=known)
    elif file.format is None:
        with file.path.open("rb") as pipe:
            yield from stream.items(pipe, file.place, known=known)
    elif file.format is Format.LINES:
        with file.path.open("rb") as lines:
            yield from jsonl.lines(lines, file.place)
    elif file.format is Format.JSON:
        yield from jsonl.whole(file.path.read_bytes(), file.place)
    elif file.format is Format.TABLE:
        yield from csv.records(file.path.read_bytes(), file.place, known=known)
    elif file.format is Format.DNA:
        yield from dna.items(file.path, file.place, known=known)
    else:
        yield from _one(file, descriptions)


def _one(file: File, descriptions: Descriptions) -> Iterator[tuple[str, Item]]:
    """Yield the one document that a file is, with what is known of it from beside it."""
    said, problems = descriptions.of(file.path, root=file.root)
    for problem in problems:
        yield problem.place or file.place, problem
    try:
        made = _ONE_EACH[file.format or Format.TEXT](file.path.read_bytes(), file.place)
    except InputError as problem:
        yield problem.place or file.place, problem
        return
    # What a person wrote into the table holds over what the page says, and that over a file name.
    named = {name: value for name, value in from_name(file.path).items() if getattr(made, name) is None}
    yield file.place, made.model_copy(update=named | said)


def _checked(defaults: Mapping[str, str]) -> Mapping[str, str]:
    names = [name for name in FIELDS if name != "id"]
    for name in defaults:
        if name not in names:
            hint = did_you_mean(name, names, otherwise=f"there are {', '.join(names)}")
            raise InputError(f"{name!r} is no default: {hint}")
    given = Document.model_validate({"text": "-", **{name: value for name, value in defaults.items() if value}})
    return {name: value for name in names if (value := getattr(given, name)) is not None}


def _filled(items: Iterable[tuple[str, Item]], defaults: Mapping[str, str]) -> Iterator[tuple[str, Item]]:
    for place, item in items:
        if isinstance(item, Document):
            missing = {name: value for name, value in defaults.items() if getattr(item, name) is None}
            yield place, item.model_copy(update=missing) if missing else item
        elif isinstance(item, Record):
            missing = {name: value for name, value in defaults.items() if getattr(item.document, name) is None}
            head = item.document.model_copy(update=missing)
            yield place, item.model_copy(update={"document": head}) if missing else item
        else:
            yield place, item


def _told_apart(items: Iterable[tuple[str, Item]]) -> Iterator[tuple[str, Item]]:
    """Let no document take the place of another of this run that has the same id and another text."""
    seen: dict[str, bytes] = {}
    for place, item in items:
        if isinstance(item, Document):
            key, mark = item.id, fingerprint(item.text)
        elif isinstance(item, Record):
            text_here = item.document.text
            key, mark = (
                item.document.id,
                fingerprint(text_here) if text_here is not None else item.document.sha256 or "",
            )
        else:
            yield place, item
            continue
        # An id that is the hash of the text cannot stand for another one, and needs no room.
        if (
            mark
            and not mark.startswith(key)
            and seen.setdefault(key, bytes.fromhex(mark)[:8]) != bytes.fromhex(mark)[:8]
        ):
            message = (
                f"the id {key!r} was another text's before in this run, which is kept: give this one an id of its own"
            )
            yield place, InputError(message, place=place)
        else:
            yield place, item
