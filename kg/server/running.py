"""A server that listens until it is told to stop."""

import errno
import ipaddress
import socket
from collections.abc import Callable
from dataclasses import replace

import uvicorn

from kg.errors import KgError
from kg.server.application import Settings, application
from kg.store import Store

_GRACE = 2  # seconds in which answers that are on their way may arrive
_CONNECTIONS = 200
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def serve(settings: Settings, *, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; ``ready`` is told the address once it listens.

    Raises `KgError` where the port is taken or the address is not this machine's, and what `Store.open`
    raises where there is no graph.
    """
    Store.open(settings.folder).close()
    if is_loopback(host):
        settings = replace(settings, hosts=(*_LOOPBACK, host.lower()))
    with _listening(host, port) as listening:
        config = uvicorn.Config(
            application(settings),
            http="httptools",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=_GRACE,
        )
        shown = f"[{host}]" if ":" in host else host
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:  # uvicorn has shut down by then, and passes it on
            return


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError, OverflowError):
        raise KgError(f"there is no host {host!r} to listen on: use 127.0.0.1 for this machine alone") from None
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise KgError(f"port {port} is in use: give another with --port, or 0 for any that is free") from None
        raise KgError(f"cannot listen on {host} port {port}: {error.strerror or error}") from None
    return listening
