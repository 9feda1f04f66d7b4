"""Coded stances: every row a stance that rests on its quote, or a problem with its line."""

import csv as standard
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import csv
from kg.errors import BrokenLine, InputError, MissingColumn, NotADate, NotText, RecordError, UnknownRelation
from kg.known import Known, KnownActor, KnownIssue, Name, NameUse, Office
from kg.records import ActorKind, Record
from kg.relations import RELATIONS

ROW = {"holder": "Ana Ruiz", "relation": "opposes", "issue": "dam", "date": "2024-05-06", "source": "Courier", "quote": "“We oppose the dam.”"}  # fmt: skip


def table(*changes, columns=()):
    """A table of rows like ROW, each with its changes."""
    names = list(dict.fromkeys([*ROW, *columns, *(name for one in changes for name in one)]))
    written = io.StringIO()
    writer = standard.DictWriter(written, names, restval="")
    writer.writeheader()
    writer.writerows(ROW | one for one in changes)
    return written.getvalue().encode()


def read(*changes, place="coded.csv", known=None):
    return [item for _, item in csv.records(table(*changes), place, known=known)]


def only(**changes):
    """The record of one row."""
    (record,) = read(changes)
    assert isinstance(record, Record), record
    record.check(record.document.text)
    return record


def problem(**changes):
    """What is wrong with the third row of three, while the other two are kept."""
    *problems, record = read({}, {"quote": "They said so again."}, changes | {"source": "Courier"})
    assert len(record.stances) == 2
    (only_one,) = problems
    assert only_one.place == "coded.csv:4"
    return only_one


def test_a_row_is_a_stance():
    """Holder, relation, target, date, and the words that it rests on."""
    record = only()
    (stance,) = record.stances
    assert (stance.holder, stance.relation, stance.sign, stance.target.issue) == ("ana-ruiz", "opposes", -1, "dam")
    assert (stance.voice, stance.date.value, stance.date.precision, stance.date.basis) == (
        "self",
        "2024-05-06",
        "day",
        "stated",
    )
    assert stance.evidence.text == record.document.text == ROW["quote"]
    assert stance.target_mention.text == "dam"
    assert (record.document.id, record.document.title) == ("coded-courier", "Courier")
    assert (record.actors[0].name, record.actors[0].kind) == ("Ana Ruiz", "person")


def test_rows_of_one_source_are_one_document():
    """Each quote one paragraph, and the same quote only once."""
    first, second = read({}, {"source": "Gazette"}, {"quote": "They\nagree."}, {"relation": "asks"})
    assert first.document.text == "“We oppose the dam.”\nThey\nagree."
    assert [stance.relation for stance in first.stances] == ["opposes", "opposes", "asks"]
    assert second.document.id == "coded-gazette"
    first.check(first.document.text)


def test_the_same_row_twice_is_one_stance():
    """And the id of a stance does not depend on its line."""
    assert len(only().stances) == 1
    (once,), (twice,) = read({}), read({"quote": "First."}, {}, {})
    assert once.stances[0].id == twice.stances[1].id
    assert len(twice.stances) == 2


def test_which_document_a_row_belongs_to():
    """Its document is an id, its url an address, its source a title; two tables do not share a source."""
    assert only(document="d17").document.id == "d17"
    by_url = only(source="https://courier.example/dam").document
    assert (by_url.url, by_url.title) == ("https://courier.example/dam", None)
    titled = only(title="The dam", published="2024-05-07", url="https://c.example", language="en").document
    assert (titled.title, titled.publisher, titled.published, titled.language) == (
        "The dam",
        "Courier",
        "2024-05-07",
        "en",
    )
    (other,) = read({}, place="coder2/others.csv")
    assert other.document.id == "others-courier"
    assert len(only(source="long " * 60).document.id) <= 80


def test_the_page_stands_before_the_quote():
    """It is kept and shown with the evidence, and is no part of it."""
    record = only(page="12")
    assert record.document.text == "[p. 12] “We oppose the dam.”"
    assert record.stances[0].evidence.text == ROW["quote"]


@pytest.mark.parametrize(
    ("sign", "relation", "expected"),
    [
        ("+1", "supports", 1),
        ("1.0", "supports", 1),
        ("−1", "opposes", -1),
        ("-", "opposes", -1),
        ("0", "supports", 0),
        ("Yes", "supports", 1),
        ("no", "opposes", -1),
        ("abstain", "supports", 0),
    ],
)
def test_a_sign_without_a_relation(sign, relation, expected):
    """Who abstains does not support: a negated stance, which takes no side."""
    (stance,) = only(relation="", sign=sign).stances
    assert (stance.relation, stance.sign, stance.negated) == (relation, expected, expected == 0)


