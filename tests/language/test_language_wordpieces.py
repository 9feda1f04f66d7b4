"""Words in pieces, long texts in windows, lemmas as edits, names as rows of labels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import lemmas, names
from kg.language.windows import windows
from kg.language.wordpieces import SHAPES, WordPieces, shape

VOCABULARY = ["[PAD]", "[UNK]", "osl", "##o", "o", "##s", "##l", "cafe", "’", "北"]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Oslo", ["osl", "##o"]),
        ("Café", ["cafe"]),
        ("’s", ["’", "[UNK]"]),
        ("北北", ["北", "北"]),
        ("\u200b", ["[UNK]"]),
        ("oz", ["[UNK]"]),
    ],
)
def test_words_are_cut_as_bert_cuts_them(word, pieces):
    """Lower case, no accents, the longest piece first, marks by themselves; what cannot be cut is unknown."""
    assert [VOCABULARY[number] for number in WordPieces(VOCABULARY).cut(word)] == pieces


@given(st.text())
def test_any_string_has_pieces_and_a_shape(word):
    """One piece at least, not many, and a shape that the network knows."""
    assert 1 <= len(WordPieces(VOCABULARY).cut(word)) <= 16
    assert not word or 1 <= shape(word, spaced=False) < SHAPES


@given(st.text(min_size=1), st.text(min_size=1))
def test_an_edit_made_of_a_pair_makes_the_lemma_again(form, lemma):
    """Whatever the words are; but for letters that change their number with their case."""
    if len(form.lower()) == len(form) == len(form.capitalize()):
        assert lemmas.apply(lemmas.edit(form, lemma), form) == lemma


@given(st.lists(st.sampled_from(["Talks", "failed", ".", ",", "”"]), max_size=700), st.integers(1, 16))
def test_windows_follow_each_other_and_fit(words, pieces):
    """They cover every word once, in order, and none is longer than the encoder reads."""
    found = list(windows(words, [pieces] * len(words)))
    assert [i for first, last in found for i in range(first, last)] == list(range(len(words)))
    assert all(0 < last - first <= 160 and (last - first) * pieces <= 400 for first, last in found)


def test_a_window_ends_with_a_sentence():
    """Where the text has stops, no sentence is cut."""
    words = ["Talks", *["went"] * 18, "."] * 20
    assert all(words[last - 1] == "." for _, last in windows(words, [1] * len(words)))


def test_no_name_begins_inside():
    """The best row that makes sense, though another scores higher."""
    labels = ["O", "B-ORG", "I-ORG"]
    scores = np.array([[1, 0, 5], [0, 2, 0], [0, 0, 3]], dtype=np.float32)
    assert [labels[i] for i in names.best(scores, names.allowed(labels))] == ["O", "B-ORG", "I-ORG"]
