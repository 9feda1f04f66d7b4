"""The update operation of the SPARQL 1.1 Protocol, for whoever has the token."""

import json
import os
import shutil
import subprocess
from urllib.parse import urlencode

import pytest
from serving import FORM, KG, served
from SPARQLWrapper import POST, SPARQLWrapper

from kg.store import Store

TOKEN = "a-token-that-nobody-guesses"  # noqa: S105 -- the tests' own
UPDATE = "application/sparql-update"
ADD = "INSERT DATA { GRAPH <urn:my:notes> { actor:norland rdfs:comment %s } }"


@pytest.fixture(scope="module")
def own(folder, tmp_path_factory):
    """A graph of its own: what is written here is nobody else's."""
    path = tmp_path_factory.mktemp("writable") / "graph"
    shutil.copytree(folder, path)
    return path


@pytest.fixture(scope="module")
def writable(own, tmp_path_factory):
    """It is served, and takes updates."""
    file = tmp_path_factory.mktemp("token") / "token"
    file.write_text(f"{TOKEN}\n")
    with served(own, "--writable", "--token-file", file, "--timeout", 5) as running:
        yield running


def update(server, sparql, *, token=TOKEN, **headers):
    """Post an update as the body itself."""
    bearer = {"Authorization": f"Bearer {token}"} if token is not None else {}
    return server.send("POST", "/sparql", sparql.encode(), Content_Type=UPDATE, **bearer, **headers)


def holds(server, pattern):
    """Whether the graph holds that."""
    return json.loads(server.get(f"ASK {{ {pattern} }}").body)["boolean"]


def test_an_update_comes_in_two_ways(writable):
    """2.2.1 and 2.2.2: in a form, as the body; the next answer knows of it."""
    direct = update(writable, ADD % "'direct'")
    assert (direct.status, json.loads(direct.body)) == (200, {"added": 1, "removed": 0})
    form = urlencode({"update": ADD % "'form'"})
    bearer = f"Bearer {TOKEN}"
    by_form = writable.send("POST", "/sparql", form, Content_Type=FORM, Authorization=bearer)
    assert by_form.status == 200
    assert holds(writable, "actor:norland rdfs:comment 'direct', 'form'")
    assert json.loads(update(writable, "DROP GRAPH <urn:my:notes>").body) == {"added": 0, "removed": 2}


@pytest.mark.parametrize("token", [None, "", TOKEN[:-1], f"{TOKEN}x", TOKEN.upper(), "ü"])
def test_without_the_token_nothing_is_changed(writable, token):
    """401, whichever way it comes."""
    got = update(writable, ADD % "'stolen'", token=token and token.encode().decode("latin-1"))
    assert (got.status, got.headers["www-authenticate"]) == (401, "Bearer")
    form = urlencode({"update": ADD % "'stolen'"})
    assert writable.send("POST", "/sparql", form, Content_Type=FORM).status == 401
    basic = {"Authorization": f"Basic {TOKEN}"}
    assert writable.send("POST", "/sparql", form, Content_Type=FORM, **basic).status == 401
    assert not holds(writable, "?s rdfs:comment 'stolen'")


def test_what_documents_say_is_out_of_reach(writable):
    """403, and why."""
    got = update(writable, "CLEAR GRAPH doc:plan")
    assert (got.status, "`kg add` and `kg remove`" in got.text) == (403, True)
    assert update(writable, "LOAD <http://127.0.0.1:9/> INTO GRAPH <urn:x>").status == 403
    assert len(writable.get("SELECT ?s { ?s a kg:Stance }", "text/csv").text.splitlines()) == 14


