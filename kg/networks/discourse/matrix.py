"""A discourse network: a matrix with names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.networks.discourse.settings import Shape

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Cells = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Matrix:
    """A network of the statements between ``start`` and ``stop``, as a matrix.

    ``weights`` has the shape rows × columns; of a one-mode network it is symmetric, and ``rows`` equals ``columns``.
    ``statements`` is how many it rests on. In a series ``mid`` is the moment that the network stands for. ``tied`` says
    that statements of one moment stand on both sides of a border of its window, so that their order decided.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    weights: Cells
    shape: Shape
    variables: tuple[str, str]
    aggregation: str
    statements: int
    start: datetime
    stop: datetime
    mid: datetime | None = None
    tied: bool = False
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def to_pandas(self) -> "pd.DataFrame":
        """Return a DataFrame with the names of rows and columns."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame(self.weights, index=list(self.rows), columns=list(self.columns))

    def to_networkx(self) -> "nx.Graph[str]":
        """Return a graph with the cells that are not 0 as ``weight``, and every row and column as a node.

        Nodes have a ``label``, their variable as ``kind``, and what is known of their value. In a two-mode network they have
        ``bipartite`` 0 or 1, and a name that is in both modes is followed by its variable.
        """
        import networkx as nx  # noqa: PLC0415

        graph: nx.Graph[str] = nx.Graph(
            shape=self.shape, aggregation=self.aggregation, start=self.start.isoformat(), stop=self.stop.isoformat()
        )
        modes = [(0, self.rows)] if self.shape == "onemode" else [(0, self.rows), (1, self.columns)]
        both = set(self.rows) & set(self.columns) if self.shape == "twomode" else set()
        ids: list[list[str]] = []
        for mode, names in modes:
            kind = self.variables[mode]
            ids.append([f"{name} ({kind})" if name in both else name for name in names])
            for node, name in zip(ids[-1], names, strict=True):
                more: dict[str, Any] = {
                    key.lower(): value for key, value in self.attributes.get(name, {}).items() if value
                }
                if self.shape == "twomode":
                    more["bipartite"] = mode
                graph.add_node(node, **{**more, "label": name, "kind": kind})
        cells = np.triu(self.weights) if self.shape == "onemode" else self.weights
        for row, column in zip(*np.nonzero(cells), strict=True):
            graph.add_edge(ids[0][row], ids[-1][column], weight=float(cells[row, column]))
        return graph
