"""The commands that read, and kg add, on a graph that is on a server."""

import pytest
from cli_running import DATA, REFERENCE, in_process
from remote_servers import oxigraph
from serving import served

CODED = DATA / "strait" / "coded.csv"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The server of Oxigraph, with coded stances that kg add put there."""
    with oxigraph(tmp_path_factory.mktemp("server")) as running:
        done = in_process("add", str(CODED), "--reference", str(REFERENCE), "--quiet", "--graph", running)
        assert "1 added, 0 replaced, 0 unchanged; 16 stances" in done.err
        yield running


@pytest.fixture
def there(address, monkeypatch, tmp_path):
    """``there("list")`` on the server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_GRAPH", address)
    return in_process


def test_adding_twice_changes_nothing(there):
    """As in a folder."""
    done = there("add", str(CODED), "--reference", str(REFERENCE), "--quiet")
    assert "0 added, 0 replaced, 1 unchanged" in done.err


def test_what_reads_reads_there(there):
    """Lists, questions, networks, the page, words, a document."""
    (entry,) = there("list", "--format", "json").lines
    assert entry["stances"] == 16
    assert there("query", "most-contested-issues", "--format", "json").lines[0]["issue"] == "mining moratorium"
    assert there("query", "actors", "--format", "sparql-xml").out.startswith("<?xml")
    assert "mining moratorium" in there("tour").out
    assert "nodes" in there("network", "-o", "net.graphml").err
    assert "16 stances" in there("explore", "-o", "page.html").err
    assert there("search", "moratorium", "--format", "json").lines
    assert "moratorium" in there("show", entry["id"]).out
    assert there("rank", "--format", "json").lines
    assert there("actors", "--format", "json").lines


@pytest.mark.parametrize("command", [["check"], ["export", "-o", "x.nq"], ["backup", "x.kg"], ["serve"]])
def test_what_needs_a_folder_says_so(there, command):
    """And makes none."""
    assert "the address of a server" in there(*command, code=1).err


def test_our_own_server_is_one_of_them(sample_graph, monkeypatch, tmp_path):
    """What kg serve serves, another kg reads; it takes no documents."""
    monkeypatch.chdir(tmp_path)
    with served(sample_graph) as server:
        monkeypatch.setenv("KG_GRAPH", server.endpoint)
        there = in_process("list", "--format", "json").lines
        assert "nodes" in in_process("network", "-o", "net.graphml").err
        refused = in_process("remove", there[0]["id"], code=1).err
        assert "kg add" in refused
    here = in_process("list", "--graph", str(sample_graph), "--format", "json").lines
    assert there == here
