"""kg network, rank, path, tour, explore: what the commands make of the stances."""

import csv
import io
import json
import re

import networkx as nx
import pytest

import kg as library

READERS = {
    "graphml": lambda path: nx.read_graphml(path, force_multigraph=True),
    "gexf": nx.read_gexf,
    "json": lambda path: nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges"),
}
# A filter, and what every stance has that it keeps.
FILTERS = {
    "relation": (
        ["--relation", "opposes", "--relation", "accuses"],
        lambda one: one["relation"] in {"opposes", "accuses"},
    ),
    "family": (["--family", "position"], lambda one: one["family"] == "position"),
    "sign": (["--sign", "-"], lambda one: one["sign"] == -1),
    "sign in words": (["--sign", "positive"], lambda one: one["sign"] == 1),
    "issue": (
        ["--issue", "Skarne bridge"],
        lambda one: _is_on(one, "skarne-bridge", "bridge-borrowing"),
    ),  # which is narrower
    "actor": (["--actor", "Hanne Orrel"], lambda one: "Hanne Orrel" in {one["holder"], one["target"]}),
    "since": (["--since", "2025"], lambda one: one["first_day"] >= "2025"),
    "until": (["--until", "2024-03"], lambda one: one["first_day"] <= "2024-03-31"),
    "confidence": (["--confidence", "0.75"], lambda one: one["confidence"] >= 0.75),
    "voice": (["--voice", "representative"], lambda one: one["voice"] == "representative"),
    "stated": (["--stated"], lambda one: one["stated"] is True),
    "ascribed": (["--ascribed"], lambda one: one["stated"] is False),
    "publisher": (["--publisher", "Skarne Wire"], lambda one: one["publisher"] == "Skarne Wire"),
}


def _is_on(one, *issues):
    return any(f"issue/{issue}" in f"{one['target_id']} {one['about']}" for issue in issues)


def typed(row):
    """A row of CSV with the types that its columns have."""
    return {**row, "sign": int(row["sign"]), "confidence": float(row["confidence"]), "stated": row["stated"] == "True"}


@pytest.fixture(scope="module")
def stances(sample_graph):
    """All stances, as the library gives them."""
    return library.open(sample_graph).network()


def ids(rows):
    return sorted(row["id"] for row in rows)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_keeps_exactly_what_it_names(kg, name):
    """Whatever is kept is as asked, and whatever is left out is not."""
    args, fits = FILTERS[name]
    every = [typed(row) for row in kg("network").table]
    kept = [typed(row) for row in kg("network", *args).table]
    assert ids(kept) == ids(row for row in every if fits(row))
    assert 0 < len(kept) < len(every)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("name", FILTERS)
def test_a_filtered_network_is_read_back(kg, tmp_path, form, name):
    """A reader finds every node and every stance in the file, with its sentence."""
    args, _ = FILTERS[name]
    rows = kg("network", *args).table
    ran = kg("network", *args, "-o", f"out.{form}")
    read = READERS[form](tmp_path / f"out.{form}")
    sentences = sorted(data["evidence"] for *_, data in read.edges(data=True))
    assert sentences == sorted(row["evidence"] for row in rows)
    assert set(read) == {row[end] for row in rows for end in ("holder_id", "target_id")}
    assert ran.err == f"out.{form}: {read.number_of_nodes()} nodes, {read.number_of_edges()} edges\n"


def test_every_form_on_stdout_is_that_of_the_file(kg, tmp_path):
    """--format without a file prints the same bytes."""
    for form in (*READERS, "csv"):
        kg("network", "-o", f"out.{form}")
        assert kg("network", "--format", form).out == (tmp_path / f"out.{form}").read_text(encoding="utf-8")


def test_filters_together_narrow(kg):
    """A stance has to pass them all."""
    both = kg("network", "--issue", "Skarne bridge", "--sign", "-").table
    assert {row["sign"] for row in both} == {"-1"}
    assert len(both) < len(kg("network", "--issue", "Skarne bridge").table)


@pytest.mark.parametrize("kind", ["stances", "actors", "issues", "congruence", "conflict"])
def test_kinds_of_network(kg, tmp_path, kind):
    """Actors with actors, actors with issues, or actors by the sides they share."""
    kg("network", "--kind", kind, "-o", "out.graphml")
    read = nx.read_graphml(tmp_path / "out.graphml", force_multigraph=kind not in {"congruence", "conflict"})
    kinds = dict(read.nodes(data="kind"))
    assert read.number_of_edges() > 0
    assert read.is_directed() is (kind not in {"congruence", "conflict"})
    if kind == "issues":
        assert {(kinds[a] == "issue", kinds[b] == "issue") for a, b in read.edges()} == {(False, True)}
    elif kind != "stances":
        assert "issue" not in kinds.values()
    table = kg("network", "--kind", kind, "--format", "table").out
    assert kg("network", "--kind", kind, "--format", "csv").out != table != "nothing found\n"


