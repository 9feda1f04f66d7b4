"""The links of a picture, and which of them come first."""

import random

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.contents import read_network
from kg.explorer.links import Link, backbone, links, lot, ranked

NAMES = st.sampled_from("abcdefghij")


@st.composite
def some_links(draw):
    """Links between ten nodes, one for each pair and sign."""
    keys = draw(st.sets(st.tuples(NAMES, NAMES, st.sampled_from([-1, 0, 1])), min_size=1, max_size=60))
    return [Link(*key, 1, draw(st.floats(0.1, 9))) for key in sorted(keys) if key[0] != key[1]]


def pieces(made):
    """Who is linked to whom, over however many others."""
    return list(nx.connected_components(nx.Graph([link.ends for link in made])))


def test_statements_of_one_pair_and_sign_are_one_link(networks, dispute_network):
    """A support and an opposition of the same pair are two."""
    network = dispute_network.__class__()
    for number, relation in enumerate(["supports", "opposes", "aids", "supports"]):
        networks.put(network, "a", "b", key=str(number), relation=relation, confidence=0.5)
    assert links(read_network(network).statements) == [Link("a", "b", -1, 1, 0.5), Link("a", "b", 1, 3, 1.5)]


@given(some_links(), st.integers(2, 8), st.integers(1, 20))
def test_a_backbone_keeps_its_bounds(made, nodes, most):
    """Never more nodes or links than asked for; and every link that would still fit is taken."""
    order = ranked(made)
    taken = backbone(order, nodes=nodes, most=most)
    inside = {end for link in taken for end in link.ends}
    assert len(taken) <= most
    assert len(inside) <= nodes
    if len(taken) < most:
        assert all(len(inside.union(link.ends)) > nodes for link in made if link not in taken)


@given(some_links())
def test_the_ranking_does_not_depend_on_the_order_it_gets(made):
    """Two runs over the same network draw the same picture."""
    shuffled = random.Random(0).sample(made, len(made))  # noqa: S311
    assert ranked(shuffled) == ranked(made)


@given(some_links())
def test_everybodys_strongest_links_come_first_then_the_second_strongest(made):
    """A link's round is its place among those of its sign at the end where it is stronger; rounds never go back."""

    def strength(link):
        return -link.strength, lot(link), link.holder, link.target

    def place(link, end):
        return sum(end in other.ends and other.sign == link.sign and strength(other) < strength(link) for other in made)

    small = {end for piece in pieces(made) if len(piece) < 4 for end in piece}
    rounds = [(link.holder in small, min(place(link, end) for end in link.ends)) for link in ranked(made)]
    assert rounds == sorted(rounds)


@given(some_links())
def test_pairs_and_threes_come_after_everybody_else(made):
    """However strong: they fill a picture and tell little."""
    size = {end: len(piece) for piece in pieces(made) for end in piece}
    late = [size[link.holder] < 4 for link in ranked(made)]
    assert late == sorted(late)


def test_a_roll_call_shows_more_than_the_beginning_of_the_alphabet():
    """Where everybody voted on everything, all links are as strong."""
    made = [Link(f"state-{a:03}", f"issue-{i:02}", 1, 1, 1.0) for a in range(190) for i in range(40)]
    shown = backbone(ranked(made), nodes=60, most=150)
    assert len({link.holder for link in shown}) > 15
    assert len({link.target for link in shown}) > 15


def test_a_weak_link_comes_early_if_it_is_all_that_one_end_has():
    """The end where it is stronger decides, not the one that has better things to show."""
    strong = [Link(one, other, 1, 1, 9.0) for one, other in ("xa", "yb", "yc", "yd", "pe", "pf", "qg", "qh")]
    weak, third = Link("x", "y", 1, 1, 1.0), Link("p", "q", 1, 1, 5.0)
    assert ranked([*strong, weak, third])[-2:] == [weak, third]


def test_a_picture_of_a_one_sided_network_shows_the_other_side():
    """A hundred supports do not push five oppositions out."""
    supports = [Link(f"a{number}", f"b{number}", 1, 3, 3.0) for number in range(100)]
    opposes = [Link(f"c{number}", f"d{number}", -1, 1, 0.4) for number in range(5)]
    shown = backbone(ranked(supports + opposes), nodes=80, most=200)
    assert {link.sign for link in shown} == {1, -1}


def test_strong_links_come_before_weak_ones_of_the_same_node():
    """Strength decides inside a node's own links."""
    weak, strong = Link("a", "b", 1, 1, 0.5), Link("a", "c", 1, 4, 3.0)
    other = Link("b", "c", 1, 9, 9.0)
    assert ranked([weak, strong, other])[-1] == weak
