"""Who "both sides" are: the two states that a document has named most often so far."""

from bisect import bisect_left
from collections import Counter

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.roster import Roster
from kg.records import ActorKind


class Sides:
    """The two leading states of a document, as they change from mention to mention."""

    def __init__(self, roster: Roster) -> None:
        self._places: list[int] = []
        self._leading: list[list[Figure]] = []
        named: Counter[Figure] = Counter()
        debut: dict[Figure, int] = {}
        two: list[Figure] = []
        for i, body in roster.bodies:
            if body.kind is ActorKind.STATE:
                named[body] += 1
                debut.setdefault(body, i)
                two = sorted({*two, body}, key=lambda state: (-named[state], debut[state]))[:2]
                self._places.append(i)
                self._leading.append(two)

    def before(self, i: int) -> list[Figure]:
        """The two states before a word; nobody where only one has been named."""
        at = bisect_left(self._places, i)
        two = self._leading[at - 1] if at else []
        return two if len(two) == 2 else []
