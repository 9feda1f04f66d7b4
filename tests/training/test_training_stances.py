"""The stances that were labelled to learn from: their files, and that every label fits its text."""

import json
import random
from pathlib import Path

import pytest

from kg.relations import RELATIONS
from training import stances
from training.stances import labelled

FOLDER = Path(__file__).parent.parent.parent / "training" / "stances"

ARTICLE = """# a comment
¶Ms. Pruett lit into the governor over her plan.
	Ms. Pruett	criticizes	the governor
	Ms. Pruett	opposes?	her plan
She called it “a gift.”
	-1:Ms. Pruett	criticizes	it
	She	!supports	it
¶“They will ruin it,” said Ms. Pruett, and they may.
	^	accuses	They
	Ms. Pruett	criticizes	they#1

¶Nobody stands anywhere.
"""


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a file of labelled news."""

    def write(text):
        path = tmp_path / "news.txt"
        path.write_text(text, "utf8")
        return path

    return write


def test_labels_are_read_with_their_places(written):
    """A sentence a line, words of other sentences, whoever speaks; what is denied is left out."""
    first, second = labelled.read(written(ARTICLE))
    shown = [
        (first.text[slice(*one.holder)] if one.holder else "^", one.relation, first.text[slice(*one.target)], one.plain)
        for one in first.stances
    ]
    assert shown == [
        ("Ms. Pruett", "criticizes", "the governor", True),
        ("Ms. Pruett", "opposes", "her plan", False),
        ("Ms. Pruett", "criticizes", "it", True),
        ("^", "accuses", "They", True),
        ("Ms. Pruett", "criticizes", "they", True),
    ]
    assert first.text.count("\n") == 1
    assert (second.text, list(second.stances)) == ("Nobody stands anywhere.", [])


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("Oslo	opposes	Bergen", "news.txt:2: 'Bergen' does not stand there"),
        ("Oslo	hates	the dam", "news.txt:2: 'hates'"),
        ("Oslo	opposes", "news.txt:2"),
    ],
)
def test_a_label_that_does_not_fit_is_told(written, label, why):
    """With file and line."""
    with pytest.raises(ValueError, match=why):
        list(labelled.read(written(f"¶Oslo opposes the dam.\n\t{label}\n")))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_written_article_is_read(path):
    """Every label of it fits, and no article comes twice."""
    found = list(labelled.read(path))
    assert sum(len(each.stances) for each in found) > 500
    assert len({each.text for each in found}) == len(found)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.stem)
def test_every_labelled_text_has_the_words_of_its_labels(path):
    """Where the file says, and not within a word."""
    from training.attributions import marks

    texts = {
        each.name.rpartition(":")[2]: each.text
        for each in marks.read(FOLDER.parent / "attributions" / f"{path.stem}.txt")
    }
    for line in path.read_text("utf8").splitlines()[1:]:
        passage, holder, relation, implied, target = line.split("\t")
        assert relation in RELATIONS
        assert implied in {"", "implied"}
        for cell in filter(None, (holder, target)):
            start, _, words = cell.partition(" ")
            assert texts[passage][int(start) :].startswith(words), line


def test_other_corpora_are_read_in_part(tmp_path):
    """Two names and who of them is for the other; towards whom a sentence is kind; who did what to whom."""
    text = "Ana Ruiz praised Bram Eddo in Oslo."
    files = {
        "dse-train": {"text": text, "spans": [[0, 8], [17, 26]], "p": "Bram Eddo", "q": "Ana Ruiz", "label": 2},
        "newsmtsc-train": {"sentence_normalized": text, "targets": [{"from": 17, "to": 26, "polarity": 6.0}]},
        "plover-gsr": {"text": text, "event": "SUPPORT", "source": ["Ana Ruiz"], "target": ["Bram Eddo"]},
    }
    for name, row in files.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row) + "\n", "utf8")
    found = {
        stances.WAYS[each.way]: {(one.holder, one.target, one.sign) for one in each.stances}
        for each in stances.texts(tmp_path, random.Random(1))  # noqa: S311 -- no secret hangs on it
        if not each.whole
    }
    ana, bram = (0, 8), (17, 26)
    assert found == {
        "dse": {(ana, bram, 1), (bram, ana, None)},
        "newsmtsc": {(None, bram, 1)},
        "plover": {(ana, bram, 1)},
    }
