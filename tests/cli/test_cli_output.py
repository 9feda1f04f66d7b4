"""Tables for people, JSON lines and CSV for programs, and pipes that close."""

import os
import pty
import re
import subprocess

import pytest
from cli_running import LONG

ROWS = {
    "list": (["list"], "id"),
    "query": (["query", "most-contested-issues"], "issue"),
    "queries": (["query", "--list"], "name"),
    "rank": (["rank", "--by", "degree"], "label"),
    "measures": (["rank", "--measures"], "measure"),
    "relations": (["relations"], "relation"),
}


def on_a_terminal(terminal, *args):
    """What kg prints where stdout is a terminal of a hundred columns."""
    ours, theirs = pty.openpty()
    with terminal.start(*args, stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how a terminal ends on Linux
                break
            if not piece:
                break
            seen += piece
        process.wait(timeout=LONG)
    os.close(ours)
    assert process.returncode == 0
    return re.sub(r"\x1b\[[0-9;]*m", "", seen.decode()).replace("\r\n", "\n")


@pytest.mark.parametrize("name", ROWS)
def test_the_same_rows_as_table_csv_and_json(kg, name):
    """A pipe gets JSON lines unless told otherwise; CSV has the same columns and rows; a table their headings."""
    args, key = ROWS[name]
    json_lines = kg(*args)
    as_csv = kg(*args, "--format", "csv")
    table = kg(*args, "--format", "table").out
    assert json_lines.out == kg(*args, "--format", "json").out
    assert len(json_lines.lines) == len(as_csv.table) > 0
    assert [str(row[key]) for row in json_lines.lines] == [row[key] for row in as_csv.table]
    assert list(json_lines.lines[0]) == list(as_csv.table[0])
    assert re.search(rf"(^| ){key}( |$)", table, re.MULTILINE)
    assert not table.lstrip().startswith("{")


def test_a_table_on_a_terminal_and_json_in_a_pipe(terminal):
    """Nobody has to ask for what suits the place."""
    seen = on_a_terminal(terminal, "list").splitlines()
    assert {"published", "title"} <= set(" ".join(seen[:3]).split())
    assert not any(line.startswith("{") for line in seen)
    assert [row["rank"] for row in terminal("rank", "--top", "2").lines] == [1, 2]


def test_a_network_is_a_table_on_a_terminal_and_csv_in_a_pipe(terminal):
    """Stances with their whole sentences, either way."""
    args = ["network", "--issue", "Skarne bridge", "--relation", "opposes"]
    seen = "".join(on_a_terminal(terminal, *args).split())
    piped = terminal(*args).table
    assert {row["relation"] for row in piped} == {"opposes"}
    assert all("".join(row["evidence"].split()) in seen for row in piped)
    assert not seen.startswith("id,")


def test_a_path_is_read_as_sentences(kg):
    """In a table, the two ends and the sentences between them; in a pipe, a row a step."""
    rows = kg("path", "Norvane", "Osmere", "-n", "1").lines
    table = kg("path", "Norvane", "Osmere", "-n", "1", "--format", "table").out
    assert table.startswith(("Norvane – ", "Osmere – "))
    assert all("".join(row["sentence"].split()) in "".join(table.split()) for row in rows)
    assert kg("path", "Norvane", "Osmere", "-n", "1", "--format", "csv").table[0]["from"] == rows[0]["from"]


def test_csv_quotes_what_it_must(kg):
    """Titles with commas and quotation marks come back as they are."""
    titles = {row["id"]: row["title"] for row in kg("list").lines}
    assert any("," in title for title in titles.values())
    assert {row["id"]: row["title"] for row in kg("list", "--format", "csv").table} == titles


@pytest.mark.parametrize("columns", [80, 300])
def test_no_table_cuts_what_it_shows(kg, monkeypatch, columns):
    """Every sentence is there whole, and no heading is shortened, on a terminal of any width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    edges = kg("network", "--format", "csv").table
    table = kg("network", "--format", "table").out
    assert max(map(len, table.splitlines())) <= columns
    assert "…" not in re.sub("|".join(re.escape(one["evidence"]) for one in edges), "", table)
    for one in edges:
        assert "".join(one["evidence"].split()) in "".join(table.split())
    ranks = kg("rank", "--format", "table").out
    assert "…" not in ranks
    assert ranks.count("positive") >= 2


def test_a_table_with_nothing_in_it_says_so(kg):
    """An empty table would look like a mistake; an empty JSON stream is just empty."""
    question = ["query", "SELECT ?x { ?x a kg:Nothing }"]
    assert kg(*question, "--format", "table").out == "nothing found\n"
    assert kg(*question).out == ""
    assert kg(*question, "--format", "csv").out == "x\n"


def test_a_reader_who_has_seen_enough_is_no_error(terminal):
    """``kg query … | head -1`` prints one line and nothing else."""
    ran = terminal.shell("kg query 'SELECT * { ?s ?p ?o }' --limit 20000 | head -1")
    assert (len(ran.lines), ran.err) == (1, "")
    ran = terminal.shell("kg network --format csv | head -1")
    assert (len(ran.out.splitlines()), ran.err) == (1, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("args", [["list"], ["network", "--format", "json"], ["query", "--list"], ["relations"]])
def test_output_that_cannot_be_written_is_said(terminal, args):
    """A full disk behind > is told in words, with exit 1."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        ran = terminal(*args, stdout=full, code=1)
    assert ran.err == "kg: the output could not be written: No space left on device\n"
