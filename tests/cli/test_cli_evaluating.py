"""kg evaluate: a person's coding against what kg finds, against other records, and against another person's."""

import json

import pytest
from cli_running import REFERENCE, in_process

TEXT = "Osmere condemned Norvane. Kaldria imposed sanctions on Osmere. Norvane opposes the Skarne bridge."
HEADER = "document,holder,relation,target,issue,quote\n"
ROWS = (
    "one,Osmere,criticizes,Norvane,,Osmere condemned Norvane.\n",
    "one,Kaldria,penalizes,Osmere,,Kaldria imposed sanctions on Osmere.\n",
    "one,Norvane,opposes,,Skarne bridge,Norvane opposes the Skarne bridge.\n",
)


@pytest.fixture
def kg(monkeypatch, tmp_path):
    """Run kg in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return in_process


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a file and gives its name."""

    def write(name, content):
        (tmp_path / name).write_text(content, encoding="utf-8")
        return name

    return write


def coded(text=TEXT, **fields):
    """A line of coded records."""
    stance = {
        "holder": "Kaldria",
        "relation": "penalizes",
        "target": {"actor": "Osmere"},
        "voice": "narrator",
        "evidence": "Kaldria imposed sanctions on Osmere",
    }
    return json.dumps({"document": {"id": "one", "text": text}, "stances": [stance], **fields}) + "\n"


def article(text=TEXT):
    """A line of articles."""
    return json.dumps({"id": "one", "text": text}) + "\n"


def whole(ran):
    """Right, predicted and gold of every measure."""
    return {row["measure"]: (row["right"], row["predicted"], row["gold"]) for row in ran.lines if row["of"] == "all"}


def test_coded_records_are_read_anew(kg, written):
    """Their texts go through kg, and what it finds is scored; what was not coded is not."""
    ran = kg("evaluate", written("gold.jsonl", coded()), "--reference", REFERENCE)
    assert list(whole(ran)) == [
        "holder + target + sign",
        "holder + target + family",
        "holder + target + relation",
        "with voice",
    ]
    assert set(whole(ran).values()) == {(1, 3, 1)}
    by_relation = {row["of"]: row["right"] for row in ran.lines if row["measure"] == "holder + target + relation"}
    assert by_relation == {"all": 1, "criticizes": 0, "opposes": 0, "penalizes": 1}


def test_attributions_are_scored_where_they_were_coded(kg, written):
    """Beside the stances."""
    text = "“We oppose the bridge,” Ana Ruiz said on Monday."
    said = {"source": "Ana Ruiz", "cue": "said", "content": "We oppose the bridge,"}
    ran = kg("evaluate", written("gold.jsonl", coded(text, stances=[], attributions=[said])))
    assert whole(ran)["triples"] == (1, 1, 1)


def test_a_table_is_scored_on_the_articles(kg, written):
    """Its quotes are looked for there; other articles are not read."""
    table = written("coded.csv", HEADER + "".join(ROWS))
    other = json.dumps({"id": "two", "text": "Norvane condemned Osmere."}) + "\n"
    ran = kg("evaluate", table, written("articles.jsonl", article() + other), "--reference", REFERENCE)
    assert whole(ran)["holder + target + relation"] == (3, 3, 3)


def test_a_table_alone_is_scored_on_its_quotes(kg, written):
    """They are all the text there is."""
    ran = kg("evaluate", written("coded.csv", HEADER + "".join(ROWS)), "--reference", REFERENCE)
    assert whole(ran)["holder + target + relation"] == (3, 3, 3)


def test_records_of_another_extractor(kg, written):
    """Whoever made them."""
    articles = written("articles.jsonl", article())
    predicted = written("predicted.jsonl", kg("extract", articles, "--reference", REFERENCE).out)
    assert whole(kg("evaluate", written("gold.jsonl", coded()), predicted))["with voice"] == (1, 3, 1)


def test_a_document_that_is_not_predicted_is_told(kg, written):
    """And counts as empty; where none is predicted, something is wrong with the ids."""
    gold = coded() + coded().replace('"one"', '"two"')
    predicted = written("predicted.jsonl", kg("extract", written("articles.jsonl", article())).out)
    ran = kg("evaluate", written("gold.jsonl", gold), predicted)
    assert "1 of 2 coded documents are not in PREDICTED and count as empty: 'two'" in ran.err
    ran = kg("evaluate", written("gold.jsonl", coded().replace('"one"', '"three"')), predicted, code=1)
    assert "no document that was coded is there: 'three' was, and 'one' is there" in ran.err


def test_a_table_needs_articles_rather_than_records(kg, written):
    """The places of quotes cannot be compared with those of an article that is not at hand."""
    predicted = written("predicted.jsonl", kg("extract", written("articles.jsonl", article())).out)
    ran = kg("evaluate", written("coded.csv", HEADER + ROWS[0]), predicted, code=1)
    assert "made from another text than was coded: give the articles as PREDICTED" in ran.err


def test_one_document_has_no_interval(kg, written):
    """Two have one."""
    assert kg("evaluate", written("gold.jsonl", coded())).lines[0]["low"] is None
    two = written("gold.jsonl", coded() + coded().replace('"one"', '"two"'))
    row = kg("evaluate", two).lines[0]
    assert row["low"] <= row["F1"] <= row["high"]


def test_bad_rows_are_told_and_the_others_scored(kg, written):
    """Exit 1, with the line."""
    ran = kg("evaluate", written("coded.csv", HEADER + ROWS[0] + ROWS[1].replace("penalizes", "penalises")), code=1)
    assert "coded.csv:3: 'penalises' is not a relation: did you mean 'penalizes'?" in ran.err
    assert whole(ran)["holder + target + sign"][2] == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Osmere condemned Norvane.\n", "gold: neither records, one JSON object a line, nor a table"),
        ('{"document": {"text": "x"}}\n', "gold:1: not a coded record"),
        (coded() + coded(), "gold:2: document 'one' was coded above already"),
        (
            coded("Another text."),
            "gold:1: stance 1: 'Kaldria imposed sanctions on Osmere' does not stand in document 'one'",
        ),
    ],
)
def test_what_is_no_sample(kg, written, content, message):
    """One line on stderr that says what to do."""
    assert f"kg: {message}" in kg("evaluate", written("gold", content), code=1).err


def test_two_people_agree(kg, written):
    """Alpha for the stances that both found, and for those that either did."""
    ana = written("ana.csv", HEADER + "".join(ROWS))
    ben = written("ben.csv", HEADER + ROWS[0] + ROWS[1].replace("penalizes", "pressures"))
    ran = kg("evaluate", ana, ben, written("articles.jsonl", article()), "--agreement", "--format", "csv")
    found = {(row["field"], row["units"]): row for row in ran.table}
    assert found["relation", "both found"]["n"] == "2"
    assert found["relation", "either found"]["n"] == "3"
    assert float(found["family", "both found"]["alpha"]) == 1
    assert float(found["relation", "both found"]["alpha"]) < 1
    assert found["sign", "both found"]["alpha"] == ""  # all are negative


def test_agreement_of_tables_needs_the_articles(kg, written):
    """And two files, with a document in common."""
    ana, ben = written("ana.csv", HEADER + ROWS[0]), written("ben.csv", HEADER + ROWS[1])
    assert "give the articles as well" in kg("evaluate", ana, ben, "--agreement", code=1).err
    assert "--agreement compares two files" in kg("evaluate", ana, "--agreement", code=2).err
    other = written("other.csv", HEADER + ROWS[0].replace("one", "two"))
    assert "compare the ids of their documents" in kg("evaluate", ana, other, "--agreement", code=1).err
