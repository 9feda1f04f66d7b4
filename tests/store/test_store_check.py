"""A check finds what is wrong, in the right document, and nothing else."""

import json
import sqlite3
from dataclasses import replace

import pytest
import rdflib
from news import KNOWN, RUN, articles, fill, plan

from kg.errors import GraphDamaged
from kg.iris import KG, PREFIXES
from kg.shipped import ontology
from kg.store import IRI, Problem, Store, nodes
from kg.store._oxigraph import Writer, files, parsed
from kg.store._sqlite import FILE
from kg.store.archive import Row
from kg.store.checks import shape_problems
from kg.store.index import document_quads


def problems(graph):
    with Store.open(graph) as store:
        return list(store.check())


def edit(graph, change):
    """Change the record of "plan" behind the back of the store."""
    with sqlite3.connect(graph / FILE) as connection:
        ((line,),) = connection.execute("SELECT record FROM documents WHERE id = 'plan'").fetchall()
        record = json.loads(line)
        change(record)
        connection.execute("UPDATE documents SET record = ? WHERE id = 'plan'", (json.dumps(record),))
    connection.close()


def test_a_sound_graph_has_no_problems(graph):
    """The newspaper, and a graph with nothing in it."""
    assert problems(graph) == []


def test_an_empty_graph_has_no_problems(tmp_path):
    """There is nothing to be wrong."""
    Store.open(tmp_path / "g", create=True).close()
    assert problems(tmp_path / "g") == []


def test_a_changed_text_is_found(graph):
    """By its hash."""
    with sqlite3.connect(graph / FILE) as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'dam', 'pit') WHERE id = 'plan'")
    connection.close()
    (problem,) = problems(graph)
    assert (problem.document, problem.what) == ("plan", "text")
    assert "its hash differs" in problem.message


def test_a_document_that_nothing_tells_who_read_it_is_found(graph):
    """Its run is an id without its node."""
    with sqlite3.connect(graph / FILE) as connection:
        connection.execute("DELETE FROM runs")
    connection.close()
    found = problems(graph)
    assert {problem.what for problem in found} == {"run"}
    assert {problem.document for problem in found} >= {"plan", "turn"}


def test_one_flipped_character_is_found(graph):
    """Where no span is: only the hash can tell."""
    with sqlite3.connect(graph / FILE) as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'professor', 'professar') WHERE id = 'plan'")
    connection.close()
    assert [(problem.document, problem.what) for problem in problems(graph)] == [("plan", "text")]


def test_an_id_that_the_record_does_not_hold_is_found(graph):
    """A stance of somebody who is not among the actors."""
    with Store.open(graph) as store:
        store.query("ASK {}")
    edit(graph, lambda record: record["stances"][0].update(holder="nobody"))
    (problem,) = problems(graph)
    assert (problem.document, problem.what) == ("plan", "record")
    assert "'nobody'" in problem.message


def test_a_shifted_span_is_found(graph):
    """It does not re-slice out of the text."""

    def shift(record):
        record["stances"][0]["evidence"]["start"] += 1
        record["stances"][0]["evidence"]["end"] += 1

    edit(graph, shift)
    found = problems(graph)
    assert Problem("plan", "record", found[0].message) == found[0]
    assert (
        "the evidence of stance 's1' says 'We oppose the dam', but the text reads 'e oppose the dam,'"
        in found[0].message
    )


def test_a_record_that_is_none_is_found_and_the_others_are_checked(graph):
    """A relation that does not exist, in one of four documents."""
    with Store.open(graph) as store:
        store.query("ASK {}")
    edit(graph, lambda record: record["stances"][0].update(relation="oposes"))
    (problem,) = problems(graph)
    assert (problem.document, problem.what) == ("plan", "record")
    assert "did you mean 'opposes'" in problem.message
    assert "\n" not in problem.message
    with Store.open(graph, write=True) as store:
        with pytest.raises(GraphDamaged, match="document 'plan' cannot be read; add that document again"):
            list(store.edges())
        assert store.record("turn")
        store._access.index.rebuild()
        assert len(store.query("documents")) == 3
        store.put(plan().record(), plan().text, run=RUN)
        assert list(store.check()) == []


@pytest.fixture
def meddle(graph):
    """Change the index behind the back of the store."""

    def meddle(update):
        with Store.open(graph) as store:
            store.query("ASK {}")
            index = store._access.index
        writer = Writer(index.quads)
        writer.update(update)
        writer.close()
        index._put_stamp(replace(index.stamp(), files=files(index.quads)))  # or it would be made anew
        return problems(graph)

    return meddle


def test_an_index_that_says_something_else_is_found(meddle):
    """One triple too many, in one document."""
    found = meddle("INSERT DATA { GRAPH doc:turn { <https://w3id.org/newsstance/document/turn#stance-s2> kg:sign 1 } }")
    assert Problem("turn", "index", "the index does not say what the record says") in found
    assert {problem.document for problem in found} == {"turn"}
    assert any(problem.what == "shape" and "kg:sign" in problem.message for problem in found)


def test_a_document_that_should_not_be_there_is_found(meddle):
    """Left over in the index."""
    found = meddle("INSERT DATA { GRAPH doc:ghost { doc:ghost a kg:Document } }")
    assert [(problem.document, problem.what) for problem in found] == [("ghost", "index")]


