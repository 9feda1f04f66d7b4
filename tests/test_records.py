"""The record refuses what contradicts itself, its text or the ontology."""

import json

import pytest
from pydantic import ValidationError

from kg.errors import DanglingId, NotADate, RecordError, SpanMismatch, UnknownRelation
from kg.records import Document, Record, Span, Voice, When, fingerprint

TEXT = "“We oppose the dam,” Ms. Ruiz said."


def record(**changes):
    """A record of TEXT: Ruiz opposes the dam."""
    whole = {
        "document": {"id": "dam", "sha256": fingerprint(TEXT), "published": "2024-05-06"},
        "actors": [{"id": "ruiz", "name": "Ms. Ruiz", "kind": "person", "mentions": [span(21, 29)]}],
        "issues": [{"id": "dam", "label": "the dam", "mentions": [span(11, 18)]}],
        "attributions": [
            {"id": "a1", "kind": "direct", "speaker": "ruiz", "source": [span(21, 29)], "content": [span(1, 19)]}
        ],
        "stances": [stance()],
    }
    return Record.model_validate(whole | changes)


def span(start, end):
    return {"start": start, "end": end, "text": TEXT[start:end]}


def stance(**changes):
    return {
        "id": "s1",
        "holder": "ruiz",
        "relation": "opposes",
        "target": {"issue": "dam"},
        "voice": "self",
        "attribution": "a1",
        "evidence": span(1, 18),
    } | changes


def test_a_whole_record_holds_against_its_text():
    """Every span reads in the text what it says."""
    made = record()
    made.check(TEXT)
    assert made.stances[0].sign == -1
    assert {kept.text for _, kept in made.spans()} == {"Ms. Ruiz", "the dam", "We oppose the dam,", "We oppose the dam"}


def test_writing_and_reading_again_changes_nothing():
    """The line of JSON is the record, byte for byte."""
    line = record().to_json()
    assert Record.model_validate_json(line).to_json() == line
    assert json.loads(line)["stances"][0]["target"] == {"issue": "dam"}


def test_a_text_that_came_along_is_not_written_out():
    """The record of the contract has no text; its hash stands for it."""
    made = record(document={"id": "dam", "text": TEXT})
    assert made.document.text == TEXT
    assert "text" not in json.loads(made.to_json())["document"]


def test_a_shifted_span_is_found():
    """The message shows what the span says and what the text reads."""
    moved = record(stances=[stance(evidence={"start": 2, "end": 19, "text": "We oppose the dam"})])
    with pytest.raises(
        SpanMismatch, match=r"evidence of stance 's1' says 'We oppose the dam', but the text reads 'e opp"
    ):
        moved.check(TEXT)


def test_another_text_is_refused():
    """A record stands by the text that it was made from."""
    with pytest.raises(SpanMismatch, match="its hash differs"):
        record().check(TEXT.replace("dam", "pit"))


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"stances": [stance(relation="opposs")]}, UnknownRelation, "did you mean 'opposes'"),
        ({"stances": [stance(holder="rui")]}, DanglingId, "stance 's1' has the holder 'rui'"),
        ({"stances": [stance(target={"actor": "ruiz"})]}, RecordError, "both its holder and its target"),
        ({"stances": [stance(sign=1)]}, RecordError, "opposes cannot have sign 1"),
        ({"stances": [stance(negated=True, sign=-1)]}, RecordError, "opposes, negated, cannot have sign -1"),
        ({"stances": [stance(target={})]}, RecordError, "one actor or one issue"),
        ({"stances": [stance(), stance()]}, RecordError, "two stances have the id 's1'"),
        ({"stances": [stance(attribution="a9")]}, DanglingId, "has the attribution 'a9'"),
        ({"document": {"id": "dam", "published": "6 May"}}, NotADate, "'6 May' is not a date"),
    ],
)
def test_a_contradiction_is_named(changes, error, message):
    """Each error says which part of the record is wrong, and why."""
    with pytest.raises(error, match=message):
        record(**changes)


def test_an_unknown_field_is_refused():
    """A misspelt field would otherwise vanish in silence."""
    with pytest.raises(ValidationError, match="holders"):
        record(stances=[stance(holders="ruiz")])


def test_the_same_text_is_the_same_document():
    """Without an id, a hash of the text serves."""
    assert Document(text=TEXT).id == Document(text=TEXT, title="Dam").id == fingerprint(TEXT)[:16]


def test_a_date_is_as_long_as_it_is_precise():
    """A month has no day, and a thirteenth month does not exist."""
    assert When(value="2023-03", precision="month", basis="stated").first_day == "2023-03-01"
    with pytest.raises(NotADate):
        When(value="2023-03-04", precision="month", basis="stated")
    with pytest.raises(NotADate):
        When(value="2023-13", precision="month", basis="stated")


def test_offsets_count_code_points():
    """An emoji is one, wherever UTF-16 would count two."""
    text = "🕊️ Ruiz spoke."
    assert Span.of(text, 3, 7).text == "Ruiz"


def test_what_a_narrator_may_state():
    """A deed can be seen; distrust cannot."""
    assert Voice.NARRATOR.states("penalizes")
    assert not Voice.NARRATOR.states("distrusts")
    assert Voice.REPRESENTATIVE.states("distrusts")
    assert not Voice.THIRD_PARTY.states("penalizes")
