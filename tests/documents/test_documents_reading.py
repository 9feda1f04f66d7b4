"""Paths, folders and pipes: everything that can be read is, and the rest is said."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg import documents
from kg.errors import BrokenLine, EmptyDocument, InputError, KgError, MissingColumn, NotADate, NotText, UnknownFormat
from kg.known import Known, KnownActor
from kg.records import ActorKind, Document, Record

STANCES = "holder,sign,issue,source,quote\nAna Ruiz,-1,dam,Courier,“We oppose the dam.”\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, content="A text."):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)


def read(*paths, **options):
    return list(documents.read(paths, **options))


def piped(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    return [(place, item) for place, item in documents.placed(["-"])]


def test_a_folder_with_everything(folder):
    """Each format comes out as what it is, bad files in between as their errors, in sorted order."""
    write("a.txt")
    write("b.jsonl", json.dumps({"text": "B."}) + "\n{\n")
    write("c.html", "<html><body><p>We agree, she said.</p><p>They left.</p></body></html>")
    write("d.csv", STANCES)
    write("e/f.TXT", "Deep.")
    write("g.txt", b"\xff\xfe")
    write("h.json", '[{"text": "H."}]')
    places, items = zip(*documents.placed(["."]), strict=True)
    assert places == ("a.txt", "b.jsonl:1", "b.jsonl:2", "c.html", "d.csv:2", "e/f.TXT", "g.txt", "h.json, item 1")
    kinds = [Document, Document, BrokenLine, Document, Record, Document, NotText, Document]
    assert [type(item) for item in items] == kinds
    assert documents.count(["."]) == 8


def test_what_a_folder_passes_over(folder):
    """Hidden files, endings that are not read, Markdown, and links to folders, which may go round in circles."""
    for name in ("a.txt", ".b.txt", ".git/c.txt", "d.jpg", "README.md", "e/f.txt"):
        write(name, name)
    Path("e/loop").symlink_to(".")
    assert [item.text for item in read(".")] == ["a.txt", "e/f.txt"]


def test_a_named_file_is_never_passed_over(folder):
    """Markdown is read as it stands, and for what cannot be read there is a cure."""
    write("README.md", "# Hi")
    write("x.docx")
    write("article")
    markdown, word, bare = read("README.md", "x.docx", "article")
    assert markdown.text == "# Hi"
    assert (type(word), word.place) == (UnknownFormat, "x.docx")
    assert "save it as plain text" in word.message
    assert "without an ending" in bare.message


def test_paths_that_lead_nowhere(folder):
    """A missing file, an empty folder: each is said, and the rest is read."""
    write("news.txt")
    Path("empty").mkdir()
    missing, empty, good = read("new.txt", "empty", "news.txt")
    assert str(missing) == "new.txt: there is no such file or folder: did you mean 'news.txt'?"
    assert "nothing in this folder can be read" in empty.message
    assert good.text == "A text."


def test_a_file_that_may_not_be_read(folder, monkeypatch):
    """The system's reason is given."""
    write("a.txt")
    write("b.txt", "B.")

    def refuse(path):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return b"B."

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    bad, good = read(".")
    assert str(bad) == "a.txt: cannot be read: Permission denied"
    assert good.text == "B."


def test_one_path_is_enough(folder):
    """It need not be wrapped in a list."""
    write("a.txt")
    assert [item.text for item in documents.read("a.txt")] == ["A text."]


def test_the_same_text_twice_is_one_document(folder):
    """Under two names it has one id."""
    write("a.txt")
    write("b.txt")
    assert len({item.id for item in read(".")}) == 1


def test_two_texts_with_one_id(folder):
    """The second would take the place of the first without a word; so it is refused with one."""
    write("a.jsonl", '{"text": "A.", "id": "x"}\n{"text": "B.", "id": "x"}\n{"text": "A.", "id": "x"}\n')
    first, second, again = read("a.jsonl")
    assert (first.text, again.text) == ("A.", "A.")
    assert isinstance(second, InputError)
    assert second.place == "a.jsonl:2"
    assert "'x' was another text's" in second.message


def test_a_record_stands_by_the_document_of_its_id(folder):
    """Both in one run are no conflict; a record of another text is."""
    write(
        "a.jsonl",
        '{"text": "A.", "id": "x"}\n{"document": {"id": "x", "text": "A."}}\n{"document": {"id": "x", "text": "B."}}\n',
    )
    assert [type(item) for item in read("a.jsonl")] == [Document, Record, InputError]


def test_defaults_fill_what_is_not_said(folder):
    """And only that."""
    write("2024-05-06 dam.txt")
    write("b.csv", STANCES)
    dated, coded = read(".", defaults={"published": "2020-01-01", "publisher": "Courier", "language": "en"})
    assert (dated.published, dated.publisher, dated.title) == ("2024-05-06", "Courier", "dam")
    assert (coded.document.published, coded.document.publisher) == ("2020-01-01", "Courier")
    coded.check(coded.document.text)


