"""The issues of a graph, counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.edges import ISSUE, Edge, End
from kg.iris import slug
from kg.known import KnownIssue


@dataclass(frozen=True, slots=True)
class Count:
    """An issue with what is said of it.

    ``origin`` is ``codebook``, ``theme`` for a topic of the codebook, or ``proposed`` where no codebook has it.
    ``stances`` are those on it or about it, ``with_narrower`` those on what is narrower as well; ``supporters`` and
    ``opponents`` are holders that stated a side on the issue itself, ``stories`` and ``publishers`` who told of them.
    """

    id: str
    label: str
    origin: str
    stances: int
    with_narrower: int
    supporters: tuple[str, ...]
    opponents: tuple[str, ...]
    stories: int
    publishers: int


@dataclass(slots=True)
class _Tally:
    stances: set[str] = field(default_factory=set)
    sides: dict[int, dict[str, str]] = field(default_factory=lambda: {1: {}, -1: {}})
    stories: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    labels: dict[str, int] = field(default_factory=dict)

    def add(self, edge: Edge, end: End) -> None:
        self.stances.add(edge.id)
        self.labels[end.label] = self.labels.get(end.label, 0) + 1
        self.stories.add(edge.source.story or edge.source.id)
        if edge.source.publisher:
            self.publishers.add(edge.source.publisher)
        if end == edge.target and edge.sign and edge.stated:
            self.sides[edge.sign][edge.holder.id] = edge.holder.label


def census(edges: Iterable[Edge], known: Mapping[str, KnownIssue]) -> list[Count]:
    """Return the issues that stances are on or about, and what is broader than they; the most spoken of first.

    ``known`` are the issues of the codebook. Denied stances ("did not condemn") count as spoken of and take no side.
    """
    tallies: dict[str, _Tally] = {}
    for edge in edges:
        for end in (edge.target, *edge.about):
            if end.kind == ISSUE:
                tallies.setdefault(end.id.removeprefix(f"{ISSUE}/"), _Tally()).add(edge, end)
    codebook = {slug(issue.id): issue for issue in known.values()}
    below: dict[str, set[str]] = {}
    for name, tally in tallies.items():
        for above in broader(name, codebook):
            below.setdefault(above, set()).update(tally.stances)
    counts = [
        _count(name, tallies.get(name, _Tally()), codebook.get(name), below.get(name, set()))
        for name in {*tallies, *below}
    ]
    return sorted(counts, key=lambda count: (-count.with_narrower, -count.stances, count.label, count.id))


def broader(name: str, codebook: Mapping[str, KnownIssue]) -> set[str]:
    """Return all that is broader than an issue, by whatever number of steps."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        issue = codebook.get(waiting.pop())
        above = {slug(one) for one in issue.broader} - found if issue is not None else set()
        found |= above
        waiting += above
    return found - {name}


def _count(name: str, tally: _Tally, known: KnownIssue | None, below: set[str]) -> Count:
    labels = sorted(tally.labels, key=lambda label: (-tally.labels[label], label))
    return Count(
        id=name,
        label=known.label if known is not None else labels[0] if labels else name,
        origin="proposed" if known is None else "theme" if known.theme else "codebook",
        stances=len(tally.stances),
        with_narrower=len(tally.stances | below),
        supporters=tuple(sorted(tally.sides[1].values())),
        opponents=tuple(sorted(tally.sides[-1].values())),
        stories=len(tally.stories),
        publishers=len(tally.publishers),
    )
