"""Two sides: contested issues, opponents, agreement, and who changed sides."""

import networkx as nx
import pytest
from hypothesis import given
from networks_edges import actor, edge, issue, many_edges

from kg.errors import UnknownNode
from kg.networks import agreement, congruence, contested, moves, opponents, stance_network


def network(*edges):
    return stance_network(edges)


SAID = [
    edge("oslo", "supports", "cod", document="d1", confidence=0.5),
    edge("oslo", "supports", "cod", document="d2", confidence=0.9, evidence="Oslo is for the cod"),
    edge("cork", "opposes", "cod", document="d2", evidence="Cork is against the cod"),
    edge("bonn", "criticizes", "cod", document="d3"),
    edge("riga", "supports", "cod", document="d3"),
    edge("oslo", "supports", "dam"),
    edge("cork", "supports", "dam"),
    edge("bonn", "opposes", "dam"),
    edge("riga", "asks", "oil"),
    edge("bonn", "supports", "ice"),
    edge("cork", "accuses", "oslo", about=("cod",), document="d4"),
    edge("cork", "criticizes", "oslo", document="d5"),
]
TALKS = network(*SAID)


def test_the_most_contested_issue_has_the_largest_smaller_side():
    """Holders count once however often they speak; who only asks takes no side; one-sided issues come last."""
    first, second, third = contested(TALKS)
    assert (first.issue, first.smaller_side) == (issue("cod"), 2)
    assert first.supporters == (actor("oslo"), actor("riga"))
    assert first.opponents == (actor("bonn"), actor("cork"))
    assert (second.issue.label, second.smaller_side, len(second.supporters)) == ("the dam", 1, 2)
    assert (third.issue.label, third.smaller_side) == ("the ice", 0)


def test_who_changed_sides_stands_on_both():
    """A contest is between stances as much as between holders."""
    (one,) = contested(network(edge("oslo", "supports", "cod"), edge("oslo", "opposes", "cod")))
    assert one.supporters == one.opponents == (actor("oslo"),)


def test_opponents_come_with_the_strongest_sentence_each():
    """The supporter's and the opponent's; the pair reported in most documents first."""
    rows = opponents(TALKS, direct=False)
    assert [(row.one.label, row.other.label, row.issue.label, row.documents) for row in rows] == [
        ("Oslo", "Bonn", "the cod", 3),
        ("Oslo", "Cork", "the cod", 2),
        ("Riga", "Cork", "the cod", 2),
        ("Cork", "Bonn", "the dam", 1),
        ("Oslo", "Bonn", "the dam", 1),
        ("Riga", "Bonn", "the cod", 1),
    ]
    assert [one.text for one in rows[1].sentences] == ["Oslo is for the cod", "Cork is against the cod"]


def test_who_attacks_somebody_opposes_it_directly():
    """Over an issue, where one is named."""
    rows = opponents(TALKS, direct=True)
    assert [(row.one.label, row.other.label, row.issue and row.issue.label) for row in rows] == [
        ("Cork", "Oslo", None),
        ("Cork", "Oslo", "the cod"),
    ]
    assert [one.text for row in rows for one in row.sentences] == ["cork criticizes oslo", "cork accuses oslo"]


def test_both_ways_to_be_opposed_stand_in_one_list():
    """Sorted together, and as short as asked."""
    rows = opponents(TALKS)
    assert len(rows) == 8
    assert opponents(TALKS, top=3) == rows[:3]
    assert [row.direct for row in rows[3:6]] == [True, True, False]


def test_an_issue_that_is_no_node_still_has_its_name():
    """In a network of actors alone, an issue is only what stances are about."""
    made = stance_network(SAID, kind="actors")
    assert {row.issue for row in opponents(made)} == {issue("cod"), None}


def test_agreement_names_the_issues():
    """So many of so many, and on which they are at odds."""
    made = agreement(TALKS, "Oslo", "CORK")
    assert (made.agree, made.disagree, made.mixed, made.n) == ((issue("dam"),), (issue("cod"),), (), 2)
    assert str(made) == "Oslo and Cork agree on 1 of 2 shared issues: the dam; they are at odds on the cod"


