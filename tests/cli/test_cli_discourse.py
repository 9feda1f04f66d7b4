"""kg discourse: from a file to matrices, series and measures, without Python."""

import csv
import io
import json
import re
import shlex
import subprocess
import sys
from itertools import product

import networkx as nx
import numpy as np
import pytest
from cli_running import ROOT

from kg import networks
from kg.documents.dna import DnaDatabase, DnaDocument, DnaStatement
from kg.documents.dna.making import made
from kg.networks import discourse

GUIDE = (ROOT / "docs" / "networks.md").read_text(encoding="utf-8")
CONCEPTS = ["Build the dam", "Close the terminal", "Raise the price"]
ORGANIZATIONS = ["Board", "Guild", "League", "Watch"]


@pytest.fixture
def debate(tmp_path):
    """A database of two camps over two years, in the folder where kg runs."""
    documents = [
        DnaDocument(id=at, title=f"Day {at}", text="They back the plan or reject it.", seconds=1_546_300_800 + at * 2_500_000, author="Reed")
        for at in range(1, 25)
    ]  # fmt: skip
    chance = np.random.default_rng(1)
    coded = [
        (document.id, organization, concept)
        for document, organization, concept in product(documents, ORGANIZATIONS, CONCEPTS)
        if chance.random() < 0.4
    ]
    statements = [
        DnaStatement(id=at, type="DNA Statement", document=document, start=0, stop=4, coder=1,
                     values={"person": "Ms. Reed", "organization": organization, "concept": concept,
                             "agreement": int((organization in ORGANIZATIONS[:2]) ^ (document == 7))})
        for at, (document, organization, concept) in enumerate(coded, 1)
    ]  # fmt: skip
    path = tmp_path / "debate.dna"
    made(documents, statements=statements).write(path)
    return path


def test_a_matrix_is_that_of_the_library(kg, debate):
    """Cell by cell, with the names of rows and columns."""
    asked = [
        "--two-mode",
        "--aggregate",
        "subtract",
        "--duplicates",
        "month",
        "--exclude",
        "concept=Close the terminal",
    ]
    rows = list(csv.reader(io.StringIO(kg("discourse", debate, *asked).out)))
    expected = discourse.network(
        DnaDatabase.read(debate).table(), rows="organization", columns="concept", qualifier="agreement", shape="twomode",
        aggregation="subtract", duplicates="month", exclude={"concept": ["Close the terminal"]},
    )  # fmt: skip
    assert rows[0] == ["", *expected.columns]
    assert [row[0] for row in rows[1:]] == list(expected.rows)
    assert [list(map(float, row[1:])) for row in rows[1:]] == expected.weights.tolist()


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_a_graph_is_read_back(kg, debate, tmp_path, form):
    """By another library, with every tie and its weight."""
    ran = kg("discourse", debate, "--aggregate", "congruence", "-o", f"camps.{form}")
    readers = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
    path = tmp_path / f"camps.{form}"
    text = path.read_text(encoding="utf-8")
    read = readers[form](path) if form in readers else nx.node_link_graph(json.loads(text), edges="edges")
    assert sorted(dict(read.nodes(data="label")).values()) == ORGANIZATIONS
    assert f"4 nodes, {read.number_of_edges()} ties" in ran.err
    matrix = list(csv.reader(io.StringIO(kg("discourse", debate, "--aggregate", "congruence").out)))
    label = dict(read.nodes(data="label"))
    weights = {(label[a], label[b]): weight for a, b, weight in read.edges(data="weight")}
    for row, name in zip(matrix[1:], ORGANIZATIONS, strict=True):
        for weight, other in zip(row[1:], matrix[0][1:], strict=True):
            assert float(weight) == weights.get((name, other), weights.get((other, name), 0))


