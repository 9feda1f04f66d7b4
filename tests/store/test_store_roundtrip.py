"""The RDF of a record holds the whole record."""

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from news import articles, plan

from kg.errors import RecordError
from kg.iris import PREFIXES
from kg.records import Basis, Record, Span, fingerprint
from kg.relations import RELATIONS
from kg.store import IRI, read_record
from kg.store._oxigraph import Reader, parsed
from kg.store.nodes import document
from kg.store.writing import BASES, record_quads

CHARS = st.characters(exclude_categories=["Cs"])
NAMES = st.text(CHARS, max_size=8) | st.sampled_from(
    ["a/b", "a", "b#c", "s-1", "Dam", "dam", "DAM", "…", "%2F", ".", ".."]
)
DATES = st.dates().map(lambda day: day.isoformat())


@st.composite
def whens(draw):
    length = draw(st.sampled_from([4, 7, 10]))
    precision = {4: "year", 7: "month", 10: "day"}[length]
    return {"value": draw(DATES)[:length], "precision": precision, "basis": draw(st.sampled_from(list(Basis)))}


@st.composite
def records(draw):
    """Any record that holds against its text: any ids, any order, anything twice that may be there twice."""
    text = draw(st.text(CHARS, min_size=1, max_size=40))

    def span():
        start = draw(st.integers(0, len(text)))
        return Span.of(text, start, draw(st.integers(start, len(text)))).model_dump()

    def spans(least=0):
        return [span() for _ in range(draw(st.integers(least, 3)))]

    def one_of(names, *, sure=False):
        return draw(st.sampled_from(names) if sure else st.none() | st.sampled_from(names)) if names else None

    def sure(strategy):
        return draw(st.none() | strategy)

    people = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    topics = draw(st.lists(NAMES, max_size=3, unique=True))
    said = draw(st.lists(NAMES, max_size=3, unique=True))
    confidence = st.floats(0, 1)
    head = {
        "id": draw(NAMES),
        "title": sure(st.text(CHARS, max_size=9)),
        "published": sure(DATES),
        "publisher": sure(st.text(CHARS, max_size=9)),
        "url": sure(st.text(CHARS, max_size=9)),
        "language": sure(st.text(CHARS, max_size=9)),
        "sha256": sure(st.just(fingerprint(text))),
    }
    kinds = st.sampled_from(["person", "state", "organization", "group"])
    actors = [
        {
            "id": name,
            "name": draw(st.text(CHARS, max_size=9)),
            "kind": draw(kinds),
            "wikidata": sure(st.text(CHARS, max_size=5)),
            "mentions": spans(),
        }
        for name in people
    ]
    issues = [{"id": name, "label": draw(st.text(CHARS, max_size=9)), "mentions": spans()} for name in topics]
    attributions = [
        {
            "id": name,
            "kind": draw(st.sampled_from(["direct", "mixed", "indirect", "belief"])),
            "speaker": one_of(people),
            "source": spans(),
            "cue": spans(),
            "content": spans(1),
            "addressee": one_of(people),
            "continues": one_of(said),
            "nested_in": one_of(said),
            "via": one_of(people),
            "date": sure(whens()),
            "confidence": draw(confidence),
        }
        for name in said
    ]
    stances = []
    for name in draw(st.lists(NAMES, max_size=3, unique=True)):
        holder = one_of(people, sure=True)
        target = draw(
            st.sampled_from([{"actor": other} for other in people if other != holder] + [{"issue": x} for x in topics])
        )
        stances.append(
            {
                "id": name,
                "holder": holder,
                "relation": draw(st.sampled_from(list(RELATIONS))),
                "target": target,
                "about": draw(st.lists(st.sampled_from(topics), max_size=3)) if topics else [],
                "holder_mention": span() if draw(st.booleans()) else None,
                "target_mention": span() if draw(st.booleans()) else None,
                "negated": draw(st.booleans()),
                "certainty": draw(st.sampled_from(["certain", "probable", "possible", "underspecified"])),
                "tense": draw(st.sampled_from(["past", "present", "future"])),
                "intensity": draw(st.sampled_from([1, 2, 3])),
                "voice": draw(st.sampled_from(["self", "representative", "thirdParty", "narrator"])),
                "attribution": one_of(said),
                "evidence": span(),
                "date": sure(whens()),
                "confidence": draw(confidence),
            }
        )
    made = {"document": head, "actors": actors, "issues": issues, "attributions": attributions, "stances": stances}
    return Record.model_validate(made), text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records())
