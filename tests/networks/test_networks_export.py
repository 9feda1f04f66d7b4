"""Networks for other programs, read back."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from networks_edges import edge, many_edges

from kg.edges import End, Source
from kg.errors import NetworkError, UnknownFormat
from kg.networks import conflict, render, signed, stance_network, write
from kg.networks.export.flat import flattened
from kg.networks.export.table import STANCE_COLUMNS, guarded, unguarded
from kg.records import Span

HOSTILE = "=1+1; “no” <b>&\r\n\t\x0b\x00\ud800🕊️ \u2028'"
SAID = [
    edge(
        "oslo",
        "supports",
        "cod",
        about=("cod", "dam"),
        cue=(Span(start=0, end=3, text="She"), Span(start=4, end=8, text="said")),
    ),
    edge("oslo", "opposes", "cod", date="2023-06", confidence=0.25),
    edge("cork", "criticizes", "oslo", speaker=End("ruiz", "Ana Ruiz", "person")),
]
TALKS = stance_network(SAID)
FORMATS = ["graphml", "gexf", "csv", "json", "dl"]
READERS = {
    "graphml": lambda text: nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True),
    "gexf": lambda text: nx.read_gexf(io.BytesIO(text.encode())),
}


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_back(text, form):
    """What a reader of that format finds: {key: (holder, target, attributes)}, and {node: attributes}."""
    read = READERS[form](text)
    # networkx reads GEXF without parallel edges as a graph without keys; the id is still there.
    keyed = (
        read.edges(keys=True, data=True)
        if read.is_multigraph()
        else ((*one[:2], None, one[2]) for one in read.edges(data=True))
    )
    edges = {
        key or data["id"]: (a, b, {n: v for n, v in data.items() if n not in {"id", "start", "end"}})
        for a, b, key, data in keyed
    }
    return edges, dict(read.nodes(data=True))


def expected(network):
    flat = flattened(network)
    return {key: (a, b, data) for a, b, key, data in flat.edges(keys=True, data=True)}, dict(flat.nodes(data=True))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@given(edges=many_edges(), words=st.text(max_size=20))
@example(edges=SAID, words=HOSTILE)
def test_xml_is_read_back_as_it_was(form, edges, words):
    """Every parallel edge with every attribute, in its own type, whatever the words."""
    network = stance_network([replace(one, passage=f"{words}: {one.evidence.text}") for one in edges])
    if network:
        assert read_back(render(network, form), form) == expected(network)


@pytest.mark.parametrize("form", FORMATS)
@given(edges=many_edges())
def test_the_order_of_the_edges_does_not_matter(form, edges):
    """The same network is the same file, today and tomorrow."""
    text = render(stance_network(edges), form)
    assert text == render(stance_network(edges[::-1]), form)
    assert "lastmodified" not in text


@given(many_edges(), st.text(max_size=20))
@example(SAID, HOSTILE)
def test_json_is_read_back_as_it_was(edges, words):
    """With node_link_graph; a tuple comes back as a list, and nothing else is changed."""
    network = stance_network([replace(one, passage=words) for one in edges])
    read = nx.node_link_graph(json.loads(render(network, "json")), edges="edges")
    lists = json.loads(
        json.dumps([[*edge] for edge in sorted(network.edges(keys=True, data=True), key=lambda one: one[:3])])
    )
    assert [[*edge] for edge in read.edges(keys=True, data=True)] == lists
    assert list(read) == sorted(network)


@given(many_edges(), st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20))
@example(SAID, HOSTILE.replace("\ud800", ""))
@example(SAID, "a carriage return\ralone")
def test_a_table_has_one_row_a_stance(edges, words):
    """Every stance, with its exact words once the guards are off."""
    network = stance_network([replace(one, passage=words) for one in edges])
    read = rows(render(network, "csv"))
    assert sorted(row["id"] for row in read) == sorted(one.id for one in edges if not one.negated)
    by_id = {one.id: one for one in edges}
    for row in read:
        one = by_id[row["id"]]
        assert (row["holder_id"], row["target_id"], row["sign"]) == (one.holder.id, one.target.id, str(one.sign))
        assert (row["evidence"], unguarded(row["passage"])) == (one.evidence.text, words)
        assert (row["date"], float(row["confidence"])) == (one.date or "", one.confidence)
        assert row["about"] == "; ".join(end.id for end in one.about)


def test_the_columns_of_the_table_are_all_there_is():
    """Every attribute of an edge has its column, and every column is filled from somewhere."""
    (first, *_) = csv.reader(io.StringIO(render(TALKS, "csv")))
    assert first == list(STANCE_COLUMNS)
    ends = {"id", "holder", "holder_id", "holder_kind", "target", "target_id", "target_kind"}
    assert set(first) - ends == set(next(iter(TALKS.edges(data=True)))[2])


def test_a_table_shows_labels_and_ids():
    """So that it can be read, and joined."""
    row = next(row for row in rows(render(TALKS, "csv")) if row["relation"] == "supports")
    assert (row["holder"], row["holder_kind"], row["target"], row["target_kind"]) == (
        "Oslo",
        "state",
        "the cod",
        "issue",
    )
    assert (row["about_labels"], row["cue"], row["stated"]) == ("the cod; the dam", "0-3; 4-8", "True")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r", " =1", "'=1", "''@x", "＝1", "\n-"])
def test_no_cell_is_a_formula(cell):
    """A text that a spreadsheet would run gets an apostrophe, and can be had back."""
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


def test_numbers_are_no_formulas():
    """A sign of -1 stays a number; hostile names do not stay formulas."""
    evil = replace(SAID[2], holder=End("cork", "=HYPERLINK(1)", "state"), source=Source("d1", "+1", "@x"))
    (row,) = rows(render(stance_network([evil]), "csv"))
    assert (row["sign"], row["holder"], row["title"], row["publisher"]) == ("-1", "'=HYPERLINK(1)", "'+1", "'@x")


@given(st.text())
def test_a_guarded_cell_gives_its_text_back(text):
    """Exactly, whatever it was; and a harmless one is left alone."""
    cell = guarded(text)
    assert unguarded(cell) == text
    assert cell == text or cell.startswith("'")
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("form", FORMATS)
def test_projections_and_counts_can_be_written_too(form):
    """One edge a pair; undirected stays undirected."""
    for made in (conflict(TALKS), signed(TALKS), stance_network([])):
        text = render(made, form)
        if form == "csv":
            assert len(rows(text)) == made.number_of_edges()
        elif form == "json":
            assert json.loads(text)["directed"] == made.is_directed()
        elif form == "dl":
            _, cells = dl_cells(text)
            assert set(cells) == ({"positive", "negative", "neutral"} if made.is_directed() else {"weight"})
            assert all((matrix == matrix.T).all() for matrix in cells.values()) or made.is_directed()
        else:
            read = READERS[form](text)
            assert (len(read), read.number_of_edges()) == (len(made), made.number_of_edges())


def test_the_table_of_counts_has_their_columns():
    """After the two ends, by name."""
    (first, *_) = csv.reader(io.StringIO(render(signed(TALKS), "csv")))
    ends = ["source_id", "source", "target_id", "target"]
    assert first == [
        *ends,
        "confidence",
        "documents",
        "first",
        "last",
        "neg",
        "neutral",
        "pos",
        "publishers",
        "relations",
        "stances",
        "stories",
    ]


def test_isolated_nodes_stay_where_there_are_nodes():
    """A table of edges has no place for them."""
    network = TALKS.copy()
    network.add_node("riga", label="Riga")
    assert "riga" in render(network, "graphml")
    assert "riga" in render(network, "gexf")
    assert "riga" in render(network, "json")
    assert "riga" not in render(network, "csv")


def test_a_file_says_its_format_by_its_ending(tmp_path):
    """Unless one is named; a stream has no ending."""
    for form in FORMATS:
        write(TALKS, tmp_path / f"talks.{form.upper()}")
        assert (tmp_path / f"talks.{form.upper()}").read_text(encoding="utf-8") == render(TALKS, form)
    write(TALKS, str(tmp_path / "talks.txt"), "csv")
    stream = io.StringIO()
    write(TALKS, stream, "csv")
    assert stream.getvalue() == (tmp_path / "talks.txt").read_text(encoding="utf-8")


def test_what_cannot_be_written_is_said(tmp_path):
    """An unknown format, a stream without one, and a folder that is not there."""
    with pytest.raises(UnknownFormat, match="cannot be written as 'grapml': did you mean 'graphml'"):
        write(TALKS, tmp_path / "talks.grapml")
    with pytest.raises(UnknownFormat, match="a stream has no ending"):
        write(TALKS, io.StringIO())
    with pytest.raises(NetworkError, match=r"nowhere.talks\.csv: the network cannot be written: No such file"):
        write(TALKS, tmp_path / "nowhere/talks.csv")


def test_a_file_of_hostile_words_is_utf8(tmp_path):
    """Half a surrogate pair, which a page may hold, stops no export."""
    network = stance_network([replace(SAID[0], passage=HOSTILE, holder=End("oslo", HOSTILE, "state"))])
    for form in FORMATS:
        write(network, tmp_path / f"talks.{form}")
        # UCINET cuts a label after eighteen characters, and so before the dove.
        assert ("“no”" if form == "dl" else "🕊") in (tmp_path / f"talks.{form}").read_text(encoding="utf-8")


def dl_cells(text):
    """The matrices of a DL file by name, with its labels: whatever stands between two commands, split as UCINET does."""
    head, _, data = text.partition("data:\n")
    size = int(re.search(r"n=(\d+)", head)[1])
    labels = re.findall(r'"([^"]*)"', head.partition("\nlabels:\n")[2].partition("\nmatrix labels:\n")[0])
    names = head.partition("matrix labels:\n")[2].strip().split(",")
    numbers = np.array(data.split(), dtype=float).reshape(len(names), size, size)
    return labels, dict(zip(names, numbers, strict=True))


@given(many_edges())
def test_every_export_has_every_statement(edges):
    """As many in each as in the network, by sign."""
    network = stance_network(edges)
    signs = Counter(sign for *_, sign in network.edges(data="sign"))
    by_sign = {
        "graphml": Counter(
            sign for *_, sign in nx.parse_graphml(render(network, "graphml"), force_multigraph=True).edges(data="sign")
        ),
        "gexf": Counter(
            sign for *_, sign in nx.read_gexf(io.BytesIO(render(network, "gexf").encode())).edges(data="sign")
        ),
        "csv": Counter(int(row["sign"]) for row in csv.DictReader(io.StringIO(render(network, "csv"), newline=""))),
        "json": Counter(edge["sign"] for edge in json.loads(render(network, "json"))["edges"]),
    }
    assert by_sign == dict.fromkeys(by_sign, signs)
    if len(network):
        labels, cells = dl_cells(render(network, "dl"))
        assert {1: cells["positive"].sum(), -1: cells["negative"].sum(), 0: cells["neutral"].sum()} == {
            sign: signs[sign] for sign in (1, -1, 0)
        }
        assert len(labels) == len(network)


def test_ucinet_reads_the_cells_where_they_belong():
    """Rows take stances, columns receive them; without directions both triangles have the weight."""
    labels, cells = dl_cells(
        render(stance_network([edge("oslo", "criticizes", "cork"), edge("oslo", "aids", "cork")]), "dl")
    )
    assert labels == ["Cork", "Oslo"]
    assert cells["negative"].tolist() == cells["positive"].tolist() == [[0, 0], [1, 0]]
    _, weights = dl_cells(render(nx.Graph([("a", "b", {"weight": 1.5})]), "dl"))
    assert weights["weight"].tolist() == [[0, 1.5], [1.5, 0]]


def test_ucinet_tells_long_names_apart():
    """Eighteen characters, and no two that are one in capitals."""
    network = nx.Graph()
    for number, label in enumerate(
        ["Ministry of Fisheries North", "Ministry of Fisheries South", "MINISTRY OF FISHERIES", 'a "b"']
    ):
        network.add_node(str(number), label=label)
    labels, _ = dl_cells(render(network, "dl"))
    assert labels == ["Ministry of Fisher", "Ministry of Fish~2", "MINISTRY OF FISH~3", "a 'b'"]


def test_gephis_timeline_has_the_days_of_a_stance():
    """A month is all of its days; a stance without a date is always there."""
    dates = {"d1": "2024-02", "d2": "2024-03-05", "d3": None}
    network = stance_network([edge("oslo", "aids", "cork", document=name, date=day) for name, day in dates.items()])
    text = render(network, "gexf")
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    assert 'start="2024-02-01" end="2024-02-29"' in text
    assert 'start="2024-03-05" end="2024-03-05"' in text
    assert text.count("start=") == 2
