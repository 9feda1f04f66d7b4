"""A whole graph goes into one file that other tools read."""

import io
import json
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib
from news import KNOWN, articles, fill

from kg.errors import UnknownFormat
from kg.iris import PREFIXES
from kg.store import Store, nodes, read_record
from kg.store._oxigraph import parsed
from kg.store.export import Profile

FORMATS = {".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld", ".ttl": "turtle", ".nt": "nt"}
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")


def exported(store, ending):
    out = io.BytesIO()
    store.export(out, ending=ending)
    return out.getvalue().decode()


@pytest.mark.parametrize("ending", [".trig", ".nq", ".jsonld"])
def test_formats_with_graphs_keep_every_quad(store, ending):
    """As another library reads them."""
    read = rdflib.Dataset(default_union=True)
    read.parse(data=exported(store, ending), format=FORMATS[ending])
    (count,) = store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").tuples[0]
    assert sum(len(graph) for graph in read.graphs()) == count
    names = {str(graph.identifier) for graph in read.graphs() if len(graph)}
    assert {PREFIXES["doc"] + "plan", PREFIXES["graph"] + "edges-stated", PREFIXES["graph"] + "reference"} <= names


@pytest.mark.parametrize("ending", [".ttl", ".nt"])
def test_formats_without_graphs_get_every_triple_once(store, ending):
    """The union of all graphs."""
    read = rdflib.Graph().parse(data=exported(store, ending), format=FORMATS[ending])
    (count,) = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").tuples[0]
    assert len(read) == count


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_graph_is_the_same_file(tmp_path, ending, monkeypatch):
    """Byte for byte, whatever the order in which its documents came, and however its index was made."""
    monkeypatch.setattr("kg.store.store.now", lambda: "2024-07-01T00:00:00+00:00")
    files = []
    for name, order in (("a", 1), ("b", -1)):
        with Store.open(tmp_path / name, create=True, write=True) as store:
            store.know(KNOWN)
            for article in articles()[::order]:
                fill(store, only=[article])
                store.refresh()
            store.export(tmp_path / f"{name}{ending}")
            store.export(tmp_path / f"{name}2{ending}")
        files += [(tmp_path / f"{name}{ending}").read_bytes(), (tmp_path / f"{name}2{ending}").read_bytes()]
    assert len(set(files)) == 1
    assert len(files[0]) > 10_000


def test_turtle_is_written_with_the_prefixes_that_queries_have(store):
    """In order, at the head, so that two exports can be compared by eye."""
    lines = exported(store, ".trig").splitlines()
    heads = [line for line in lines if line.startswith("@prefix")]
    assert heads == sorted(heads) == lines[: len(heads)]
    assert any("a kg:Stance" in line for line in lines)


def test_the_records_can_be_had_back_from_an_export(store):
    """From N-Quads alone, without the SQLite file."""
    lines = exported(store, ".nq").splitlines(keepends=True)
    for article in articles():
        record = article.record()
        graph = f"<{PREFIXES['doc']}{record.document.id}> ."
        mine = "".join(line for line in lines if line.rstrip("\n").endswith(graph))
        assert read_record(parsed(mine)) == record


def test_an_export_goes_by_the_ending_of_its_file(store, tmp_path):
    """In any case of letters; and what cannot be written is refused with what can."""
    store.export(tmp_path / "dump.NQ")
    assert (tmp_path / "dump.NQ").read_text(encoding="utf-8") == exported(store, ".nq")
    store.export(str(tmp_path / "dump.jsonld"))
    assert json.loads((tmp_path / "dump.jsonld").read_text(encoding="utf-8"))
    for name in ("dump.docx", "dump"):
        with pytest.raises(UnknownFormat, match=r"take one of \.trig, \.nq, \.ttl, \.nt, \.jsonld"):
            store.export(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["dump.NQ", "dump.jsonld"]


def test_an_export_that_breaks_off_leaves_the_old_file(store, tmp_path, monkeypatch):
    """Ctrl-C in the middle."""
    (tmp_path / "dump.nq").write_text("the old one")

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.store.export._write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.export(tmp_path / "dump.nq")
    assert (tmp_path / "dump.nq").read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["dump.nq"]


def test_rdflib_has_the_same_data(store):
    """A Dataset whose default graph is the union, as it was when it was asked for; nothing can be written to it."""
    dataset = store.dataset()
    ours = store.query("SELECT ?s ?h { ?s kg:holder ?h }").tuples
    theirs = dataset.query("SELECT ?s ?h { ?s kg:holder ?h }")
    assert {tuple(map(str, row)) for row in theirs} == {tuple(map(str, row)) for row in ours}
    assert {str(graph.identifier) for graph in dataset.graphs()} >= {nodes.document("plan"), nodes.STATED}


def profiled(store, tmp_path, profile, ending=".nt"):
    out = tmp_path / f"out{ending}"
    store.export(out, profile=Profile(profile))
    return out


def test_a_stance_reifies_its_triple_in_rdf_12(store, tmp_path):
    """All else is as it was; pyoxigraph reads it back."""
    plain = set(profiled(store, tmp_path, "rdf11").read_text().splitlines())
    more = set(profiled(store, tmp_path, "rdf12").read_text().splitlines()) - plain
    assert len(more) == len(store.query("SELECT ?s { ?s a kg:Stance }"))
    assert all("#reifies> <<( " in line for line in more)
    quads = list(ox.parse(path=str(profiled(store, tmp_path, "rdf12", ".nq")), format=ox.RdfFormat.N_QUADS))
    assert sum(quad.predicate.value.endswith("#reifies") for quad in quads) == len(more)


def test_stances_are_web_annotations(store, tmp_path):
    """Each with a target that selects its words."""
    graph = rdflib.Graph().parse(profiled(store, tmp_path, "web-annotation", ".ttl"))
    oa = rdflib.Namespace(PREFIXES["oa"])
    said = {str(graph.value(span, oa.exact)) for span in graph.objects(None, oa.hasSelector)}
    assert "We oppose the dam" in said
    annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    parts = store.query("SELECT ?s { VALUES ?c { kg:Stance kg:Attribution } ?s a ?c }")
    assert len(annotations) == len(parts)


# What the context of the W3C, http://www.w3.org/ns/anno.jsonld, says of the words that are used here.
_ANNO = {
    "oa": PREFIXES["oa"],
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": PREFIXES["rdf"],
    "xsd": PREFIXES["xsd"],
    "id": "@id",
    "type": "@type",
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "classifying", "describing")},
    **{name: f"oa:{name}" for name in ("TextPositionSelector", "TextQuoteSelector", "exact")},
    **{name: {"@id": f"oa:{name}", "@type": "xsd:nonNegativeInteger"} for name in ("start", "end")},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "created": {"@id": f"{PREFIXES['dct']}created", "@type": "xsd:dateTime"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
}


