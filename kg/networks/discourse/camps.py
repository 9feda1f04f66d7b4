"""How far a discourse has two camps, or more: how well a partition parts those who agree from those who do not.

Source: Leifeld, "Discourse Network Analyzer" (polarization of the congruence and conflict networks of one set of statements).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import product
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kg.errors import NetworkError
from kg.networks.discourse.building import network
from kg.networks.discourse.calendar import Unit
from kg.networks.discourse.matrix import Cells, Matrix
from kg.networks.discourse.sample import Ints
from kg.networks.discourse.settings import Mode, Settings, one_of
from kg.networks.discourse.sliding import windows
from kg.networks.discourse.smoothing import Kernel, smoothed
from kg.statements import StatementTable

Search = Literal["local", "exact", "swaps"]
_EXACT = 16  # nodes up to which all partitions in two are tried: 32,767
_BETTER = 1e-12
_MANY = 64  # nodes from which on a search takes several steps at once


@dataclass(frozen=True)
class Polarization:
    """The best partition found: who is in which cluster, numbered by their first members.

    ``raw`` is half of the sum of deviations from perfect camps; ``score`` is 1 for perfect camps and 0 for a partition that is no better
    than chance, or in mode dna the deviations as a share of all weight. ``exact`` says that every partition was tried.
    """

    raw: float
    score: float
    clusters: Mapping[str, int]
    exact: bool = False
    start: datetime | None = None
    mid: datetime | None = None
    stop: datetime | None = None

    @property
    def camps(self) -> list[list[str]]:
        """The members of each cluster."""
        return [
            [name for name, cluster in self.clusters.items() if cluster == number]
            for number in sorted(set(self.clusters.values()))
        ]


class Camps:
    """Congruence and conflict of the same nodes, to score partitions against.

    In perfect camps all congruence is within and all conflict between them, each pair with the same. DNA expects less of each pair, and its
    search goes for the partition that deviates most.
    """

    def __init__(self, congruence: Cells, conflict: Cells, *, mode: Mode) -> None:
        self.congruence, self.conflict = congruence.astype(float), conflict.astype(float)
        self.size, self.strict = len(congruence), mode == "strict"
        self._chance: dict[float, float] = {}

    @cached_property
    def weight(self) -> tuple[float, float]:
        """The sums of the absolute cells of both."""
        return float(np.abs(self.congruence).sum()), float(np.abs(self.conflict).sum())

    def expected(self, sizes: "Sequence[int] | Ints") -> tuple[NDArray[np.float64], Cells]:
        """Return the congruence of a pair within each cluster, and the conflict of one between each two, of perfect camps.

        Shapes: clusters; clusters × clusters.
        """
        s = np.asarray(sizes, dtype=float)
        pairs = s * (s - 1)
        within, between = self._pairs(sizes)
        c, f = self.weight
        alike = np.full(len(s), c / within) if within else np.zeros(len(s))
        apart = np.full((len(s), len(s)), f / between) if between else np.zeros((len(s), len(s)))
        if not self.strict:
            alike = alike * (pairs / within if within else 0.0)
            apart = apart * (np.outer(s, s) / between if between else 0.0)
        return alike, apart

    def _pairs(self, sizes: "Sequence[int] | Ints") -> tuple[float, float]:
        """Return how many ordered pairs are within a cluster, and between two."""
        s = np.asarray(sizes, dtype=float)
        within = float((s * (s - 1)).sum())
        return within, self.size * (self.size - 1) - within

    def raw(self, partition: Ints, clusters: int | None = None) -> float:
        """Return half of the sum, over all ordered pairs, of what deviates from perfect camps."""
        sizes = np.bincount(partition, minlength=clusters or 0)
        alike, apart = self.expected(sizes)
        same = partition[:, None] == partition[None, :]
        congruence = np.abs(self.congruence - np.where(same, alike[partition][:, None], 0.0))
        conflict = np.abs(self.conflict - np.where(same, 0.0, apart[np.ix_(partition, partition)]))
        cells = congruence + conflict
        np.fill_diagonal(cells, 0.0)
        return float(cells.sum() / 2)

    def score(self, raw: float, sizes: "Sequence[int] | Ints") -> float:
        """Return a raw score as 1 − raw / what chance gives clusters of these sizes; in mode dna as a share of all weight.

        Chance is the mean over all ways to fill clusters of these sizes with the nodes: so a consensus is not polarized because one node
        is parted from it, which would leave nearly all congruence within.
        """
        if not self.strict:
            weight = sum(self.weight)
            return raw / weight if weight else 0.0
        within, between = self._pairs(sizes)
        if within not in self._chance:
            self._chance[within] = self._by_chance(within, between)
        return 1 - raw / self._chance[within] if self._chance[within] else 0.0

    def _by_chance(self, within: float, between: float) -> float:
        """Return the mean raw score of all ways to fill clusters with so many pairs within and between."""
        if not within + between:
            return 0.0
        (c, f), off = self.weight, ~np.eye(self.size, dtype=bool)
        alike, apart = c / within if within else 0.0, f / between if between else 0.0
        inside = np.abs(self.congruence[off] - alike).sum() + np.abs(self.conflict[off]).sum()
        across = np.abs(self.congruence[off]).sum() + np.abs(self.conflict[off] - apart).sum()
        return float(within * inside + between * across) / (within + between) / 2

    def worth(self, partition: Ints, clusters: int | None = None) -> float:
        """Return what a search makes great."""
        return self.score(self.raw(partition, clusters), np.bincount(partition, minlength=clusters or 0))


def quality(
    congruence: Cells, conflict: Cells, partition: Sequence[int], *, mode: Mode = "strict"
) -> tuple[float, float]:
    """Return the raw deviation and the polarization score of one partition. Shapes: nodes × nodes; nodes.

    >>> side = np.array([0, 0, 1, 1])
    >>> same = (side[:, None] == side[None, :]).astype(float)
    >>> quality(same - np.eye(4), 1 - same, side)
    (0.0, 1.0)
    """
    camps = Camps(congruence, conflict, mode=mode)
    numbers = np.unique(np.asarray(partition, dtype=np.int64), return_inverse=True)[1]
    if len(numbers) != camps.size:
        raise NetworkError(f"the partition has {len(numbers)} members, and the network {camps.size} nodes")
    raw = camps.raw(numbers)
    return raw, camps.score(raw, np.bincount(numbers))


def best_partition(
    congruence: Matrix,
    conflict: Matrix,
    *,
    clusters: int = 2,
    search: Search = "local",
    smallest: int = 1,
    restarts: int = 10,
    seed: int = 0,
    mode: Mode = "strict",
) -> Polarization:
    """Return the partition with the highest score that the search finds; the same seed finds the same.

    - ``local``: from random partitions, the best move of one node or swap of two until none is better. Up to 16 nodes in two
      clusters every partition is tried instead.
    - ``exact``: every partition in two; raises `NetworkError` beyond 16 nodes.
    - ``swaps``: as DNA's greedy search: from balanced partitions, swaps alone, so that the clusters stay of equal size.

    ``smallest`` is how many a cluster must have: 1 allows an outsider to be a camp of its own.
    """
    one_of(search, "search for a partition", get_args(Search))
    camps = Camps(congruence.weights, conflict.weights, mode=mode)
    n = camps.size
    if not 2 <= clusters <= max(n // smallest, 2):
        raise NetworkError(f"{n} nodes cannot be parted into {clusters} clusters of {smallest} or more")
    if n < clusters:
        return _named(camps, np.zeros(n, dtype=np.int64), congruence)
    if search == "exact" and (clusters != 2 or n > _EXACT):
        raise NetworkError(
            f"every partition is tried of up to {_EXACT} nodes, and into 2 clusters: choose search='local'"
        )
    if clusters == 2 and n <= _EXACT and search != "swaps":
        tried = (part for part in _all(n) if smallest <= part.sum() <= n - smallest)
        return _named(camps, max(tried, key=camps.worth), congruence, exact=True)
    chance = np.random.default_rng(seed)
    found = [
        _climbed(
            camps,
            chance.permutation(np.arange(n) % clusters),
            clusters,
            smallest=None if search == "swaps" else smallest,
        )
        for _ in range(max(restarts, 1))
    ]
    return _named(camps, max(found, key=camps.worth), congruence)


def polarization(
    table: StatementTable,
    settings: Settings | None = None,
    *,
    clusters: int = 2,
    search: Search = "local",
    smallest: int = 1,
    restarts: int = 10,
    seed: int = 0,
    **fields: Any,
) -> Polarization:
    """Return how polarized the discourse of some statements is, by its congruence and conflict, normalised by average activity."""
    asked = _both(settings, fields)
    alike, apart = (network(table, replace(asked, aggregation=way)) for way in ("congruence", "conflict"))
    return best_partition(
        alike, apart, clusters=clusters, search=search, smallest=smallest, restarts=restarts, seed=seed, mode=asked.mode
    )


def polarization_series(
    table: StatementTable,
    by: Unit | Literal["events"],
    width: int,
    settings: Settings | None = None,
    *,
    kernel: Kernel | None = None,
    indent: bool = False,
    clusters: int = 2,
    search: Search = "local",
    smallest: int = 1,
    restarts: int = 10,
    seed: int = 0,
    **fields: Any,
) -> list[Polarization]:
    """Return the polarization of each window, or of each moment with a kernel; 0 where there are fewer nodes than clusters.

    With a kernel, mode dna takes the network of subtract for congruence and for conflict, as DNA does.
    """
    asked = _both(settings, fields)
    ways: tuple[Literal["congruence", "conflict", "subtract"], ...] = ("congruence", "conflict")
    if kernel is not None:
        if by == "events":
            raise NetworkError(
                "a kernel needs a unit of time, and events have none: choose days, weeks, months or years"
            )
        ways = ways if asked.strict else ("subtract", "subtract")
        series = [smoothed(table, by, width, kernel, replace(asked, aggregation=way), indent=indent) for way in ways]
    else:
        series = [windows(table, by, width, replace(asked, aggregation=way)) for way in ways]
    how = {
        "mode": asked.mode,
        "clusters": clusters,
        "search": search,
        "smallest": smallest,
        "restarts": restarts,
        "seed": seed,
    }
    return [
        replace(_of_window(alike, apart, how), start=alike.start, mid=alike.mid, stop=alike.stop)
        for alike, apart in zip(*series, strict=True)
    ]


def _of_window(alike: Matrix, apart: Matrix, how: Mapping[str, Any]) -> Polarization:
    if len(alike.rows) < how["clusters"] * how["smallest"]:
        return Polarization(0.0, 0.0, dict.fromkeys(alike.rows, 0))
    return best_partition(alike, apart, **how)


def _both(settings: Settings | None, fields: Mapping[str, Any]) -> Settings:
    given = settings or Settings(**{"aggregation": "congruence", **fields})
    return replace(given, shape="onemode", aggregation="congruence", normalisation="average")


def _named(camps: Camps, partition: Ints, of: Matrix, *, exact: bool = False) -> Polarization:
    raw = camps.raw(partition)
    numbers: dict[int, int] = {}
    clusters = {name: numbers.setdefault(int(at), len(numbers)) for name, at in zip(of.rows, partition, strict=True)}
    return Polarization(raw, camps.score(raw, np.bincount(partition)), clusters, exact)


def _all(n: int) -> Iterator[Ints]:
    """Yield every partition in two, the first node in cluster 0."""
    for number in range(1, 1 << (n - 1)):
        yield np.array([0, *(number >> at & 1 for at in range(n - 1))], dtype=np.int64)


def _climbed(camps: Camps, partition: Ints, clusters: int, *, smallest: int | None) -> Ints:
    """Take the best move or swap until none is better; without ``smallest`` swaps alone."""
    here, score = partition.copy(), camps.worth(partition, clusters)
    while True:
        steps = list(_neighbours(camps, here, clusters, smallest))
        if camps.size > _MANY:
            steps += _strides(camps, here, clusters, smallest)
        best = max(steps, key=lambda step: step[0], default=None)
        if best is None or best[0] <= score + _BETTER * max(1.0, abs(score)):
            return here
        here, score = best[1], best[0]


def _strides(camps: Camps, here: Ints, clusters: int, smallest: int | None) -> Iterator[tuple[float, Ints]]:
    """Yield many moves, or swaps, at once: the nodes that gain most, half of a cluster of them, a quarter, and so on."""
    sizes = np.bincount(here, minlength=clusters)
    gains = _Gains(camps, here, sizes)
    for one, other in product(range(clusters), repeat=2):
        if one == other or (smallest is None and one > other):
            continue
        leaving, coming = gains.order(one, other), gains.order(other, one)
        count = min(len(leaving), len(coming)) // 2 if smallest is None else (len(leaving) - smallest) // 2
        while count > 1:
            moved = here.copy()
            moved[leaving[:count]] = other
            if smallest is None:
                moved[coming[:count]] = one
            yield camps.worth(moved, clusters), moved
            count //= 2


def _neighbours(camps: Camps, here: Ints, clusters: int, smallest: int | None) -> Iterator[tuple[float, Ints]]:
    """Yield the best swap and the best move between each two clusters, with the scores that they lead to."""
    sizes = np.bincount(here, minlength=clusters)
    gains = _Gains(camps, here, sizes)
    for one, other in product(range(clusters), repeat=2):
        if one < other:
            yield from gains.swap(one, other)
        if smallest is not None and one != other and sizes[one] > smallest:
            moved = sizes.copy()
            moved[[one, other]] += (-1, 1)
            yield from _Gains(camps, here, moved).move(one, other)


class _Gains:
    """How much a partition deviates under given sizes, and what each node adds by changing its cluster.

    The sizes decide what is expected; once they are given, the deviation is a sum over pairs, and the gain of all nodes a few
    products of matrices.
    """

    def __init__(self, camps: Camps, here: Ints, sizes: Ints) -> None:
        self._here, self._camps, self._sizes = here, camps, sizes
        k = len(sizes)
        alike, apart = camps.expected(sizes)
        c, f = camps.congruence, camps.conflict
        self._cost = {(a, a): np.abs(c - alike[a]) + np.abs(f) for a in range(k)}
        for a in range(k):
            for b in range(a + 1, k):
                self._cost[a, b] = self._cost[b, a] = np.abs(c) + np.abs(f - apart[a, b])
        for cost in self._cost.values():
            np.fill_diagonal(cost, 0.0)
        members = np.eye(k)[here]
        # What each node would add in each cluster, all others staying. Shape: nodes × clusters.
        self._adds = np.stack(
            [sum((self._cost[a, b] @ members[:, b] for b in range(k)), np.zeros(len(here))) for a in range(k)], axis=1
        )
        self._raw = float(self._adds[np.arange(len(here)), here].sum() / 2)
        # Of a deviation DNA's search wants much, and ours little.
        self._better = -1 if camps.strict else 1

    def order(self, one: int, other: int) -> Ints:
        """Return the nodes of a cluster, those first that gain most by going to another."""
        there = np.flatnonzero(self._here == one)
        gain = self._better * (self._adds[there, other] - self._adds[there, one])
        return there[np.argsort(-gain, kind="stable")]

    def move(self, one: int, other: int) -> Iterator[tuple[float, Ints]]:
        """Yield the best move from one cluster to another."""
        there = np.flatnonzero(self._here == one)
        if len(there):
            gain = self._adds[there, other] - self._adds[there, one]
            best = int((self._better * gain).argmax())
            moved = self._here.copy()
            moved[there[best]] = other
            yield self._camps.score(self._raw + float(gain[best]), self._sizes), moved

    def swap(self, one: int, other: int) -> Iterator[tuple[float, Ints]]:
        """Yield the best swap of two nodes of two clusters; the pair itself stays apart, and does not count."""
        left, right = np.flatnonzero(self._here == one), np.flatnonzero(self._here == other)
        if not len(left) or not len(right):
            return
        pair = np.ix_(left, right)
        gain = (self._adds[left, other] - self._adds[left, one])[:, None] + (
            self._adds[right, one] - self._adds[right, other]
        )
        gain = gain - (self._cost[other, other] + self._cost[one, one] - 2 * self._cost[one, other])[pair]
        best = np.unravel_index(int((self._better * gain).argmax()), gain.shape)
        swapped = self._here.copy()
        swapped[left[best[0]]], swapped[right[best[1]]] = other, one
        yield self._camps.score(self._raw + float(gain[best]), self._sizes), swapped
