"""Questions in SPARQL: answered over everything, refused or stopped where they must be."""

import _thread
import json
import os
import sys
import threading
import time
from datetime import date

import pytest

from kg.errors import GraphDamaged, QueryError, QueryRefused, QuerySyntax, QueryTooLong, UnknownQuery
from kg.store import IRI, Answer, Kind, Store
from kg.store.worker import Worker

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_the_union_of_all_documents_is_asked_without_a_prefix_declared(store):
    """The commonest trap of the field: no rows, no error."""
    answer = store.query("SELECT ?who ?sentence { ?s kg:holder/rdfs:label ?who ; kg:evidence/oa:exact ?sentence }")
    assert (answer.kind, answer.columns, len(answer)) == (Kind.SELECT, ("who", "sentence"), 13)
    assert {"who": "Bo Lind", "sentence": "Sudland hides the report"} in list(answer)


def test_rows_are_plain_python(store):
    """Dates are dates, numbers numbers, IRIs strings that know their short form; what is unbound is None."""
    (row,) = store.query(
        "SELECT * { VALUES ?s { <https://w3id.org/newsstance/document/plan#stance-s1> } "
        "?s kg:date ?date ; kg:sign ?sign ; kg:confidence ?sure ; kg:negated ?not ; kg:holder ?who . OPTIONAL { ?s kg:no ?no } }"
    )
    assert (row["date"], row["sign"], row["sure"], row["not"], row["no"]) == (date(2024, 1, 10), -1, 1.0, False, None)
    assert isinstance(row["who"], IRI)
    assert row["who"].short == "actor:ana-ruiz"


def test_a_graph_can_be_named(store):
    """The graph of a document is called by the document, the derived ones by what they are."""
    assert len(store.query("SELECT ?s { GRAPH doc:plan { ?s a kg:Stance } }")) == 4
    assert store.query("ASK { GRAPH graph:edges-stated { actor:norland rel:trusts actor:sudland } }")
    assert not store.query("ASK { GRAPH graph:edges-stated { actor:norland rel:distrusts actor:sudland } }")
    assert store.query("ASK { GRAPH graph:edges-ascribed { actor:norland rel:distrusts actor:sudland } }")
    assert len(store.query("SELECT ?t FROM graph:edges-stated { actor:norland ?r ?t }")) == 4


def test_ask_is_as_true_as_its_answer(store):
    """And can be told from a SELECT without rows."""
    yes, no = store.query("ASK { ?s a kg:Stance }"), store.query("ASK { ?s a kg:Dragon }")
    assert yes
    assert not no
    assert (yes.kind, yes.tuples, no.tuples) == (Kind.ASK, [(True,)], [(False,)])
    assert not store.query("SELECT ?s { ?s a kg:Dragon }")


def test_construct_and_describe_answer_with_triples(store):
    """Each once, with Turtle that is the same every time."""
    answer = store.query("CONSTRUCT { ?a rdfs:seeAlso ?b } WHERE { ?s kg:holder ?a ; kg:target ?b }")
    assert answer.kind is Kind.GRAPH
    assert answer.columns == ("subject", "predicate", "object")
    assert "actor:norland rdfs:seeAlso actor:sudland , issue:dam , issue:tunnel ." in answer.to_turtle()
    again = store.query("CONSTRUCT { ?a rdfs:seeAlso ?b } WHERE { ?s kg:holder ?a ; kg:target ?b }")
    assert again == answer
    described = store.query("DESCRIBE actor:norland")
    assert len(described) == len(set(described.tuples)) > 5
    with pytest.raises(QueryError, match="only CONSTRUCT and DESCRIBE"):
        store.query("ASK {}").to_turtle()


def test_answers_become_csv_json_and_data_frames(store):
    """Whatever the next tool wants."""
    answer = store.query(
        'SELECT ?who ?date { ?s kg:holder/rdfs:label ?who OPTIONAL { ?s kg:date ?date } FILTER(?who = "experts") }'
    )
    assert answer.to_csv() == "who,date\nexperts,\n"
    assert json.loads(answer.to_json()) == [{"who": "experts", "date": None}]
    dated = Answer(Kind.SELECT, ("day", "word"), [(date(2024, 1, 10), 'a "b", c')])
    assert dated.to_csv() == 'day,word\n2024-01-10,"a ""b"", c"\n'
    assert json.loads(dated.to_json()) == [{"day": "2024-01-10", "word": 'a "b", c'}]
    frame = store.query("stances-by-month").to_pandas()
    assert list(frame.columns) == ["month", "positive", "negative", "stances", "stories", "publishers"]
    assert frame["stances"].sum() == 13


