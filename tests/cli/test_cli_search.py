"""kg search: words in what was said and in the sentences behind the stances."""

import csv
import io

import pytest


def test_rows_say_who_where_and_when(kg):
    """A line a hit, with the sentence as it stands and as it is marked."""
    rows = kg("search", "bridge").lines
    assert len(rows) > 3
    assert list(rows[0]) == ["document", "date", "publisher", "who", "kind", "id", "sentence", "snippet"]
    assert all("bridge" in row["sentence"].lower() and "**" in row["snippet"] for row in rows)
    assert {row["kind"] for row in rows} == {"stance", "attribution"}
    listed = {row["id"] for row in kg("list").lines}
    assert {row["document"] for row in rows} <= listed


def test_several_words_may_stand_apart_or_as_one_argument(kg):
    """As the shell gives them; a phrase keeps its own quotation marks."""
    apart = kg("search", "the", "bridge").lines
    assert apart == kg("search", "the bridge").lines
    together = kg("search", '"the bridge"').lines
    assert 0 < len(together) < len(apart)
    assert all("the bridge" in row["sentence"].lower() for row in together)


def test_a_table_and_csv(kg):
    """For people, the marked sentence; for programs, all columns."""
    assert "**bridge**" in kg("search", "bridge", "--format", "table", "--limit", 3).out
    rows = list(csv.DictReader(io.StringIO(kg("search", "bridge", "--format", "csv").out)))
    assert [row["id"] for row in rows] == [row["id"] for row in kg("search", "bridge").lines]
    assert kg("search", "xylophone").out == ""
    assert kg("search", "xylophone", "--format", "table").out == "nothing found\n"


def test_it_can_be_narrowed(kg):
    """By actor, issue, date and publisher, each to less than all and more than nothing."""
    rows = kg("search", "bridge").lines
    publisher = next(row["publisher"] for row in rows if row["publisher"])
    for option in (
        ["--actor", "Norvane"],
        ["--issue", "Skarne bridge"],
        ["--since", "2025"],
        ["--until", "2024-12"],
        ["--publisher", publisher],
    ):
        narrowed = kg("search", "bridge", *option).lines
        assert 0 < len(narrowed) <= len(rows), option
        assert all(row in rows for row in narrowed)
    late = kg("search", "bridge", "--since", "2025").lines
    assert late == [row for row in rows if row["date"] >= "2025"]


def test_more_rows_than_the_limit_are_told(kg):
    """On stderr, so that a pipe stays clean."""
    cut = kg("search", "bridge", "--limit", 2)
    assert len(cut.lines) == 2
    assert cut.err == "kg: there are more than 2 rows; --limit shows more\n"
    assert kg("search", "bridge").err == ""


def test_that_only_what_was_added_last_was_ranked_is_told(kg, monkeypatch):
    """With what reaches the rest."""
    monkeypatch.setattr("kg.store.searching.RANKED", 3)
    cut = kg("search", "bridge", "--limit", 2)
    assert len(cut.lines) == 2
    assert "more than 3 sentences have these words, and the best are those of the 3 that were added last" in cut.err
    assert "--since" in cut.err


def test_a_named_query_takes_a_search(kg):
    """And gives the same stances and attributions, where somebody holds or says them."""
    hits = kg("search", '"the bridge"', "--limit", 1000).lines
    rows = kg("query", "search", "--words", '"the bridge"').lines
    nodes = {f"doc:{hit['document']}#{hit['kind']}-{hit['id']}" for hit in hits if hit["who"]}
    assert {row["words"] for row in rows} == nodes != set()


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["bridge AND"], 1, "kg: AND has no words after it: write chips AND export\n"),
        (['"the bridge'], 1, "has no closing quotation mark"),
        (["bridge", "--actor", "Norvan"], 1, "no actor 'Norvan' is in what can be searched: did you mean 'norvane'?"),
        (["bridge", "--since", "banana"], 1, "'banana' is not a date"),
        (["bridge", "--limit", "0"], 2, "0 is not in the range"),
        ([], 2, "Missing argument 'WORDS...'"),
        (["bridge", "--graph", "nowhere"], 1, "there is no graph here"),
    ],
)
def test_what_cannot_be_searched_is_told(kg, args, code, says):
    """One line, with what to write instead."""
    ran = kg("search", *args, code=code)
    assert says in ran.err
    assert ran.out == ""
