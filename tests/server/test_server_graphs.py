"""The Graph Store Protocol, as far as it reads: whole graphs, by name and by address."""

from urllib.parse import quote

import pytest
import rdflib

PLAN = "https://w3id.org/newsstance/document/plan"


def graph(got):
    """The triples of an answer in N-Triples."""
    assert got.status == 200, got.text
    return set(rdflib.Graph().parse(data=got.body, format="nt"))


def fetch(server, path):
    return server.send("GET", path, Accept="application/n-triples")


def test_a_graph_is_had_by_its_name_and_by_its_address(server):
    """Indirect and direct; the same triples as a query gets."""
    by_name = graph(fetch(server, f"/data?graph={quote(PLAN, safe='')}"))
    by_address = graph(fetch(server, "/data/document/plan"))
    asked = server.get(f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{PLAN}> {{ ?s ?p ?o }} }}", "application/n-triples")
    assert by_name == by_address == graph(asked)
    assert len(by_name) > 50


def test_the_default_graph_is_the_union(server):
    """As for queries."""
    assert graph(fetch(server, "/data?default")) > graph(fetch(server, "/data/document/plan"))


def test_head_has_the_headers_alone(server):
    """So a client can see whether a graph is there."""
    got = server.send("HEAD", "/data/document/plan")
    assert (got.status, got.type, got.body) == (200, "text/turtle", b"")
    assert server.send("HEAD", "/data/document/nothing").status == 404


def test_a_graph_that_is_not_there_is_not_found(server):
    """An empty graph would be a lie."""
    assert fetch(server, "/data?graph=urn:nothing").status == 404
    assert fetch(server, "/data/document/nothing").status == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?graph=",
        "?graph=relative",
        "?default&graph=urn:x",
        "?graph=urn:x&graph=urn:y",
        "?graph=urn:%3E%20x",
        "?x=y",
    ],
)
def test_a_request_names_one_graph(server, query):
    """Neither none nor several, and by an absolute IRI."""
    assert fetch(server, f"/data{query}").status == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_are_not_written(server, method):
    """405, with what may be done."""
    got = server.send(method, "/data?default", "<urn:a> <urn:b> <urn:c> .", Content_Type="text/turtle")
    assert got.status == 405
    assert set(got.headers["allow"].split(", ")) == {"GET", "HEAD"}


def test_another_format_is_told(server):
    """406 for what no graph comes in."""
    assert server.send("GET", "/data/document/plan", Accept="text/csv").status == 406
