"""Stances as a graph."""

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from networks_edges import actor, edge, issue, many_edges

from kg.edges import End, Source
from kg.errors import UnknownChoice, UnsignedEdge
from kg.networks import stance_network
from kg.networks.stances import KINDS, stances
from kg.records import Certainty, Span, Voice

COD = edge("oslo", "supports", "cod")
SLUR = edge("cork", "criticizes", "oslo", about=("cod",))


def test_an_edge_carries_everything_that_vouches_for_it():
    """Under plain names and in plain types, so that any program can read it."""
    whole = edge(
        "cork",
        "criticizes",
        "oslo",
        about=("cod", "dam"),
        voice=Voice.REPRESENTATIVE,
        certainty=Certainty.PROBABLE,
        date="2023-06",
        date_basis="stated",
        speaker=End("ruiz", "Ana Ruiz", "person"),
        cue=(Span(start=4, end=8, text="said"),),
        source=Source("d1", "A quarrel", "The Lamp", "2023-06-20", "https://lamp.example/1"),
    )
    network = stance_network([whole])
    assert list(network.nodes(data=True)) == [
        ("cork", {"label": "Cork", "kind": "state", "wikidata": None, "aliases": ()}),
        ("oslo", {"label": "Oslo", "kind": "state", "wikidata": None, "aliases": ()}),
    ]
    assert network.edges["cork", "oslo", whole.id] == {
        "relation": "criticizes",
        "family": "evaluation",
        "sign": -1,
        "certainty": "probable",
        "tense": "present",
        "intensity": 2,
        "voice": "representative",
        "stated": True,
        "date": "2023-06",
        "first_day": "2023-06-01",
        "date_basis": "stated",
        "confidence": 1.0,
        "evidence": "cork criticizes oslo",
        "evidence_start": 10,
        "evidence_end": 30,
        "passage": "She said: cork criticizes oslo.",
        "passage_start": 0,
        "cue": ((4, 8),),
        "speaker": "Ana Ruiz",
        "speaker_id": "ruiz",
        "about": ("issue/cod", "issue/dam"),
        "about_labels": ("the cod", "the dam"),
        "document": "d1",
        "title": "A quarrel",
        "publisher": "The Lamp",
        "published": "2023-06-20",
        "url": "https://lamp.example/1",
        "story": "d1",
        "stories": 1,
        "publishers": 1,
    }
    plain = {str, int, float, bool, tuple, type(None)}
    assert {type(value) for value in network.edges["cork", "oslo", whole.id].values()} <= plain


def test_the_affiliation_network_holds_stances_on_issues_only():
    """What one says of another over an issue takes no side on the issue."""
    made = stance_network([COD, SLUR], kind="issues")
    assert list(made.edges(keys=True)) == [("oslo", "issue/cod", COD.id)]
    assert "cork" not in made


def test_the_actor_network_holds_stances_between_actors_only():
    """And no issue as a node."""
    assert list(stance_network([COD, SLUR], kind="actors").edges) == [("cork", "oslo", SLUR.id)]


def test_a_negated_stance_is_no_edge():
    """Nor does it bring its holder into the network."""
    shy = edge("bonn", "criticizes", "oslo", negated=True)
    assert set(stance_network([COD, shy])) == {"oslo", "issue/cod"}


def test_support_and_opposition_of_the_same_pair_are_two_edges():
    """Signs are never summed up."""
    made = stance_network([edge("oslo", "supports", "cork"), edge("oslo", "opposes", "cork")])
    assert sorted(sign for _, _, sign in made.edges(data="sign")) == [-1, 1]


def test_a_symmetric_relation_is_one_edge():
    """One sentence is one edge; measures read it both ways."""
    assert stance_network([edge("oslo", "rivals", "cork")]).number_of_edges() == 1


def test_the_most_frequent_name_is_the_label():
    """The other names stay as aliases, and the order of the documents does not matter."""
    names = ["Cork", "Cork", "Corcaigh", "Cork City"]
    made = [
        replace(
            edge("oslo", "aids", "cork", document=f"d{n}"), target=End("cork", name, "state", "Q36647" if n else None)
        )
        for n, name in enumerate(names)
    ]
    for order in (made, made[::-1]):
        known = stance_network(order).nodes["cork"]
        assert known == {"label": "Cork", "kind": "state", "wikidata": "Q36647", "aliases": ("Corcaigh", "Cork City")}


def test_a_misspelt_kind_is_recognised():
    """The error says what was probably meant."""
    with pytest.raises(UnknownChoice, match="did you mean 'issues'"):
        stance_network([], kind="issue")


@pytest.mark.parametrize("network", [nx.DiGraph([("a", "b")]), nx.MultiDiGraph([("a", "b", {"sign": 0.5})])])
def test_an_edge_without_a_sign_is_refused(network):
    """The message names the edge."""
    with pytest.raises(UnsignedEdge, match="from 'a' to 'b'"):
        list(stances(network))


def test_an_undirected_network_has_no_stances():
    """A stance goes from its holder to its target."""
    with pytest.raises(UnsignedEdge, match="undirected"):
        list(stances(nx.Graph([("a", "b", {"sign": 1})])))


@given(many_edges())
def test_every_stance_that_is_not_negated_is_one_edge(edges):
    """Of exactly one of the two smaller networks, and of the whole one."""
    whole, actors, issues = (stance_network(edges, kind=kind) for kind in KINDS)
    keys = [key for _, _, key in whole.edges(keys=True)]
    assert sorted(keys) == sorted(one.id for one in edges if not one.negated)
    parts = [key for part in (actors, issues) for _, _, key in part.edges(keys=True)]
    assert sorted(parts) == sorted(keys)
    assert nx.utils.graphs_equal(stance_network(edges[::-1]), whole)
    assert nx.number_of_isolates(whole) == 0


def test_ends_are_those_of_the_edge():
    """The helper of these tests makes what it says."""
    assert (COD.holder, COD.target) == (actor("oslo"), issue("cod"))
