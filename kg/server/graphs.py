"""The Graph Store Protocol of SPARQL 1.1, as far as it reads: one graph, by its name or by its address."""

from dataclasses import dataclass

from starlette.requests import Request

from kg.iris import BASE
from kg.server.problems import Refused
from kg.server.protocol import Question
from kg.server.reading import of_address
from kg.store.terms import iri

HOME = "/data/"
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_NEVER = set('<>"{}|^`\\')


@dataclass(frozen=True, slots=True)
class Asked:
    """A graph that is asked for; without an IRI, the default one, which is the union of all."""

    iri: str | None

    @property
    def question(self) -> Question:
        """The query that gives all of it."""
        return Question(_EVERYTHING, (self.iri,) if self.iri is not None else ())


def asked(request: Request) -> Asked:
    """Return the graph that a request names: ``?graph=IRI``, ``?default``, or the path after ``/data/``.

    What lies at ``/data/document/plan`` is called ``https://w3id.org/newsstance/document/plan``.
    """
    given = of_address(request)
    # A document's id may hold a slash, which is percent-encoded in its IRI and must stay so.
    path = request.scope.get("raw_path", b"").partition(b"?")[0].decode("ascii", "replace")
    direct = path.removeprefix(HOME) if path.startswith(HOME) else ""
    if direct:
        if given:
            raise Refused(400, "the address names a graph by its path; leave the parameters out")
        return Asked(_valid(f"{BASE}{direct}"))
    match given:
        case [("default", "")]:
            return Asked(None)
        case [("graph", name)]:
            return Asked(_valid(name))
        case _:
            raise Refused(400, "name one graph: ?graph=IRI, or ?default for all of them together")


def exists(name: str) -> str:
    """Return the question whether there is such a graph."""
    return f"ASK {{ GRAPH {iri(name)} {{ ?s ?p ?o }} }}"


def _valid(name: str) -> str:
    if ":" not in name or any(char in _NEVER or char <= " " for char in name):
        raise Refused(400, f"a graph is named by an absolute IRI, and {name!r} is none")
    return name
