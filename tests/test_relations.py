"""The twenty relations are the same in Python and in Turtle."""

import pytest
import rdflib
from rdflib.namespace import SKOS

from kg import iris, shipped
from kg.errors import UnknownRelation
from kg.relations import RELATIONS, Relation, relation

KG = rdflib.Namespace(iris.KG)
REL = rdflib.Namespace(iris.RELATION)


@pytest.fixture(scope="module")
def turtle():
    return rdflib.Graph().parse(shipped.ontology() / "relations.ttl")


def _from_turtle(graph, node):
    def value(predicate):
        found = graph.value(node, predicate)
        return found.toPython() if found is not None else None

    return Relation(
        id=node.removeprefix(iris.RELATION),
        family=graph.value(node, SKOS.broader).removeprefix(iris.RELATION),
        sign=value(KG.sign),
        score=float(value(KG.score)),
        opposite=(value(KG.opposite) or "").removeprefix(iris.RELATION) or None,
        plover=str(graph.value(node, SKOS.notation)) if graph.value(node, SKOS.notation) else None,
        to_actor=value(KG.toActor),
        to_issue=value(KG.toIssue),
        symmetric=(node, rdflib.RDF.type, rdflib.OWL.SymmetricProperty) in graph,
    )


def test_the_turtle_file_lists_the_same_twenty(turtle):
    """Every field of every relation agrees, and neither list has one more."""
    listed = {_from_turtle(turtle, node) for node in turtle.subjects(rdflib.RDF.type, rdflib.OWL.ObjectProperty)}
    assert listed == set(RELATIONS.values())
    assert len(listed) == 20


def test_every_relation_is_explained(turtle):
    """A definition, the words that trigger it and an example sentence."""
    for name in RELATIONS:
        for predicate in (SKOS.definition, SKOS.scopeNote, SKOS.example):
            assert turtle.value(REL[name], predicate), f"{name} has no {predicate}"


def test_opposites_are_mutual_and_of_opposite_sign():
    """Whoever moves from a relation to its opposite has changed sides."""
    for known in RELATIONS.values():
        if known.opposite:
            assert RELATIONS[known.opposite].opposite == known.id
            assert RELATIONS[known.opposite].sign == -known.sign


def test_a_misspelt_relation_is_recognised():
    """The error says what was probably meant."""
    with pytest.raises(UnknownRelation, match="did you mean 'criticizes'"):
        relation("criticises")
