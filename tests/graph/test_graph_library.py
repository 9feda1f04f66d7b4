"""kg as a library: what a notebook sees."""

import networkx as nx
import pandas as pd
import pytest

import kg
from kg.errors import InputError, NoGraph, NotAGraph, UnknownDocument, UnknownNode
from kg.networks import Selection
from kg.records import Record

RULES = "holder,relation,issue,date,source,quote\n"


@pytest.fixture(scope="module")
def graph(sample_graph):
    """The sample graph, opened; nobody writes to it."""
    return kg.open(sample_graph)


@pytest.fixture
def own(tmp_path):
    """A small graph of coded stances, to write to."""
    made = kg.open(tmp_path / "graph")
    for name, relation in (("one", "opposes"), ("two", "supports")):
        table = tmp_path / f"{name}.csv"
        table.write_text(f"{RULES}Ana Ruiz,{relation},dam,2024-05-06,{name},We {relation} the dam.\n", encoding="utf-8")
        assert made.add(table).added == 1
    return made


def test_open_promises_nothing_and_refuses_what_is_not_ours(tmp_path):
    """A folder that is not there becomes a graph when something is added; somebody else's never does."""
    assert repr(kg.open(tmp_path / "new")).startswith("kg.open(")
    assert not (tmp_path / "new").exists()
    with pytest.raises(NoGraph):
        kg.open(tmp_path / "new").documents()
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").touch()
    with pytest.raises(NotAGraph):
        kg.open(tmp_path / "thesis")


def test_rows_and_data_frames(graph):
    """The same answer as dicts and as a data frame."""
    answer = graph.query("most-contested-issues")
    frame = answer.to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == list(answer.columns)
    assert frame.to_dict("records") == list(answer)
    assert frame["issue"].iloc[0] == "Skarne bridge"
    assert pd.api.types.is_integer_dtype(frame["stances"])


def test_parameters_are_python_values(graph):
    """Dates and names; None asks for nothing."""
    every = graph.query("who-criticizes-whom")
    assert len(graph.query("who-criticizes-whom", since=None)) == len(every)
    late = graph.query("who-criticizes-whom", since="2025")
    assert 0 < len(late) < len(every)


def test_edges_carry_everything(graph):
    """Sign, relation, date, confidence and the sentence, which reads so in its document."""
    network = graph.network()
    assert isinstance(network, nx.MultiDiGraph)
    texts = {}
    for _, _, data in network.edges(data=True):
        assert data["sign"] == kg.RELATIONS[data["relation"]].sign
        assert 0 < data["confidence"] <= 1
        assert data["date"] is None or data["date"][:4].isdigit()
        text = texts.setdefault(data["document"], graph.text(data["document"]))
        assert text[data["evidence_start"] : data["evidence_end"]] == data["evidence"] != ""
    assert network.number_of_edges() > 100


def test_a_selection_or_its_fields(graph):
    """Both say the same; nothing passes that was not asked for."""
    by_fields = graph.network(relations="opposes", since="2025")
    by_selection = graph.network(selection=Selection(relations="opposes", since="2025"))
    assert nx.utils.edges_equal(by_fields.edges(keys=True), by_selection.edges(keys=True), directed=True)
    assert {data["relation"] for *_, data in by_fields.edges(data=True)} == {"opposes"}
    assert min(data["first_day"] for *_, data in by_fields.edges(data=True)) >= "2025"
    assert len(graph.edges(relations="opposes", since="2025")) == by_fields.number_of_edges()


def test_projections_are_undirected(graph):
    """Congruence and conflict: actors, weighted by what they share."""
    for kind in ("congruence", "conflict"):
        network = graph.network(kind)
        assert not network.is_directed()
        assert all(data["weight"] > 0 and data["issues"] for *_, data in network.edges(data=True))


def test_the_page_shows_in_a_cell(graph):
    """As a frame that can reach neither the notebook nor the network, with the sentences in it."""
    network = graph.network(issues="Skarne bridge")
    shown = kg.explore(network)._repr_html_()
    assert "<iframe srcdoc=" in shown
    assert "allow-same-origin" not in shown
    assert shown.count("Skarne bridge") > 1


