"""Measures in time, and when they changed."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from networks_edges import edge, many_edges

from kg.edges import End
from kg.errors import NetworkError, UnknownChoice, UnknownNode
from kg.networks import (
    Weighing,
    breaks,
    change_points,
    frames,
    rank,
    series,
    signed_weights,
    stance_network,
    summary,
    windows,
)


def dated(*days, relation="criticizes"):
    """Oslo on Cork, a document for each day."""
    return [
        edge("oslo", relation, "cork", id=f"s{number}", document=f"d{number}", date=day)
        for number, day in enumerate(days)
    ]


@settings(max_examples=30)
@given(many_edges())
def test_windows_of_one_unit_are_those_of_the_calendar(edges):
    """The same names, days and networks as `windows` has."""
    for by in ("month", "quarter", "year"):
        for cumulative in (False, True):
            mine, theirs = frames(edges, by, cumulative=cumulative), windows(edges, by, cumulative=cumulative)
            assert [(one.name, one.since, one.until) for one in mine] == [
                (one.name, one.since, one.until) for one in theirs
            ]
            for one, other in zip(mine, theirs, strict=True):
                assert set(stance_network(one.edges).edges(keys=True)) == set(other.network.edges(keys=True))


def test_weeks_are_those_of_iso():
    """The last days of 2024 belong to the first week of 2025, and a week begins on Monday."""
    found = frames(dated("2024-12-29", "2024-12-30", "2025-01-05", "2025-01-06"), "week")
    assert [(one.name, one.since, len(one.edges)) for one in found] == [
        ("2024-W52", "2024-12-23", 1),
        ("2025-W01", "2024-12-30", 2),
        ("2025-W02", "2025-01-06", 1),
    ]


def test_a_window_may_be_wider_than_its_step():
    """Three months, moved by one; every stance is in three of them, but for the last ones."""
    found = frames(dated("2024-01-10", "2024-02-10", "2024-05-10"), "month", width=3)
    assert [(one.name, one.since, len(one.edges)) for one in found] == [
        ("2024-01", "2024-01-01", 1),
        ("2024-02", "2024-01-01", 2),
        ("2024-03", "2024-01-01", 2),
        ("2024-04", "2024-02-01", 1),
        ("2024-05", "2024-03-01", 1),
    ]


def test_a_series_of_a_measure_has_a_column_a_node():
    """A count is 0 where nothing was said, and a PageRank is not there."""
    edges = [*dated("2024-01-10", "2024-03-10"), edge("bonn", "supports", "cork", date="2024-03-11", document="d9")]
    table = series(edges, "criticised", "month")
    assert table["Cork"].tolist() == [1, 0, 1]
    assert list(table.index) == ["2024-01", "2024-02", "2024-03"]
    assert series(edges, "pagerank", "month").isna().loc["2024-02"].all()


def test_two_of_one_label_are_two_columns():
    """With their ids."""
    one = edge("oslo", "criticizes", "cork", date="2024-01-10")
    edges = [one, replace(one, id="s2", target=End("cork-us", "Cork", "state"))]
    assert list(series(edges, "criticised", "year").columns) == ["Cork (cork)", "Cork (cork-us)", "Oslo"]


@settings(max_examples=20)
@given(many_edges())
def test_a_series_is_the_measure_of_each_window(edges):
    """Of figures, of nodes, and of a function of one's own."""
    if not frames(edges, "year"):
        return
    table = series(edges, ["positive", "pairs"], "year")
    own = series(edges, lambda network: network.number_of_edges(), "year")["value"]
    for window, (_, row) in zip(windows(edges, "year"), table.iterrows(), strict=True):
        expected = summary(window.network, ["positive", "pairs"])
        assert row.to_dict() == pytest.approx(expected, nan_ok=True)
        assert own[window.name] == window.network.number_of_edges()


def test_a_kernel_takes_all_stances_into_every_row():
    """As the weights of the middle of each month have it."""
    edges = dated("2024-01-16", "2024-03-16")
    table = series(edges, "criticised", "month", kernel="gaussian", bandwidth=30)
    february = signed_weights(stance_network(edges), Weighing(kernel="gaussian", bandwidth=30, at="2024-02-15"))
    assert table.loc["2024-02", "Cork"] == pytest.approx(
        {row["id"]: row["criticised"] for row in rank(february, by="criticised")}["cork"]
    )
    narrow = series(edges, "criticised", "month", kernel="epanechnikov", bandwidth=20)["Cork"]
    assert narrow.tolist() == [1, 0, 1]


def test_stances_are_weighed_in_windows_too():
    """By publishers, say, or confidence."""
    edges = [
        edge("oslo", "criticizes", "cork", id=f"s{n}", document=f"d{n}", date="2024", confidence=0.5) for n in range(4)
    ]
    table = series(edges, "criticised", "year", weighing=Weighing(count="publishers", confidence=True))
    assert table.loc["2024", "Cork"] == 0.5


