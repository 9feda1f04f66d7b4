"""Communities, signed centralities, brokers, and how stances are returned."""

import sys
from importlib.util import find_spec
from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from networks_edges import edge, many_edges
from networks_signed import planted, random_signed, ten, tribes

from kg.errors import NetworkError, UnknownChoice
from kg.networks import (
    agreement,
    all_agreements,
    brokerage,
    communities,
    congruence,
    pn_centrality,
    rank,
    rift,
    sign_reciprocity,
    signed_eigenvector,
    signed_modularity,
    signed_weights,
    stance_network,
    ties,
)

has_leiden = pytest.mark.skipif(
    find_spec("leidenalg") is None,
    reason="leidenalg, which is under the GPL, is not installed",
)
METHODS = [
    "signed",
    "louvain",
    pytest.param("leiden", marks=has_leiden),
    pytest.param("signed-leiden", marks=has_leiden),
]


def quality(network, groups):
    return signed_modularity(network, {end.id: number for number, group in enumerate(groups) for end in group})


def partitions(size, numbers=()):
    """Every way to put so many into groups, as a number each."""
    if len(numbers) == size:
        yield numbers
    else:
        for number in range(max(numbers, default=-1) + 2):
            yield from partitions(size, (*numbers, number))


@pytest.mark.parametrize("seed", range(15))
def test_signed_communities_are_the_best_of_all_partitions(seed):
    """On networks where all can be tried."""
    network = random_signed(seed, most=7)
    nodes = list(network)
    if network.edges:
        best = max(signed_modularity(network, dict(zip(nodes, one, strict=True))) for one in partitions(len(nodes)))
        assert quality(network, communities(network)) == pytest.approx(best)


@pytest.mark.parametrize("method", METHODS)
def test_the_tribes_fall_into_three(method):
    """As Read saw them, and as Doreian and Mrvar (1996) found them; by every method."""
    found = communities(tribes(), method)
    assert [len(group) for group in found] == [7, 5, 4]
    assert {end.id for end in found[2]} == {"1", "2", "15", "16"}


@pytest.mark.parametrize("method", METHODS)
def test_planted_camps_are_found_the_same_every_time(method):
    """Two of forty with a tenth of noise, but for a few at the edges."""
    network, camp = planted(80, 900, noise=0.1, seed=5)
    found = communities(network, method, seed=1)
    assert found == communities(network, method, seed=1)
    right = max(
        sum((camp[end.id] == side) for end in found[0]) + sum((camp[end.id] != side) for end in found[1])
        for side in (0, 1)
    )
    assert right >= 76


@has_leiden
def test_nothing_is_found_that_is_worse_than_leidens():
    """On networks of thirty, the signed modularity is at least that of a library."""
    for seed in range(5):
        network, _ = planted(30, 120, noise=0.2, seed=seed, camps=3)
        assert quality(network, communities(network)) >= quality(network, communities(network, "signed-leiden")) - 1e-9


def test_the_gpl_is_never_needed(monkeypatch):
    """Without its libraries, the methods that need them say what to do."""
    from kg.networks import groups

    def without(name):
        raise ImportError(name)

    monkeypatch.setattr(groups.importlib, "import_module", without)
    with pytest.raises(NetworkError, match=r"kg\[leiden-gpl\]"):
        communities(tribes(), "leiden")
    with pytest.raises(UnknownChoice, match="did you mean 'louvain'"):
        communities(tribes(), "luvain")


def test_pn_centrality_is_as_published():
    """The values that the R package signnet 1.0.6 prints for the ten of Everett and Borgatti."""
    published = [
        0.9009747,
        0.8613482,
        0.9076997,
        0.8613482,
        0.8410658,
        0.8496558,
        0.8617321,
        0.9015909,
        0.8509848,
        0.9072930,
    ]
    assert list(pn_centrality(ten()).values()) == pytest.approx(published, abs=5e-8)


def test_pn_centrality_has_no_value_where_all_are_enemies():
    """The matrix is singular: NaN, last in a ranking, and no warning."""
    enemies = stance_network([edge("oslo", "opposes", "cork"), edge("cork", "opposes", "oslo")])
    assert all(np.isnan(list(pn_centrality(enemies, mode).values())).all() for mode in ("all", "in", "out"))
    assert [row["label"] for row in rank(enemies, by="pn")] == ["Cork", "Oslo"]


