"""The query operation, as sections 2.1 and 2.2 of the SPARQL 1.1 Protocol describe it."""

import json
from urllib.parse import urlencode

import pytest
from serving import FORM, JSON, QUERY

STANCES = "SELECT ?s { ?s a kg:Stance }"
PLAN = "https://w3id.org/newsstance/document/plan"
EDGES = "https://w3id.org/newsstance/graph/edges-stated"


def rows(got):
    """The rows of an answer in JSON."""
    assert (got.status, got.type) == (200, JSON), got.text
    return json.loads(got.body)["results"]["bindings"]


def test_a_query_comes_in_three_ways(server):
    """2.1.1 to 2.1.3: in the address, in a form, as the body; the answer is the same, over all documents."""
    by_get = server.get(STANCES)
    by_form = server.send("POST", "/sparql", urlencode({"query": STANCES}), Content_Type=FORM)
    by_body = server.send("POST", "/sparql", STANCES, Content_Type=QUERY)
    assert len(rows(by_get)) == 13
    assert by_get.body == by_form.body == by_body.body


def test_media_types_may_have_parameters_and_capitals(server):
    """What a client declares is UTF-8 in any spelling."""
    for declared in ("application/sparql-query; charset=UTF-8", "Application/SPARQL-Query;charset=utf-8"):
        assert len(rows(server.send("POST", "/sparql", STANCES, Content_Type=declared))) == 13


def test_letters_of_every_script_arrive(server):
    """A query is Unicode, in the address and in the body."""
    sparql = 'SELECT ("北京 é \U0001f642" AS ?x) {}'
    for got in (server.get(sparql), server.post(sparql)):
        assert rows(got) == [{"x": {"type": "literal", "value": "北京 é \U0001f642"}}]


def test_head_has_the_headers_alone(server):
    """HEAD is GET without the body."""
    got = server.send("HEAD", f"/sparql?{urlencode({'query': STANCES})}")
    assert (got.status, got.type, got.body) == (200, JSON, b"")


def test_default_graph_uri_is_the_default_graph(server):
    """2.1.4: with one, only that graph is asked; with several, their merge."""
    assert len(rows(server.get(STANCES, **{"default-graph-uri": PLAN}))) == 4
    edges = "SELECT ?t { <https://w3id.org/newsstance/actor/norland> ?r ?t }"
    assert len(rows(server.get(edges, **{"default-graph-uri": EDGES}))) == 4
    both = server.get("ASK { ?s a kg:Stance . ?a rel:trusts ?b }", **{"default-graph-uri": [PLAN, EDGES]})
    assert json.loads(both.body)["boolean"] is True


def test_named_graph_uri_is_what_graph_can_name(server):
    """With only named graphs, the default graph is empty; with only default graphs, there are no named ones."""
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    found = rows(server.get(named, **{"named-graph-uri": [PLAN, EDGES]}))
    assert {row["g"]["value"] for row in found} == {PLAN, EDGES}
    assert rows(server.get(STANCES, **{"named-graph-uri": PLAN})) == []
    assert rows(server.get(named, **{"default-graph-uri": PLAN})) == []


@pytest.mark.parametrize("way", ["address", "form", "body"])
def test_the_dataset_of_the_request_wins_over_from(server, way):
    """2.1.4: the protocol decides where the query says something else; whichever way it comes."""
    sparql = f"SELECT ?s FROM <{EDGES}> {{ ?s a kg:Stance }}"  # noqa: S608 -- no SQL
    graph = urlencode({"default-graph-uri": PLAN})
    got = {
        "address": lambda: server.send("GET", f"/sparql?{urlencode({'query': sparql})}&{graph}"),
        "form": lambda: server.send("POST", "/sparql", f"{urlencode({'query': sparql})}&{graph}", Content_Type=FORM),
        "body": lambda: server.send("POST", f"/sparql?{graph}", sparql, Content_Type=QUERY),
    }[way]()
    assert len(rows(got)) == 4


def test_from_is_obeyed_where_the_request_names_no_graph(server):
    """The query's own dataset counts then."""
    sparql = f"SELECT ?s FROM <{PLAN}> {{ ?s a kg:Stance }}"  # noqa: S608 -- no SQL
    assert len(rows(server.get(sparql))) == 4


@pytest.mark.parametrize("uri", ["not an iri", "relative/one", ""])
def test_a_graph_needs_an_absolute_iri(server, uri):
    """Anything else is the client's mistake."""
    assert server.get(STANCES, **{"default-graph-uri": uri}).status == 400


def test_two_queries_are_one_too_many(server):
    """2.1: exactly one query string."""
    twice = urlencode([("query", STANCES), ("query", STANCES)])
    assert server.send("GET", f"/sparql?{twice}").status == 400
    assert server.send("POST", "/sparql", twice, Content_Type=FORM).status == 400
    in_both = server.send("POST", f"/sparql?{urlencode({'query': STANCES})}", STANCES, Content_Type=QUERY)
    assert in_both.status == 400


def test_no_query_is_one_too_few(server):
    """Parameters without a query ask nothing."""
    assert server.send("GET", "/sparql?default-graph-uri=urn:x").status == 400
    assert server.send("POST", "/sparql", "", Content_Type=FORM).status == 400


def test_what_does_not_parse_is_told_with_its_place(server):
    """2.1.6: 400 where the query is not well-formed, and a message that helps."""
    got = server.post("SELECT ?s {\n  ?s a kg:Stance FILTRE(?s)\n}")
    assert (got.status, got.type) == (400, "text/plain")
    assert "line 2, column 18: 'FILTRE' is no word of SPARQL; did you mean 'FILTER'?" in got.text
    for sparql in ("", "   ", "who-criticizes-whom", "{}", "SELECT"):
        assert server.post(sparql).status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(server, method):
    """And the answer says which are."""
    got = server.send(method, "/sparql", STANCES, Content_Type=QUERY)
    assert got.status == 405
    assert set(got.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("declared", ["text/plain", "application/json", "", "application/sparql-query;charset=latin-1"])
def test_a_body_of_another_kind_is_refused(server, declared):
    """415 for what is neither a form nor a query, or not in UTF-8."""
    headers = {"Content_Type": declared} if declared else {}
    assert server.send("POST", "/sparql", STANCES, **headers).status == 415


def test_what_is_not_utf8_is_refused(server):
    """In the body, in a form, in the address."""
    assert server.send("POST", "/sparql", b"SELECT * { ?s ?p '\xff' }", Content_Type=QUERY).status == 400
    assert server.send("POST", "/sparql", b"query=%FF", Content_Type=FORM).status == 400
    assert server.send("GET", "/sparql?query=%FF").status == 400
    assert server.send("GET", "/sparql?query=%ZZ").status == 400


def test_an_update_is_refused_whichever_way_it_comes(server):
    """This server reads; and an update in the place of a query is no query."""
    update = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    assert server.send("POST", "/sparql", update, Content_Type="application/sparql-update").status == 403
    assert server.send("POST", "/sparql", urlencode({"update": update}), Content_Type=FORM).status == 403
    assert server.get(update).status == 400
    assert server.post(update).status == 400
    assert server.send("GET", f"/sparql?{urlencode({'update': update})}").status == 400
    assert json.loads(server.get("ASK { <urn:a> <urn:b> <urn:c> }").body)["boolean"] is False


@pytest.mark.parametrize("word", ["SERVICE", "SERVICE SILENT", "service:x UNION SERVICE", "\\u0053ERVICE"])
def test_no_query_reaches_another_server(server, word):
    """It is refused before it runs."""
    assert server.post(f"SELECT * {{ {word} <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}").status == 403
