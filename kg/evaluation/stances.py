"""Who stands where: stances found, against stances marked.

A stance that was found is right where it rests on some of the same words, holder and target are the same, and the
compared fields agree. Each stance that was marked takes the first such that no other has taken.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.evaluation.figures import Counts, Figure, figure
from kg.evaluation.names import alike
from kg.records import Record, Span
from kg.relations import RELATIONS, Family


@dataclass(frozen=True, slots=True)
class End:
    """A holder or a target: its id, the names that it goes by, and whether it is an issue."""

    id: str
    names: tuple[str, ...]
    is_issue: bool = False

    def is_like(self, other: "End") -> bool:
        """Whether both mean the same."""
        if self.is_issue != other.is_issue:
            return False
        return self.id == other.id or any(alike(one, another) for one in self.names for another in other.names)


@dataclass(frozen=True, slots=True)
class Position:
    """What is compared of a stance; it rests on the characters from ``start`` to ``end``."""

    holder: End
    target: End
    relation: str
    sign: int
    voice: str  # empty where nobody has marked it
    start: int
    end: int

    @property
    def family(self) -> Family:
        """The family of its relation."""
        return RELATIONS[self.relation].family

    def may_be(self, other: "Position") -> bool:
        """Whether both rest on some of the same words, and have the same ends."""
        meets = self.start < other.end and other.start < self.end
        return meets and self.holder.is_like(other.holder) and self.target.is_like(other.target)


@dataclass(frozen=True, slots=True)
class Level:
    """How exactly a stance has to be right: ``agrees`` is compared, and figures are told apart by ``part``."""

    name: str
    agrees: Callable[[Position], object]
    part: Callable[[Position], str]


#: Source of the first three: agreement on a scheme of relations is told for sign, family and relation.
LEVELS = (
    Level("holder + target + sign", lambda one: one.sign, lambda one: "−0+"[one.sign + 1]),
    Level("holder + target + family", lambda one: one.family, lambda one: one.family),
    Level("holder + target + relation", lambda one: one.relation, lambda one: one.relation),
    Level("with voice", lambda one: (one.relation, one.voice), lambda one: one.voice),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The figure of a level, and those of its parts: of every sign, family, relation, voice that occurs."""

    whole: Figure
    parts: Mapping[str, Figure] = field(default_factory=dict)


def of_record(record: Record) -> list[Position]:
    """The stances of a record, whose actors and issues go by their names and by every mention in the text."""
    actors = {each.id: End(each.id, _names(each.name, each.mentions)) for each in record.actors}
    issues = {each.id: End(each.id, _names(each.label, each.mentions), is_issue=True) for each in record.issues}
    return [
        Position(
            holder=actors[each.holder],
            target=actors[each.target.actor] if each.target.actor is not None else issues[each.target.id],
            relation=each.relation,
            sign=each.sign,
            voice=each.voice,
            start=each.evidence.start,
            end=each.evidence.end,
        )
        for each in record.stances
    ]


def _names(name: str, mentions: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name, *(mention.text for mention in mentions)]))


def stances(gold: Mapping[str, Sequence[Position]], predicted: Mapping[str, Sequence[Position]]) -> list[Measured]:
    """Figures of every level; each mapping is by the document's id, and a document that is not predicted is empty.

    The counts of a level's parts add up to those of the whole. Where nobody has marked voices, none are compared.
    """
    pairs = {each: _candidates(theirs, predicted.get(each, ())) for each, theirs in gold.items()}
    voiced = any(one.voice for theirs in gold.values() for one in theirs)
    return [_measured(level, gold, predicted, pairs) for level in (LEVELS if voiced else LEVELS[:-1])]


Candidates = Sequence[Sequence[int]]


def _candidates(gold: Sequence[Position], own: Sequence[Position]) -> Candidates:
    """For each stance that was marked, those found that may be the same."""
    return [[j for j, other in enumerate(own) if one.may_be(other)] for one in gold]


def _measured(
    level: Level,
    gold: Mapping[str, Sequence[Position]],
    predicted: Mapping[str, Sequence[Position]],
    pairs: Mapping[str, Candidates],
) -> Measured:
    right = {
        each: [theirs[i] for i, _ in _matched(level, theirs, predicted.get(each, ()), pairs[each])]
        for each, theirs in gold.items()
    }
    every = [(right[each], predicted.get(each, ()), theirs) for each, theirs in gold.items()]
    parts = {level.part(one) for _, own, theirs in every for one in (*own, *theirs)}
    return Measured(
        figure(level.name, [_counts(*sides) for sides in every]),
        {
            part: figure(
                level.name,
                [_counts(*([one for one in side if level.part(one) == part] for side in sides)) for sides in every],
            )
            for part in sorted(parts)
        },
    )


def _matched(
    level: Level, gold: Sequence[Position], own: Sequence[Position], pairs: Candidates
) -> Iterator[tuple[int, int]]:
    taken: set[int] = set()
    for i, one in enumerate(gold):
        for j in pairs[i]:
            if j not in taken and level.agrees(own[j]) == level.agrees(one):
                taken.add(j)
                yield i, j
                break


def _counts(right: Sequence[Position], own: Sequence[Position], gold: Sequence[Position]) -> Counts:
    return len(right), len(own), len(gold)
