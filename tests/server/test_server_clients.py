"""Clients that others wrote find what they expect."""

import json
import shutil
import subprocess

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

STANCES = "SELECT ?s ?text { ?s a kg:Stance ; kg:evidence/oa:exact ?text }"
GRAPH = "CONSTRUCT { ?s rdfs:comment ?text } WHERE { ?s a kg:Stance ; kg:evidence/oa:exact ?text }"
PLAN = "https://w3id.org/newsstance/document/plan"


@pytest.mark.parametrize("way", [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks_in_every_way(server, way):
    """Its three ways to send a query, each with a graph of its own choice."""
    client = SPARQLWrapper(server.endpoint)
    method, request = way
    client.setMethod(method)
    client.setRequestMethod(request)
    client.setQuery(STANCES)
    client.setReturnFormat(JSON)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 13
    client.addParameter("default-graph-uri", PLAN)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 4


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # theirs
def test_sparqlwrapper_reads_every_format(server):
    """Rows as JSON, XML, CSV and TSV, triples as Turtle, RDF/XML and JSON-LD."""
    client = SPARQLWrapper(server.endpoint)
    client.setQuery(STANCES)
    client.setReturnFormat(XML)
    assert len(client.queryAndConvert().getElementsByTagName("result")) == 13
    for chosen, count in ((CSV, 14), (TSV, 14)):
        client.setReturnFormat(chosen)
        assert len(client.queryAndConvert().decode().strip().splitlines()) == count
    client.setQuery(GRAPH)
    for chosen in (RDFXML, JSONLD):
        client.setReturnFormat(chosen)
        assert len(client.queryAndConvert()) == 13
    client.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")) == 13


def test_sparqlwrapper_knows_what_was_wrong(server):
    """Its own exception, with our message."""
    client = SPARQLWrapper(server.endpoint)
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="line 1, column 18"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_graph_from_afar(server, method):
    """Queries and patterns through rdflib's SPARQLStore."""
    store = SPARQLStore(server.endpoint, method=method)
    graph = rdflib.Graph(store)
    assert len(list(graph.query(STANCES))) == 13
    stance = rdflib.URIRef("https://w3id.org/newsstance/ns#Stance")
    assert len(set(graph.subjects(rdflib.RDF.type, stance))) == 13
    assert bool(graph.query("ASK { ?s a kg:Stance }"))
    assert len(graph.query(GRAPH).graph) == 13


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_curl_asks_in_every_way(server, tmp_path):
    """The lines that a manual would show, compressed too."""

    def curl(*args):
        done = subprocess.run(["curl", "--silent", "--fail-with-body", *args], capture_output=True, check=True)
        return done.stdout.decode()

    by_get = curl("-G", server.endpoint, "--data-urlencode", f"query={STANCES}")
    assert len(json.loads(by_get)["results"]["bindings"]) == 13
    assert curl(server.endpoint, "--data-urlencode", f"query={STANCES}", "--compressed") == by_get
    file = tmp_path / "question.rq"
    file.write_text(STANCES, encoding="utf-8")
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}")
    assert curl(server.endpoint, *direct) == by_get
    assert curl(server.endpoint, *direct, "-H", "Accept: text/csv").count("\r\n") == 14
