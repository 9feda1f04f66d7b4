"""What stands around every request: only names of ours are answered to, and browsers are told what not to do."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.server.problems import told

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)


class Guarding:
    """Refuses other hosts than its own, and adds the headers that keep a browser safe.

    A page elsewhere may let its own name lead to this machine, and would then read the graph as if it came from there
    (DNS rebinding); but its requests still carry that name.
    """

    def __init__(self, app: ASGIApp, *, hosts: Sequence[str]) -> None:
        self.app = app
        self._hosts = set(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        host = _name(next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1"))
        if self._hosts and host not in self._hosts:
            answer = told(421, f"this server does not go by the name {host!r}; start it with --host to let others in")
            await answer(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)


def _name(host: str) -> str:
    """Return a host without its port.

    >>> _name("[::1]:8000"), _name("localhost:8000"), _name("127.0.0.1")
    ('::1', 'localhost', '127.0.0.1')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
