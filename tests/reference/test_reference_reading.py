"""A user's file of actors, offices and issues becomes what is known, on top of what travels with kg."""

import gc
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris
from kg.errors import KgError
from kg.known import Known, Name, NameUse, Office
from kg.records import ActorKind
from kg.reference import load, shipped, shipped_files
from kg.reference.joining import read

PREFIXES = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in iris.PREFIXES.items())
PREFIXES += "\n@prefix ex: <https://example.org/> .\n"


@pytest.fixture
def file(tmp_path):
    """Write a Turtle file with every prefix declared."""

    def write(turtle, name="mine.ttl"):
        path = tmp_path / name
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return path

    return write


def test_without_files_it_is_what_travels_with_kg():
    """And it is read once."""
    assert load() is shipped()
    assert shipped() is shipped()
    assert {path.name for path in shipped_files()} >= {"states.ttl", "organizations.ttl", "issues.ttl"}


def test_an_actor_of_the_user_joins_the_shipped_ones(file):
    """Kind, names with their uses in the order name, other names, acronyms, demonyms, metonyms; links; Wikidata."""
    known = load(
        file(
            """
            ex:e a kg:State ; schema:name "Eastland"@en ; kg:metonym "Eastport" , "the Citadel" ; kg:demonym "Eastlandic" ;
                skos:altLabel "Republic of Eastland" ; kg:acronym "EL" ; kg:ambiguous "EL" ; kg:notIn "Eastland Road" ;
                skos:exactMatch wd:Q4 , <http://dbpedia.org/resource/Eastland> .
            ex:ministry a kg:Organization ; schema:name "Harbour Ministry" ; kg:partOf ex:e ; kg:speaksFor ex:e .
            ex:pact a kg:Organization ; schema:name "Harbour Pact" ; org:hasMember ex:e , actor:norway .
            """
        )
    )
    made = known.actors["eastland"]
    assert (made.name, made.kind, made.wikidata, made.not_in) == ("Eastland", ActorKind.STATE, "Q4", ("Eastland Road",))
    assert made.names == (
        Name("Eastland", NameUse.NAME),
        Name("Republic of Eastland", NameUse.NAME),
        Name("EL", NameUse.ACRONYM, ambiguous=True),
        Name("Eastlandic", NameUse.DEMONYM),
        Name("Eastport", NameUse.METONYM),
        Name("the Citadel", NameUse.METONYM),
    )
    assert known.speaks_for("harbour-ministry") == "eastland"
    assert known.actors["harbour-ministry"].part_of == "eastland"
    assert known.actors["harbour-pact"].members == ("eastland", "norway")
    assert known.actors["norway"] is shipped().actors["norway"]


def test_the_id_is_in_the_iri_or_in_the_name(file):
    """An IRI of kg's own names the id; any other IRI, or none, leaves it to the name."""
    known = load(
        file(
            """
            actor:u-n-i-o-n a kg:Organization ; schema:name "Dockers" .
            <urn:uuid:1> a kg:Organization ; schema:name "Lula’s Allies" .
            [] a kg:Group ; schema:name "harbour experts" .
            issue:Toll%20road a kg:Issue ; skos:prefLabel "toll" .
            ex:t2 a kg:Theme ; skos:prefLabel "Ports & Docks" .
            """
        )
    )
    assert {"u-n-i-o-n", "lulas-allies", "harbour-experts"} <= known.actors.keys()
    assert known.actors["harbour-experts"].kind is ActorKind.GROUP
    assert {"Toll road", "ports-docks"} <= known.issues.keys()


def test_the_users_word_replaces_ours_whole(file):
    """Who says what China is called has said it all."""
    known = load(file('actor:china a kg:State ; schema:name "Cathay" .'))
    assert known.actors["china"].names == (Name("Cathay"),)
    assert shipped().actors["china"].name == "China"


def test_a_later_file_replaces_an_earlier_one(file):
    """In the order in which they are given; and one may refer to the other."""
    first = file('ex:a a kg:Person ; schema:name "Ada Berg" . ex:b a kg:Person ; schema:name "Bo Lind" .', "one.ttl")
    second = file('ex:a a kg:Person ; schema:name "Ada Berg" ; skos:altLabel "A. Berg" ; kg:partOf ex:b .', "two.ttl")
    assert [name.text for name in load(first, second).actors["ada-berg"].names] == ["Ada Berg", "A. Berg"]
    assert [name.text for name in load(second, first).actors["ada-berg"].names] == ["Ada Berg"]