@pytest.mark.parametrize("seed", range(40))
def test_change_points_are_the_best_of_all(seed):
    """Of every way to cut a short series, at every price."""
    chance = np.random.default_rng(seed)
    size, shortest, price = int(chance.integers(4, 10)), int(chance.integers(1, 3)), float(chance.uniform(0.5, 4))
    values = np.r_[chance.normal(0, 1, size // 2), chance.normal(3, 1, size - size // 2)]

    def cost(cuts):
        return sum(
            ((values[a:b] - values[a:b].mean()) ** 2).sum() for a, b in pairwise([0, *cuts, size])
        ) + price * len(cuts)

    every = (cuts for n in range(size) for cuts in combinations(range(1, size), n))
    allowed = [cuts for cuts in every if all(b - a >= shortest for a, b in pairwise([0, *cuts, size]))]
    assert cost(change_points(values, penalty=price, shortest=shortest)) == pytest.approx(min(map(cost, allowed)))


def test_noise_is_cut_rarely_and_a_step_nearly_always():
    """With the penalty that the noise itself sets: a step of two standard deviations in forty values."""
    chance = np.random.default_rng(1)
    false = sum(change_points(chance.normal(0, 1, 40)) != [] for _ in range(200))
    found = [change_points(np.r_[chance.normal(0, 1, 20), chance.normal(2, 1, 20)]) for _ in range(200)]
    assert false <= 30
    assert sum(any(abs(cut - 20) <= 3 for cut in cuts) for cuts in found) >= 180


def test_what_is_level_is_not_cut():
    """No noise, no change; NaN is skipped, and positions are those of the whole series."""
    assert change_points([3.0] * 10) == change_points([1.0]) == change_points([]) == []
    assert change_points([0.1] * 7 + [0.1 + 1e-17] * 7) == []
    assert change_points([1, float("nan"), 1, 1, 4, 4, float("nan"), 4]) == [4]
    assert change_points(pd.Series([1, 1, 1, 9, 9, 9]).to_numpy()) == [3]


def test_a_change_comes_with_its_documents():
    """Those of the window in which the new level begins; and for a fall, those that no longer count."""
    quiet = [day for month in range(1, 7) for day in [f"2024-{month:02}-05"]]
    loud = [f"2024-{month:02}-{day:02}" for month in range(7, 11) for day in (5, 6, 7, 8)]
    after = [f"2024-{month}-05" for month in (11, 12)]
    edges = dated(*quiet, *loud, *after)
    rise, fall = breaks(edges, "criticised", "month", node="Cork")
    assert (rise.window, rise.before, rise.after) == ("2024-07", 1, 4)
    assert [one.influence for one in rise.documents] == [1, 1, 1, 1]
    assert {one.source.id for one in rise.documents} == {"d6", "d7", "d8", "d9"}
    assert rise.ended == ()
    assert (fall.window, fall.before, fall.after, fall.documents) == ("2024-11", 4, 1, ())
    assert len(fall.ended) == 4


def test_a_change_of_a_figure_has_documents_too():
    """The share of support falls with the documents that oppose."""
    edges = dated(*(f"2024-{month:02}-05" for month in range(1, 7)), relation="supports")
    edges += [
        edge(holder, "opposes", "cork", id=f"{holder}{month}", document=f"{holder}-{month}", date=f"2024-{month:02}-06")
        for month in range(7, 13)
        for holder in ("bonn", "riga")
    ]
    (change,) = breaks(edges, "positive", "month")
    assert (change.window, change.before, change.after) == ("2024-07", 1, 0)
    assert breaks([], "positive") == []


def test_bad_input_is_told():
    """No date, no such measure, no such unit, a measure of nodes without a node."""
    undated = [edge("oslo", "criticizes", "cork")]
    with pytest.raises(NetworkError, match="none of the 1 stances has a date"):
        series(undated, "degree")
    with pytest.raises(UnknownChoice, match="did you mean 'modularity'"):
        series(dated("2024"), "modularty")
    with pytest.raises(UnknownChoice, match="did you mean 'month'"):
        frames([], "months")
    with pytest.raises(NetworkError, match="one unit wide or more"):
        frames([], width=0)
    with pytest.raises(NetworkError, match="say whose is meant"):
        breaks(dated("2024"), "criticised")
    with pytest.raises(UnknownNode, match="did you mean 'Cork'"):
        breaks(dated("2024"), "criticised", node="Corck")
    with pytest.raises(NetworkError, match="no width"):
        series(dated("2024"), "degree", kernel="uniform", bandwidth=3, width=2)
    with pytest.raises(NetworkError, match="one value or more"):
        change_points([1], shortest=0)
    with pytest.raises(NetworkError, match="0 or more"):
        change_points([1], penalty=-1)
