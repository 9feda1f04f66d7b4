"""Samples that people have coded: what they may leave out, and what they are told."""

import json

import pytest

from kg.errors import BrokenLine, KgError, SpanMismatch, TextMissing
from kg.evaluation.samples import lines

TEXT = "Osmere opposes the bridge,\nofficials said. Norvane praised Kaldria."
STANCE = {
    "holder": "Osmere",
    "relation": "opposes",
    "target": {"issue": "bridge"},
    "evidence": "Osmere opposes the bridge",
}


def sample(document=None, **coded):
    """The sample of one line."""
    (made,) = lines(["", json.dumps({"document": document or {"id": "d", "text": TEXT}, **coded})], "gold.jsonl")
    return made


def test_what_is_not_coded_is_not_judged():
    """No stances are other than none found."""
    assert sample(attributions=[]).positions() is None
    assert sample(stances=[]).positions() == []
    assert sample(stances=[]).said() is None


def test_spans_are_offsets_or_words():
    """Words are found however the lines of the text are broken."""
    for source in ([27, 36], [[27, 36]], {"start": 27, "end": 36}, "officials", {"text": "officials"}):
        given = [source] if source == [27, 36] else source
        (said,) = sample(attributions=[{"source": given, "content": "bridge, officials"}]).said()
        assert [TEXT[slice(*span)] for span in said.source] == ["officials"]
        assert [TEXT[slice(*span)] for span in said.content] == ["bridge,\nofficials"]


def test_sign_and_voice_may_be_left_out():
    """The sign follows from the relation; a voice that nobody marked is empty."""
    (stood,) = sample(stances=[STANCE]).positions()
    assert (stood.sign, stood.voice, stood.start) == (-1, "", 0)
    (denied,) = sample(stances=[{**STANCE, "negated": True}]).positions()
    assert denied.sign == 0


def test_names_come_with_ids():
    """Who writes ids and lists the actors is known by their names as well."""
    stance = {**STANCE, "holder": "q1"}
    (stood,) = sample(actors=[{"id": "q1", "name": "Osmere"}], stances=[stance]).positions()
    assert stood.holder.names == ("q1", "Osmere")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"relation": "oposes"}, "gold.jsonl:2: stance 1: 'oposes' is not a relation: did you mean 'opposes'?"),
        ({"voice": "narator"}, "gold.jsonl:2: stance 1: 'narator' is not a voice: did you mean 'narrator'?"),
        ({"sign": 1}, "gold.jsonl:2: stance 1: opposes cannot have sign 1"),
        ({"evidence": "Osmere loves the bridge"}, "does not stand in document 'd'"),
        ({"evidence": {"start": 0, "end": 4, "text": "Osmere"}}, "is not what stands from 0 to 4, which is 'Osme'"),
        ({"evidence": None}, "gold.jsonl:2: stance 1: "),
        ({"id": "s7", "target": {}}, "gold.jsonl:2: stance s7: there is no 'issue'"),
    ],
)
def test_mistakes_are_told_with_their_place(change, message):
    """File, line, stance, and what was probably meant."""
    with pytest.raises(KgError) as told:
        sample(stances=[{**STANCE, **change}]).positions()
    assert message in str(told.value)


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"document": {"text": "x"}}', '{"document": {}, "stances": []}'])
def test_a_line_that_is_no_record(line):
    """It is told with its number."""
    with pytest.raises(BrokenLine, match=r"gold\.jsonl:1: "):
        list(lines([line], "gold.jsonl"))


def test_words_are_looked_for_in_the_article():
    """What was coded in a quotation alone stands somewhere else in the article."""
    quoted = {"id": "d", "text": "Norvane praised Kaldria"}
    evidence = {"start": 0, "end": 23, "text": quoted["text"]}
    stance = {"holder": "Norvane", "relation": "respects", "target": {"actor": "Kaldria"}, "evidence": evidence}
    (stood,) = sample(quoted, stances=[stance]).with_text(TEXT).positions()
    assert TEXT[stood.start : stood.end] == quoted["text"]
    with pytest.raises(SpanMismatch, match="does not say its words"):
        sample(quoted, stances=[{**stance, "evidence": [0, 23]}]).with_text(TEXT)


def test_words_without_a_text_ask_for_it():
    """They cannot be found in nothing; offsets can do without."""
    with pytest.raises(TextMissing, match="give the articles"):
        sample({"id": "d"}, stances=[STANCE]).positions()
    (stood,) = sample({"id": "d"}, stances=[{**STANCE, "evidence": [0, 25]}]).positions()
    assert stood.end == 25
