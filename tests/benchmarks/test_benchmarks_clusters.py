"""The measures of coreference give what their authors say they give."""

import pytest

from benchmarks.clusters import Agreement, Counts, b_cubed, ceaf_e, muc

# The worked example of Pradhan et al. 2014: three mentions and four in the gold, and one mention too many in what was said.
GOLD = [frozenset("abc"), frozenset("defg")]
SAID = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


@pytest.mark.parametrize(
    ("measure", "recall", "precision"),
    [(muc, 2 / 5, 2 / 5), (b_cubed, 2.9167 / 7, 4 / 8), (ceaf_e, 1.3 / 2, 1.3 / 3)],
)
def test_the_published_example(measure, recall, precision):
    """MUC 0.40 and 0.40, B³ 0.42 and 0.50, CEAF-e 0.65 and 0.43: recall and precision, as the paper has them."""
    found = measure(GOLD, SAID)
    assert (found.recall, found.precision) == pytest.approx((recall, precision), abs=1e-4)


def test_the_same_is_perfect_and_nothing_is_nothing():
    """All three at once, and their mean."""
    perfect, nothing = Agreement(), Agreement()
    perfect.add(GOLD, GOLD)
    nothing.add(GOLD, [])
    assert (perfect.conll, nothing.conll) == (100, 0)


def test_counts_of_documents_add_up():
    """A long document weighs more than a short one."""
    counts = Counts(1, 2, 1, 2)
    counts.add(Counts(4, 4, 4, 4))
    assert counts.recall == counts.precision == counts.f1 == pytest.approx(5 / 6)
