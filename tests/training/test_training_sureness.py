"""Weights are fitted to judged stances, and a reliability table tells whether they mean something."""

import numpy as np
import pytest

from benchmarks.judged import Judged
from benchmarks.reliability import expected_error, interval, reliability
from training.sureness.__main__ import chosen, fitted, held_out, losses

PLAIN, PRONOUN = frozenset({"always"}), frozenset({"always", "holder a pronoun"})
# Of a hundred plain ones 80 are right, of a hundred with a pronoun 40.
ROWS = [PLAIN] * 100 + [PRONOUN] * 100
RIGHT = np.array(([1.0] * 80 + [0.0] * 20) + ([1.0] * 40 + [0.0] * 60))


def test_weights_give_back_the_shares_that_are_right():
    """With hardly any penalty: the odds of 0.8, and the odds of 0.4 against them."""
    weights = fitted(ROWS, RIGHT, ridge=1e-6)
    assert weights["always"] == pytest.approx(np.log(0.8 / 0.2), abs=1e-3)
    assert weights["holder a pronoun"] == pytest.approx(np.log(0.4 / 0.6) - np.log(0.8 / 0.2), abs=1e-3)


def test_a_penalty_draws_weights_together_and_rare_things_have_none():
    """The stronger, the nearer to zero; what eleven stances have is chance."""
    rows = [*ROWS[:-11], *[PRONOUN | {"hedged"}] * 11]
    weights = fitted(rows, RIGHT, ridge=30.0)
    assert "hedged" not in weights
    assert abs(weights["holder a pronoun"]) < abs(fitted(rows, RIGHT, ridge=1.0)["holder a pronoun"])


def test_what_was_learnt_serves_documents_that_were_held_out():
    """Better than giving all the same."""
    folds = np.arange(200) % 10
    assert held_out(ROWS, RIGHT, folds, ridge=1.0).mean() < held_out([PLAIN] * 200, RIGHT, folds, ridge=1.0).mean()
    assert losses(ROWS, RIGHT, fitted(ROWS, RIGHT, ridge=1.0)).sum() < losses(ROWS, RIGHT, {"always": 0.0}).sum()


def test_the_strongest_penalty_that_does_as_well_is_chosen():
    """One that is worse by less than chance is as good; one that is worse everywhere is not."""
    spread = np.array([0.2, 1.0] * 50)
    assert chosen({1.0: spread, 3.0: spread[::-1] + 0.02, 10.0: spread + 0.3}) == 3.0


def judged(confidence, right):
    return Judged({"confidence": confidence}, {}, right)


def test_a_table_says_how_many_of_those_given_so_much_are_right():
    """A row a range that has any, and one for all."""
    made = [judged(0.75, right=True)] * 3 + [judged(0.75, right=False)] + [judged(0.45, right=False)]
    low, high, every = reliability(made)
    assert (low["confidence"], low["of so many"], low["right"]) == ("0.4 – 0.5", "1", "0")
    assert (high["confidence"], high["given, on average"], high["right"]) == ("0.7 – 0.8", "75", "75")
    assert (every["confidence"], every["of so many"], every["right"]) == ("all", "5", "60")
    assert expected_error(made) == pytest.approx(0.45 / 5)


def test_an_interval_holds_the_share_and_stays_within_bounds():
    """Wilson's, which knows that none of three is not never."""
    low, high = interval(0, 3)
    assert low == pytest.approx(0, abs=1e-12)
    assert 0.4 < high < 0.7
