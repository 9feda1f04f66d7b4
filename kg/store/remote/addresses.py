"""Where a server takes queries, and where updates: most have two addresses, and one follows from the other."""

import os
import re

UPDATES = "KG_UPDATE"  # the variable that says where updates go, where that cannot be told

_ADDRESS = re.compile(r"https?://?[^/]", re.IGNORECASE)
_RULES = (
    (re.compile(r"/query$"), "/update"),  # Oxigraph, Fuseki
    (re.compile(r"(/repositories/[^/]+)$"), r"\1/statements"),  # RDF4J, GraphDB
)


def is_address(place: object) -> bool:
    """Whether a graph lies on a server and not in a folder.

    >>> is_address("http://localhost:7878/query"), is_address("graph")
    (True, False)
    """
    return bool(_ADDRESS.match(str(place)))


def for_updates(address: str) -> str:
    """Return where the server of that query address takes updates.

    >>> for_updates("http://localhost:7878/query"), for_updates("http://localhost:8890/sparql")
    ('http://localhost:7878/update', 'http://localhost:8890/sparql')
    >>> for_updates("http://localhost:7200/repositories/news")
    'http://localhost:7200/repositories/news/statements'
    """
    told = os.environ.get(UPDATES)
    if told:
        return told
    for pattern, there in _RULES:
        if pattern.search(address):
            return pattern.sub(there, address)
    return address
