"""Who has been spoken of so far: what a pronoun can look back to."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.actors.figures import Figure
from kg.extraction.text.words import Word

_RECENT = 40  # mentions: who was named longer ago than that is not what a pronoun means


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word that stands for somebody: the head of a name, a pronoun that is understood, a noun for people.

    ``figure`` is None for people without a name ("a detective", "fishermen"), until somebody asks for them.
    """

    word: Word
    figure: Figure | None
    gender: str | None = None
    plural: bool = False


class Memory:
    """Those spoken of, in the order of the text whatever the order in which they are understood."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._spoken: dict[int, Spoken] = {}
        self._times: Counter[Figure] = Counter()

    def add(self, spoken: Spoken) -> None:
        """Remember that somebody is spoken of; the first understanding of a word stands."""
        if spoken.word.i not in self._spoken:
            insort(self._places, spoken.word.i)
            self._spoken[spoken.word.i] = spoken
            if spoken.figure is not None:
                self._times[spoken.figure] += 1

    def before(self, i: int) -> Iterator[Spoken]:
        """Yield who is spoken of before a word, the nearest first, as far back as memory reaches."""
        at = bisect_left(self._places, i)
        for place in reversed(self._places[max(0, at - _RECENT) : at]):
            yield self._spoken[place]

    def behind(self, i: int) -> Iterator[Spoken]:
        """Yield who is spoken of behind a word, the nearest first, as far as memory reaches."""
        at = bisect_left(self._places, i + 1)
        for place in self._places[at : at + _RECENT]:
            yield self._spoken[place]

    def at(self, i: int) -> Spoken | None:
        """Who is spoken of at a word."""
        return self._spoken.get(i)

    def forget(self, i: int) -> None:
        """Forget who is spoken of at a word."""
        spoken = self._spoken.pop(i, None)
        if spoken is not None:
            del self._places[bisect_left(self._places, i)]
            if spoken.figure is not None:
                self._times[spoken.figure] -= 1

    def times(self, figure: Figure) -> int:
        """How often somebody is spoken of, all over the document."""
        return self._times[figure]