def test_remove_takes_everything(own):
    """Records, text, stances and triples; what another document says as well stays."""
    gone, stays = (entry.document.id for entry in own.documents())
    assert own.query("ASK { ?s kg:relation rel:opposes }")
    own.remove(gone)
    assert [entry.document.id for entry in own.documents()] == [stays]
    assert [record.document.id for record in own.records()] == [stays]
    assert not own.query("ASK { ?s kg:relation rel:opposes }")
    assert own.query("ASK { ?s kg:holder actor:ana-ruiz ; kg:relation rel:supports }")
    assert {data["relation"] for *_, data in own.network().edges(data=True)} == {"supports"}
    with pytest.raises(UnknownDocument):
        own.text(gone)
    with pytest.raises(UnknownDocument):
        own.remove(gone)
    assert own.check() == []


def test_added_tells_what_became_of_everything(own, tmp_path):
    """Added, replaced, unchanged, and the problems with their places; stances of what changed only."""
    table = tmp_path / "one.csv"
    again = own.add(table, tmp_path / "missing.txt")
    assert (again.added, again.replaced, again.unchanged, again.stances) == (0, 0, 1, 0)
    assert [problem.place for problem in again.problems] == [str(tmp_path / "missing.txt")]
    table.write_text(f"{RULES}Ana Ruiz,opposes,dam,2024-05-06,one,We do not want the dam.\n", encoding="utf-8")
    assert str(own.add(table)) == "0 added, 1 replaced, 0 unchanged; 1 stances"


def test_progress_counts_up_to_its_total(own, tmp_path):
    """For a bar: how many are done, of how many, and which."""
    seen = []
    own.add(tmp_path / "one.csv", tmp_path / "two.csv", progress=lambda *step: seen.append(step))
    assert [(done, total) for done, total, _ in seen] == [(1, 2), (2, 2)]
    assert seen[0][2].endswith("one.csv:2")


def test_coded_stances_do_not_replace_an_article(tmp_path):
    """A table whose document has the id of an article would put its quotes in place of the text."""
    graph = kg.open(tmp_path / "graph")
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Ana Ruiz opposes the dam. She left."}\n', encoding="utf-8")
    (tmp_path / "c.csv").write_text(
        "holder,relation,issue,document,quote\nAna Ruiz,opposes,dam,a,opposes the dam\n", encoding="utf-8"
    )
    assert graph.add(tmp_path / "a.jsonl").added == 1
    (problem,) = graph.add(tmp_path / "c.csv").problems
    assert isinstance(problem, InputError)
    assert "give these stances another document id" in str(problem)
    assert graph.text("a") == "Ana Ruiz opposes the dam. She left."


def test_extract_without_a_graph(tmp_path):
    """Records one after the other; the first problem is raised."""
    (tmp_path / "one.csv").write_text(
        f"{RULES}Ana Ruiz,opposes,dam,2024-05-06,x,We oppose the dam.\n", encoding="utf-8"
    )
    (found,) = kg.extract(tmp_path / "one.csv")
    assert isinstance(found, Record)
    with pytest.raises(InputError, match="no such file"):
        list(kg.extract(tmp_path / "one.csv", tmp_path / "two.csv"))


def test_public_names_are_there():
    """What `kg.__all__` promises, and a clear word for what it does not."""
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    assert set(kg.__all__) < set(dir(kg))
    with pytest.raises(AttributeError, match="no attribute 'Grahp'"):
        kg.Grahp  # noqa: B018


def test_a_theme_stands_for_its_issues(graph):
    """A network of a theme, which nobody can take a side on, has the stances on what belongs to it; a misspelt one none."""
    lanes = graph.network(issues="strait sea lanes")
    assert {known["relation"] for _, _, known in lanes.edges(data=True)}
    assert set(graph.network(issues="Skarne bridge").edges) < set(lanes.edges)
    with pytest.raises(UnknownNode, match="did you mean"):
        graph.network(issues="strait sea lane")


def test_issues_are_counted_and_proposed(graph):
    """As objects: the codebook's issues with who stands where, and what no codebook has."""
    bridge = next(count for count in graph.issues() if count.id == "skarne-bridge")
    assert "Norvane" in bridge.supporters
    proposed = {one.id for one in graph.suggest_issues()}
    assert proposed
    assert proposed.isdisjoint(count.id for count in graph.issues() if count.origin != "proposed")
