"""What stands beside a file, and in its name."""

import os
import unicodedata
from pathlib import Path

import pytest

from kg import documents
from kg.documents.metadata import from_name
from kg.errors import BrokenLine, InputError, MissingColumn, NotADate, NotText
from kg.records import Document


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(f"Text of {name}.")


def described(table, *paths):
    """The documents by title, and the problems, with a metadata.csv in the folder."""
    Path("metadata.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    items = list(documents.read(paths or ["."]))
    return [item for item in items if isinstance(item, Document)], [
        item for item in items if not isinstance(item, Document)
    ]


def test_a_table_says_the_rest():
    """Of the files beside it and below it; and it is no table of stances."""
    found, problems = described(
        "File;Title;Published;Publisher;URL;Id;Language;notes\n"
        "a.txt;The dam;2024-05-06T10:00:00Z;Courier;https://c.example;dam-1;en;x\n"
        "sub/c.txt;;2024-05;;;;;\nsub\\c.txt;Twice;;;;;;\n"
    )  # fmt: skip
    first = found[0]
    assert (first.id, first.title, first.published, first.publisher) == ("dam-1", "The dam", "2024-05-06", "Courier")
    assert (first.url, first.language, first.text) == ("https://c.example", "en", "Text of a.txt.")
    assert [str(problem) for problem in problems] == [
        "metadata.csv:3: '2024-05' is not a date: write it as 2023-06-20",
        "metadata.csv:4: sub/c.txt is described a second time; the first holds",
    ]


def test_bad_rows_cost_themselves():
    """Every document is read, and every bad row is named with its line."""
    found, problems = described("file,title,published\na.txt,A,6 May\nb.tx,B,\n,C,\nb.txt,B,too,many\n")
    assert [item.title for item in found] == ["A", "b", "c"]
    assert [(type(problem), problem.place) for problem in problems] == [
        (NotADate, "metadata.csv:2"),
        (InputError, "metadata.csv:3"),
        (BrokenLine, "metadata.csv:4"),
        (BrokenLine, "metadata.csv:5"),
    ]
    assert "did you mean 'b.txt'?" in problems[1].message


@pytest.mark.parametrize(
    ("table", "error"), [("name,title\na.txt,A\n", MissingColumn), ("file\ncaf\xe9\n".encode("latin1"), NotText)]
)
def test_a_bad_table_costs_no_document(table, error):
    """It is one problem, however many files it would have described."""
    found, problems = described(table)
    assert len(found) == 3
    assert [type(problem) for problem in problems] == [error]


def test_a_named_file_is_described_too():
    """And `news/*`, which names the table as well, is no mistake."""
    found, problems = described("file,title\na.txt,The dam\n", "a.txt", "metadata.csv")
    assert [item.title for item in found] == ["The dam"]
    assert problems == []


def test_the_nearest_table_wins():
    """One in the folder itself over one above it."""
    Path("sub/metadata.csv").write_text("file,title\nc.txt,Near\n")
    found, _ = described("file,title,publisher\nsub/c.txt,Far,Courier\n")
    assert (found[-1].title, found[-1].publisher) == ("Near", "Courier")


def test_accents_are_the_same_in_files_and_tables():
    """A Mac writes é in two code points into file names."""
    Path(unicodedata.normalize("NFD", "café.txt")).write_text("Text.")
    found, problems = described(f"file,title\n{unicodedata.normalize('NFC', 'café.txt')},Found\n")
    assert "Found" in [item.title for item in found]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("2023-06-20 talks.txt", {"published": "2023-06-20", "title": "talks"}),
        ("2023-06-20_nyt_after_talks.txt", {"published": "2023-06-20", "title": "nyt after talks"}),
        ("2023-06-20.txt", {"published": "2023-06-20", "title": "2023-06-20"}),
        ("2023-02-30 talks.txt", {"title": "2023-02-30 talks"}),
        ("2023-06-201 talks.txt", {"title": "2023-06-201 talks"}),
        ("talks of 2023-06-20.txt", {"title": "talks of 2023-06-20"}),
    ],
)
def test_a_name_tells_a_day_and_a_title(name, known):
    """Only a day that exists, and only at the beginning."""
    assert from_name(Path(name)) == known


def test_a_page_knows_better_than_its_name():
    """But not better than the table."""
    page = "<html><head><title>Own title</title><meta name=date content=2024-05-06></head><body><p>We agree.</p><p>Yes.</p></body></html>"
    Path("2020-01-01 file.html").write_text(page)
    (own,) = documents.read(["2020-01-01 file.html"])
    assert (own.title, own.published) == ("Own title", "2024-05-06")
    (said,), _ = described("file,title\n2020-01-01 file.html,Said\n", "2020-01-01 file.html")
    assert (said.title, said.published) == ("Said", "2024-05-06")


def test_a_name_that_is_not_utf8():
    """It can still be printed and stored."""
    Path(os.fsdecode(b"caf\xe9.txt")).write_bytes(b"Text.")
    titles = [item.title for item in documents.read(["."])]
    assert "caf\ufffd" in titles
