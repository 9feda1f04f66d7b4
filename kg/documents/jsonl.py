"""JSON → documents and records: lines of it, or one object or list."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from kg.documents.encoding import refuse_binary, refuse_empty, text_of
from kg.documents.faults import faults, kind_of, misspelling
from kg.errors import BrokenLine, InputError, KgError, RecordError, did_you_mean
from kg.records import Document, Record

_FIELDS = tuple(Document.model_fields)
# What others call the same.
_ALSO = {
    "date": "published",
    "published_at": "published",
    "date_published": "published",
    "headline": "title",
    "lang": "language",
}
_BOM = b"\xef\xbb\xbf"

Found = Document | Record | InputError | RecordError


def lines(stream: Iterable[bytes], place: str) -> Iterator[tuple[str, Found]]:
    r"""Yield what every line holds, each with its place (``file:line``).

    A line with "document" is a record, one with "text" a document. A broken line comes out as its
    error, and the next one is read. Blank lines are skipped, and so is a byte-order mark.

    >>> for where, found in lines([b'{"text": "We agree.", "id": "a"}\n', b'{"text": \n'], "talks.jsonl"):
    ...     print(where, type(found).__name__)
    talks.jsonl:1 Document
    talks.jsonl:2 BrokenLine
    """
    for number, line in enumerate(stream, start=1):
        where = f"{place}:{number}"
        try:
            if number == 1:
                refuse_binary(line, place)
            bare = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
            if bare:
                yield where, found_in(_parsed(text_of(bare, place, line=number), where), where)
        except (InputError, RecordError) as problem:
            yield where, problem
            if number == 1 and problem.place == place:
                return  # binary, as a whole


def whole(data: bytes, place: str) -> Iterator[tuple[str, Found]]:
    """Yield what a ``.json`` file holds: one document or record, or a list of them.

    JSON lines under that ending are read as lines.
    """
    try:
        text = text_of(data, place).removeprefix("\ufeff")
        refuse_empty(text, place)
        things = _parsed(text, place)
    except BrokenLine as problem:
        first, _, rest = data.removeprefix(_BOM).lstrip().partition(b"\n")
        if rest and _is_object(first):
            yield from lines(data.splitlines(keepends=True), place)
        else:
            yield problem.place or place, problem
        return
    except InputError as problem:
        yield problem.place or place, problem
        return
    several = isinstance(things, list)
    for number, thing in enumerate(things if several else [things], start=1):
        where = f"{place}, item {number}" if several else place
        try:
            yield where, found_in(thing, where)
        except (InputError, RecordError) as problem:
            yield where, problem


def found_in(thing: Any, where: str) -> Document | Record:
    """Return the document or record that a JSON object is.

    A record whose text travels with it (``document.text``) is held against that text. Fields of a
    document that kg has no place for are passed over, unless they look like a misspelling of one that
    it has. Raises `BrokenLine`, `EmptyDocument` or `RecordError`, with the place.
    """
    if not isinstance(thing, dict):
        message = f"{kind_of(thing)} stands where an object with “text” or “document” belongs"
        raise BrokenLine(message, place=where)
    try:
        if "document" in thing:
            record = Record.model_validate(thing)
            if record.document.text is not None:
                record.check(record.document.text)
            return record
        if "text" in thing:
            return _document(thing, where)
    except ValidationError as error:
        raise BrokenLine(faults(error, Record if "document" in thing else Document), place=where) from None
    except KgError as error:
        raise error.at(where) from None
    names = [str(name) for name in thing]
    near = next((hint for name in names if (hint := did_you_mean(name, ("text", "document")))), "")
    has = f"only {', '.join(names[:8])}" if names else "it is empty"
    message = f"it has neither “text”, as a document, nor “document”, as a record; {has}{'; ' + near if near else ''}"
    raise BrokenLine(message, place=where)


def _document(thing: dict[str, Any], where: str) -> Document:
    given: dict[str, Any] = {}
    for name, value in thing.items():
        field = name if name in _FIELDS else _ALSO.get(name)
        if field is None:
            hint = misspelling(name, (one for one in _FIELDS if one not in thing))
            if hint:
                raise BrokenLine(f"{name}: there is no such field, {hint}", place=where)
        elif field == name or field not in thing:
            given[field] = None if value == "" and field != "text" else value
    if isinstance(given.get("id"), int) and not isinstance(given["id"], bool):
        given["id"] = str(given["id"])
    if given.get("id") is None:
        given.pop("id", None)  # the hash of the text serves
    made = Document.model_validate(given)
    refuse_empty(made.text, where)
    if "\x00" in made.text:
        message = f"the text is binary: character {made.text.index(chr(0))} is NUL"
        raise BrokenLine(message, place=where)
    return made


def _parsed(text: str, where: str) -> Any:
    try:
        thing = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg[0].lower()}{error.msg[1:]}, at column {error.colno}"
        raise BrokenLine(message, place=where if error.lineno == 1 else f"{where}:{error.lineno}") from None
    except RecursionError:
        raise BrokenLine("this is nested too deeply to be a document or a record", place=where) from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise BrokenLine("a number in it has thousands of digits", place=where) from None
    if "\\ud" in text or "\\uD" in text:
        _refuse_half_characters(thing, where)
    return thing


def _refuse_half_characters(thing: Any, where: str) -> None:
    # JSON can spell half of a surrogate pair; no UTF-8 file, database or page can hold it.
    try:
        json.dumps(thing, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        message = f"{half} is half a character, the rest is missing: write the whole pair, or \\ufffd in its place"
        raise BrokenLine(message, place=where) from None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
