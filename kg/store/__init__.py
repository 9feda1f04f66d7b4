"""Records ↔ RDF: the folder that keeps a graph, and the questions it answers.

>>> from kg.store import Store
>>> with Store.open("graph") as store:                                            # doctest: +SKIP
...     for row in store.query("who-criticizes-whom", since="2023-06-01"):
...         print(row["date"], row["who"], row["whom"], row["sentence"])
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.store.answer import Answer as Answer
    from kg.store.answer import Kind as Kind
    from kg.store.queries import NamedQuery as NamedQuery
    from kg.store.queries import Parameter as Parameter
    from kg.store.queries import named_queries as named_queries
    from kg.store.reading import read_record as read_record
    from kg.store.results import Form as Form
    from kg.store.results import Written as Written
    from kg.store.runs import Change as Change
    from kg.store.runs import Problem as Problem
    from kg.store.runs import Run as Run
    from kg.store.searching import Hit as Hit
    from kg.store.searching import Hits as Hits
    from kg.store.searching import Search as Search
    from kg.store.store import Entry as Entry
    from kg.store.store import Store as Store
    from kg.store.store import Updated as Updated
    from kg.store.terms import IRI as IRI

# They load when first used: the process that answers queries is started anew by every command, and
# needs none of the records.
_HOMES = {
    "Answer": "answer",
    "Change": "runs",
    "Entry": "store",
    "Form": "results",
    "Hit": "searching",
    "Hits": "searching",
    "IRI": "terms",
    "Kind": "answer",
    "NamedQuery": "queries",
    "Parameter": "queries",
    "Problem": "runs",
    "Run": "runs",
    "Search": "searching",
    "Store": "store",
    "Updated": "store",
    "Written": "results",
    "named_queries": "queries",
    "read_record": "reading",
}

__all__ = [
    "IRI",
    "Answer",
    "Change",
    "Entry",
    "Form",
    "Hit",
    "Hits",
    "Kind",
    "NamedQuery",
    "Parameter",
    "Problem",
    "Run",
    "Search",
    "Store",
    "Updated",
    "Written",
    "named_queries",
    "read_record",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"kg.store.{_HOMES[name]}"), name)
    message = f"module 'kg.store' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
