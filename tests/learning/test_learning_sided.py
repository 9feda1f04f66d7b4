"""Texts with their stances as passages: what the words of a window are to a holder."""

import random

import pytest

from kg.language import HERE, MINI
from kg.language import encoder as files
from kg.language.sides import HOLDERS, RELATED, SIDES
from kg.language.wordpieces import WordPieces
from kg.learning.cutting import Cutter
from kg.learning.marked import IGNORED
from kg.learning.sided import Sider, Sides, Stance

TEXT = "Oslo opposes the dam. Bergen stays out of it."


@pytest.fixture(scope="module")
def cutter():
    """Cuts in the words and pieces of what ships."""
    from kg.language import library
    from kg.language.tokenizing import treebank_tokenizer

    nlp = library.load().blank("en")
    treebank_tokenizer(nlp)
    return Cutter(WordPieces(files.vocabulary(HERE / MINI)), nlp)


def span(words, text=TEXT):
    return text.index(words), text.index(words) + len(words)


class Long(random.Random):
    """Whole paragraphs always, and other holders in their order."""

    def random(self):
        """Neither short windows nor whole texts."""
        return 0.5

    def sample(self, population, k, **_):
        """The first."""
        return population[:k]


def named(row):
    return [SIDES[number] if number != IGNORED else "?" for number in row]


def test_a_marked_stance_marks_holder_target_and_relation(cutter):
    """And a name that holds nothing is learnt as such."""
    stance = Stance(span("Oslo"), span("the dam"), -1, "opposes", plain=True)
    (passage,) = Sider(cutter).passages([Sides(TEXT, [stance])], Long())
    row, other = passage.told
    assert passage.holders[:3] == [HOLDERS.index("B-holder"), 0, 0]
    assert named(row.sides)[:5] == ["O", "O", "B-against", "I-against", "O"]
    assert row.relations[2:4] == [RELATED.index("opposes")] * 2
    assert row.plain[1:4] == [IGNORED, 1, 1]
    assert set(named(other.sides)) == {"O"}
    assert other.holder == (5, 6)  # Bergen


def test_what_is_marked_in_part_leaves_the_rest_open(cutter):
    """A corpus of pairs says nothing of other words; who takes no side has none."""
    given = Sides(TEXT, [Stance(span("Bergen"), span("it"), None)], way=1, whole=False)
    (passage,) = Sider(cutter).passages([given], Long())
    (row,) = passage.told
    assert set(passage.holders) == {IGNORED}
    assert [label for label in named(row.sides) if label != "?"] == ["O"]
    assert len(row.sides) == len(passage.firsts) == 11


def test_a_side_outweighs_none(cutter):
    """Who asks somebody and criticizes him is against him."""
    both = [Stance(span("Oslo"), span("Bergen"), -1, "criticizes"), Stance(span("Oslo"), span("Bergen"), 0, "asks")]
    (passage,) = Sider(cutter).passages([Sides(TEXT, both)], Long())
    assert named(passage.told[0].sides)[5] == "B-against"


def test_who_speaks_from_outside_the_window_is_no_word_of_it(cutter):
    """A holder that stands paragraphs away is whoever speaks."""
    text = "“No,” said Ana Ruiz.\nThe dam is a fraud."
    given = Sides(text, [Stance(span("Ana Ruiz", text), span("The dam", text), -1, "criticizes")])
    first, second = Sider(cutter).passages([given], Long())
    assert [row.holder for row in second.told if any(row.sides)] == [None]
    assert not any(label.endswith("against") for row in first.told for label in named(row.sides))


def test_short_windows_end_with_sentences(cutter):
    """None is lost, and none is cut."""
    text = " ".join(f"Sentence {number} has seven words in it." for number in range(9))
    windows = list(cutter.windows(text, wanted=10))
    assert len(windows) > 4
    assert windows[0].starts[0] == 0
    assert all(text[window.ends[-1] - 1] == "." for window in windows)
    assert sum(len(window.firsts) for window in windows) == 9 * 8
