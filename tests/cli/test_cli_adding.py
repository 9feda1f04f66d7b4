"""kg add, extract, list, remove, check, export: documents in and out, and the whole of it elsewhere."""

import shutil
import signal
import sqlite3
import subprocess
import time

import pyoxigraph
import pytest
import rdflib
from cli_running import DATA, REFERENCE

import kg as library
from kg.extraction import Extractor
from kg.iris import KG
from kg.records import Record

ARTICLES = DATA / "strait" / "articles.jsonl"
CODED = DATA / "strait" / "coded.csv"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _text(path):
    return path.read_bytes().decode()


def snapshot(folder):
    """Everything that a graph says: its documents and records."""
    graph = library.open(folder)
    return [(entry.document, entry.added, entry.run) for entry in graph.documents()], graph.records()


# ── extract


def test_extract_prints_a_record_a_document(kg):
    """Exactly the contract: every line is a record, and every span of it reads as the text does."""
    ran = kg("extract", DATA / "world", "--reference", REFERENCE)
    records = [Record.model_validate_json(line) for line in ran.out.splitlines()]
    assert len(records) == 6
    assert sum(len(record.stances) for record in records) > 10
    texts = {library.Document(text=text).id: text for text in map(_text, (DATA / "world").glob("*.txt"))}
    assert len(texts) == 5
    for record in records:
        if record.document.id in texts:
            record.check(texts[record.document.id])
    assert texts.keys() < {record.document.id for record in records}
    assert ran.err == ""


def test_extract_reads_stdin(kg):
    """Documents as JSON lines, with or without a dash; the same records as from the file."""
    lines = "".join(ARTICLES.read_text(encoding="utf-8").splitlines(keepends=True)[:2])
    first = kg("extract", "-", stdin=lines)
    assert [line["document"]["id"] for line in first.lines] == [
        "2024-01-16-bridge-accord",
        "2024-03-08-ribbons-on-the-quay",
    ]
    assert kg("extract", stdin=lines).out == first.out


def test_plain_text_on_stdin_is_one_document(kg):
    """With what the options say of it."""
    said = "“We oppose the bridge,” Ana Ruiz said."
    (record,) = kg("extract", "-", "--published", "2024-05-06", "--publisher", "Courier", stdin=said).lines
    assert (record["document"]["published"], record["document"]["publisher"]) == ("2024-05-06", "Courier")
    assert [one["content"][0]["text"] for one in record["attributions"]] == ["We oppose the bridge,"]


@pytest.mark.slow
def test_extract_into_add_is_the_same_as_add(kg, empty, tmp_path):
    """``kg extract --links X | kg add - X`` and ``kg add X`` find the same, if both keep as much."""
    records = kg("extract", ARTICLES, "--reference", REFERENCE, "--links", "--confidence", "0.5").out
    kg("add", ARTICLES, "--reference", REFERENCE, "--graph", "direct")
    assert kg("add", "-", ARTICLES, "--reference", REFERENCE, stdin=records).err.startswith(f"{empty}: 10 added, ")
    assert library.open(empty).records() == library.open(tmp_path / "direct").records()


def test_extract_into_add_in_a_real_pipe(terminal, empty, tmp_path):
    """Two processes, one reading what the other prints."""
    shutil.copy(CODED, tmp_path / "coded.csv")
    ran = terminal.shell("kg extract coded.csv | kg add - coded.csv")
    assert "1 added, 0 replaced, " in ran.err
    assert len(library.open(empty).records()[0].stances) == 16


def test_a_record_without_its_text_says_so(kg, empty):
    """Its text is asked for, not guessed; nothing is kept of it."""
    records = kg("extract", CODED).out
    ran = kg("add", "-", stdin=records, code=1)
    assert ran.err.startswith("kg: stdin:1: record 'coded-")
    assert "came without its text: add its document in the same command, or before" in ran.err
    assert kg("list").out == ""


# ── add, list, remove


def test_add_tells_what_it_did(kg, empty):
    """On stderr, in one line; the documents are there."""
    ran = kg("add", DATA / "strait", "--reference", REFERENCE)
    stances = sum(len(record.stances) for record in library.open(empty).records())
    assert ran.err == f"{empty}: 11 added, 0 replaced, 0 unchanged; {stances} stances\n"
    assert ran.out == ""
    assert len(kg("list").lines) == 11


