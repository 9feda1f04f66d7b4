"""How sure a figure is: what it would be, had other documents been printed.

The articles of a corpus are a sample of those that might have been written. A bootstrap draws as many documents as there are, with
replacement, measures again, and does so a few hundred times; an interval holds the middle of what came out. Stances of
one document stand and fall together, and so do all prints of one story, for they are not independent.

Source: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), for the intervals; Snijders and Borgatti, "Non-parametric
standard errors and tests for network statistics" (1999), for networks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import networkx as nx
import numpy as np

from kg.errors import NetworkError, UnknownChoice
from kg.networks.ranks import MEASURES, rank
from kg.networks.stances import Stance, stances
from kg.networks.summaries import FIGURES, summary

Measure = str | Callable[["nx.MultiDiGraph[str]"], Mapping[str, float] | float]
Unit = Literal["stories", "documents"]
Form = Literal["percentile", "basic"]

# What measures look at; the words of a stance need not be copied hundreds of times.
_NEEDED = ("sign", "relation", "confidence", "date", "first_day", "publisher", "intensity", "about")


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its interval; ``error`` is its standard error, ``samples`` in how many resamples it existed.

    The ends are NaN where it did in none.
    """

    value: float
    low: float
    high: float
    error: float
    samples: int


def bootstrap(
    network: "nx.MultiDiGraph[str]",
    measure: Measure,
    *,
    unit: Unit = "stories",
    samples: int = 200,
    level: float = 0.95,
    form: Form = "percentile",
    seed: int = 0,
) -> dict[str, Interval]:
    """Return a measure with its bootstrap interval, for every node (or every figure) that it has.

    ``measure`` is one of `MEASURES`, by node; one of `FIGURES`; or a function of a stance network that returns a number,
    here under ``"value"``, or a mapping. Documents are drawn by ``unit``: whole stories, or documents one by one. A document that is
    drawn twice counts twice: as a story of its own, but not as another publisher. All nodes stay, if only isolated, so
    that a node that nobody wrote of in a resample has there what an isolated node has.

    ``form`` is ``"percentile"``, the quantiles of what came out, or ``"basic"``, 2 · value − these, mirrored. What counts
    distinct others (``degree``) can only shrink in a resample, so that its percentile interval lies below the value: take
    ``"basic"`` for it, or ``strength``. Sums, and shares of them, are well covered by both with some thirty documents; with
    fewer no bootstrap is to be trusted. The same ``seed`` gives the same interval.

    Raises `UnknownChoice`, and `NetworkError` for a level outside of 0 to 1, no samples, or no stance to draw from.

    >>> talks = nx.MultiDiGraph()
    >>> for n in range(40):
    ...     _ = talks.add_edge("oslo", "cork", sign=1 if n % 4 else -1, document=f"d{n}")
    >>> made = bootstrap(talks, "criticised")["cork"]
    >>> made.value, made.low < 10 < made.high
    (10.0, True)
    """
    if unit not in {"stories", "documents"}:
        raise UnknownChoice(unit, kind="unit to draw", known=["stories", "documents"])
    if form not in {"percentile", "basic"}:
        raise UnknownChoice(form, kind="form of an interval", known=["percentile", "basic"])
    if not 0 < level < 1:
        raise NetworkError(f"a level is a share between 0 and 1, such as 0.95, not {level:g}.")
    if samples < 1:
        raise NetworkError(f"a bootstrap needs samples: 200 are usual, {samples} are none.")
    measured = _measure(measure)
    values = measured(network)
    drawn: defaultdict[str, list[float]] = defaultdict(list)
    for resampled in resamples(network, unit=unit, samples=samples, seed=seed):
        for name, value in measured(resampled).items():
            if name in values and not np.isnan(value):
                drawn[name].append(value)
    return {name: _interval(value, drawn[name], level, form) for name, value in values.items()}


