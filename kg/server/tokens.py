"""Who may write: whoever sends the token that the server was started with."""

import hashlib
import hmac
import os
from pathlib import Path

from starlette.requests import Request

from kg.errors import InputError, KgError
from kg.server.problems import Refused

VARIABLE = "KG_TOKEN"
SHORTEST = 16  # characters; fewer can be guessed over the network

_CURE = "python -c 'import secrets; print(secrets.token_urlsafe())' makes one"


def token(file: Path | None) -> str:
    """Return the token of a file, or of the environment; raises `KgError` where there is none, or none that holds."""
    if file is not None:
        try:
            found, place = file.read_text(encoding="utf-8").strip(), str(file)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"the token cannot be read ({error})", place=str(file)) from None
    else:
        found, place = os.environ.get(VARIABLE, "").strip(), f"${VARIABLE}"
    if not found:
        raise KgError(f"--writable needs a token, in {VARIABLE} or in a file with --token-file: {_CURE}")
    if len(found) < SHORTEST or not found.isascii() or not found.isprintable() or " " in found:
        raise KgError(f"a token has at least {SHORTEST} letters and digits, and no spaces: {_CURE}", place=place)
    return found


def check(request: Request, expected: str) -> None:
    """Let a request with the token through; raises `Refused` for any other."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    # Of the hashes, which are equally long, so that the time to compare tells nothing, not even the length.
    same = hmac.compare_digest(_hash(given.strip()), _hash(expected))
    if scheme.lower() != "bearer" or not same:
        raise Refused(
            401, "an update needs the token of this server: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"}
        )


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