@pytest.mark.parametrize("written", ["worriesAbout", "worries about", "Worries_About", "WORRIESABOUT"])
def test_relations_as_people_write_them(written):
    """In capitals or not, in one word or two."""
    assert only(relation=written).stances[0].relation == "worriesAbout"


def test_a_target_is_an_actor_unless_it_is_said_to_be_an_issue():
    """An issue beside it is what the stance is about."""
    (stance,) = only(target="Zembla", about="fish; cod | cod").stances
    assert (stance.target.actor, stance.about) == ("zembla", ("dam", "fish", "cod"))
    (stance,) = only(target="carbon tax", target_kind="issue", issue="").stances
    assert stance.target.issue == "carbon-tax"


def test_kinds_that_one_row_says_hold_in_all():
    """A column beats the guess."""
    (record,) = read({"target": "Zembla"}, {"target": "Zembla", "target_kind": "Country", "quote": "Zembla!"})
    assert {actor.id: actor.kind for actor in record.actors} == {
        "ana-ruiz": ActorKind.PERSON,
        "zembla": ActorKind.STATE,
    }


@pytest.mark.parametrize(
    ("quote", "kind", "content"),
    [
        ("“We oppose the dam.”", "direct", "We oppose the dam."),
        ("She called it “a wall”.", "mixed", "She called it “a wall”."),
        ("“No,” she said, “never.”", "mixed", "“No,” she said, “never.”"),
        ("She opposes it.", "indirect", "She opposes it."),
    ],
)
def test_a_speaker_makes_an_attribution(quote, kind, content):
    """Direct where the whole quote stands in marks, and then without them."""
    record = only(speaker="Ana Ruiz", quote=quote)
    (said,) = record.attributions
    assert (said.kind, said.content[0].text, said.speaker) == (kind, content, "ana-ruiz")
    assert record.stances[0].attribution == said.id
    assert record.stances[0].voice == "self"


KNOWN = Known(
    actors={
        "zembla": KnownActor("zembla", "Zembla", ActorKind.STATE, (Name("ZE", NameUse.ACRONYM), Name("Zemblan", NameUse.DEMONYM)), "Q1"),
        "ana-ruiz": KnownActor("ana-ruiz", "Ana Ruiz", ActorKind.PERSON),
    },
    offices=(Office("ana-ruiz", ("minister",), of="zembla", speaks_for="zembla", since="2020", until="2024-12"),),
    issues={"une-dam": KnownIssue("une-dam", "building the dam", ("dam", "the dam"))},
)  # fmt: skip


def test_names_of_the_reference_files_mean_their_actors():
    """With their id and kind; and who holds an office speaks for its state, as long as it is held."""
    (record,) = read(
        {"holder": "ZE", "speaker": "Ana Ruiz"},
        {"holder": "Zembla", "speaker": "Ana Ruiz", "date": "2025-01"},
        known=KNOWN,
    )
    assert next((actor.id, actor.kind, actor.wikidata) for actor in record.actors) == ("zembla", "state", "Q1")
    assert record.issues[0].id == "une-dam"
    assert [stance.voice for stance in record.stances] == ["representative", "thirdParty"]


