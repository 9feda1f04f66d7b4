"""What a person points at: a file, read now, or a document of the graph, as it was read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, NoGraph, TextMissing

if TYPE_CHECKING:
    from kg.intake import Reader
    from kg.records import Record


def is_file(what: str) -> bool:
    """Whether a file or a folder is meant, or standard input."""
    return what == "-" or Path(what).exists()


def of_file(what: str, reader: "Reader", published: str | None = None) -> "Iterator[tuple[Record, str]]":
    """Yield the records of a file with their texts; raises the first problem that is met."""
    for read in reader.read(what, defaults={"published": published} if published else None):
        if read.problem is not None:
            raise read.problem
        if read.record is not None and read.text is None:
            raise TextMissing(
                f"record {read.record.document.id!r} came without its text: give the article", place=read.place
            )
        if read.record is not None and read.text is not None:
            yield read.record, read.text


def of_graph(what: str, folder: str) -> "tuple[Record, str, str | None]":
    """The record of a document of the graph, its text, and the stance of it that is meant: ``2024-05-06#s3``.

    Raises `UnknownDocument`, and `InputError` where there is no graph to look into, or no such stance.
    """
    from kg.errors import did_you_mean
    from kg.store.opening import opened

    try:
        store = opened(folder)
    except NoGraph:
        raise InputError(f"{what!r} is no file, and there is no graph in {folder!r} that could have it") from None
    with store:
        document, _, stance = (what, "", "") if what in store or "#" not in what else what.rpartition("#")
        record, text = store.record(document), store.text(document)
    ids = [each.id for each in record.stances]
    if stance and stance not in ids:
        hint = did_you_mean(stance, ids, otherwise=f"it has {len(ids)}; `kg show {document}` shows them")
        raise InputError(f"document {document!r} has no stance {stance!r}: {hint}")
    return record, text, stance or None
