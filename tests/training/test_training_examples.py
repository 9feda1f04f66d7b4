"""Corpora become passages, and passages numbers, with every label at its word."""

import random

import pytest

from kg.language.lemmas import apply
from kg.language.wordpieces import WordPieces
from training.language.corpora import Sentence, treebank
from training.language.examples import IGNORED, Examples, Labels

TREEBANK = """\
# newdoc id = one
# sent_id = 1
1	Talks	talk	NOUN	NNS	Number=Plur	3	nsubj	_	_
2-3	didn't	_	_	_	_	_	_	_	_
2	did	do	AUX	VBD	Tense=Past	4	aux	_	_
3	n't	not	PART	RB	_	4	advmod	_	_
4	fail	fail	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

# sent_id = 2
1	Oslo	Oslo	PROPN	NNP	Number=Sing	2	nsubj	_	_
2	agreed	agree	VERB	VBD	Tense=Past	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# newdoc id = two
# sent_id = 3
1	Why	why	ADV	WRB	_	0	root	_	_

"""


@pytest.fixture
def sentences(tmp_path):
    (tmp_path / "train.conllu").write_text(TREEBANK, encoding="utf8")
    return list(treebank(tmp_path / "train.conllu", "ewt"))


@pytest.fixture
def labels(sentences):
    found = Labels.of(sentences * 10)
    found.names = ["O", "B-LOC", "I-LOC"]
    return found


@pytest.fixture
def cutter():
    return WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "talks", "did", "n", "'", "t", "fail", ".", "os", "##lo"])


def test_contractions_are_words_without_space_between_them(sentences):
    """The parts of "didn't" spell it, and the space stands behind the second."""
    assert [(row[0], row[7]) for row in sentences[0].rows[1:3]] == [("did", False), ("n't", True)]


def test_a_passage_is_one_documents_and_its_heads_count_through_it(sentences, labels, cutter):
    """The second sentence's heads count on from the first's; another document begins another passage."""
    first, second = Examples(sentences, labels, cutter).passages(None)
    assert first.heads == [3, 4, 4, 0, 4, 7, 0, 7]
    assert first.starts == [1, 0, 0, 0, 0, 1, 0, 0]
    assert len(second.heads) == 1
    assert [cutter.ids[piece] for piece in ("talks", "did", "n", "fail", ".", "os")] == [
        first.pieces[place] for place in first.firsts[:6]
    ]


def test_edits_of_a_passage_make_its_lemmas(sentences, labels, cutter):
    """Each edit, made to its word, gives what the treebank says."""
    plain, _ = Examples(sentences, labels, cutter).passages(None)
    forms = [row[0] for sentence in sentences[:2] for row in sentence.rows]
    lemmas = [row[1] for sentence in sentences[:2] for row in sentence.rows]
    assert [apply(labels.edits[edit], form) for edit, form in zip(plain.edits, forms, strict=True)] == lemmas


def test_where_only_names_are_known_nothing_else_is_taught(labels, cutter):
    """Grammar is masked, names are not; and the other way round where nobody marked names."""
    rows = [("Oslo", "_", "_", "_", "_", 0, "_", True)]
    only_names = Sentence(rows, opens=True, document="d", source="crossner", names=["B-LOC"], parsed=False)
    (example,) = Examples([only_names], labels, cutter).passages(random.Random(1))  # noqa: S311 -- an experiment's chance
    assert (example.names, example.tags, example.heads, example.starts) == ([1], [IGNORED], [IGNORED], [IGNORED])
