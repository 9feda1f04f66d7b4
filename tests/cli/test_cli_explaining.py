"""kg explain and kg show: a sentence with its marks, and why kg found what it found."""

import re

import pytest
from cli_running import DATA, REFERENCE

import kg as library
from kg.extraction.lexicon import table

SAID = "“We will never support Iran,” Russian President Vladimir Putin said."
DAY = ("--published", "2022-05-06")


def reasons(ran):
    """Value, reason and place by field, of the only stance."""
    (one,) = ran.lines
    return {each["field"]: (each["value"], each["because"], each["place"]) for each in one["reasons"]}


def test_every_field_has_a_reason(kg):
    """With the line of the table that decided it, and the office of that day."""
    found = reasons(kg("explain", "--text", SAID, *DAY))
    value, because, place = found["holder"]
    assert (value, because) == ("Russia", "“We”: first person: whom the speaker's office speaks for")
    assert dict(table("links"))[place]["reason"] == because.removeprefix("“We”: ")
    value, because, place = found["relation"]
    assert (value, because.split(";")[0]) == (
        "opposes",
        "“support” fits the pattern “X supports Y”, which states supports",
    )
    assert "“never” denies it, and its denial states opposes" in because
    pattern, word = place.split(", ")
    assert dict(table("stances"))[pattern]["pattern"] == "X supports Y"
    assert dict(table("modality"))[word]["word"] == "never"
    assert found["sign"][:2] == ("−1", "opposes is negative")
    assert found["voice"][:2] == (
        "representative",
        "Vladimir Putin speaks for Russia on 2022-05-06 as president (since 2012-05-07)",
    )
    assert found["tense"][:2] == ("future", "“will” puts it in the future")
    assert found["date"] == ("2022-05-06", "the day of publication, as the text tells no other", "")
    assert {"target", "negated", "certainty", "intensity", "confidence"} <= found.keys()


@pytest.mark.parametrize(
    ("text", "field", "value", "because"),
    [
        ("China invaded Iran.", "voice", "narrator", "the article says it itself"),
        ("China condemned Iran on Monday.", "date", "2022-05-02", "told in the evidence"),
        ("Beijing condemned Iran.", "holder", "China", "“Beijing”: metonym"),
        (
            "Experts say China distrusts Iran.",
            "voice",
            "thirdParty",
            "in no office that speaks for China on 2022-05-06",
        ),
        ("China did not condemn Iran.", "negated", "yes", "“not” denies it"),
        ("China did not condemn Iran.", "sign", "0", "what is denied takes no side"),
        ("China may support Iran.", "certainty", "possible", "“may”"),
        ("China strongly condemned Iran.", "intensity", "3", "“strongly”"),
        ("China will not attack Iran.", "relation", "promises", "who denies that he will do harm promises"),
        ("China declined to meet Iran.", "relation", "opposes", "“declined” refuses it, and who refuses opposes"),
        ("Chinese President Xi Jinping said Iran was reckless.", "relation", "criticizes", "“reckless” judges whom"),
    ],
)
def test_reasons_name_what_decided(kg, text, field, value, because):
    """The word, the rule, the clause."""
    found = reasons(kg("explain", "--text", text, *DAY))
    assert found[field][0] == value
    assert because in found[field][1]


def test_a_sentence_is_marked(kg):
    """Source, cue, holder, trigger and target, each with its place in the text."""
    (one,) = kg("explain", "--text", SAID, *DAY).lines
    assert {(mark["role"], mark["text"]) for mark in one["marks"]} == {
        ("source", "Russian President Vladimir Putin"),
        ("cue", "said"),
        ("holder", "We"),
        ("trigger", "support"),
        ("target", "Iran"),
    }
    assert all(SAID[mark["start"] : mark["end"]] == mark["text"] for mark in one["marks"])
    assert one["sentence"] == SAID


def test_a_stance_of_the_graph_is_explained(kg, sample_graph):
    """By its id, with the names of the graph's own reference files; and all of a document by its id."""
    edge = kg("network", "--relation", "penalizes").table[0]
    (one,) = kg("explain", edge["id"]).lines
    assert (one["stance"], one["holder"], one["relation"], one["target"]) == (
        edge["id"],
        edge["holder"],
        "penalizes",
        edge["target"],
    )
    assert re.match(
        r"stances\.csv:\d+|kg/language/en_mini",
        next(each["place"] for each in one["reasons"] if each["field"] == "relation"),
    )
    (record,) = (each for each in library.open(sample_graph).records() if each.document.id == edge["document"])
    every = kg("explain", edge["document"]).lines
    assert [each["stance"] for each in every] == [f"{edge['document']}#{stance.id}" for stance in record.stances]
    assert edge["evidence"] in one["sentence"]


