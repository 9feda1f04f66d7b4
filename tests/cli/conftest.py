"""The command line, run in this process or in one of its own."""

import shutil

import pytest
from cli_running import Terminal, in_process


@pytest.fixture
def kg(sample_graph, monkeypatch, tmp_path):
    """``kg("list", "--format", "csv")`` on the sample graph, in an empty folder; fails on any other exit code than ``code``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_GRAPH", str(sample_graph))
    return in_process


@pytest.fixture
def own(kg, sample_graph, monkeypatch, tmp_path):
    """The folder of a copy of the sample graph, which is then the one that ``kg`` uses."""
    shutil.copytree(sample_graph, tmp_path / "own")
    monkeypatch.setenv("KG_GRAPH", str(tmp_path / "own"))
    return tmp_path / "own"


@pytest.fixture
def empty(kg, monkeypatch, tmp_path):
    """The folder of a graph that is not there yet, which is then the one that ``kg`` uses."""
    monkeypatch.setenv("KG_GRAPH", str(tmp_path / "graph"))
    return tmp_path / "graph"


@pytest.fixture
def terminal(kg, tmp_path):
    """The same as ``kg``, as a process of its own: ``terminal("list")``."""
    return Terminal(tmp_path)
