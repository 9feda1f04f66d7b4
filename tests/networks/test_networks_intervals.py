"""How sure a figure is."""

import networkx as nx
import numpy as np
import pytest
from networks_edges import edge
from scipy import stats

from kg.errors import NetworkError, UnknownChoice
from kg.networks import bootstrap, rank, rank_with_intervals, stance_network, summary


def criticisms(counts):
    """A document for each count, with so many critics of Cork."""
    network = nx.MultiDiGraph()
    network.add_node("cork", kind="state")
    for document, count in enumerate(counts):
        for critic in range(count):
            network.add_edge(f"critic{document}-{critic}", "cork", sign=-1, document=f"d{document:03}")
        network.add_edge("oslo", "bonn", sign=0, document=f"d{document:03}")
    return network


def critics(network):
    return network.in_degree("cork")


def test_an_interval_is_that_of_scipy():
    """Sums over documents are what scipy bootstraps as n times a mean; with some hundred samples the two are near."""
    counts = np.random.default_rng(1).poisson(3, 40)
    made = bootstrap(criticisms(counts), critics, samples=400)["value"]
    theirs = stats.bootstrap((counts.astype(float),), np.sum, method="percentile", n_resamples=9999, rng=2)
    assert made.value == counts.sum()
    assert made.error == pytest.approx(theirs.standard_error, rel=0.15)
    assert made.low == pytest.approx(theirs.confidence_interval.low, abs=0.5 * theirs.standard_error)
    assert made.high == pytest.approx(theirs.confidence_interval.high, abs=0.5 * theirs.standard_error)


def test_an_interval_holds_the_truth_as_often_as_it_says():
    """Of forty corpora that one process writes, some thirty-eight have the mean in their interval."""
    chance = np.random.default_rng(3)
    held = 0
    for number in range(40):
        counts = chance.poisson(2, 30)
        made = bootstrap(criticisms(counts), critics, samples=80, seed=number)["value"]
        held += made.low <= 60 <= made.high
    assert 33 <= held <= 40


def test_stances_of_a_document_stand_and_fall_together():
    """Twenty in one document are worth less than twenty in twenty."""
    apart = bootstrap(criticisms([1] * 20 + [0] * 20), "criticised")["cork"]
    together = bootstrap(criticisms([20] + [0] * 39), "criticised")["cork"]
    assert apart.value == together.value == 20
    assert together.error > 3 * apart.error


def test_prints_of_one_story_stand_and_fall_together():
    """Unless documents are drawn one by one."""
    network = nx.MultiDiGraph()
    for n in range(30):
        network.add_edge(
            "oslo", "cork", sign=1 if n < 15 else -1, document=f"d{n}", story=f"s{n % 15}" if n < 15 else "wire"
        )
    by_story = bootstrap(network, lambda one: sum(sign < 0 for *_, sign in one.edges(data="sign")))["value"]
    by_document = bootstrap(
        network, lambda one: sum(sign < 0 for *_, sign in one.edges(data="sign")), unit="documents"
    )["value"]
    assert by_story.value == by_document.value == 15
    assert by_story.error > 3 * by_document.error


def test_figures_of_a_whole_network_have_intervals():
    """And one that does not exist in a resample is counted in those in which it does."""
    network = stance_network(
        [
            edge("oslo", "criticizes", "cork", document="d1"),
            edge("cork", "criticizes", "bonn", document="d2"),
            edge("oslo", "criticizes", "bonn", document="d3"),
        ]
    )
    made = bootstrap(network, summary, samples=50)
    assert made["triad_balance"].value == 0
    assert 0 < made["triad_balance"].samples < 50
    assert made["positive"].low == made["positive"].high == 0


def test_the_basic_interval_mirrors_the_other():
    """What is distinct can only shrink in a resample; mirrored, the interval goes the other way."""
    network = criticisms([1] * 40)
    percentile = bootstrap(network, "degree")["cork"]
    basic = bootstrap(network, "degree", form="basic")["cork"]
    assert percentile.high < percentile.value < basic.low
    assert basic.low == 2 * 40 - percentile.high


def test_ranks_have_intervals():
    """The rows are those of `rank`, with what cannot be told apart."""
    network = criticisms([1] * 40)
    for n in range(40):
        network.add_edge("oslo", "riga", sign=-1, document=f"d{n:03}")
    rows = rank_with_intervals(network, by="criticised", top=2)
    plain = rank(network, by="criticised", top=2)
    assert [(row["id"], row["criticised"], row["rank"]) for row in rows] == [
        (row["id"], row["criticised"], row["rank"]) for row in plain
    ]
    assert all(row["low"] <= row["criticised"] <= row["high"] for row in rows)
    assert all(row["rank_low"] == 1 for row in rows)


def test_the_same_seed_gives_the_same_interval():
    """Whatever the order of the edges."""
    network = criticisms([3, 0, 1, 2, 5, 1])
    turned = nx.MultiDiGraph()
    turned.add_edges_from(reversed(list(network.edges(data=True))))
    assert bootstrap(network, "criticised")["cork"] == bootstrap(turned, "criticised")["cork"]
    assert bootstrap(network, "criticised", seed=1)["cork"] != bootstrap(network, "criticised")["cork"]


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"measure": "criticized"}, UnknownChoice, "did you mean 'criticised'"),
        ({"unit": "story"}, UnknownChoice, "did you mean 'stories'"),
        ({"form": "bca"}, UnknownChoice, "percentile, basic"),
        ({"level": 95}, NetworkError, "such as 0.95"),
        ({"samples": 0}, NetworkError, "200 are usual"),
        ({"network": nx.MultiDiGraph()}, NetworkError, "no stance to draw from"),
    ],
)
def test_bad_input_is_told(changes, error, says):
    """Before anything is drawn."""
    with pytest.raises(error, match=says):
        bootstrap(**{"network": criticisms([1]), "measure": "criticised"} | changes)
