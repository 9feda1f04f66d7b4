"""Stances found, against stances marked."""

from collections import Counter

import pytest

from kg.evaluation.names import alike
from kg.evaluation.stances import End, Position, stances


def position(holder="norvane", relation="supports", target="skarne-bridge", *, sign=1, voice="narrator", at=(0, 10)):
    """A stance on an issue."""
    return Position(End(holder, (holder,)), End(target, (target,), is_issue=True), relation, sign, voice, *at)


def figures(gold, own):
    """The whole figures of one document, by the name of the level."""
    return {each.whole.name: each.whole for each in stances({"d": gold}, {"d": own})}


def right(gold, own):
    """How many are right on each level: sign, family, relation, voice."""
    return [figure.right for figure in figures(gold, own).values()]


def test_the_same_stance_is_right_on_every_level():
    """Whatever stands beside it."""
    assert right([position()], [position(relation="opposes", sign=-1), position()]) == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (position(relation="respects"), [1, 0, 0, 0]),
        (position(relation="agreesWith"), [1, 1, 0, 0]),
        (position(relation="opposes", sign=-1), [0, 1, 0, 0]),
        (position(voice="self"), [1, 1, 1, 0]),
        (position(holder="kaldria"), [0, 0, 0, 0]),
        (position(target="cod-quota"), [0, 0, 0, 0]),
        (position(at=(10, 20)), [0, 0, 0, 0]),
        (position(at=(9, 20)), [1, 1, 1, 1]),
    ],
)
def test_levels_compare_what_they_say(own, expected):
    """Sign, family, relation, then voice as well; and always the ends and some of the words."""
    assert right([position()], [own]) == expected


def test_an_actor_is_no_issue_of_the_same_name():
    """The Tamsel Institute is not the question of the Tamsel Institute."""
    actor = Position(
        End("norvane", ("norvane",)), End("skarne-bridge", ("skarne-bridge",)), "supports", 1, "self", 0, 10
    )
    assert right([position()], [actor]) == [0, 0, 0, 0]


def test_one_found_stance_is_right_once():
    """Two that were marked cannot both take it, nor one that was marked take two."""
    assert right([position(), position()], [position()]) == [1, 1, 1, 1]
    assert right([position()], [position(), position()]) == [1, 1, 1, 1]


def test_the_parts_of_a_level_add_up():
    """What is right, predicted and marked of every sign, family, relation or voice makes the whole."""
    gold = [position(), position(relation="opposes", sign=-1), position("osmere", voice="self"), position("kaldria")]
    own = [position(relation="respects"), position(relation="opposes", sign=-1), position("osmere", voice="thirdParty")]
    for level in stances({"d": gold, "e": gold}, {"d": own}):
        total = Counter()
        for part in level.parts.values():
            total.update(right=part.right, predicted=part.predicted, gold=part.gold)
        assert total == {"right": level.whole.right, "predicted": level.whole.predicted, "gold": level.whole.gold}


def test_voices_are_compared_only_where_they_were_marked():
    """Who coded none is not told that all are wrong."""
    assert "with voice" not in figures([position(voice="")], [position()])


def test_a_document_that_is_not_predicted_is_empty():
    """It counts in the recall."""
    (sign, *_) = stances({"d": [position()], "e": [position()]}, {"d": [position()]})
    assert (sign.whole.precision, sign.whole.recall) == (100, 50)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("united-states", "the United States", True),
        ("xi-jinping", "President Xi Jinping’s", True),
        ("ana-ruiz", "Ruiz", True),
        ("ana-maria-ruiz", "Ruiz", False),
        ("united-states", "United Nations", False),
        ("the-president", "the president", False),
    ],
)
def test_names_are_alike_by_half_of_their_words(one, other, same):
    """Without articles, titles and possessives; and titles alone are nobody."""
    assert alike(one, other) is same