def test_an_issue_with_somebody_on_both_sides_is_mixed():
    """It is neither agreement nor disagreement, but shared."""
    made = agreement(network(*SAID, edge("oslo", "opposes", "cod")), "oslo", "cork")
    assert (made.mixed, made.disagree, made.n) == ((issue("cod"),), (), 2)
    assert str(made).endswith("; one of them has been on both sides of the cod")


def test_who_takes_no_side_shares_no_issue():
    """0 of 0; a name that is nobody's is an error."""
    assert agreement(TALKS, "riga", "issue/dam").n == 0
    with pytest.raises(UnknownNode, match="did you mean 'Oslo'"):
        agreement(TALKS, "riga", "Oslow")


def dated(holder, *said):
    return network(
        *(edge(holder, relation, "cod", date=date, document=f"d{n}") for n, (relation, date) in enumerate(said))
    )


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([("supports", "2022-05-01"), ("opposes", "2023")], [("2022-05-01", "2023")]),
        ([("opposes", "2023"), ("supports", "2022-05-01")], [("2022-05-01", "2023")]),
        (
            [
                ("supports", "2021"),
                ("supports", "2022"),
                ("opposes", "2023"),
                ("worriesAbout", "2024"),
                ("respects", "2025"),
            ],
            [("2022", "2023"), ("2024", "2025")],
        ),
        ([("supports", "2023"), ("opposes", "2023-05")], []),
        ([("supports", "2023-05-01"), ("opposes", "2023-05")], []),
        ([("supports", "2023-05-01"), ("opposes", "2023-05-01")], []),
        ([("supports", "2023"), ("opposes", "2023-05"), ("supports", "2023-06")], [("2023-05", "2023-06")]),
        ([("supports", "2022"), ("asks", "2023"), ("supports", "2024")], []),
        ([("supports", None), ("opposes", "2023")], []),
    ],
)
def test_a_change_of_side_is_between_dates_that_surely_follow(said, found):
    """A year does not come before its own May; back again is a second move."""
    assert [(one.before.date, one.after.date) for one in moves(dated("oslo", *said))] == found


def test_a_move_has_both_sentences():
    """With holder and issue; a stance towards an actor is no side on an issue."""
    made = stance_network(
        [
            edge("oslo", "supports", "cod", date="2022", evidence="for it"),
            edge("oslo", "opposes", "cod", date="2023", evidence="against it"),
            edge("oslo", "respects", "cork", date="2022"),
            edge("oslo", "criticizes", "cork", date="2023"),
        ]
    )
    (one,) = moves(made)
    assert (one.holder, one.issue, one.before.text, one.after.text) == (
        actor("oslo"),
        issue("cod"),
        "for it",
        "against it",
    )


@given(many_edges())
def test_every_contest_is_a_conflict_and_every_move_a_mixed_issue(edges):
    """The answers of this room do not contradict each other."""
    made = stance_network(edges)
    sides = {one.issue.id: one for one in contested(made)}
    for row in opponents(made, direct=False):
        assert row.one in sides[row.issue.id].supporters
        assert row.other in sides[row.issue.id].opponents
        assert [one.sign for one in row.sentences] == [1, -1]
    for one in moves(made):
        assert one.before.sign == -one.after.sign
        assert one.holder in sides[one.issue.id].supporters
        assert one.holder in sides[one.issue.id].opponents
    for a, b, data in congruence(made).edges(data=True):
        both = agreement(made, a, b)
        assert both.n == data["n"]
        assert {end.id for end in both.agree} <= set(data["issues"])


def test_networks_made_elsewhere_need_only_signs():
    """Ids serve as labels, and edges as their own documents."""
    talks = nx.MultiDiGraph(
        [("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1}), ("cork", "oslo", {"sign": -1})]
    )
    assert [(row.one.label, row.other.label, row.direct) for row in opponents(talks)] == [
        ("oslo", "cork", False),
        ("cork", "oslo", True),
    ]