@pytest.mark.parametrize("mode", ["in", "out"])
@pytest.mark.parametrize("seed", range(10))
def test_directed_pn_centrality_is_its_formula(seed, mode):
    """With dense inverses."""
    network = random_signed(seed, directed=True)
    nodes = sorted(network)
    matrix = nx.to_numpy_array(network, nodelist=nodes)
    status = (np.where(matrix > 0, 1, 0) - 2 * (matrix < 0)) / (2 * (len(nodes) - 1))
    status = status.T if mode == "in" else status
    identity = np.eye(len(nodes))
    expected = np.linalg.inv(identity - status @ status.T) @ (identity + status) @ np.ones(len(nodes))
    assert list(pn_centrality(network, mode).values()) == pytest.approx(expected.tolist())


def test_the_line_of_conflict_is_as_published():
    """Signnet takes the eigenvalue that is largest without its sign: that of the ten is the most negative one."""
    published = [
        0.62214960,
        1.0,
        0.74518850,
        1.0,
        0.89990041,
        0.64289592,
        0.35828159,
        0.37471921,
        0.28087411,
        0.07834568,
    ]
    turned = nx.Graph([(a, b, {"sign": -sign}) for a, b, sign in ten().edges(data="sign")])
    made = np.abs(list(signed_eigenvector(turned).values()))
    assert (made / made.max()).tolist() == pytest.approx(published, abs=5e-9)


def test_the_line_of_conflict_has_two_sides():
    """Those of a balanced network are its camps; the sparse solver says the same as the dense one."""
    network, camp = planted(150, 1_500, noise=0.05, seed=2)
    made = signed_eigenvector(network)
    sides = {node: value > 0 for node, value in made.items()}
    agree = sum(sides[node] == camp[node] for node in network)
    assert max(agree, 150 - agree) >= 148
    matrix = nx.to_numpy_array(network, nodelist=sorted(network), weight="sign")
    leading = np.linalg.eigh(matrix).eigenvectors[:, -1]
    assert np.abs(list(made.values())) == pytest.approx(np.abs(leading), abs=1e-8)


def test_a_rift_is_there_only_where_two_camps_do_not_fit():
    """0 for two hostile camps; for a triangle of enemies what its Laplacian says."""
    assert rift(nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})])) == 0
    enemies = nx.Graph([("a", "b", {"sign": -1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})])
    assert rift(enemies) == pytest.approx(
        np.linalg.eigvalsh(2 * np.eye(3) + nx.to_numpy_array(enemies, weight=None))[0]
    )
    assert rift(nx.empty_graph(["a"])) == 0


@pytest.mark.parametrize("seed", range(25))
def test_brokers_are_counted_as_by_hand(seed):
    """Every three, by who stands in which camp (Gould and Fernandez 1989)."""
    network = random_signed(seed, directed=True)
    chance = np.random.default_rng(seed)
    camp = {node: int(chance.integers(0, 3)) for node in network}
    friends = {(a, b) for a, b, weight in network.edges(data="weight") if weight > 0}
    expected = {
        node: dict.fromkeys(("coordinator", "consultant", "representative", "gatekeeper", "liaison"), 0)
        for node in network
    }
    for i, j, k in product(network, repeat=3):
        if len({i, j, k}) == 3 and (i, j) in friends and (j, k) in friends and (i, k) not in friends:
            a, b, c = camp[i], camp[j], camp[k]
            role = (
                "coordinator" if a == b == c else "consultant" if a == c else "representative" if a == b
                else "gatekeeper" if b == c else "liaison"
            )  # fmt: skip
            expected[j][role] += 1
    made = {
        row.broker.id: {role: getattr(row, role) for role in expected[row.broker.id]}
        for row in brokerage(network, camp)
    }
    assert made == expected


def test_who_brokers_between_camps_is_first():
    """The one whose support leads from one camp to the other, where nobody else's does."""
    camp, other = (
        [edge("riga", "supports", "oslo"), edge("oslo", "supports", "riga")],
        [edge("sao-tome", "supports", "bonn")],
    )
    apart = [edge(a, "criticizes", b) for a in ("oslo", "riga") for b in ("bonn", "sao-tome")]
    network = stance_network(
        [*camp, *other, *apart, edge("riga", "supports", "cork"), edge("cork", "supports", "bonn")]
    )
    first = brokerage(network)[0]
    assert (first.broker.id, first.between, first.total) == ("cork", 1, 1)
    assert rank(network, by="brokerage")[0]["id"] == "cork"


