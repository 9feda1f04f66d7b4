"""How two are connected, with the sentences on the way."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

import networkx as nx

from kg.edges import End
from kg.errors import NetworkError, UnknownChoice
from kg.networks.names import find
from kg.networks.sentences import Sentence, sentence, strongest
from kg.networks.stances import Stance, end_of, stances

# How many steps more than its two halves a way over something may take.
_DETOUR = 4


@dataclass(frozen=True, slots=True)
class Step:
    """From one node to the next, with every sentence that joins them, the strongest first.

    ``direction`` is where the stances go: ``forward`` from ``source`` to ``target``, ``backward``, or ``both``,
    which a symmetric relation does alone. Each sentence has its own holder and target.
    """

    source: End
    target: End
    direction: Literal["forward", "backward", "both"]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one node to another that visits nobody twice."""

    ends: tuple[End, ...]
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        """Return the labels on the way.

        >>> str(Path((End("oslo", "Oslo", "state"), End("cork", "Cork", "state")), ()))
        'Oslo – Cork'
        """
        return " – ".join(end.label for end in self.ends)


def path(
    network: "nx.Graph[str]",
    a: str,
    b: str,
    *,
    n: int = 5,
    longest: int | None = None,
    directed: bool = False,
    sign: int | None = None,
    through: str | None = None,
    aliases: Mapping[str, str] | None = None,
) -> list[Path]:
    """Return how a and b are connected: up to ``n`` ways, the shortest first; none, where there is none.

    ``a`` and ``b`` are names as `find` reads them. Without ``longest`` all ways are as short as the shortest;
    with it, longer ones follow up to that many steps. Of equally long ways, the one comes first that takes
    the tie with more documents at the first step where they differ, then the one with the first label. Keep
    ``longest`` small: among many who all know each other, the ways grow with its power.

    A stance can be walked in both directions, since the question is who has to do with whom: two who oppose
    the same dam are two steps apart. ``directed`` walks only from holder to target (and both ways where the
    relation is symmetric). ``sign`` walks only stances of that sign. The length counts steps; no weight is
    added up, so that signs cannot mislead it.

    ``through`` is an issue or an actor that must be on the way, by name. The shortest ways over it may be no shortest
    ways at all; without ``longest`` up to four steps more than the two halves are tried, since the halves may meet elsewhere.

    Raises `UnknownNode` and `AmbiguousName` like `find`, and `NetworkError` where a and b are the same, where one of them is
    what the way must go through, and where there is no stance of that sign at all.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> [str(way) for way in path(talks, "oslo", "cork")], path(talks, "oslo", "cork", directed=True)
    (['oslo – cod – cork'], [])
    """
    if sign not in {None, -1, 0, 1}:
        raise UnknownChoice(str(sign), kind="sign", known=["-1", "0", "1"])
    start, goal = find(network, a, aliases=aliases), find(network, b, aliases=aliases)
    if start == goal:
        raise NetworkError(f"{a!r} and {b!r} are the same, {end_of(network, start).label}: name two.")
    ways = _Ways(network, directed=directed, sign=sign)
    if sign is not None and not ways:
        name = {1: "positive", -1: "negative", 0: "neutral"}[sign]
        raise NetworkError(
            f"there is no {name} stance in this network to go along: leave the sign out, or widen the selection."
        )
    if through is None:
        found = ways.between(start, goal, longest=longest)
    else:
        middle = find(network, through, aliases=aliases)
        if middle in {start, goal}:
            raise NetworkError(f"{through!r} is an end of the way: name something between {a!r} and {b!r}.")
        found = ways.over(start, middle, goal, longest=longest)
    return [ways.told(nodes) for nodes in islice(found, max(n, 0))]