def test_a_coded_stance_is_what_its_record_says(kg, sample_graph):
    """Found by nobody but its coder, of whose reasons nothing is known."""
    document = next(row["id"] for row in kg("list").lines if row["id"].startswith("coded"))
    found = kg("explain", document).lines
    assert len(found) == 16
    assert any("as the record says" in reason["because"] for one in found for reason in one["reasons"])


def test_a_file_is_explained_as_a_table(kg, tmp_path):
    """A row for each reason."""
    (tmp_path / "a.txt").write_text("China condemned Iran.", encoding="utf-8")
    rows = kg("explain", "a.txt", "--format", "csv").table
    assert rows[0].keys() == {"stance", "field", "value", "because", "place"}
    assert [row["value"] for row in rows if row["field"] == "relation"] == ["criticizes"]


def test_the_terminal_reads_without_colour(kg):
    """The brackets are explained, and every reason stands in a line."""
    shown = kg("explain", "--text", SAID, *DAY, "--format", "table").out
    assert "“‹We› will never *support* «Iran»,” {Russian President Vladimir Putin} <said>." in " ".join(shown.split())
    assert "{source}  <cue>  ‹holder›  *trigger*  «target»" in shown
    assert "\x1b[" not in shown


@pytest.mark.parametrize("command", ["explain", "show"])
def test_what_is_nowhere(kg, command, tmp_path):
    """A hint, whatever is missing: the document, the graph, the stance."""
    assert "did you mean '2025-12-16-treaty'?" in kg(command, "2025-12-16-treat", code=1).err
    nowhere = kg(command, "a.txt", "--graph", tmp_path / "none", code=1)
    assert "'a.txt' is no file, and there is no graph in" in nowhere.err
    assert "has no stance 's999'" in kg(command, "2025-12-16-treaty#s999", code=1).err


def test_nothing_to_explain(kg):
    """Nothing asked is a wrong call; nothing found is said."""
    assert "say what to explain" in kg("explain", code=2).err
    assert "there is no stance in it" in kg("explain", "--text", "It rained.").err


# ── show


def test_show_marks_a_file(kg, tmp_path):
    """Source, cue, content, holder and target in brackets, and the stances below their paragraph."""
    (tmp_path / "a.txt").write_text(f"It rained.\n\n{SAID}\n", encoding="utf-8")
    lines = kg("show", "a.txt", *DAY).out.splitlines()
    assert lines[2] == "{source}  <cue>  [what is said]  ‹holder›  «target»"
    assert "It rained." in lines
    assert "“[‹We› will never support «Iran»,]” {Russian President Vladimir Putin} <said>." in lines
    at = next(number for number, line in enumerate(lines) if line.startswith("“["))
    assert lines[at + 1].startswith("    − Russia opposes Iran  representative, ")
    assert kg("extract", "a.txt", "--show", *DAY).out.splitlines() == lines


def test_show_marks_a_document_of_the_graph(kg, sample_graph):
    """As it was read; without the brackets it is the text, word for word."""
    graph = library.open(sample_graph)
    name = "2024-09-11-trawlers-detained"
    shown = kg("show", name).out
    (record,) = (each for each in graph.records() if each.document.id == name)
    plain = re.sub(r"[{}<>\[\]‹›«»]", "", shown)
    for paragraph in graph.text(name).splitlines():
        assert paragraph.strip() in plain
    for stance in record.stances:
        assert re.search(rf"^    [+−·] .*, {stance.id}$", shown, re.MULTILINE)


def test_show_reads_own_reference_files(kg, tmp_path):
    """A file is read with them."""
    (tmp_path / "a.txt").write_text("Osmere opposes the Skarne bridge.", encoding="utf-8")
    assert "− Osmere opposes Skarne bridge" in kg("show", "a.txt", "--reference", REFERENCE).out


def test_records_without_text_cannot_be_shown(kg, tmp_path):
    """The article is asked for."""
    article = min((DATA / "world").glob("2018*"))
    (tmp_path / "records.jsonl").write_text(kg("extract", article).out, encoding="utf-8")
    assert "came without its text: give the article" in kg("show", "records.jsonl", code=1).err
