"""A user's file that is wrong is refused with the file, the line and the cure."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iris
from kg.errors import BrokenReference, InputError, KgError, NotText
from kg.known import Known
from kg.reference import load
from kg.reference.joining import read

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in iris.PREFIXES.items())
HEAD += "@prefix ex: <https://example.org/> .\n# actor:ada kg:demonim in a comment is no matter\n"
FIRST = HEAD.count("\n") + 1


@pytest.fixture
def refused(tmp_path):
    """Load a file and return the error as (message, line)."""

    def attempt(turtle):
        path = tmp_path / "mine.ttl"
        path.write_text(HEAD + turtle, encoding="utf-8")
        with pytest.raises(BrokenReference) as caught:
            load(path)
        place, _, line = (caught.value.place or "").rpartition(":")
        assert place == str(path)
        return caught.value.message, int(line) - FIRST + 1

    return attempt


@pytest.mark.parametrize(
    ("turtle", "line", "message"),
    [
        ('ex:a a kg:Sate ;\n schema:name "A" .', 1, "there is no class kg:Sate: did you mean kg:State?"),
        ('ex:a a kg:Country ; schema:name "A" .', 1, "there is no class kg:Country: the classes are kg:Group"),
        ('ex:a a schema:Person ;\n schema:name "A" .', 1, "kg does not read schema:Person: write kg:Person"),
        ('ex:a\n schema:name "A" .', 2, "has no class: write for example <https://example.org/a> a kg:Organization"),
        ('ex:a a owl:Thing ;\n kg:acronym "A" .', 2, "has no class"),
        ('ex:a a kg:Person , kg:Issue ; schema:name "A" .', 1, "cannot be an actor and an issue at once"),
        ('ex:a a kg:Person , kg:State ; schema:name "A" .', 1, "two classes of actor, person and state: keep one"),
        ("ex:a a kg:State ;\n kg:demonym 'A' .", 1, 'has no name: write schema:name "…"@en'),
        ("ex:i a kg:Issue ; skos:altLabel 'i' .", 1, 'has no label: write skos:prefLabel "…"@en'),
        (
            'actor:ada a kg:Person ;\n schema:name "Ada" ;\n kg:demonim "x" .',
            3,
            "kg:demonim in kg: did you mean kg:demonym?",
        ),
        ('ex:a a kg:Person ; schema:name "A" ;\n skos:altlabel "B" .', 2, "did you mean skos:altLabel?"),
        ('ex:a a kg:Person ; schema:name "A" ;\n schema:alternateName "B" .', 2, "write skos:altLabel"),
        ('ex:i a kg:Issue ; skos:prefLabel "I" ;\n kg:exclude "J" .', 2, "kg does not read kg:exclude: write kg:notIn"),
        ('ex:i a kg:Issue ;\n rdfs:label "I" .', 2, "kg does not read rdfs:label: write skos:prefLabel"),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n kg:colour "B" .',
            2,
            "there is no kg:colour in kg: it may have kg:acronym",
        ),
        (
            'ex:i a kg:Issue ; skos:prefLabel "I" ;\n kg:demonym "B" .',
            2,
            "kg:demonym is said of an actor, and this is an issue",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n kg:title "B" .',
            2,
            "kg:title is said of a membership, and this is an actor",
        ),
        ('ex:a a kg:Person ; schema:name "A" ;\n kg:ambiguous "B" .', 2, "'B' is called ambiguous and is no name of"),
        ('ex:a a kg:Person ; schema:name "" .', 1, "schema:name takes words in quotation marks"),
        ('ex:a a kg:Person ; schema:name "A" ;\n kg:metonym ex:b .', 2, "kg:metonym takes words in quotation marks"),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n kg:partOf "Norway" .',
            2,
            "kg:partOf takes an IRI such as actor:china",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n kg:partOf actor:norway , actor:chad .',
            2,
            "has 2 × kg:partOf: keep one",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n kg:speaksFor actor:norwai .',
            2,
            "whom no file defines: did you mean 'norway'?",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n kg:speaksFor ex:nobody .',
            2,
            "<https://example.org/nobody>, whom no file defines",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n org:hasMember actor:zzzz .',
            2,
            "define it, or take the id of an actor that is known",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n skos:exactMatch wd:148 .',
            2,
            "'148' is no item of Wikidata: write it as wd:Q148",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" ;\n skos:exactMatch wd:Q1 , wd:Q2 .',
            2,
            "two items of Wikidata, Q1 and Q2: keep one",
        ),
        ('ex:a a kg:Person ; schema:name "Ada" .\nex:b a kg:Person ; schema:name "ada" .', 2, "both get the id 'ada'"),
        ("[] a org:Membership ;\n org:organization actor:norway .", 1, "this office has no person: write org:member"),
        (
            "[] a org:Membership ;\n org:member actor:nobody-such ; org:organization actor:norway .",
            2,
            "whom no file defines",
        ),
        (
            'ex:a a kg:Person ; schema:name "A" .\n[] a org:Membership ;\n org:member ex:a .',
            3,
            "write org:organization actor:…",
        ),
        (
            'ex:i a kg:Issue ; skos:prefLabel "I" ;\n skos:broader issue:trad .',
            2,
            "whom no file defines: did you mean 'trade'?",
        ),
        ('ex:i a kg:Issue ; skos:prefLabel "I" ;\n skos:broader ex:i .', 2, "is broader than itself"),
        ('ex:i a kg:Issue ; skos:prefLabel "I" ;\n kg:pattern "a(b" .', 2, "'a(b' is no regular expression"),
        ('ex:i a kg:Issue ; skos:prefLabel "I" ;\n kg:pattern "a*" .', 2, "'a*' matches everywhere"),
    ],
)
def test_each_mistake_is_told_with_its_line(refused, turtle, line, message):
    """What is wrong, in which line, and what to write instead."""
    told, where = refused(turtle)
    assert message in told
    assert where == line


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ('schema:startDate "14 March 2013"', "'14 March 2013' is not a date: write it as 2013-03-14, 2013-03 or 2013"),
        ('schema:startDate "2013-02-30"^^xsd:date', "'2013-02-30' is not a date"),
        ('schema:startDate "2013" , "2014"', "an office has one schema:startDate"),
        ('schema:startDate "2013-05" ; schema:endDate "2013-04-30"', "ends (2013-04-30) before it starts (2013-05)"),
    ],
)
def test_dates_that_are_none(refused, dates, message):
    """An office with a date that is none would be held on no day or on all."""
    office = f"[] a org:Membership ; org:member ex:a ; org:organization actor:norway ;\n {dates} ."
    told, where = refused('ex:a a kg:Person ; schema:name "A" .\n' + office)
    assert message in told
    assert where == 3


def test_an_office_may_end_in_the_year_in_which_it_starts(tmp_path):
    """Compared only as far as both dates are precise."""
    path = tmp_path / "mine.ttl"
    office = "[] a org:Membership ; org:member ex:a ; org:organization actor:norway ;"
    dates = 'schema:startDate "2013-05-01"^^xsd:date ; schema:endDate "2013"^^xsd:gYear .'
    path.write_text(f'{HEAD} ex:a a kg:Person ; schema:name "A" . {office} {dates}')
    assert load(path).offices_of("a")[0].until == "2013"


def test_turtle_that_does_not_parse(refused):
    """The parser's own words, at the line where it gave up."""
    told, where = refused('ex:a a kg:Person ;\n schema:name "A" .\nex:b a [ .')
    assert told.startswith("this is not Turtle: ")
    assert where == 3


