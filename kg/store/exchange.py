"""What a worker and whoever asks it say to each other: requests, answers item by item, and how both travel.

Both ends import it, so it imports neither the engine nor the records.
"""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from kg.store.results import Form
from kg.store.updates import Update

_HEAD = 4  # bytes that say how long a frame is


class Request(NamedTuple):
    """A query for the index in a folder. ``stamp`` tells whether the index is still the one that was opened.

    With a ``form`` the answer is written, as bytes; without, it is values of Python. With an ``update`` the
    answer is what would change; it is tried out in the folder ``scratch``.
    """

    folder: str
    stamp: str
    sparql: str
    limit: int
    form: Form | None = None
    update: Update | None = None
    scratch: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a query has no answer: ``misplaced`` (line, column, expected), or a message: ``unreadable``, ``parameter``, ``memory``, ``failed``."""

    kind: str
    details: tuple[Any, ...]


class Ready:
    """The process is awake: from now on it is the query that takes its time."""


class Done:
    """The answer is complete."""


def frame(said: Any) -> bytes:
    """Return what is said as it travels."""
    packed = pickle.dumps(said, pickle.HIGHEST_PROTOCOL)
    return len(packed).to_bytes(_HEAD, "little") + packed


class Incoming:
    """What the other end says, put together again from the pieces in which it arrives."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def take(self, piece: bytes) -> Iterator[Any]:
        """Yield what is whole with this piece."""
        self._bytes += piece
        while len(self._bytes) >= _HEAD:
            end = _HEAD + int.from_bytes(self._bytes[:_HEAD], "little")
            if len(self._bytes) < end:
                return
            said = pickle.loads(bytes(self._bytes[_HEAD:end]))  # noqa: S301 -- from our own child, or parent
            del self._bytes[:end]
            yield said