def test_an_office_is_dated_as_precisely_as_the_file(file):
    """Day, month or year; no end where it is still held."""
    known = load(
        file(
            """
            ex:ada a kg:Person ; schema:name "Ada Berg" .
            [] a org:Membership ; org:member ex:ada ; org:organization actor:norway ; kg:title "harbour minister"@en , "minister" ;
                kg:speaksFor actor:norway ; schema:startDate "2019"^^xsd:gYear ; schema:endDate "2021-04"^^xsd:gYearMonth .
            [] a org:Membership ; org:member ex:ada ; org:organization actor:norway ; schema:startDate "2022-01-31"^^xsd:date .
            """
        )
    )
    offices = set(known.offices_of("ada-berg"))
    assert offices == {
        Office("ada-berg", ("harbour minister", "minister"), "norway", "norway", "2019", "2021-04"),
        Office("ada-berg", (), "norway", None, "2022-01-31", None),
    }
    assert known.speaks_for("ada-berg", on="2021-04-30") == "norway"
    assert known.speaks_for("ada-berg", on="2021-05-01") is None


def test_a_user_can_end_an_office_that_an_earlier_file_left_open(file):
    """Told anew with the same person, place, start and title, an office replaces the old one and no other."""
    office = """[] a org:Membership ; org:member ex:ada ; org:organization actor:norway ; kg:title "mayor" ;
        schema:startDate "2019"^^xsd:gYear %s ."""
    other = """[] a org:Membership ; org:member ex:ada ; org:organization actor:norway ; kg:title "pilot" ;
        schema:startDate "2019"^^xsd:gYear ."""
    person = 'ex:ada a kg:Person ; schema:name "Ada Berg" .'
    first = file(person + office % "" + other, "first.ttl")
    second = file(person + office % '; schema:endDate "2024"^^xsd:gYear', "second.ttl")
    assert {(held.titles[0], held.until) for held in load(first, second).offices_of("ada-berg")} == {
        ("mayor", "2024"),
        ("pilot", None),
    }


def test_an_issue_of_the_user_joins_the_codebook(file):
    """Phrases, patterns, what to leave alone, the theme above it."""
    known = load(
        file(
            """
            ex:toll a kg:Issue ; skos:prefLabel "harbour toll"@en ; skos:altLabel "port fee"@en ; kg:pattern "toll on \\\\w+ ships" ;
                kg:notIn "port fee waiver" ; skos:broader issue:trade , ex:ports ; skos:definition "A charge." ; skos:scopeNote "New." .
            ex:ports a kg:Theme ; skos:prefLabel "ports" .
            """
        )
    )
    made = known.issues["harbour-toll"]
    assert (made.label, made.labels, made.theme) == ("harbour toll", ("harbour toll", "port fee"), False)
    assert (made.patterns, made.not_in) == ((r"toll on \w+ ships",), ("port fee waiver",))
    assert (made.broader, made.definition) == (("trade", "ports"), "A charge.")
    assert known.issues["ports"].theme


def test_a_plain_skos_codebook_is_read_as_it_is(file):
    """With its scheme, notes and mappings, and without a word of kg's."""
    known = load(
        file(
            """
            ex:scheme a skos:ConceptScheme ; skos:prefLabel "My codebook" .
            ex:c1 a skos:Concept ; skos:inScheme ex:scheme ; skos:topConceptOf ex:scheme ; skos:prefLabel "Hafengebühr"@de , "port dues"@en ;
                skos:notation "1.2" ; skos:closeMatch <http://eurovoc.europa.eu/1> .
            """
        )
    )
    assert known.issues["port-dues"].labels == ("port dues", "Hafengebühr")


def test_schema_org_is_the_same_with_and_without_its_s(tmp_path):
    """http://schema.org/ and https://schema.org/ both stand in people's files."""
    path = tmp_path / "old.ttl"
    path.write_text(
        PREFIXES.replace("https://schema.org/", "http://schema.org/") + 'ex:a a kg:Person ; schema:name "Ada" .'
    )
    assert load(path).actors["ada"].kind is ActorKind.PERSON


def test_a_byte_order_mark_does_no_harm(tmp_path):
    """Some editors write one."""
    path = tmp_path / "bom.ttl"
    path.write_text(PREFIXES + 'ex:a a kg:Person ; schema:name "Ada" .', encoding="utf-8-sig")
    assert "ada" in load(path).actors


def test_the_garbage_collector_is_left_as_it_was(file):
    """It rests while files are read, and also where one is broken."""
    with pytest.raises(KgError):
        load(file("ex:a a kg:Sate ."))
    assert gc.isenabled()


@settings(deadline=None)  # files on a busy machine
@given(st.lists(st.text(min_size=1).filter(lambda name: name.strip()), min_size=1, max_size=5, unique_by=iris.slug))
def test_any_name_at_all_is_a_name(tmp_path_factory, names):
    """In every script, with quotation marks and backslashes; the id is what the name makes."""
    path = tmp_path_factory.mktemp("names") / "any.ttl"
    # JSON writes strings as Turtle reads them, lone surrogates aside, which no file can hold.
    lines = (f"[] a kg:Group ; schema:name {json.dumps(name, ensure_ascii=False)} ." for name in names)
    path.write_text(PREFIXES + "\n".join(lines).replace("\x7f", "\\u007f"), encoding="utf-8")
    known = read([path], beneath=Known())
    assert {made: actor.name for made, actor in known.actors.items()} == {
        iris.slug(name.strip()): name.strip() for name in names
    }
