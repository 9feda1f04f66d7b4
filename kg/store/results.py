"""How an answer is to be written, for a client of whatever kind: in which format, and from which graphs.

`kg.store._results` and the engine write it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

from kg.errors import QueryError, did_you_mean
from kg.store.answer import Kind

#: The formats of rows and those of triples: the name of a person's choosing → the name in a `Form`.
ROWS: Mapping[str, str] = MappingProxyType(
    {"sparql-json": "json", "sparql-xml": "xml", "sparql-csv": "csv", "sparql-tsv": "tsv"}
)
TRIPLES: Mapping[str, str] = MappingProxyType(
    {"turtle": "turtle", "n-triples": "n-triples", "jsonld": "json-ld", "rdf-xml": "rdf-xml"}
)

#: All of them by name, those of rows before those of triples.
FORMS = (*ROWS, *TRIPLES)

WITHOUT_END = 1 << 62  # more bytes than any answer has


@dataclass(frozen=True, slots=True)
class Form:
    """A format for rows and one for triples, and the graphs to ask, if not all.

    ``rows`` is json, xml, csv or tsv; ``triples`` is turtle, n-triples, json-ld or rdf-xml. Whichever fits the
    query is used. Where ``default_graphs`` or ``named_graphs`` is given, together they are the dataset, whatever
    the query itself says with FROM. ``size`` is how many bytes an answer may have at the most.
    """

    rows: str = "json"
    triples: str = "turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    size: int = 64 << 20

    def __reduce__(self) -> tuple[Any, ...]:
        # It travels with every question, and pickle takes frozen data classes apart in Python.
        return Form, (self.rows, self.triples, self.default_graphs, self.named_graphs, self.size)

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the form of one of `FORMS`, for an answer of any size; raises `QueryError` for another name.

        >>> Form.named("jsonld").triples
        'json-ld'
        """
        if name not in FORMS:
            raise QueryError(f"{name!r} is no format: {did_you_mean(name, FORMS, otherwise=f'take {_or(FORMS)}')}")
        return cls(ROWS.get(name, "json"), TRIPLES.get(name, "turtle"), size=WITHOUT_END)


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in its format, whole and well-formed also where it was ``shortened``."""

    kind: Kind
    body: bytes
    shortened: bool


def check_fit(name: str, kind: Kind) -> None:
    """Raise `QueryError` where a format of that name is not for answers of that kind."""
    if kind is Kind.GRAPH and name not in TRIPLES:
        raise QueryError(f"CONSTRUCT and DESCRIBE answer with triples, and {name} is for rows: take {_or(TRIPLES)}")
    if kind is not Kind.GRAPH and name not in ROWS:
        raise QueryError(f"{kind.upper()} answers with rows, and {name} is for triples: take {_or(ROWS)}")


def _or(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}"
