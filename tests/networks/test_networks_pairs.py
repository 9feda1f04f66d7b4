"""Pairs of actors: the counts of the projections, of as many as there may be."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks_edges import many_edges

from kg.errors import NetworkError, UnknownChoice, UnknownNode
from kg.networks import (
    agreement_series,
    communities,
    conflict,
    congruence,
    drift,
    pairs,
    project,
    read_positions,
    signed_matrices,
    stance_network,
)


def drawn(seed, *, actors=12, issues=9, rows=70, signs=(-1, 0, 1)):
    """A table with double votes, abstentions, and actors who have been on both sides."""
    chance = np.random.default_rng(seed)
    columns = {
        "holder": [f"actor {number:02}" for number in chance.integers(0, actors, rows)],
        "target": chance.integers(0, issues, rows),
        "sign": chance.choice(signs, rows),
        "document": chance.integers(0, 3, rows),
    }
    return read_positions(pd.DataFrame(columns), date=None)


def plainly(positions, *, count="stances", half=False):
    """Congruence and conflict of every pair, counted row by row."""
    rows = positions.to_pandas()[["holder", "target", "sign", "document"]]
    if not half:
        rows = rows[rows["sign"] != 0]
    if count != "stances":
        rows = rows.drop_duplicates(["holder", "target", "sign", *(["document"] if count == "documents" else [])])
    found = {}
    for (a, i, one, _), (b, j, other, _) in combinations(rows.itertuples(index=False), 2):
        if a != b and i == j:
            counts = found.setdefault(tuple(sorted((a, b))), [0, 0])
            counts[0] += 1 - abs(one - other) / 2
            counts[1] += abs(one - other) / 2
    return found


def told(made):
    """The same of what was made."""
    columns = (made.one, made.other, made.congruence, made.conflict)
    labels = [end.label for end in made.actors]
    return {(labels[a], labels[b]): [c, d] for a, b, c, d in zip(*(part.tolist() for part in columns), strict=True)}


WAYS = {
    "dense": {"_DENSE": 0.0},
    "sparse": {"_DENSE": 2.0, "_AT_ONCE": 40},
    "in wide fields": {"_DENSE": 2.0, "_FIELDS": pairs._FIELDS[1:]},
    "in no fields": {"_DENSE": 2.0, "_FIELDS": (), "_AT_ONCE": 40},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("count", ["stances", "documents", "once"])
@pytest.mark.parametrize("abstentions", ["aside", "half"])
def test_counts_are_those_of_a_plain_count(monkeypatch, way, count, abstentions):
    """By every product that there is."""
    for name, value in WAYS[way].items():
        monkeypatch.setattr(pairs, name, value)
    for seed in range(5):
        positions = drawn(seed)
        made = project(positions, count=count, abstentions=abstentions)
        assert told(made) == plainly(positions, count=count, half=abstentions == "half")
        assert made.left_out[::2] == (0, 0, 0)


@pytest.mark.parametrize("way", ["sparse", "in no fields"])
@pytest.mark.parametrize("by", ["shared", "congruence", "conflict"])
def test_the_best_partners_are_kept_and_the_rest_is_told(monkeypatch, way, by):
    """A pair stays that one of the two names; nobody has fewer than it could have, nor worse ones than it left out."""
    for name, value in WAYS[way].items():
        monkeypatch.setattr(pairs, name, value)
    for seed in range(5):
        positions = drawn(seed, actors=25, rows=90, signs=(-1, 1))
        every, kept = plainly(positions), told(project(positions, top=3, by=by))
        worth = {"shared": sum, "congruence": lambda counts: counts[0], "conflict": lambda counts: counts[1]}[by]
        assert kept.items() <= every.items()
        for actor in positions.holders:
            here = sorted(
                (worth(counts) for pair, counts in every.items() if actor in pair and worth(counts)), reverse=True
            )
            left = [worth(counts) for pair, counts in kept.items() if actor in pair]
            assert sorted(left, reverse=True)[:3] == here[:3]
        out = project(positions, top=3, by=by).left_out
        sums = [[sum(counts[side] for counts in those.values()) for side in (0, 1)] for those in (every, kept)]
        assert (out.of_pairs, out.pairs) == (len(every), len(every) - len(kept))
        assert (out.of_congruence, out.of_conflict) == tuple(sums[0])
        assert (out.congruence, out.conflict) == (sums[0][0] - sums[1][0], sums[0][1] - sums[1][1])


def test_of_equal_partners_the_rarer_one_is_kept():
    """Not the first of the alphabet, who has something in common with everybody."""
    rows = [("a", 1), ("z", 1), ("m", 1), ("a", 2), ("a", 3), ("z", 4), ("a", 4)]
    table = pd.DataFrame(rows, columns=["holder", "target"]).assign(sign=1)
    kept = told(project(read_positions(table, date=None), top=1))
    assert set(kept) == {("m", "z"), ("a", "z")}


def test_a_minimum_leaves_out_and_tells():
    """What two share once may be chance."""
    positions = drawn(1)
    made, every = project(positions, at_least=3), plainly(positions)
    assert told(made) == {pair: counts for pair, counts in every.items() if sum(counts) >= 3}
    assert made.left_out.pairs == len(every) - len(made) > 0


@given(many_edges(to_issues_only=True), st.sampled_from(["stances", "stories", "documents", "once"]))
@settings(deadline=None)
def test_of_a_network_they_are_its_projections(edges, count):
    """Edge by edge, with the same actors."""
    network = stance_network(edges, kind="issues")
    made = project(network, count=count)
    agree, differ = (project_(network, count=count) for project_ in (congruence, conflict))
    assert [end.id for end in made.actors] == sorted(agree)
    ids = [end.id for end in made.actors]
    found = {(ids[a], ids[b]): n for a, b, n in zip(made.one, made.other, made.congruence, strict=True) if n}
    assert found == {tuple(sorted(pair)): weight for *pair, weight in agree.edges(data="weight")}
    found = {(ids[a], ids[b]): n for a, b, n in zip(made.one, made.other, made.conflict, strict=True) if n}
    assert found == {tuple(sorted(pair)): weight for *pair, weight in differ.edges(data="weight")}


def test_pairs_are_asked_by_name():
    """In either order; who shares nothing has 0 and 0."""
    table = pd.DataFrame({"holder": ["Oslo", "Cork", "Riga"], "target": ["cod", "cod", "dam"], "sign": [1, -1, 1]})
    made = project(read_positions(table, date=None))
    assert made.of("cork", "Oslo")[2:] == made.of("Oslo", "cork")[2:] == (0, 1)
    assert made.of("cork", "Oslo").share == 0
    assert made.of("Riga", "Oslo")[2:] == (0, 0)
    assert np.isnan(made.of("Riga", "Oslo").share)
    with pytest.raises(UnknownNode, match="did you mean 'Oslo'"):
        made.of("Osla", "Cork")


def test_matrices_tables_and_networks_say_the_same():
    """Each pair once in a table and a network, twice in a matrix."""
    made = project(drawn(2))
    table, network = made.to_pandas(), made.to_networkx()
    assert len(table) == len(made) == network.number_of_edges()
    assert table["shared"].is_monotonic_decreasing
    for cell in ("congruence", "conflict", "shared", "net"):
        matrix = made.matrix(cell)
        assert (matrix == matrix.T).all()
        assert matrix.sum() == 2 * (made.congruence - made.conflict if cell == "net" else getattr(made, cell)).sum()
    assert np.nanmax(made.matrix()) == table["share"].max()
    mean = float(made.share.mean())
    apart = made.to_networkx(baseline=mean)
    for a, b, known in network.edges(data=True):
        assert known["weight"] == known["congruence"] - known["conflict"]
        assert apart.edges[a, b]["weight"] == pytest.approx(known["share"] - mean)
    with pytest.raises(UnknownChoice, match="did you mean 'share'"):
        made.matrix("shar")


def test_two_blocs_are_found():
    """By both counts, and by what is above the baseline; by what is left of one less the other nobody is apart."""
    chance = np.random.default_rng(4)
    rows = [
        (f"{bloc}{member}", issue, 1 if bloc == "n" or issue % 5 else -1)
        for bloc in "ns"
        for member in range(6)
        for issue in range(60)
        if chance.random() < 0.9
    ]
    made = project(read_positions(pd.DataFrame(rows, columns=["holder", "target", "sign"]), date=None))
    assert min(weight for _, _, weight in made.to_networkx().edges(data="weight")) > 0
    for network in (made.to_networkx(), made.to_networkx(baseline=float(made.share.mean()))):
        blocs = communities(network)
        assert [{end.label[0] for end in bloc} for bloc in blocs] == [{"n"}, {"s"}]
    both = signed_matrices(made.to_networkx())
    assert (both.positive.sum(), both.negative.sum()) == (2 * made.congruence.sum(), 2 * made.conflict.sum())


def test_agreement_in_time_is_that_of_each_window():
    """In the order that was asked for; NaN where there is too little of it, or one of the two is not there."""
    rows = [
        ("Oslo", 2001, 1),
        ("Cork", 2001, 1),
        ("Oslo", 2002, 1),
        ("Cork", 2002, -1),
        ("Oslo", 2003, 1),
        ("Riga", 2003, 1),
    ]
    table = pd.DataFrame(rows, columns=["holder", "date", "sign"])
    positions = read_positions(table.assign(target=table["date"]))
    made = agreement_series(positions, [("Cork", "oslo"), ("Oslo", "Riga")], "year", width=2)
    assert list(made.columns) == ["Cork – oslo", "Oslo – Riga"]
    assert made["Cork – oslo"].tolist() == [1, 0.5, 0]
    assert made["Oslo – Riga"].isna().tolist() == [True, True, False]
    few = agreement_series(positions, [("Cork", "Oslo")], width=2, at_least=2)
    assert few["Cork – Oslo"].isna().tolist() == [True, False, True]
    with pytest.raises(UnknownNode, match="did you mean 'Oslo'"):
        agreement_series(positions, [("Cork", "Osla")])


def test_who_moves_moves_most():
    """All others move only with regard to it."""
    rows = [
        (who, f"{year}-{issue}", (1 if who in "abc" else -1) if who != "a" or year == 1 else -1, year)
        for who in "abcdef"
        for issue in range(4)
        for year in (1, 2)
    ]
    positions = read_positions(pd.DataFrame(rows, columns=["holder", "target", "sign", "year"]), date=None)
    one, other = (positions.part(np.array([row[3] == year for row in rows])) for year in (1, 2))
    moved = drift(project(one), project(other))
    assert moved["actor"].tolist()[0] == "a"
    assert moved.iloc[0][["moved", "partners", "gained", "lost"]].tolist() == [1, 5, 1, -1]
    assert moved["moved"].tolist()[1:] == [0.2] * 5


def test_what_cannot_be_projected_is_refused():
    """With the choices that there are."""
    positions = drawn(0)
    for wrong, message in (
        ({"count": "document"}, "did you mean 'documents'"),
        ({"abstentions": "halves"}, "did you mean 'half'"),
        ({"by": "share"}, "did you mean 'shared'"),
    ):
        with pytest.raises(UnknownChoice, match=message):
            project(positions, **wrong)
    for wrong in ({"top": 0}, {"at_least": 0}):
        with pytest.raises(NetworkError, match="1 or more"):
            project(positions, **wrong)
    with pytest.raises(NetworkError, match="has no edge in a network"):
        project(positions.network(), abstentions="half")


def test_one_actor_and_nobody_have_no_pairs():
    """And everybody who took a side is there all the same."""
    alone = pd.DataFrame({"holder": ["Oslo"], "target": ["cod"], "sign": [1]})
    for top in (None, 5):
        made = project(read_positions(alone, date=None), top=top)
        assert ([end.label for end in made.actors], len(made)) == (["Oslo"], 0)
        nobody = project(read_positions(alone.assign(sign=0), date=None), top=top)
        assert (nobody.actors, len(nobody), nobody.to_networkx().number_of_nodes()) == ((), 0, 0)
