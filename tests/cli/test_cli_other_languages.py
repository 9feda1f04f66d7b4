"""What is not English is told, skipped, and read where that is asked."""

import json

import pytest

import kg as library

GERMAN = "Der Minister sagte am Montag, dass sein Land die Sanktionen gegen Norwegen nicht unterstützen werde."
ENGLISH = "Norway condemned Denmark on Monday."
LOOKS = "kg: a.txt: this is not English, but looks like 'de': kg reads English alone, and skips it; --force reads it all the same\n"


@pytest.fixture
def mixed(tmp_path):
    """A German file before an English one."""
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH, encoding="utf-8")


def test_extract_skips_it_and_leaves_with_3(kg, mixed):
    """The record of the English text is there, and the exit code is one of its own."""
    ran = kg("extract", "a.txt", "b.txt", code=3)
    assert ran.err == LOOKS
    assert [line["stances"][0]["relation"] for line in ran.lines] == ["criticizes"]


def test_add_skips_it_and_leaves_with_3(kg, empty, mixed):
    """And added again, without a change, it is still told."""
    for told in ("1 added, 0 replaced, 0 unchanged", "0 added, 0 replaced, 1 unchanged"):
        ran = kg("add", "a.txt", "b.txt", code=3)
        assert ran.err.startswith(LOOKS)
        assert told in ran.err
    assert len(library.open(empty).records()) == 1


@pytest.mark.parametrize("command", ["extract", "add"])
def test_force_reads_it(kg, empty, mixed, command):
    """Without a word about it."""
    ran = kg(command, "--force", "a.txt", "b.txt")
    assert "not English" not in ran.err


def test_what_was_forced_stays(kg, empty, mixed):
    """Unchanged, it is not looked at again."""
    kg("add", "--force", "a.txt")
    assert "0 added, 0 replaced, 1 unchanged" in kg("add", "a.txt").err


def test_a_document_may_declare_another_language(kg, tmp_path):
    """Then nobody looks into its text; and English is English, in whatever way it is declared."""
    rows = [{"text": ENGLISH, "language": language} for language in ("de", "en-GB", None)]
    (tmp_path / "news.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    ran = kg("extract", "news.jsonl", code=3)
    assert ran.err.startswith("kg: news.jsonl:1: it declares its language as 'de': kg reads English alone")
    assert len(ran.lines) == 2


def test_worse_problems_keep_their_exit_code(kg, mixed, tmp_path):
    """3 says that nothing else was wrong."""
    (tmp_path / "c.txt").write_bytes(b"")
    assert len(kg("extract", "a.txt", "b.txt", "c.txt", code=1).lines) == 1
