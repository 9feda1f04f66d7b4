"""kg actors: who is in the graph, why, and what nobody could tell."""


def test_every_actor_comes_with_names_documents_and_reasons(kg):
    """Who is mentioned most comes first; the reasons count as many links as there are mentions."""
    rows = kg("actors").lines
    assert [row["mentions"] for row in rows] == sorted((row["mentions"] for row in rows), reverse=True)
    (orrel,) = (row for row in rows if row["id"] == "hanne-orrel")
    assert orrel["kind"] == "person"
    assert {"Hanne Orrel", "she"} <= set(orrel["names"])
    assert len(orrel["documents"]) > 2
    assert sum(orrel["linked_by"].values()) == orrel["mentions"]
    assert 0.5 < orrel["confidence"] < 1


def test_somebody_is_shown_by_name(kg):
    """By a surname as well; the table has his names; who is not there is a mistake of the one who asks."""
    assert [row["id"] for row in kg("actors", "orrel").lines] == ["hanne-orrel"]
    assert "Hanne Orrel" in kg("actors", "Orrel", "--format", "table").out
    assert "nobody is called 'Orrell'" in kg("actors", "Orrell", code=1).err


def test_what_stays_open_is_told(kg):
    """Each with its kind, the words, and why; a name narrows it."""
    rows = kg("actors", "--unresolved").lines
    assert {row["open"] for row in rows} <= {"speaker", "surname", "same"}
    assert all(row["name"] and row["why"] for row in rows)
    assert any(row["open"] == "speaker" and row["document"] and row["start"] is not None for row in rows)
    assert kg("actors", "--unresolved", "nobody of that name").lines == []


def test_extract_gives_links_only_where_they_are_asked_for(kg, tmp_path):
    """The contract's line as it was; with --links each mention's reason and confidence besides."""
    (tmp_path / "one.txt").write_text("Ana Ruiz left early. She was tired.", encoding="utf-8")
    (plain,) = kg("extract", tmp_path / "one.txt").lines
    (linked,) = kg("extract", "--links", tmp_path / "one.txt").lines
    links = linked.pop("links")
    assert linked == plain
    assert [(link["mention"]["text"], link["actor"]) for link in links] == [
        ("Ana Ruiz", "ana-ruiz"),
        ("She", "ana-ruiz"),
    ]
    assert links[1]["reason"] == "pronoun: nearest person of that gender"
