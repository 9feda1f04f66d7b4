"""Links: the statements of one holder on one target with one sign, drawn as one line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from kg.explorer.contents import Statement


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the picture. A support and an opposition of the same pair are two links."""

    holder: str
    target: str
    sign: int
    statements: int
    strength: float  # the sum of their confidences

    @property
    def ends(self) -> tuple[str, str]:
        """Holder and target."""
        return self.holder, self.target


#: A piece of the network with fewer nodes than this comes last.
_SMALL = 4


def links(statements: Iterable[Statement]) -> list[Link]:
    """Bundle statements into links, in the order of holder, target and sign."""
    bundles: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for statement in statements:
        bundles[statement.holder, statement.target, statement.sign].append(statement.confidence)
    # Sorted before summing: floats add up differently in another order, and bytes must not.
    return [Link(*key, len(found), sum(sorted(found))) for key, found in sorted(bundles.items())]


def ranked(made: Sequence[Link]) -> list[Link]:
    """Sort links so that every beginning of the list is a fair picture of the whole.

    The rule of the backbone, which the page states:

    1. Each link gets a round: its place, by strength, among the links of the same sign at either of its
       ends, whichever is better. So the strongest support, the strongest opposition and the
       strongest neutral link of every node are in the first round, their second strongest in the second.
    2. Within a round the signs take turns in the proportion in which they occur in it, strongest first;
       between those that are as strong, a lot that is always the same decides.
    3. Who is linked to one or two others at most, and they to nobody else, comes after all of that: pairs and
       threes fill a picture and tell little of who stands where.

    The page goes down this list, filters applied, until the picture is full.
    """
    rounds = _rounds(made)
    by_round: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in sorted(made, key=_strongest_first):
        by_round[rounds[link], link.sign].append(link)
    turns = {
        link: (number, (place + 0.5) / len(group))
        for (number, _), group in by_round.items()
        for place, link in enumerate(group)
    }
    apart = _apart(made)
    return sorted(made, key=lambda link: (link.holder in apart, *turns[link], *_strongest_first(link)))


def backbone(order: Iterable[Link], *, nodes: int, most: int) -> list[Link]:
    """Take links from the top of a ranking: at most ``most`` of them, between at most ``nodes`` nodes."""
    inside: set[str] = set()
    taken: list[Link] = []
    for link in order:
        grown = inside.union(link.ends)
        if len(grown) <= nodes:
            inside = grown
            taken.append(link)
        if len(taken) == most:
            break
    return taken


def _strongest_first(link: Link) -> tuple[float, int, str, str, int]:
    # A meeting counts half: neutral links say little of where somebody stands.
    return (-link.strength * (1.0 if link.sign else 0.5), lot(link), link.holder, link.target, link.sign)


def lot(link: Link) -> int:
    """Return what decides between links that are as strong, and has nothing to do with the alphabet.

    In a roll call all links are as strong; the picture of one should not be of Afghanistan and Albania alone.
    """
    return crc32(f"{link.holder}\n{link.target}".encode())


def _apart(made: Sequence[Link]) -> set[str]:
    """Return the nodes of pieces so small that they come last; none, where all pieces are small."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for link in made:
        neighbours[link.holder].add(link.target)
        neighbours[link.target].add(link.holder)
    small: set[str] = set()
    seen: set[str] = set()
    for name in neighbours:
        if name in seen:
            continue
        piece, open_ = {name}, [name]
        while open_:
            fresh = neighbours[open_.pop()] - piece
            piece |= fresh
            open_ += fresh
        seen |= piece
        if len(piece) < _SMALL:
            small |= piece
    return small


def _rounds(made: Sequence[Link]) -> dict[Link, int]:
    at: dict[tuple[str, int], list[Link]] = defaultdict(list)
    for link in sorted(made, key=_strongest_first):
        for end in link.ends:
            at[end, link.sign].append(link)
    rounds: dict[Link, int] = {}
    for group in at.values():
        for place, link in enumerate(group):
            rounds[link] = min(place, rounds.get(link, place))
    return rounds