def test_congruence_of_the_bridge(kg, tmp_path):
    """Those who stand on the same side of one issue, and only they, are joined."""
    kg("network", "--kind", "congruence", "--issue", "Skarne bridge", "-o", "camps.json")
    camps = READERS["json"](tmp_path / "camps.json")
    rows = kg("network", "--kind", "issues", "--issue", "Skarne bridge").table
    sides = {}
    for row in rows:
        if row["target"] == "Skarne bridge" and row["sign"] != "0":
            sides.setdefault(row["holder_id"], set()).add(row["sign"])
    expected = {frozenset((a, b)) for a in sides for b in sides if a < b and sides[a] & sides[b]}
    assert {frozenset(edge) for edge in camps.edges()} == expected != set()


def test_rank_says_what_networkx_says(kg, stances):
    """Others in and out by sign, PageRank in order; --only and --top choose what is shown, not what counts."""
    rows = kg("rank", "--top", "0").lines
    norvane = next(row for row in rows if row["label"] == "Norvane")
    for name, sign in (("positive", 1), ("negative", -1), ("neutral", 0)):
        given = [(a, b, data["relation"]) for a, b, data in stances.edges(data=True) if data["sign"] == sign]
        signed = [(a, b) for a, b, _ in given] + [(b, a) for a, b, name in given if library.RELATIONS[name].symmetric]
        assert norvane[f"out_{name}"] == len({b for a, b in signed if a == "norvane"})
        assert norvane[f"in_{name}"] == len({a for a, b in signed if b == "norvane"})
    assert norvane["degree"] == len(set(nx.all_neighbors(stances, "norvane")))
    assert len(rows) == len(stances)
    actors = kg("rank", "--by", "pagerank", "--only", "actors", "--top", "5").lines
    scores = [row["pagerank"] for row in actors]
    assert len(actors) == 5
    assert scores == sorted(scores, reverse=True)
    assert "issue" not in {row["kind"] for row in actors}
    whole = {row["label"]: row["pagerank"] for row in kg("rank", "--by", "pagerank", "--top", "0").lines}
    assert all(whole[row["label"]] == row["pagerank"] for row in actors)


def test_every_measure_ranks(kg):
    """Each that is explained can be asked for."""
    for row in kg("rank", "--measures").lines:
        ranked = kg("rank", "--by", row["measure"], "--top", "3").lines
        assert row["measure"] in ranked[0]
        assert ranked[0]["rank"] == 1


def test_a_path_comes_with_its_sentences(kg, sample_graph, stances):
    """Each step is a stance of the network, and its sentence stands in the document that it names."""
    graph = library.open(sample_graph)
    rows = kg("path", "Norvane", "Tomas Iraldi").lines
    assert {row["path"] for row in rows} >= {1}
    labels = dict(stances.nodes(data="label"))
    known = {(labels[a], data["relation"], labels[b]) for a, b, data in stances.edges(data=True)}
    for row in rows:
        assert (row["from"], row["relation"], row["to"]) in known
        assert row["sentence"] in graph.text(row["document"])
    first = [row for row in rows if row["path"] == 1]
    assert "Norvane" in {first[0]["from"], first[0]["to"]}
    assert "Tomas Iraldi" in {first[-1]["from"], first[-1]["to"]}
    assert [row["step"] for row in first] == list(range(1, len(first) + 1))


def test_a_path_over_one_sign(kg):
    """--along negative goes over nothing else."""
    rows = kg("path", "Norvane", "Osmere", "--along", "negative").lines
    relations = library.RELATIONS
    assert {relations[row["relation"]].sign for row in rows} == {-1}


def test_no_path_is_an_answer(kg):
    """Two who are not connected: no rows, exit 0."""
    assert kg("path", "Norvane", "United States").out == ""
    assert kg("path", "Norvane", "United States", "--format", "table").out == "nothing found\n"


def test_the_tour_shows_sentences(kg, sample_graph, stances):
    """Who is central, what is contested, who opposes whom, a path; each stance with a sentence that exists."""
    shown = kg("tour", "--path", "Norvane", "Tomas Iraldi").out
    for heading in ("Who is most central", "What is contested", "Who opposes whom on what", "What to try next"):
        assert f"\n{heading}\n" in shown
    assert "How Norvane and Tomas Iraldi are connected" in shown
    assert f"{stances.number_of_edges()} stances" in " ".join(shown.split())
    plain = "".join(shown.split())
    quoted = [data["evidence"] for *_, data in stances.edges(data=True) if "".join(data["evidence"].split()) in plain]
    assert len(quoted) >= 5


