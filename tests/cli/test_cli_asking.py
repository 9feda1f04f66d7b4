"""kg query: named questions, files, SPARQL in all four forms."""

import json

import pytest
from rdflib import Graph

from kg.cli.asking import STANDARDS
from kg.store.results import FORMS

WHO = "SELECT ?who (COUNT(*) AS ?n) { ?s kg:holder/rdfs:label ?who } GROUP BY ?who ORDER BY DESC(?n) ?who"


def test_the_list_names_questions_and_parameters(kg):
    """At least the twelve that were promised; parameters as they are typed."""
    listed = {row["name"]: row for row in kg("query", "--list").lines}
    assert len(listed) >= 12
    assert all(row["question"].endswith("?") for row in listed.values())
    assert "--since" in listed["who-criticizes-whom"]["parameters"]
    assert listed["who-agrees-with-whom"]["parameters"] == ["--holder", "--at-least"]
    assert kg("query").out == kg("query", "--list").out


def test_every_query_of_the_list_runs(kg):
    """Those that need no parameter, as they stand; whatever they find has the same columns in each row."""
    for row in kg("query", "--list").lines:
        found = kg("query", row["name"]).lines
        assert len({tuple(one) for one in found}) <= 1, row["name"]


def test_parameters_narrow(kg):
    """--since and --holder, also as --name=value."""
    everybody = kg("query", "who-criticizes-whom").lines
    late = kg("query", "who-criticizes-whom", "--since", "2025-01-01").lines
    assert late == [row for row in everybody if row["date"] >= "2025-01-01"] != []
    holder = "Mirela Aduc"
    assert {row["who"] for row in kg("query", "who-criticizes-whom", f"--holder={holder}").lines} == {holder}
    few, many = (kg("query", "who-agrees-with-whom", "--at-least", number).lines for number in (2, 1))
    assert len(few) < len(many)


@pytest.mark.parametrize("since", ["2025", "2025-02"])
def test_since_may_be_a_month_or_a_year(kg, since):
    """As the networks take it, and as the README shows it."""
    found = {row["date"] for row in kg("query", "who-criticizes-whom", "--since", since).lines}
    assert found == {row["date"] for row in kg("query", "who-criticizes-whom").lines if row["date"] >= since} != set()


def test_select_from_the_line_a_file_and_stdin(kg, tmp_path):
    """The same question gives the same rows, wherever it stands."""
    (tmp_path / "who.rq").write_text(WHO, encoding="utf-8")
    rows = kg("query", WHO).lines
    assert rows[0]["n"] >= rows[-1]["n"] >= 1
    assert kg("query", tmp_path / "who.rq").lines == rows
    assert kg("query", "-", stdin=WHO).lines == rows


def test_ask(kg):
    """Yes or no for people, a row for programs; either way exit 0."""
    for question, answer in (("ASK { ?s a kg:Stance }", True), ("ASK { ?s a kg:Nothing }", False)):
        assert kg("query", question).lines == [{"answer": answer}]
        assert kg("query", question, "--format", "csv").out == f"answer\n{answer}\n"
        assert kg("query", question, "--format", "table").out == ("yes\n" if answer else "no\n")


def test_construct_and_describe_are_turtle(kg):
    """Turtle that another library reads; as rows where somebody wants them."""
    made = Graph().parse(data=kg("query", "CONSTRUCT { ?s kg:holder ?who } WHERE { ?s kg:holder ?who }").out)
    assert len(made) == kg("query", "SELECT (COUNT(*) AS ?n) { ?s kg:holder ?who }").lines[0]["n"] > 100
    described = kg("query", "DESCRIBE actor:norvane")
    assert ("Norvane") in {str(value) for value in Graph().parse(data=described.out).objects()}
    rows = kg("query", "DESCRIBE actor:norvane", "--format", "json").lines
    assert {"subject": "actor:norvane", "predicate": "rdfs:label", "object": "Norvane"} in rows
    assert len(rows) == len(Graph().parse(data=described.out))


def test_more_rows_than_the_limit_are_told(kg):
    """On stderr, so that a pipe stays clean."""
    shortened = kg("query", WHO, "--limit", 2)
    assert len(shortened.lines) == 2
    assert shortened.err == "kg: there are more than 2 rows; --limit shows more\n"
    assert kg("query", WHO).err == ""


