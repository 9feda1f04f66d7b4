"""What is served where: the endpoint, the graphs, the named queries, the page, and how the server is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import KgError, did_you_mean
from kg.server import description, finding, graphs, negotiation, tokens
from kg.server.guarding import Guarding
from kg.server.lanes import Gone
from kg.server.pages import page
from kg.server.problems import Refused, status, told
from kg.server.protocol import READ_ONLY, Change, Question, asked
from kg.server.questions import Questions
from kg.server.reading import of_address
from kg.server.shortcut import Shortcut
from kg.server.slots import Slots
from kg.store import Form, Kind, Written, named_queries
from kg.store.worker import physical

ENDPOINT = "/sparql"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a graph is served. ``hosts`` are the names that this server answers to; none means any."""

    folder: Path
    timeout: float = 30.0  # seconds that a query may take
    limit: int = 100_000  # rows or triples of an answer
    body: int = 1 << 20  # bytes that a client may send
    queries: int = 4  # that run at the same time
    kept: int = 64 << 20  # bytes of answers that are kept to be given again
    origins: tuple[str, ...] = ()  # whose pages may read answers
    hosts: tuple[str, ...] = ()
    token: str | None = None  # whoever sends it may write; without one, nobody may


class Endpoint:
    """The requests, one method for each thing that is served."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        # All queries together get what one of them would get on the command line.
        memory = physical() // 2 // settings.queries
        self.questions = Questions(
            settings.folder, number=settings.queries, memory=memory, wait=settings.timeout, kept=settings.kept
        )
        self.writing = Slots(settings.folder, number=1, memory=memory, wait=settings.timeout, write=True)

    def close(self) -> None:
        """Let go of the graph."""
        self.questions.close()
        self.writing.close()

    async def answered(self, request: Request) -> Response:
        """Answer a request to the endpoint, and what is wrong with one, too."""
        try:
            return await self.sparql(request)
        except Refused as error:
            return await _refused(request, error)
        except KgError as error:
            return await _failed(request, error)

    async def sparql(self, request: Request) -> Response:
        """Answer a query, carry out an update, or describe the endpoint to whoever comes with neither."""
        wanted = await asked(request, limit=self.settings.body, may_write=self._may_write)
        if isinstance(wanted, Change):
            return await self._changed(request, wanted)
        if wanted is not None:
            return await self._answered(request, wanted)
        if (negotiation.chosen(request.headers.get("accept"), description.OFFERED) or ("",))[0] == "page":
            return RedirectResponse("/", status_code=303, headers={"Vary": "Accept"})
        return await self._answered(
            request, Question(description.query(str(request.url), writable=self.settings.token is not None))
        )

    async def graph(self, request: Request) -> Response:
        """Return one graph, as the Graph Store Protocol has it."""
        wanted = graphs.asked(request)
        if wanted.iri is not None:
            there = await self._written(request, Question(graphs.exists(wanted.iri)), Form(rows="csv"))
            if there.body != b"true":
                raise Refused(404, f"there is no graph <{wanted.iri}>")
        return await self._answered(request, wanted.question, whole=True)

    async def queries(self, request: Request) -> Response:
        """List the queries that have a name."""
        del request
        return JSONResponse([description.named(query) for query in named_queries().values()])

    async def query(self, request: Request) -> Response:
        """Return a named query as SPARQL, with the parameters that the address has for it."""
        name, given = request.path_params["name"], dict(of_address(request))
        if name not in named_queries():
            hint = did_you_mean(name, named_queries(), otherwise="they are listed at /queries")
            raise Refused(404, f"no query is named {name!r}: {hint}")
        seconds = self.settings.timeout
        bound = await self.questions.run(lambda store: store.bound(name, given, timeout=seconds), gone=_gone(request))
        return Response(bound, media_type="application/sparql-query")

    async def search(self, request: Request) -> Response:
        """Return the sentences and claims in which words stand."""
        wanted = finding.asked(of_address(request))
        hits = await self.questions.run(lambda store: store.search(wanted), gone=_gone(request))
        headers = {"Cache-Control": "no-cache"} | finding.shortened(hits, wanted)
        return Response(finding.written(hits), media_type=negotiation.ROWS["json"][0], headers=headers)

    async def page(self, request: Request) -> Response:
        """Return the page to ask on."""
        del request
        html, policy = page()
        return Response(html, media_type="text/html", headers={"Content-Security-Policy": policy})

    async def health(self, request: Request) -> Response:
        """Say that the server is up, and that the graph answers."""
        asked = "ASK { BIND(NOW() AS ?now) }"  # which no answer that is kept can say
        await self._written(request, Question(asked), Form(), seconds=min(10.0, self.settings.timeout))
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    async def openapi(self, request: Request) -> Response:
        """Return the description of this interface for machines."""
        del request
        return Response((files("kg.server") / "openapi.json").read_bytes(), media_type="application/json")

    def _may_write(self, request: Request) -> None:
        if self.settings.token is None:
            raise Refused(403, READ_ONLY)
        tokens.check(request, self.settings.token)

    async def _changed(self, request: Request, wanted: Change) -> Response:
        seconds = self.settings.timeout
        async with self.writing.one() as slot:
            done = await slot.run(
                lambda store: store.update(
                    wanted.sparql, using=wanted.using, using_named=wanted.using_named, timeout=seconds
                ),
                gone=_gone(request),
            )
        return JSONResponse({"added": done.added, "removed": done.removed}, headers={"Cache-Control": "no-store"})

    async def _answered(self, request: Request, wanted: Question, *, whole: bool = False) -> Response:
        offered = negotiation.TRIPLES if wanted.wants_triples else negotiation.ROWS
        found = negotiation.chosen(request.headers.get("accept"), offered)
        if found is None:
            types = ", ".join(types[0] for types in offered.values())
            raise Refused(406, f"this answer can be had as {types}", {"Vary": "Accept"})
        name, media = found
        form = Form(triples=name) if wanted.wants_triples else Form(rows=name)
        answer = await self._written(request, wanted, form, whole=whole)
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if answer.shortened:
            headers["KG-Shortened"] = f"limit={self.settings.limit}"
        # A query that is no query is only found to be one by the engine; then it has answered in the right kind.
        if (answer.kind is Kind.GRAPH) is not wanted.wants_triples:
            raise Refused(400, "this is not SPARQL: it does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
        if request.method != "POST" and not _is_new(request, answer.body, headers):
            return Response(status_code=304, headers=headers)
        return Response(answer.body, media_type=media, headers=headers)

    async def _written(
        self, request: Request, wanted: Question, form: Form, *, seconds: float | None = None, whole: bool = False
    ) -> Written:
        answer = await self.questions.answer(
            wanted.sparql,
            Form(form.rows, form.triples, wanted.default_graphs, wanted.named_graphs),
            limit=_ALL if whole else self.settings.limit,
            seconds=seconds or self.settings.timeout,
            gone=_gone(request),
        )
        if whole and answer.shortened:
            raise Refused(500, "this graph is too large to be sent at once: use `kg export`, or ask for parts of it")
        return answer


def _is_new(request: Request, body: bytes, headers: dict[str, str]) -> bool:
    """Whether a client does not have an answer yet; the headers get the mark by which it can ask again."""
    headers["ETag"] = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    has = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    return has.isdisjoint({"*", headers["ETag"], headers["ETag"].removeprefix("W/")})


_ALL = 10**9


def _gone(request: Request) -> Gone:
    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    return gone


def application(settings: Settings) -> Starlette:
    """Return the application that serves a graph."""
    serving = Endpoint(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            serving.close()

    reads = ["GET", "HEAD"]
    routes = [
        Route("/", serving.page, methods=reads),
        Route(ENDPOINT, serving.sparql, methods=[*reads, "POST"]),
        Route("/data", serving.graph, methods=reads),
        Route("/data/{path:path}", serving.graph, methods=reads),
        Route("/queries", serving.queries, methods=reads),
        Route("/queries/{name}", serving.query, methods=reads),
        Route("/search", serving.search, methods=reads),
        Route("/health", serving.health, methods=reads),
        Route("/openapi.json", serving.openapi, methods=reads),
    ]
    around = [Middleware(Guarding, hosts=settings.hosts)]
    if settings.origins:
        exposed = ["KG-Shortened"]
        cors = Middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "HEAD", "POST"],
            expose_headers=exposed,
        )
        around.append(cors)
    around.append(Middleware(Shortcut, path=ENDPOINT, answer=serving.answered))
    around.append(Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5))
    handlers: dict[Any, Any] = {Refused: _refused, KgError: _failed, HTTPException: _http, Exception: _defect}
    return Starlette(routes=routes, middleware=around, lifespan=lifespan, exception_handlers=handlers)


async def _refused(_: Request, error: Refused) -> Response:
    return told(error.status, error.message, error.headers)


async def _failed(_: Request, error: KgError) -> Response:
    code = status(error)
    # Where the graph lies on this machine is nobody's business.
    return told(code, error.message, {"Retry-After": "5"} if code == 503 else None)


async def _http(_: Request, error: HTTPException) -> Response:
    words = {404: "there is nothing here; the endpoint is at /sparql", 405: "this cannot be done here"}
    return told(error.status_code, words.get(error.status_code, error.detail), error.headers)


async def _defect(_: Request, error: Exception) -> Response:
    return told(500, f"this is a defect of kg itself ({type(error).__name__})")
