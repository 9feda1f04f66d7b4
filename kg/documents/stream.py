"""A stream without a name: what comes through a pipe is told by how it begins."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from kg.documents import csv, html, jsonl, text
from kg.errors import InputError
from kg.known import Known

_BOM = b"\xef\xbb\xbf"
_PAGE = (b"<!doctype html", b"<html", b"<?xml")


def items(stream: BinaryIO, place: str, *, known: Known | None = None) -> Iterator[tuple[str, jsonl.Found]]:
    r"""Yield what a stream holds, each with its place.

    JSON lines of documents or records (read as they come), one JSON object or list, a web page, or a
    table of coded stances, if it begins like one; anything else is one document of plain text.

    >>> import io
    >>> [(where, found.text) for where, found in items(io.BytesIO(b"We agree.\n"), "stdin")]
    [('stdin', 'We agree.\n')]
    """
    head: list[bytes] = []
    for line in stream:
        head.append(line)
        if line.removeprefix(_BOM).strip():
            break
    first = head[-1].removeprefix(_BOM).strip() if head else b""
    if first.startswith(b"{") and _is_json(first):
        yield from jsonl.lines(chain(head, stream), place)
        return
    data = b"".join([*head, *stream])
    if first.startswith((b"{", b"[")) and _is_json(data.removeprefix(_BOM)):
        yield from jsonl.whole(data, place)
    elif first.startswith((b'{"', b'{ "')):
        yield from jsonl.lines(data.splitlines(keepends=True), place)
    elif csv.looks_like(first.decode("utf-8", errors="replace")):
        yield from csv.records(data, place, known=known)
    else:
        page = first.lower().startswith(_PAGE)
        try:
            yield place, html.document(data, place) if page else text.document(data, place)
        except InputError as problem:
            yield problem.place or place, problem


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False
