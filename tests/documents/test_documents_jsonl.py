"""Lines of JSON: documents, records, and sentences about the broken ones."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import jsonl
from kg.errors import (
    BrokenLine,
    DanglingId,
    EmptyDocument,
    InputError,
    NotADate,
    NotText,
    SpanMismatch,
    UnknownRelation,
)
from kg.records import Document, Record

RECORD = {
    "document": {"id": "dam"},
    "actors": [{"id": "ruiz", "name": "Ms. Ruiz", "kind": "person"}],
    "issues": [{"id": "dam", "label": "the dam"}],
    "stances": [
        {
            "id": "s1",
            "holder": "ruiz",
            "relation": "opposes",
            "target": {"issue": "dam"},
            "voice": "self",
            "evidence": {"start": 0, "end": 18, "text": "We oppose the dam."},
        }
    ],
}


def found(*lines):
    """What lines hold, written as bytes, text or objects."""
    data = [
        one if isinstance(one, bytes) else (one if isinstance(one, str) else json.dumps(one)).encode() for one in lines
    ]
    return list(jsonl.lines([one + b"\n" for one in data], "a.jsonl"))


def one(line):
    ((_, item),) = found(line)
    return item


def changed(**changes):
    return RECORD | {"stances": [RECORD["stances"][0] | changes]}


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200), st.booleans())
def test_any_text_survives(written, ascii_only):
    """With or without escapes, and with every line separator that is not a line feed."""
    written += "“a”\u2028"
    made = one(json.dumps({"text": written}, ensure_ascii=ascii_only))
    assert made.text == written


def test_good_lines_between_broken_ones_are_kept():
    """A broken line costs itself, and its place says which it was."""
    items = found(b'\xef\xbb\xbf{"text": "a"}', "", '{"text": ', RECORD, "[1]", b'{"text": "caf\xe9"}', {"text": "b"})
    assert [place for place, _ in items] == [f"a.jsonl:{line}" for line in (1, 3, 4, 5, 6, 7)]
    assert [type(item) for _, item in items] == [Document, BrokenLine, Record, BrokenLine, NotText, Document]
    assert all(item.place == place for place, item in items if isinstance(item, InputError))


def test_a_broken_line_names_the_column():
    """And the text says what was expected there."""
    problem = one('{"text": "a" "id": 1}')
    assert (str(problem)) == "a.jsonl:1: not JSON: expecting ',' delimiter, at column 14"


def test_metadata_of_a_document():
    """A date-time counts as its day, a number as an id, nothing as nothing; what kg has no place for is passed over."""
    made = one(
        {
            "text": "a",
            "id": 17,
            "published": "2023-06-20T18:30:00Z",
            "title": "",
            "url": None,
            "author": "Ruiz",
            "subtitle": 1,
        }
    )
    assert (made.id, made.published, made.title, made.url) == ("17", "2023-06-20", None, None)
    assert one({"text": "a", "date": "2023-06-20", "headline": "Dam", "lang": "en"}).title == "Dam"
    assert one({"text": "a", "title": "A", "headline": "B"}).title == "A"


@pytest.mark.parametrize(
    ("line", "error", "said"),
    [
        ({"text": ""}, EmptyDocument, "it is empty"),
        ({"text": " \n"}, EmptyDocument, "no text in it"),
        ({"text": None}, BrokenLine, "text: null stands where text belongs"),
        ({"text": "a", "title": 5}, BrokenLine, "title: a number stands where text belongs"),
        ({"text": "a", "publishd": "2023-06-20"}, BrokenLine, "did you mean 'published'?"),
        ({"text": "a", "published": "20 June"}, NotADate, "'20 June' is not a date"),
        ({"text": "a\x00"}, BrokenLine, "character 1 is NUL"),
        ({"txt": "a"}, BrokenLine, "only txt; did you mean 'text'?"),
        ({}, BrokenLine, "it is empty"),
        ("17", BrokenLine, "a number stands where an object"),
        ('{"text": "a\\ud83d"}', BrokenLine, r"\ud83d is half a character"),
        ('{"text": "a", "n": ' + "1" * 5000 + "}", BrokenLine, "thousands of digits"),
        ("[" * 100_000, BrokenLine, "nested too deeply"),
        (changed(relation="oposes"), UnknownRelation, "did you mean 'opposes'?"),
        (changed(voice="narator"), BrokenLine, "stances.0.voice: 'narator' is not one of self, representative, thirdParty, narrator: did you mean 'narrator'?"),
        (changed(holders="x"), BrokenLine, "stances.0.holders: there is no such field, did you mean 'holder'?"),
        (changed(evidence=None), BrokenLine, "stances.0.evidence: null stands where an object belongs"),
        (changed(confidence=1.5), BrokenLine, "stances.0.confidence: 1.5: input should be less than or equal to 1"),
        (changed(target={"issue": "dams"}), DanglingId, "has the target 'dams'"),
        (RECORD | {"document": {}}, BrokenLine, "document.id is missing"),
        (RECORD | {"document": {"id": "dam", "text": "They oppose the dam."}}, SpanMismatch, "but the text reads"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_plainly(line, error, said):
    """The sentence names the field, and what was probably meant."""
    problem = one(line)
    assert type(problem) is error
    assert said in problem.message
    assert problem.place == "a.jsonl:1"


def test_many_faults_are_cut_short():
    """Three say enough to begin with."""
    assert one(RECORD | {"stances": [{"id": "s"}]}).message.endswith("; and 3 more")


def test_the_same_fault_everywhere_is_said_once():
    """With how often it comes again."""
    bad = RECORD["stances"][0] | {"within": 1}
    said = one(RECORD | {"stances": [bad, bad | {"id": "s2"}, bad | {"id": "s3"}]}).message
    assert said.startswith("stances.0.within: there is no such field")
    assert said.endswith("; and 2 more")


def test_a_record_travels_with_its_text():
    """Checked against it, and kept with it."""
    made = one(RECORD | {"document": {"id": "dam", "text": "We oppose the dam."}})
    assert made.document.text == "We oppose the dam."
    assert one(RECORD).document.text is None


def test_a_binary_file_is_one_problem():
    """Not one for each of its lines."""
    ((place, problem),) = found(b"%PDF-1.4", b"x", b"y")
    assert (place, type(problem)) == ("a.jsonl:1", NotText)


def test_a_whole_pair_of_surrogates_is_one_character():
    """However it is spelt."""
    assert one('{"text": "\\ud83d\\ude00"}').text == "😀"


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ('{\n "text": "a"\n}', ["a.json"]),
        ('[{"text": "a"}, {"text": "b"}]', ["a.json, item 1", "a.json, item 2"]),
        ('\ufeff{"text": "a"}\n{"text": "b"}\n', ["a.json:1", "a.json:2"]),
    ],
)
def test_a_json_file(written, places):
    """One object, a list, or lines under the wrong ending."""
    items = list(jsonl.whole(written.encode(), "a.json"))
    assert [place for place, _ in items] == places
    assert [item.text for _, item in items] == ["a", "b"][: len(places)]


def test_a_broken_json_file():
    """Its line is named."""
    ((_, problem),) = jsonl.whole(b'{\n "text": "a"\n "id": 1\n}', "a.json")
    assert problem.place == "a.json:3"


def test_one_bad_item_of_a_list():
    """The others are kept."""
    items = [item for _, item in jsonl.whole(b'[{"text": "a"}, {"txt": "b"}, {"text": "c"}]', "a.json")]
    assert [type(item) for item in items] == [Document, BrokenLine, Document]
    assert items[1].place == "a.json, item 2"
