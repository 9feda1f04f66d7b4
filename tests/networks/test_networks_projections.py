"""Who agrees with whom, and who is at odds."""

from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks_edges import edge, many_edges

from kg.errors import UnknownChoice, UnsignedEdge
from kg.networks import conflict, congruence, stance_network, subtract


def affiliation(*said):
    """A network of (holder, relation, issue); each its own document."""
    return stance_network([edge(*one, document=f"d{n}") for n, one in enumerate(said)], kind="issues")


# Oslo is for cod twice and against dam; Cork is for cod three times, and both for and against the dam.
TALKS = affiliation(
    *[("oslo", "supports", "cod")] * 2,
    ("oslo", "opposes", "dam"),
    *[("cork", "supports", "cod")] * 3,
    ("cork", "opposes", "dam"),
    ("cork", "supports", "dam"),
    ("bonn", "criticizes", "cod"),
    ("riga", "asks", "cod"),
)


def test_congruence_counts_pairs_of_matching_stances():
    """2 × 3 on the cod and 1 × 1 on the dam; the issues are named, and how many are shared."""
    made = congruence(TALKS)
    assert made.edges["cork", "oslo"] == {
        "weight": 7,
        "issues": ("issue/cod", "issue/dam"),
        "n": 2,
        "stories": 7,
        "publishers": 1,
    }
    assert made.number_of_edges() == 1


def test_conflict_counts_pairs_of_opposite_stances():
    """Whoever has been on both sides agrees and is at odds on the same issue."""
    made = conflict(TALKS)
    assert made.edges["cork", "oslo"] == {"weight": 1, "issues": ("issue/dam",), "n": 2, "stories": 2, "publishers": 1}
    assert made.edges["bonn", "cork"] == {"weight": 3, "issues": ("issue/cod",), "n": 1, "stories": 4, "publishers": 1}
    assert made.number_of_edges() == 3


def test_subtracting_keeps_both_counts():
    """One agreement and one disagreement make 0, which is not nothing."""
    made = subtract(
        affiliation(
            ("oslo", "supports", "cod"),
            ("oslo", "opposes", "dam"),
            ("cork", "supports", "cod"),
            ("cork", "supports", "dam"),
        )
    )
    (shared,) = [data for _, _, data in made.edges(data=True)]
    assert shared == {"weight": 0, "congruence": 1, "conflict": 1, "issues": ("issue/cod", "issue/dam"), "n": 2}
    assert subtract(TALKS).edges["cork", "oslo"]["weight"] == 6


def test_average_divides_by_the_mean_activity():
    """Oslo took 3 sides, Cork 5: 7 / 4."""
    assert congruence(TALKS, normalisation="average").edges["cork", "oslo"]["weight"] == pytest.approx(7 / 4)


def test_who_agrees_with_nobody_is_an_isolated_node_with_its_attributes():
    """Sign 0 takes no side: Riga only asks, and is not there at all."""
    made = congruence(TALKS)
    assert sorted(made) == ["bonn", "cork", "oslo"]
    assert made.nodes["bonn"]["label"] == "Bonn"
    assert list(nx.isolates(made)) == ["bonn"]


def test_a_story_can_be_made_to_count_once():
    """Three supports in one document are one document; in two documents they are one issue."""
    said = [edge("oslo", "supports", "cod", id=str(n), document="d1") for n in range(3)]
    said += [edge("cork", "supports", "cod", document=f"d{n}") for n in (1, 2)]
    network = stance_network(said)
    weights = [
        congruence(network, count=count).edges["cork", "oslo"]["weight"] for count in ("stances", "documents", "once")
    ]
    assert weights == [6, 2, 1]


def test_stances_towards_actors_are_passed_over():
    """A whole network can be projected as well."""
    network = stance_network(
        [
            edge("oslo", "supports", "cod"),
            edge("cork", "supports", "cod"),
            edge("riga", "aids", "oslo"),
            edge("cork", "aids", "oslo"),
        ]
    )
    assert list(congruence(network).edges) == [("cork", "oslo")]


@pytest.mark.parametrize("project", [congruence, conflict, subtract])
def test_what_cannot_be_projected_is_refused(project):
    """An edge without a sign, and ways of counting that do not exist."""
    with pytest.raises(UnsignedEdge):
        project(nx.DiGraph([("oslo", "cod")]))
    with pytest.raises(UnknownChoice, match="did you mean 'documents'"):
        project(TALKS, count="document")
    with pytest.raises(UnknownChoice, match="choose from no, average"):
        project(TALKS, normalisation="cosine")


@given(many_edges(to_issues_only=True), st.sampled_from(["stances", "documents", "once"]))
def test_weights_are_the_sums_of_the_definition(edges, count):
    """Counted again, cell by cell; both directions give the same, since the network has none."""
    network = stance_network(edges, kind="issues")
    cells = {}
    for holder, target, key, stance in network.edges(keys=True, data=True):
        if stance["sign"]:
            unit = {"stances": key, "documents": stance["document"], "once": ""}[count]
            cells.setdefault((holder, target, stance["sign"]), set()).add(unit)
    actors = sorted({holder for holder, _, _ in cells})
    issues = {target for _, target, _ in cells}

    def x(*cell):
        return len(cells.get(cell, ()))

    agree, differ, both = (project(network, count=count) for project in (congruence, conflict, subtract))
    for a, b in combinations(actors, 2):
        matches = sum(x(a, i, k) * x(b, i, k) for i, k in product(issues, (1, -1)))
        clashes = sum(x(a, i, k) * x(b, i, -k) for i, k in product(issues, (1, -1)))
        assert agree.get_edge_data(b, a, {}).get("weight", 0) == matches
        assert differ.get_edge_data(b, a, {}).get("weight", 0) == clashes
        assert both.get_edge_data(b, a, {}).get("weight", 0) == matches - clashes
    assert sorted(agree) == sorted(differ) == sorted(both) == actors


@given(many_edges(to_issues_only=True))
def test_agreement_and_disagreement_together_are_all_pairs(edges):
    """Σ congruence + Σ conflict = the pairs of signed stances of different actors on the same issue."""
    network = stance_network(edges, kind="issues")
    taken = [(holder, issue) for holder, issue, sign in network.edges(data="sign") if sign]
    pairs = sum(a != b and i == j for (a, i), (b, j) in combinations(taken, 2))
    assert congruence(network).size("weight") + conflict(network).size("weight") == pairs


@given(many_edges(to_issues_only=True))
def test_shared_issues_are_the_denominator(edges):
    """`n` is how many issues both took a side on, and no edge names more."""
    network = stance_network(edges, kind="issues")
    sides = {(holder, issue) for holder, issue, sign in network.edges(data="sign") if sign}
    for project in (congruence, conflict, subtract):
        for a, b, data in project(network).edges(data=True):
            shared = {issue for who, issue in sides if who == a} & {issue for who, issue in sides if who == b}
            assert data["n"] == len(shared)
            assert 0 < len(data["issues"]) <= data["n"]
            assert set(data["issues"]) <= shared