class _Ways:
    """Who can be reached from whom, and in which order they are tried."""

    def __init__(self, network: "nx.Graph[str]", *, directed: bool, sign: int | None) -> None:
        self._network = network
        self._joined: defaultdict[tuple[str, str], list[Stance]] = defaultdict(list)
        after: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        documents: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
        for stance in stances(network):
            there, back = (stance.holder, stance.target), (stance.target, stance.holder)
            if there == back or sign not in {None, stance.sign}:
                continue
            for source, next_ in (there, back) if not directed or stance.symmetric else (there,):
                after[source].add(next_)
                self._before[next_].add(source)
            for pair in (there, back):
                self._joined[pair].append(stance)
                documents[pair].add(stance.document)
        self._after = {
            node: sorted(near, key=lambda one: (-len(documents[node, one]), end_of(network, one).label, one))
            for node, near in after.items()
        }

    def between(self, start: str, goal: str, *, longest: int | None) -> Iterator[tuple[str, ...]]:
        # from_where[k] are those from whom exactly k steps can lead to the goal, perhaps over somebody twice.
        from_where = [{goal}]
        seen = {goal}
        shortest: int | None = None
        while shortest is None or len(from_where) <= max(longest or 0, shortest):
            nearer = {source for node in from_where[-1] for source in self._before.get(node, ())} - {goal}
            if shortest is None and nearer <= seen:
                return  # nobody new: nothing else leads to the goal
            seen |= nearer
            from_where.append(nearer)
            if start in nearer:
                shortest = shortest or len(from_where) - 1
                yield from self._onward((start,), from_where[:-1])

    def __bool__(self) -> bool:
        return bool(self._joined)

    def over(self, start: str, middle: str, goal: str, *, longest: int | None) -> Iterator[tuple[str, ...]]:
        """Yield the ways from start to goal over the middle, the shortest first."""
        most = len({node for pair in self._joined for node in pair}) - 1
        before, after = (self._from_where(end, longest or most) for end in (middle, goal))
        first = next((steps for steps, nodes in enumerate(before) if start in nodes), None)
        second = next((steps for steps, nodes in enumerate(after) if middle in nodes), None)
        if first is None or second is None:
            return
        shortest: int | None = None
        for steps in range(first + second, (longest or min(first + second + _DETOUR, most)) + 1):
            for half in range(first, steps - second + 1):
                if half >= len(before) or steps - half >= len(after) or start not in before[half]:
                    continue
                for there in self._onward((start,), before[:half]):
                    for on in self._onward((middle,), after[: steps - half]):
                        if set(there).isdisjoint(on[1:]):
                            shortest = shortest or steps
                            yield (*there, *on[1:])
            if longest is None and shortest is not None:
                return

    def _from_where(self, goal: str, most: int) -> list[set[str]]:
        """Return from whom exactly 0, 1, … steps can lead to the goal, perhaps over somebody twice."""
        found, seen = [{goal}], {goal}
        while found[-1] and len(found) <= most:
            nearer = {source for node in found[-1] for source in self._before.get(node, ())} - {goal}
            if nearer <= seen and len(found) > len(seen) + _DETOUR:
                break
            seen |= nearer
            found.append(nearer)
        return found

    def _onward(self, so_far: tuple[str, ...], from_where: list[set[str]]) -> Iterator[tuple[str, ...]]:
        if not from_where:
            yield so_far
            return
        for node in self._after.get(so_far[-1], ()):
            # Whoever cannot lead to the goal in time is never visited, so that a hub costs its neighbours and no more.
            if node in from_where[-1] and node not in so_far:
                yield from self._onward((*so_far, node), from_where[:-1])

    def told(self, nodes: tuple[str, ...]) -> Path:
        ends = tuple(end_of(self._network, node) for node in nodes)
        return Path(ends, tuple(self._step(source, target) for source, target in pairwise(ends)))

    def _step(self, source: End, target: End) -> Step:
        joined = self._joined[source.id, target.id]
        both = any(stance.symmetric for stance in joined)
        forward = any(stance.holder == source.id for stance in joined)
        backward = any(stance.holder == target.id for stance in joined)
        found = (sentence(self._network, stance) for stance in joined)
        direction: Literal["forward", "backward", "both"] = "forward" if forward else "backward"
        return Step(source, target, "both" if both or (forward and backward) else direction, strongest(found))
