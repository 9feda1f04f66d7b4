"""How an answer is to be written for a client: which format, from which graphs, and what then comes back."""

from dataclasses import dataclass

from kg.store.answer import Kind


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


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in its format, whole and well-formed also where it was ``shortened``."""

    kind: Kind
    body: bytes
    shortened: bool
