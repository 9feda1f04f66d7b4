"""One text in many papers is one voice in every network."""

import pytest
from networks_edges import edge

from kg.edges import Source
from kg.networks import conflict, congruence, layer, opponents, rank, signed, stance_network, ties


def printed(holder, relation, target, document, story, publisher, **changes):  # noqa: PLR0917
    """A stance in one print of a story."""
    return edge(
        holder, relation, target, document=document, source=Source(document, None, publisher, story=story), **changes
    )


# The wire report stands in three papers, one of which has it twice; one other report says the same.
WIRE = [
    printed("oslo", "criticizes", "cork", name, "w1", publisher)
    for name, publisher in (("w1", "Lamp"), ("w2", "Post"), ("w3", "Post"))
]
EVERY = [
    *WIRE,
    printed("oslo", "criticizes", "cork", "x1", "x1", "Lamp"),
    printed("oslo", "supports", "cork", "y1", "y1", None),
]


def test_each_stance_knows_how_many_voices_say_the_same():
    """Stories and known publishers of the same relation between the same two."""
    network = stance_network(EVERY)
    voices = {
        (key.partition("#")[0], known["stories"], known["publishers"])
        for _, _, key, known in network.edges(keys=True, data=True)
    }
    assert voices == {("w1", 2, 2), ("w2", 2, 2), ("w3", 2, 2), ("x1", 2, 2), ("y1", 1, 0)}


def test_ties_and_layers_are_as_strong_as_they_have_stories():
    """Four documents are two stories; the fifth is a third."""
    network = stance_network(EVERY)
    known = signed(network).edges["oslo", "cork"]
    assert (known["neg"], known["pos"], known["stories"], known["publishers"], known["documents"]) == (2, 1, 3, 2, 5)
    assert layer(network, -1).edges["oslo", "cork"]["weight"] == 2
    assert ties(network).edges["oslo", "cork"]["weight"] == 3
    assert rank(network, by="criticised")[0]["criticised"] == 2


def test_who_is_against_whom_goes_by_stories():
    """Three prints of one story do not outweigh two stories."""
    twice = [printed("bonn", "criticizes", "riga", name, name, "Lamp") for name in ("a1", "a2")]
    rows = opponents(stance_network([*WIRE, *twice]), direct=True)
    assert [(row.one.id, row.stories, row.documents) for row in rows] == [("bonn", 2, 2), ("oslo", 1, 3)]


@pytest.mark.parametrize(("count", "weight"), [("stances", 2), ("stories", 1), ("documents", 2), ("once", 1)])
def test_a_reprint_adds_no_agreement(count, weight):
    """A story counts as its fullest print, unless documents are asked for: two supports in one paper, one in the other."""
    fullest = [printed("oslo", "supports", "cod", "w1", "w1", "Lamp", id=f"w1#{number}") for number in (1, 2)]
    shorter = printed("oslo", "supports", "cod", "w2", "w1", "Post")
    cork = printed("cork", "supports", "cod", "x1", "x1", None)
    known = congruence(stance_network([*fullest, shorter, cork], kind="issues"), count=count).edges["cork", "oslo"]
    assert known["weight"] == weight
    assert (known["stories"], known["publishers"]) == (2, 2)


def test_conflict_counts_voices_too():
    """In how many stories the two are at odds."""
    both = [
        printed("oslo", "supports", "cod", "w1", "w1", "Lamp"),
        printed("cork", "opposes", "cod", "w2", "w1", "Post"),
    ]
    known = conflict(stance_network(both, kind="issues")).edges["cork", "oslo"]
    assert (known["weight"], known["stories"], known["publishers"]) == (1, 1, 2)
