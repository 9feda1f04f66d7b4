"""A graph on somebody else's server is read and added to as one in a folder."""

import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from news import RUN, articles, fill
from remote_servers import HAS_VIRTUOSO, free_port, oxigraph, virtuoso

from kg.errors import (
    BadParameter,
    GraphError,
    NotAGraph,
    QueryError,
    QueryRefused,
    QuerySyntax,
    QueryTooLong,
    TextMissing,
    UnknownDocument,
    Unreachable,
)
from kg.store import Change, Search, Store, named_queries, nodes
from kg.store.opening import opened
from kg.store.remote import remote as module
from kg.store.remote.endpoint import Endpoint
from kg.store.remote.remote import Remote
from kg.store.remote.writer import RemoteWriter

DERIVED = [nodes.STATED, nodes.ASCRIBED, nodes.NAMES, nodes.STORIES, nodes.REFERENCE, nodes.ONTOLOGY]
VALUES = {"search": {"words": "dam"}}


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def address(request, tmp_path_factory):
    """A server that runs, empty."""
    if request.param == "virtuoso" and not HAS_VIRTUOSO:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin")
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[request.param]
    with start(tmp_path_factory.mktemp(request.param)) as running:
        yield running


def emptied(address):
    """The server without any graph of ours."""
    writer = RemoteWriter(Endpoint(address))
    for (graph,) in list(
        writer.rows(
            "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(!CONTAINS(STR(?g), 'openlink') && !CONTAINS(STR(?g), 'w3.org')) }"
        )
    ):
        writer.drop(graph)
    return address


@pytest.fixture
def server(address):
    """The newspaper on a server."""
    emptied(address)
    with Remote.open(address, write=True) as remote:
        fill(remote)
    return address


def same(store, remote):
    """Whether a folder and a server hold the same."""
    for graph in DERIVED:
        question = f"SELECT ?s ?p ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        here, there = store.query(question), remote.query(question)
        assert sorted(map(str, here.tuples)) == sorted(map(str, there.tuples)), graph
    assert list(store.edges()) == list(remote.edges())
    assert [record.to_json() for record in store.records()] == [record.to_json() for record in remote.records()]
    assert store.stories() == remote.stories()
    return True


def test_it_holds_what_a_folder_holds(server, store):
    """Records, edges, texts, runs, what is derived, and who is who."""
    with opened(server) as remote:
        assert same(store, remote)
        assert len(remote) == len(store)
        assert list(remote.runs()) == list(store.runs())
        for here, there in zip(store.documents(), remote.documents(), strict=True):
            assert (here.document, here.attributions, here.stances, here.run, here.story) == (
                there.document,
                there.attributions,
                there.stances,
                there.run,
                there.story,
            )
            assert remote.text(here.document.id) == store.text(here.document.id)
            assert here.document.id in remote
        known, told = store.known(), remote.known()
        assert {name: actor.name for name, actor in known.actors.items()} == {
            name: actor.name for name, actor in told.actors.items()
        }
        assert told.narrower("infrastructure") == known.narrower("infrastructure")
        assert {name for name, one in told.issues.items() if one.theme} == {
            name for name, one in known.issues.items() if one.theme
        }


@pytest.mark.parametrize("name", named_queries())
def test_every_named_query_gives_the_same_there(server_once, graph_once, name):
    """Row for row."""
    with Store.open(graph_once) as store, opened(server_once) as remote:
        here, there = store.query(name, **VALUES.get(name, {})), remote.query(name, **VALUES.get(name, {}))
        assert here.columns == there.columns
        assert unordered(here) == unordered(there)


def unordered(answer):
    """Rows in no order, and in none the names of a list, of which SPARQL does not say which comes first."""
    return sorted(str([tuple(sorted(str(cell).split("; "))) for cell in row]) for row in answer.tuples)


@pytest.fixture(scope="module")
def server_once(address):
    """The newspaper on a server, for tests that only read."""
    emptied(address)
    with Remote.open(address, write=True) as remote:
        fill(remote)
    return address


@pytest.fixture(scope="module")
def graph_once(tmp_path_factory):
    """The newspaper in a folder, for tests that only read."""
    path = tmp_path_factory.mktemp("once") / "graph"
    with Store.open(path, create=True, write=True) as store:
        fill(store)
    return path


