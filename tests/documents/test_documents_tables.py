"""Tables as people and spreadsheets write them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.tables import Row, Table
from kg.errors import BrokenLine, MissingColumn

KNOWN = ("file", "title", "holder_kind")
CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


def rows(text):
    return list(Table(text, place="a.csv", known=KNOWN))


@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=10),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_any_table_comes_back(cells, delimiter, end, marked):
    """Whatever the delimiter, the line ends and the byte-order mark, cell by cell."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["Title", "FILE"])
    writer.writerows(cells)
    read = rows(("\ufeff" if marked else "") + written.getvalue())
    expected = [(title.strip(), file.strip()) for title, file in cells if title.strip() or file.strip()]
    assert [(row["title"], row["file"]) for row in read] == expected


def test_columns_in_any_order_and_case():
    """Blanks, hyphens and underlines are the same, and strangers are left alone."""
    (row,) = rows("notes, Holder-Kind ,FILE\nx,state,a.txt\n")
    assert (row["holder_kind"], row["file"], row["title"], row.line) == ("state", "a.txt", "", 2)


def test_excel_says_which_delimiter():
    """Its first line is no header."""
    (row,) = rows("sep=;\r\nfile;title\r\na.txt;A, B\r\n")
    assert (row["title"], row.line) == ("A, B", 3)


def test_rows_after_a_quotation_mark_that_is_never_closed():
    """The bad row is named, and those after it are read."""
    bad, good = rows('file,title\na.txt,"never closed\nb.txt,B\n')
    assert isinstance(bad, BrokenLine)
    assert bad.place == "a.csv:2"
    assert "never closed" in bad.message
    assert (good["file"], good.line) == ("b.txt", 3)


def test_rows_after_one_with_too_many_cells():
    """An unquoted comma is named, and trailing empty cells are none."""
    bad, good, last = rows("file,title\na.txt,one,two\nb.txt,B,,,\nc.txt\n")
    assert bad.message == "the row has 3 cells, and the header 2: put a cell that holds ',' in quotation marks"
    assert (good["title"], last["file"], last["title"]) == ("B", "c.txt", "")


def test_a_quotation_mark_that_swallows_rows():
    """Closed by the next one that comes, it makes a row of several; those are read one by one."""
    read = rows('file,title\na.txt,"A\nb.txt,B\nc.txt,"C"\nd.txt,D\n')
    assert [row["file"] for row in read if isinstance(row, Row)] == ["b.txt", "c.txt", "d.txt"]
    assert [row.place for row in read if isinstance(row, BrokenLine)] == ["a.csv:2"]


def test_a_cell_of_several_lines_keeps_them():
    """And the next row knows its line."""
    first, second = rows('file,title\r\na.txt,"A\r\nB"\r\nb.txt,C\r\n')
    assert (first["title"], second.line) == ("A\r\nB", 4)


def test_a_missing_column_names_what_is_there():
    """And the misspelt one."""
    with pytest.raises(MissingColumn) as caught:
        Table("fiel,notes\n", place="a.csv", known=KNOWN).need(("file",), ("title", "holder_kind"))
    assert str(caught.value) == (
        "a.csv:1: there is no column 'file' and 'title' or 'holder_kind'; found: fiel, notes; 'fiel': did you mean 'file'?"
    )


def test_a_misspelt_column_that_nobody_needs():
    """It is said that it is not read; a column of the coder's own is let be."""
    (misspelt,) = Table("file,titel,status\n", place="a.csv", known=KNOWN).misspelt()
    assert misspelt.message == "the column 'titel' is not read: did you mean 'title'?"


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_no_header(text):
    """An empty table is an error, not an empty list."""
    with pytest.raises(BrokenLine, match="no row that names the columns"):
        Table(text, place="a.csv", known=KNOWN)


def test_two_columns_of_one_name():
    """Nobody can know which of them was meant."""
    with pytest.raises(BrokenLine, match="two columns are called 'file'"):
        Table("file,File\n", place="a.csv", known=KNOWN)


@given(st.text(alphabet='ab,;"\n\r', max_size=80))
def test_any_text_is_rows_or_errors_of_ours(text):
    """No table ends in a traceback, or never."""
    for row in Table(f"file,title\n{text}", place="a.csv", known=KNOWN):
        assert isinstance(row, Row | BrokenLine)
