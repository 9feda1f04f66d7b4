"""Starting and stopping, and what the server says of itself."""

import json
import socket
import subprocess
import threading
import time
from contextlib import suppress

import pytest
import rdflib
from serving import ENDLESS, KG, served

from kg.server import Settings, application

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def test_ctrl_c_stops_it_and_all_that_it_started(folder):
    """While a query runs, too; the exit code is that of success, and there is no traceback."""
    psutil = pytest.importorskip("psutil")
    with served(folder, "--timeout", 200) as server:
        assert server.get("ASK {}").status == 200
        asking = threading.Thread(target=lambda: _quietly(server))
        asking.start()
        time.sleep(0.7)
        started = psutil.Process(server.process.pid).children(recursive=True)
        assert started
        code, said = server.stop()
        asking.join()
        assert (code, said) == (0, "kg: stopped\n")
        psutil.wait_procs(started, timeout=20)
        assert [one for one in started if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []


def _quietly(server):
    with suppress(OSError):
        server.post(ENDLESS)


def test_a_port_in_use_is_told_plainly(folder):
    """One line, with what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [*KG, "serve", "--graph", str(folder), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 1
    assert done.stderr == f"kg: port {port} is in use: give another with --port, or 0 for any that is free\n"


def test_no_graph_and_no_such_host_are_told_plainly(folder, tmp_path):
    """Before anything listens."""
    for options, words in (
        (["--graph", str(tmp_path)], "no graph"),
        (["--graph", str(folder), "--host", "x.invalid"], "no host"),
    ):
        command = [*KG, "serve", "--port", "0", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
        assert done.returncode == 1
        assert words in done.stderr
        assert done.stderr.count("\n") == 1


def test_only_this_machine_is_let_in_unless_asked(server):
    """Loopback by default."""
    assert server.host == "127.0.0.1"


def test_health(server):
    """It asks the graph, and is never cached."""
    got = server.send("GET", "/health")
    assert (got.status, json.loads(got.body), got.headers["cache-control"]) == (200, {"status": "ok"}, "no-store")


def test_the_endpoint_describes_itself(server):
    """SPARQL 1.1 Service Description, at the endpoint without a query, in any format of RDF."""
    got = server.send("GET", "/sparql", Accept="application/rdf+xml")
    graph = rdflib.Graph().parse(data=got.body, format="xml")
    (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef(server.endpoint)
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert len(set(graph.objects(service, SD.resultFormat))) == 8
    assert server.send("GET", "/sparql").type == "text/turtle"


def test_a_browser_at_the_endpoint_is_sent_to_the_page(server):
    """People see no Turtle."""
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    got = server.send("GET", "/sparql", Accept=accept)
    assert (got.status, got.headers["location"]) == (303, "/")


def test_other_origins_are_let_in_only_where_asked(folder):
    """CORS, and that origin alone; the notice of a shortened answer can be read."""
    with served(folder, "--cors", "https://here.example") as server:
        got = server.post("ASK {}", Origin="https://here.example")
        assert got.headers["access-control-allow-origin"] == "https://here.example"
        assert got.headers["access-control-expose-headers"] == "KG-Shortened"
        assert "access-control-allow-origin" not in server.post("ASK {}", Origin="https://there.example").headers


def test_named_queries_are_listed_and_bound(server):
    """With their questions and parameters; bound, one runs as it stands."""
    listed = {one["name"]: one for one in json.loads(server.send("GET", "/queries").body)}
    assert {one["name"] for one in listed["who-criticizes-whom"]["parameters"]} >= {"since", "holder"}
    bound = server.send("GET", "/queries/who-criticizes-whom?since=2024-03&holder=Norland")
    assert (bound.status, bound.type) == (200, "application/sparql-query")
    found = json.loads(server.post(bound.text).body)["results"]["bindings"]
    assert {row["who"]["value"] for row in found} == {"Norland"}
    assert server.send("GET", "/queries/who-critizes-whom").status == 404
    for asked in ("name=x", "self=x", "timeout=1", "sinze=2024"):
        got = server.send("GET", f"/queries/who-criticizes-whom?{asked}")
        assert got.status == 400
        assert "has no parameter" in got.text
    assert server.send("GET", "/queries/ASK%20%7B%7D").status == 404


def test_the_openapi_description_has_every_route(server, folder):
    """And every route is in it, with its methods."""
    described = json.loads(server.send("GET", "/openapi.json").body)
    told = {(path, method) for path, methods in described["paths"].items() for method in methods}
    routes = application(Settings(folder)).routes
    there = {
        (route.path.replace(":path", ""), method.lower()) for route in routes for method in route.methods - {"HEAD"}
    }
    assert told == there


def test_what_openapi_promises_is_kept(server):
    """Every status that a simple request gets is one that the description knows."""
    described = json.loads(server.send("GET", "/openapi.json").body)["paths"]
    samples = {"path": ["graph/edges-stated", "nothing", "%3E"], "name": ["documents", "nothing"]}
    for path, methods in described.items():
        for method, about in methods.items():
            name = path.partition("{")[2].rstrip("}")
            for sample in samples.get(name, [""]):
                got = server.send(method.upper(), path.partition("{")[0] + sample)
                assert str(got.status) in about["responses"], (path, sample)
                content = about["responses"][str(got.status)].get("content")
                assert content is None or got.type in content, (path, sample)
