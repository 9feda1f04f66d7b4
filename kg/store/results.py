"""Answers in the formats that SPARQL 1.1 and RDF have for them, for other programs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError, did_you_mean
from kg.store._oxigraph import as_json_ld
from kg.store.answer import Kind
from kg.store.terms import Term, iri, string

Rows: TypeAlias = Sequence[tuple[Term | None, ...]]

_XML = "http://www.w3.org/2005/sparql-results#"
# What XML 1.0 cannot say at all, not even escaped.
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")


def rows_text(kind: Kind, columns: Sequence[str], rows: Rows, form: str) -> str:
    """Return the rows of a SELECT, or the answer to an ASK; raises `QueryError` for a format of triples."""
    if form not in _ROWS:
        raise QueryError(f"{kind.upper()} answers with rows, and {form} is for triples: take {_or(_ROWS)}")
    return _ROWS[form](None, rows[0][0]) if kind is Kind.ASK else _ROWS[form](columns, rows)


def graph_text(turtle: str, form: str) -> str:
    """Return the triples of a CONSTRUCT or DESCRIBE; raises `QueryError` for a format of rows."""
    if form not in _TRIPLES:
        raise QueryError(f"CONSTRUCT and DESCRIBE answer with triples, and {form} is for rows: take {_or(_TRIPLES)}")
    return _TRIPLES[form](turtle)


def check_form(form: str) -> None:
    """Raise `QueryError` for a format that is none, before anything is asked."""
    if form not in FORMS:
        raise QueryError(f"{form!r} is no format: {did_you_mean(form, FORMS, otherwise=f'take {_or(FORMS)}')}")


def _json(columns: Sequence[str] | None, rows: Any) -> str:
    if columns is None:
        return json.dumps({"head": {}, "boolean": rows})
    found = [
        {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None} for row in rows
    ]
    return json.dumps({"head": {"vars": list(columns)}, "results": {"bindings": found}}, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, str]:
    kind, text, datatype, language = term
    made = {"type": kind, "value": text}
    if language is not None:
        made["xml:lang"] = language
    if datatype is not None:
        made["datatype"] = datatype
    return made


def _xml(columns: Sequence[str] | None, rows: Any) -> str:
    begin = f'<?xml version="1.0"?>\n<sparql xmlns="{_XML}">'
    if columns is None:
        return f"{begin}<head/><boolean>{str(rows).lower()}</boolean></sparql>\n"
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    found = "".join(f"<result>{''.join(_xml_cells(columns, row))}</result>\n" for row in rows)
    return f"{begin}<head>{head}</head><results>\n{found}</results></sparql>\n"


def _xml_cells(columns: Sequence[str], row: tuple[Term | None, ...]) -> Iterable[str]:
    for name, term in zip(columns, row, strict=True):
        if term is not None:
            kind, text, datatype, language = term
            more = f" xml:lang={quoteattr(language)}" if language is not None else ""
            more += f" datatype={quoteattr(datatype)}" if datatype is not None else ""
            # A parser makes a plain \r into a \n.
            shown = escape(text.translate(_NOT_IN_XML), {"\r": "&#13;"})
            yield f"<binding name={quoteattr(name)}><{kind}{more}>{shown}</{kind}></binding>"


def _csv(columns: Sequence[str] | None, rows: Any) -> str:
    if columns is None:
        return f"{str(rows).lower()}\r\n"
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(columns)
    lines.writerows([_csv_cell(term) for term in row] for row in rows)
    return out.getvalue()


def _csv_cell(term: Term | None) -> str:
    return "" if term is None else f"_:{term[1]}" if term[0] == "bnode" else term[1]


def _tsv(columns: Sequence[str] | None, rows: Any) -> str:
    if columns is None:
        return f"{str(rows).lower()}\n"
    head = "\t".join(f"?{name}" for name in columns)
    return "".join(f"{line}\n" for line in (head, *("\t".join(map(_tsv_cell, row)) for row in rows)))


def _tsv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    kind, text, datatype, language = term
    if kind != "literal":
        return iri(text) if kind == "uri" else f"_:{text}"
    more = f"@{language}" if language is not None else f"^^{iri(datatype)}" if datatype is not None else ""
    return string(text).replace("\t", "\\t") + more


def _or(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"


_ROWS: dict[str, Callable[[Sequence[str] | None, Any], str]] = {
    "sparql-json": _json,
    "sparql-xml": _xml,
    "sparql-csv": _csv,
    "sparql-tsv": _tsv,
}
_TRIPLES: dict[str, Callable[[str], str]] = {"turtle": str, "jsonld": as_json_ld}

#: The formats by name, those of rows before those of triples.
FORMS = (*_ROWS, *_TRIPLES)
