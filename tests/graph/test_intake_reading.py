"""Intake: what decides what is found, and the order in which things come."""

import pytest

from kg import intake
from kg.errors import BrokenReference, InputError

ACTOR = """@prefix kg: <https://w3id.org/newsstance/ns#> .
@prefix actor: <https://w3id.org/newsstance/actor/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def test_the_configuration_is_a_hash_of_what_matters():
    """Files by name and content, and the pipeline; not the order in which they come."""
    plain = intake.configuration({})
    one, other = {"a.ttl": "# a", "b.ttl": "# b"}, {"b.ttl": "# b", "a.ttl": "# a"}
    assert intake.configuration(one) == intake.configuration(other)
    every = [
        plain,
        intake.configuration(one),
        intake.configuration({"a.ttl": "# b"}),
        intake.configuration({}, language="xx"),
    ]
    assert len(set(every)) == 4
    assert intake.configuration({}) == plain


def test_an_upgrade_of_kg_is_another_configuration(monkeypatch):
    """What a later version finds may be more."""
    before = intake.configuration({})
    monkeypatch.setattr("kg.__version__", "99")
    assert intake.configuration({}) != before


def test_known_of_own_files_lies_on_top_of_what_is_shipped(tmp_path):
    """Nothing is lost, and the own file counts."""
    reference = intake.turtle_files(["data/strait/reference.ttl"])
    known = intake.known(reference)
    assert {"norvane", "china"} <= set(known.actors)
    assert "norvane" not in intake.known({}).actors


def test_an_own_file_is_named_by_its_own_name():
    """Not by that of the copy that is read."""
    with pytest.raises(BrokenReference) as caught:
        intake.known({"mine.ttl": f"{ACTOR}actor:x a"})
    assert caught.value.place is not None
    assert caught.value.place.startswith("mine.ttl")


def test_things_come_in_the_order_of_the_paths(tmp_path):
    """Documents that are parsed together do not overtake, and problems stand where they were met."""
    lines = ["Ana Ruiz opposes the dam.", "", "Cork supports the weir.", "Oslo left."]
    for number, text in enumerate(lines):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    read = list(intake.Reader(intake.known({})).read([tmp_path]))
    assert [one.place.rpartition("/")[2] for one in read] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [one.text for one in read] == [lines[0], None, lines[2], lines[3]]
    assert isinstance(read[1].problem, InputError)
    assert [one.extracted for one in read] == [True, False, True, True]


def test_what_is_unchanged_is_not_read_again(tmp_path):
    """Whoever knows a document already says so by its header; no parser is loaded for it."""
    (tmp_path / "a.txt").write_text("Ana Ruiz opposes the dam.", encoding="utf-8")
    reader = intake.Reader(intake.known({}))
    (one,) = reader.read([tmp_path], unchanged=lambda header: header.title == "a")
    assert (one.record, one.problem) == (None, None)
    assert one.header is not None
    assert reader._extractor is None
