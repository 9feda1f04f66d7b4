"""Stances as weights by sign."""

from math import exp

import networkx as nx
import pytest
from hypothesis import given, settings
from networks_edges import edge, many_edges

from kg.edges import Source
from kg.errors import NetworkError, NotADate, UnknownChoice, UnsignedEdge
from kg.networks import Weighing, rank, signed, signed_matrices, signed_weights, stance_network, weighted_layer
from kg.networks.intervals import resamples


def from_(document, publisher, story=None):
    return Source(document, document, publisher, story=story)


def said(*stances):
    """Oslo on Cork: (relation, document, changes)."""
    return stance_network(
        [
            edge("oslo", relation, "cork", id=f"s{number}", document=document, **changes)
            for number, (relation, document, changes) in enumerate(stances)
        ]
    )


def weights(network, **rules):
    made = signed_weights(network, Weighing(**rules))["oslo"]["cork"]
    return made["positive"], made["negative"]


def test_a_voice_is_what_one_says_it_is():
    """Two prints of one story by two papers, and a second story by the first of them."""
    network = said(
        ("supports", "d1", {"source": from_("d1", "The Lamp", "s1")}),
        ("supports", "d2", {"source": from_("d2", "The Bell", "s1")}),
        ("supports", "d3", {"source": from_("d3", "The Lamp", "s2")}),
        ("aids", "d3", {"source": from_("d3", "The Lamp", "s2")}),
    )
    counts = {count: weights(network, count=count)[0] for count in ("stories", "publishers", "documents", "stances")}
    assert counts == {"stories": 2, "publishers": 2, "documents": 3, "stances": 4}


def test_who_has_no_name_is_a_publisher_of_its_own():
    """Two stories of unknown papers are two voices, and two prints of one of them are one."""
    network = said(
        ("supports", "d1", {"source": from_("d1", None, "s1")}),
        ("supports", "d2", {"source": from_("d2", None, "s1")}),
        ("supports", "d3", {"source": from_("d3", None, "s2")}),
    )
    assert weights(network, count="publishers") == (2, 0)


def test_the_two_signs_are_never_added_up():
    """One for and one against is much said, and of two minds."""
    made = signed_weights(said(("supports", "d1", {}), ("opposes", "d2", {}), ("asks", "d3", {})))["oslo"]["cork"]
    assert (made["positive"], made["negative"], made["neutral"]) == (1, 1, 1)
    assert (made["net"], made["ambivalence"], made["stances"]) == (0, 1, 3)


def test_a_voice_is_as_sure_as_its_surest_stance():
    """Saying it twice in one story adds nothing."""
    network = said(
        ("supports", "d1", {"confidence": 0.4}),
        ("aids", "d1", {"confidence": 0.9}),
        ("supports", "d2", {"confidence": 0.5}),
    )
    assert weights(network, confidence=True) == (pytest.approx(1.4), 0)


def test_what_is_old_counts_less():
    """Half after a half-life, from the day that is looked from; nothing before it was said."""
    network = said(("supports", "d1", {"date": "2024-01-01"}), ("opposes", "d2", {"date": "2024-01-31"}))
    assert weights(network, half_life=30) == (0.5, 1)
    assert weights(network, half_life=30, at="2024-03-01") == (0.25, 0.5)
    assert weights(network, half_life=30, at="2024-01-01") == (1, 0)
    assert signed_weights(network, Weighing(half_life=30)).graph["at"] == "2024-01-31"


@pytest.mark.parametrize(("kernel", "expected"), [("gaussian", exp(-0.5)), ("epanechnikov", 0), ("uniform", 1)])
def test_a_kernel_looks_both_ways(kernel, expected):
    """Ten days before and ten days after count the same; both are one bandwidth away."""
    network = said(("supports", "d1", {"date": "2024-01-01"}), ("opposes", "d2", {"date": "2024-01-21"}))
    rules = Weighing(kernel=kernel, bandwidth=10, at="2024-01-11")
    made = signed_weights(network, rules)
    found = (made["oslo"]["cork"]["positive"], made["oslo"]["cork"]["negative"]) if made.edges else (0, 0)
    assert found == (pytest.approx(expected), pytest.approx(expected))