def test_explore_writes_one_page(kg, tmp_path, stances):
    """With every node of the network in it and nothing from elsewhere."""
    ran = kg("explore", "-o", "page.html", "--title", "The <quarrel>", "--focus", "Norvane")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "The &lt;quarrel&gt;" in html
    assert f"{len(stances)} nodes, {stances.number_of_edges()} stances" in ran.err
    assert 'src="http' not in html
    less = kg("explore", "-o", "less.html", "--issue", "Skarne bridge").err
    assert int(less.split(": ")[1].split()[0]) < len(stances)


def _data(path, block="kg-meta"):
    """What a page holds."""
    html = path.read_text(encoding="utf-8")
    return json.loads(re.search(f'id="{block}">(.*?)</script>', html, re.DOTALL)[1])


def test_explore_takes_less_or_more_of_the_texts(kg, tmp_path, sample_graph, stances):
    """The surest few, none, cut ones, or whole articles; and fewer nodes at first."""
    sizes = {}
    for name, args in {
        "all": [],
        "few": ["--evidence", "top:1"],
        "none": ["--evidence", "none"],
        "cut": ["--max-quote", "40"],
        "whole": ["--articles", "--issue", "Skarne bridge"],
    }.items():
        kg("explore", "-o", f"{name}.html", *args)
        sizes[name] = sum(len(passage) for passage in _data(tmp_path / f"{name}.html")["passages"])
    assert sizes["all"] > sizes["few"] > sizes["none"] == 0
    assert sizes["cut"] < sizes["all"]
    sources = _data(tmp_path / "whole.html")["sources"]
    texts = {source["id"]: source["text"] for source in sources}
    assert texts == {document: library.open(sample_graph).text(document) for document in texts}
    kg("explore", "-o", "small.html", "--limit", "12")
    assert _data(tmp_path / "small.html")["limit"] == {"nodes": 12, "links": 30}


def test_explore_tells_a_story_and_keeps_its_places(kg, tmp_path):
    """From a file of captions and addresses; and the same places as an earlier page."""
    (tmp_path / "steps.txt").write_text("Norvane.\n#sel=n%3Anorvane\n\nAll.\n#\n", encoding="utf-8")
    kg("explore", "-o", "one.html", "--story", "steps.txt")
    assert [step["caption"] for step in _data(tmp_path / "one.html")["story"]] == ["Norvane.", "All."]
    kg("explore", "-o", "two.html", "--like", "one.html", "--story", "steps.txt")
    assert (tmp_path / "two.html").read_bytes() == (tmp_path / "one.html").read_bytes()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["network", "--relation", "opposed"], "'opposed' is not a relation: did you mean 'opposes'?"),
        (["network", "--family", "positions"], "did you mean 'position'?"),
        (["network", "--voice", "thirdparty"], "did you mean 'thirdParty'?"),
        (["network", "--actor", "Norvan"], "no actor 'Norvan' is in these stances: did you mean 'norvane'?"),
        (["network", "--issue", "Skarne brige"], "did you mean"),
        (["network", "--publisher", "Skarne Wires"], "did you mean 'skarne wire'?"),
        (["network", "--since", "banana"], "'banana' is not a date"),
        (["network", "--since", "2025", "--until", "2024"], "swap the two"),
        (["network", "--confidence", "80"], "did you mean 0.8?"),
        (["network", "-o", "out.xlsx"], "cannot be written as 'xlsx': choose from graphml, gexf, csv, json"),
        (["network", "-o", "nowhere/out.csv"], "nowhere/out.csv: the network cannot be written: No such file"),
        (["rank", "--by", "pagrank"], "did you mean 'pagerank'?"),
        (["path", "Norvane", "Osmera"], "'Osmera'"),
        (["explore", "--focus", "Osmera"], "'Osmera'"),
        (["explore", "-o", "nowhere/page.html"], "nowhere/page.html: the page cannot be written here"),
        (["explore", "--story", "nowhere.txt"], "nowhere.txt: the story cannot be read: No such file"),
        (["explore", "--like", "nowhere.html"], "nowhere.html: the earlier page cannot be read: No such file"),
        (["explore", "--evidence", "some"], "evidence is 'some'; it can be 'full', 'none', or 'top:5'"),
        (["explore", "--max-quote", "0"], "max_quote is 0"),
        (["explore", "--limit", "1"], "limit is 1"),
        (["explore", "--articles", "--evidence", "none"], "Leave out one of the two"),
        (["tour", "--path", "Norvane", "Osmera"], "'Osmera'"),
    ],
)
def test_what_does_not_exist_is_told_with_a_hint(kg, args, says):
    """Exit 1 and one line that says what was probably meant."""
    ran = kg(*args, code=1)
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_csv_of_a_network_has_a_row_a_stance(kg, stances):
    """For a spreadsheet: ids, words, dates, the sentence and where it stands."""
    rows = list(csv.DictReader(io.StringIO(kg("network", "--format", "csv").out, newline="")))
    assert len(rows) == stances.number_of_edges()
    assert {"id", "holder", "relation", "target", "sign", "date", "confidence", "evidence", "document"} <= set(rows[0])
