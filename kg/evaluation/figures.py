"""Precision, recall and F1 over documents, with an interval."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

_ROUNDS = 1000

#: Of one document: how many are right, predicted, and in the gold.
Counts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its counts; shares are in percent, ``low`` to ``high`` holds 95 % of the bootstrapped F1.

    The bootstrap draws documents, since what stands in one document is alike.
    Source: Efron & Tibshirani, *An Introduction to the Bootstrap* (1993), percentile interval.
    """

    name: str
    right: int
    predicted: int
    gold: int
    low: float
    high: float

    @property
    def precision(self) -> float:
        """Of what was predicted, the share that is right."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Of what is in the gold, the share that was found."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _f1(self.right, self.predicted, self.gold)


def figure(name: str, counts: Sequence[Counts], *, seed: int = 0) -> Figure:
    """The figure over documents; the same for the same seed.

    >>> found = figure("names", [(1, 2, 2), (2, 2, 4)])
    >>> round(found.precision), round(found.recall), round(found.f1)
    (75, 50, 60)
    """
    chance = random.Random(seed)  # noqa: S311 -- no secret hangs on it
    drawn = sorted(_f1(*_sum(chance.choices(counts, k=len(counts)))) for _ in range(_ROUNDS)) if counts else [0.0]
    return Figure(name, *_sum(counts), low=drawn[int(0.025 * len(drawn))], high=drawn[int(0.975 * len(drawn))])


def _sum(counts: Sequence[Counts]) -> Counts:
    right, predicted, gold = (sum(each[i] for each in counts) for i in range(3))
    return right, predicted, gold


def _f1(right: int, predicted: int, gold: int) -> float:
    return 200 * right / (predicted + gold) if right else 0.0
