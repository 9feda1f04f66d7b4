"""When a series changed, and which documents stand behind that."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, nan

import numpy as np

from kg.edges import Edge, Source
from kg.errors import NetworkError
from kg.networks.intervals import Measure
from kg.networks.names import find
from kg.networks.ranks import MEASURES
from kg.networks.stances import Kind, stance_network
from kg.networks.timelines import COUNTS, Frame, Unit, frames, measured


@dataclass(frozen=True, slots=True)
class Influence:
    """A document with what it adds to a measure in its window: the value less what it would be without it."""

    source: Source
    influence: float


@dataclass(frozen=True, slots=True)
class Break:
    """A change of level: from ``before`` to ``after``, means of the stretches on both sides, as of ``window``.

    ``documents`` are those of the window that move the measure in the direction of the change, the most influential first;
    ``ended`` are those of the window before that had moved it the other way: what no longer counts.
    """

    window: str
    since: str
    until: str
    before: float
    after: float
    documents: tuple[Influence, ...]
    ended: tuple[Influence, ...]


def change_points(values: Sequence[float], *, penalty: float | None = None, shortest: int = 2) -> list[int]:
    """Return where a series takes another level: the positions at which a new stretch begins.

    Of all ways to cut it into stretches of ``shortest`` values or more, the one is found that has the least Σ (value − mean of
    its stretch)² + penalty · cuts, exactly, in time that grows with the square of its length. Without a penalty it is
    3 · σ² · log n, where σ is the median of |differences of neighbours| / 0.954, the median distance of two normal values;
    where most neighbours are equal, so that this is 0, it is the root of half their mean square. NaN is no level: those
    values are skipped.

    Source: Jackson et al., "An algorithm for optimal partitioning of data on an interval" (2005), and Yao, "Estimating
    the number of change-points via Schwarz' criterion" (1988), for the penalty. Raises `NetworkError` where ``shortest``
    or the penalty is below what makes sense.

    >>> change_points([1, 1, 1, 1, 5, 5, 5, 5])
    [4]
    """
    if shortest < 1:
        raise NetworkError(f"a stretch has one value or more, not {shortest}.")
    if penalty is not None and penalty < 0:
        raise NetworkError(f"a penalty is 0 or more, not {penalty:g}: the higher, the fewer changes.")
    there = [place for place, value in enumerate(values) if not np.isnan(value)]
    known = np.array([values[place] for place in there], dtype=float)
    size = len(known)
    if size < 2 * shortest:
        return []
    price = _penalty(known) if penalty is None else penalty
    sums, squares = np.r_[0, np.cumsum(known)], np.r_[0, np.cumsum(known**2)]
    least = np.full(size + 1, np.inf)
    least[0] = -price
    came_from = np.zeros(size + 1, dtype=int)
    for end in range(shortest, size + 1):
        starts = np.arange(0, end - shortest + 1)
        lengths = end - starts
        spread = np.maximum(squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / lengths, 0)
        # Rounding must not cut what is level.
        costs = least[starts] + np.where(spread < 1e-9 * (1 + squares[end]), 0, spread) + price
        best = int(costs.argmin())
        least[end], came_from[end] = costs[best], starts[best]
    cuts, end = [], size
    while came_from[end] > 0:
        end = int(came_from[end])
        cuts.append(there[end])
    return sorted(cuts)


def breaks(
    edges: Iterable[Edge],
    measure: Measure,
    by: Unit = "month",
    *,
    node: str | None = None,
    kind: Kind = "stances",
    width: int = 1,
    cumulative: bool = False,
    penalty: float | None = None,
    shortest: int = 2,
    top: int = 5,
) -> list[Break]:
    """Return when a measure took another level, each with the documents that stand behind it, in the order of time.

    ``measure``, ``by``, ``kind``, ``width`` and ``cumulative`` are as in `series`; a measure of nodes needs a ``node``, a name as `find` reads
    it. Penalty and shortest are as in `change_points`. A document's influence on the window in which the new level
    begins is what the measure has there with it, less what it has without it. Raises `NetworkError` for a measure of
    nodes without one, and what `series` and `find` raise.

    >>> breaks([], "positive")
    []
    """
    given = list(edges)
    if isinstance(measure, str) and measure in MEASURES and node is None:
        raise NetworkError(f"{measure!r} has a value for every node: say whose is meant.")
    where = find(stance_network(given, kind=kind), node) if node is not None else None
    windows = frames(given, by, width=width, cumulative=cumulative)
    values = [_value(window.edges, measure, kind, where) for window in windows]
    cuts = change_points(values, penalty=penalty, shortest=shortest)
    found = []
    for cut, begin, end in zip(cuts, [0, *cuts], [*cuts[1:], len(values)], strict=False):
        before, after = float(np.nanmean(values[begin:cut])), float(np.nanmean(values[cut:end]))
        window, up = windows[cut], after > before
        documents = _behind(window, measure, kind, where, values[cut], up=up)[:top]
        ended = _behind(windows[cut - 1], measure, kind, where, values[cut - 1], up=not up)[:top]
        found.append(Break(window.name, window.since, window.until, before, after, tuple(documents), tuple(ended)))
    return found


def _penalty(known: "np.ndarray") -> float:
    steps = np.abs(np.diff(known))
    # Two normal values lie 0.954 standard deviations apart in the median. Changes of level are too few to move it. But of a
    # series that is mostly 0 the median says that there is no noise, and every single event would be a new level.
    noise = float(np.median(steps)) / 0.954 or float(np.sqrt(np.mean(steps**2) / 2))
    return 3 * noise**2 * log(len(known))


def _value(edges: Iterable[Edge], measure: Measure, kind: Kind, node: str | None) -> float:
    made = measured(stance_network(edges, kind=kind), measure)
    if node is not None:
        return made.get(node, 0.0 if measure in COUNTS else nan)
    return next(iter(made.values()), nan)


def _behind(
    window: Frame, measure: Measure, kind: Kind, node: str | None, value: float, *, up: bool
) -> list[Influence]:
    by_document: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in window.edges:
        by_document[edge.source.id].append(edge)
    found = []
    for document, own in by_document.items():
        rest = [edge for edge in window.edges if edge.source.id != document]
        without = _value(rest, measure, kind, node)
        # Where nothing is left to measure, all of the value is the document's.
        influence = value - (0.0 if np.isnan(without) else without)
        if influence > 0 if up else influence < 0:
            found.append(Influence(own[0].source, round(influence, 12)))
    return sorted(found, key=lambda one: (-abs(one.influence), one.source.id))
