"""Any measure in time: as a table, a row a day, week, month, quarter or year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

import networkx as nx

from kg.edges import Edge
from kg.errors import NetworkError, UnknownChoice
from kg.networks.intervals import Measure
from kg.networks.ranks import MEASURES, rank
from kg.networks.stances import Kind, end_of, stance_network
from kg.networks.summaries import FIGURES, summary
from kg.networks.weights import Kernel, Weighing, signed_weights

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["day", "week", "month", "quarter", "year"]
# Of whom nothing is said has no rank, but for certain no critic.
COUNTS = frozenset(
    {name for name in MEASURES if name.startswith(("in_", "out_"))}
    | {"degree", "strength", "supported", "criticised", "supporting", "criticising", "core", "brokerage"}
)
#: What pandas calls the units.
PERIODS: Mapping[str, str] = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
# How long a date must be to lie within one unit.
_PRECISE: Mapping[str, int] = {"day": 10, "week": 10, "month": 7, "quarter": 7, "year": 4}


@dataclass(frozen=True, slots=True)
class Frame:
    """The stances of a stretch of time, from ``since`` to ``until``, both days included, under the name of its last unit."""

    name: str
    since: str
    until: str
    edges: tuple[Edge, ...]


def frames(
    edges: Iterable[Edge], by: Unit = "month", *, width: int = 1, cumulative: bool = False, coarse: bool = True
) -> list[Frame]:
    """Return the stances in windows that move by one calendar unit, from the first to the last stance.

    A window is ``width`` units long and ends with the unit that it is called by (``2023-06``, ``2023-Q2``, ``2023``,
    ``2023-W25``, ``2023-06-20``); the first ones hold what there is so far. ``cumulative`` windows all begin with the first. Units without
    a stance are there too. Negated stances and those without a date are in none; one counts as of the first day that
    its date can mean, and with ``coarse=False`` not at all where that is not precise enough. Weeks are those of ISO 8601.

    >>> frames([], "week")
    []
    """
    if by not in PERIODS:
        raise UnknownChoice(by, kind="unit of time", known=list(get_args(Unit)))
    if width < 1:
        raise NetworkError(f"a window is one unit wide or more, not {width}.")
    import pandas as pd  # noqa: PLC0415 -- half a second

    dated: defaultdict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.first_day and not edge.negated and (coarse or len(edge.date or "") >= _PRECISE[by]):
            dated[pd.Period(edge.first_day, freq=PERIODS[by]).ordinal].append(edge)
    if not dated:
        return []
    found, first = [], min(dated)
    for number in range(first, max(dated) + 1):
        begin = first if cumulative else max(first, number - width + 1)
        start, end = (pd.Period(ordinal=one, freq=PERIODS[by]) for one in (begin, number))
        inside = tuple(edge for one in range(begin, number + 1) for edge in dated.get(one, ()))
        found.append(Frame(name_of(end, by), str(start.start_time.date()), str(end.end_time.date()), inside))
    return found


def series(
    edges: Iterable[Edge],
    measure: Measure | Iterable[str],
    by: Unit = "month",
    *,
    kind: Kind = "stances",
    width: int = 1,
    cumulative: bool = False,
    kernel: Kernel | None = None,
    bandwidth: float | None = None,
    weighing: Weighing | None = None,
    coarse: bool = True,
) -> "pd.DataFrame":
    """Return a measure in time as a table, a row for each window of `frames`.

    ``measure`` is one of `MEASURES`, with a column for each node, called by its label (and its id, where two have one label);
    one of `FIGURES` or several of them, a column each; or a function of a network that returns a number, in the column
    ``value``, or a mapping. A cell is NaN where there is nothing to measure: the PageRank of a node of which nothing was said, the
    balance of no triangles; its count is 0 (``degree``, ``strength``, ``criticised`` and the like).

    ``kernel`` and ``bandwidth`` (days) take all stances into every row, weighed by their distance from the middle of the
    unit: a smooth series, without the jumps of a window; the weights are those of `signed_weights`, so that the measure
    must be one that looks at weights. ``weighing`` weighs the stances of every window likewise. Raises `UnknownChoice`, and
    `NetworkError` where no stance has a date.

    >>> series([], "degree")
    Traceback (most recent call last):
        ...
    kg.errors.NetworkError: none of the 0 stances has a date: there is no time to measure in.
    """
    import pandas as pd  # noqa: PLC0415 -- half a second

    given = list(edges)
    smooth = kernel is not None or bandwidth is not None
    if smooth and (width != 1 or cumulative):
        raise NetworkError("a kernel takes in all stances: it has a bandwidth, and no width, and is never cumulative.")
    windows = frames(given, by, width=width, cumulative=cumulative, coarse=coarse)
    if not windows:
        raise NetworkError(f"none of the {len(given)} stances has a date: there is no time to measure in.")
    labels: dict[str, str] = {}
    rows = []
    for network in _networks(windows, kind, kernel, bandwidth, weighing):
        labels |= {node: end_of(network, node).label for node in network}
        rows.append(measured(network, measure))
    table = pd.DataFrame(rows, index=pd.Index([window.name for window in windows], name=by), dtype=float)
    if isinstance(measure, str) and measure in MEASURES:
        table = table.fillna(0.0) if measure in COUNTS else table
        twice = {label for label in labels.values() if list(labels.values()).count(label) > 1}
        table.columns = [
            f"{labels[node]} ({node})" if labels[node] in twice else labels[node] for node in table.columns
        ]
        table = table[sorted(table.columns)]
    return table


def measured(network: "nx.Graph[str]", measure: Measure | Iterable[str]) -> Mapping[str, float]:
    """Return what `series` says of one network."""
    if callable(measure):
        made = measure(network)  # type: ignore[arg-type]  # of a kernel it is a DiGraph
        return made if isinstance(made, Mapping) else {"value": float(made)}
    if isinstance(measure, str) and measure in MEASURES:
        heard = {node for node, degree in network.degree() if degree}
        name = measure
        return {row["id"]: float(row[name]) for row in rank(network, by=name) if row["id"] in heard} if heard else {}
    names = [measure] if isinstance(measure, str) else list(measure)
    for name in names:
        if name not in FIGURES:
            raise UnknownChoice(name, kind="measure", known=[*MEASURES, *FIGURES])
    return summary(network, names)


def _networks(
    windows: list[Frame], kind: Kind, kernel: Kernel | None, bandwidth: float | None, weighing: Weighing | None
) -> "Iterator[nx.Graph[str]]":
    if kernel is None and bandwidth is None:
        for window in windows:
            made = stance_network(window.edges, kind=kind)
            yield made if weighing is None else signed_weights(made, weighing)
        return
    rules = weighing or Weighing()
    every = stance_network((edge for window in windows for edge in window.edges), kind=kind)
    for window in windows:
        days = [date.fromisoformat(day).toordinal() for day in (window.since, window.until)]
        middle = date.fromordinal(sum(days) // 2).isoformat()
        yield signed_weights(every, replace(rules, half_life=None, kernel=kernel, bandwidth=bandwidth, at=middle))


def name_of(period: "pd.Period", by: str) -> str:
    """Return what a unit of time is called: ``2023-06``, ``2023-Q2``, ``2023``, ``2023-W25`` or ``2023-06-20``."""
    if by == "week":
        year, week, _ = period.start_time.isocalendar()
        return f"{year}-W{week:02}"
    return str(period).replace("Q", "-Q")
