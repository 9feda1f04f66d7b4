"""The small newspaper of the store's tests, served."""

import pytest
from news import fill
from serving import served

from kg.store import Store


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of a graph that holds the newspaper."""
    path = tmp_path_factory.mktemp("served") / "graph"
    with Store.open(path, create=True, write=True) as store:
        fill(store)
    return path


@pytest.fixture(scope="session")
def server(folder):
    """The newspaper, served as it is without any option."""
    with served(folder) as running:
        yield running
