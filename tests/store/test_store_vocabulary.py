"""Every word of the graph is explained, and every word that is explained is used."""

import re

import pytest
import rdflib
from news import fill
from rdflib import RDF, RDFS, SKOS

from kg.iris import KG, PREFIXES
from kg.records import AttributionKind, Certainty, Precision, Tense, Voice
from kg.shipped import ontology
from kg.store import Run, Store, named_queries
from kg.store.writing import BASES, KINDS


@pytest.fixture(scope="module")
def words():
    """The vocabulary."""
    return rdflib.Graph().parse(ontology() / "kg.ttl")


@pytest.fixture(scope="module")
def used(tmp_path_factory):
    """Every term of ours in a graph that uses all there is."""
    run = Run.now("hand", "1", model="m", configuration="c")
    with Store.open(tmp_path_factory.mktemp("used") / "g", create=True, write=True) as store:
        fill(store)
        everything = store.record("plan")
        stance = everything.stances[0].model_copy(
            update={"holder_mention": everything.stances[0].evidence, "target_mention": everything.stances[0].evidence}
        )
        attributions = [
            made.model_copy(update={"nested_in": "a1" if made.id == "a3" else None, "addressee": "norland"})
            for made in everything.attributions
        ]
        full = everything.model_copy(
            update={"stances": (stance, *everything.stances[1:]), "attributions": tuple(attributions)}
        )
        store.put(full, store.text("plan"), run=run)
        found = store.query(
            "SELECT ?t { GRAPH ?g { ?s ?p ?o } FILTER(?g != graph:ontology) VALUES ?n { 1 2 } BIND(IF(?n = 1, ?p, ?o) AS ?t) }"
        )
        return {str(term) for (term,) in found.tuples if str(term).startswith(KG)}


def test_every_word_has_a_label_a_definition_and_an_example(words):
    """And nothing else begins with our namespace."""
    for word in set(words.subjects()) - {rdflib.URIRef(KG.rstrip("#"))}:
        for what in (RDFS.label, SKOS.definition, SKOS.example):
            assert len(list(words.objects(word, what))) == 1, (word, what)
        assert words.value(word, RDF.type), word


def test_every_word_that_is_used_is_explained(words, used):
    """In documents, the reference and the derived graphs."""
    assert {str(word) for word in words.subjects()} >= used


def in_files():
    """Every term of ours in the other files of the ontology."""
    found = set()
    for name in ("relations", "states", "organizations", "issues"):
        for triple in rdflib.Graph().parse(ontology() / f"{name}.ttl"):
            found |= {str(term) for term in (*triple, getattr(triple[2], "datatype", None))}
    return {term for term in found if term.startswith(KG)}


def test_every_word_of_the_reference_files_is_explained(words):
    """Where users look up what to write in a file of their own."""
    assert in_files() - {str(word) for word in words.subjects()} == {f"{KG}relations"}
    titles = re.findall(r"\bkg:(\w+)", (ontology() / "offices.ttl").read_text(encoding="utf-8"))
    assert {f"{KG}{title}" for title in titles} <= {str(word) for word in words.subjects()}


def test_every_word_that_is_explained_is_used(words, used):
    """By a graph, by the list of relations, or as one of the values that a record may have."""
    values = {*AttributionKind, *Certainty, *Tense, *Precision, *Voice, *BASES.values(), *KINDS.values()}
    elsewhere = {f"{KG}{word}" for word in values} | {f"{KG}Actor", f"{KG}continues", KG.rstrip("#")}
    assert {str(word) for word in words.subjects()} <= used | elsewhere | in_files()


def test_queries_use_only_words_that_exist(words):
    """A misspelt property would find nothing, in silence."""
    known = {str(word).removeprefix(KG) for word in words.subjects()} | {"relations"}
    for query in named_queries().values():
        text = re.sub(r"#.*", "", query.sparql)
        assert set(re.findall(r"\bkg:(\w+)", text)) <= known, query.name
        assert set(re.findall(r"\b(\w+):\w", re.sub(r'"[^"]*"', "", text))) <= set(PREFIXES), query.name


def test_classes_hang_together(words):
    """Every class of actors is an actor, and every class stands on a term that others know."""
    actor = rdflib.URIRef(f"{KG}Actor")
    for name in KINDS.values():
        assert actor in set(words.transitive_objects(rdflib.URIRef(f"{KG}{name}"), RDFS.subClassOf))
    for word in words.subjects(RDF.type, rdflib.OWL.Class):
        parents = set(words.transitive_objects(word, RDFS.subClassOf)) - {word}
        assert parents or str(word) == f"{KG}Appearance", word


def test_alignments_are_never_needed():
    """They name only words that exist, and no query and no index knows the file."""
    aligned = rdflib.Graph().parse(ontology() / "align.ttl")
    words = set(rdflib.Graph().parse(ontology() / "kg.ttl").subjects())
    assert {subject for subject in aligned.subjects() if str(subject).startswith(KG)} <= words
    with_it = [
        query.name for query in named_queries().values() if re.search(r"\b(foaf|marl|grasp|fact):", query.sparql)
    ]
    assert with_it == []
