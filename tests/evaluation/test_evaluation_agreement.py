"""Whether two people code alike."""

import pytest

from kg.evaluation.agreement import agreement, alpha
from kg.evaluation.stances import End, Position


def position(holder, relation, sign, *, at=(0, 10), voice="narrator"):
    """A stance of somebody towards Osmere."""
    return Position(End(holder, (holder,)), End("osmere", ("osmere",)), relation, sign, voice, *at)


def alphas(first, second):
    """By field and by whether those count that one alone has found."""
    return {(each.field, each.alone): each for each in agreement(first, second)}


def test_alpha_of_the_binary_example():
    """Krippendorff (2011): two observers, ten articles, yes or no."""
    assert alpha(zip("0100000001", "1110010000", strict=True)) == pytest.approx(0.095, abs=0.0005)


def test_alpha_is_one_for_agreement_and_zero_for_chance():
    """And below zero for less than chance gives."""
    assert alpha(zip("abab", "abab", strict=True)) == 1
    assert alpha([*zip("aabb" * 500, "abab" * 500, strict=True)]) == pytest.approx(0, abs=0.001)
    assert alpha(zip("abab", "baba", strict=True)) < 0


def test_alpha_of_nothing_to_tell_apart_is_none():
    """Who always says the same may agree by habit."""
    assert alpha(zip("aaaa", "aaaa", strict=True)) is None
    assert alpha([]) is None


def test_categories_are_judged_apart_from_finding():
    """A stance that one alone has found is no disagreement on its relation, and one on what is there."""
    ana = [position("norvane", "criticizes", -1), position("kaldria", "aids", 1), position("tamsel", "asks", 0)]
    ben = [position("norvane", "accuses", -1), position("kaldria", "aids", 1)]
    found = alphas({"d": ana}, {"d": ben})
    assert found["sign", False].alpha == found["family", False].alpha == 1
    assert found["relation", False].alpha < 1
    assert found["sign", True].alpha < 1
    assert (found["sign", False].units, found["sign", True].units) == (2, 3)


def test_stances_are_paired_with_those_that_agree_most():
    """Two relations in one sentence are two stances, whatever order they were written in."""
    both = [position("norvane", "criticizes", -1), position("norvane", "penalizes", -1), position("kaldria", "aids", 1)]
    found = alphas({"d": both}, {"d": both[::-1]})
    assert {each.alpha for (field, _), each in found.items() if field != "voice"} == {1}


def test_only_documents_that_both_have_read_count():
    """What Ben has not read he has not overlooked."""
    one = [position("norvane", "criticizes", -1), position("kaldria", "aids", 1)]
    found = alphas({"d": one, "e": one}, {"d": one})
    assert found["sign", True].units == 2
    assert found["sign", True].alpha == 1
