"""Stances as scores become them, and as the shipped encoder reads them."""

import numpy as np
import pytest

from kg import language
from kg.language import sides
from kg.language.sides import RELATED, SCORES, SIDES
from kg.relations import RELATIONS


def scored(labels, *, relation="opposes", plain=4.0):
    """Scores of words that are what the labels say, with one relation and in plain words."""
    made = np.full((len(labels), SCORES), -4.0, dtype=np.float32)
    for at, label in enumerate(labels):
        made[at, SIDES.index(label)] = 4.0
        made[at, len(SIDES) + RELATED.index(relation)] = 4.0
        made[at, -1] = plain
    return made


def test_a_target_is_a_run_of_words_with_its_sign():
    """In words of the text, where the window begins at the tenth."""
    (side,) = sides.sides(scored(["O", "B-against", "I-against", "O"]), (0, 1), 0.9, offset=10)
    assert (side.holder, side.target, side.sign, side.relation) == ((10, 11), (11, 13), -1, "opposes")
    assert 0.8 < side.sure < 0.9 < side.plain


def test_the_relation_has_the_sign_and_fits_the_end():
    """However likely another is: nobody opposes what he is for, and nobody accuses a plan."""
    (side,) = sides.sides(scored(["B-for"], relation="opposes"), None, 1.0)
    assert side.holder is None
    assert RELATIONS[side.relation].sign == RELATIONS[side.on_issue].sign == 1
    (side,) = sides.sides(scored(["B-against"], relation="accuses"), None, 1.0)
    assert side.relation == "accuses"
    assert RELATIONS[side.on_issue].to_issue


def test_a_target_that_is_less_likely_than_none_is_told_as_unsure():
    """Whoever reads asks for more; what is hardly likely is not told."""
    likely = scored(["O", "O"])
    likely[1, SIDES.index("B-for")] = 3.2
    (side,) = sides.sides(likely, (0, 1), 1.0)
    assert 0.2 < side.sure < 0.5
    assert sides.sides(scored(["O", "O"]), (0, 1), 1.0) == []


@pytest.mark.parametrize(
    ("text", "holder", "target", "sign"),
    [
        ("The senators condemned the new tariffs.", "senators", "tariffs", -1),
        ("Kenya praised Norway on Monday.", "Kenya", "Norway", 1),
        ("The union is against a ban on night trains.", "union", "ban", -1),
    ],
)
def test_the_shipped_encoder_reads_who_is_for_and_against(text, holder, target, sign):
    """Plain sentences with one stance."""
    doc = language.load()(text)
    read = max(sides.read(doc), key=lambda side: side.sure)
    assert holder in doc[slice(*read.holder)].text
    assert target in doc[slice(*read.target)].text
    assert read.sign == sign


def test_no_words_no_stances():
    """An empty text, and one of white space."""
    for text in ("", " \n "):
        assert sides.read(language.load()(text)) == []
