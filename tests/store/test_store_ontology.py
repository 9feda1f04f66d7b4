"""The ontology contradicts neither itself nor a graph, its page is up to date, and its context makes JSON into it."""

import importlib.util
import json
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF

from kg.iris import ACTOR, DOCUMENT, KG, RELATION
from kg.shipped import ontology

# rdflib warns of its own old ways, which its JSON-LD goes on using.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

ROOT = Path(__file__).parent.parent.parent
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
FILES = ("kg.ttl", "relations.ttl", "align.ttl", "align-standards.ttl")


@pytest.fixture(scope="module")
def maker():
    """The program that makes the page."""
    spec = importlib.util.spec_from_file_location("ontology_page", ROOT / "docs" / "ontology.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def contradictions(data):
    """What OWL 2 RL finds wrong in triples together with the ontology."""
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(ontology() / name)
    graph += data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = [str(graph.value(node, None)) for node in graph.subjects(RDF.type, ERROR)]
    return errors + [str(node) for node in graph.subjects(RDF.type, OWL.Nothing)]


@pytest.fixture
def written(store, tmp_path):
    """The newspaper as triples, without what the ontology says."""
    store.export(tmp_path / "dump.nt")
    graph = rdflib.Graph()
    for subject, predicate, obj in rdflib.Graph().parse(tmp_path / "dump.nt"):
        if not str(subject).startswith((KG, RELATION)):
            graph.add((subject, predicate, obj))
    return graph


def test_a_graph_does_not_contradict_the_ontology(written):
    """Nor the ontology itself; but a state that is a person would, and a speaker that is an issue."""
    assert contradictions(written) == []
    few = rdflib.Graph()
    few.add((rdflib.URIRef(f"{ACTOR}norland"), RDF.type, rdflib.URIRef(f"{KG}State")))
    assert contradictions(few) == []
    few.add((rdflib.URIRef(f"{ACTOR}norland"), RDF.type, rdflib.URIRef(f"{KG}Person")))
    assert contradictions(few) != []


def test_the_page_and_the_context_are_up_to_date(maker):
    """Otherwise run `python docs/ontology.py`."""
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page()
    assert maker.CONTEXT.read_text(encoding="utf-8") == maker.context()


def test_json_with_the_context_is_a_graph():
    """Names instead of IRIs, and every value what it is in a graph."""
    context = json.loads((ontology() / "context.jsonld").read_text(encoding="utf-8"))
    stance = {
        "@id": "doc:plan#stance-s1",
        "@type": "Stance",
        "holder": "actor:norland",
        "relation": "rel:opposes",
        "voice": "narrator",
        "negated": False,
        "date": "2024-05-06",
    }
    found = rdflib.Graph().parse(data=json.dumps({**context, **stance}), format="json-ld")
    expected = rdflib.Graph().parse(
        data=f"""@prefix kg: <{KG}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <{DOCUMENT}plan#stance-s1> a kg:Stance ; kg:holder <{ACTOR}norland> ; kg:relation <{RELATION}opposes> ;
          kg:voice kg:narrator ; kg:negated false ; kg:date "2024-05-06"^^xsd:date ."""
    )
    assert set(found) == set(expected)


def test_every_alignment_names_a_word_of_ours():
    """Of the standards, and of what few queries need."""
    words = set(rdflib.Graph().parse(ontology() / "kg.ttl").subjects())
    for name in FILES[2:]:
        assert set(rdflib.Graph().parse(ontology() / name).subjects()) <= words, name
