"""870,109 votes of the General Assembly: the counts of pairs are those of a plain count, and the whole takes seconds."""

import csv
import gzip
import time
from collections import defaultdict
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from kg.networks import discourse, project, read_positions

ROWS, PAIRS = 870_109, 60


@pytest.fixture(scope="module")
def table(shared):
    """Votes with the dates and names of their roll calls."""
    votes, calls = (
        pd.read_csv(shared / "un-votes" / name, keep_default_na=False) for name in ("votes.csv.gz", "rollcalls.csv")
    )
    return votes.merge(calls, on="rollcall")


@pytest.fixture(scope="module")
def positions(table):
    """They as positions; a vote's evidence is its roll call."""
    return read_positions(
        table,
        holder="country",
        target="rollcall",
        sign="vote",
        label="short",
        document="rollcall",
        title="resolution",
        holder_kind="state",
    )


@pytest.fixture(scope="module")
def cast(shared):
    """{country: {roll call: vote}}, read by hand, and the year of every roll call."""
    found = defaultdict(dict)
    with gzip.open(shared / "un-votes" / "votes.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["country"]][row["rollcall"]] = row["vote"]
    with (shared / "un-votes" / "rollcalls.csv").open(encoding="utf-8") as lines:
        years = {row["rollcall"]: int(row["date"][:4]) for row in csv.DictReader(lines)}
    return found, years


def counted(cast, one, other, *, years=range(3000)):
    """How often two cast the same vote, and how often opposite ones; who abstains takes no side."""
    votes, year = cast
    both = [
        (votes[one][call], votes[other][call])
        for call in votes[one].keys() & votes[other].keys()
        if year[call] in years
    ]
    sides = [{mine, theirs} for mine, theirs in both if "abstain" not in {mine, theirs}]
    return sum(len(side) == 1 for side in sides), sum(len(side) == 2 for side in sides)


@pytest.mark.shared
@pytest.mark.slow
def test_every_vote_is_there(positions):
    """And so is every state."""
    assert (len(positions), len(positions.holders), positions.dropped) == (ROWS, 200, 0)


@pytest.mark.shared
@pytest.mark.slow
def test_agreement_of_pairs_equals_a_plain_count(positions, cast):
    """Over all years, and in windows of ten."""
    chance = np.random.default_rng(0)
    start = time.process_time()
    every = project(positions)
    windows = positions.windows("year", width=10)
    series = [project(window.positions) for window in windows]
    assert time.process_time() - start < 60
    labels = [end.label for end in every.actors]
    every_pair = list(combinations(labels, 2))
    pairs = [every_pair[at] for at in chance.choice(len(every_pair), PAIRS, replace=False)]
    # Who only ever abstained took no side, and is in no pair.
    assert all(set(cast[0][state].values()) == {"abstain"} for state in set(positions.holders) - set(labels))
    for one, other in pairs:
        assert every.of(one, other)[2:] == counted(cast, one, other)
    for number in chance.choice(len(windows), 3, replace=False).tolist():
        last = int(windows[number].name)
        there = {end.label for end in series[number].actors}
        for one, other in pairs:
            expected = counted(cast, one, other, years=range(last - 9, last + 1))
            assert sum(expected) == 0 or {one, other} <= there
            if {one, other} <= there:
                assert series[number].of(one, other)[2:] == expected


@pytest.mark.shared
@pytest.mark.slow
def test_discourse_networks_say_the_same(positions):
    """The other way to them, through statements."""
    made = project(positions)
    asked = {"rows": "holder", "columns": "target", "qualifier": "agreement"}
    for way in ("congruence", "conflict"):
        matrix = discourse.network(positions.statements(), **asked, aggregation=way)
        order = sorted(range(len(made.actors)), key=lambda at: matrix.rows.index(made.actors[at].label))
        assert (made.matrix(way)[order][:, order] == matrix.weights).all()


@pytest.mark.shared
@pytest.mark.slow
def test_a_pair_has_the_roll_calls_behind_it(positions, cast):
    """As many rows as are counted, with what each was about."""
    shared = positions.shared("Mexico", "Ghana")
    assert (int(shared["agree"].sum()), int((~shared["agree"]).sum())) == counted(cast, "Mexico", "Ghana")
    assert {"date", "document", "title"} < set(shared)