def test_a_limit_cuts_and_says_so(store):
    """Rows and triples alike; exactly as many as there are is no cut."""
    query = "SELECT ?s { ?s a kg:Stance }"
    assert (len(store.query(query, limit=5)), store.query(query, limit=5).shortened) == (5, True)
    assert (len(store.query(query, limit=13)), store.query(query, limit=13).shortened) == (13, False)
    assert len(store.query(query, limit=0)) == 0
    described = store.query("DESCRIBE actor:norland", limit=2)
    assert (len(described), described.shortened) == (2, True)
    many = store.query("SELECT ?a ?c { ?a ?b ?c . ?d ?e ?f }", limit=12_345)
    assert (len(many), many.shortened) == (12_345, True)


@pytest.mark.parametrize(
    ("sparql", "line", "column", "said"),
    [
        (
            "SELECT ?s {\n  ?s a kg:Stance\n  FILTRE(?s)\n}",
            3,
            3,
            "'FILTRE' is no word of SPARQL; did you mean 'FILTER'",
        ),
        ("SELEKT ?s { ?s a kg:Stance }", 1, 1, "did you mean 'SELECT'"),
        ("SELECT ?s { ?s a kgs:Stance }", 1, 18, "the prefix 'kgs' is not declared; did you mean 'kg'"),
        ("SELECT ?s { ?s a zoo:Stance }", 1, 18, "put PREFIX zoo: <…> before the query"),
        ("SELECT ?s { ?s a harbourmaster }", 1, 18, "put a ? before a variable, a prefix before a name"),
        ("SELECT ?s { ?s a kg:Stance", 1, 11, "no closing }"),
        ("SELECT ?s { FILTER((?s) }", 1, 25, "a ) has to come before this }"),
        ("SELECT ?s { } }", 1, 15, "this } closes nothing"),
        ("SELECT ?s { ?s a 'kg }", 1, 18, "the string that begins here has no closing '"),
        ("SELECT ?s (1 AS ?s) {}", 1, 23, "Duplicated variable name in SELECT"),
        (" ", 1, 1, "it is empty"),
        ("SELECT ?s\n\n\n{ ?s a }", 4, 8, "} cannot stand here; is a name, a variable or a value missing before it?"),
        ("SELECT ?s { ?s kg:sign 1 kg:target ?t }", 1, 26, "kg:target cannot stand here; is a . or ; missing"),
        ("SELECT ?s { ?s ?p ?o } ORDER BY", 1, 32, "something is missing at the end"),
        ("SELECT ?s, ?p { ?s ?p ?o }", 1, 10, "side by side, without a comma"),
        ("SELECT COUNT(*) { ?s ?p ?o }", 1, 8, "(COUNT(…) AS ?n)"),
        ("SELECT ?s { ?s ?p ?o FILTER ?o > 1 }", 1, 29, "FILTER(?o …)"),
        ("SELECT ?s { ?s rdfs:label '日本'@ja-JP", 1, 11, "no closing }"),
        ("SELECT ?s { ?s a <Stance> }", 1, 18, "<Stance> is no whole IRI; write all of it, as in <https://…>"),
        ("BASE <urn:x> SELECT ?s { ?s a <Stance> ", 1, 24, "no closing }"),
        ("SELECT ?s { ?s a <https://a.example/b c> }", 1, 18, "the IRI that begins here has a space in it"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 1, 35, "only what is grouped by can be selected"),
        ("SELECT ?s { BIND(SHA256('x') AS ?s) FITLER(true) }", 1, 37, "did you mean 'FILTER'"),
    ],
)
def test_a_mistake_is_shown_in_its_line(store, sparql, line, column, said):
    """With line and column, the line itself, a mark under the place, and the likely cure."""
    with pytest.raises(QuerySyntax) as error:
        store.query(sparql)
    message = str(error.value)
    assert f"does not parse at line {line}, column {column}" in message
    assert said in message
    shown = sparql.splitlines()[line - 1]
    if shown.strip():
        assert message.splitlines()[1:] == [f"  {shown}", f"  {' ' * (column - 1)}^"]


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { actor:x rel:opposes actor:y }",
        "insert { ?s ?p 1 } where { ?s ?p ?o }",
        "PREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }",
        "# only a question\nDROP ALL",
        "CLEAR GRAPH graph:reference",
        "LOAD <http://127.0.0.1/x>",
        "BASE <http://x/> WITH graph:meta DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "COPY graph:meta TO graph:x",
        "SELECT * { SERVICE <http://127.0.0.1/x> { ?s ?p ?o } }",
    ],
)
def test_what_changes_or_calls_out_is_refused(store, sparql):
    """Before it runs, and with the way to do it properly."""
    before = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").tuples
    with pytest.raises(QueryRefused, match=r"kg add|kg stays on this machine"):
        store.query(sparql)
    assert store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").tuples == before