def test_mistakes_are_told(writable):
    """With their place, where there is one."""
    got = update(writable, "INSERT DATA { GRAPH <urn:x> { <urn:a> <urn:b> } }")
    assert (got.status, "line 1" in got.text) == (400, True)
    assert update(writable, "DROP GRAPH <urn:nowhere>").status == 400
    bearer = {"Authorization": f"Bearer {TOKEN}", "Content_Type": FORM}
    for fields in (
        [("update", ADD % "1"), ("query", "ASK {}")],
        [("update", ADD % "1"), ("update", ADD % "2")],
        [("update", "WITH <urn:x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"), ("using-graph-uri", "urn:x")],
        [("update", "INSERT { GRAPH <urn:x> { ?s ?p ?o } } WHERE { ?s ?p ?o }"), ("using-graph-uri", "u> {} #")],
    ):
        assert writable.send("POST", "/sparql", urlencode(fields), **bearer).status == 400
    assert writable.send("GET", f"/sparql?{urlencode({'update': ADD % '1'})}", **bearer).status == 400
    assert not holds(writable, "?s rdfs:comment 1")


def test_a_client_chooses_the_graphs_that_a_pattern_is_put_to(writable):
    """2.2.3: using-graph-uri and using-named-graph-uri, as USING and USING NAMED in the update itself."""
    update(writable, "INSERT DATA { GRAPH <urn:a> { <urn:x> <urn:p> 1 } GRAPH <urn:b> { <urn:x> <urn:p> 2 } }")
    bearer = f"Bearer {TOKEN}"
    both = "INSERT { GRAPH <urn:c> { ?s <urn:q> ?o } } WHERE { ?s <urn:p> ?o }"
    form = urlencode({"update": both, "using-graph-uri": "urn:a"})
    assert writable.send("POST", "/sparql", form, Content_Type=FORM, Authorization=bearer).status == 200
    assert holds(writable, "GRAPH <urn:c> { <urn:x> <urn:q> 1 }")
    assert not holds(writable, "GRAPH <urn:c> { <urn:x> <urn:q> 2 }")
    named = "INSERT { GRAPH <urn:d> { ?g <urn:q> ?o } } WHERE { GRAPH ?g { ?s <urn:p> ?o } }"
    address = f"/sparql?{urlencode({'using-named-graph-uri': 'urn:b'})}"
    got = writable.send("POST", address, named, Content_Type=UPDATE, Authorization=bearer)
    assert (got.status, json.loads(got.body)) == (200, {"added": 1, "removed": 0})
    assert holds(writable, "GRAPH <urn:d> { <urn:b> <urn:q> 2 }")


def test_an_update_that_takes_too_long_is_stopped(writable):
    """And changes nothing; readers go on."""
    endless = "INSERT { GRAPH <urn:x> { <urn:a> <urn:n> ?n } } WHERE { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }"
    assert update(writable, endless).status in {500, 504}
    assert holds(writable, "?s a kg:Stance")
    assert not holds(writable, "<urn:a> ?p ?o")


def test_somebody_else_who_writes_is_waited_for_and_told(writable, own):
    """503 while another process holds the graph."""
    with Store.open(own, write=True):
        assert update(writable, ADD % "'late'").status == 503
    assert update(writable, ADD % "'late'").status == 200


def test_other_libraries_can_write(writable):
    """SPARQLWrapper, with the token in a header."""
    client = SPARQLWrapper(writable.endpoint)
    client.setMethod(POST)
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    client.setQuery(
        "PREFIX a: <https://w3id.org/newsstance/actor/> INSERT DATA { GRAPH <urn:w> { a:norland a <urn:Seen> } }"
    )
    client.query()
    assert holds(writable, "actor:norland a <urn:Seen>")


def test_it_says_that_it_can_be_written_to(writable, server):
    """In the service description; one that only reads does not."""
    assert "SPARQL11Update" in writable.send("GET", "/sparql", Accept="text/turtle").text
    assert "SPARQL11Update" not in server.send("GET", "/sparql", Accept="text/turtle").text


@pytest.mark.parametrize(
    ("token", "says"), [(None, "needs a token"), ("short", "at least 16"), ("with a space in the middle", "no spaces")]
)
def test_it_does_not_start_without_a_token_that_holds(own, token, says):
    """Nor listen."""
    env = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"} | (
        {"KG_TOKEN": token} if token else {}
    )
    command = [*KG, "serve", "--graph", str(own), "--port", "0", "--writable"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200, env=env)
    assert (done.returncode, says in done.stderr) == (1, True)
