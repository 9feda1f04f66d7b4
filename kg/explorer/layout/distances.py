"""How far apart two nodes should stand: friends near, opponents apart, strangers further."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kg.explorer.links import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The length of a link that supports, is neutral, or opposes.
LENGTHS = {1: 1.0, 0: 1.35, -1: 1.75}


def distances(
    nodes: Sequence[str], made: Iterable[Link], *, sources: Sequence[int] | None = None
) -> "NDArray[np.float64]":
    """Return the lengths of the shortest paths between nodes, shaped (sources, nodes).

    A pair with links of several signs is as far apart as their mean, weighed by statements. Nodes
    without a path between them are infinitely far apart.
    """
    place = {node: number for number, node in enumerate(nodes)}
    pairs = _pairs(place, made)
    ends = np.array(list(pairs), dtype=np.intp).reshape(-1, 2)
    lengths = np.fromiter(pairs.values(), dtype=np.float64, count=len(pairs))
    graph = csr_array((lengths, (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes)))
    found = dijkstra(graph, directed=False, indices=sources)
    return np.asarray(found, dtype=np.float64)


def _pairs(place: Mapping[str, int], made: Iterable[Link]) -> dict[tuple[int, int], float]:
    sums: dict[tuple[int, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for link in made:
        first, second = place.get(link.holder), place.get(link.target)
        if first is None or second is None or first == second:
            continue
        total = sums[min(first, second), max(first, second)]
        total[0] += LENGTHS[link.sign] * link.statements
        total[1] += link.statements
    return {pair: length / count for pair, (length, count) in sorted(sums.items())}
