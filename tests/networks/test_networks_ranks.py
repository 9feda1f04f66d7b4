"""Who is central."""

import networkx as nx
import pytest
from hypothesis import given, settings
from networks_edges import edge, many_edges

from kg.errors import NegativeWeight, UnknownChoice, UnsignedEdge
from kg.networks import MEASURES, conflict, congruence, rank, stance_network, subtract
from kg.networks.centrality import betweenness, closeness, eigenvector, pagerank

QUARREL = stance_network(
    [
        edge("oslo", "criticizes", "cork", document="d1"),
        edge("oslo", "accuses", "cork", document="d2"),
        edge("bonn", "criticizes", "cork", document="d1"),
        edge("bonn", "trusts", "oslo", document="d1"),
        edge("riga", "asks", "oslo", document="d3"),
        edge("cork", "opposes", "dam", document="d3"),
    ]
)


def scores(network, by):
    return {row["label"]: row[by] for row in rank(network, by=by)}


def test_degree_counts_others_by_sign_and_direction():
    """Twice criticised by one is one critic; the rows say so for every sign."""
    rows = {row["id"]: row for row in rank(QUARREL)}
    assert rows["cork"] == {
        "rank": 1,
        "label": "Cork",
        "kind": "state",
        "id": "cork",
        "degree": 3,
        "out_positive": 0,
        "out_negative": 1,
        "out_neutral": 0,
        "in_positive": 0,
        "in_negative": 2,
        "in_neutral": 0,
    }
    assert (rows["oslo"]["out_negative"], rows["oslo"]["in_positive"], rows["oslo"]["in_neutral"]) == (1, 1, 1)


def test_equal_values_share_a_rank_and_go_by_label():
    """1, 1, 3, 4, 4: nobody is ahead by the accident of an order."""
    rows = rank(QUARREL)
    assert [(row["rank"], row["label"], row["degree"]) for row in rows] == [
        (1, "Cork", 3),
        (1, "Oslo", 3),
        (3, "Bonn", 2),
        (4, "Riga", 1),
        (4, "the dam", 1),
    ]


def test_the_most_criticised_is_found_on_the_negative_layer():
    """In documents, summed over the critics: 2 by Oslo and 1 by Bonn."""
    assert scores(QUARREL, "criticised") == {"Cork": 3, "the dam": 1, "Bonn": 0, "Oslo": 0, "Riga": 0}
    assert scores(QUARREL, "supported")["Oslo"] == 1


def test_pagerank_flows_along_support_only():
    """Criticism is no endorsement."""
    made = scores(QUARREL, "pagerank")
    assert max(made, key=made.get) == "Oslo"
    assert made["Cork"] == made["Bonn"] == made["Riga"]
    assert sum(made.values()) == pytest.approx(1)


def test_strong_ties_are_short():
    """The way over two strong ties is shorter than one weak tie, so the one between has all the paths."""
    strong = [edge("oslo", "aids", "cork", document=f"d{n}") for n in range(3)]
    strong += [edge("cork", "attacks", "bonn", document=f"d{n}") for n in range(3)]
    made = scores(stance_network([*strong, edge("oslo", "asks", "bonn")]), "betweenness")
    assert made == {"Cork": 1.0, "Bonn": 0.0, "Oslo": 0.0}


def test_closeness_counts_ties_whatever_their_direction_and_sign():
    """Everybody's distance to the hub of a star is 1."""
    star = stance_network([edge("oslo", "aids", "cork"), edge("bonn", "attacks", "cork"), edge("cork", "asks", "riga")])
    made = scores(star, "closeness")
    assert made["Cork"] == 1
    assert made["Oslo"] == made["Riga"] == 0.6


def test_eigenvector_centrality_is_that_of_the_largest_part():
    """Others have 0, and the values are the known ones of a star."""
    made = eigenvector(nx.Graph([("a", "b"), ("a", "c"), ("x", "y")]))
    assert made == pytest.approx({"a": 2**-0.5, "b": 0.5, "c": 0.5, "x": 0, "y": 0})


def test_eigenvector_centrality_is_networkxs_and_the_same_every_time():
    """Also where the sparse solver takes over, on weights."""
    graph = nx.connected_watts_strogatz_graph(200, 6, 0.3, seed=7)
    nx.set_edge_attributes(graph, {pair: 1 + sum(pair) % 5 for pair in graph.edges}, "weight")
    made = eigenvector(graph)
    assert made == pytest.approx(nx.eigenvector_centrality(graph, weight="weight", tol=1e-12, max_iter=5000), abs=1e-7)
    assert made == eigenvector(graph.copy())


def test_of_two_parts_of_one_size_the_heavier_has_the_centrality():
    """And of equally heavy ones the first by id."""
    made = eigenvector(nx.Graph([("a", "b", {"weight": 1}), ("c", "d", {"weight": 2})]))
    assert (made["a"], made["c"]) == (0, pytest.approx(2**-0.5))
    assert eigenvector(nx.Graph([("d", "c"), ("b", "a")]))["a"] == pytest.approx(2**-0.5)


@pytest.mark.parametrize("measure", [pagerank, betweenness, closeness, eigenvector])
def test_empty_and_unconnected_networks_have_centralities_too(measure):
    """Nobody has none, and who is alone has the least."""
    assert measure(nx.DiGraph() if measure is pagerank else nx.Graph()) == {}
    alone = measure(nx.empty_graph(["a", "b"]))
    assert set(alone.values()) == ({0.5} if measure is pagerank else {0.0})


def test_a_projection_can_be_ranked_where_no_sign_is_needed():
    """And not where it is; nor where weights are negative."""
    said = [edge(who, "supports", "cod") for who in ("oslo", "cork", "bonn")] + [edge("riga", "opposes", "cod")]
    network = stance_network(said)
    rows = rank(congruence(network), by=["strength", "pagerank", "eigenvector", "betweenness", "closeness"])
    assert [(row["label"], row["strength"]) for row in rows] == [("Bonn", 2), ("Cork", 2), ("Oslo", 2), ("Riga", 0)]
    assert "out_positive" not in rows[0]
    assert rank(conflict(network))[0]["label"] == "Riga"
    with pytest.raises(UnsignedEdge, match="has no signs"):
        rank(congruence(network), by="criticised")
    with pytest.raises(NegativeWeight):
        rank(subtract(network), by="betweenness")


def test_rows_can_be_few_and_of_one_kind():
    """Measured in the whole network, shown in part."""
    assert [row["label"] for row in rank(QUARREL, only="issues")] == ["the dam"]
    assert [row["id"] for row in rank(QUARREL, only="actors", top=2)] == ["cork", "oslo"]


def test_a_misspelt_measure_is_recognised():
    """Also in American."""
    with pytest.raises(UnknownChoice, match="did you mean 'criticised'"):
        rank(QUARREL, by="criticized")
    with pytest.raises(UnknownChoice, match="choose from actors, issues"):
        rank(QUARREL, only="people")


def test_every_measure_is_explained_and_can_be_had():
    """The first one asked for decides the order."""
    rows = rank(QUARREL, by=list(MEASURES))
    assert all(set(MEASURES) <= set(row) for row in rows)
    assert [row["degree"] for row in rows] == sorted((row["degree"] for row in rows), reverse=True)


@settings(max_examples=40)
@given(many_edges())
def test_the_order_of_the_edges_does_not_matter(edges):
    """Not for the rows, and not for their ties."""
    by = ["pagerank", "eigenvector", "betweenness", "closeness", "criticised"]
    rows = rank(stance_network(edges), by=by)
    assert rows == rank(stance_network(edges[::-1]), by=by)
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
