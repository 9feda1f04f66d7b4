"""A node by its name, and how two are connected."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks_edges import LABELS, edge, many_edges

from kg.edges import End
from kg.errors import AmbiguousName, NetworkError, UnknownChoice, UnknownNode
from kg.networks import find, path, stance_network

SAID = [
    edge("oslo", "opposes", "dam", document="d1"),
    edge("cork", "opposes", "dam", document="d2"),
    edge("cork", "opposes", "dam", document="d3"),
    edge("bonn", "supports", "cork", document="d1"),
    edge("oslo", "criticizes", "bonn", document="d1", confidence=0.4),
    edge("bonn", "accuses", "oslo", document="d4", confidence=0.9),
    edge("riga", "cooperatesWith", "sao-tome", document="d5"),
]
TALKS = stance_network(SAID)


def told(ways):
    return [str(way) for way in ways]


@pytest.mark.parametrize(
    ("name", "node"),
    [
        ("oslo", "oslo"),
        ("Oslo", "oslo"),
        ("OSLO ", "oslo"),
        ("sao tome", "sao-tome"),
        ("the dam", "issue/dam"),
        ("dam", "issue/dam"),
        ("Christiania", "oslo"),
        ("Q585", "oslo"),
        ("Kristiania", "oslo"),
    ],
)
def test_a_node_is_found_by_its_name(name, node):
    """By id, label, alias or Wikidata id, whatever the case and the accents."""
    network = TALKS.copy()
    network.nodes["oslo"].update(wikidata="Q585", aliases=("Kristiania",))
    assert find(network, name, aliases={"christiania": "oslo", "Dorpat": "tartu"}) == node


def test_a_misspelt_name_is_recognised():
    """The error says what was probably meant; an alias of somebody who is not there is nobody."""
    with pytest.raises(UnknownNode, match="nobody is called 'Osslo' in this network: did you mean 'Oslo'"):
        find(TALKS, "Osslo")
    with pytest.raises(UnknownNode, match="it has 6 others"):
        find(TALKS, "Dorpat", aliases={"Dorpat": "tartu"})
    with pytest.raises(UnknownNode, match="did you mean 'São Tomé'"):
        find(TALKS, "tome")
    with pytest.raises(UnknownNode, match="it is empty"):
        find(nx.MultiDiGraph(), "Oslo")


def test_a_name_of_several_is_refused_with_their_ids():
    """The experts of two articles are not the same experts."""
    network = nx.MultiDiGraph()
    network.add_nodes_from((f"d{n}/experts", {"label": "experts"}) for n in range(7))
    with pytest.raises(AmbiguousName, match=r"'d0/experts', .*'d4/experts' and 2 more: use the id"):
        find(network, "experts")
    assert find(network, "d3/experts") == "d3/experts"


def test_the_exact_label_comes_before_a_look_alike():
    """'US' is not 'us', where there are both."""
    network = nx.MultiDiGraph()
    network.add_nodes_from([("usa", {"label": "US"}), ("we", {"label": "us"})])
    assert (find(network, "US"), find(network, "us")) == ("usa", "we")
    with pytest.raises(AmbiguousName):
        find(network, "Us")


def test_two_who_oppose_the_same_thing_are_connected_by_it():
    """Stances are walked in both directions; the tie with more documents is tried first."""
    assert told(path(TALKS, "Oslo", "Cork")) == ["Oslo – Bonn – Cork", "Oslo – the dam – Cork"]


def test_every_step_has_its_sentences_and_its_direction():
    """The strongest first; each with its own holder."""
    first, second = path(TALKS, "oslo", "cork")[0].steps
    assert [(one.holder.label, one.text) for one in first.sentences] == [
        ("Bonn", "bonn accuses oslo"),
        ("Oslo", "oslo criticizes bonn"),
    ]
    assert (first.direction, second.direction) == ("both", "forward")
    assert [step.direction for step in path(TALKS, "cork", "oslo", n=1)[0].steps] == ["forward", "backward"]
    assert path(TALKS, "sao-tome", "riga")[0].steps[0].direction == "both"


def test_longer_ways_follow_where_they_are_asked_for():
    """The shortest come first, nobody is visited twice, and `n` is the most there are."""
    assert told(path(TALKS, "oslo", "bonn", longest=3)) == ["Oslo – Bonn", "Oslo – the dam – Cork – Bonn"]
    assert told(path(TALKS, "oslo", "bonn", longest=2)) == ["Oslo – Bonn"]
    assert told(path(TALKS, "oslo", "bonn", longest=3, n=1)) == ["Oslo – Bonn"]


def test_a_directed_way_follows_who_speaks_of_whom():
    """And a symmetric relation both ways."""
    assert told(path(TALKS, "oslo", "cork", directed=True)) == ["Oslo – Bonn – Cork"]
    assert path(TALKS, "issue/dam", "oslo", directed=True) == []
    assert told(path(TALKS, "sao-tome", "riga", directed=True)) == ["São Tomé – Riga"]


def test_a_way_can_be_of_one_sign():
    """Only the steps of that sign are walked, and only their sentences are told."""
    assert told(path(TALKS, "oslo", "cork", sign=-1)) == ["Oslo – the dam – Cork"]
    assert path(TALKS, "oslo", "cork", sign=1) == []
    with pytest.raises(UnknownChoice, match="'5' is not a sign"):
        path(TALKS, "oslo", "cork", sign=5)


def test_who_is_not_connected_has_no_way():
    """That is an answer, not an error; a question about one node alone is none."""
    assert path(TALKS, "oslo", "riga", longest=5) == []
    with pytest.raises(NetworkError, match="'oslo' and 'Oslo' are the same"):
        path(TALKS, "oslo", "Oslo")


def test_a_hub_costs_its_neighbours_and_no_more():
    """A way that comes to nothing is not walked: 2,000 leaves, and an odd length that no way has."""
    star = nx.MultiDiGraph([(f"a{n}", f"hub{m}", {"sign": 1}) for n in range(2000) for m in range(2)])
    assert len(path(star, "a1", "a2", longest=3, n=10)) == 2


@given(many_edges(), st.booleans(), st.integers(1, 5))
def test_the_ways_are_networkxs(edges, directed, longest):
    """All simple ways up to the length, each once, shortest first."""
    network = stance_network(edges)
    for name in LABELS:
        network.add_node(name, label=name)
    walked = nx.DiGraph(network) if directed else nx.Graph(network.to_undirected())
    if directed:
        walked.add_edges_from(
            (b, a)
            for a, b, name in network.edges(data="relation")
            if name in {"engages", "rivals", "cooperatesWith", "agreesWith"}
        )
    found = [
        tuple(end.id for end in way.ends)
        for way in path(network, "oslo", "cork", n=10**6, longest=longest, directed=directed)
    ]
    shortest = nx.shortest_path_length(walked, "oslo", "cork") if nx.has_path(walked, "oslo", "cork") else longest
    expected = {tuple(way) for way in nx.all_simple_paths(walked, "oslo", "cork", cutoff=max(longest, shortest))}
    assert set(found) == expected
    assert len(found) == len(expected)
    assert [len(way) for way in found] == sorted(len(way) for way in found)


@given(many_edges())
def test_every_stance_between_neighbours_is_told(edges):
    """No sentence of a step is left out, and none is made up."""
    network = stance_network(edges)
    for a, b in {tuple(sorted(pair[:2])) for pair in network.edges}:
        (way,) = path(network, a, b, n=1)
        (step,) = way.steps
        told_ = {one.id for one in step.sentences}
        assert told_ == {one.id for one in edges if not one.negated and {one.holder.id, one.target.id} == {a, b}}
        surest = [one.confidence for one in step.sentences]
        assert surest == sorted(surest, reverse=True)


def test_ends_keep_what_is_known_of_them():
    """Label and kind travel with the path."""
    assert path(TALKS, "riga", "sao-tome")[0].ends == (
        End("riga", "Riga", "state"),
        End("sao-tome", "São Tomé", "state"),
    )


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("directed", [False, True])
def test_ways_over_something_are_all_simple_ways_that_have_it(seed, directed):
    """As networkx lists them, up to a length, and the shortest of them without one."""
    made = nx.relabel_nodes(nx.gnp_random_graph(4 + seed % 4, 0.4, seed=seed, directed=True), str)
    network = nx.MultiDiGraph([(a, b, {"sign": 1}) for a, b in made.edges])
    network.add_nodes_from(made)
    plain = nx.DiGraph(network) if directed else nx.Graph(network.to_undirected())
    for longest in (None, 3, 5):
        found = path(network, "0", "1", through="2", n=10_000, longest=longest, directed=directed)
        every = [tuple(way) for way in nx.all_simple_paths(plain, "0", "1", cutoff=longest) if "2" in way]
        least = min(map(len, every), default=0)
        expected = [way for way in every if longest is not None or len(way) == least]
        assert sorted(tuple(end.id for end in way.ends) for way in found) == sorted(expected)
        assert [len(way.steps) for way in found] == sorted(len(way.steps) for way in found)


def test_a_way_over_an_issue_has_its_sentences():
    """Who is joined by what they both want, and no shorter way."""
    network = stance_network(
        [edge("oslo", "supports", "cod"), edge("cork", "supports", "cod"), edge("oslo", "trusts", "cork")]
    )
    (way,) = path(network, "oslo", "cork", through="the cod")
    assert str(way) == "Oslo – the cod – Cork"
    assert all(step.sentences for step in way.steps)
    with pytest.raises(NetworkError, match="is an end of the way"):
        path(network, "oslo", "cork", through="Cork")


def test_a_sign_that_nobody_has_is_told():
    """Rather than answered with no way, as if two were not connected."""
    network = stance_network([edge("oslo", "supports", "cork")])
    with pytest.raises(NetworkError, match="there is no negative stance in this network"):
        path(network, "oslo", "cork", sign=-1)
