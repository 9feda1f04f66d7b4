"""Compiled centralities: the same as networkx's, chosen by size, never needed."""

import copy
import importlib.metadata
import logging
import pickle
import subprocess
import sys
from importlib.util import find_spec

import networkx as nx
import numpy as np
import pytest

from kg.networks import engine
from kg.networks.backend import Backend, KgGraph, backend_info
from kg.networks.centrality import betweenness, closeness, core, pagerank

has_networkit = pytest.mark.skipif(find_spec("networkit") is None, reason="networkit is not installed")


def graph(*, directed=False, size=120, edges=400, seed=1):
    made = nx.gnm_random_graph(size, edges, seed=seed, directed=directed)
    chance = np.random.default_rng(seed)
    for *_, known in made.edges(data=True):
        known["weight"] = float(chance.integers(1, 4))
    made.add_edge("alone", "alone", weight=2.0)  # a loop, and a part of its own
    return made


def on_kg(name, network, **options):
    """As networkx would call the backend."""
    weight = (
        options.get("weight")
        or options.get("distance")
        or ("weight" if name in {"pagerank", "louvain_communities"} else None)
    )
    return getattr(Backend, name)(
        Backend.convert_from_nx(network, edge_attrs={weight: 1} if weight else None), **options
    )


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"alpha": 0.5},
        {"personalization": {0: 1.0, 1: 3.0}},
        {"dangling": {2: 1.0}},
        {"nstart": {node: 1.0 + node for node in range(5)}},
    ],
)
def test_pagerank_is_networkxs(directed, options):
    """With weights, sinks and a loop."""
    network = graph(directed=directed)
    assert on_kg("pagerank", network, **options) == pytest.approx(nx.pagerank(network, **options), abs=1e-5)


def test_pagerank_that_does_not_converge_says_so():
    """As networkx does."""
    with pytest.raises(nx.PowerIterationFailedConvergence):
        on_kg("pagerank", graph(directed=True), max_iter=1, tol=1e-12)
    assert on_kg("pagerank", nx.DiGraph()) == {}


@pytest.mark.parametrize("weight", [None, "weight"])
def test_the_eigenvector_is_networkxs(weight):
    """Of a graph in one part; of what comes in, where there are directions."""
    network = nx.connected_watts_strogatz_graph(150, 6, 0.3, seed=3)
    nx.set_edge_attributes(network, {pair: 1 + sum(pair) % 3 for pair in network.edges}, "weight")
    for one in (network, nx.DiGraph(network)):
        if one.is_directed():
            one.remove_edges_from([(a, b) for a, b in list(one.edges) if (a + 2 * b) % 7 == 0])
        expected = nx.eigenvector_centrality(one, max_iter=5000, tol=1e-12, weight=weight)
        assert on_kg("eigenvector_centrality", one, weight=weight) == pytest.approx(expected, abs=1e-6)


@has_networkit
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weight", [None, "weight"])
def test_betweenness_and_closeness_are_networkxs(directed, weight):
    """To the last digits, normalised or not."""
    network = graph(directed=directed)
    for normalized in (True, False):
        options = {"normalized": normalized, "weight": weight}
        expected = nx.betweenness_centrality(network, **options)
        assert on_kg("betweenness_centrality", network, **options) == pytest.approx(expected, abs=1e-9)
    assert on_kg("closeness_centrality", network, distance=weight) == pytest.approx(
        nx.closeness_centrality(network, distance=weight), abs=1e-9
    )


@has_networkit
def test_sampled_betweenness_estimates_the_whole():
    """Half of the nodes as sources; the same for the same seed."""
    network = graph(size=400, edges=1600)
    exact = nx.betweenness_centrality(network)
    sampled = on_kg("betweenness_centrality", network, k=200, seed=1)
    assert sampled == on_kg("betweenness_centrality", network, k=200, seed=1)
    assert np.corrcoef(list(sampled.values()), list(exact.values()))[0, 1] > 0.95
    assert sum(sampled.values()) == pytest.approx(sum(exact.values()), rel=0.15)


