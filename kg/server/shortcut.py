"""The straight way to the endpoint, where nearly all requests go: past routes, wrappers and matching, which take as long as all the rest."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_METHODS = frozenset({"GET", "HEAD", "POST"})
_WORTH_IT = 1000  # bytes from which an answer is packed
_LONG = 1 << 18  # bytes that are packed while others are served
_LEVEL = 5


class Shortcut:
    """Hands a request for the endpoint to what answers it, and every other on. ``answer`` raises nothing that a client may hear of."""

    def __init__(self, app: ASGIApp, *, path: str, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self.app = app
        self._path, self._answer = path, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] not in _METHODS:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        response = await self._answer(request)
        if len(response.body) >= _WORTH_IT:
            await _pack(request, response)
        await response(scope, receive, send)


async def _pack(request: Request, response: Response) -> None:
    """Make an answer shorter for a client that can read it all the same, as `starlette.middleware.gzip` does for the rest."""
    response.headers.add_vary_header("Accept-Encoding")
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return
    body = bytes(response.body)
    if len(body) < _LONG:
        packed = gzip.compress(body, _LEVEL, mtime=0)
    else:
        packed = await asyncio.to_thread(gzip.compress, body, _LEVEL, mtime=0)
    response.body = packed
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(packed))
