"""kg network summary, camps and the like; kg rank with intervals, kg path over an issue."""

import csv
import io
import json
from itertools import pairwise

import pytest

import kg as library
from kg import networks


@pytest.fixture(scope="module")
def graph(sample_graph):
    return library.open(sample_graph)


def test_a_summary_is_that_of_the_library(kg, graph):
    """Every figure with its meaning; what does not exist is empty."""
    rows = kg("network", "summary").lines
    expected = networks.summary(graph.network("actors"))
    assert [row["figure"] for row in rows] == list(networks.FIGURES)
    for row in rows:
        assert row["value"] == pytest.approx(expected[row["figure"]], abs=5e-5)
        assert row["meaning"] == networks.FIGURES[row["figure"]]
    alone = {row["figure"]: row["value"] for row in kg("network", "summary", "--relation", "engages").lines}
    assert alone["triad_balance"] is None


def test_a_summary_has_intervals(kg):
    """Of as many samples as asked for; the value is in them, or they tell that it is not."""
    rows = kg("network", "summary", "--samples", "20").lines
    assert all(row["low"] <= row["high"] for row in rows if row["low"] is not None)
    assert "choose the kind" in kg("network", "summary", "--kind", "shared", "--samples", "20", code=2).err


def test_camps_hold_everybody_who_took_a_side(kg):
    """Once each; and what is in their way is said where the table is, not in the pipe."""
    ran = kg("network", "camps", "--kind", "shared", "-k", "3")
    assert "pairs are in the way of these camps" in ran.err
    ids = [row["id"] for row in ran.lines]
    assert len(ids) == len(set(ids))
    assert {row["camp"] for row in ran.lines} <= {1, 2, 3}
    assert "members" in kg("network", "camps", "--format", "table").out


@pytest.mark.parametrize("method", ["signed", "louvain"])
def test_communities_hold_everybody_who_took_a_side(kg, method):
    """Whatever the method."""
    ran = kg("network", "communities", "--method", method)
    camps = kg("network", "camps")
    assert sorted(row["id"] for row in ran.lines) == sorted(row["id"] for row in camps.lines)
    assert "signed modularity" in ran.err


def test_weights_are_those_of_the_rules(kg, graph):
    """The strongest pairs first, in a table with a header as CSV."""
    rules = networks.Weighing(count="publishers", half_life=90, confidence=True)
    expected = networks.signed_weights(graph.network(), rules)
    out = kg(
        "network", "weights", "--count", "publishers", "--half-life", "90", "--by-confidence", "--format", "csv"
    ).out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == expected.number_of_edges()
    for row in rows:
        known = expected[row["holder_id"]][row["target_id"]]
        assert float(row["positive"]) == pytest.approx(known["positive"], abs=1e-3)
        assert float(row["negative"]) == pytest.approx(known["negative"], abs=1e-3)
    totals = [sum(float(row[name]) for name in ("positive", "negative", "neutral")) for row in rows]
    assert all(one >= other - 5e-3 for one, other in pairwise(totals))  # a table shows three digits


def test_brokers(kg, graph):
    """Who brokers at all, most between camps first."""
    rows = kg("network", "brokers", "--kind", "stances", "--top", "3").lines
    assert rows[0]["between"] == max(row["between"] for row in rows)
    assert rows[0]["broker"] == networks.brokerage(graph.network())[0].broker.label


def test_who_moved_comes_with_two_sentences(kg, graph):
    """The last before and the first after, which are on other sides."""
    rows = kg("network", "moved").lines
    assert len(rows) == len(networks.moves(graph.network("issues"))) > 0
    assert all(row["from"] == -row["to"] and row["last"] <= row["first"] for row in rows)
    shown = kg("network", "moved", "--format", "table").out
    assert all(row["sentence_before"].split()[0] in shown for row in rows)


def test_agreement_is_k_of_n_with_the_issues_named(kg):
    """Of two, and of every couple."""
    (row,) = kg("network", "agreement", "Norvane", "Kaldria").lines
    assert (row["agree"], row["of"]) == (
        len(row["agree_on"]),
        len(row["agree_on"] + row["at_odds_on"] + row["both_sides"]),
    )
    couples = kg("network", "agreement").lines
    assert any({one["one"], one["other"]} == {"Norvane", "Kaldria"} for one in couples)
    assert "name two, or nobody" in kg("network", "agreement", "Norvane", code=2).err


