"""Triples of the user's own: a SPARQL update changes them, and nothing that documents say."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from news import articles, fill

from kg.errors import BadParameter, QueryRefused, QuerySyntax, QueryTooLong
from kg.store import Store
from kg.store._sqlite import FILE, FORMAT
from kg.store.backup import back_up, restore

NOTE = "INSERT DATA { GRAPH <urn:my:notes> { actor:norland rdfs:comment 'a kingdom'@en , 1.50 . _:b rdfs:seeAlso actor:norland } }"
NOTES = "SELECT ?s ?o { GRAPH <urn:my:notes> { ?s ?p ?o } }"


def dump(store, tmp_path):
    """The whole graph, canonically."""
    store.export(tmp_path / "dump.nq")
    return (tmp_path / "dump.nq").read_bytes()


def test_an_update_is_there_in_the_next_answer(writer):
    """In the union of all graphs too, and it is told how much came and went."""
    done = writer.update(NOTE)
    assert (done.added, done.removed) == (3, 0)
    assert writer.query("ASK { actor:norland rdfs:comment 'a kingdom'@en }")
    again = writer.update(NOTE.replace("_:b rdfs:seeAlso actor:norland", ""))
    assert (again.added, again.removed) == (0, 0)
    gone = writer.update("DELETE WHERE { GRAPH <urn:my:notes> { actor:norland rdfs:comment ?what } }")
    assert (gone.added, gone.removed) == (0, 2)
    assert len(writer.query(NOTES)) == 1


def test_a_pattern_is_put_to_all_documents(writer):
    """As a query is; without USING or WITH the engine itself would find nothing, and say nothing."""
    done = writer.update(
        "PREFIX my: <urn:my:> INSERT { GRAPH my:notes { ?who my:against ?what } } "
        "WHERE { ?s kg:holder ?who ; kg:sign -1 ; kg:target ?what }"
    )
    rows = writer.query("SELECT DISTINCT ?who ?what { ?s kg:holder ?who ; kg:sign -1 ; kg:target ?what }")
    assert done.added == len(rows) > 3


def test_operations_see_what_those_before_them_did(writer):
    """One after the other, and all of them or none."""
    writer.update(
        "INSERT DATA { GRAPH <urn:a> { <urn:x> <urn:n> 1 } } ; "
        "DELETE { GRAPH <urn:a> { ?x <urn:n> ?n } } INSERT { GRAPH <urn:a> { ?x <urn:n> ?m } GRAPH <urn:b> { ?x a <urn:Thing> } } "
        "WHERE { ?x <urn:n> ?n BIND(?n + 1 AS ?m) } ; COPY GRAPH <urn:a> TO GRAPH <urn:c>"
    )
    found = writer.query("SELECT ?g ?o { GRAPH ?g { <urn:x> ?p ?o } FILTER(STRSTARTS(STR(?g), 'urn:')) } ORDER BY ?g")
    assert found.tuples == [("urn:a", 2), ("urn:b", "urn:Thing"), ("urn:c", 2)]
    with pytest.raises(BadParameter, match="cannot be carried out"):
        writer.update("INSERT DATA { GRAPH <urn:d> { <urn:x> <urn:n> 1 } } ; DROP GRAPH <urn:nowhere>")
    assert not writer.query("ASK { GRAPH <urn:d> { ?s ?p ?o } }")


def test_using_and_with_choose_graphs_as_the_standard_has_it(writer):
    """The pattern then sees those alone."""
    writer.update("INSERT DATA { GRAPH <urn:a> { <urn:x> <urn:p> 1 } }")
    writer.update("WITH <urn:a> DELETE { ?x <urn:p> 1 } INSERT { ?x <urn:p> 2 } WHERE { ?x <urn:p> 1 }")
    writer.update("INSERT { GRAPH <urn:b> { ?s <urn:q> ?o } } USING <urn:a> WHERE { ?s ?any ?o }")
    assert writer.query("SELECT ?s ?o { GRAPH <urn:b> { ?s <urn:q> ?o } }").tuples == [("urn:x", 2)]


REFUSED = [
    ("INSERT DATA { GRAPH doc:plan { doc:plan kg:of 1 } }", "changes with `kg add` and `kg remove`"),
    ("PREFIX x: <https://w3id.org/newsstance/document/> CLEAR GRAPH x:plan", "changes with `kg add`"),
    ("BASE <https://w3id.org/newsstance/document/> CLEAR GRAPH <plan>", "a whole IRI"),
    ("DROP GRAPH <https://w3id.org/newsstance/x/../document/plan>", "a whole IRI"),
    ("DROP GRAPH graph:edges-stated", "changes with"),
    ("MOVE GRAPH doc:plan TO GRAPH <urn:a>", "changes with"),
    ("COPY GRAPH <urn:a> TO GRAPH doc:plan", "changes with"),
    ("COPY DEFAULT TO GRAPH <urn:a>", "name two graphs"),
    ("CLEAR ALL", "has to name a graph of your own"),
    ("DROP NAMED", "has to name a graph of your own"),
    ("CLEAR DEFAULT", "has to name a graph of your own"),
    ("INSERT DATA { <urn:x> a <urn:y> }", "say which graph of your own"),
    ("DELETE WHERE { ?s ?p ?o }", "say which graph of your own"),
    ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", "?g may be any"),
    ("DELETE { ?s ?p ?o } USING <urn:a> WHERE { ?s ?p ?o }", "say which graph of your own"),
    ("WITH doc:plan DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "changes with"),
    ("WITH <urn:a> DELETE { GRAPH doc:plan { ?s ?p ?o } } WHERE { ?s ?p ?o }", "changes with"),
    ("INSERT DATA { GRAPH <urn:a> { <urn:x> a <urn:y> } } ; CLEAR GRAPH doc:plan", "changes with"),
    ("LOAD <http://127.0.0.1:1/x> INTO GRAPH <urn:a>", "LOAD would fetch"),
    (
        "INSERT { GRAPH <urn:a> { ?s ?p ?o } } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SERVICE would send",
    ),
]


@pytest.mark.parametrize(("update", "says"), REFUSED)
def test_what_documents_say_cannot_be_written_to(writer, update, says):
    """Nor what is derived from it, nor all of it at once, nor the network."""
    with pytest.raises(QueryRefused) as error:
        writer.update(update)
    assert says in error.value.message


BROKEN = [
    ("SELECT * { ?s ?p ?o }", "an update begins with INSERT"),
    ("", "nothing to be done"),
    ("INSERT DATA { GRAPH <urn:a> { <urn:x> a <urn:y> }", "a } is missing"),
    ("INSERT DATA { GRAPH <urn:a> { <urn:x> a } }", "line 1"),
    ("INSERT DATA { GRAPH <urn:a> { ?x a <urn:y> } }", "line 1"),
    ("INSERTDATA { GRAPH <urn:a> { <urn:x> a <urn:y> } }", "an update begins with"),
    ("INSERT DATA { GRAPH y:a { <urn:x> a <urn:y> } }", "the prefix 'y' is not declared"),
    ("INSERT DATA { GRAPH <urn:a> { <urn:x> a <urn:y> } } CLEAR GRAPH <urn:a>", "; should stand here"),
    ("INSERT DATA {\n GRAPH <urn:a> {\n <urn:x> a y:z } }", "line 3, column 12: the prefix 'y'"),
]


@pytest.mark.parametrize(("update", "says"), BROKEN)
def test_what_is_no_update_is_told(writer, update, says):
    """With the place where it stops being one."""
    with pytest.raises(QuerySyntax) as error:
        writer.update(update)
    assert says in error.value.message


def test_an_update_that_takes_too_long_is_stopped(writer, tmp_path):
    """And leaves nothing behind, not even the copy that it was tried out on."""
    with pytest.raises(QueryTooLong):
        writer.update(
            "INSERT { GRAPH <urn:a> { <urn:x> <urn:n> ?n } } WHERE { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }",
            timeout=1,
        )
    assert not writer.query("ASK { GRAPH <urn:a> { ?s ?p ?o } }")
    assert list((writer.path / "index").glob("update-*")) == []


def test_the_index_is_made_anew_with_them(writer, graph, tmp_path):
    """Blank nodes, numbers and all: what was deleted were not the triples."""
    writer.update(NOTE)
    before = dump(writer, tmp_path)
    shutil.rmtree(graph / "index")
    assert dump(writer, tmp_path) == before
    assert list(writer.check()) == []


def test_documents_come_and_go_beside_them(graph, tmp_path):
    """Nothing is derived from what is not in a document, even where it looks like a stance."""
    article = articles()[0]
    forged = (
        "INSERT DATA { GRAPH <urn:my:notes> { <urn:s> kg:holder actor:cole ; kg:relation rel:supports ; kg:target issue:dam ; "
        "kg:stated true ; kg:negated false . <urn:ap> kg:of actor:ana-ruiz ; kg:asName 'Nobody' ; kg:asKind kg:Person } }"
    )
    with Store.open(graph, write=True) as store:
        store.update(forged)
    with Store.open(graph, write=True) as store:
        before = dump(store, tmp_path)
        store.remove(article.record().document.id)
    with Store.open(graph, write=True) as store:
        assert list(store.check()) == []
        fill(store, only=[article])
    with Store.open(graph) as store:
        assert list(store.check()) == []
        after = dump(store, tmp_path)
        assert b"Nobody" in after
        assert not store.query("ASK { actor:cole rel:supports issue:dam }")
        recorded = b"recorded>"  # when a document was put there is new
        assert [line for line in after.splitlines() if recorded not in line] == [
            line for line in before.splitlines() if recorded not in line
        ]


def test_they_are_in_a_backup(writer, graph, tmp_path):
    """And back from it."""
    writer.update(NOTE)
    expected = writer.query(NOTES).tuples
    back_up(graph, tmp_path / "copy.kg")
    restore(tmp_path / "copy.kg", tmp_path / "restored", wait=1)
    with Store.open(tmp_path / "restored") as restored:
        assert sorted(map(str, restored.query(NOTES).tuples)) == sorted(map(str, expected))
        assert list(restored.check()) == []


def test_check_finds_one_that_was_changed(writer, graph):
    """In the file itself, or in the index alone."""
    writer.update(NOTE)
    assert list(writer.check()) == []
    with closing(sqlite3.connect(graph / FILE)) as connection:
        connection.execute("UPDATE own SET triple = 'no triple' WHERE triple LIKE '%kingdom%'")
        connection.commit()
    assert {problem.what for problem in writer.check()} == {"own", "index"}


def test_a_graph_of_an_earlier_kg_takes_them(graph):
    """It is brought up to date by the first who writes, and read by everybody before."""
    with closing(sqlite3.connect(graph / FILE)) as connection:
        connection.executescript("DROP TABLE own; PRAGMA user_version = 2;")
    with Store.open(graph) as store:
        assert list(store.check()) == []
    with Store.open(graph, write=True) as store:
        assert store.update(NOTE).added == 3
    with closing(sqlite3.connect(graph / FILE)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT,)
