"""What the tables state and what the encoder reads, as one list of stances."""

import dataclasses

import pytest

from kg import reference
from kg.extraction import Extractor
from kg.extraction.stances.agreeing import joined
from kg.extraction.stances.stood import Rule
from kg.records import Document
from kg.relations import relation


@pytest.fixture(scope="module")
def said():
    """Return a function that gives the stances that the tables state in a text."""
    extractor = Extractor(reference.shipped(), leanings=False)

    def of(text):
        from kg.extraction.text.parsing import read

        (reading,) = read(extractor.pipeline, [text])
        return extractor._found(Document(id="d", text=text), reading)[1]

    return of


def read_as(stood, relation_id, sure):
    """The same pair in the same words, as the encoder reads it."""
    return dataclasses.replace(stood, relation=relation(relation_id), confidence=sure, leaning=sure, why=Rule.LEANING)


def shown(found):
    return [(one.relation.id, one.why is Rule.LEANING, one.leaning) for one in found]


def test_what_both_say_is_one_stance(said):
    """The table's relation, and how sure the encoder is of its sign."""
    (stood,) = said("Kenya criticized Norway.")
    assert shown(joined([stood], [read_as(stood, "opposes", 0.9)])) == [("criticizes", False, 0.9)]


def test_where_they_differ_the_table_stays(said):
    """And is told to be doubtful: the encoder reads the other sign, or nothing."""
    (stood,) = said("Kenya criticized Norway.")
    assert shown(joined([stood], [read_as(stood, "supports", 0.9)])) == [("criticizes", False, -0.9)]
    assert shown(joined([stood], [])) == [("criticizes", False, None)]


def test_what_only_the_encoder_reads_needs_to_be_sure(said):
    """And to take a side: meetings and requests are the tables' business."""
    (stood,) = said("Kenya criticized Norway.")
    assert shown(joined([], [read_as(stood, "opposes", 0.95)])) == [("opposes", True, 0.95)]
    assert joined([], [read_as(stood, "opposes", 0.3)]) == []
    assert joined([], [read_as(stood, "asks", 0.95)]) == []


def test_the_surest_reading_of_a_pair_counts(said):
    """One stance for each holder, target and sentence."""
    (stood,) = said("Kenya criticized Norway.")
    read = [read_as(stood, "accuses", 0.8), read_as(stood, "opposes", 0.9), read_as(stood, "supports", 0.7)]
    assert shown(joined([], read)) == [("opposes", True, 0.9)]


def test_who_speaks_for_another_takes_no_stance_of_his_own(said):
    """The minister says that we oppose it, and it is Kenya that opposes it."""
    (stood,) = said("Kenya opposes whaling.")
    figure = dataclasses.replace(stood.holder.figure, id="amina-otieno", speaks_for="kenya")
    minister = dataclasses.replace(read_as(stood, "opposes", 0.95), holder=stood.holder._replace(figure=figure))
    assert [one.holder.id for one in joined([stood], [minister])] == ["kenya"]
    other = dataclasses.replace(minister, relation=relation("supports"))
    assert [one.holder.id for one in joined([stood], [other])] == ["amina-otieno", "kenya"]
