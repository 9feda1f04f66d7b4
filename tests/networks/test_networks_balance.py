"""Balance: in threes, along walks, and in all."""

from itertools import combinations, product
from math import exp, isnan

import networkx as nx
import numpy as np
import pytest
from networks_edges import edge
from networks_signed import planted, random_signed, tribes

from kg.errors import NetworkError, UnsignedEdge
from kg.networks import (
    camps,
    communities,
    frustration,
    rank,
    signed_modularity,
    stance_network,
    subtract,
    summary,
    triad_census,
    walk_balance,
)

TRIANGLE = nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1}), ("a", "c", {"sign": -1})])


def in_the_way(network, side, *, weighted):
    return sum(
        (abs(weight) if weighted else 1)
        for a, b, weight in network.edges(data="weight")
        if (weight > 0) != (side[a] == side[b])
    )


def divisions(network, k):
    nodes = list(network)
    return (dict(zip(nodes, sides, strict=True)) for sides in product(range(k), repeat=len(nodes)))


def test_the_tribes_are_as_balanced_as_published():
    """As the R package signnet 1.0.6 prints it of the same data: 0.8676471, 0.3575761 and 0.7586207."""
    network = tribes()
    assert round(triad_census(network).balance, 7) == 0.8676471
    assert round(walk_balance(network), 7) == 0.3575761
    made = frustration(network)
    assert round(made.balance, 7) == 0.7586207
    assert (made.index, made.exact, made.total) == (7, True, 58)


def test_three_camps_of_tribes_are_those_of_doreian_and_mrvar():
    """Two pairs are in the way of the best three camps, and seven of the best two (Doreian and Mrvar 1996)."""
    made = camps(tribes(), 3)
    assert made.inconsistent == 2
    assert [len(camp) for camp in made.members] == [7, 5, 4]
    assert camps(tribes(), 2).inconsistent == 7


@pytest.mark.parametrize("seed", range(30))
def test_triangles_are_counted_as_by_hand(seed):
    """Each three that all know each other, by the number of enmities."""
    network = random_signed(seed)
    counts = [0, 0, 0, 0]
    for three in combinations(network, 3):
        pairs = list(combinations(three, 2))
        if all(network.has_edge(*pair) for pair in pairs):
            counts[sum(network.edges[pair]["weight"] < 0 for pair in pairs)] += 1
    made = triad_census(network)
    assert [made.all_positive, made.one_negative, made.two_negative, made.all_negative] == counts


@pytest.mark.parametrize("seed", range(10))
def test_walks_are_counted_as_the_series_has_it(seed):
    """The traces of the powers of the matrix, each over its factorial."""
    network = random_signed(seed)
    signed = np.sign(nx.to_numpy_array(network))

    def trace(matrix):
        total, power, factorial = 0.0, np.eye(len(matrix)), 1.0
        for k in range(1, 60):
            total += np.trace(power) / factorial
            power, factorial = power @ matrix, factorial * k
        return total

    assert walk_balance(network) == pytest.approx(trace(signed) / trace(np.abs(signed)))


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_frustration_is_the_least_of_all_divisions(seed, weighted):
    """And the edges that are named are those in the way of the camps that are named."""
    network = random_signed(seed)
    made = frustration(network, weighted=weighted)
    least = min(in_the_way(network, side, weighted=weighted) for side in divisions(network, 2))
    assert made.index == pytest.approx(least)
    assert made.exact
    side = {node: number for number, camp in enumerate(made.camps) for node in camp}
    assert sorted(made.edges) == sorted(
        tuple(sorted((a, b))) for a, b, weight in network.edges(data="weight") if (weight > 0) != (side[a] == side[b])
    )


@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize("seed", range(12))
def test_camps_are_the_best_of_all_divisions(seed, k):
    """For as many camps as asked, on networks where all divisions can be tried."""
    network = random_signed(seed, most=7)
    least = min(in_the_way(network, side, weighted=False) for side in divisions(network, k))
    assert camps(network, k).inconsistent == least


@pytest.mark.parametrize("seed", range(5))
def test_without_a_cycle_nothing_is_frustrated(seed):
    """Whatever the signs of a tree; and two frustrated triangles far apart are two, though a tree hangs on each."""
    chance = np.random.default_rng(seed)
    tree = nx.relabel_nodes(nx.random_labeled_tree(80, seed=seed), str)
    nx.set_edge_attributes(tree, {pair: int(chance.choice([-1, 1])) for pair in tree.edges}, "sign")
    assert frustration(tree).index == 0
    tree.add_edges_from([("0", "x", {"sign": 1}), ("x", "y", {"sign": 1}), ("y", "0", {"sign": -1})])
    tree.add_edges_from([("1", "v", {"sign": -1}), ("v", "w", {"sign": -1}), ("w", "1", {"sign": -1})])
    made = frustration(tree)
    assert (made.index, made.exact) == (2, True)


def test_a_bound_is_a_bound():
    """Without a proof the index is at least what it is, and at most what was planted; the bound from below is no more."""
    network, side = planted(300, 1_500, noise=0.15, seed=3)
    planted_in_the_way = sum((sign > 0) != (side[a] == side[b]) for a, b, sign in network.edges(data="sign"))
    made = frustration(network, exact=False)
    assert 0 < made.lower <= made.index <= planted_in_the_way
    assert not made.exact
    assert made == frustration(network, exact=False)


def test_a_proof_beats_or_meets_the_bound():
    """On a network that the program solves in a second."""
    network, _ = planted(40, 100, noise=0.15, seed=1)
    exact, bound = frustration(network, exact=True), frustration(network, exact=False)
    assert exact.exact
    assert bound.lower <= exact.index <= bound.index


