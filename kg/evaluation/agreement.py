"""Whether two people code alike: Krippendorff's alpha for sign, family and relation.

Source: Krippendorff, *Content Analysis: An Introduction to Its Methodology* (4th ed., 2019), chapter 12, nominal data;
the computation is that of Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011).
"""

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.stances import Position

_ROUNDS = 1000

#: What two coders said of one unit.
Pair = tuple[Hashable, Hashable]

_NOTHING = "–"  # what a coder says of a stance that only the other has found

FIELDS: Mapping[str, Callable[[Position], Hashable]] = {
    "sign": lambda one: one.sign,
    "family": lambda one: one.family,
    "relation": lambda one: one.relation,
    "voice": lambda one: one.voice,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha of a field, with 95 % of its bootstrap over documents; None where there is nothing to tell apart.

    ``units`` are the stances that both have found, or with ``alone`` those that either has: then it counts as a
    disagreement that one has found nothing.
    """

    field: str
    alone: bool
    units: int
    alpha: float | None
    low: float | None
    high: float | None


def alpha(pairs: Iterable[Pair]) -> float | None:
    """Krippendorff's alpha of two coders, nominal, without gaps: 1 is agreement, 0 what chance gives.

    None where all values are the same, or there are none: then nobody can tell agreement from habit.

    The example is Krippendorff's own (2011): two observers sort twelve articles into five kinds.
    >>> round(alpha(zip("aabbdcccedda", "babbbccceddd")), 3)
    0.692
    """
    return _alpha(Counter((one, other) for one, other in pairs))


def _alpha(pairs: Counter[Pair]) -> float | None:
    values: Counter[Hashable] = Counter()
    for (one, other), times in pairs.items():
        values[one] += times
        values[other] += times
    n = values.total()
    expected = n * n - sum(times * times for times in values.values())  # ordered pairs of unlike values
    if not expected:
        return None
    observed = 2 * sum(times for (one, other), times in pairs.items() if one != other)
    return 1 - (n - 1) * observed / expected


def agreement(
    first: Mapping[str, Sequence[Position]], second: Mapping[str, Sequence[Position]], *, seed: int = 0
) -> list[Agreement]:
    """The agreement of two coders on the documents that both have read, by the document's id.

    A unit is a stance: what both coders find in some of the same words, with the same holder and target. Where they
    find several there, those are paired that agree most.
    """
    documents = [_paired(theirs, second[each]) for each, theirs in first.items() if each in second]
    return [
        _of_field(name, documents, value, alone=alone, seed=seed)
        for alone in (False, True)
        for name, value in FIELDS.items()
    ]


Paired = Sequence[tuple[Position | None, Position | None]]


def _paired(first: Sequence[Position], second: Sequence[Position]) -> Paired:
    """The stances of two coders side by side, None beside those that only one of them has found."""
    likely = sorted(
        (-_likeness(one, other), i, j)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
        if one.may_be(other)
    )
    partner: dict[int, int] = {}
    for _, i, j in likely:
        if i not in partner and j not in partner.values():
            partner[i] = j
    alone = [(None, other) for j, other in enumerate(second) if j not in partner.values()]
    return [(one, second[partner[i]] if i in partner else None) for i, one in enumerate(first)] + alone


def _likeness(one: Position, other: Position) -> float:
    same = sum(value(one) == value(other) for value in FIELDS.values())
    shared = min(one.end, other.end) - max(one.start, other.start)
    return same + shared / (max(one.end, other.end) - min(one.start, other.start))


def _of_field(
    name: str, documents: Sequence[Paired], value: Callable[[Position], Hashable], *, alone: bool, seed: int
) -> Agreement:
    counted = [Counter(_values(pairs, value, alone=alone)) for pairs in documents]
    chance = random.Random(seed)  # noqa: S311 -- no secret hangs on it
    drawn = sorted(
        found
        for _ in range(_ROUNDS)
        if counted and (found := _alpha(_sum(chance.choices(counted, k=len(counted))))) is not None
    )
    low, high = (drawn[int(share * len(drawn))] for share in (0.025, 0.975)) if drawn else (None, None)
    whole = _sum(counted)
    return Agreement(name, alone, whole.total(), _alpha(whole), low, high)


def _values(pairs: Paired, value: Callable[[Position], Hashable], *, alone: bool) -> Iterator[Pair]:
    for one, other in pairs:
        if one is not None and other is not None:
            yield value(one), value(other)
        elif alone:
            yield _NOTHING if one is None else value(one), _NOTHING if other is None else value(other)


def _sum(counted: Iterable[Counter[Pair]]) -> Counter[Pair]:
    whole: Counter[Pair] = Counter()
    for each in counted:
        whole.update(each)
    return whole
