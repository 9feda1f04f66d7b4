"""Attributions found, against attributions marked."""

import pytest

from kg.evaluation import Said, attributions

TEXT = "Ruiz said the bridge is safe and sound."
GOLD = Said([(0, 4)], [(10, 38)])


def right(*own, gold=(GOLD,)):
    """How many are right by each measure: triples, then contents by half, 0.3 and 0.8."""
    return [figure.right for figure in attributions({"d": TEXT}, {"d": gold}, {"d": own})]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (GOLD, [1, 1, 1, 1]),
        (Said([(2, 9)], [(10, 38)]), [1, 1, 1, 1]),
        (Said([(5, 9)], [(10, 38)]), [0, 1, 1, 1]),
        (Said([], [(10, 38)]), [0, 1, 1, 1]),
        (Said([(0, 4)], [(10, 28)]), [1, 1, 1, 0]),
        (Said([(0, 4)], [(10, 23)]), [0, 0, 1, 0]),
        (Said([(0, 4)], [(10, 13)]), [0, 0, 0, 0]),
    ],
)
def test_measures_compare_contents_and_sources(own, expected):
    """Half of both contents shared, with a source that overlaps or without; 0.3 or 0.8 of the gold's found."""
    assert right(own) == expected


def test_neither_has_a_source():
    """Then the triple is right."""
    assert right(Said([], [(10, 38)]), gold=(Said([], [(10, 38)]),)) == [1, 1, 1, 1]


def test_a_content_of_spaces_is_none():
    """It is neither marked nor found."""
    (triples, *_) = attributions({"d": TEXT}, {"d": [Said([], [(4, 5)])]}, {"d": [Said([], [(9, 10)])]})
    assert (triples.gold, triples.predicted) == (0, 0)
