"""Plots that one would print: each draws on an axis of matplotlib, its own or a given one, and returns it.

    from kg.networks import plots
    plots.heat_map(network).figure.savefig("camps.pdf")

They need matplotlib, which is in the extra ``kg[notebook]``; without it they raise `NetworkError`. Blue is for, orange against, here as
on the page, and both can be told apart by those who see no red or green.
"""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.errors import NetworkError
from kg.networks.factions import camps
from kg.networks.matrices import signed_matrices
from kg.networks.names import find
from kg.networks.stances import end_of

if TYPE_CHECKING:
    import pandas as pd

FOR, AGAINST = "#1f6fb4", "#b84e06"


def heat_map(network: "nx.Graph[str]", groups: Mapping[str, Hashable] | None = None, *, axis: Any = None) -> Any:
    """Draw the signed matrix, from row to column, ordered by camp, with a line between camps.

    A cell is (for − against) / (for + against). ``groups`` are the two `camps` unless given; who took no side and received none
    is left out, and the strongest of a camp come first. Raises `NetworkError` where nobody took a side, and `UnsignedEdge`.
    """
    made = signed_matrices(network)
    both = made.positive + made.negative
    strength = np.asarray(both.sum(axis=0)).ravel() + np.asarray(both.sum(axis=1)).ravel()
    shown = _any(np.flatnonzero(strength))
    of = camps(network.subgraph([made.nodes[place] for place in shown])).of() if groups is None else groups
    order = sorted(shown, key=lambda place: (str(of.get(made.nodes[place], "")), -strength[place], made.nodes[place]))
    cells = _shares(made)[np.ix_(order, order)]
    axis = _axis(axis, (0.25 * len(order) + 3, 0.25 * len(order) + 2))
    image = axis.imshow(cells, cmap=_colours(), vmin=-1, vmax=1)
    labels = [end_of(network, made.nodes[place]).label for place in order]
    axis.set_xticks(range(len(order)), labels, rotation=90, fontsize=7)
    axis.set_yticks(range(len(order)), labels, fontsize=7)
    kept = [str(of.get(made.nodes[place], "")) for place in order]
    for place in range(1, len(order)):
        if kept[place] != kept[place - 1]:
            axis.axhline(place - 0.5, color="black", linewidth=0.8)
            axis.axvline(place - 0.5, color="black", linewidth=0.8)
    axis.set_ylabel("who takes the stance")
    axis.figure.colorbar(image, ax=axis, shrink=0.6, label="against – for")
    return axis


