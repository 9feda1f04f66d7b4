"""Write a network in the format that a reader knows."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal, TextIO

import networkx as nx

from kg.errors import NetworkError, UnknownFormat, did_you_mean
from kg.networks.export.dl import dl
from kg.networks.export.nodelink import nodelink
from kg.networks.export.table import table
from kg.networks.export.xml import gexf, graphml

Format = Literal["graphml", "gexf", "csv", "json", "dl"]

#: What can be written, and how.
FORMATS: Mapping[str, Callable[["nx.Graph[str]"], str]] = {
    "graphml": graphml,
    "gexf": gexf,
    "csv": table,
    "json": nodelink,
    "dl": dl,
}


def render(network: "nx.Graph[str]", format: str) -> str:  # noqa: A002 -- what everybody calls it
    """Return a network as text: ``graphml``, ``gexf``, ``csv``, ``json`` or ``dl``.

    The same network gives the same text, in whatever order its edges were added. Every parallel edge is there. Raises
    `UnknownFormat`.

    - GraphML and GEXF, for Gephi, Cytoscape and visone: every attribute as text or a number. Tuples are joined
      with ``"; "`` (a cue is ``10-14``), what is None or empty is left out, and characters that XML cannot
      hold are replaced by U+FFFD. The key of an edge is its ``id``. In GEXF a stance is there from the first to the last
      day that its date can mean, for Gephi's timeline; one without a date always is.
    - CSV: one row a stance, see `kg.networks.export.table`; **nodes without an edge have no row**.
    - DL, for UCINET: a matrix for each sign whose cells count stances, see `kg.networks.export.dl`; no words and no dates.
    - JSON: the node-link format, for ``networkx.node_link_graph(data, edges="edges")`` and d3; tuples are lists.

    >>> talks = nx.MultiDiGraph()
    >>> _ = talks.add_edge("oslo", "cork", key="d1#s1", sign=1)
    >>> render(talks, "json")[:45]
    '{"directed": true, "multigraph": true, "graph'
    """
    if format not in FORMATS:
        hint = did_you_mean(format, FORMATS, otherwise=f"choose from {', '.join(FORMATS)}.")
        raise UnknownFormat(f"a network cannot be written as {format!r}: {hint}")
    return FORMATS[format](network)


def write(network: "nx.Graph[str]", to: str | os.PathLike[str] | TextIO, format: str | None = None) -> None:  # noqa: A002
    """Write a network to a file (UTF-8) or a text stream, as `render` gives it.

    Without a format, the ending of the path says it. An existing file is replaced, and only when the whole
    text is written. Raises `UnknownFormat`, and `NetworkError` where the file cannot be written.
    """
    if isinstance(to, str | os.PathLike):
        place = Path(to)
        text = render(network, format or place.suffix.removeprefix(".").lower())
        fresh = place.with_name(f".{place.name}.part")
        try:
            fresh.write_text(text, encoding="utf-8", newline="\n")
            fresh.replace(place)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            raise NetworkError(f"the network cannot be written: {error.strerror}", place=str(place)) from error
    else:
        if format is None:
            raise UnknownFormat(f"a stream has no ending to tell its format by: choose from {', '.join(FORMATS)}.")
        to.write(render(network, format))
