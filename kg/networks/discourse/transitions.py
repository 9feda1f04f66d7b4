"""Phases of a discourse: moments whose networks are alike, and when one phase gives way to another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import NetworkError
from kg.networks.discourse.clusters import numbered, partitions
from kg.networks.discourse.matrix import Cells, Matrix
from kg.networks.discourse.metrics import Distance, distances
from kg.networks.discourse.settings import Mode

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Phases:
    """``states`` has the phase of each moment, numbered as they first come; ``methods`` how well each method did.

    ``apart`` are the distances of the networks, shape moments × moments, and ``map`` places the moments on two dimensions such that they
    are as far apart, as well as may be (classical scaling).
    """

    moments: tuple[datetime, ...]
    states: tuple[int, ...]
    method: str
    modularity: float
    methods: tuple[tuple[str, int, float], ...]
    apart: Cells
    map: Cells

    @property
    def changes(self) -> list[tuple[datetime, int, int]]:
        """When one phase gives way to another: the first moment of the new one, the old and the new."""
        pairs = zip(self.moments[1:], self.states, self.states[1:], strict=False)
        return [(when, before, after) for when, before, after in pairs if before != after]

    def to_pandas(self) -> "pd.DataFrame":
        """Return a DataFrame, a row a moment: its phase and its place on the map."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame(
            {"phase": self.states, "x": self.map[:, 0], "y": self.map[:, 1]},
            index=pd.DatetimeIndex(self.moments, name="mid"),
        )


def phases(
    series: Sequence[Matrix],
    distance: Distance = "absdiff",
    methods: Collection[str] = (),
    *,
    number: int | None = None,
    most: int = 6,
    seed: int = 0,
    mode: Mode = "strict",
) -> Phases:
    """Return the phases of a series of networks with the same nodes: clusters of moments, the best by modularity.

    Moments are alike by 1 − distance / the greatest distance. ``methods`` are those of `kg.networks.discourse.clusters`. Source: Masuda and Holme,
    "Detecting sequences of system states in temporal networks" (2019). Raises `NetworkError` for fewer than three networks, or for
    a series that never changes.
    """
    if len(series) < 3:
        raise NetworkError(f"phases need a series of three networks or more, and there are {len(series)}")
    apart = distances(series, distance, mode=mode)
    if not apart.any():
        raise NetworkError("all networks of the series are the same: there is one phase")
    alike = 1 - apart / apart.max()
    found = partitions(alike, methods, clusters=number, most=most, seed=seed)
    if not found:
        raise NetworkError(f"no method finds {number} phases: ask for another number, or for none")
    method, partition, best = found[0]
    return Phases(
        moments=tuple(one.mid or one.start for one in series),
        states=tuple(map(int, numbered(partition))),
        method=method,
        modularity=best,
        methods=tuple((name, len(np.unique(part)), score) for name, part, score in found),
        apart=apart,
        map=classical_scaling(apart),
    )


def classical_scaling(apart: Cells, dimensions: int = 2) -> Cells:
    """Return points whose distances are nearly those given (Torgerson, 1952). Shape: points × dimensions.

    The sign of a dimension is such that its largest value is positive.
    """
    n = len(apart)
    centre = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-centre @ (apart**2) @ centre / 2)
    points = np.zeros((n, dimensions))
    for at in range(min(dimensions, n)):
        axis = vectors[:, -1 - at] * np.sqrt(max(values[-1 - at], 0.0))
        points[:, at] = axis * (np.sign(axis[np.abs(axis).argmax()]) or 1.0)
    return points
