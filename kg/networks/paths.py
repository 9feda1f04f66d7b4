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

    Raises `UnknownNode` and `AmbiguousName` like `find`, and `NetworkError` where a and b are the same.

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
    return [ways.told(nodes) for nodes in islice(ways.between(start, goal, longest=longest), max(n, 0))]


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
