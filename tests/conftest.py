"""What several test files share."""

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no bug: nothing here is judged by how long it takes.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

# A shell that runs the tests in the background lets them ignore Ctrl-C, and every process that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    """Skip, and say why, what needs things that are not on every machine."""
    no_shared = pytest.mark.skip(reason="the measuring corpora are not beside this checkout")
    no_browser = pytest.mark.skip(reason="no Chromium on this machine")
    has_browser = shutil.which("chromium") is not None
    for item in items:
        if "shared" in item.keywords and not SHARED.is_dir():
            item.add_marker(no_shared)
        if "browser" in item.keywords and not has_browser:
            item.add_marker(no_browser)


@pytest.fixture(scope="session")
def shared():
    """The folder of measuring corpora beside the checkout."""
    return SHARED


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory):
    """The folder of a graph with all sample articles, made once. Read it; take a copy to write to."""
    from kg.graph import Graph

    graph = Graph(tmp_path_factory.mktemp("samples") / "graph")
    strait = graph.add(ROOT / "data" / "strait", reference=[ROOT / "data" / "strait" / "reference.ttl"])
    world = graph.add(ROOT / "data" / "world")
    assert strait.problems == world.problems == []
    return graph.path


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a run: a second would not start beside it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=FLAGS)
        yield browser
        browser.close()
