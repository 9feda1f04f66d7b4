"""Figures in the order in which they are mentioned, for looking back from any word."""

from bisect import bisect_left
from collections.abc import Iterator

from kg.extraction.actors.figures import Figure

_RECENT = 40  # words of mentions: who was named longer ago than that is not what a pronoun means


class Mentions:
    """Words that mention somebody, in the order of the text, with whom they mention."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._figures: list[Figure] = []

    def add(self, place: int, figure: Figure) -> None:
        """Add a mention behind all others."""
        self._places.append(place)
        self._figures.append(figure)

    def __iter__(self) -> Iterator[tuple[int, Figure]]:
        return zip(self._places, self._figures, strict=True)

    def last_before(self, place: int) -> Figure | None:
        """Whoever is mentioned last before a word."""
        at = bisect_left(self._places, place)
        return self._figures[at - 1] if at else None

    def recent(self, place: int) -> Iterator[tuple[int, Figure]]:
        """Yield the mentions before a word, the nearest first, as far back as memory reaches."""
        at = bisect_left(self._places, place)
        for i in range(at - 1, max(0, at - _RECENT) - 1, -1):
            yield self._places[i], self._figures[i]
