"""Answers in the standard formats read back in another library as what they are."""

import io

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import XSD
from rdflib.query import Result

from kg.errors import QueryError, QuerySyntax
from kg.store.results import FORMS, Form

# rdflib warns of its own old ways, which it goes on using itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

EVERY_TERM = """
SELECT ?one ?other {
  VALUES (?one ?other) {
    ("plain" "in English"@en) (<urn:x> UNDEF) ("2024-05-06"^^xsd:date 1.5) (true 7)
    ("a \\"quote\\", a\\ttab, <angle> & ampersand, é" "line\\nbreak\\rreturn\\\\")
  }
}"""
TERMS = [
    (Literal("plain"), Literal("in English", lang="en")),
    (URIRef("urn:x"), None),
    (Literal("2024-05-06", datatype=XSD.date), Literal("1.5", datatype=XSD.decimal)),
    (Literal("true", datatype=XSD.boolean), Literal("7", datatype=XSD.integer)),
    (Literal('a "quote", a\ttab, <angle> & ampersand, é'), Literal("line\nbreak\rreturn\\")),
]
ROWS = {"sparql-json": "json", "sparql-xml": "xml", "sparql-tsv": "tsv"}


def parsed(text, form):
    return Result.parse(io.BytesIO(text.encode()), format=ROWS[form])


@pytest.mark.parametrize("form", ["sparql-json", "sparql-xml"])
def test_every_term_reads_back(store, form):
    """With its datatype or language, whatever characters it has, and unbound where it is."""
    text, shortened = store.results(EVERY_TERM, form=form)
    found = parsed(text, form)
    assert [str(name) for name in found.vars] == ["one", "other"]
    assert [tuple(row) for row in found] == TERMS
    assert not shortened


def test_tsv_has_the_terms_as_turtle_writes_them(store):
    """One row a line, whatever is in a string; unbound is empty."""
    text, _ = store.results(EVERY_TERM, form="sparql-tsv")
    head, *lines = text.removesuffix("\n").split("\n")
    assert head == "?one\t?other"
    read = []
    for line in lines:
        cells = [f"<urn:s> <urn:p{at}> {cell} ." for at, cell in enumerate(line.split("\t")) if cell]
        made = Graph().parse(data="\n".join(cells), format="nt")
        read.append(tuple(made.value(URIRef("urn:s"), URIRef(f"urn:p{at}")) for at in range(2)))
    assert read == TERMS


def test_csv_has_the_bare_text(store):
    """As the standard wants it: whole IRIs, lines that end in CRLF, quotation marks only where needed."""
    text, _ = store.results('SELECT ?a ?b { VALUES (?a ?b) { (<urn:x> "a, b"@en) (1 UNDEF) } }', form="sparql-csv")
    assert text == 'a,b\r\nurn:x,"a, b"\r\n1,\r\n'


@pytest.mark.parametrize("form", ["sparql-json", "sparql-xml"])
def test_yes_and_no(store, form):
    """An ASK is a boolean."""
    for question, answer in (("ASK { ?s a kg:Stance }", True), ("ASK { ?s a kg:Nothing }", False)):
        assert parsed(store.results(question, form=form)[0], form).askAnswer is answer


def test_blank_nodes_are_blank_nodes(store):
    """And not strings."""
    question = "SELECT ?b { BIND(BNODE() AS ?b) }"
    for form in ("sparql-json", "sparql-xml"):
        assert "bnode" in store.results(question, form=form)[0]
    assert store.results(question, form="sparql-csv")[0].splitlines()[1].startswith("_:")


def test_xml_is_well_formed_whatever_a_string_holds(store):
    """Characters that XML cannot say give way to one that stands for them."""
    text, _ = store.results('SELECT ?x { VALUES ?x { "a\\u0001b\\u000Cc" } }', form="sparql-xml")
    assert [str(row[0]) for row in parsed(text, "sparql-xml")] == ["a\ufffdb\ufffdc"]


@pytest.mark.parametrize(("form", "other"), [("n-triples", "nt"), ("jsonld", "json-ld"), ("rdf-xml", "xml")])
def test_triples_in_every_format_are_the_same_graph(store, form, other):
    """As Turtle and another library have it."""
    question = "CONSTRUCT { ?s kg:holder ?who ; rdfs:label ?name } WHERE { ?s kg:holder ?who . ?who rdfs:label ?name }"
    turtle = Graph().parse(data=store.results(question, form="turtle")[0], format="turtle")
    assert len(turtle) > 10
    assert isomorphic(turtle, Graph().parse(data=store.results(question, form=form)[0], format=other))


def test_the_limit_is_told(store):
    """Of rows and of triples."""
    text, shortened = store.results("SELECT ?s { ?s a kg:Stance }", form="sparql-csv", limit=2)
    assert shortened
    assert len(text.splitlines()) == 3
    text, shortened = store.results("CONSTRUCT { ?s a kg:Stance } WHERE { ?s a kg:Stance }", form="turtle", limit=2)
    assert shortened
    assert len(Graph().parse(data=text, format="turtle")) == 2


LIKE_ROWS = 'SELECT ?x ?y { VALUES ?x { "a},{b" "\\"},{" "},{},{},{" "c" } OPTIONAL { ?x ?y ?z } }'


@pytest.mark.parametrize("limit", range(1, 6))
def test_json_is_cut_between_rows(store, limit):
    """Also where a string looks like the place between two."""
    text, shortened = store.results(LIKE_ROWS, form="sparql-json", limit=limit)
    rows = [str(row[0]) for row in parsed(text, "sparql-json")]
    assert rows == ["a},{b", '"},{', "},{},{},{", "c"][:limit]
    assert shortened is (limit < 4)


def test_long_json_is_cut_between_rows(store):
    """By rows or by bytes, in whatever pieces the engine writes it."""
    numbers = " ".join(f'"{number},{{}},{{"' for number in range(3000))
    question = f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}"
    for limit in (2999, 3000, 3001):
        text, shortened = store.results(question, form="sparql-json", limit=limit)
        assert [str(row[0]).split(",")[0] for row in parsed(text, "sparql-json")] == [
            *map(str, range(min(limit, 3000)))
        ]
        assert shortened is (limit < 3000)
    short = store.write(question, Form(size=20_000))
    assert short.shortened
    assert 20_000 <= len(short.body) < 40_000
    assert len(parsed(short.body.decode(), "sparql-json")) > 300


@pytest.mark.parametrize(
    ("question", "form", "says"),
    [
        ("ASK {}", "turtle", "ASK answers with rows, and turtle is for triples: take sparql-json, "),
        (
            "DESCRIBE actor:norland",
            "sparql-xml",
            "and sparql-xml is for rows: take turtle, n-triples, jsonld or rdf-xml",
        ),
        ("ASK {}", "sparql-xlm", "did you mean 'sparql-xml'?"),
        ("ASK {}", "x", f"take {', '.join(FORMS[:-1])} or {FORMS[-1]}"),
    ],
)
def test_a_format_that_does_not_fit_is_told(store, question, form, says):
    """With those that do."""
    with pytest.raises(QueryError) as error:
        store.results(question, form=form)
    assert says in error.value.message


def test_mistakes_are_explained_as_for_any_answer(store):
    """The way to the engine is the same."""
    with pytest.raises(QuerySyntax, match="line 1, column 8: what begins here has no closing }"):
        store.results("SELECT {", form="sparql-json")
