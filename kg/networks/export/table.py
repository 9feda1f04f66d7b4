"""A network as CSV.

A stance network has one row a stance and the columns of `STANCE_COLUMNS`, in this order; times and numbers
are written as they are, tuples joined with ``"; "``, and what is None is an empty cell. Any other network has
one row an edge: ``source_id``, ``source``, ``target_id``, ``target``, then its attributes by name.

**Text that a spreadsheet would run as a formula gets an apostrophe in front**: cells that begin with ``=``, ``+``,
``-`` or ``@`` (or their full-width forms, a tab or a line end), be it after spaces or apostrophes. A dash that
opens a quotation is worth no risk, and `unguarded` gives the exact text back. Numbers are not text and stay.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import networkx as nx

from kg.networks.export.flat import edges_in_order, for_utf8, scalar
from kg.networks.stances import end_of

#: The columns of a stance network, each with what it holds.
STANCE_COLUMNS: Mapping[str, str] = {
    "id": "the stance, unique over all documents",
    "holder_id": "who holds it",
    "holder": "its label",
    "holder_kind": "person, state, organization or group",
    "relation": "one of the twenty",
    "target_id": "towards whom or what",
    "target": "its label",
    "target_kind": "as for the holder, or issue",
    "about": "ids of the issues it is over",
    "about_labels": "their labels",
    "sign": "-1, 0 or 1",
    "family": "of the relation",
    "intensity": "1 mild, 2 plain, 3 strong",
    "certainty": "certain, probable, possible or underspecified",
    "tense": "past, present or future",
    "voice": "who vouches: self, representative, thirdParty or narrator",
    "stated": "True: the holder said or did it; False: others ascribe it",
    "speaker_id": "who says so, empty in the narrator's voice",
    "speaker": "its label",
    "date": "when, as long as it is precise",
    "first_day": "the first day that this can mean",
    "date_basis": "stated in the text, or the day of publication",
    "confidence": "0 to 1",
    "evidence": "the exact words",
    "evidence_start": "where they begin in the document, in characters",
    "evidence_end": "where they end, excluded",
    "passage": "the paragraph around them",
    "passage_start": "where it begins",
    "cue": "the words of saying, start-end",
    "document": "id of the document",
    "title": "of the document",
    "publisher": "of the document",
    "published": "of the document",
    "url": "of the document",
    "story": "of the document: one for all that print the same text",
    "stories": "in how many of them this holder has this relation to this target",
    "publishers": "from how many publishers that are known",
}

_FORMULA = re.compile(r"['\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")
_END = "\r\n"


class _Lines(list[str]):
    """What csv writes its rows to, one at a time.

    Python 3.11's quotes a carriage return in a cell only where rows end with one too, and unquoted it would
    begin a new row for whoever reads the table. So rows end with one here, and lose it in `table`.
    """

    def write(self, line: str) -> None:
        self.append(line)


def table(network: "nx.Graph[str]") -> str:
    """Return a network as CSV with a header, one row an edge, line ends LF."""
    rows = list(_stance_rows(network) if _of_stances(network) else _edge_rows(network))
    columns = list(STANCE_COLUMNS) if _of_stances(network) else _columns(rows)
    lines = _Lines()
    writer = csv.DictWriter(lines, columns, restval="", lineterminator=_END)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return "".join(f"{line.removesuffix(_END)}\n" for line in lines)


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula.

    >>> guarded("=1+1"), guarded("- no, she said"), guarded("“no”"), guarded("'=1+1")
    ("'=1+1", "'- no, she said", '“no”', "''=1+1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'tis so")
    ('=1+1', "'tis so")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _of_stances(network: "nx.Graph[str]") -> bool:
    return isinstance(network, nx.MultiDiGraph)


def _stance_rows(network: "nx.Graph[str]") -> Iterator[dict[str, Any]]:
    for holder_id, target_id, key, stance in edges_in_order(network):
        holder, target = end_of(network, holder_id), end_of(network, target_id)
        ends = {"holder_id": holder_id, "holder": holder.label, "holder_kind": holder.kind}
        towards = {"target_id": target_id, "target": target.label, "target_kind": target.kind}
        known = {name: value for name, value in stance.items() if name in STANCE_COLUMNS}
        yield known | {"id": key} | ends | towards


def _edge_rows(network: "nx.Graph[str]") -> Iterator[dict[str, Any]]:
    for source_id, target_id, *_, attributes in edges_in_order(network):
        source, target = end_of(network, source_id).label, end_of(network, target_id).label
        ends = {"source_id": source_id, "source": source, "target_id": target_id, "target": target}
        yield {**attributes, **ends}


def _columns(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    ends = ["source_id", "source", "target_id", "target"]
    return [*ends, *sorted({name for row in rows for name in row} - set(ends))]


def _cell(value: Any) -> Any:
    flat = scalar(value)
    return guarded(for_utf8(flat)) if isinstance(flat, str) else flat