def test_the_same_again_changes_nothing(server):
    """And what is taken out and put back leaves no trace."""
    with Remote.open(server, write=True) as remote:
        assert [remote.put(one.record(), one.text, run=RUN) for one in articles()] == [Change.UNCHANGED] * 4


def test_what_is_derived_follows_what_is_removed_and_replaced(server, writer):
    """As in a folder."""
    _, turn, *_ = articles()
    shorter = turn.record().model_copy(update={"stances": turn.record().stances[:2]})
    with writer, Remote.open(server, write=True) as remote:
        for one in (writer, remote):
            one.remove("plan")
            assert one.put(shorter, turn.text, run=RUN) is Change.REPLACED
        with pytest.raises(UnknownDocument, match="no document has the id 'plam'"):
            remote.remove("plam")
    with Store.open(writer.path) as store, opened(server) as remote:
        assert same(store, remote)


def test_what_broke_off_is_made_good_by_the_next(server, writer):
    """A document is whole or none; what is derived is brought up to date by whoever writes next."""
    with suppress(KeyboardInterrupt), Remote.open(server, write=True) as remote:
        remote.remove("plan")
        raise KeyboardInterrupt
    with opened(server) as remote:
        assert "plan" not in remote
        assert remote.query("ASK { actor:ana-ruiz rel:opposes issue:dam }")
    with Remote.open(server, write=True) as remote:
        remote.remove("notes.txt")
    writer.remove("plan")
    writer.remove("notes.txt")
    writer.refresh()
    with opened(server) as remote:
        assert same(writer, remote)


def test_answers_come_page_by_page_and_are_counted(server, store, monkeypatch):
    """A server that cuts them does not go unnoticed, and one document may be larger than a page."""
    monkeypatch.setattr(module, "_PAGE", 40)
    with opened(server) as remote:
        assert [record.to_json() for record in store.records()] == [record.to_json() for record in remote.records()]
        assert len(list(remote.documents())) == 4


SEARCHES = [
    {"words": "tunnel"},
    {"words": "TUNNEL OR (threat NOT tariffs)"},
    {"words": '"the tunnel" NOT not'},
    {"words": "oppos* tunnel"},
    {"words": "tunnel", "actors": ["Norland"]},
    {"words": "dam", "actors": ["experts"]},
    {"words": "dam", "issues": ["dam"], "since": "2024-03", "until": "2024-03"},
    {"words": "dam", "publishers": ["The Hill"]},
    {"words": r"dam.*(b) OR $x"},
]


@pytest.mark.parametrize("fields", SEARCHES)
def test_words_are_found_as_in_a_folder(server, store, fields):
    """By their beginnings, and with all that narrows a search; the newest come first."""
    with opened(server) as remote:
        here, there = store.search(Search(**fields)), remote.search(Search(**fields))
    assert {(hit.document, hit.id, hit.sentence, hit.who) for hit in there.found} == {
        (hit.document, hit.id, hit.sentence, hit.who) for hit in here.found
    }
    assert [hit.date or "" for hit in there.found] == sorted([hit.date or "" for hit in there.found], reverse=True)


def test_a_search_on_a_server_says_what_it_cannot(server):
    """And marks the words, as in a folder."""
    with opened(server) as remote:
        hits = remote.search(Search(words="TUNNEL", limit=1))
        (first,) = hits.found
        assert (first.snippet, first.kind) == ("that Norland opposes the **tunnel**", "attribution")
        assert hits.shortened
        with pytest.raises(BadParameter, match="no actor is called 'Nordland'"):
            remote.search(Search(words="dam", actors=["Nordland"]))
        with pytest.raises(QuerySyntax, match="NEAR works in a folder only"):
            remote.search(Search(words="NEAR(dam tunnel)"))


def test_answers_have_every_format(server):
    """They are written here, whatever the server can."""
    with opened(server) as remote:
        text, _ = remote.results("SELECT ?x { VALUES ?x { 1 } }", form="sparql-csv")
        assert text == "x\r\n1\r\n"
        text, _ = remote.results("CONSTRUCT { ?d a kg:Document } WHERE { ?d a kg:Document }", form="rdf-xml")
        assert "RDF" in text
        assert remote.query("ASK { ?s a kg:Stance }")
        assert not remote.query("ASK { ?s a kg:Nothing }")
        answer = remote.query("SELECT ?s { ?s a kg:Stance }", limit=3)
        assert (len(answer), answer.shortened) == (3, True)


