"""Paragraphs and passages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.paragraphs import paragraphs, passage


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("\ufeffOne.\r\n\r\n Two. \r\n", ["One.", "Two."]),
        ("One.\u2029Two.", ["One.", "Two."]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_a_line_is_a_paragraph(text, parts):
    """Without the white space, the BOM or the line ends around it."""
    assert [text[start:end] for start, end in paragraphs(text)] == parts


def test_a_hard_wrapped_text_is_divided_by_blank_lines():
    """A line that ends inside a sentence ends no paragraph."""
    wrapped = (
        "The two governments agreed on Monday that a commission of\n"
        "fishermen and scientists should count the cod before any\n"
        "of them sends out another boat, the ministers said after a\n"
        "meeting on the island.\n\n"
        "Nobody asked the cod, which has been leaving the strait for\n"
        "colder water since the spring, and may not come back this\n"
        "year.\n"
    )
    assert [wrapped[start:end][:10] for start, end in paragraphs(wrapped)] == ["The two go", "Nobody ask"]


@given(st.text(alphabet="ab .\n\r\u2028\ufeff“”", max_size=200))
def test_paragraphs_hold_everything_but_white_space(text):
    """Nothing is lost between them, and they do not overlap."""
    spans = list(paragraphs(text))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    squeeze = str.maketrans("", "", " \n\r\u2028\ufeff")
    assert kept.translate(squeeze) == text.translate(squeeze)


@given(st.text(alphabet="ab \n", max_size=300), st.integers(0, 300), st.integers(0, 50), st.integers(1, 80))
def test_a_passage_holds_its_span(text, start, length, limit):
    """However long the paragraph and however short the limit."""
    start = min(start, len(text))
    end = min(start + length, len(text))
    found, at = passage(text, start, end, limit=limit)
    if text[start:end].strip() == text[start:end]:
        assert found[start - at : end - at] == text[start:end]
