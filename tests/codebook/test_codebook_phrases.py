"""Phrases that mean the same issue meet, and those that do not stay apart."""

import csv
from itertools import permutations
from pathlib import Path

import pytest

from kg import reference
from kg.codebook.grouping import ALIKE, grouped
from kg.codebook.phrases import Role, alike, phrase
from kg.codebook.suggestion import names_of
from kg.extraction.lexicon import table

PAIRS = list(csv.DictReader((Path(__file__).parent / "pairs.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def names():
    return names_of(reference.load())


def meet(pairs, names):
    return [alike(phrase(pair["one"], names=names), phrase(pair["other"], names=names)) >= ALIKE for pair in pairs]


def test_different_issues_never_meet(names):
    """Of all pairs that mean different issues, none is joined: who opposes one would count as an opponent of the other."""
    different = [pair for pair in PAIRS if pair["same"] == "no"]
    assert [pair for pair, joined in zip(different, meet(different, names), strict=True) if joined] == []
    assert len(different) >= 40


@pytest.mark.parametrize(("use", "share"), [("made with the table", 0.9), ("held back", 0.6)])
def test_most_of_what_is_the_same_meets(names, use, share):
    """Of the pairs that mean one issue, most are joined; fewer of those that the word list was not made with."""
    same = [pair for pair in PAIRS if pair["same"] == "yes" and pair["use"] == use]
    joined = meet(same, names)
    assert sum(joined) / len(joined) >= share


def test_whoever_a_phrase_names_is_known_by_every_name(names):
    """Demonyms and capitals are the state that they mean."""
    assert phrase("sanctions on Tehran", names=names) == phrase("Iranian sanctions", names=names)


def test_groups_do_not_depend_on_the_order_of_the_labels():
    """Every order gives the same groups, the commonest label first."""
    labels = {
        "chip export curbs": 1,
        "restrictions on semiconductor exports": 2,
        "curbs on chip exports": 2,
        "a chip ban": 1,
    }
    made = [grouped(dict(order)) for order in permutations(labels.items())]
    assert made[0] == [
        ("curbs on chip exports", "restrictions on semiconductor exports", "chip export curbs"),
        ("a chip ban",),
    ]
    assert all(one == made[0] for one in made)


def test_no_chain_joins_what_is_not_alike():
    """A phrase that is like two others does not join those, if they are not alike."""
    one, between, other = "the ban on cod exports to Oslo", "the ban on cod exports", "the ban on cod exports to Bonn"
    groups = grouped({one: 1, between: 1, other: 1})
    assert not any({one, other} <= set(group) for group in groups)
    assert len(groups) == 2


@pytest.mark.parametrize("label", ["Taiwan", "the climate", "government", "the European economy", "young people"])
def test_a_topic_is_a_theme(label):
    """Nobody can be for it or against it."""
    assert not phrase(label).is_position


@pytest.mark.parametrize(
    "label", ["lifting sanctions", "a fence", "Taiwan's independence", "raising fees", "privatisation"]
)
def test_a_deed_is_a_position(label):
    """One can be for it or against it."""
    assert phrase(label).is_position


def test_the_word_list_says_each_word_once():
    """Every row has a role that there is, a meaning where it needs one, and a word of its own."""
    rows = [row for _, row in table("issue-words", "word", "means", "role")]
    assert len({row["word"] for row in rows}) == len(rows)
    assert {row["role"] for row in rows} == set(Role)
    assert [row["word"] for row in rows if not row["means"] and row["role"] not in {"empty", "topic"}] == []
