"""The SPARQL 1.1 Protocol: what a request asks, or wants changed, whichever way it comes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request

from kg.server.problems import Refused
from kg.server.reading import Parameters, body, media_type, of_address, parameters
from kg.store.guard import is_update, verb

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
POSTED = f"an update is posted as {UPDATE}, or as update= in a form"
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


@dataclass(frozen=True, slots=True)
class Change:
    """An update with the graphs that its patterns are put to; with none named, they are put to all."""

    sparql: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


async def asked(request: Request, *, limit: int, may_write: Callable[[Request], None]) -> Question | Change | None:
    """Return what a request wants, or None where it wants the endpoint itself; raises `Refused` for what is neither.

    ``may_write`` raises `Refused` for whoever may not.
    """
    given = of_address(request)
    if request.method in {"GET", "HEAD"}:
        return _question(given) if given else None
    match media_type(request):
        case "application/x-www-form-urlencoded":
            form = parameters(await body(request, limit=limit))
            if any(name == "update" for name, _ in form):
                may_write(request)
                return _change(form + given)
            # The graphs of a form stand in the form; some clients leave them in the address.
            return _question(form + [one for one in given if one[0] != "query"])
        case "application/sparql-query":
            if any(name == "query" for name, _ in given):
                raise Refused(400, "there are two queries, one in the address and one in the body: send one")
            return _question([("query", await body(request, limit=limit)), *given])
        case "application/sparql-update":
            may_write(request)  # before anything is read
            return _change([("update", await body(request, limit=limit)), *given])
        case other:
            raise Refused(
                415,
                f"a query is posted as {FORM} or as {DIRECT}, an update as {FORM} or as {UPDATE}, "
                f"not as {other or 'something without a Content-Type'}",
            )


def _change(given: Parameters) -> Change:
    updates = [value for name, value in given if name == "update"]
    if len(updates) != 1:
        raise Refused(400, f"there are {len(updates)} parameters called update: send one")
    if any(name == "query" for name, _ in given):
        raise Refused(400, "a query and an update cannot be sent together")
    return Change(
        updates[0],
        tuple(value for name, value in given if name == "using-graph-uri"),
        tuple(value for name, value in given if name == "using-named-graph-uri"),
    )


def _question(given: Parameters) -> Question:
    queries = [value for name, value in given if name == "query"]
    if len(queries) != 1:
        raise Refused(400, f"there are {len(queries)} parameters called query: send one")
    if any(name == "update" for name, _ in given):
        raise Refused(400, "an update is posted, and cannot stand beside a query")
    (sparql,) = queries
    if is_update(sparql):
        raise Refused(400, f"{verb(sparql)} begins an update, and this is a query; {POSTED}")
    return Question(
        sparql,
        tuple(value for name, value in given if name == "default-graph-uri"),
        tuple(value for name, value in given if name == "named-graph-uri"),
    )