def test_a_series_is_a_row_a_unit(kg):
    """Figures side by side, a node's measure, smoothed or not."""
    rows = kg("network", "series", "positive", "pairs", "--by", "quarter", "--since", "2024").lines
    assert [row["quarter"] for row in rows][:2] == ["2024-Q1", "2024-Q2"]
    assert set(rows[0]) == {"quarter", "positive", "pairs"}
    of_one = kg(
        "network", "series", "criticised", "--node", "Norvane", "--by", "year", "--since", "2024", "--kind", "stances"
    ).lines
    assert set(of_one[0]) == {"year", "Norvane"}
    smooth = kg(
        "network", "series", "criticised", "--since", "2024", "--bandwidth", "60", "--by", "quarter", "--format", "csv"
    ).out
    assert smooth.startswith("quarter,")


def test_changes_come_with_their_documents(kg, graph):
    """Of a measure over the years; those documents are in the graph."""
    options = ["--node", "Norvane", "--by", "quarter", "--since", "2023", "--kind", "stances", "--changes"]
    rows = kg("network", "series", "criticised", *options).lines
    documents = {entry.document.id for entry in graph.documents()}
    assert all(set(row["document_ids"] + row["ended_ids"]) <= documents for row in rows)
    json.dumps(rows)


def test_ranks_have_intervals(kg):
    """The same rows as without, with the ends of the value and of the rank."""
    plain = kg("rank", "--by", "criticised", "--top", "5").lines
    rows = kg("rank", "--by", "criticised", "--top", "5", "--samples", "30").lines
    assert [row["label"] for row in rows] == [row["label"] for row in plain]
    assert all(row["rank_low"] <= row["rank_high"] and row["low"] <= row["high"] for row in rows)


@pytest.mark.parametrize("measure", ["pn", "side", "core", "brokerage", "betweenness_positive", "closeness_negative"])
def test_every_measure_ranks(kg, measure):
    """Also those that know friends from enemies."""
    rows = kg("rank", "--by", measure, "--top", "0").lines
    assert [row[measure] for row in rows] == sorted((row[measure] for row in rows), reverse=True)


def test_a_path_over_an_issue(kg):
    """Every way has it between its ends."""
    rows = kg("path", "Norvane", "Kaldria", "--through", "Skarne bridge").lines
    for number in {row["path"] for row in rows}:
        steps = [row for row in rows if row["path"] == number]
        assert all("Skarne bridge" in {row["from"], row["to"]} for row in steps[:1])
        assert len(steps) == 2


def test_dl_is_written(kg, tmp_path):
    """By its ending."""
    kg("network", "-o", "stances.dl")
    assert (tmp_path / "stances.dl").read_text(encoding="utf-8").startswith("dl n=")


@pytest.mark.parametrize("command", [["network"], ["rank"], ["network", "summary"], ["network", "camps"]])
def test_what_left_nothing_is_told(kg, command):
    """The filter that did, and what the others had left."""
    ran = kg(*command, "--relation", "attacks", "--since", "2025-12", "--confidence", "0.99")
    assert "leaves none of the" in ran.err
    assert ran.err.count("kg: ") == 1


@pytest.mark.parametrize(
    ("args", "says", "code"),
    [
        (["network", "series", "modularty"], "did you mean 'modularity'?", 1),
        (["network", "series", "criticised", "--changes"], "say whose is meant", 1),
        (["network", "series", "positive", "--node", "Norvane"], "a measure of `kg rank`", 2),
        (["network", "series", "positive", "pairs", "--changes"], "of one measure", 2),
        (["network", "series", "criticised", "--node", "Norvan"], "did you mean 'Norvane'?", 1),
        (["network", "agreement", "Norvane", "Osmera"], "'Osmera'", 1),
        (["network", "weights", "--half-life", "-1"], "days above 0", 1),
        (["network", "weights", "--half-life", "9", "--at", "now"], "is not a date", 1),
        (["network", "--since", "2025", "summary"], "write the options behind summary", 2),
        (["network", "sumary"], "No such command", 2),
        (["path", "Norvane", "Kaldria", "--through", "Norvane"], "is an end of the way", 1),
        (["rank", "--by", "pn", "--kind", "congruence", "--samples", "5"], "intervals are drawn from stances", 2),
    ],
)
def test_bad_input_is_told(kg, args, says, code):
    """In a line, with what to do."""
    assert says in kg(*args, code=code).err


def test_camps_of_nobody_are_none(kg):
    """Where a filter leaves nothing, the filter is named, and no figure is NaN."""
    ran = kg("network", "camps", "--since", "2099", "--format", "table")
    assert "since 2099 leaves none" in ran.err
    assert "there are no camps" in ran.out + ran.err
    assert "nan" not in ran.out + ran.err


def test_a_series_of_nothing_says_what_left_nothing(kg):
    """The filter, and not that stances have no dates."""
    ran = kg("network", "series", "criticised", "--since", "2099")
    assert "since 2099 leaves none" in ran.err
    assert not ran.lines
