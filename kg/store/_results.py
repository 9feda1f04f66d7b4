"""Rows in the four formats that SPARQL 1.1 has for them, from the engine's own terms, with nothing lost on the way.

The engine writes them too, but only all of them; here an answer can be cut, and still is a whole document. JSON, which most
clients take, is the engine's own, in a third of the time, and cut between two rows.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, cast
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_QUOTED = re.compile('[",\r\n]')
_STRING_OR_NEXT_ROW = re.compile(rb'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|\},\{')  # the last string may be cut
_NEXT_ROW, _JSON_FOOT = b"},{", b"]}}"
_NAMESPACE = 'xmlns="http://www.w3.org/2005/sparql-results#"'

Row = tuple[Any, ...]


class Format:
    """A format: what stands before, between and after the rows, and how a row and a yes or no are written."""

    def __init__(
        self,
        head: Callable[[list[str]], str],
        row: Callable[[list[str], Row], str],
        foot: str,
        truth: Callable[[str], str],
        between: str = "",
    ) -> None:
        self._head, self._row, self._foot, self._truth, self._between = head, row, foot, truth, between

    def boolean(self, answer: bool) -> bytes:  # noqa: FBT001 -- the answer is the whole point
        """Write the answer to an ASK."""
        return self._truth("true" if answer else "false").encode()

    def rows(self, names: list[str], rows: Iterable[Row]) -> Iterator[bytes]:
        """Yield the head, every row, and the foot; whoever needs a shorter answer gives fewer rows."""
        yield self._head(names).encode()
        between = ""
        for row in rows:
            yield (between + self._row(names, row)).encode()
            between = self._between
        yield self._foot.encode()


def _json_term(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    written = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
        if term.direction:
            written["its:dir"] = str(term.direction)
    elif term.datatype.value != _STRING:
        written["datatype"] = term.datatype.value
    return written


def _json_row(names: list[str], row: Row) -> str:
    bound = {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None}
    return json.dumps(bound, ensure_ascii=False, separators=(",", ":"))


def _xml_text(text: str) -> str:
    # What XML cannot hold at all is shown to be missing; a carriage return alone would come back as a line feed.
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _xml_term(term: Any) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"
    attribute = ""
    if term.language:
        attribute = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        attribute = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{attribute}>{_xml_text(term.value)}</literal>"


def _xml_head(names: list[str]) -> str:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    return f'<?xml version="1.0"?><sparql {_NAMESPACE}><head>{variables}</head><results>'


def _xml_row(names: list[str], row: Row) -> str:
    bound = zip(names, row, strict=True)
    cells = [f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in bound if term is not None]
    return f"<result>{''.join(cells)}</result>"


def _csv_cell(term: Any) -> str:
    if term is None:
        return ""
    text = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _json_head(names: list[str]) -> str:
    return f'{{"head":{{"vars":{json.dumps(names, ensure_ascii=False)}}},"results":{{"bindings":['


FORMATS = {
    "json": Format(_json_head, _json_row, "]}}", lambda word: f'{{"head":{{}},"boolean":{word}}}', between=","),
    "xml": Format(
        _xml_head,
        _xml_row,
        "</results></sparql>",
        lambda word: f'<?xml version="1.0"?><sparql {_NAMESPACE}><head/><boolean>{word}</boolean></sparql>',
    ),
    "csv": Format(
        lambda names: ",".join(names) + "\r\n",
        lambda _, row: ",".join(map(_csv_cell, row)) + "\r\n",
        "",
        str,
    ),
    "tsv": Format(
        lambda names: "\t".join(f"?{name}" for name in names) + "\n",
        lambda _, row: "\t".join("" if term is None else str(term) for term in row) + "\n",
        "",
        str,
    ),
}


def engine_json(found: ox.QuerySolutions, *, rows: int, size: int) -> tuple[bytes, bool] | None:
    """Return rows as the engine writes them in JSON, no more than so many and not far beyond that many bytes, and whether they were cut.

    None where that cannot be told: then they have to be written one by one.
    """
    taken = _Taken(rows, size)
    try:
        found.serialize(cast("IO[bytes]", taken), format=ox.QueryResultsFormat.JSON)
    except _Enough:
        body = b"".join(taken.pieces)
        ends = [one.start() for one in _STRING_OR_NEXT_ROW.finditer(body) if one[0] == _NEXT_ROW]
        kept = min(len(ends), rows)
        if not kept or (kept < rows and len(body) <= size):  # what looked like rows stood in a string
            return None
        return body[: ends[kept - 1] + 1] + _JSON_FOOT, True
    return b"".join(taken.pieces), False


class _Enough(Exception):
    """There are more rows, or bytes, than are wanted."""


class _Taken:
    """A file that takes what the engine writes until it is enough."""

    def __init__(self, rows: int, size: int) -> None:
        self.pieces: list[bytes] = []
        self._rows, self._size = rows, size
        self._tail = b""

    def write(self, piece: bytes) -> int:
        """Take a piece; raises `_Enough`."""
        if self._rows <= 0 or self._size < 0:  # the engine tries again, before it gives up
            raise _Enough
        self.pieces.append(bytes(piece))
        self._size -= len(piece)
        self._rows -= (self._tail + piece).count(_NEXT_ROW)
        self._tail = self.pieces[-1][-2:]
        if self._rows <= 0 or self._size < 0:
            raise _Enough
        return len(piece)

    def flush(self) -> None:
        """Do nothing: all is here already."""
