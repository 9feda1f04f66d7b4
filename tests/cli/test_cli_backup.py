"""kg backup and kg restore: the graph as one file, and back."""

import pytest

from kg import open as open_graph
from kg.errors import UnknownFormat


def test_there_and_back(kg, own, tmp_path):
    """What the original answers, the restored graph answers."""
    assert kg("backup", "monday.kg").err.startswith("monday.kg: ")
    kg("remove", kg("list").lines[0]["id"])
    assert kg("restore", "monday.kg", "new").err == f"new: {len(kg('list').lines) + 1} documents\n"
    assert len(kg("list", "--graph", "new").lines) == len(kg("list").lines) + 1
    assert kg("search", "bridge", "--graph", "new").lines


def test_nothing_is_overwritten(kg, own, tmp_path):
    """Neither a file nor a graph; the message says what to do."""
    kg("backup", "monday.kg")
    assert "monday.kg: there is a file already" in kg("backup", "monday.kg", code=1).err
    assert "there is a graph already" in kg("restore", "monday.kg", own, code=1).err
    assert "there is no such file" in kg("restore", "tuesday.kg", "new", code=1).err


def test_an_export_in_other_words_or_described(kg, tmp_path):
    """Profiles by name; a description beside the file, of whole graphs alone."""
    kg("export", "--profile", "web-annotation", "-o", tmp_path / "a.ttl")
    assert "oa:hasSelector" in (tmp_path / "a.ttl").read_text(encoding="utf-8")
    kg("export", "--describe", "-o", tmp_path / "dump.nq")
    assert "void#triples" in (tmp_path / "dump.nq.void.ttl").read_text(encoding="utf-8")
    assert "leave out" in kg("export", "--describe", "--profile", "wikidata", "-o", tmp_path / "b.nt", code=2).err


def test_a_profile_that_is_none(own):
    """In Python too the error says which there are."""
    with pytest.raises(UnknownFormat, match="'web-annotations' is no profile: did you mean 'web-annotation'"):
        open_graph(own).export("a.ttl", profile="web-annotations")


def test_a_graph_without_items_of_wikidata_says_why_nothing_was_written(kg, empty, tmp_path):
    """An empty file alone looks like a fault."""
    coded = tmp_path / "coded.csv"
    coded.write_text("holder,relation,issue,date,quote\nAna Ruiz,opposes,dam,2024-01-01,We oppose the dam\n", "utf-8")
    kg("add", coded)
    told = kg("export", "--profile", "wikidata", "-o", tmp_path / "items.jsonld").err
    assert "no stance has an item of Wikidata on both sides" in told
    assert "nothing is in it" not in kg("export", "-o", tmp_path / "whole.ttl").err
