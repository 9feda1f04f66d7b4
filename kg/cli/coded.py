"""What people have coded, and what is held against it: samples and predictions, by the document's id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BrokenLine, InputError, KgError

if TYPE_CHECKING:
    from kg.evaluation import Sample
    from kg.intake import Reader
    from kg.known import Known
    from kg.records import Record


def samples(path: Path, known: "Known") -> "tuple[dict[str, Sample], list[KgError]]":
    """The samples of a file, by the document's id, and what was wrong with the rows of a table.

    Raises `InputError` for a file that is neither JSON lines nor a table of coded stances.
    """
    from kg.documents import csv
    from kg.documents.encoding import text_of
    from kg.evaluation import samples as coded
    from kg.records import Record

    data = path.read_bytes()
    rows = text_of(data, str(path)).removeprefix("\ufeff").splitlines()
    first = next((row for row in rows if row.strip()), "")
    problems: list[KgError] = []
    found: list[Sample] = []
    if csv.looks_like(first):
        for place, item in csv.records(data, str(path), known=known):
            if isinstance(item, Record):
                found.append(coded.of_record(item, place))
            else:
                problems.append(item)
    elif first.lstrip().startswith("{"):
        found += coded.lines(rows, str(path))
    else:
        raise InputError(
            "neither records, one JSON object a line, nor a table of coded stances with its header", place=str(path)
        )
    by_id: dict[str, Sample] = {}
    for sample in found:
        if by_id.setdefault(sample.id, sample) is not sample:
            raise BrokenLine(f"document {sample.id!r} was coded above already: put it in one line", place=sample.place)
    return by_id, problems


@dataclass
class Found:
    """What an extractor found in the documents of samples, and the texts that came with it."""

    records: "dict[str, Record]" = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[KgError] = field(default_factory=list)


def found(reader: "Reader", given: Sequence[str], wanted: "Mapping[str, Sample]") -> Found:
    """Return the records at some paths, or of articles there; where no path is given, the samples are read anew.

    Raises `InputError` where none of them is of a document that is wanted.
    """
    made = Found()
    if not given:
        documents = [sample.document for sample in wanted.values()]
        made.records = {record.document.id: record for record in reader.extractor.extract(documents)}
        return made
    others: list[str] = []
    for read in reader.read(given, unchanged=lambda header: header.id not in wanted):
        if read.problem is not None:
            made.problems.append(read.problem)
        elif read.header is not None and read.header.id not in wanted:
            others.append(read.header.id)
        elif read.record is not None:
            made.records[read.record.document.id] = read.record
            if read.text is not None:
                made.texts[read.record.document.id] = read.text
    if not made.records and not made.problems:
        there = f"{others[0]!r} is" if others else "nothing is"
        raise InputError(
            f"no document that was coded is there: {next(iter(wanted))!r} was, and {there} there", place=given[0]
        )
    return made


def texts(paths: Sequence[str]) -> dict[str, str]:
    """The texts of the documents at some paths, by id; raises the first problem that is met."""
    from kg.documents import placed
    from kg.records import Document

    found: dict[str, str] = {}
    for place, item in placed(paths) if paths else ():
        if isinstance(item, KgError):
            raise item.at(place)
        if isinstance(item, Document):
            found[item.id] = item.text
    return found
