"""The query operation of the SPARQL 1.1 Protocol: what a request asks, whichever of three ways it comes."""

from dataclasses import dataclass, field

from starlette.requests import Request

from kg.server.problems import Refused
from kg.server.reading import Parameters, body, media_type, of_address, parameters
from kg.store.guard import is_update, verb

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
READ_ONLY = (
    "this server only reads: documents go in with `kg add` and out with `kg remove`, "
    "which keep text, records and index together"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs that it is put to; with none named, it is put to all."""

    sparql: str
    default_graphs: tuple[str, ...] = field(default=())
    named_graphs: tuple[str, ...] = field(default=())

    @property
    def wants_triples(self) -> bool:
        """Whether the answer is a graph: of CONSTRUCT and DESCRIBE."""
        return verb(self.sparql) in {"CONSTRUCT", "DESCRIBE"}


async def question(request: Request, *, limit: int) -> Question | None:
    """Return what is asked, or None where the endpoint itself is asked for; raises `Refused` for what is neither."""
    given = of_address(request)
    if request.method in {"GET", "HEAD"}:
        return _question(given) if given else None
    match media_type(request):
        case "application/x-www-form-urlencoded":
            form = parameters(await body(request, limit=limit))
            if any(name == "update" for name, _ in form):
                raise Refused(403, READ_ONLY)
            # The graphs of a form stand in the form; some clients leave them in the address.
            return _question(form + [one for one in given if one[0] != "query"])
        case "application/sparql-query":
            if any(name == "query" for name, _ in given):
                raise Refused(400, "there are two queries, one in the address and one in the body: send one")
            return _question([("query", await body(request, limit=limit)), *given])
        case "application/sparql-update":
            raise Refused(403, READ_ONLY)
        case other:
            raise Refused(
                415, f"a query is posted as {FORM} or as {DIRECT}, not as {other or 'something without a Content-Type'}"
            )


def _question(given: Parameters) -> Question:
    queries = [value for name, value in given if name == "query"]
    if len(queries) != 1:
        raise Refused(400, f"there are {len(queries)} parameters called query: send one")
    if any(name == "update" for name, _ in given):
        raise Refused(400, "an update is posted, and cannot stand beside a query")
    (sparql,) = queries
    if is_update(sparql):
        raise Refused(400, f"{verb(sparql)} begins an update, and this is a query; {READ_ONLY}")
    return Question(
        sparql,
        tuple(value for name, value in given if name == "default-graph-uri"),
        tuple(value for name, value in given if name == "named-graph-uri"),
    )
