"""Networks in time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks_edges import edge, many_edges

from kg.errors import UnknownChoice
from kg.networks import windows


def said(*dates):
    return [edge("oslo", "supports", "cod", date=day, id=f"s{n}") for n, day in enumerate(dates)]


def keys(window):
    return sorted(key for _, _, key in window.network.edges(keys=True))


def test_every_month_between_the_first_and_the_last_has_a_window():
    """Also an empty one, so that a series has no gaps; the order of the stances does not matter."""
    made = windows(said("2024-02-29", "2023-12-31", "2024-02-01"), "month")
    assert [(one.name, one.since, one.until, keys(one)) for one in made] == [
        ("2023-12", "2023-12-01", "2023-12-31", ["s1"]),
        ("2024-01", "2024-01-01", "2024-01-31", []),
        ("2024-02", "2024-02-01", "2024-02-29", ["s0", "s2"]),
    ]


def test_quarters_and_years_are_calendar_ones():
    """January 2023 is not January 2024."""
    dates = said("2023-01-15", "2023-03-31", "2023-04", "2024-01-15")
    assert [(one.name, keys(one)) for one in windows(dates, "quarter")][:2] == [
        ("2023-Q1", ["s0", "s1"]),
        ("2023-Q2", ["s2"]),
    ]
    assert [(one.name, one.until, keys(one)) for one in windows(dates, "year")] == [
        ("2023", "2023-12-31", ["s0", "s1", "s2"]),
        ("2024", "2024-12-31", ["s3"]),
    ]


def test_a_cumulative_window_holds_all_that_was_said_before():
    """From the beginning of the first."""
    made = windows(said("2023-01-15", "2023-02", "2023-03-01"), cumulative=True)
    assert [len(keys(one)) for one in made] == [1, 2, 3]
    assert {one.since for one in made} == {"2023-01-01"}
    assert [one.until for one in made] == ["2023-01-31", "2023-02-28", "2023-03-31"]


def test_a_coarse_date_counts_as_of_its_first_day_or_not_at_all():
    """A year is no month; a month is one, and lies in one quarter."""
    dates = said("2023", "2023-02", "2023-02-05")
    assert [keys(one) for one in windows(dates, "month")] == [["s0"], ["s1", "s2"]]
    assert [keys(one) for one in windows(dates, "month", coarse=False)] == [["s1", "s2"]]
    assert [keys(one) for one in windows(dates, "quarter", coarse=False)] == [["s1", "s2"]]
    assert [keys(one) for one in windows(dates, "year", coarse=False)] == [["s0", "s1", "s2"]]


def test_what_has_no_date_is_in_no_window():
    """Nor does a negated stance make one."""
    assert windows([*said(None), edge("oslo", "opposes", "cod", negated=True, date="2023")]) == []


def test_the_ends_of_the_calendar_are_no_edge():
    """A misread year must not stop the rest."""
    assert [one.until for one in windows(said("9999-12-31"), "year")] == ["9999-12-31"]
    assert [one.name for one in windows(said("0987-02-01"), "quarter")] == ["0987-Q1"]


def test_a_misspelt_length_is_recognised():
    """The error says what was probably meant."""
    with pytest.raises(UnknownChoice, match="did you mean 'quarter'"):
        windows([], "quarters")


@given(many_edges(), st.sampled_from(["month", "quarter", "year"]), st.booleans())
def test_every_dated_stance_is_in_one_window(edges, by, cumulative):
    """In the one that holds its first day; the windows follow each other without gap or overlap."""
    made = windows(edges, by, cumulative=cumulative)
    dated = {one.id: one.first_day for one in edges if one.date and not one.negated}
    if cumulative:
        assert {key for one in made[-1:] for key in keys(one)} == set(dated)
        assert all(set(keys(a)) <= set(keys(b)) for a, b in pairwise(made))
    else:
        assert sorted(key for one in made for key in keys(one)) == sorted(dated)
        assert all(one.since <= dated[key] <= one.until for one in made for key in keys(one))
        for a, b in pairwise(made):
            assert date.fromisoformat(b.since) - date.fromisoformat(a.until) == timedelta(days=1)