def test_what_has_no_date_has_no_age():
    """It counts where age does not matter, and is told where it does; NaN is no date either."""
    network = said(("supports", "d1", {"date": None}), ("supports", "d2", {"date": "2024"}))
    assert weights(network) == (2, 0)
    assert weights(network, half_life=30) == (1, 0)
    assert signed_weights(network, Weighing(half_life=30)).graph["undated"] == 1
    nan = nx.MultiDiGraph([("oslo", "cork", {"sign": 1, "date": float("nan")})])
    assert signed_weights(nan, Weighing(half_life=30)).number_of_edges() == 0
    assert signed_weights(nan)["oslo"]["cork"]["positive"] == 1


@given(many_edges())
def test_without_rules_weights_are_the_counts_of_stories(edges):
    """As `signed` counts them, whatever the stances."""
    network = stance_network(edges)
    counted, weighed = signed(network), signed_weights(network)
    assert {(a, b): (known["pos"], known["neg"], known["neutral"]) for a, b, known in counted.edges(data=True)} == {
        (a, b): (known["positive"], known["negative"], known["neutral"]) for a, b, known in weighed.edges(data=True)
    }


@settings(max_examples=30)
@given(many_edges())
def test_measures_of_weights_are_those_of_stances(edges):
    """Where a weight is the number of stories, a ranking does not depend on how it got there."""
    network = stance_network(edges)
    for by in ("pagerank", "criticised", "supported", "out_negative", "pn", "side"):
        from_stances = {row["id"]: row[by] for row in rank(network, by=by)}
        from_weights = {row["id"]: row[by] for row in rank(signed_weights(network), by=by)}
        assert from_weights == pytest.approx(from_stances, nan_ok=True)


@given(many_edges())
def test_a_network_is_read_alike_however_it_is_signed(edges):
    """Stances, counts and weights give the same matrices."""
    network = stance_network(edges)
    made = [signed_matrices(form) for form in (network, signed(network), signed_weights(network))]
    for other in made[1:]:
        assert other.nodes == made[0].nodes
        assert (other.positive != made[0].positive).nnz == (other.negative != made[0].negative).nnz == 0


def test_a_layer_of_weights():
    """Of one sign, with distances; zero is no edge."""
    network = signed_weights(said(("supports", "d1", {}), ("supports", "d2", {})))
    assert list(weighted_layer(network, 1).edges(data=True)) == [("oslo", "cork", {"weight": 2, "distance": 0.5})]
    assert list(weighted_layer(network, -1).edges) == []
    with pytest.raises(UnsignedEdge, match="make them with signed_weights"):
        weighted_layer(nx.DiGraph([("a", "b")]), 1)
    with pytest.raises(UnknownChoice):
        weighted_layer(network, 2)


@pytest.mark.parametrize(
    ("rules", "error", "says"),
    [
        ({"count": "story"}, UnknownChoice, "did you mean 'stories'"),
        ({"half_life": 0}, NetworkError, "days above 0"),
        ({"half_life": float("nan")}, NetworkError, "days above 0"),
        ({"kernel": "gauss", "bandwidth": 1}, UnknownChoice, "did you mean 'gaussian'"),
        ({"kernel": "gaussian"}, NetworkError, "needs a bandwidth"),
        ({"bandwidth": 3}, NetworkError, "needs a bandwidth"),
        ({"kernel": "gaussian", "bandwidth": 3, "half_life": 3}, NetworkError, "choose one"),
        ({"half_life": 3, "at": "yesterday"}, NotADate, "write it as 2023"),
    ],
)
def test_rules_that_make_no_sense_are_refused(rules, error, says):
    """Before anything is counted."""
    with pytest.raises(error, match=says):
        Weighing(**rules)


def test_a_document_drawn_twice_counts_twice():
    """The stories of a resample are as many as those of the network."""
    network = said(*(("supports", f"d{n}", {}) for n in range(5)))
    for one in resamples(network, samples=20):
        assert signed_weights(one)["oslo"]["cork"]["positive"] == 5
        assert signed_weights(one, Weighing(count="publishers"))["oslo"]["cork"]["positive"] == 1