def test_a_program_without_time_proves_less():
    """And says so, without an error."""
    network, _ = planted(120, 900, noise=0.3, seed=2)
    made = frustration(network, exact=True, seconds=0.01)
    assert made.lower < made.index
    assert not made.exact


def test_large_networks_have_a_bound_in_seconds():
    """Ten thousand nodes; the camps that were planted are no better than those that are found."""
    network, side = planted(10_000, 50_000, noise=0.1)
    found = frustration(network)
    assert found.index <= sum((sign > 0) != (side[a] == side[b]) for a, b, sign in network.edges(data="sign"))


def test_who_is_of_two_minds_evenly_has_no_sign():
    """A support and a criticism of one weight are no side; a third stance decides."""
    even = [edge("oslo", "supports", "cork", document="d1"), edge("cork", "criticizes", "oslo", document="d2")]
    assert frustration(stance_network(even)).total == 0
    decided = stance_network([*even, edge("oslo", "criticizes", "cork", document="d3")])
    assert frustration(decided).total == 1


def test_camps_tell_a_rift_from_harmony():
    """All friends are as coherent as two hostile camps, and only the latter are antagonistic."""
    friends = nx.Graph([(a, b, {"sign": 1}) for a, b in combinations("abcd", 2)])
    rift = nx.Graph(
        [(a, b, {"sign": 1 if {a, b} in ({"a", "b"}, {"c", "d"}) else -1}) for a, b in combinations("abcd", 2)]
    )
    assert (camps(friends).coherence, camps(friends).antagonism) == (1, 0)
    made = camps(rift)
    assert (made.coherence, made.antagonism, made.polarity) == (1, 4 / 6, 3)
    assert [[end.id for end in camp] for camp in made.members] == [["a", "b"], ["c", "d"]]
    assert made.modularity > camps(friends).modularity == pytest.approx(0)
    assert made.of() == {"a": 0, "b": 0, "c": 1, "d": 1}


def test_modularity_is_newmans_where_nothing_is_negative():
    """As networkx has it."""
    network = nx.karate_club_graph()
    network = nx.relabel_nodes(network, str)
    groups = {node: known["club"] for node, known in network.nodes(data=True)}
    clubs = [{node for node in groups if groups[node] == club} for club in set(groups.values())]
    assert signed_modularity(network, groups) == pytest.approx(nx.community.modularity(network, clubs))


@pytest.mark.parametrize("seed", range(20))
def test_signed_modularity_is_its_formula(seed):
    """Written out over all pairs."""
    network = random_signed(seed)
    chance = np.random.default_rng(seed)
    side = {node: int(chance.integers(0, 3)) for node in network}
    matrix = nx.to_numpy_array(network)
    plus, minus = np.maximum(matrix, 0), np.maximum(-matrix, 0)
    total = 0.0
    for (i, a), (j, b) in product(enumerate(network), repeat=2):
        if side[a] == side[b]:
            total += matrix[i, j]
            total -= plus[i].sum() * plus[j].sum() / plus.sum() if plus.any() else 0
            total += minus[i].sum() * minus[j].sum() / minus.sum() if minus.any() else 0
    if network.edges:
        assert signed_modularity(network, side) == pytest.approx(total / np.abs(matrix).sum())


def test_networks_without_sides_have_no_balance():
    """NaN is said, and no error, where there is nothing to measure."""
    alone = nx.empty_graph(["a"])
    assert isnan(triad_census(alone).balance)
    assert isnan(frustration(alone).balance)
    assert frustration(alone).camps == (("a",), ())
    assert walk_balance(alone) == walk_balance(nx.Graph()) == 1
    assert isnan(camps(nx.Graph()).modularity)
    assert camps(nx.Graph()).members == ()


def test_walks_of_disconnected_networks_add_up():
    """Two triangles count as both together."""
    twice = nx.union(TRIANGLE, TRIANGLE, rename=("x", "y"))
    assert walk_balance(twice) == pytest.approx(walk_balance(TRIANGLE))
    assert walk_balance(TRIANGLE) == pytest.approx((2 * exp(1) + exp(-2)) / (exp(2) + 2 * exp(-1)))


def test_a_projection_has_balance_too():
    """Congruence less conflict is a signed network."""
    said = [edge("oslo", "supports", "cod"), edge("cork", "opposes", "cod"), edge("bonn", "opposes", "cod")]
    assert triad_census(subtract(stance_network(said))).two_negative == 1


def test_bad_input_is_told():
    """No sign, and a number of camps that is none."""
    with pytest.raises(UnsignedEdge, match="has no sign"):
        triad_census(nx.Graph([("a", "b")]))
    with pytest.raises(UnsignedEdge, match="give it -1, 0 or 1"):
        triad_census(nx.Graph([("a", "b", {"sign": 2})]))
    with pytest.raises(NetworkError, match="one camp or more, not 0"):
        camps(TRIANGLE, 0)


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), None, "much"])
@pytest.mark.parametrize("measure", [camps, frustration, triad_census, walk_balance, communities, summary, rank])
def test_a_weight_that_is_no_number_is_refused(measure, weight):
    """By a sentence that names the edge, and not by a solver that fails or never ends."""
    network = nx.Graph([("a", "b", {"weight": weight}), ("b", "c", {"weight": 1.0})])
    with pytest.raises(NetworkError, match="between 'a' and 'b' has"):
        measure(network)
    with pytest.raises(NetworkError, match="between 'a' and 'b' has"):
        measure(nx.DiGraph(network)) if measure is not rank else measure(network, by="pagerank")
