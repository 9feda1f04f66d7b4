"""Who is who stands in the graph, and stays with it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from news import KNOWN, fill, plan

from kg.known import Known, KnownActor, KnownIssue, Office
from kg.records import Record
from kg.store import Run, Store
from kg.store.reference import from_json, last_day, statements, to_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
NONE = st.none()
DAYS = NONE | st.sampled_from(["2013", "2013-03", "2013-03-14"])
# By their types, so that a field that is added tomorrow is tested tomorrow.
ACTORS = st.from_type(KnownActor)
ISSUES = st.from_type(KnownIssue)
OFFICES = st.builds(Office, TEXT, TEXTS, TEXT, NONE | TEXT, DAYS, DAYS)
KNOWNS = st.builds(
    Known,
    st.lists(ACTORS, max_size=3).map(lambda found: {actor.id: actor for actor in found}),
    st.lists(OFFICES, max_size=3).map(tuple),
    st.lists(ISSUES, max_size=3).map(lambda found: {issue.id: issue for issue in found}),
)


@given(KNOWNS)
def test_what_is_known_is_kept_whole(known):
    """Through JSON and back, every field; and it can always be written as RDF."""
    assert from_json(to_json(known)) == known
    said = list(statements(known))
    assert len(said) == len(set(said))


def test_it_is_kept_with_the_graph(graph):
    """Another process, later, without any reference file, still knows."""
    with Store.open(graph) as store:
        assert store.known() == from_json(to_json(KNOWN)) == KNOWN
        assert store.known().speaks_for("cole", on="2022-01-01") == "norland"


def test_actors_have_one_name_and_many_aliases(store):
    """Names, acronyms, demonyms and metonyms each in their place; Wikidata as a match, not as the same."""
    ((name, kind, item),) = store.query(
        "SELECT ?name ?kind ?item { actor:norland schema:name ?name ; a ?kind ; skos:exactMatch ?item }"
    ).tuples
    assert (name, kind.short, item.short) == ("Norland", "kg:State", "wd:Q1001")
    found = store.query(
        "SELECT ?p ?w { VALUES ?p { skos:altLabel kg:acronym kg:demonym kg:metonym kg:ambiguous kg:notIn } "
        "actor:norland ?p ?w } ORDER BY ?w ?p"
    )
    assert [(use.short, word) for use, word in found.tuples] == [
        ("skos:altLabel", "Kingdom of Norland"),
        ("kg:acronym", "NOR"),
        ("kg:ambiguous", "Norby"),
        ("kg:metonym", "Norby"),
        ("kg:notIn", "Norland Street"),
        ("kg:demonym", "Norlandic"),
    ]
    assert len(store.query("SELECT ?m { actor:river-union org:hasMember ?m }")) == 2


def test_offices_are_dated_memberships(store):
    """From the first day that the beginning can mean to the last day that the end can."""
    found = store.query(
        "SELECT ?of ?since ?until ?title { ?o a org:Membership ; org:member actor:cole ; org:organization ?of ; "
        "schema:startDate ?since ; schema:endDate ?until ; kg:title ?title ; kg:speaksFor actor:norland } ORDER BY ?title"
    )
    assert [(row["of"].local, row["since"], row["until"], row["title"]) for row in found] == [
        ("norland", date(2021, 3, 1), date(2024, 5, 31), "premier"),
        ("norland", date(2021, 3, 1), date(2024, 5, 31), "prime minister"),
    ]
    assert last_day("2100-02") == "2100-02-28"


def test_issues_have_what_is_broader(store):
    """A codebook is a tree, and a theme takes no sides."""
    assert store.query("ASK { issue:dam skos:broader issue:infrastructure ; skos:altLabel 'the great dam' }")
    assert store.query("ASK { issue:infrastructure a kg:Theme , kg:Issue ; skos:inScheme kg:issues }")
    assert not store.query("ASK { issue:dam a kg:Theme }")


def test_whoever_is_not_known_gets_a_name_from_the_documents(tmp_path):
    """The one most documents use; the others become aliases, and each has one kind and one label."""
    run = Run.now("test", "1")
    with Store.open(tmp_path / "g", create=True, write=True) as store:
        for number, (name, kind) in enumerate(
            [
                ("Ana Ruiz", "person"),
                ("Ana Ruiz", "person"),
                ("Ana-Ruiz Company", "organization"),
                ("ANA RUIZ", "person"),
            ]
        ):
            actor = {"id": "ana-ruiz", "name": name, "kind": kind, "wikidata": "Q7" if number else "no item"}
            store.put(Record.model_validate({"document": {"id": str(number)}, "actors": [actor]}), "…", run=run)
        ((name, label, kind),) = store.query(
            "SELECT ?n ?l ?k { actor:ana-ruiz schema:name ?n ; rdfs:label ?l ; a ?k ; skos:exactMatch wd:Q7 }"
        ).tuples
        assert (name, label, kind.short) == ("Ana Ruiz", "Ana Ruiz", "kg:Person")
        aliases = store.query("SELECT ?a { actor:ana-ruiz skos:altLabel ?a } ORDER BY ?a").tuples
        assert aliases == [("ANA RUIZ",), ("Ana-Ruiz Company",)]
        store.remove("0")
        store.remove("1")
        ((name,),) = store.query("SELECT ?n { actor:ana-ruiz schema:name ?n }").tuples
        assert name == "Ana-Ruiz Company"


def test_files_of_the_user_are_kept_as_they_are(graph):
    """Text in, the same text out; once more changes nothing; None drops it."""
    turtle = '@prefix : <urn:x> .\r\n:a :b "é" .\n'
    with Store.open(graph, write=True) as store:
        assert store.keep_reference_file("mine.ttl", turtle)
        assert not store.keep_reference_file("mine.ttl", turtle)
        assert store.keep_reference_file("other.ttl", "")
    with Store.open(graph, write=True) as store:
        assert store.reference_files() == {"mine.ttl": turtle, "other.ttl": ""}
        assert store.keep_reference_file("other.ttl", None)
        assert not store.keep_reference_file("other.ttl", None)
        assert list(store.reference_files()) == ["mine.ttl"]


def test_a_graph_without_any_reference_works(tmp_path):
    """Everybody is named by the documents then."""
    with Store.open(tmp_path / "g", create=True, write=True) as store:
        fill(store, known=Known(), only=[plan()])
        assert store.query("ASK { actor:norland a kg:State ; schema:name 'Norland' ; skos:exactMatch wd:Q1001 }")
        assert list(store.check()) == []


def test_runs_are_activities(store):
    """With what ran, in which version, when; and every document says which run read it."""
    ((extractor, version, started),) = store.query(
        "SELECT ?e ?v ?s { GRAPH graph:meta { ?run a prov:Activity ; kg:extractor ?e ; kg:version ?v ; prov:startedAtTime ?s } }"
    ).tuples
    assert (extractor, version, started.isoformat()) == ("hand", "1", "2024-07-01T08:00:00+00:00")
    assert len(store.query("SELECT ?d { ?d prov:wasGeneratedBy/kg:extractor 'hand' ; kg:recorded ?when }")) == 4
