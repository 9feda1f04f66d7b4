"""What a client hears when something is wrong: a status and a sentence, in plain text."""

from collections.abc import Mapping

from starlette.responses import PlainTextResponse, Response

from kg.errors import (
    BadParameter,
    GraphBusy,
    GraphError,
    KgError,
    NoRoom,
    NotADate,
    QueryError,
    QueryRefused,
    QuerySyntax,
    QueryTooLong,
    UnknownQuery,
)

#: The status of each error; the first that fits counts.
STATUSES: dict[type[KgError], int] = {
    QuerySyntax: 400,
    BadParameter: 400,
    NotADate: 400,
    UnknownQuery: 404,
    QueryRefused: 403,
    QueryTooLong: 504,
    QueryError: 500,
    GraphBusy: 503,
    NoRoom: 503,
    GraphError: 500,
    KgError: 500,
}


class Refused(Exception):
    """A request that gets no answer: its status, why, and headers that go with it."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


def status(error: KgError) -> int:
    """Return the status that an error of ours has."""
    return next(code for kind, code in STATUSES.items() if isinstance(error, kind))


def told(code: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """Say what is wrong. What a client sent may hold half characters, which no answer can."""
    readable = message.encode(errors="replace") + b"\n"
    return PlainTextResponse(readable, status_code=code, headers=dict(headers or {}))