@pytest.mark.parametrize("network", [nx.path_graph(1_500), nx.barabasi_albert_graph(300, 4, seed=1), nx.empty_graph(3)])
def test_core_numbers_are_networkxs(network, monkeypatch):
    """Of hubs and of a chain, which takes many rounds: with networkit to finish it, and without."""
    expected = nx.core_number(network)
    assert on_kg("core_number", network) == expected
    monkeypatch.setattr(engine, "fast", lambda: False)
    assert on_kg("core_number", network) == expected


def test_a_loop_adds_nothing_to_a_core():
    """Where networkx refuses."""
    network = graph()
    numbers = on_kg("core_number", network)
    network.remove_edge("alone", "alone")
    assert numbers == nx.core_number(network)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("name", ["{}", "{:d}", "actor {}"])
def test_a_copy_is_the_matrix_of_networkx(directed, name):
    """Whatever the nodes are called: by their numbers, by numbers in another order, by names; some edges have no weight."""
    network = graph(directed=directed)
    names = {
        node: place if name == "{}" else 500 - place if name == "{:d}" else name.format(node)
        for place, node in enumerate(network)
    }
    network = nx.relabel_nodes(network, names)
    del next(iter(network.edges.values()))["weight"]
    for weight in ("weight", None):
        made = engine.compiled(network, weight)
        assert made.nodes == list(network)
        assert (made.matrix.toarray() == nx.to_numpy_array(network, weight=weight)).all()
    part = network.subgraph(list(network)[:40])
    assert (engine.compiled(part, "weight").matrix.toarray() == nx.to_numpy_array(part)).all()


def test_a_copy_is_kept_and_never_stale():
    """Of an unchanged graph it is the same; a new edge, and a weight set in place, are seen."""
    network = graph()
    made = engine.compiled(network, "weight")
    assert engine.compiled(network, "weight") is made
    assert engine.compiled(network) is engine.compiled(network)
    network.edges[next(iter(network.edges))]["weight"] = 9.0
    assert engine.compiled(network, "weight").matrix.max() == 9
    network.add_edge(0, "new", weight=11.0)
    assert engine.compiled(network, "weight").matrix.max() == 11
    assert (engine.compiled(copy.deepcopy(network)).matrix != engine.compiled(network).matrix).nnz == 0
    assert set(pickle.loads(pickle.dumps(network)).edges) == set(network.edges)  # noqa: S301 -- it is our own


@has_networkit
def test_a_view_is_copied_anew():
    """It does not hear of what changes in the graph behind it."""
    made = nx.path_graph(5)
    view = nx.subgraph_view(made)
    assert engine.compiled(view).matrix.nnz == 8
    made.add_edge(0, 4)
    assert engine.compiled(view).matrix.nnz == 10


def test_communities_are_as_good_as_networkxs():
    """By modularity; the same for the same seed."""
    network = nx.planted_partition_graph(8, 50, 0.3, 0.01, seed=2)
    found = on_kg("louvain_communities", network, seed=1)
    assert found == on_kg("louvain_communities", network, seed=1)
    theirs = nx.community.louvain_communities(network, seed=1)
    assert nx.community.modularity(network, found) >= nx.community.modularity(network, theirs) - 0.005


@has_networkit
def test_large_networks_are_measured_by_the_engine(monkeypatch, caplog):
    """And said in the log; with the same answers as small ones have."""
    network = graph(size=60, edges=200)
    network.remove_node("alone")
    directed = nx.DiGraph(network)
    measures = [(betweenness, network), (closeness, network), (core, network), (pagerank, directed)]
    small = [measure(one) for measure, one in measures]
    monkeypatch.setattr(engine, "LARGE", 10)
    monkeypatch.setattr("kg.networks.centrality._LARGE", 10)
    with caplog.at_level(logging.INFO, logger="kg.networks.engine"):
        large = [measure(one) for measure, one in measures]
    for one, other in zip(small, large, strict=True):
        assert one == pytest.approx(other, abs=1e-9)
    assert [record.message for record in caplog.records] == [
        "betweenness of 60 nodes by networkit",
        "closeness of 60 nodes by networkit",
        "core numbers of 60 nodes by numpy",
        "PageRank of 60 nodes by scipy",
    ]


