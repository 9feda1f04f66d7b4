"""How fast large networks are measured, beside networkx: centralities, communities, balance.

    python -m benchmarks.centralities [--nodes 20000]

Both sides are the same call of networkx, once with ``backend="kg"``, in this process, one after the other; seconds are of the processor, the
median of three rounds, and of one where networkx takes long. The first figures of ours are of a first call, which copies the graph out of
networkx's dictionaries (how long that takes alone is in a column of its own); the second of any further call, for which networkx keeps the copy.
Betweenness is exact at a tenth of the nodes, and sampled at all of them. Differences are the largest of all nodes.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import networkx as nx
import numpy as np
from rich.console import Console
from rich.table import Table

from kg.networks import engine, frustration, signed_matrices, triad_census
from kg.networks.frustrations import two_camps

PER_NODE = 5
NOISE = 0.1


def timed(work: Callable[[], Any], rounds: int = 3) -> tuple[float, Any]:
    """Return the median CPU seconds of some work, and what it returned."""
    seconds, made = [], None
    for _ in range(rounds):
        start = time.process_time()
        made = work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), made


def network(nodes: int) -> "nx.Graph[int]":
    """Return a network with hubs, weights and signs: two camps, with a share of edges that do not fit."""
    chance = np.random.default_rng(1)
    made: nx.Graph[int] = nx.barabasi_albert_graph(nodes, PER_NODE, seed=1)
    camp = chance.integers(0, 2, nodes)
    for a, b, known in made.edges(data=True):
        known["weight"] = float(chance.integers(1, 5))
        known["distance"] = 1 / known["weight"]
        known["sign"] = (1 if camp[a] == camp[b] else -1) * (-1 if chance.random() < NOISE else 1)
    return made


def apart(one: Mapping[Any, float], other: Mapping[Any, float]) -> str:
    """Return the largest difference of two measures."""
    return f"{max(abs(one[node] - other[node]) for node in one):.0e}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=20_000)
    nodes = parser.parse_args().nodes
    graph, small = network(nodes), network(nodes // 10)
    if engine.fast():
        engine.closeness(
            engine.compiled(nx.path_graph(3)), weighted=False
        )  # loads networkit, which is no part of a measure
        import networkit

        networkit.setNumberOfThreads(1)
    nx.config.warnings_to_ignore.add("cache")  # that the copy is kept is what is measured
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("what", "networkx s", "first s", "of it copying", "times", "again s", "times", "difference"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, one, weight, call, of in cases(graph, small):
        slow, expected = timed(call, 1 if name.startswith(("betweenness", "eigenvector", "Louvain")) else 3)
        first, found = timed(lambda one=one, call=call: afresh(one, lambda: call(backend="kg")))
        copying, _ = timed(lambda one=one, weight=weight: afresh(one, lambda: engine.compiled(one, weight)))
        call(backend="kg")
        again, _ = timed(lambda call=call: call(backend="kg"))
        times = [f"{slow / ours:,.0f}" for ours in (first, again)]
        row = (
            f"{name}, {len(one):,} nodes",
            f"{slow:.3f}",
            f"{first:.3f}",
            f"{copying:.3f}",
            times[0],
            f"{again:.4f}",
            times[1],
        )
        table.add_row(*row, of(expected, found))
    Console(width=140).print(table)
    balance(graph)


def afresh(graph: "nx.Graph[int]", work: Callable[[], Any]) -> Any:
    """Do something on a graph of which no copy is kept."""
    graph.__networkx_cache__.clear()
    return work()


def cases(graph: "nx.Graph[int]", small: "nx.Graph[int]") -> list[tuple[str, "nx.Graph[int]", Any, Any, Any]]:
    """Return what is measured: its name, the graph, the weight, the call, and what tells two answers apart."""
    directed, named = nx.DiGraph(graph), nx.relabel_nodes(graph, {node: f"actor {node}" for node in graph})
    found: list[tuple[str, Any, Any, Any, Any]] = [
        ("PageRank, directed", directed, "weight", partial(nx.pagerank, directed, tol=1e-10), apart),
        ("PageRank, undirected", graph, "weight", partial(nx.pagerank, graph, tol=1e-10), apart),
        ("eigenvector", graph, "weight", partial(nx.eigenvector_centrality, graph, max_iter=10_000, tol=1e-9, weight="weight"), apart),
        ("core numbers", graph, None, partial(nx.core_number, graph), apart),
        ("core numbers, nodes with names", named, None, partial(nx.core_number, named), apart),
    ]  # fmt: skip
    if not engine.fast():
        return found
    return [
        *found,
        ("betweenness", small, "distance", partial(nx.betweenness_centrality, small, weight="distance"), apart),
        ("betweenness of 50 sources", graph, None, partial(nx.betweenness_centrality, graph, k=50, seed=1), lambda *_: "other sources"),
        (
            "Louvain", graph, "weight", partial(nx.community.louvain_communities, graph, seed=1),
            lambda one, other: f"modularity {nx.community.modularity(graph, one):.3f}, {nx.community.modularity(graph, other):.3f}",
        ),
    ]  # fmt: skip


def balance(graph: "nx.Graph[int]") -> None:
    """Print what balance takes, for which networkx has nothing."""
    signed: nx.Graph[int] = nx.Graph()
    signed.add_edges_from((a, b, {"sign": sign}) for a, b, sign in graph.edges(data="sign"))
    copying, made = timed(lambda: signed_matrices(signed))
    print(f"signed matrices of {len(graph):,} nodes, {graph.number_of_edges():,} edges: {copying:.2f} s")
    net = made.net()
    print(f"two camps of them, a bound: {timed(lambda: two_camps(net))[0]:.2f} s")
    seconds, bound = timed(lambda: frustration(signed), 1)
    print(f"the frustration index with its edges: {seconds:.2f} s, {bound.index:,.0f} of {bound.total:,.0f} edges")
    print(f"triads: {timed(lambda: triad_census(signed))[0]:.2f} s")
    proofs()
    for nodes in (50_000, 100_000):
        large = random_signed(nodes, nodes * PER_NODE, NOISE)
        net = signed_matrices(large).net()
        print(
            f"two camps of {nodes:,} nodes, {large.number_of_edges():,} edges, a bound: {timed(partial(two_camps, net))[0]:.2f} s"
        )


def proofs() -> None:
    """Print how long the frustration index takes to be proven: the noisier and the denser, the longer."""
    for size, edges, noise in (
        (50, 200, 0.1),
        (100, 400, 0.1),
        (100, 400, 0.2),
        (100, 300, 0.5),
        (100, 600, 0.1),
        (100, 600, 0.5),
    ):
        small = random_signed(size, edges, noise)
        seconds, found = timed(lambda small=small: frustration(small, exact=True, seconds=10), 1)
        told = "proven" if found.exact else f"between {found.lower:.0f} and that when 10 s were over"
        print(
            f"the index of {size} nodes, {edges} edges, {noise:.0%} of signs turned: {found.index:.0f}, {told}, {seconds:.2f} s"
        )


def random_signed(nodes: int, edges: int, noise: float) -> "nx.Graph[int]":
    """Return two camps of a random graph, with a share of signs turned round."""
    made: nx.Graph[int] = nx.gnm_random_graph(nodes, edges, seed=3)
    chance = np.random.default_rng(3)
    for a, b, known in made.edges(data=True):
        known["sign"] = (1 if (a + b) % 2 == 0 else -1) * (-1 if chance.random() < noise else 1)
    return made


if __name__ == "__main__":
    main()