def test_standard_formats_are_for_other_programs(kg):
    """Whole terms in the formats of SPARQL and RDF; the limit is told on stderr here, too."""
    made = kg("query", WHO, "--format", "sparql-json", "--limit", 2)
    assert made.err == "kg: there are more than 2 rows; --limit shows more\n"
    found = json.loads(made.out)
    assert found["head"]["vars"] == ["who", "n"]
    assert found["results"]["bindings"][0]["n"]["datatype"].endswith("#integer")
    assert kg("query", WHO, "--format", "sparql-csv").out.startswith("who,n\r\n")
    (described,) = json.loads(kg("query", "DESCRIBE actor:norvane", "--format", "jsonld").out)
    assert described["@id"].endswith("/actor/norvane")
    refused = kg("query", WHO, "--format", "turtle", code=1)
    assert "SELECT answers with rows" in refused.err


def test_the_command_knows_the_formats_that_there_are():
    """It names them without loading what writes them."""
    assert STANDARDS == FORMS


def test_explain_shows_what_would_be_asked(kg):
    """Names have become nodes and dates days; nothing is asked, and what is shown can be."""
    shown = kg("query", "said-about", "--speaker", "Hanne Orrel", "--until", "2025-02", "--explain").out
    assert "VALUES ?speaker { <https://w3id.org/newsstance/actor/hanne-orrel> }" in shown
    assert 'FILTER(?date <= "2025-02-28"^^<http://www.w3.org/2001/XMLSchema#date>)' in shown
    said = kg("query", "said-about", "--speaker", "Hanne Orrel", "--until", "2025-02").lines
    assert kg("query", "-", stdin=shown).lines == said != []
    refused = kg("query", "said-about", "--speaker", "Hanne Orel", "--explain", code=1)
    assert "no actor is called 'Hanne Orel': did you mean 'Hanne Orrel'" in refused.err


def test_iris_are_short_and_dates_are_iso(kg):
    """As they can be typed into the next query."""
    (row,) = kg("query", "SELECT ?s ?date { ?s kg:holder actor:norvane ; kg:date ?date } ORDER BY ?date LIMIT 1").lines
    assert row["s"].startswith("doc:")
    assert json.dumps(row["date"]) == f'"{row["date"]}"'
    assert len(row["date"]) == len("2024-01-16")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            ["SELECT ?x { ?x a kg:Stance"],
            "the query does not parse at line 1, column 11: what begins here has no closing }",
        ),
        (["SELECT ?x\n{ ?x foo ?y }"], "the query does not parse at line 2, column 6"),
        (["who-criticises-whom"], "did you mean 'who-criticizes-whom'?"),
        (["who-criticizes-whom", "--sinse", "2024"], "has no parameter 'sinse': did you mean 'since'?"),
        (
            ["who-criticizes-whom", "--since", "banana"],
            "since is to be a date, not 'banana': write it as 2024, 2024-06 or 2024-06-30",
        ),
        (["DELETE WHERE { ?s ?p ?o }"], "DELETE would change the graph"),
        (["SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "kg stays on this machine"),
        (["missing.rq"], "missing.rq: No such file or directory"),
        (["SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.2"], "stopped after 0.2 s"),
    ],
)
def test_a_question_that_cannot_be_answered(kg, question, says):
    """One line or the place in the query; exit 1, nothing on stdout."""
    ran = kg("query", *question, code=1)
    assert says in ran.err
    assert ran.err.startswith("kg: ")
    assert ran.out == ""


def test_a_mistake_in_a_file_names_the_file(kg, tmp_path):
    """And the place in it."""
    (tmp_path / "bad.rq").write_text("SELECT ?x\n{ ?x foo ?y }", encoding="utf-8")
    assert kg("query", "bad.rq", code=1).err.startswith("kg: bad.rq: the query does not parse at line 2, column 6")
    (tmp_path / "latin.rq").write_bytes("SELECT ?é { }".encode("latin-1"))
    assert "latin.rq:1: not UTF-8" in kg("query", "latin.rq", code=1).err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([WHO, "--since", "2024"], "only named queries take parameters"),
        (["who-criticizes-whom", "2024"], "'2024' stands alone"),
        (["who-criticizes-whom", "--since"], "--since needs a value"),
    ],
)
def test_a_wrong_call(kg, args, says):
    """It is the call that is wrong, so the exit code is 2."""
    assert says in kg("query", *args, code=2).err
