"""Edges carry their sentence, and keep nameless people apart."""

from test_records import TEXT, record

from kg.edges import actor_key, edges
from kg.records import Actor


def test_an_edge_carries_its_evidence_inside_its_passage():
    """The passage can be printed and the evidence marked in it."""
    (edge,) = edges(record(), TEXT)
    at = edge.evidence.start - edge.passage_start
    assert edge.passage[at : at + len(edge.evidence.text)] == "We oppose the dam"
    assert (edge.holder.label, edge.relation, edge.target.id, edge.sign) == ("Ms. Ruiz", "opposes", "issue/dam", -1)
    assert edge.speaker == edge.holder


def test_an_edge_without_a_date_has_that_of_its_document():
    """And says so."""
    (edge,) = edges(record(), TEXT)
    assert (edge.date, edge.date_basis, edge.first_day) == ("2024-05-06", "publication", "2024-05-06")


def test_experts_of_two_articles_are_not_the_same_experts():
    """A group without a name, and a bare surname, stay with their document; a known actor does not."""
    experts = Actor(id="experts", name="experts", kind="group")
    assert actor_key(experts, "d1") != actor_key(experts, "d2")
    assert actor_key(experts, "d1", known={"experts"}) == "experts"
    assert actor_key(Actor(id="ruiz", name="Ruiz", kind="person"), "d1") == "d1/ruiz"
    assert actor_key(Actor(id="ana-ruiz", name="Ana Ruiz", kind="person"), "d1") == "ana-ruiz"
