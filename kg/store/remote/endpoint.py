"""A SPARQL 1.1 endpoint: queries and updates go out over HTTP, are repeated where that helps, and errors come back as ours."""

import os
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from requests.auth import HTTPDigestAuth

from kg.errors import QueryError, QueryRefused, QueryTooLong, Unreachable
from kg.iris import PREFIXES
from kg.store import _oxigraph
from kg.store.guard import declared, tokens, verb
from kg.store.remote.addresses import UPDATES, for_updates
from kg.store.results import Form
from kg.store.terms import Value
from kg.store.worker import Placed

TRIES = 5
LARGEST = 1 << 30  # bytes of an answer

_FIRST_PAUSE = 0.25  # seconds before the second try; each further pause is twice as long
_LONGEST_PAUSE = 10.0
_CONNECTING = 10.0
_AGAIN = {429, 502, 503}
_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples, text/turtle;q=0.5"
_MOST_ROWS = "X-SPARQL-MaxRows"  # Virtuoso's: it cuts an answer there, and says so nowhere else
#: How servers whose default graph is empty are told to take the union of all for it: none, Oxigraph, Fuseki.
_UNIONS: tuple[Mapping[str, str], ...] = (
    {},
    {"union-default-graph": "true"},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},
)


class Endpoint:
    """An endpoint at an address, which may hold a user and a password. ``pause`` is that before a second try, in seconds."""

    def __init__(self, address: str, *, pause: float = _FIRST_PAUSE) -> None:
        self.address = address
        self._updates = for_updates(address)
        self._pause = pause
        self._union: Mapping[str, str] | None = None
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "kg"
        token = os.environ.get("KG_TOKEN")
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    @property
    def place(self) -> str:
        """The address without its user and password."""
        scheme, slashes, rest = self.address.partition("//")
        return f"{scheme}{slashes}{rest.rpartition('@')[2]}"

    def answer(self, sparql: str, *, limit: int, timeout: float, form: Form | None = None) -> list[Any]:
        """Return what `kg.store.access.Access.answer` does, from the union of all graphs of the server.

        Raises `Unreachable`, `QueryTooLong`, `QueryError`, `kg.store.worker.Placed`.
        """
        found = self._asked(sparql, timeout=timeout)
        items = _oxigraph.written(found, form, limit=limit) if form else _oxigraph.answered(found, limit=limit)
        return list(items)

    def rows(self, sparql: str, *, timeout: float) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a SELECT of our own, all of them or none; raises as `answer`."""
        _, *batches, _ = self.answer(sparql, limit=1 << 40, timeout=timeout)
        for batch in batches:
            yield from batch

    def update(self, sparql: str, *, timeout: float = 300) -> None:
        """Carry out an update of our own. It may be carried out twice, so it has to come to the same then."""
        if self._updates == self.address:
            hint = f"if it takes updates elsewhere, say where in {UPDATES}"
        else:
            hint = f"updates go to {self._updates}; if that is not the place, say in {UPDATES} which is"
        self._sent(self._updates, {"update": sparql}, timeout=timeout, refused=hint)

    def _asked(self, sparql: str, *, timeout: float) -> Any:
        if self._union is None:
            self._union = self._found_union(timeout)
        return self._ask(sparql, self._union, timeout=timeout)

    def _found_union(self, timeout: float) -> Mapping[str, str] | None:
        """Return how to ask for the union of all graphs; None as long as there are none."""
        if not self._ask("ASK { GRAPH ?g { ?s a kg:Document } }", {}, timeout=timeout):
            return None
        for way in _UNIONS:
            try:
                if self._ask("ASK { ?s a kg:Document }", way, timeout=timeout):
                    return way
            except QueryError:
                continue
        raise Unreachable(
            "the default graph of this server is empty, and it cannot be told to take all graphs for it: "
            "start it so that it does (often called union default graph)",
            place=self.place,
        )

    def _ask(self, sparql: str, way: Mapping[str, str] | None, *, timeout: float) -> Any:
        asked = with_prefixes(sparql)
        wants_triples = verb(sparql) in {"CONSTRUCT", "DESCRIBE"}
        fields = {"query": asked, **(way or {})}
        response, body = self._sent(
            self.address, fields, timeout=timeout, accept=_TRIPLES if wants_triples else _ROWS, sparql=sparql
        )
        media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        try:
            found = _oxigraph.received(body, media)
        except ValueError as error:
            raise self._cut(body, media, error, timeout) from None
        most = response.headers.get(_MOST_ROWS, "")
        if most.isdigit() and isinstance(found, _oxigraph.Received) and len(found.rows) >= int(most):
            raise Unreachable(
                f"the server gives {most} rows at the most, and these are more: narrow the question, "
                "or let it give more (ResultSetMaxRows of virtuoso.ini)",
                place=self.place,
            )
        return found

    def _cut(self, body: bytes, media: str, error: Exception, timeout: float) -> Exception:
        end = body[-300:].decode(errors="replace")
        # A server that has begun to answer can only break off.
        if "cancel" in end.lower() or "timeout" in end.lower() or "timed out" in end.lower():
            return QueryTooLong("the server stopped the query at its own time limit: narrow it or add a LIMIT")
        del timeout
        return Unreachable(f"the answer ({media or 'of no kind'}) cannot be read: {error}", place=self.place)

    def _sent(
        self,
        address: str,
        fields: Mapping[str, str],
        *,
        timeout: float,
        accept: str = "*/*",
        sparql: str | None = None,
        refused: str = "",
    ) -> tuple[requests.Response, bytes]:
        """Send a form, again where the server is busy or does not answer."""
        deadline = time.monotonic() + timeout
        pause = self._pause
        for last in [False] * (TRIES - 1) + [True]:
            wait = pause
            try:
                response, body = self._once(address, fields, accept, deadline)
            except requests.exceptions.ReadTimeout:
                raise self._too_long(timeout) from None
            except (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
                if last or time.monotonic() + wait > deadline:
                    raise Unreachable(
                        f"the server cannot be reached ({_reason(error)}): is it running?", place=self.place
                    ) from None
            except requests.exceptions.RequestException as error:
                raise Unreachable(f"this is no address that can be asked: {error}", place=self.place) from None
            else:
                if response.status_code not in _AGAIN or last:
                    return self._checked(response, body, timeout, sparql, refused)
                told = response.headers.get("Retry-After", "")
                wait = min(_LONGEST_PAUSE, float(told)) if told.isdigit() else wait
                if time.monotonic() + wait > deadline:
                    return self._checked(response, body, timeout, sparql, refused)
            time.sleep(wait)
            pause = min(_LONGEST_PAUSE, 2 * pause)
        raise AssertionError

    def _once(
        self, address: str, fields: Mapping[str, str], accept: str, deadline: float
    ) -> tuple[requests.Response, bytes]:
        left = max(0.1, deadline - time.monotonic())
        post = self._session.post
        form = {name: value.encode() for name, value in fields.items()}
        with post(address, data=form, headers={"Accept": accept}, timeout=(_CONNECTING, left), stream=True) as response:
            challenge = response.headers.get("WWW-Authenticate", "").lower()
            user = _user(address)
            if response.status_code == 401 and challenge.startswith("digest") and user and self._session.auth is None:
                self._session.auth = HTTPDigestAuth(*user)
                return self._once(address, fields, accept, deadline)
            body = bytearray()
            for piece in response.iter_content(1 << 16):
                body += piece
                if len(body) > LARGEST:
                    raise QueryError("the answer is larger than a gigabyte: narrow the question or add a LIMIT")
                if time.monotonic() > deadline:
                    raise requests.exceptions.ReadTimeout
            return response, bytes(body)

    def _checked(
        self, response: requests.Response, body: bytes, timeout: float, sparql: str | None, refused: str
    ) -> tuple[requests.Response, bytes]:
        code = response.status_code
        if code < 300:
            return response, body
        said = " ".join(body[:2000].decode(errors="replace").split())[:300]
        if code == 400 and sparql is not None:
            try:
                _oxigraph.check_syntax(sparql)  # which knows the place, where it is a mistake of SPARQL's
            except _oxigraph.Misplaced as error:
                raise Placed(*error.args) from None
            raise QueryError(f"{self.place} does not take this query: {said}")
        if code in {408, 504}:
            raise self._too_long(timeout)
        if code in {401, 403}:
            hint = refused or "put user and password into its address, or a token into KG_TOKEN"
            raise QueryRefused(f"{self.place} does not allow it ({code}): {said or hint}; {hint}")
        if sparql is not None and code in {500, 501}:
            raise QueryError(f"{self.place} cannot answer this query: {said}")
        raise Unreachable(f"the server answers {code}: {said}{refused and f' ({refused})'}", place=self.place)

    def _too_long(self, timeout: float) -> QueryTooLong:
        return QueryTooLong(
            f"{self.place} did not answer within {timeout:g} s: narrow it, add a LIMIT, or allow it more time"
        )


def with_prefixes(sparql: str) -> str:
    r"""Return SPARQL with the prefixes of `kg.iris.PREFIXES` that it uses and does not declare, in its first line.

    >>> with_prefixes("ASK { ?s a kg:Stance }")
    'PREFIX kg: <https://w3id.org/newsstance/ns#>\nASK { ?s a kg:Stance }'
    """
    used = {token.partition(":")[0] for kind, token in tokens(sparql) if kind == "name"}
    missing = sorted(used.intersection(PREFIXES).difference(declared(sparql)))
    head = " ".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in missing)
    return f"{head}\n{sparql}" if head else sparql


def _user(address: str) -> tuple[str, str] | None:
    parts = urlsplit(address)
    if parts.username is None:
        return None
    return unquote(parts.username), unquote(parts.password or "")


def _reason(error: Exception) -> str:
    reason: Any = error.args[0] if error.args else error
    reason = getattr(reason, "reason", reason)
    words = str(reason).rpartition(": ")[2]
    return words.strip("'\")")[:200]
