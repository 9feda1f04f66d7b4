"""Actors in one column, issues in the other, in an order that lets few links cross."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.explorer.contents import Node
from kg.explorer.links import Link


def rows(nodes: Sequence[Node], made: Iterable[Link], *, sweeps: int = 12) -> dict[str, int]:
    """Return the row of every node in its column.

    Each sweep puts a column in the order of the mean row of those it is linked to (barycentres), weighed by
    statements. Who has no link to the other column comes last. Only the order counts: the page closes
    the gaps that filters leave.
    """
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    issues = {node.id for node in nodes if node.is_issue}
    for link in made:
        if (link.holder in issues) != (link.target in issues):
            weights[link.holder][link.target] += link.statements
            weights[link.target][link.holder] += link.statements
    columns = [
        sorted((node.id for node in nodes if node.is_issue is side), key=lambda name: (-_total(weights, name), name))
        for side in (True, False)
    ]
    place = {name: number for column in columns for number, name in enumerate(column)}
    for sweep in range(sweeps):
        column = columns[(sweep + 1) % 2]
        column.sort(key=lambda name: (_barycentre(weights, place, name), name))
        place.update((name, number) for number, name in enumerate(column))
    return place


def _total(weights: Mapping[str, Mapping[str, int]], name: str) -> int:
    return sum(weights[name].values())


def _barycentre(weights: Mapping[str, Mapping[str, int]], place: Mapping[str, int], name: str) -> float:
    linked = weights[name]
    if not linked:
        return float("inf")
    return sum(place[other] * weight for other, weight in linked.items()) / sum(linked.values())
