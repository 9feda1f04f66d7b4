"""A graph with the small newspaper in it."""

import pytest
from news import fill

from kg.store import Store


@pytest.fixture
def graph(tmp_path):
    """The folder of a graph that holds the newspaper."""
    path = tmp_path / "graph"
    with Store.open(path, create=True, write=True) as store:
        fill(store)
    return path


@pytest.fixture
def store(graph):
    """The newspaper, opened for reading."""
    with Store.open(graph) as opened:
        yield opened


@pytest.fixture
def writer(graph):
    """The newspaper, opened for writing."""
    with Store.open(graph, write=True) as opened:
        yield opened