def test_a_series_is_one_table_or_numbered_files(kg, debate, tmp_path):
    """Every window in it, with its statements; and no statement in two windows of one unit."""
    ran = kg("discourse", debate, "--by", "years", "-o", "years.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "years.csv").read_text(encoding="utf-8"))))
    assert {row["window"] for row in rows} == {"1", "2"}
    assert ran.err == "years.csv: 2 networks\n"
    counts = {row["window"]: int(row["statements"]) for row in rows}
    assert sum(counts.values()) == len(DnaDatabase.read(debate).statements)
    kg("discourse", debate, "--by", "years", "-o", "years.graphml")
    assert sorted(path.name for path in tmp_path.glob("*.graphml")) == ["years-1.graphml", "years-2.graphml"]


def test_the_camps_are_found(kg, debate):
    """By the clusters, the polarization and the positions alike."""
    camps = ["Board, Guild", "League, Watch"]
    clusters = kg("discourse", debate, "--give", "clusters").lines
    assert clusters[0]["members"] == camps
    (whole,) = kg("discourse", debate, "--give", "polarization").lines
    assert whole["camps"] == camps
    assert 0 < whole["polarization"] <= 1
    places = {row["organization"]: row["position"] for row in kg("discourse", debate, "--give", "positions").lines}
    assert max(places["League"], places["Watch"]) < min(places["Board"], places["Guild"])


def test_counts_are_those_of_the_statements(kg, debate):
    """A row a concept, a column a level."""
    rows = kg("discourse", debate, "--give", "counts", "--two-mode").lines
    said = DnaDatabase.read(debate).statements
    assert {row["concept"]: (row["0"], row["1"]) for row in rows} == {
        concept: tuple(
            sum(one.values["concept"] == concept and one.values["agreement"] == level for one in said)
            for level in (0, 1)
        )
        for concept in CONCEPTS
    }


def test_a_table_of_statements(kg, tmp_path):
    """A CSV of one's own, with other names."""
    (tmp_path / "votes.csv").write_text(
        "state,item,yes,day\nNorvane,cod,1,2024-01-05\nOsmere,cod,0,2024-01-05\nKaldria,cod,1,2024-01-06\n",
        encoding="utf-8",
    )
    asked = [
        "--rows",
        "state",
        "--columns",
        "item",
        "--qualifier",
        "yes",
        "--date-column",
        "day",
        "--aggregate",
        "congruence",
    ]
    assert kg("discourse", "votes.csv", *asked).out == (
        ",Kaldria,Norvane,Osmere\nKaldria,0,1,0\nNorvane,1,0,0\nOsmere,0,0,0\n"
    )


def test_a_graph_as_statements(kg):
    """The holders of the sample articles, by the issues that they take sides on."""
    rows = list(csv.reader(io.StringIO(kg("discourse", "--two-mode", "--aggregate", "ignore").out)))
    assert "Skarne bridge" in rows[0]
    assert "Norvane" in [row[0] for row in rows]


def test_a_graph_goes_to_dna_and_comes_back(kg, tmp_path):
    """As many statements as stances towards issues that take a side."""
    kg("export", "-o", "graph.dna")
    database = DnaDatabase.read(tmp_path / "graph.dna")
    stances = [row for row in kg("network", "--kind", "issues").table if row["sign"] != "0"]
    assert len(database.statements) == len(stances) > 20
    texts = {document.id: document.text for document in database.documents}
    words = sorted(texts[one.document][one.start : one.stop] for one in database.statements)
    assert words == sorted(row["evidence"].removeprefix("'") for row in stances)


def test_dna_has_no_words_of_rdf(kg, tmp_path):
    """Profiles and descriptions are RDF's; who asks for one of a .dna file hears so, and gets no file."""
    assert "leave it out" in kg("export", "--profile", "rdf12", "-o", "graph.dna", code=1).err
    assert "leave it out" in kg("export", "--describe", "-o", "graph.dna", code=2).err
    assert not (tmp_path / "graph.dna").exists()


WRONG = {
    "no such file": (["nope.dna"], 1, "nope.dna: there is no such file"),
    "another kind of file": (["a.txt"], 1, "a.txt: a discourse network is made of a .dna file"),
    "unknown variable": (["debate.dna", "--rows", "organisation"], 1, "did you mean 'organization'?"),
    "no value": (["debate.dna", "--exclude", "concept"], 2, "write it as VARIABLE=VALUE"),
    "no such day": (["debate.dna", "--since", "2024-02-31"], 1, "'2024-02-31' is not a date"),
    "no statement": (
        ["debate.dna", "--since", "2030"],
        1,
        "the range starts on 2030-01-01, and the last document is of 2020-11-25",
    ),
    "nothing left": (
        ["debate.dna", "--only", "concept=None such"],
        1,
        "no statement is left: keeping only concept 'None such'",
    ),
    "a kernel without a unit": (["debate.dna", "--kernel", "gaussian"], 2, "--by"),
    "phases of one network": (["debate.dna", "--give", "phases"], 2, "--by months"),
    "a measure into a file": (["debate.dna", "--give", "clusters", "-o", "a.csv"], 2, "goes to stdout"),
    "no such format": (["debate.dna", "-o", "a.xlsx"], 1, "cannot be written as 'xlsx'"),
    "no such statement type": (["debate.dna", "--statement-type", "Annotation"], 1, "choose from DNA Statement"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said(kg, debate, name):
    """In a line, with a cure."""
    args, code, message = WRONG[name]
    ran = kg("discourse", *args, code=code)
    assert message in ran.err
    assert "Traceback" not in ran.err


def test_the_commands_of_the_guide_run(kg, debate):
    """Each as it stands there."""
    (block,) = re.findall(r"^```console\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    commands = block.splitlines()
    assert len(commands) > 10
    for line in commands:
        kg(*shlex.split(line)[1:])


def test_the_python_of_the_guide_runs(debate):
    """On the same file."""
    (code,) = re.findall(r"^```python\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    done = subprocess.run([sys.executable, "-c", code], cwd=debate.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_votes_are_read_by_the_names_of_their_columns(kg):
    """Who, on what, which side: the camps in a window are those of the library, and a congruence counts the same votes."""
    votes = ROOT / "data" / "assembly" / "votes.csv"
    asked = ["discourse", votes, "--votes", "state,rollcall,vote"]
    positions = networks.read_positions(votes, holder="state", target="rollcall", sign="vote")
    matrix = list(csv.reader(io.StringIO(kg(*asked, "--aggregate", "congruence", "--since", "2021").out)))
    made = networks.project(positions.select(since="2021"))
    labels = [end.label for end in made.actors]
    assert matrix[0][1:] == labels
    assert [list(map(float, row[1:])) for row in matrix[1:]] == made.matrix("congruence").tolist()
    rows = kg(*asked, "--give", "polarization", "--by", "years", "--width", "4").lines
    expected = discourse.polarization_series(
        positions.statements(), "years", 4, rows="holder", columns="target", qualifier="agreement"
    )
    assert [row["polarization"] for row in rows] == [one.score for one in expected]


def test_numbers_in_a_csv_come_back_as_they_were(kg, debate):
    """To the last digit, where a table for people has three."""
    asked = ["discourse", debate, "--give", "positions"]
    exact = [row["position"] for row in kg(*asked).lines]
    assert [float(row["position"]) for row in kg(*asked, "--format", "csv").table] == exact
    assert any(position != round(position, 3) for position in exact)


def test_votes_that_cannot_be_read_are_told(kg, tmp_path):
    """Without a traceback: a column that is not there, a word that is no side, and what the option needs."""
    (tmp_path / "votes.csv").write_text("state,motion,vote,date\nOslo,cod,perhaps,2024\n", encoding="utf-8")
    for asked, code, message in (
        (["votes.csv", "--votes", "stat,motion,vote"], 1, "no column 'stat': did you mean 'state'"),
        (["votes.csv", "--votes", "state,motion,vote"], 1, "row 1 has 'perhaps' in 'vote', which is no sign"),
        (["votes.csv", "--votes", "state,motion"], 2, "--votes takes three columns"),
        (["--votes", "state,motion,vote"], 2, "give a .csv before it"),
    ):
        assert message in kg("discourse", *asked, code=code).err
