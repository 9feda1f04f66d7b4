"""What a client sends: parameters, which must be UTF-8, and a body, which must be neither long nor slow."""

import asyncio
import re
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from kg.server.problems import Refused

PATIENCE = 20.0  # seconds for a body to arrive
_HEARD_OUT = 16  # times the limit; many a client reads no answer before it has sent all it has
_FIELDS = 2000  # of a form, at the most
_CHARSET = re.compile(r'charset\s*=\s*"?([^\s";]+)"?', re.IGNORECASE)
_BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")

Parameters = list[tuple[str, str]]


def parameters(encoded: str) -> Parameters:
    """Return the fields of a query string or a form, in order."""
    if _BROKEN.search(encoded):
        raise Refused(400, "a % is not followed by two hexadecimal digits: percent-encode what is sent")
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise Refused(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise Refused(400, f"there are more than {_FIELDS} parameters") from None


def of_address(request: Request) -> Parameters:
    """Return the parameters of the address."""
    try:
        return parameters(request.scope["query_string"].decode("ascii"))
    except UnicodeDecodeError:
        raise Refused(400, "the address is not percent-encoded") from None


def media_type(request: Request) -> str:
    """Return what the body is declared to be, in lower case; raises `Refused` for another charset than UTF-8."""
    declared = request.headers.get("content-type", "")
    charset = _CHARSET.search(declared)
    if charset and charset[1].lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise Refused(415, f"the body is to be in UTF-8, not in {charset[1]}")
    return declared.partition(";")[0].strip().lower()


async def body(request: Request, *, limit: int) -> str:
    """Return the body as text; raises `Refused` where it is too long, too slow or no UTF-8."""
    too_long = Refused(
        413, f"the body is longer than the {limit} bytes that this server takes", {"Connection": "close"}
    )
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > _HEARD_OUT * limit:
        raise too_long
    taken, length = bytearray(), 0
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                length += len(piece)
                if length > _HEARD_OUT * limit:
                    raise too_long
                if length <= limit:
                    taken += piece
    except TimeoutError:
        raise Refused(408, f"the body did not arrive in {PATIENCE:g} s", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise Refused(400, "the client left before its body was here") from None
    if length > limit:
        raise too_long
    try:
        return taken.decode()
    except UnicodeDecodeError:
        raise Refused(400, "the body is not UTF-8") from None
