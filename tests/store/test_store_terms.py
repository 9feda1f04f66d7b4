"""Terms are written so that any RDF tool reads back what was meant."""

from datetime import UTC, date, datetime

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.store import IRI
from kg.store._oxigraph import parsed, value
from kg.store.terms import n_quads, written

VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)


@given(VALUES)
def test_a_value_comes_back_as_it_was(meant):
    """Text with any characters, numbers to the last bit, dates: through N-Quads and the engine."""
    line = n_quads([("<urn:s>", "<urn:p>", written(meant))], graph="urn:g")
    ((_, _, read),) = parsed(line)
    assert read == meant
    assert type(read) is type(meant)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_another_reader_reads_the_same_text(text):
    """Rdflib agrees about every escape."""
    line = f"<urn:s> <urn:p> {written(text)} ."
    (found,) = rdflib.Graph().parse(data=line, format="nt").objects()
    assert str(found) == text


def test_what_is_not_what_its_type_says_stays_text():
    """A foreign graph may hold "6 May" as a date; nobody crashes over it."""
    kind = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
    assert value(ox.Literal("6 May", datatype=kind)) == "6 May"
    assert value(ox.Literal("Hallo", language="de")) == "Hallo"
    assert value(None) is None
    assert value(ox.BlankNode("b")) == "_:b"


def test_an_iri_knows_its_short_form_and_its_id():
    """With the longest prefix that fits; without one it is whole."""
    assert IRI("https://w3id.org/newsstance/ns#holder").short == "kg:holder"
    assert IRI("https://w3id.org/newsstance/actor/plan%2Fexperts").local == "plan/experts"
    assert IRI("https://elsewhere.example/x").short == "https://elsewhere.example/x"
    assert IRI("https://w3id.org/newsstance/relation/opposes") == "https://w3id.org/newsstance/relation/opposes"


def test_only_what_is_a_term_is_written():
    """None is an unbound variable; it has no text."""
    with pytest.raises(TypeError, match="None is no RDF term"):
        written(None)
    assert written(IRI("urn:x")) == "<urn:x>"
    assert written(date(2024, 5, 6)).startswith('"2024-05-06"^^')
    assert written(datetime(2024, 5, 6, 7, 8, tzinfo=UTC)).startswith('"2024-05-06T07:08:00+00:00"^^')
