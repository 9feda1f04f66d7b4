"""kg: who says what, and who stands where, with the sentence behind every edge.

>>> import kg
>>> graph = kg.open("graph")                      # doctest: +SKIP
>>> graph.query("most-contested-issues")          # doctest: +SKIP
>>> kg.explore(graph.network())                   # doctest: +SKIP
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import KgError as KgError
    from kg.explorer import explore as explore
    from kg.graph import Graph as Graph
    from kg.graph import extract as extract
    from kg.graph import open as open  # noqa: A004 -- kg.open reads like it does in other libraries
    from kg.records import Document as Document
    from kg.records import Record as Record
    from kg.relations import RELATIONS as RELATIONS

__version__ = "0.1.0"

# Where each public name lives. They load when first used, so that `import kg` stays cheap.
_HOMES = {
    "Document": "kg.records",
    "Graph": "kg.graph",
    "KgError": "kg.errors",
    "RELATIONS": "kg.relations",
    "Record": "kg.records",
    "explore": "kg.explorer",
    "extract": "kg.graph",
    "open": "kg.graph",
}

__all__ = ["RELATIONS", "Document", "Graph", "KgError", "Record", "explore", "extract", "open"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    message = f"module 'kg' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