def test_without_networkit_all_still_works(monkeypatch, caplog):
    """Networkx answers, and the log says what would be faster."""
    network = graph(size=60, edges=200)
    small = betweenness(network)
    monkeypatch.setattr(engine, "LARGE", 10)
    monkeypatch.setattr("kg.networks.centrality._LARGE", 10)
    monkeypatch.setattr(engine, "fast", lambda: False)
    with caplog.at_level(logging.INFO, logger="kg.networks.engine"):
        assert betweenness(network) == small
    assert "pip install 'kg[fast]'" in caplog.text
    assert "networkit is not installed" in Backend.can_run("closeness_centrality", (network,), {})


def test_what_the_backend_cannot_do_is_networkxs():
    """Multigraphs, small graphs, and options that nobody asked for yet."""
    network, directed = graph(), graph(directed=True)
    assert Backend.can_run("pagerank", (network,), {}) is True
    assert Backend.can_run("pagerank", (), {"G": nx.MultiGraph(network)}) == "multigraphs are networkx's"
    assert Backend.should_run("pagerank", (network,), {}) == "networkx is as fast below 2,000 nodes"
    assert Backend.should_run("pagerank", (nx.empty_graph(2_000),), {}) is True
    made = Backend.convert_from_nx(directed)
    assert (len(made), made.is_directed(), made.is_multigraph()) == (121, True, False)
    if engine.fast():
        assert Backend.can_run("core_number", (directed,), {}) == "only for graphs without directions"
        assert Backend.can_run("betweenness_centrality", (network,), {"endpoints": True}) == "endpoints are networkx's"
        assert "networkx's" in Backend.can_run("closeness_centrality", (network,), {"u": 0})
        assert "networkx's" in Backend.can_run("louvain_communities", (network,), {"max_level": 1})
    assert isinstance(made, KgGraph)


@has_networkit
def test_networkx_finds_the_backend(tmp_path):
    """By its entry points, as an installed package has them; an unchanged call is answered by it."""
    known = tmp_path / "probe-1.dist-info"
    known.mkdir()
    (known / "METADATA").write_text("Metadata-Version: 2.1\nName: probe\nVersion: 1\n", encoding="utf-8")
    (known / "entry_points.txt").write_text(
        "[networkx.backends]\nkg = kg.networks.backend:Backend\n[networkx.backend_info]\nkg = kg.networks.backend:backend_info\n",
        encoding="utf-8",
    )
    code = f"""
import sys, logging
sys.path.insert(0, {str(tmp_path)!r})
import networkx as nx
graph = nx.gnm_random_graph(2_500, 5_000, seed=1)
plain = nx.core_number(graph), nx.pagerank(graph)
one = nx.core_number(graph, backend="kg")
assert one == plain[0]
nx.config.backend_priority = ["kg"]
logging.basicConfig(level=logging.DEBUG)
assert nx.core_number(graph) == plain[0]
ranks = nx.pagerank(graph)
assert max(abs(ranks[node] - plain[1][node]) for node in graph) < 1e-5
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "'kg'" in done.stderr


def test_the_package_names_its_backend():
    """In pyproject.toml, as the test above has it."""
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]
    for group in ("networkx.backends", "networkx.backend_info"):
        point = importlib.metadata.EntryPoint("kg", points[group]["kg"], group)
        assert point.load() in {Backend, backend_info}
    assert set(backend_info()["functions"]) == {
        name for name in vars(Backend) if name[0] != "_" and (hasattr(nx, name) or hasattr(nx.community, name))
    }
