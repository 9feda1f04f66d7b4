"""Plots: what is drawn is what was measured."""

import builtins

import networkx as nx
import numpy as np
import pytest
from networks_edges import edge
from networks_signed import tribes
from scipy.spatial.distance import pdist, squareform

from kg.errors import NetworkError, UnknownNode
from kg.networks import series, stance_network

matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
matplotlib.use("agg")

from kg.networks import plots  # noqa: E402 -- the backend first

SAID = [
    edge("oslo", "supports", "cod", date="2024-01"),
    edge("oslo", "opposes", "dam", date="2024-01"),
    edge("cork", "opposes", "cod", date="2024-02"),
    edge("cork", "supports", "cod", document="d2", date="2024-02"),
    edge("bonn", "opposes", "cod", date="2024-03"),
]
NETWORK = stance_network(SAID)


@pytest.fixture(autouse=True)
def closed():
    """No figure is left open."""
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def texts(labels):
    return [label.get_text() for label in labels]


def test_a_heat_map_is_ordered_by_camp():
    """The tribes of a camp stand together, and between the camps is a line."""
    axis = plots.heat_map(tribes())
    shown = texts(axis.get_xticklabels())
    assert {*shown[:4]} == {"1", "2", "15", "16"} or {*shown[-4:]} == {"1", "2", "15", "16"}
    cells = axis.images[0].get_array()
    assert cells.shape == (16, 16)
    assert (cells == cells.T).all()
    assert set(np.unique(cells)) == {-1, 0, 1}
    assert len(axis.lines) == 2


def test_a_timeline_has_a_line_a_column():
    """With the values of the table."""
    table = series(SAID, ["positive", "pairs"], "month")
    axis = plots.timeline(table)
    assert [line.get_label() for line in axis.lines] == ["positive", "pairs"]
    assert np.array_equal(axis.lines[1].get_ydata(), table["pairs"])


def test_a_spectrum_goes_from_against_to_for():
    """Bonn is against, Cork has been on both sides, Oslo is for."""
    axis = plots.spectrum(NETWORK, "the cod")
    assert texts(axis.get_yticklabels()) == ["Bonn", "Cork", "Oslo"]
    assert axis.collections[-1].get_offsets()[:, 0].tolist() == [-1, 0, 1]
    with pytest.raises(UnknownNode, match="did you mean"):
        plots.spectrum(NETWORK, "the codd")


def test_distances_are_those_of_scipy():
    """Euclidean, over the root of the number of targets."""
    nodes, apart = plots.distances(NETWORK)
    profiles = {"oslo": [1, -1], "cork": [0, 0], "bonn": [-1, 0]}
    assert apart == pytest.approx(squareform(pdist([profiles[node] for node in nodes])) / np.sqrt(2))


def test_a_dendrogram_and_a_map_have_everybody():
    """By their labels; distances of a map in two directions are those that were given, where two are enough."""
    assert {*texts(plots.dendrogram(NETWORK).get_yticklabels())} == {"Oslo", "Cork", "Bonn"}
    axis = plots.mds_map(NETWORK)
    assert {*texts(axis.texts)} == {"Oslo", "Cork", "Bonn"}
    places = axis.collections[0].get_offsets()
    assert squareform(pdist(places)) == pytest.approx(plots.distances(NETWORK)[1])


def test_a_given_axis_is_drawn_on():
    """So that plots stand side by side."""
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(1, 2)
    assert plots.heat_map(NETWORK, axis=axes[0]) is axes[0]
    assert plots.mds_map(NETWORK, axis=axes[1]) is axes[1]


def test_nothing_to_draw_is_told():
    """And so is a library that is not there."""
    with pytest.raises(NetworkError, match="nobody took a side"):
        plots.heat_map(stance_network([edge("oslo", "asks", "cork")]))
    with pytest.raises(NetworkError, match="takes two"):
        plots.mds_map(stance_network([edge("oslo", "supports", "cork")]))
    with pytest.raises(NetworkError, match="takes two"):
        plots.dendrogram(nx.MultiDiGraph())


def test_without_matplotlib_one_is_told(monkeypatch):
    """What to install."""
    real = builtins.__import__

    def without(name, *rest, **named):
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NetworkError, match=r"kg\[notebook\]"):
        plots.timeline(series(SAID, "pairs", "month"))