def test_no_record_loses_anything(made):
    """Record → RDF → record gives the record, field by field and in its order."""
    record, text = made
    record.check(text)
    assert read_record(parsed(record_quads(record))) == record


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records())
def test_the_other_library_reads_the_same_triples(made):
    """What we write is RDF to rdflib too, term for term."""
    record, _ = made
    lines = "".join(f"{line.rpartition(' <')[0]} .\n" for line in record_quads(record).split("\n") if line)
    theirs = {tuple(map(str, triple)) for triple in rdflib.Graph().parse(data=lines, format="nt")}
    ours = {(subject, predicate) for subject, predicate, _ in parsed(record_quads(record))}
    assert {(subject, predicate) for subject, predicate, _ in theirs} == ours
    assert len(theirs) == len(set(parsed(record_quads(record))))


def test_the_graph_on_disk_gives_the_record_back(store):
    """Through the store: put, indexed, read from the engine, read back."""
    store.query("ASK {}")
    reader = Reader(store._access.index.quads)
    for article in articles():
        made = article.record()
        assert read_record(reader.triples(document(made.document.id))) == made == store.record(made.document.id)


def test_usual_records_need_nothing_verbatim_but_their_order():
    """The escape hatch is one triple a document, not the way things are said."""
    for article in articles():
        kept = [line for line in record_quads(article.record()).splitlines() if "#verbatim>" in line]
        assert len(kept) <= 1


def test_two_ids_that_are_one_node_stay_apart_in_the_record():
    """They are one issue to the graph, “Dam” and “dam”; the record of a careless codebook comes back as it was."""
    text = "Oslo is for it and against it."
    spans = [Span.of(text, 0, 4).model_dump(), Span.of(text, 5, 7).model_dump()]
    stances = [
        {"id": str(number), "holder": "oslo", "relation": "supports", "target": {"issue": issue}, "voice": "self"}
        | {"evidence": spans[number], "about": [issue]}
        for number, issue in enumerate(["Dam", "dam"])
    ]
    record = Record.model_validate(
        {
            "document": {"id": "careless"},
            "actors": [{"id": "oslo", "name": "Oslo", "kind": "state"}],
            "issues": [{"id": "dam", "label": "dam"}, {"id": "Dam", "label": "Dam"}],
            "stances": stances,
        }
    )
    assert read_record(parsed(record_quads(record))) == record


def test_a_date_of_publication_is_told_from_none():
    """A stance without a date has that of its document in the graph, and none again in the record."""
    record = plan().record()
    triples = [triple for triple in parsed(record_quads(record)) if triple[0].endswith("#stance-s1")]
    said = {IRI(predicate).short: obj for _, predicate, obj in triples}
    assert (str(said["kg:date"]), said["kg:dateBasis"].short) == ("2024-01-10", "kg:dateOfPublication")
    assert "kg:datePrecision" not in said
    assert set(BASES) == {basis.value for basis in Basis}


def test_attributions_tell_whom_they_mention():
    """A mention inside the content counts, one outside does not."""
    record = plan().record()
    mentioned = {
        (subject.partition("#")[2], obj.local)
        for subject, predicate, obj in parsed(record_quads(record))
        if predicate.endswith("#mentions")
    }
    assert mentioned == {
        ("attribution-a1", "dam"),
        ("attribution-a2", "norland"),
        ("attribution-a2", "sudland"),
        ("attribution-a2", "dam"),
        ("attribution-a3", "sudland"),
        ("attribution-a3", "dam"),
    }


def test_a_graph_of_something_else_is_no_record():
    """Reading says so instead of guessing."""
    with pytest.raises(RecordError, match="describes one document, not 0"):
        read_record(parsed(f"<urn:s> <{PREFIXES['rdf']}type> <urn:o> .\n"))
