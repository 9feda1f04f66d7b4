"""How much of other people's text goes into a page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.explorer import explore
from kg.explorer.contents import Passage
from kg.explorer.payload import utf16
from kg.explorer.quoting import Quoting


@given(st.text(), st.text(min_size=1), st.text(), st.integers(1, 80))
def test_a_shortened_passage_still_marks_its_evidence(before, evidence, after, longest):
    """Shortening moves offsets; what is marked is the evidence, or the beginning of it."""
    passage = Passage(text=before + evidence + after, evidence=(len(before), len(before) + len(evidence)))
    shown = Quoting(longest=longest).shortened(passage)
    assert evidence.startswith(shown.quote)
    assert shown.quote
    assert len(shown.text) <= max(longest, 1) + 4 or shown.text == passage.text


@given(st.text())
def test_offsets_count_as_javascript_does(text):
    """An emoji is one character here and two there."""
    units = text.encode("utf-16-le", "surrogatepass")
    for at in range(len(text) + 1):
        assert units[: 2 * utf16(text, at)].decode("utf-16-le", "surrogatepass") == text[:at]


def test_only_the_surest_sentences_of_a_link_are_kept(networks, dispute_network):
    """``top:1`` keeps one sentence for each holder, target and sign; the statements stay."""
    network = dispute_network.__class__()
    for number, confidence in enumerate([0.3, 0.9, 0.6]):
        networks.put(network, "a", "b", key=str(number), evidence=f"words {number}", confidence=confidence)
    page = explore(network, evidence="top:1")
    assert re.findall(r"words \d", page.html) == ["words 1"]
    assert page.summary == "2 actors, 3 statements."


def test_no_sentence_is_kept_where_none_may_be(networks, dispute_network):
    """``none`` is for texts that may not be passed on."""
    page = explore(dispute_network, evidence="none")
    assert "the minister" not in page.html
    assert "the minister" in explore(dispute_network).html


def test_passages_are_cut_to_a_length(dispute_network):
    """``max_quote`` counts characters."""
    assert "Nobody was surprised" not in explore(dispute_network, max_quote=60).html


@pytest.mark.parametrize("wrong", ["some", "top:0", "top:", "TOP:5", ""])
def test_what_is_no_amount_is_refused(dispute_network, wrong):
    """With the amounts that there are."""
    with pytest.raises(KgError, match="'full', 'none', or 'top:5'"):
        explore(dispute_network, evidence=wrong)


def test_a_length_of_nothing_is_refused(dispute_network):
    """Use ``evidence="none"`` for that."""
    with pytest.raises(KgError, match="1 or more"):
        explore(dispute_network, max_quote=0)
