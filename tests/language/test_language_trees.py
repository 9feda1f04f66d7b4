"""Trees out of scores, whatever the scores."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.trees import _arborescence, trees


def leads_to_root(heads, i):
    """Whether the way up from a word ends."""
    for _ in range(len(heads) + 1):
        if heads[i] < 0:
            return True
        i = heads[i]
    return False


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.data())
def test_any_scores_make_one_tree_a_sentence(seed, count, data):
    """One root a sentence, no way out of it, and every word's way up ends at its root."""
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32) * 5
    starts = np.array(sorted({0, *data.draw(st.sets(st.integers(0, count - 1)))}))
    heads = trees(scores, starts).tolist()
    sentence = np.searchsorted(starts, np.arange(count), side="right")
    assert np.bincount(sentence[[i for i in range(count) if heads[i] < 0]])[1:].tolist() == [1] * len(starts)
    assert all(leads_to_root(heads, i) for i in range(count))
    assert all(heads[i] < 0 or sentence[i] == sentence[heads[i]] for i in range(count))


@pytest.mark.parametrize("seed", range(30))
def test_the_tree_under_a_root_is_the_best_of_all(seed):
    """No other tree of four words scores higher."""
    scores = np.random.default_rng(seed).normal(size=(5, 5)) * 3

    def worth(heads):
        return sum(scores[i, head] for i, head in enumerate(heads) if i != 2)

    every = [
        heads
        for heads in product(range(5), repeat=5)
        if heads[2] == 2 and all(leads_to_root([-1 if i == 2 else h for i, h in enumerate(heads)], i) for i in range(5))
    ]
    assert worth(_arborescence(scores, 2)) == pytest.approx(max(map(worth, every)))
