"""Formats: what a client asks for is what it gets, and nothing is lost in any of them."""

import csv
import gzip
import io
import json
from xml.etree import ElementTree as ET

import pytest
import rdflib
from serving import JSON

XML = "application/sparql-results+xml"
TSV = "text/tab-separated-values"
TERMS = r"""SELECT * { VALUES (?a ?b ?c) {
  (<urn:x> "say \"hi\", <&>\n\ttwo\r" "oui"@fr)
  ("" 1.50 UNDEF)
} }"""
GRAPH = "CONSTRUCT { ?s a kg:Stance ; rdfs:comment ?text } WHERE { ?s a kg:Stance ; kg:evidence/oa:exact ?text }"


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", "application/json"),
        (XML, XML),
        ("application/xml", "application/xml"),
        ("text/csv", "text/csv"),
        (TSV, TSV),
        (f"{XML};q=0.2, {TSV};q=0.9", TSV),
        ("text/html, text/csv;q=0.1", "text/csv"),
        ("text/*;q=0.5, image/png", "text/csv"),
        (f"*/*;q=0.1, {JSON};q=0", XML),
        ("nonsense, text/csv", "text/csv"),
    ],
)
def test_rows_come_in_what_is_accepted(server, accept, given):
    """The best of what there is, by its weight, the more specific wish first."""
    got = server.get("SELECT * { ?s a kg:Stance }", accept)
    assert (got.status, got.type) == (200, given)
    assert "accept" in got.headers["vary"].lower()


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", f"{JSON};q=0", "nonsense"])
def test_what_cannot_be_had_is_told(server, accept):
    """406, with what there is."""
    got = server.get("SELECT * { ?s a kg:Stance }", accept)
    assert got.status == 406
    assert JSON in got.text


def test_every_term_survives_json(server):
    """Kinds, languages, datatypes, white space; what is unbound is absent."""
    first, second = json.loads(server.get(TERMS).body)["results"]["bindings"]
    assert first == {
        "a": {"type": "uri", "value": "urn:x"},
        "b": {"type": "literal", "value": 'say "hi", <&>\n\ttwo\r'},
        "c": {"type": "literal", "value": "oui", "xml:lang": "fr"},
    }
    decimal = {"type": "literal", "value": "1.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    assert second == {"a": {"type": "literal", "value": ""}, "b": decimal}


def test_every_term_survives_xml(server):
    """The same in XML, a carriage return included."""
    root = ET.fromstring(server.get(TERMS, XML).body)  # noqa: S314 -- our own
    space = "{http://www.w3.org/2005/sparql-results#}"
    first, second = root.findall(f"{space}results/{space}result")
    assert [binding.get("name") for binding in second] == ["a", "b"]
    uri, said, french = (binding[0] for binding in first)
    assert (uri.tag, uri.text) == (f"{space}uri", "urn:x")
    assert said.text == 'say "hi", <&>\n\ttwo\r'
    assert french.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert {variable.get("name") for variable in root.iter(f"{space}variable")} == {"a", "b", "c"}


def test_csv_has_plain_values_and_tsv_whole_terms(server):
    """As SPARQL 1.1 Query Results CSV and TSV Formats has it."""
    in_csv = server.get(TERMS, "text/csv").text
    assert in_csv.startswith("a,b,c\r\n")
    read = list(csv.reader(io.StringIO(in_csv, newline="")))
    assert read[1:] == [["urn:x", 'say "hi", <&>\n\ttwo\r', "oui"], ["", "1.5", ""]]
    lines = server.get(TERMS, TSV).text.split("\n")
    assert lines[0] == "?a\t?b\t?c"
    assert lines[1] == '<urn:x>\t"say \\"hi\\", <&>\\n\\ttwo\\r"\t"oui"@fr'
    assert len(lines) == 4


def test_nodes_without_a_name_stay_the_same_node(server):
    """In one answer, the same blank node has the same label; and it is no string."""
    got = server.get("SELECT ?x ?y { BIND(BNODE() AS ?x) BIND(?x AS ?y) }")
    (row,) = json.loads(got.body)["results"]["bindings"]
    assert row["x"]["type"] == "bnode"
    assert row["x"] == row["y"]


@pytest.mark.parametrize("accept", [JSON, XML, "text/csv", TSV])
def test_ask_says_yes_or_no(server, accept):
    """In every format."""
    yes, no = server.get("ASK { ?s a kg:Stance }", accept), server.get("ASK { ?s a kg:Dragon }", accept)
    assert (yes.type, "true" in yes.text, "false" in yes.text) == (accept, True, False)
    assert (no.type, "true" in no.text, "false" in no.text) == (accept, False, True)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own, where it reads JSON-LD
@pytest.mark.parametrize(
    ("accept", "given", "name"),
    [
        (None, "text/turtle", "turtle"),
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/xml", "application/xml", "xml"),
    ],
)
def test_triples_come_in_what_is_accepted(server, accept, given, name):
    """And rdflib reads the same graph out of each."""
    got = server.get(GRAPH, accept)
    assert (got.status, got.type) == (200, given)
    graph = rdflib.Graph().parse(data=got.body, format=name)
    as_n_triples = server.get(GRAPH, "application/n-triples").text
    assert set(graph) == set(rdflib.Graph().parse(data=as_n_triples, format="nt"))
    assert len(graph) >= 20


def test_triples_cannot_be_had_as_rows(server):
    """406, and the other way round."""
    assert server.get(GRAPH, "text/csv").status == 406
    assert server.get("DESCRIBE actor:norland", JSON).status == 406


def test_long_answers_are_compressed_where_the_client_says_so(server):
    """And only there."""
    plain = server.get(GRAPH)
    packed = server.post(GRAPH, Accept_Encoding="gzip")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