def timeline(series: "pd.DataFrame", *, axis: Any = None) -> Any:
    """Draw a table of `series` as lines; where there is nothing to measure, a line has a gap."""
    axis = _axis(axis, (9, 3.5))
    places = np.arange(len(series))
    for column in series:
        axis.plot(
            places, series[column].to_numpy(dtype=float), marker="o", markersize=3, linewidth=1.2, label=str(column)
        )
    step = max(1, len(series) // 12)
    axis.set_xticks(places[::step], list(series.index[::step]), rotation=45, ha="right", fontsize=8)
    axis.legend(frameon=False, fontsize=8)
    axis.spines[["top", "right"]].set_visible(False)
    return axis


def spectrum(network: "nx.Graph[str]", issue: str, *, axis: Any = None) -> Any:
    """Draw who stands where on an issue, from wholly against to wholly for, by (for − against) / (for + against).

    A dot is as large as the weight of what its holder said of it. ``issue`` is a name as `find` reads it. Raises `NetworkError`
    where nobody took a side on it, `UnknownNode` and `AmbiguousName`.
    """
    made = signed_matrices(network)
    place = made.nodes.index(find(network, issue))
    plus, minus = (np.asarray(matrix[:, [place]].toarray()).ravel() for matrix in (made.positive, made.negative))
    holders = _any(np.flatnonzero(plus + minus))
    where = (plus - minus)[holders] / (plus + minus)[holders]
    order = sorted(range(len(holders)), key=lambda one: (where[one], end_of(network, made.nodes[holders[one]]).label))
    axis = _axis(axis, (7, 0.28 * len(order) + 1.2))
    sizes = [30 + 25 * (plus + minus)[holders[one]] for one in order]
    colours = [FOR if where[one] > 0 else AGAINST if where[one] < 0 else "grey" for one in order]
    axis.hlines(range(len(order)), 0, [where[one] for one in order], color="lightgrey", linewidth=1, zorder=1)
    axis.scatter([where[one] for one in order], range(len(order)), s=sizes, c=colours, zorder=2)
    axis.set_yticks(range(len(order)), [end_of(network, made.nodes[holders[one]]).label for one in order], fontsize=8)
    axis.set_xlim(-1.15, 1.15)
    axis.set_xticks([-1, 0, 1], ["against", "both", "for"])
    axis.axvline(0, color="black", linewidth=0.8)
    axis.set_title(end_of(network, made.nodes[place]).label, fontsize=10)
    axis.spines[["top", "right", "left"]].set_visible(False)
    return axis


def dendrogram(network: "nx.Graph[str]", *, axis: Any = None) -> Any:
    """Draw who stands near whom, joined step by step by the average distance of their stances.

    Distances are those of `distances`. Source: Sokal and Michener (1958) for average linkage. Raises `NetworkError` where fewer
    than two took a side.
    """
    from scipy.cluster.hierarchy import dendrogram as drawn  # noqa: PLC0415 -- only here
    from scipy.cluster.hierarchy import linkage  # noqa: PLC0415 -- as above
    from scipy.spatial.distance import squareform  # noqa: PLC0415 -- as above

    nodes, apart = distances(network)
    axis = _axis(axis, (7, 0.25 * len(nodes) + 1))
    labels = [end_of(network, node).label for node in nodes]
    drawn(
        linkage(squareform(apart), "average"),
        labels=labels,
        orientation="left",
        ax=axis,
        color_threshold=0,
        above_threshold_color="black",
    )
    axis.set_xlabel("distance")
    axis.spines[["top", "right", "left"]].set_visible(False)
    return axis


def mds_map(network: "nx.Graph[str]", *, axis: Any = None) -> Any:
    """Draw who stands near whom on a map, by classical scaling of `distances`.

    The share of the spread that the two directions hold is told at them: where it is low, the map says little. Source: Torgerson,
    "Multidimensional scaling" (1952). Raises `NetworkError` where fewer than two took a side.
    """
    nodes, apart = distances(network)
    size = len(nodes)
    centred = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centred @ apart**2 @ centred)
    first = np.argsort(values)[::-1][:2]
    spread = np.maximum(values, 0).sum() or 1.0
    place = vectors[:, first] * np.sqrt(np.maximum(values[first], 0))
    # Which way round an axis is, is the solver's whim: the node that lies farthest out has a positive place.
    place *= np.where(place[np.abs(place).argmax(axis=0), range(place.shape[1])] < 0, -1, 1)
    axis = _axis(axis, (7, 6))
    axis.scatter(place[:, 0], place[:, 1], s=20, color=FOR)
    for node, (x, y) in zip(nodes, place, strict=True):
        axis.annotate(end_of(network, node).label, (x, y), fontsize=7, xytext=(3, 3), textcoords="offset points")
    for name, value in zip(("x", "y"), values[first], strict=True):
        getattr(axis, f"set_{name}label")(f"{100 * max(value, 0) / spread:.0f} % of the spread")
    axis.spines[["top", "right"]].set_visible(False)
    return axis


def distances(network: "nx.Graph[str]") -> tuple[list[str], "np.ndarray[Any, Any]"]:
    """Return who took a side, and how far apart each two are: the root of the mean squared difference of their stances.

    A stance towards a target is (for − against) / (for + against), and 0 where there is none; the mean is over all
    targets, so that two who speak of different things are less far apart than two who contradict each other. Raises
    `NetworkError` where fewer than two took a side.
    """
    made = signed_matrices(network)
    both = made.positive + made.negative
    holders = np.flatnonzero(np.asarray(both.sum(axis=1)).ravel())
    if len(holders) < 2:
        raise NetworkError("who stands near whom takes two who took a side: widen the selection.")
    targets = np.flatnonzero(np.asarray(both.sum(axis=0)).ravel())
    profiles = _shares(made)[np.ix_(holders, targets)]
    apart = np.sqrt(((profiles[:, None, :] - profiles[None, :, :]) ** 2).mean(axis=2))
    return [made.nodes[place] for place in holders], apart


def _shares(made: Any) -> "np.ndarray[Any, Any]":
    plus, minus = made.positive.toarray(), made.negative.toarray()
    return np.asarray(np.divide(plus - minus, plus + minus, out=np.zeros_like(plus), where=plus + minus > 0))


def _any(places: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    if not len(places):
        raise NetworkError("nobody took a side here: there is nothing to draw. Widen the selection.")
    return places


def _axis(axis: Any, size: tuple[float, float]) -> Any:
    if axis is not None:
        return axis
    try:
        import matplotlib.pyplot as plt  # noqa: PLC0415 -- an extra
    except ImportError:
        raise NetworkError("plots need matplotlib: pip install 'kg[notebook]'.") from None
    return plt.subplots(figsize=size, layout="constrained")[1]


def _colours() -> Any:
    from matplotlib.colors import LinearSegmentedColormap  # noqa: PLC0415 -- an extra

    return LinearSegmentedColormap.from_list("stance", [AGAINST, "white", FOR])
