"""How fast large networks are measured, beside networkx: centralities, communities, balance.

    python -m benchmarks.centralities [--nodes 20000]

Both sides run in this process, one after the other; seconds are of the processor, the median of three rounds, and of one where networkx takes
long. The first figure of ours includes copying the graph out of networkx; the second is of another call on that copy, which networkx keeps, and does not. Betweenness is exact at a tenth of the nodes, and
sampled at all of them. Differences are the largest of all nodes.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Mapping
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
        engine.cores(engine.compiled(nx.path_graph(3)))  # loads networkit, which is no part of a measure
        import networkit

        networkit.setNumberOfThreads(1)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("what", "networkx s", "kg s", "kg, copy kept s", "times", "times", "difference"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for name, one, weight, theirs, ours, of in cases(graph, small):
        rounds = 1 if name.startswith(("betweenness", "eigenvector", "Louvain")) else 3
        slow, expected = timed(theirs, rounds)
        # Each round has a fresh copy: the whole way, and then the measure alone, as the second call of a session finds it.
        whole, found = timed(lambda one=one, weight=weight, ours=ours: ours(engine.compiled(one, weight)))
        compiled = engine.compiled(one, weight)
        ours(compiled)
        fast, _ = timed(lambda compiled=compiled, ours=ours: ours(compiled))
        row = (
            f"{name}, {len(one):,} nodes",
            f"{slow:.3f}",
            f"{whole:.3f}",
            f"{fast:.3f}",
            f"{slow / whole:,.0f}",
            f"{slow / fast:,.0f}",
        )
        table.add_row(*row, of(expected, found))
    Console().print(table)
    balance(graph)


def cases(graph: "nx.Graph[int]", small: "nx.Graph[int]") -> list[tuple[str, "nx.Graph[int]", Any, Any, Any, Any]]:
    """Return what is measured: its name, the graph, the weight, networkx's way, ours, and what tells them apart."""
    directed = nx.DiGraph(graph)
    found: list[tuple[str, Any, Any, Any, Any, Any]] = [
        ("PageRank", directed, "weight", lambda: nx.pagerank(directed, tol=1e-10), lambda one: one.named(engine.pagerank(one, tolerance=1e-10)), apart),
        (
            "eigenvector", graph, "weight",
            lambda: nx.eigenvector_centrality(graph, max_iter=10_000, tol=1e-9, weight="weight"), lambda one: one.named(engine.eigenvector(one)), apart,
        ),
    ]  # fmt: skip
    if not engine.fast():
        return found
    ours = lambda one: one.named(engine.betweenness(one, weighted=True))  # noqa: E731 -- a line of the table
    return [
        *found,
        ("betweenness", small, "distance", lambda: nx.betweenness_centrality(small, weight="distance"), ours, apart),
        (
            "betweenness of 50 sources", graph, None,
            lambda: nx.betweenness_centrality(graph, k=50, seed=1), lambda one: engine.betweenness(one, weighted=False, sources=50, seed=1), lambda *_: "other sources",
        ),
        ("core numbers", graph, None, lambda: nx.core_number(graph), lambda one: one.named(engine.cores(one)), apart),
        (
            "Louvain", graph, "weight",
            lambda: nx.community.louvain_communities(graph, seed=1), lambda one: engine.louvain(one, weighted=True, seed=1),
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
    for size, edges in ((50, 200), (100, 400)):
        small = nx.gnm_random_graph(size, edges, seed=3)
        chance = np.random.default_rng(3)
        nx.set_edge_attributes(small, {pair: 1 if sum(pair) % 2 == 0 else -1 for pair in small.edges}, "sign")
        for *_, known in small.edges(data=True):
            known["sign"] *= -1 if chance.random() < NOISE else 1
        seconds, exact = timed(lambda small=small: frustration(small, exact=True), 1)
        print(f"exactly, {size} nodes and {edges} edges: {seconds:.2f} s, {exact.index:.0f}, proven: {exact.exact}")


if __name__ == "__main__":
    main()