def test_adding_twice_changes_nothing(kg, own):
    """Not a document, not a date, not a run; the reference files are remembered."""
    before = snapshot(own)
    ran = kg("add", DATA / "strait", DATA / "world")
    assert ran.err == f"{own}: 0 added, 0 replaced, 17 unchanged; 0 stances\n"
    assert snapshot(own) == before
    kg("add", DATA / "strait", "--reference", REFERENCE)
    assert snapshot(own) == before


def test_another_reference_file_reads_the_articles_again(kg, empty, tmp_path, monkeypatch):
    """What is known decides what is found, so a document is read again when that has changed; then never more."""
    read = []
    extract = Extractor.extract
    monkeypatch.setattr(
        Extractor, "extract", lambda self, texts: extract(self, [read.append(t.id) or t for t in texts])
    )
    article = min((DATA / "world").glob("2018*"))
    numbers = []
    for more in ([], [], ["--reference", REFERENCE], []):
        kg("add", article, *more)
        numbers.append(len(read))
    assert numbers == [1, 1, 2, 2]
    kg("check")


def test_kg_graph_and_graph_name_the_folder(kg, empty, tmp_path):
    """--graph wins over KG_GRAPH; without either it is ./graph."""
    kg("add", CODED, "--graph", tmp_path / "other")
    assert not empty.exists()
    assert len(kg("list", "--graph", tmp_path / "other").lines) == 1
    kg("add", CODED)
    assert len(kg("list").lines) == 1


def test_list_shows_what_is_there(kg):
    """By date of publication, with titles and counts that agree with the records."""
    rows = kg("list").lines
    dates = [row["published"] or "" for row in rows]
    assert len(rows) == 17
    assert dates == sorted(dates)
    nato = next(row for row in rows if row["title"].startswith("Sweden joins NATO"))
    assert (nato["published"], nato["publisher"]) == ("2024-03-08", "Sample Dispatch")
    assert sum(row["stances"] for row in rows) >= len(kg("network").table)


def _without_counts(edges):
    # In how many stories the same is said, one story less may change for an edge of another.
    return [{name: value for name, value in edge.items() if name not in {"stories", "publishers"}} for edge in edges]


def test_remove_takes_out_all_that_rests_on_a_document(kg, own):
    """Its stances, sentences and mentions are gone from every question; the others stay; adding brings it back."""
    gone = "2024-09-11-trawlers-detained"
    edges = kg("network").table
    triples = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?s), '2024-09-11-trawlers')) }"
    assert kg("query", triples).lines[0]["n"] > 100
    assert kg("remove", gone).err == f"{own}: 1 removed\n"
    assert kg("query", triples).lines == [{"n": 0}]
    left = [edge for edge in edges if edge["document"] != gone]
    assert _without_counts(kg("network").table) == _without_counts(left) != _without_counts(edges)
    assert gone not in {row["id"] for row in kg("list").lines}
    assert "trawlers" not in kg("network", "--format", "json").out.split("passage")[0]
    kg("check")
    kg("add", ARTICLES)
    assert kg("network").table == edges


def test_remove_several_and_one_that_is_not_there(kg, own):
    """The error names what was probably meant."""
    ran = kg("remove", "2024-09-11-trawler-detained", code=1)
    assert "did you mean '2024-09-11-trawlers-detained'?" in ran.err
    kg("remove", "2024-09-11-trawlers-detained", "2025-12-16-treaty")
    assert len(kg("list").lines) == 15


@pytest.mark.slow
def test_an_interrupted_run_goes_on_where_it_stopped(terminal, kg, empty, tmp_path):
    """Ctrl-C during many documents: no traceback, exit 130, what was finished is kept; again, and all is there."""
    news = tmp_path / "news"
    news.mkdir()
    article = min((DATA / "world").glob("2018*")).read_text(encoding="utf-8")[:1000]
    for number in range(120):
        (news / f"{number:03}.txt").write_text(f"{article}\nNumber {number}.\n", encoding="utf-8")
    with terminal.start("add", "news", start_new_session=True) as process:
        deadline = time.monotonic() + 300
        while not _kept(empty) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "kg: stopped. What was finished is kept; the same command goes on from there."
    kept = len(kg("list").lines)
    assert 0 < kept < 120
    assert kg("add", "news").err.startswith(f"{empty}: {120 - kept} added, 0 replaced, {kept} unchanged;")
    kg("check")


