"""Words looked for over HTTP."""

import json
from urllib.parse import urlencode

import pytest
from serving import JSON

from kg.server.finding import shortened
from kg.store import Hits, Search


def search(server, **fields):
    """What the server answers to a search."""
    return server.send("GET", f"/search?{urlencode(fields, doseq=True)}")


def test_sentences_come_as_rows(server):
    """In the format of every other answer, with who says it and where it stands."""
    got = search(server, words="tunnel", actor=["Norland"])
    assert (got.status, got.type) == (200, JSON)
    rows = json.loads(got.body)["results"]["bindings"]
    assert {row["sentence"]["value"] for row in rows} == {
        "that Norland opposes the tunnel",
        "Norland opposes the tunnel",
        "Norland does not support the tunnel",
    }
    assert all(row["found"]["value"].startswith("https://w3id.org/newsstance/document/") for row in rows)
    cut = search(server, words="tunnel", limit=1)
    assert (cut.headers["kg-shortened"], len(json.loads(cut.body)["results"]["bindings"])) == ("limit=1", 1)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "say which words"),
        ({"words": '"open'}, "no closing quotation mark"),
        ({"words": ["a", "b"]}, "two parameters called words"),
        ({"words": "dam", "limit": "0"}, "from 1 to 1000"),
        ({"words": "dam", "limit": "²"}, "from 1 to 1000"),
        ({"words": "dam", "since": "yesterday"}, "is not a date"),
        ({"words": "dam", "actor": "Nordland"}, "no actor 'Nordland'"),
        ({"words": "dam", "colour": "red"}, "no parameter 'colour'"),
    ],
)
def test_what_is_no_search_is_told(server, fields, says):
    """400, and why."""
    got = search(server, **fields)
    assert (got.status, says in got.text) == (400, True), got.text


def test_only_what_was_added_last_was_ranked_and_the_header_says_so():
    """Of words that stand in too many sentences to tell them apart."""
    wanted = Search(words="tunnel", limit=5)
    assert shortened(Hits([], shortened=True, ranked=1000), wanted) == {"KG-Shortened": "limit=5; best-of-newest=1000"}
    assert shortened(Hits([], shortened=True), wanted) == {"KG-Shortened": "limit=5"}
    assert shortened(Hits([], shortened=False), wanted) == {}
