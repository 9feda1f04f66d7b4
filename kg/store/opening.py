"""A graph, wherever it is: in a folder, or on a server."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg.store.remote.addresses import is_address
from kg.store.store import Store

if TYPE_CHECKING:
    from kg.store.remote.remote import Remote

Opened: TypeAlias = "Store | Remote"


def opened(place: str | Path, *, create: bool = False, write: bool = False) -> Opened:
    """Open the graph in a folder, or at the address of a SPARQL endpoint; raises as `Store.open`, and `Unreachable`."""
    if is_address(place):
        from kg.store.remote.remote import Remote  # noqa: PLC0415 -- whoever has a folder needs no HTTP

        return Remote.open(str(place), create=create, write=write)
    return Store.open(place, create=create, write=write)
