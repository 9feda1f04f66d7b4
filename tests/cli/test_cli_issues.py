"""kg issues: what sides are taken on, and a codebook to start from."""

from kg.known import Known
from kg.reference.joining import read


def test_issues_are_listed_with_both_sides(kg):
    """Those of the sample codebook with supporters and opponents; a theme with what belongs to it."""
    rows = {row["id"]: row for row in kg("issues").lines}
    bridge = rows["skarne-bridge"]
    assert bridge["origin"] == "codebook"
    assert "Norvane" in bridge["for"]
    assert "Osmere" in bridge["against"]
    assert (bridge["supporters"], bridge["opponents"]) == (len(bridge["for"]), len(bridge["against"]))
    assert rows["strait-sea-lanes"]["with_narrower"] >= bridge["with_narrower"] >= bridge["stances"]
    assert list(rows.values()) == sorted(rows.values(), key=lambda row: -row["with_narrower"])


def test_a_suggested_codebook_can_be_edited_and_loaded(kg, tmp_path):
    """It holds what no codebook has, is the same each time, and reads as a reference file."""
    proposed = {row["id"] for row in kg("issues").lines if row["origin"] == "proposed"}
    kg("issues", "suggest", "-o", "codebook.ttl")
    first = (tmp_path / "codebook.ttl").read_text(encoding="utf-8")
    assert kg("issues", "suggest").out == first
    known = read([tmp_path / "codebook.ttl"], beneath=Known())
    assert known.issues
    assert set(known.issues) <= proposed
    assert kg("issues", "suggest", "--at-least", "1000").out.count("kg:Issue ;") == 0


def test_the_story_of_a_document_is_listed(kg):
    """Sample articles print no text twice: each is the first of its story."""
    rows = kg("list").lines
    assert rows
    assert all(row["story"] == row["id"] for row in rows)