def test_all_columns_are_read():
    """In the words of the record or in those of the table."""
    (stance,) = only(
        voice="Third party", certainty="Probable", tense="future", negated="yes", intensity="3", confidence="0,8"
    ).stances
    assert (stance.voice, stance.certainty, stance.tense) == ("thirdParty", "probable", "future")
    assert (stance.negated, stance.sign, stance.intensity, stance.confidence) == (True, 0, 3, 0.8)
    assert only(date="2024-05").stances[0].date.precision == "month"
    assert only(date="2024").stances[0].date.precision == "year"
    assert only(date="2024-05-06T10:00:00").stances[0].date.value == "2024-05-06"
    assert only(date="").stances[0].date is None


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"quote": ""}, BrokenLine, "there is no quote"),
        ({"holder": ""}, BrokenLine, "there is no holder"),
        ({"issue": ""}, BrokenLine, "there is no target"),
        ({"relation": ""}, BrokenLine, "neither a relation nor a sign"),
        ({"relation": "oposes"}, UnknownRelation, "did you mean 'opposes'?"),
        ({"relation": "accuses"}, RecordError, "accuses is a stance towards an actor, and 'dam' is an issue"),
        ({"sign": "1"}, RecordError, "opposes cannot have sign 1"),
        ({"sign": "2"}, InputError, "'2' is not a sign: write +1, 0 or -1"),
        ({"sign": "nan"}, InputError, "'nan' is not a sign"),
        ({"date": "6 May"}, NotADate, "'6 May' is not a date"),
        ({"date": "2024-13"}, NotADate, "is not a date"),
        ({"date": "May!"}, NotADate, "is not a date"),
        ({"voice": "narator"}, InputError, "voice: 'narator' is not one of self, representative, thirdParty, narrator: did you mean 'narrator'?"),
        ({"holder_kind": "stat"}, InputError, "holder_kind: 'stat' is not one of"),
        ({"negated": "maybe"}, InputError, "neither yes nor no"),
        ({"confidence": "high"}, InputError, "confidence: 'high' is not a number"),
        ({"confidence": "8"}, InputError, "confidence: 8.0: input should be less than or equal to 1"),
        ({"intensity": "7"}, InputError, "intensity: 7.0 is not one of 1, 2"),
        ({"target": "Ana Ruiz"}, RecordError, "'ana-ruiz' is both its holder and its target"),
    ],
)  # fmt: skip
def test_a_bad_row_costs_itself(changes, error, said):
    """The message names what is wrong, the place the line, and the other rows are kept."""
    found = problem(**changes)
    assert type(found) is error
    assert said in found.message


def test_a_bad_day_of_publication_costs_only_itself():
    """The stances are kept."""
    bad, record = read({"published": "May"})
    assert isinstance(bad, NotADate)
    assert (record.document.published, len(record.stances)) == (None, 1)


def test_a_table_without_a_needed_column():
    """What is there is named, and what was probably meant."""
    ((place, missing),) = csv.records(b"holder,relaton,target,quote\na,b,c,d\n", "coded.csv")
    assert isinstance(missing, MissingColumn)
    assert place == missing.place == "coded.csv:1"
    assert (
        "no column 'relation' or 'sign'; found: holder, relaton, target, quote; 'relaton': did you mean 'relation'?"
        in missing.message
    )


def test_a_misspelt_column_is_reported_beside_the_rows():
    """It would otherwise be lost in silence."""
    misspelt, record = csv.records(b"holder,relation,target,quote,certanty\nA,opposes,B,c,probable\n", "coded.csv")
    assert "did you mean 'certainty'?" in misspelt[1].message
    assert len(record[1].stances) == 1


def test_a_table_in_another_encoding():
    """As Excel saves them."""
    ((_, bad),) = csv.records("holder,relation,target,quote\nA,opposes,B,“café”\n".encode("cp1252"), "coded.csv")
    assert isinstance(bad, NotText)
    assert bad.place == "coded.csv:2"


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
ROWS = st.fixed_dictionaries(
    {"holder": WORDS, "relation": st.sampled_from([*RELATIONS, "x"]), "quote": WORDS},
    optional=dict.fromkeys(
        ("target", "issue", "source", "document", "date", "speaker", "about", "page", "url", "title"), WORDS
    ),
)


@given(st.lists(ROWS, max_size=8))
def test_any_table_gives_records_that_hold(rows):
    """Whatever stands in the cells, the evidence re-slices out of the text, and every row is accounted for."""
    names = sorted({"holder", "relation", "target", "quote"}.union(*rows))
    written = io.StringIO()
    writer = standard.DictWriter(written, names, restval="", quoting=standard.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    items = [item for _, item in csv.records(written.getvalue().encode(), "a.csv")]
    assert len([item for item in items if isinstance(item, Record)]) <= csv.count(written.getvalue().encode())
    evidence = set()
    for item in items:
        if isinstance(item, Record):
            item.check(item.document.text)
            evidence |= {stance.evidence.text for stance in item.stances}
        else:
            assert isinstance(item, InputError | RecordError)
            assert item.place.startswith("a.csv")
    assert evidence <= {row["quote"].strip() for row in rows}
    filled = [row for row in rows if any(cell.strip() for cell in row.values())]
    assert len(filled) <= len([item for item in items if not isinstance(item, Record)]) + sum(
        len([row for row in filled if row["quote"].strip() == text]) for text in evidence
    )