@pytest.mark.parametrize(("defaults", "error"), [({"published": "May"}, NotADate), ({"publishr": "x"}, InputError)])
def test_defaults_that_are_none(defaults, error):
    """They are the caller's mistake, and raised before anything is read."""
    with pytest.raises(error):
        documents.read(["a.txt"], defaults=defaults)


def test_known_actors_reach_the_tables(folder):
    """So that a name in a table means the actor of the reference files."""
    write("a.csv", STANCES)
    known = Known(actors={"ruiz": KnownActor("ruiz", "Ana Ruiz", ActorKind.PERSON)})
    (record,) = read("a.csv", known=known)
    assert record.stances[0].holder == "ruiz"


@pytest.mark.parametrize(
    ("data", "places", "kinds"),
    [
        (b"A text.\nOf two lines.\n", ["stdin"], [Document]),
        (b"\n\n{no json\n", ["stdin"], [Document]),
        (b"[1] a footnote\n", ["stdin"], [Document]),
        (b'{"text": "a"}\n{"document": {"id": "x"}}\n', ["stdin:1", "stdin:2"], [Document, Record]),
        (b'\xef\xbb\xbf{"text": "a"}\n', ["stdin:1"], [Document]),
        (b'{\n "text": "a"}', ["stdin"], [Document]),
        (b'[{"text": "a"}]', ["stdin, item 1"], [Document]),
        (b'{"text": oops\n{"text": "b"}\n', ["stdin:1", "stdin:2"], [BrokenLine, Document]),
        (STANCES.encode(), ["stdin:2"], [Record]),
        (b"<!DOCTYPE html><html><body><p>We agree.</p><p>They left.</p></body></html>", ["stdin"], [Document]),
        (b"", ["stdin"], [EmptyDocument]),
        (b" \n", ["stdin"], [EmptyDocument]),
        (b"%PDF-1.4", ["stdin"], [NotText]),
    ],
)
def test_a_pipe_is_told_by_how_it_begins(monkeypatch, data, places, kinds):
    """Lines of JSON, a page, a table, or plain text."""
    items = piped(monkeypatch, data)
    assert [place for place, _ in items] == places
    assert [type(item) for _, item in items] == kinds


def test_plain_text_through_a_pipe_is_untouched(monkeypatch):
    """Blank lines before it included."""
    ((_, item),) = piped(monkeypatch, "\n \r\n\ufeffA text.\r\n".encode())
    assert item.text == "\n \r\n\ufeffA text.\r\n"


def test_lines_from_a_pipe_are_read_as_they_come(monkeypatch):
    """The first document is there before the last one is written."""

    def slowly():
        yield b'{"text": "a"}\n'
        raise AssertionError("read ahead")

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=slowly()))
    assert next(documents.read(["-"])).text == "a"


def test_a_pipe_has_no_total(folder):
    """A progress bar then shows none."""
    write("a.txt")
    assert documents.count(["a.txt", "-"]) is None


def test_a_named_pipe(folder):
    """As a shell makes them for `<(zcat news.jsonl.gz)`."""
    os.mkfifo("pipe")
    with subprocess.Popen(["sh", "-c", 'printf \'{"text": "a"}\\n\' > pipe']):
        (item,) = read("pipe")
    assert item.text == "a"


def test_a_folder_streams(folder):
    """Nothing is read before it is asked for."""
    for number in range(50):
        write(f"{number:02}.txt", f"Text {number}.")
    items = documents.read(["."])
    assert next(items).text == "Text 0."
    Path("01.txt").unlink()
    assert "cannot be read" in next(items).message
    assert next(items).text == "Text 2."


def test_a_document_of_twenty_megabytes(folder):
    """It works, as text and as a line of JSON."""
    text = "Ruritania’s president rejected the dam.\n" * 500_000
    write("a.txt", text)
    write("b.jsonl", json.dumps({"text": text}) + "\n")
    assert [len(item.text) for item in read(".")] == [len(text), len(text)]


def test_every_problem_has_a_place(folder):
    """So that it can be printed as compilers do, whatever is wrong."""
    write("a.jsonl", "{\n[]\n")
    write("b.csv", "x,y\n1,2\n")
    write("c.html", "<html></html>")
    write("metadata.csv", "title\nx\n")
    write("d.txt", b"\xe9t\xe9")
    items = read(".", "nowhere", "a.xyz")
    assert len([item for item in items if isinstance(item, KgError)]) == len(items) == 8
    assert all(item.place for item in items)
    assert sum(isinstance(item, MissingColumn) for item in items) == 2


def test_importing_the_room_loads_nothing_heavy():
    """Only a page needs the library that reads pages."""
    code = "import sys, kg.documents; sys.exit(any(name in sys.modules for name in ('trafilatura', 'lxml', 'charset_normalizer')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
