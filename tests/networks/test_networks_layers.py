"""Many stances between two as one edge."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks_edges import edge, many_edges

from kg.errors import NegativeWeight, UnknownChoice
from kg.networks import layer, signed, stance_network, ties
from kg.networks.layers import refuse_negative

SAID = [
    edge("oslo", "supports", "cork", document="d1", date="2023-05-02", confidence=0.5),
    edge("oslo", "respects", "cork", document="d1", date="2023-05-01", confidence=1.0),
    edge("oslo", "supports", "cork", document="d2", date="2023"),
    edge("oslo", "criticizes", "cork", document="d2", date="2024-01"),
    edge("cork", "asks", "oslo", document="d3"),
]


def test_signs_stand_side_by_side():
    """Stories are counted, each once for a sign; nothing is summed up over the signs."""
    made = signed(stance_network(SAID))
    assert made.edges["oslo", "cork"] == {
        "pos": 2,
        "neg": 1,
        "neutral": 0,
        "stories": 2,
        "publishers": 1,
        "documents": 2,
        "stances": 4,
        "confidence": pytest.approx(3.5 / 4),
        "first": "2023",
        "last": "2024-01",
        "relations": ("criticizes", "respects", "supports"),
    }
    assert made.edges["cork", "oslo"]["neutral"] == 1
    assert (made.edges["cork", "oslo"]["first"], made.edges["cork", "oslo"]["last"]) == (None, None)


def test_a_symmetric_relation_counts_in_both_directions():
    """Unless one asks for the direction that was written."""
    network = stance_network([edge("oslo", "cooperatesWith", "cork")])
    assert sorted(signed(network).edges) == [("cork", "oslo"), ("oslo", "cork")]
    assert list(signed(network, symmetric=False).edges) == [("oslo", "cork")]
    assert sorted(layer(network, 1).edges) == [("cork", "oslo"), ("oslo", "cork")]
    assert ties(network).edges["oslo", "cork"]["weight"] == 1


def test_a_layer_is_one_sign_with_weights_that_are_not_negative():
    """The opposition is as strong as it has documents, and so much the nearer."""
    network = stance_network(SAID)
    assert layer(network, 1).edges["oslo", "cork"] == {"weight": 2, "distance": 0.5}
    assert layer(network, -1).edges["oslo", "cork"] == {"weight": 1, "distance": 1.0}
    assert list(layer(network, 0).edges) == [("cork", "oslo")]
    assert layer(network, None).edges["oslo", "cork"]["weight"] == 2


def test_ties_count_a_document_once_whoever_spoke():
    """Both directions of one article are one document."""
    both = [edge("oslo", "aids", "cork", document="d1"), edge("cork", "attacks", "oslo", document="d1")]
    assert list(ties(stance_network(both)).edges(data="weight")) == [("oslo", "cork", 1)]


def test_isolated_nodes_and_their_attributes_are_kept():
    """So that layers have the same nodes."""
    network = stance_network(SAID)
    network.add_node("riga", label="Riga", kind="state")
    for made in (signed(network), layer(network, -1), ties(network)):
        assert dict(made.nodes(data=True)) == dict(network.nodes(data=True))


def test_a_stance_towards_oneself_counts_nowhere():
    """Merging two actors can make one."""
    network = nx.MultiDiGraph([("oslo", "oslo", {"sign": 1})])
    assert [made.number_of_edges() for made in (signed(network), layer(network, 1), ties(network))] == [0, 0, 0]


def test_negative_weights_are_refused():
    """Measures would answer silently and wrongly; the message says what to do instead."""
    refuse_negative(nx.Graph([("a", "b", {"weight": 0}), ("b", "c")]))
    with pytest.raises(NegativeWeight, match=r"between 'a' and 'b' has the weight -1: .* layer\(\)"):
        refuse_negative(nx.Graph([("a", "b", {"weight": -1})]))


def test_a_sign_that_does_not_exist_is_refused():
    """There are three."""
    with pytest.raises(UnknownChoice, match="'2' is not a sign"):
        layer(stance_network(SAID), 2)


@given(many_edges(), st.sampled_from([-1, 0, 1]))
def test_layers_and_counts_agree(edges, sign):
    """The weight of a layer is the count of `signed`, pair by pair; and no weight is negative."""
    network = stance_network(edges)
    count = {1: "pos", -1: "neg", 0: "neutral"}[sign]
    counts = {(a, b): n for a, b, n in signed(network).edges(data=count) if n}
    made = layer(network, sign)
    assert {(a, b): n for a, b, n in made.edges(data="weight")} == counts
    refuse_negative(made)


@given(many_edges())
def test_no_stance_is_lost_in_counting(edges):
    """Without the mirror images of symmetric relations, the counts of stances add up."""
    network = stance_network(edges)
    assert signed(network, symmetric=False).size("stances") == network.number_of_edges()
