"""Plain text comes through untouched, and what is no text says what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import encoding, text
from kg.errors import EmptyDocument, NotText
from kg.records import fingerprint

WINDOWS = "One.\r\nThe café’s “owner” disagrees — naïvely.\r\n"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300))
def test_any_text_survives(written):
    """What another program reads with read_bytes().decode("utf-8") is the text, code point by code point."""
    written += "“a”"
    made = text.document(written.encode(), "a.txt")
    assert made.text == written
    assert made.id == fingerprint(written)[:16]


def test_marks_and_ends_stay():
    """A byte-order mark, Windows line ends, no-break spaces and ligatures are not tidied away."""
    written = "\ufeff We agree.\r\n\r\n\u00a0ﬁne\u2028end \t\r\n"
    assert text.document(written.encode("utf-8"), "a.txt").text == written


@pytest.mark.parametrize(
    ("name", "iconv", "written"),
    [
        ("cp1252", "WINDOWS-1252", WINDOWS),
        ("cp1251", "WINDOWS-1251", "Президент сказал, что\nмы против этого договора"),
        ("cp932", "SHIFT_JIS", "東京で首相は反対した。\n会議は続いた。"),
    ],
)
def test_another_encoding_is_named(name, iconv, written):
    """The error names the byte, the line and the command that cures it."""
    data = written.encode(name)
    with pytest.raises(NotText, match=f"iconv -f {iconv} -t UTF-8") as caught:
        text.document(data, "a.txt")
    at = next(at for at, byte in enumerate(data) if byte > 127)
    assert f"byte {at} is 0x{data[at]:02x}" in caught.value.message
    assert caught.value.place == f"a.txt:{data.count(10, 0, at) + 1}"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....word/document.xml", "a Word document"),
        (b"PK\x03\x04....notes", "a ZIP archive"),
        (b"{\\rtf1 hello}", "an RTF document"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        ("hello".encode("utf-16"), "UTF-16"),
        (b"hello\x00world", "binary, not text: byte 5"),
    ],
)
def test_what_is_no_text_is_named(data, what):
    """A person who sees the message knows what to do with the file."""
    with pytest.raises(NotText, match=what) as caught:
        text.document(data, "a.txt")
    assert caught.value.place == "a.txt"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "\ufeff\u200b\u00a0".encode()])
def test_nothing_to_see_is_an_empty_document(data):
    """White space and invisible marks are no text."""
    with pytest.raises(EmptyDocument):
        text.document(data, "a.txt")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error_of_ours(data):
    """No bytes end in a traceback."""
    try:
        made = text.document(data, "a.txt")
    except (NotText, EmptyDocument) as caught:
        place = caught.place
    else:
        assert made.text.encode() == data
        return
    assert place.startswith("a.txt")


def test_western_europe_is_not_taken_for_the_middle():
    """Short texts fit Windows-1250 and 1252 alike, and the second is the likelier."""
    assert encoding.guess("caf\u00e9".encode("cp1252")) == "cp1252"