def test_reciprocity_of_sign():
    """Friends, enemies, a quarrel of one side, and a symmetric relation, which is returned by itself."""
    network = stance_network(
        [
            edge("oslo", "supports", "cork"),
            edge("cork", "aids", "oslo"),
            edge("oslo", "criticizes", "bonn"),
            edge("bonn", "accuses", "oslo"),
            edge("cork", "trusts", "riga"),
            edge("riga", "distrusts", "cork"),
            edge("bonn", "supports", "riga"),
            edge("cork", "cooperatesWith", "bonn"),
        ]
    )
    made = sign_reciprocity(network)
    assert (made.both_positive, made.both_negative, made.mixed, made.unreturned) == (2, 1, 1, 1)
    assert (made.returned, made.of_sign) == (4 / 5, 3 / 4)


@given(many_edges())
def test_reciprocity_is_networkxs_where_signs_do_not_matter(edges):
    """Pairs that are returned are two edges of the overall reciprocity."""
    network = signed_weights(stance_network(edges))
    sided = nx.DiGraph([(a, b) for a, b, net in network.edges(data="net") if net])
    made = sign_reciprocity(network)
    pairs = made.both_positive + made.both_negative + made.mixed
    assert 2 * pairs + made.unreturned == sided.number_of_edges()
    if sided.edges:
        assert nx.overall_reciprocity(sided) == pytest.approx(2 * pairs / sided.number_of_edges())


@given(many_edges(to_issues_only=True))
def test_all_agreements_are_those_of_each_two(edges):
    """And they share issues as often as congruence or conflict joins them."""
    network = stance_network(edges)
    found = all_agreements(network)
    for one in found:
        assert one == agreement(network, one.one.id, one.other.id)
    assert [one.n for one in found] == sorted((one.n for one in found), reverse=True)
    couples = {frozenset((one.one.id, one.other.id)) for one in found}
    assert {frozenset(couple) for couple in congruence(network).edges} <= couples
    assert all_agreements(network, at_least=3) == [one for one in found if one.n >= 3]


@given(many_edges())
def test_core_numbers_and_layers(edges):
    """The core of the ties is networkx's; a measure of one sign does not see the other."""
    network = stance_network(edges)
    cores = {row["id"]: row["core"] for row in rank(network, by="core")}
    assert cores == nx.core_number(ties(network))
    only_positive = network.copy()
    only_positive.remove_edges_from([one[:3] for one in network.edges(keys=True, data="sign") if one[3] != 1])
    for by in ("betweenness", "closeness"):
        alone = {row["id"]: row[by] for row in rank(only_positive, by=by)}
        assert {row["id"]: row[f"{by}_positive"] for row in rank(network, by=f"{by}_positive")} == pytest.approx(alone)


@pytest.mark.skipif(find_spec("asbm") is None, reason="asbm is not installed: pip install 'kg[blocks]'")
def test_blocks_are_found_as_planted():
    """Four of them, and nobody is put with whom he has nothing to do; the same for the same seed."""
    planted = nx.relabel_nodes(nx.planted_partition_graph(4, 25, 0.4, 0.02, seed=2), "{:03}".format)
    nx.set_edge_attributes(planted, 1, "sign")
    planted.add_edge("000", "!hermit", sign=-1)  # who comes before all others
    found = communities(planted, "blocks", seed=1)
    assert found == communities(planted, "blocks", seed=1)
    assert [len(group) for group in found] == [25, 25, 25, 25, 1]
    assert {frozenset(int(end.id) // 25 for end in group) for group in found[:4]} == {frozenset({n}) for n in range(4)}
    assert [end.id for end in found[4]] == ["!hermit"]


def test_without_its_library_a_blockmodel_says_what_to_install(monkeypatch):
    """As Leiden does."""
    monkeypatch.setitem(sys.modules, "asbm", None)
    with pytest.raises(NetworkError, match=r"kg\[blocks\]"):
        communities(nx.Graph([("a", "b", {"sign": 1})]), "blocks")