def test_an_edge_without_evidence_is_found(meddle):
    """And one that is in the wrong graph: too many here, missing there."""
    found = meddle(
        "INSERT DATA { GRAPH graph:edges-stated { actor:sudland rel:attacks actor:norland } } ;"
        "DELETE DATA { GRAPH graph:edges-ascribed { actor:norland rel:distrusts actor:sudland } }"
    )
    assert [problem.message for problem in found] == [
        "no stance is behind actor:sudland rel:attacks actor:norland in graph:edges-stated",
        "actor:norland rel:distrusts actor:sudland is missing from graph:edges-ascribed",
    ]
    assert {problem.what for problem in found} == {"edge"}


def test_an_actor_without_its_node_is_found(meddle):
    """In every document in which it appears, whether the texts or the reference files should name it."""
    found = meddle(
        "DELETE WHERE { GRAPH graph:names { actor:ana-ruiz ?p ?o } } ;"
        "DELETE WHERE { GRAPH graph:reference { issue:dam rdfs:label ?o } }"
    )
    assert [(problem.document, problem.what, problem.message.partition(" ")[0]) for problem in found] == [
        ("plan", "index", "actor:ana-ruiz"),
        ("plan", "index", "issue:dam"),
        ("tariffs", "index", "issue:dam"),
        ("turn", "index", "actor:ana-ruiz"),
        ("turn", "index", "issue:dam"),
    ]


def test_a_damaged_archive_is_found(graph):
    """A page of an index of SQLite's own is overwritten; what can still be read is read."""
    with sqlite3.connect(graph / FILE) as connection:
        ((page,),) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_documents_1'"
        ).fetchall()
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = bytearray((graph / FILE).read_bytes())
    whole[(page - 1) * size + 100 : page * size] = b"\xff" * (size - 100)
    (graph / FILE).write_bytes(whole)
    with Store.open(graph) as store:
        first = next(store.check())
    assert first.what == "archive"
    assert "damaged" in first.message


# ── the shapes ───────────────────────────────────────────────────────────────────────────────────


def triples_of(article):
    row = Row(article.header["id"], article.text, article.record().to_json(), 0, 0, "run", "2024-07-01T00:00:00Z")
    return list(parsed(document_quads(row, frozenset(KNOWN.actors))))


BROKEN = {
    "holder": None,
    "target": None,
    "relation": None,
    "evidence": None,
    "sign": 5,
    "intensity": 4,
    "negated": "perhaps",
    "certainty": "sure",
    "tense": None,
    "voice": "many",
    "confidence": 1.5,
    "inDocument": None,
    "stated": None,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_shape_of_a_stance_misses_nothing(name):
    """Each property is taken away, or given a value that it cannot have."""
    triples = triples_of(plan())
    value = BROKEN[name]
    stance = f"{nodes.document('plan')}#stance-s1"
    changed = [triple for triple in triples if triple[:2] != (stance, f"{KG}{name}")]
    assert len(changed) == len(triples) - 1
    if value is not None:
        changed.append((IRI(stance), IRI(f"{KG}{name}"), value))
    found = list(shape_problems("plan", changed))
    assert found
    assert all(problem.document == "plan" and problem.what == "shape" for problem in found)
    assert any("doc:plan#stance-s1" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("attribution-a1", "content"),
        ("attribution-a1", "kind"),
        ("actor-norland", "of"),
        ("actor-norland", "asKind"),
        ("span-1-18", "exact"),
        ("span-1-18", "start"),
        ("", "textSha256"),
    ],
)
def test_the_other_shapes_miss_nothing(part, name):
    """Of attributions, appearances, spans and documents."""
    triples = triples_of(plan())
    node = nodes.document("plan") + (f"#{part}" if part else "")
    changed = [triple for triple in triples if not (triple[0] == node and triple[1].endswith(name))]
    assert len(changed) < len(triples)
    assert any(problem.what == "shape" for problem in shape_problems("plan", changed))


def test_a_relation_outside_the_list_breaks_the_shape():
    """The closed list is part of what is checked."""
    triples = triples_of(plan())
    relation = f"{PREFIXES['rel']}opposes"
    changed = [(s, p, IRI(f"{PREFIXES['rel']}hates") if o == relation else o) for s, p, o in triples]
    found = [problem.message for problem in shape_problems("plan", changed)]
    assert any("the relation is not in the closed list" in message for message in found)


def test_all_articles_have_their_shapes():
    """And nothing is reported of what is right."""
    for article in articles():
        triples = triples_of(article)
        assert list(shape_problems(article.header["id"], triples)) == []


def test_the_shapes_name_only_words_that_exist():
    """A shape for a misspelt property would never fail."""
    words = set(rdflib.Graph().parse(ontology() / "kg.ttl").subjects())
    shapes = rdflib.Graph().parse(ontology() / "shapes.ttl")
    used = {
        term for triple in shapes for term in triple if str(term).startswith(KG) and not str(term).endswith("Shape")
    }
    assert used - words == {rdflib.URIRef(f"{KG}relations")}


def test_a_check_of_a_busy_graph_reads_one_state(graph):
    """A document put between two steps is no problem."""
    with Store.open(graph) as reader:
        checking = reader.check()
        with Store.open(graph, write=True) as store:
            fill(store, only=[plan()])
        assert list(checking) == []
