"""How well two sets of clusters agree: MUC, B³ and CEAF-e, whose mean F1 is the CoNLL figure.

No scorer of these three that is kept up could be found on PyPI. Definitions: Vilain et al. 1995, Bagga and Baldwin
1998, Luo 2005, as put together by Pradhan et al., *Scoring Coreference Partitions of Predicted Mentions* (2014), whose
worked example the tests compute.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

Mention = Hashable
Cluster = frozenset[Mention]


@dataclass(slots=True)
class Counts:
    """Sums over documents: a share is what was right of what was asked."""

    right_gold: float = 0
    gold: float = 0
    right_said: float = 0
    said: float = 0

    def add(self, other: "Counts") -> None:
        """Take in the counts of another document."""
        self.right_gold += other.right_gold
        self.gold += other.gold
        self.right_said += other.right_said
        self.said += other.said

    @property
    def recall(self) -> float:
        """Of what is in the gold clusters, how much was found."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Of what was said, how much is right."""
        return self.right_said / self.said if self.said else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Agreement:
    """The three measures of one document or of many."""

    muc: Counts = field(default_factory=Counts)
    b3: Counts = field(default_factory=Counts)
    ceaf: Counts = field(default_factory=Counts)

    def add(self, gold: Collection[Cluster], said: Collection[Cluster]) -> None:
        """Take in a document."""
        self.muc.add(muc(gold, said))
        self.b3.add(b_cubed(gold, said))
        self.ceaf.add(ceaf_e(list(gold), list(said)))

    def join(self, other: "Agreement") -> None:
        """Take in what was counted elsewhere."""
        self.muc.add(other.muc)
        self.b3.add(other.b3)
        self.ceaf.add(other.ceaf)

    @property
    def conll(self) -> float:
        """The mean of the three F1, in percent."""
        return 100 * (self.muc.f1 + self.b3.f1 + self.ceaf.f1) / 3


def muc(gold: Iterable[Cluster], said: Iterable[Cluster]) -> Counts:
    """Count links: a cluster of n mentions has n - 1, and lacks one for every piece too many that it is cut into."""
    gold, said = list(gold), list(said)
    return Counts(
        sum(len(one) - _pieces(one, said) for one in gold),
        sum(len(one) - 1 for one in gold),
        sum(len(one) - _pieces(one, gold) for one in said),
        sum(len(one) - 1 for one in said),
    )


def _pieces(cluster: Cluster, others: Sequence[Cluster]) -> int:
    shares = [len(cluster & other) for other in others if cluster & other]
    return len(shares) + len(cluster) - sum(shares)


def b_cubed(gold: Iterable[Cluster], said: Iterable[Cluster]) -> Counts:
    """Count mentions, each by how much of its cluster stands together with it."""
    gold, said = list(gold), list(said)
    return Counts(_shared(gold, said), sum(map(len, gold)), _shared(said, gold), sum(map(len, said)))


def _shared(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> float:
    return sum(len(one & other) ** 2 / len(one) for one in clusters for other in others)


def ceaf_e(gold: Sequence[Cluster], said: Sequence[Cluster]) -> Counts:
    """Count clusters, each led to at most one of the other side so that they fit best altogether."""
    fit = np.array([[2 * len(one & other) / (len(one) + len(other)) for other in said] for one in gold])
    best = float(fit[linear_sum_assignment(fit, maximize=True)].sum()) if gold and said else 0.0
    return Counts(best, len(gold), best, len(said))