def test_a_query_without_end_is_stopped(store):
    """At its time limit, and the next one is answered as ever."""
    started = time.monotonic()
    with pytest.raises(QueryTooLong, match=r"stopped after 0\.5 s"):
        store.query(ENDLESS, timeout=0.5)
    assert time.monotonic() - started < 5
    assert len(store.query("documents")) == 4


@pytest.mark.skipif(os.name == "nt", reason="the slow interpreter is a script of the shell")
def test_waking_up_takes_nothing_from_the_time_of_a_query(store, tmp_path, monkeypatch):
    """A process that was killed is started anew, and on a busy machine that alone can take longer than a query may."""
    slow = tmp_path / "python"
    slow.write_text(f'#!/bin/sh\nsleep 1.5\nexec "{sys.executable}" "$@"\n')
    slow.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(slow))
    with pytest.raises(QueryTooLong):
        store.query(ENDLESS, timeout=0.5)
    assert len(store.query("documents", timeout=1)) == 4


def test_ctrl_c_stops_a_query(store):
    """At once, and the next one is answered as ever."""
    store.query("ASK {}")
    process = store._access.worker.start()
    threading.Timer(0.5, _thread.interrupt_main).start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        store.query(ENDLESS)
    assert time.monotonic() - started < 5
    assert process.poll() is not None
    assert len(store.query("documents")) == 4


@pytest.mark.skipif(not hasattr(os, "sysconf"), reason="memory is only limited where the system can")
def test_a_query_that_would_eat_the_memory_is_stopped(store):
    """With a message, and without taking the machine along."""
    store._access.worker = Worker(memory=100 << 20)
    with pytest.raises(QueryError, match=r"needs more memory than it may have \(0\.1 GB\)"):
        store.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", timeout=60)
    assert len(store.query("documents")) == 4


@pytest.mark.parametrize("depth", [100, 200_000])
def test_a_query_that_fells_the_engine_harms_nothing_else(store, depth):
    """Too many brackets end its process, not ours; the index is left as it is, and the next query is answered."""
    before = store._access.index.stamp(), store.query("documents").tuples
    brackets = f"SELECT * {{ FILTER({'(' * depth}true{')' * depth}) }}"
    if depth > 1000:
        with pytest.raises(QueryError, match=r"fell over this query|needs more memory"):
            store.query(brackets, timeout=30)
    else:
        assert store.query(brackets)
    assert (store._access.index.stamp(), store.query("documents").tuples) == before


@pytest.mark.parametrize(
    ("as_long", "error", "says"),
    [(True, QueryError, r"the query engine failed.*Corruption"), (False, GraphDamaged, "cannot be brought up to date")],
    ids=["seen by the engine", "seen by the size of a file"],
)
def test_an_index_that_stays_unreadable_is_not_made_forever(store, monkeypatch, as_long, error, says):
    """After one rebuild the user hears of it."""
    rebuilt = []
    real = store._access.index.rebuild

    def rebuild():
        rebuilt.append(1)
        real()
        for file in store._access.index.quads.glob("MANIFEST*"):
            file.write_bytes(b"rubbish".ljust(file.stat().st_size if as_long else 0))

    monkeypatch.setattr(store._access.index, "rebuild", rebuild)
    rebuild()
    with pytest.raises(error, match=says):
        store.query("ASK {}")
    assert len(rebuilt) == 2


@pytest.mark.parametrize("odd", ["\ud800", "\0", "\ufeff", "'\ud83d'", "SELECT * { ?s ?p '\ud800' }", "🕊️"])
def test_odd_characters_are_a_mistake_like_others(store, odd):
    """Half a character, a NUL, a BOM, a dove."""
    with pytest.raises(QueryError):
        store.query(odd)
    assert store.query("ASK { ?s a kg:Stance }")


def test_the_worker_goes_when_the_store_does(graph):
    """No process stays behind."""
    with Store.open(graph) as store:
        store.query("ASK {}")
        process = store._access.worker.start()
        assert process.poll() is None
    assert process.poll() is not None


def test_a_word_that_is_no_query_is_taken_for_a_name(store):
    """And the list is pointed out."""
    with pytest.raises(UnknownQuery, match="kg query --list"):
        store.query("xyzzy")