def resamples(
    network: "nx.MultiDiGraph[str]", *, unit: Unit = "stories", samples: int = 200, seed: int = 0
) -> "Iterator[nx.MultiDiGraph[str]]":
    """Yield networks of as many documents as this one has, drawn with replacement.

    Their edges have what measures need, and no words. Raises `NetworkError` where there is no stance.
    """
    said: defaultdict[object, list[Stance]] = defaultdict(list)
    for stance in stances(network):
        said[stance.story if unit == "stories" else stance.document].append(stance)
    if not said:
        raise NetworkError("there is no stance to draw from: this network is empty, so widen the selection.")
    units = [said[key] for key in sorted(said, key=str)]
    chance = np.random.default_rng(seed)
    for _ in range(samples):
        often = np.bincount(chance.integers(0, len(units), len(units)), minlength=len(units))
        yield _network(network, units, often.tolist())


def rank_with_intervals(
    network: "nx.MultiDiGraph[str]",
    *,
    by: str = "degree",
    only: Literal["actors", "issues"] | None = None,
    top: int | None = None,
    samples: int = 200,
    level: float = 0.95,
    form: Form = "percentile",
    unit: Unit = "stories",
    seed: int = 0,
) -> list[dict[str, Any]]:
    """Return the rows of `rank` by one measure, with ``low`` and ``high`` of its value, and of its rank.

    ``rank_low`` and ``rank_high`` are the best and the worst rank, by the same quantiles: two whose ranks overlap widely
    cannot be told apart by these documents. See `bootstrap` for the rest.

    >>> talks = nx.MultiDiGraph([("oslo", "cork", {"sign": 1}), ("bonn", "cork", {"sign": 1})])
    >>> [row["label"] for row in rank_with_intervals(talks, by="supported", samples=20)][0]
    'cork'
    """
    rows = rank(network, by=by, only=only, top=top)
    intervals = bootstrap(network, by, samples=samples, level=level, form=form, unit=unit, seed=seed)
    places = bootstrap(
        network,
        lambda one: {row["id"]: float(row["rank"]) for row in rank(one, by=by, only=only)},
        samples=samples,
        level=level,
        unit=unit,
        seed=seed,
    )
    return [
        {
            **{name: row[name] for name in ("rank", "label", "kind", "id", by)},
            "low": _short(intervals[row["id"]].low),
            "high": _short(intervals[row["id"]].high),
            "rank_low": round(places[row["id"]].low),
            "rank_high": round(places[row["id"]].high),
        }
        for row in rows
    ]


def _measure(measure: Measure) -> "Callable[[nx.MultiDiGraph[str]], Mapping[str, float]]":
    if isinstance(measure, str):
        name = measure
        if name in MEASURES:
            return lambda network: {row["id"]: float(row[name]) for row in rank(network, by=name)}
        if name in FIGURES:
            return lambda network: summary(network, name)
        raise UnknownChoice(name, kind="measure", known=[*MEASURES, *FIGURES])
    function = measure

    def measured(network: "nx.MultiDiGraph[str]") -> Mapping[str, float]:
        made = function(network)
        return made if isinstance(made, Mapping) else {"value": float(made)}

    return measured


def _network(network: "nx.MultiDiGraph[str]", units: list[list[Stance]], often: list[int]) -> "nx.MultiDiGraph[str]":
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_nodes_from(network.nodes(data=True))
    for said, times in zip(units, often, strict=True):
        for copy in range(times):
            for stance in said:
                known = {name: stance.attributes[name] for name in _NEEDED if name in stance.attributes}
                # A copy is another document, or drawing it twice would change nothing.
                known |= {"document": (stance.document, copy), "story": (stance.story, copy)}
                made.add_edge(stance.holder, stance.target, (stance.key, copy), **known)
    return made


def _interval(value: float, drawn: list[float], level: float, form: Form) -> Interval:
    if not drawn:
        nothing = float("nan")
        return Interval(value, nothing, nothing, nothing, 0)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]).tolist()
    if form == "basic":
        low, high = 2 * value - high, 2 * value - low
    error = float(np.std(drawn, ddof=1)) if len(drawn) > 1 else float("nan")
    return Interval(value, low, high, error, len(drawn))


def _short(value: float) -> float:
    return round(value, 12)
