"""Scores of cues and roles become attributions."""

import numpy as np
import pytest

from kg.language.roles import CUES, NOWHERE, ROLES, Calibration, cues, distances, told


def scored(labels, names, sure=8.0):
    """Scores that are sure of the labels."""
    scores = np.zeros((len(labels), len(names)), dtype=np.float32)
    for i, label in enumerate(labels):
        scores[i, names.index(label)] = sure
    return scores


def test_a_cue_is_its_beginning_and_what_is_inside():
    """Two that stand side by side are two."""
    found = cues(scored(["O", "B-cue", "I-cue", "B-cue", "O"], CUES), 0.5)
    assert [span for span, _ in found] == [(1, 3), (3, 4)]


def test_a_word_that_may_be_a_cue_is_one_below_half():
    """What is looked into is more than what is likely; how likely is told."""
    scores = np.log(np.array([[0.7, 0.3, 0.0001], [0.98, 0.01, 0.01]], dtype=np.float32))
    ((span, sure),) = cues(scores, 0.2)
    assert span == (0, 1)
    assert sure == pytest.approx(0.3, abs=0.01)


def test_roles_are_spans_of_the_text():
    """With the window's place, and the pieces of a content that is interrupted."""
    labels = ["B-content", "O", "B-source", "O", "O", "B-content", "I-content"]
    (one,) = told([scored(labels, ROLES)], [((3, 4), 0.9)], offset=10)
    assert (one.cue, one.source, one.content) == (((13, 14),), ((12, 13),), ((10, 11), (15, 17)))
    assert 0.85 < one.sure <= 0.9


def test_a_cue_of_nothing_is_no_attribution():
    """Without content there is nothing that is said."""
    assert told([scored(["B-source", "O"], ROLES)], [((1, 2), 0.9)]) == []


def test_distances_stay_in_their_table():
    """However long the window is."""
    assert {0, NOWHERE - 1} <= set(distances(900, (450, 452))) <= set(range(NOWHERE))


def test_calibration_keeps_the_order():
    """What is surer stays surer."""
    curve = Calibration(0.7, -0.4)
    shares = [curve.share(sure) for sure in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1
