"""On how many of the issues that two share they agree."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.edges import End
from kg.networks.names import find
from kg.networks.stances import end_of, ends_of, is_issue, stances


@dataclass(frozen=True, slots=True)
class Agreement:
    """The issues that both took a side on, each in one of three lists, by label.

    ``mixed`` are those where one of the two, or both, have been on both sides.
    """

    one: End
    other: End
    agree: tuple[End, ...]
    disagree: tuple[End, ...]
    mixed: tuple[End, ...]

    @property
    def n(self) -> int:
        """How many issues they share: what ``len(agree)`` is out of."""
        return len(self.agree) + len(self.disagree) + len(self.mixed)

    def __str__(self) -> str:
        """Return the sum of it in words.

        >>> cod = End("issue/cod", "cod quotas", "issue")
        >>> str(Agreement(End("oslo", "Oslo", "state"), End("cork", "Cork", "state"), (cod,), (), ()))
        'Oslo and Cork agree on 1 of 1 shared issues: cod quotas'
        """
        parts = [f"{self.one.label} and {self.other.label} agree on {len(self.agree)} of {self.n} shared issues"]
        if self.agree:
            parts.append(f": {_listed(self.agree)}")
        if self.disagree:
            parts.append(f"; they are at odds on {_listed(self.disagree)}")
        if self.mixed:
            parts.append(f"; one of them has been on both sides of {_listed(self.mixed)}")
        return "".join(parts)


def agreement(network: "nx.Graph[str]", a: str, b: str, *, aliases: Mapping[str, str] | None = None) -> Agreement:
    """Return on which of the issues that both took a side on a and b agree, and on which not.

    ``a`` and ``b`` are names as `find` reads them. Sign 0 takes no side, and how often somebody said a thing
    does not matter. Who took no side shares no issue: ``n`` is then 0. With oneself, one agrees on everything
    that one has not been on both sides of. Raises `UnknownNode`, `AmbiguousName` and `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": 1})])
    >>> made = agreement(talks, "oslo", "cork")
    >>> len(made.agree), made.n
    (1, 1)
    """
    one, other = find(network, a, aliases=aliases), find(network, b, aliases=aliases)
    sides = _sides(network)
    return _agreement(network, one, other, sides)


def all_agreements(network: "nx.Graph[str]", *, at_least: int = 1) -> list[Agreement]:
    """Return the agreement of every two who share ``at_least`` so many issues: most shared first, then most in agreement.

    Then by label, each couple in the order of its labels. All else is as in `agreement`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> [str(one) for one in all_agreements(talks)]
    ['cork and oslo agree on 0 of 1 shared issues; they are at odds on cod']
    """
    sides = _sides(network)
    on: defaultdict[str, set[str]] = defaultdict(set)
    for actor, by_issue in sides.items():
        for issue in by_issue:
            on[issue].add(actor)
    couples = {couple for actors in on.values() for couple in combinations(sorted(actors), 2)}
    found = []
    for couple in couples:
        one, other = ends_of(network, couple)
        found.append(_agreement(network, one.id, other.id, sides))
    kept = [one for one in found if one.n >= at_least]
    return sorted(
        kept, key=lambda one: (-one.n, -len(one.agree), one.one.label, one.other.label, one.one.id, one.other.id)
    )


def _sides(network: "nx.Graph[str]") -> "defaultdict[str, defaultdict[str, set[int]]]":
    """{actor: {issue: the signs it has had}}"""
    sides: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for stance in stances(network):
        if stance.sign and is_issue(network, stance.target):
            sides[stance.holder][stance.target].add(stance.sign)
    return sides


def _agreement(
    network: "nx.Graph[str]", one: str, other: str, sides: Mapping[str, Mapping[str, set[int]]]
) -> Agreement:
    lists: dict[str, list[str]] = {"agree": [], "disagree": [], "mixed": []}
    for issue in sides[one].keys() & sides[other].keys():
        mine, theirs = sides[one][issue], sides[other][issue]
        kind = "mixed" if len(mine) + len(theirs) > 2 else "agree" if mine == theirs else "disagree"
        lists[kind].append(issue)
    named = {kind: ends_of(network, issues) for kind, issues in lists.items()}
    return Agreement(end_of(network, one), end_of(network, other), **named)


def _listed(issues: Iterable[End]) -> str:
    return ", ".join(issue.label for issue in issues)
