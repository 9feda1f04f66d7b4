"""A corpus of attributions is read from brat and from JSON lines, and what is wrong with it is told with its place."""

import json

import pytest

from kg.errors import BrokenLine, EmptyDocument, InputError
from kg.learning.corpus import parted, texts

TEXT = "Oslo, the union said, lied. It is true, she added."


def span(words):
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def spoken(found):
    return [
        tuple(tuple(TEXT[start:end] for start, end in role) for role in (one.source, one.cue, one.content))
        for one in found.attributions
    ]


def test_events_of_brat_are_attributions(tmp_path):
    """A mark may be in two pieces, and two cues do not share what only one of them governs."""
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    oslo, lied = span("Oslo"), span("lied")
    (tmp_path / "one.ann").write_text(
        f"T1\tSource {span('the union')[0]} {span('the union')[1]}\tthe union\n"
        f"T2\tCue {span('said')[0]} {span('said')[1]}\tsaid\n"
        f"T3\tContent {oslo[0]} {oslo[1]};{lied[0]} {lied[1]}\tOslo lied\n"
        f"T4\tCue {span('added')[0]} {span('added')[1]}\tadded\n"
        f"T5\tContent {span('It is true')[0]} {span('It is true')[1]}\tIt is true\n"
        f"T6\tSource {span('she')[0]} {span('she')[1]}\tshe\n"
        "E1\tCue:T2 Source:T1 Content:T3\n"
        "R1\tcontent-of Arg1:T5 Arg2:T4\nR2\tsource-of Arg1:T6 Arg2:T5\n",
        encoding="utf-8",
    )
    (found,) = texts(tmp_path)
    assert spoken(found) == [
        (("the union",), ("said",), ("Oslo", "lied")),
        (("she",), ("added",), ("It is true",)),
    ]


def test_json_lines_may_have_spans_of_both_kinds(tmp_path):
    """Records have start and end, other corpora a pair."""
    start, end = span("said")
    row = {
        "document": {"text": TEXT},
        "attributions": [
            {"source": [span("the union")], "cue": [{"start": start, "end": end}], "content": [span("Oslo")]}
        ],
    }
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    (found,) = texts(path)
    assert spoken(found) == [(("the union",), ("said",), ("Oslo",))]


@pytest.mark.parametrize("line", ["no json", '{"document": {}}', '{"document": {"text": "x"}, "attributions": [1]}'])
def test_a_line_that_is_none_is_told_with_its_place(tmp_path, line):
    """File and line, as everywhere."""
    path = tmp_path / "corpus.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BrokenLine) as caught:
        texts(path)
    assert caught.value.place == f"{path}:2"


def test_a_mark_outside_its_text_is_told(tmp_path):
    """As a file that belongs to another text would have."""
    (tmp_path / "one.txt").write_text("short", encoding="utf-8")
    (tmp_path / "one.ann").write_text("T1\tCue 3 99\tx\n", encoding="utf-8")
    with pytest.raises(BrokenLine, match="5 characters"):
        texts(tmp_path)


def test_nothing_to_learn_from_is_told(tmp_path):
    """No such path, or no mark in it."""
    with pytest.raises(InputError):
        texts(tmp_path / "none")
    with pytest.raises(EmptyDocument):
        texts(tmp_path)


def test_what_is_held_back_is_not_learnt_from():
    """Every text is on one side, the same for the same seed."""
    every = list(range(30))
    learnt, held = parted(every, held=0.1, seed=4)
    assert len(held) == 3
    assert sorted(learnt + held) == every
    assert (learnt, held) == parted(every, held=0.1, seed=4)