def test_a_reader_of_web_annotations_finds_what_it_looks_for(store, tmp_path):
    """The JSON of the specification, whole annotation by whole annotation; and the triples are those of the Turtle."""
    found = json.loads(profiled(store, tmp_path, "web-annotation", ".jsonld").read_text(encoding="utf-8"))
    assert {one["@context"][0] for one in found} == {"http://www.w3.org/ns/anno.jsonld"}
    opposed = next(one for one in found if "Ana Ruiz opposes the dam" in json.dumps(one["body"]))
    assert [body["value"] for body in opposed["body"] if isinstance(body, dict)] == ["Ana Ruiz opposes the dam"]
    position, quote = opposed["target"]["selector"]
    assert (quote["type"], quote["exact"]) == ("TextQuoteSelector", "We oppose the dam")
    text = store.text(opposed["target"]["source"].removeprefix(PREFIXES["doc"]))
    assert (position["type"], text[position["start"] : position["end"]]) == ("TextPositionSelector", quote["exact"])
    for one in found:
        one["@context"][0] = _ANNO
    read = rdflib.Graph().parse(data=json.dumps(found), format="json-ld")
    turtle = rdflib.Graph().parse(profiled(store, tmp_path, "web-annotation", ".ttl"))
    # By value: to Oxigraph, an integer that is not negative is an integer.
    assert {tuple(term.toPython() for term in triple) for triple in read} == {
        tuple(term.toPython() for term in triple) for triple in turtle
    }


def test_edges_between_wikidata_items(store, tmp_path):
    """Only those that both have one."""
    graph = rdflib.Graph().parse(profiled(store, tmp_path, "wikidata"))
    wd, rel = rdflib.Namespace(PREFIXES["wd"]), rdflib.Namespace(PREFIXES["rel"])
    assert (wd.Q1001, rel.criticizes, wd.Q1002) in graph
    assert (wd.Q1001, rel.distrusts, wd.Q1002) not in graph  # only experts say so


@pytest.mark.parametrize(
    ("profile", "ending"), [("wikidata", ".nq"), ("web-annotation", ".trig"), ("rdf12", ".jsonld")]
)
def test_a_profile_that_a_format_cannot_hold_is_refused(store, tmp_path, profile, ending):
    """With the formats that can."""
    with pytest.raises(UnknownFormat, match="take one of"):
        profiled(store, tmp_path, profile, ending)


def test_an_export_is_described_for_catalogues(store, tmp_path):
    """How many triples and stances, from when to when, by which run: read by another library."""
    text = store.describe(tmp_path / "dump.nq")
    graph = rdflib.Graph().parse(data=text, format="turtle", publicID="https://example.org/")
    void, dct = rdflib.Namespace("http://rdfs.org/ns/void#"), rdflib.Namespace(PREFIXES["dct"])
    dataset = rdflib.URIRef("https://example.org/dump.nq#dataset")
    assert int(graph.value(dataset, void.triples)) == len(exported(store, ".nq").splitlines())
    part = graph.value(None, void["class"], rdflib.URIRef(f"{PREFIXES['kg']}Stance"))
    assert int(graph.value(part, void.entities)) == 13
    period, dcat = graph.value(dataset, dct.temporal), rdflib.Namespace("http://www.w3.org/ns/dcat#")
    assert graph.value(period, dcat.startDate).toPython() == date(2024, 1, 10)
    (distribution,) = graph.objects(dataset, dcat.distribution)
    assert str(graph.value(distribution, dcat.mediaType)).endswith("/media-types/application/n-quads")
    assert graph.value(dataset, rdflib.URIRef(f"{PREFIXES['prov']}wasGeneratedBy"))