def test_a_prefix_that_was_forgotten(tmp_path):
    """The commonest slip of all comes with the line to add."""
    path = tmp_path / "mine.ttl"
    path.write_text("actor:a a kg:Person .")
    with pytest.raises(BrokenReference, match=r"write @prefix actor: <https://w3id\.org/newsstance/actor/> \."):
        load(path)


def test_bytes_that_are_no_text(tmp_path):
    """Latin-1 and pictures are named for what they are not."""
    path = tmp_path / "latin.ttl"
    path.write_bytes(HEAD.encode() + 'ex:a a kg:Person ; schema:name "Muñoz" .'.encode("latin-1"))
    with pytest.raises(NotText, match="save the file as UTF-8") as caught:
        load(path)
    assert caught.value.place == f"{path}:{FIRST}"


def test_a_file_that_is_not_there(tmp_path):
    """And a folder in place of a file."""
    with pytest.raises(InputError, match="No such file"):
        load(tmp_path / "none.ttl")
    with pytest.raises(InputError, match="directory"):
        load(tmp_path)


@settings(deadline=None)  # files on a busy machine
@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(tmp_path_factory, content):
    """Whatever a file holds, it is read or refused."""
    path = tmp_path_factory.mktemp("bytes") / "any.ttl"
    path.write_bytes(content)
    with suppress(KgError):
        assert read([path], beneath=Known()).actors == {}
