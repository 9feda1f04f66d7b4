"""Which issues carry the structure of a discourse, and which could be left out.

Source: the backbone of Discourse Network Analyzer, the smallest loss of structure for a set of concepts that is kept.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from kg.errors import NetworkError, UnknownChoice
from kg.networks.discourse.cells import Counts, one_mode
from kg.networks.discourse.matrix import Cells
from kg.networks.discourse.metrics import loss, spectrum
from kg.networks.discourse.sample import Floats, Ints, Sample, sample
from kg.networks.discourse.settings import Settings
from kg.statements import StatementTable

_ALL = 20_000  # sets up to which every one is tried


@dataclass(frozen=True)
class Step:
    """One concept dropped: the loss of keeping those that are left, and that of keeping those dropped so far."""

    iteration: int
    concept: str
    loss: float
    loss_of_dropped: float
    statements: int


@dataclass(frozen=True)
class Backbone:
    """The concepts to keep, and the others, each with its loss, plain and penalised. ``exact`` says that every set was tried."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    loss: float
    loss_of_dropped: float
    penalised: float
    penalised_of_dropped: float
    exact: bool = False


def nested_backbone(table: StatementTable, settings: Settings | None = None, **fields: Any) -> list[Step]:
    """Drop concepts one after another, each time the one whose loss is least, until none is left.

    Of equal losses the last in the alphabet goes first; in mode dna all of them go in one round.
    """
    losses = _Losses(table, settings or Settings(**fields))
    left = list(losses.concepts)
    dropped: list[int] = []
    taken: list[Step] = []
    while left:
        found = [losses.of([*left[:at], *left[at + 1 :]]) for at in range(len(left))]
        least, round_ = min(found), list[int]()
        equal = [
            at
            for at, one in enumerate(found)
            if one == least or (losses.strict and math.isclose(one, least, abs_tol=1e-12))
        ]
        for at in reversed(equal[-1:] if losses.strict else equal):
            # Where several go in one round, each row has the statements that are left without it alone, as DNA counts.
            statements = losses.statements([*left[:at], *left[at + 1 :]]) + sum(
                losses.statements([one]) for one in round_
            )
            round_.append(left[at])
            dropped.append(left[at])
            taken.append(Step(len(taken) + 1, losses.label(left[at]), least, losses.of(dropped), statements))
            del left[at]
    return taken


def evaluated_backbone(
    table: StatementTable,
    kept: Collection[str],
    settings: Settings | None = None,
    *,
    penalty: float = 0.0,
    **fields: Any,
) -> Backbone:
    """Return the losses of a set of concepts that somebody chose. Raises `UnknownChoice` for one that is not there."""
    losses = _Losses(table, settings or Settings(**fields))
    return losses.backbone(losses.numbers(kept), penalty)


def fixed_backbone(
    table: StatementTable,
    size: int,
    settings: Settings | None = None,
    *,
    seed: int = 0,
    iterations: int = 10_000,
    **fields: Any,
) -> Backbone:
    """Return the best set of ``size`` concepts: of all, where these are few, else by simulated annealing with the seed."""
    losses = _Losses(table, settings or Settings(**fields))
    if not 1 <= size < len(losses.concepts):
        raise NetworkError(
            f"a backbone has from 1 to {len(losses.concepts) - 1} of the {len(losses.concepts)} concepts, and not {size}"
        )
    if math.comb(len(losses.concepts), size) <= _ALL:
        best = min(combinations(losses.concepts, size), key=losses.of)
        return replace(losses.backbone(best, 0.0), exact=True)
    return losses.backbone(_annealed(losses, size, 0.0, seed, iterations), 0.0)


def penalised_backbone(
    table: StatementTable,
    penalty: float,
    settings: Settings | None = None,
    *,
    seed: int = 0,
    iterations: int = 10_000,
    **fields: Any,
) -> Backbone:
    """Return the set of concepts with the least loss · exp(−p (C − |S|) / C): the higher p, the fewer concepts."""
    losses = _Losses(table, settings or Settings(**fields))
    n = len(losses.concepts)
    if n < 2:
        raise NetworkError("a backbone needs two concepts or more to choose from")
    if 1 << n <= _ALL:
        sets = (chosen for size in range(1, n) for chosen in combinations(losses.concepts, size))
        best = min(sets, key=lambda chosen: losses.penalised(chosen, penalty))
        return replace(losses.backbone(best, penalty), exact=True)
    return losses.backbone(_annealed(losses, None, penalty, seed, iterations), penalty)


