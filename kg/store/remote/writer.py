"""The quads of a server, to be changed: what `kg.store._oxigraph.Writer` is to a folder."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.store.remote.endpoint import Endpoint, with_prefixes
from kg.store.terms import Statement, Value, iri

TRIPLES = 1000  # in one update; Virtuoso takes ten times as many, and others have other limits
LENGTH = 500_000  # characters of one update

_SECONDS = 600.0  # for a question of our own: some look at every stance that there is


class RemoteWriter:
    """The quads of a server. What it sends may be sent twice, and comes to the same then."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def rows(self, sparql: str) -> Iterator[tuple[Value, ...]]:
        """Answer a SELECT of our own over the union of all graphs."""
        return self._endpoint.rows(sparql, timeout=_SECONDS)

    def load(self, n_quads: str) -> None:
        """Add quads, in as many updates as they need."""
        # A line of ours ends in " <graph> .", and no IRI has a space.
        parts = (line.removesuffix(" .").rpartition(" ") for line in n_quads.split("\n") if line)
        for graph, some in groupby(parts, key=lambda part: part[2]):
            for triples in _portions(triple for triple, _, _ in some):
                self.update(f"INSERT DATA {{ GRAPH {graph} {{ {' '.join(triples)} }} }}")

    def put(self, graph: str, statements: Iterable[Statement], *, last: Statement) -> None:
        """Put statements in the place of a graph; ``last`` of all the one that makes it count."""
        self.drop(graph)
        for triples in _portions(" ".join(statement) for statement in statements if statement != last):
            self.update(f"INSERT DATA {{ GRAPH {iri(graph)} {{ {' '.join(triples)} }} }}")
        self.update(f"INSERT DATA {{ GRAPH {iri(graph)} {{ {' '.join(last)} }} }}")

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        self.update(f"DROP SILENT GRAPH {iri(graph)}")

    def has(self, graph: str) -> bool:
        """Whether there is a graph of that name."""
        return bool(
            self._endpoint.answer(f"ASK {{ GRAPH {iri(graph)} {{ ?s ?p ?o }} }}", limit=1, timeout=_SECONDS)[1][0][0]
        )

    def update(self, sparql: str) -> None:
        """Run an update of our own."""
        self._endpoint.update(with_prefixes(sparql), timeout=_SECONDS)


def _portions(triples: Iterable[str]) -> Iterator[list[str]]:
    """Yield triples, each with its full stop, in lists that one update can hold."""
    portion: list[str] = []
    length = 0
    for triple in triples:
        if portion and (len(portion) == TRIPLES or length + len(triple) > LENGTH):
            yield portion
            portion, length = [], 0
        portion.append(f"{triple} .")
        length += len(triple)
    if portion:
        yield portion