def test_mistakes_are_told_as_ever(server):
    """What is no SPARQL, what would change something, what reaches further."""
    with opened(server) as remote:
        with pytest.raises(QuerySyntax, match="'FILTRE' is no word of SPARQL"):
            remote.query("SELECT ?s {\n  ?s a kg:Stance FILTRE(?s)\n}")
        for refused in ("DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"):
            with pytest.raises(QueryRefused):
                remote.query(refused)
        with pytest.raises(UnknownDocument, match="did you mean 'plan'"):
            remote.record("plam")
        with pytest.raises(GraphError, match="open for reading alone"):
            remote.put(articles()[0].record().model_copy(update={"stances": ()}), articles()[0].text, run=RUN)


def test_what_was_loaded_without_texts_has_its_sentences(server, store):
    """The edges have the sentence behind them; the text is told to be missing."""
    RemoteWriter(Endpoint(server)).update(
        f"DELETE WHERE {{ GRAPH <{nodes.document('plan')}> {{ ?d <{nodes.BODY}> ?t }} }}"
    )
    with opened(server) as remote:
        with pytest.raises(TextMissing, match="only its sentences"):
            remote.text("plan")
        for here, there in zip(store.edges(), remote.edges(), strict=True):
            assert here.evidence == there.evidence
            at = there.evidence.start - there.passage_start
            assert there.passage[at : at + len(there.evidence.text)] == there.evidence.text


# ── servers that do not answer as they should


@contextmanager
def answering(*answers):
    """A server that gives these answers, one after the other, and the last for ever."""
    waiting = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            status, headers, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}/sparql"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


JSON = {"Content-Type": "application/sparql-results+json"}
YES = (200, JSON, b'{"head":{},"boolean":true}')
BUSY = (503, {}, b"busy")


def asked(address):
    """What an endpoint answers, tried again soon."""
    return Endpoint(address, pause=0.01).answer("ASK { ?s a kg:Stance }", limit=1, timeout=20)


def test_a_busy_server_is_asked_again():
    """A few times; then its answer counts."""
    with answering(BUSY, (429, {"Retry-After": "0"}, b""), YES) as address:
        assert asked(address)[1] == [(True,)]
    with answering(BUSY) as address, pytest.raises(Unreachable, match="the server answers 503: busy"):
        asked(address)


def test_nobody_there_is_told():
    """After a few tries, with the address."""
    with pytest.raises(Unreachable, match=r"cannot be reached.*is it running") as error:
        asked(f"http://user:secret@127.0.0.1:{free_port()}/sparql")
    assert "secret" not in str(error.value)


CUT = [
    ((200, JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"ur'), Unreachable, "cannot be read"),
    (
        (200, JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[The SPARQL operation has been cancelled'),
        QueryTooLong,
        "its own time limit",
    ),
    ((200, {"Content-Type": "text/html"}, b"<html>"), Unreachable, "neither JSON nor triples"),
    # kg reads no RDF/XML from anywhere, so that no entity of it can reach for a file.
    (
        (
            200,
            {"Content-Type": "application/rdf+xml"},
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        ),
        Unreachable,
        "neither JSON nor triples",
    ),
    ((404, {}, b"not here"), Unreachable, "the server answers 404: not here"),
    ((401, {}, b""), QueryRefused, "put user and password into its address"),
    ((504, {}, b""), QueryTooLong, "did not answer within"),
    ((500, {}, b"out of memory"), QueryError, "cannot answer this query: out of memory"),
    (
        (
            200,
            {**JSON, "X-SPARQL-MaxRows": "1"},
            b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:x"}}]}}',
        ),
        Unreachable,
        "gives 1 rows at the most",
    ),
]


@pytest.mark.parametrize(("answer", "error", "says"), CUT)
def test_an_answer_that_is_none_is_told(answer, error, says):
    """A status of 200 means little: some servers have sent it by the time they fail."""
    with answering(YES, YES, answer) as address, pytest.raises(error, match=says):
        asked(address)


def test_a_server_that_hides_its_named_graphs_is_told():
    """Otherwise every question would be answered with nothing."""
    no = (200, JSON, b'{"head":{},"boolean":false}')
    with answering(YES, no) as address, pytest.raises(Unreachable, match="default graph of this server is empty"):
        asked(address)


def test_what_needs_a_folder_says_so():
    """Instead of making one that is called http:."""
    for make in (False, True):
        with pytest.raises(NotAGraph, match="the address of a server"):
            Store.open("http://127.0.0.1:1/sparql", create=make)
