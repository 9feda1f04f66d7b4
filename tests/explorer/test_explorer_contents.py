"""What is read from a network, and what is refused."""

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NetworkError, UnsignedEdge
from kg.explorer.contents import read_network


@pytest.fixture
def pair():
    """Two actors without a stance."""
    network = nx.MultiDiGraph()
    network.add_node("oslo", label="Oslo", kind="state")
    network.add_node("cork", label="Cork", kind="state")
    return network


def only(network):
    (statement,) = read_network(network).statements
    return statement


def test_evidence_and_cue_are_found_in_the_passage(pair, networks):
    """Offsets count in the document; the page needs them in the passage."""
    networks.put(pair, "oslo", "cork", key="s", evidence="Oslo trusts Cork", passage="Hm. Oslo trusts Cork, she said.")
    passage = only(pair).passage
    assert passage.quote == "Oslo trusts Cork"
    assert [passage.text[slice(*cue)] for cue in passage.cues] == ["said"]


def test_evidence_that_is_not_in_the_passage_stands_alone(pair, networks):
    """A quotation is never marked in the wrong place."""
    wrong = {"passage": "Something else, and entirely so.", "evidence_start": 1002}
    networks.put(pair, "oslo", "cork", key="s", evidence="Oslo trusts Cork", **wrong)
    assert (only(pair).passage.text, only(pair).passage.quote) == ("Oslo trusts Cork", "Oslo trusts Cork")


def test_cues_outside_of_the_passage_are_left_out(pair, networks):
    """A cue in the sentence before is no cue here."""
    networks.put(pair, "oslo", "cork", key="s", cue=((10, 14), (1000, 1003), (1003, 1003)), passage_start=1000)
    assert only(pair).passage.cues == ((0, 3),)


@given(before=st.text(), evidence=st.text(min_size=1), after=st.text(), offset=st.integers(0, 10**6))
def test_a_passage_always_reads_its_evidence(before, evidence, after, offset):
    """Whatever the letters, what is marked is what was given (control characters aside, one for one)."""
    network = nx.MultiDiGraph()
    network.add_edge(
        "a",
        "b",
        sign=1,
        evidence=evidence,
        passage=before + evidence + after,
        passage_start=offset,
        evidence_start=offset + len(before),
    )
    quote = only(network).passage.quote
    assert len(quote) == len(evidence)
    assert all(found in {"\ufffd", letter} for found, letter in zip(quote, evidence, strict=True))


def test_relations_are_in_words(pair, networks):
    """“worriesAbout” is for machines."""
    networks.put(pair, "oslo", "cork", key="s", relation="worriesAbout")
    assert only(pair).relation == "worries about"


def test_a_sign_can_follow_from_the_relation(pair):
    """A network made by hand needs no sign where the relation tells it."""
    pair.add_edge("oslo", "cork", relation="distrusts")
    assert only(pair).sign == -1


def test_neither_sign_nor_relation_is_refused(pair):
    """Nobody can draw a stance that has no side."""
    pair.add_edge("oslo", "cork", key="s7", relation="likes")
    with pytest.raises(UnsignedEdge, match=r"edge 's7' from 'oslo' to 'cork'.*twenty relations"):
        read_network(pair)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, "high"])
def test_a_confidence_that_is_no_number_is_refused(pair, wrong):
    """NaN would break the page's data without a word."""
    pair.add_edge("oslo", "cork", key="s7", sign=1, confidence=wrong)
    with pytest.raises(NetworkError, match=r"edge 's7'.*confidence is .* not a number"):
        read_network(pair)


def test_numbers_of_numpy_are_numbers(pair):
    """Networks that went through pandas hold numpy's numbers."""
    np = pytest.importorskip("numpy")
    pair.add_edge("oslo", "cork", sign=np.int64(-1), confidence=np.float32(0.5), intensity=np.int8(3))
    assert (only(pair).sign, only(pair).confidence, type(only(pair).intensity)) == (-1, 0.5, int)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2023-06-19", "2023-06-19"),
        ("2023-06", "2023-06-01"),
        ("2023", "2023-01-01"),
        ("2023-02-31", None),
        ("last week", None),
        ("٢٠٢٣", None),
        (None, None),
    ],
)
def test_a_day_is_the_first_that_a_date_can_mean(pair, networks, date, day):
    """What is no date has no day, but is kept as it came."""
    networks.put(pair, "oslo", "cork", key="s", date=date, first_day=None)
    assert (only(pair).date, only(pair).day) == (date, day)


def test_issues_that_are_only_talked_about_have_a_label_too(pair, networks):
    """A network of actors has no issue nodes, but can be filtered by issue."""
    networks.put(pair, "oslo", "cork", key="s", about=("issue/cod",), about_labels=("Cod quotas",))
    assert read_network(pair).issues == {"issue/cod": "Cod quotas"}


def test_two_ids_that_read_the_same_are_refused():
    """1 and "1" are two nodes for Python and one for a page."""
    network = nx.MultiDiGraph()
    network.add_nodes_from([1, "1"])
    with pytest.raises(NetworkError, match="1 and '1'"):
        read_network(network)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_other_graphs_are_refused(kind):
    """A projection has no stances, and so no sentences."""
    with pytest.raises(NetworkError, match=f"MultiDiGraph; this is a {kind.__name__}"):
        read_network(kind())


def test_an_unknown_kind_is_an_actor_and_an_empty_label_the_id(pair):
    """Networks that people build by hand are shown as well as can be."""
    pair.add_node("x", kind="<b>", label="  ")
    node = {node.id: node for node in read_network(pair).nodes}["x"]
    assert (node.kind, node.label) == ("actor", "x")


def test_contents_do_not_depend_on_the_order_of_the_network(dispute_network):
    """The same network built in another order gives the same page."""
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(dispute_network.nodes(data=True))))
    turned.add_edges_from(reversed(list(dispute_network.edges(keys=True, data=True))))
    assert read_network(turned) == read_network(dispute_network)
