"""kg's engine as a networkx backend: unchanged calls of networkx, answered by compiled code.

    nx.config.backend_priority = ["kg"]       # for all calls that it can answer, on graphs that are large
    nx.betweenness_centrality(graph, backend="kg")   # for one, whatever the size

networkx finds it by the entry points ``networkx.backends`` and ``networkx.backend_info`` of this package. A graph is copied on the
first call, and the copy is kept by networkx until the graph changes. Multigraphs, and what needs networkit where that is not
installed, are left to networkx.
"""

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from kg.networks import engine
from kg.networks.engine import Compiled

_NETWORKIT = frozenset({"betweenness_centrality", "closeness_centrality", "louvain_communities"})


class KgGraph:
    """A compiled graph as networkx hands it from call to call."""

    __networkx_backend__ = "kg"

    def __init__(self, graph: Compiled, *, weighted: bool) -> None:
        self.compiled = graph
        self.weighted = weighted

    def is_directed(self) -> bool:
        """As networkx asks it."""
        return self.compiled.directed

    def is_multigraph(self) -> bool:
        """Never."""
        return False

    def __len__(self) -> int:
        return len(self.compiled.nodes)


def pagerank(
    G: KgGraph,
    alpha: float = 0.85,
    personalization: Mapping[Any, float] | None = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Mapping[Any, float] | None = None,
    weight: str | None = "weight",
    dangling: Mapping[Any, float] | None = None,
) -> dict[Any, float]:
    """See `networkx.pagerank`."""
    del weight
    graph = G.compiled
    if not len(G):
        return {}
    ranks = engine.pagerank(
        graph,
        alpha=alpha,
        tolerance=tol,
        steps=max_iter,
        personalization=engine.vector(graph, personalization),
        start=engine.vector(graph, nstart),
        dangling=engine.vector(graph, dangling),
    )
    return graph.named(ranks)


def eigenvector_centrality(
    G: KgGraph,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Mapping[Any, float] | None = None,
    weight: str | None = None,
) -> dict[Any, float]:
    """See `networkx.eigenvector_centrality`; the eigenvector is found by Lanczos steps, to full precision."""
    del max_iter, tol, nstart, weight
    return G.compiled.named(engine.eigenvector(G.compiled))


def betweenness_centrality(
    G: KgGraph,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Any, float]:
    """See `networkx.betweenness_centrality`; of ``k`` sources it takes others than networkx for the same seed."""
    del endpoints
    start = seed if isinstance(seed, int) else 0
    scores = engine.betweenness(G.compiled, weighted=weight is not None, normalized=normalized, sources=k, seed=start)
    return G.compiled.named(scores)


def closeness_centrality(
    G: KgGraph,
    u: Any = None,
    distance: str | None = None,
    wf_improved: bool = True,
) -> dict[Any, float]:
    """See `networkx.closeness_centrality`."""
    del u, wf_improved
    return G.compiled.named(engine.closeness(G.compiled, weighted=distance is not None))


def core_number(G: KgGraph) -> dict[Any, int]:
    """See `networkx.core_number`."""
    return G.compiled.named(engine.cores(G.compiled))


def louvain_communities(
    G: KgGraph,
    weight: str | None = "weight",
    resolution: float = 1,
    threshold: float = 1e-7,
    max_level: int | None = None,
    seed: Any = None,
) -> list[set[Any]]:
    """See `networkx.community.louvain_communities`; another way to other communities, of the same quality or better."""
    del threshold, max_level
    start = seed if isinstance(seed, int) else 0
    return engine.louvain(G.compiled, weighted=weight is not None, resolution=resolution, seed=start)


class Backend:
    """What networkx calls."""

    pagerank = staticmethod(pagerank)
    eigenvector_centrality = staticmethod(eigenvector_centrality)
    betweenness_centrality = staticmethod(betweenness_centrality)
    closeness_centrality = staticmethod(closeness_centrality)
    core_number = staticmethod(core_number)
    louvain_communities = staticmethod(louvain_communities)

    @staticmethod
    def convert_from_nx(graph: "nx.Graph[Any]", edge_attrs: Mapping[str, Any] | None = None, **_: Any) -> KgGraph:
        """Copy a graph with the one attribute that the call looks at."""
        weight, default = next(iter((edge_attrs or {}).items()), (None, 1))
        return KgGraph(engine.compiled(graph, weight, 1.0 if default is None else default), weighted=weight is not None)

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """Answers are plain already."""
        return result

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
        """Say whether a call can be answered, or why not."""
        graph = args[0] if args else kwargs.get("G")
        if graph is None or graph.is_multigraph():
            return "multigraphs are networkx's"
        if name in _NETWORKIT and not engine.fast():
            return "networkit is not installed: pip install 'kg[fast]'"
        refused = _REFUSED.get(name)
        return (refused(graph, kwargs) if refused else None) or True

    @staticmethod
    def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
        """Say whether a call is worth it."""
        del name
        graph = args[0] if args else kwargs.get("G")
        large = graph is not None and len(graph) >= engine.LARGE
        return large or f"networkx is as fast below {engine.LARGE:,} nodes"


def _undirected(graph: Any, kwargs: Mapping[str, Any]) -> str | None:
    del kwargs
    return "only for graphs without directions" if graph.is_directed() else None


def _no_endpoints(graph: Any, kwargs: Mapping[str, Any]) -> str | None:
    del graph
    return "endpoints are networkx's" if kwargs.get("endpoints") else None


def _whole(graph: Any, kwargs: Mapping[str, Any]) -> str | None:
    del graph
    if kwargs.get("u") is not None or not kwargs.get("wf_improved", True):
        return "one node, and the unscaled form, are networkx's"
    return None


def _whole_levels(graph: Any, kwargs: Mapping[str, Any]) -> str | None:
    return "levels are networkx's" if kwargs.get("max_level") is not None else _undirected(graph, kwargs)


_REFUSED: Mapping[str, Callable[[Any, Mapping[str, Any]], str | None]] = {
    "betweenness_centrality": _no_endpoints,
    "closeness_centrality": _whole,
    "core_number": _undirected,
    "louvain_communities": _whole_levels,
}


def backend_info() -> dict[str, Any]:
    """Tell networkx what there is."""
    names = ["core_number", "eigenvector_centrality", "pagerank", *sorted(_NETWORKIT)]
    return {
        "backend_name": "kg",
        "project": "kg",
        "package": "kg",
        "short_summary": "Centralities and communities by scipy and networkit.",
        "functions": {name: {} for name in names},
    }