def _kept(folder):
    """How many documents are committed, seen from outside."""
    try:
        with sqlite3.connect(f"{(folder / 'graph.sqlite').as_uri()}?mode=ro", uri=True) as connection:
            (number,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    except sqlite3.Error:
        return 0
    finally:
        if "connection" in locals():
            connection.close()
    return number


def test_progress_is_for_terminals_only(terminal, empty):
    """A log file gets one line, not a thousand."""
    ran = terminal("add", CODED, stderr=subprocess.PIPE)
    assert ran.err.count("\n") == 1


# ── check, export


def test_a_sound_graph(kg):
    """Said on stderr; nothing on stdout, exit 0."""
    ran = kg("check")
    assert (ran.out, ran.err.endswith(": sound\n")) == ("", True)


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE documents SET text = replace(text, 'Kaldria', 'Kaldri_') WHERE id = '2025-12-16-treaty'", "text"),
        ("UPDATE documents SET record = substr(record, 1, 500) WHERE id = '2025-12-16-treaty'", "record"),
        (
            "UPDATE documents SET record = replace(record, '\"start\": 1', '\"start\": 2') WHERE id = '2025-12-16-treaty'",
            "record",
        ),
    ],
)
def test_check_lists_what_is_wrong(kg, own, damage, what):
    """Exit 1, and a row that names the document and the part of it."""
    with sqlite3.connect(own / "graph.sqlite") as connection:
        connection.execute(damage)
    connection.close()
    rows = kg("check", code=1).lines
    assert ("2025-12-16-treaty", what) in {(row["document"], row["what"]) for row in rows}
    assert {row["document"] for row in rows} == {"2025-12-16-treaty"}
    assert "2025-12-16-treaty" in kg("check", "--format", "table", code=1).out


def test_check_finds_an_index_that_differs(kg, own):
    """Triples that no record says."""
    kg("query", "ASK {}")
    (quads,) = (own / "index").glob("quads-*")
    store = pyoxigraph.Store(str(quads))
    (quad,) = list(store.quads_for_pattern(None, pyoxigraph.NamedNode("http://www.w3.org/ns/oa#exact"), None))[:1]
    store.remove(quad)
    store.flush()
    del store
    rows = kg("check", code=1).lines
    assert rows
    assert {row["what"] for row in rows} <= {"index", "shape", "edge"}


@pytest.mark.parametrize("ending", ["trig", "nq", "jsonld", "ttl", "nt"])
def test_an_export_is_read_back(kg, tmp_path, ending):
    """Another library finds every stance in it, in the graph of its document where the format has graphs."""
    kg("export", "-o", f"dump.{ending}")
    forms = pyoxigraph.RdfFormat
    form = forms.JSON_LD if ending == "jsonld" else forms.from_extension(ending)
    quads = list(pyoxigraph.parse(path=tmp_path / f"dump.{ending}", format=form))
    found = {quad.subject for quad in quads if quad.predicate.value == RDF_TYPE and quad.object.value == f"{KG}Stance"}
    assert len(found) == kg("query", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a kg:Stance }").lines[0]["n"] > 100
    if ending in {"trig", "nq", "jsonld"}:
        graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, pyoxigraph.NamedNode)}
        documents = {row["id"] for row in kg("list").lines}
        assert {graph.rpartition("/")[2] for graph in graphs if "/document/" in graph} == documents


def test_rdflib_reads_the_export(kg, tmp_path):
    """As another tool of another house: the same triples."""
    kg("export", "-o", "dump.nt")
    theirs = rdflib.Graph().parse(data=(tmp_path / "dump.nt").read_text(encoding="utf-8"), format="nt")
    ours = set(pyoxigraph.parse(path=tmp_path / "dump.nt", format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert len(theirs) == len(ours) > 10_000


def test_an_export_is_the_same_for_the_same_graph(kg, tmp_path):
    """So that two dumps can be compared by their bytes; an older file is replaced."""
    (tmp_path / "two.nq").write_text("old", encoding="utf-8")
    kg("export", "-o", "one.nq")
    kg("export", "-o", "two.nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("dump.xlsx", "kg cannot write .xlsx: take one of .trig, .nq, .ttl, .nt, .jsonld"),
        ("dump", "a file without an ending"),
        ("nowhere/dump.nq", "nowhere: there is no such folder: make it first"),
    ],
)
def test_an_export_that_cannot_be_written(kg, tmp_path, out, says):
    """Exit 1, and no half a file."""
    assert says in kg("export", "-o", out, code=1).err
    assert list(tmp_path.glob("*dump*")) == []