class _Losses:
    """The losses of sets of concepts, each a list of numbers, computed once."""

    def __init__(self, table: StatementTable, asked: Settings) -> None:
        if asked.shape != "onemode":
            raise NetworkError("a backbone keeps the structure of a one-mode network: ask for one")
        self.strict = asked.strict
        self._asked = replace(asked, isolates=False)
        self._sample = _on_own_scale(sample(table, asked)) if not asked.strict else sample(table, asked)
        self._rows = np.unique(self._sample.row)
        self.concepts: list[int] = np.unique(self._sample.column).tolist()
        self._full = self._spectrum(self.concepts)
        self._known: dict[frozenset[int], float] = {}

    def label(self, concept: int) -> str:
        return self._sample.columns[concept]

    def numbers(self, labels: Collection[str]) -> list[int]:
        known = {self.label(concept): concept for concept in self.concepts}
        for label in labels:
            if label not in known:
                raise UnknownChoice(label, kind=f"{self._asked.columns} of these statements", known=list(known))
        return [concept for label, concept in known.items() if label in set(labels)]

    def of(self, chosen: Sequence[int]) -> float:
        """The distance of the network of some concepts from that of all, with the same nodes."""
        key = frozenset(chosen)
        if key not in self._known:
            self._known[key] = loss(self._full, self._spectrum(chosen), mode=self._asked.mode)
        return self._known[key]

    def penalised(self, chosen: Sequence[int], penalty: float) -> float:
        return self.of(chosen) * math.exp(-penalty * (len(self.concepts) - len(chosen)) / len(self.concepts))

    def statements(self, chosen: Sequence[int]) -> int:
        """How many statements there are on some concepts."""
        return int(np.isin(self._sample.column, chosen).sum())

    def backbone(self, chosen: Sequence[int], penalty: float) -> Backbone:
        others = [concept for concept in self.concepts if concept not in set(chosen)]
        return Backbone(
            tuple(self.label(concept) for concept in sorted(chosen)),
            tuple(self.label(concept) for concept in others),
            self.of(chosen),
            self.of(others),
            self.penalised(chosen, penalty),
            self.penalised(others, penalty),
        )

    def _spectrum(self, chosen: Sequence[int]) -> Floats:
        part = self._sample.part(np.isin(self._sample.column, np.asarray(chosen, dtype=np.int64)))
        return spectrum(self._weights(part), mode=self._asked.mode)

    def _weights(self, part: Sample) -> Cells:
        columns = np.unique(part.column)
        return one_mode(Counts.of(part, self._rows, columns), self._asked, self._sample.scale)


def _on_own_scale(chosen: Sample) -> Sample:
    """Return a sample whose levels are those of its own statements, as DNA takes them for a backbone."""
    if chosen.kind != "integer":
        return chosen
    used = np.unique(chosen.level)
    return replace(
        chosen,
        levels=chosen.levels[used],
        names=tuple(chosen.names[number] for number in used),
        level=np.searchsorted(used, chosen.level),
    )


def _annealed(losses: _Losses, size: int | None, penalty: float, seed: int, iterations: int) -> list[int]:
    """Return the best set that simulated annealing meets: it adds, removes and swaps, with a size swaps alone."""
    chance = np.random.default_rng(seed)
    everything = np.array(losses.concepts)
    here = sorted(chance.choice(everything, size or 1, replace=False).tolist())
    cost = losses.penalised(here, penalty)
    best, least = here, cost
    for step in range(1, iterations + 1):
        temperature = 1 - 1 / (1 + math.exp(5 - 12 * step / iterations))
        there = _moved(here, everything, size, chance)
        new = losses.penalised(there, penalty)
        if new < cost or chance.random() < math.exp(-(new - cost)) * temperature:
            here, cost = there, new
        if cost < least:
            best, least = here, cost
    return best


def _moved(here: list[int], everything: Ints, size: int | None, chance: np.random.Generator) -> list[int]:
    actions = ["swap"]
    if size is None:
        actions += ["add"] if len(here) < len(everything) - 1 else []
        actions += ["remove"] if len(here) > 1 else []
    action = actions[int(chance.integers(len(actions)))]
    inside, outside = set(here), [one for one in everything.tolist() if one not in set(here)]
    if action in {"remove", "swap"}:
        inside.discard(here[int(chance.integers(len(here)))])
    if action in {"add", "swap"}:
        inside.add(outside[int(chance.integers(len(outside)))])
    return sorted(inside)
