"""Persons by the first and the last of their names, so that a surname finds whom it means."""

from collections.abc import Iterator, Sequence
from itertools import islice

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.roster import Roster
from kg.extraction.actors.runs import Run
from kg.extraction.actors.titles import ADDRESS, bare, is_title, office_words
from kg.names import Alike, alike
from kg.names import parts as words_of

_SAME = frozenset({Alike.MIDDLE, Alike.INITIALS})
_MOST = 200  # namesakes that are compared: in no document do more people share a surname


class Namesakes:
    """The persons of a document by their names."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._by_name: dict[str, dict[Figure, None]] = {}

    def register(self, person: Figure) -> None:
        """Let a person be found by the first and the last of his names."""
        parts = [part for part in person.name.split() if len(part) > 1 and not part.endswith(".")]
        for part in {parts[0], parts[-1]} if parts else set():
            self.add(part, person)

    def add(self, name: str, person: Figure) -> None:
        """Let a person be found by a name, before all others of that name."""
        people = self._by_name.setdefault(name.casefold(), {})
        people.pop(person, None)
        people[person] = None

    def same_as(self, run: Run) -> Figure | None:
        """The only one whose name may be the same: "Joseph R. Biden Jr." and "Joseph Biden", "J. Biden"."""
        people = islice(self._by_name.get(_last(run.parts).casefold(), ()), _MOST)
        found = [
            person for person in people if alike(person.name, run.text) in _SAME or _has_all(person.name, run.text)
        ]
        return found[0] if len(found) == 1 else None

    def bearer(self, run: Run) -> Figure | None:
        """Whom a name of one word means: of those introduced the one with its title, or the most spoken of.

        None where nothing tells two of a name apart: who "Ms. Ruiz" is stays unknown then.
        """
        if len(run.parts) != 1:
            return None
        introduced = [person for person in self._of(run) if _is_before(person, run)]
        fitting = [person for person in introduced or self._of(run) if _fits(person, run)]
        if introduced and fitting:
            titles = {bare(title) for title in run.titles} - ADDRESS
            # "President Ruiz" is the one called so before; else the one most spoken of.
            told = {person: (len(titles & person.titles), len(person.mentions)) for person in fitting}
            best = max(fitting, key=told.__getitem__)
            alone = sum(told[person] == told[best] for person in fitting) == 1
            return best if alone else None
        return fitting[0] if len(fitting) == 1 else None

    def are_several(self, run: Run) -> bool:
        """Whether several bear a name of one word, so that it may mean any of them."""
        return len(self._by_name.get(run.text.casefold(), ())) > 1

    def _of(self, run: Run) -> Iterator[Figure]:
        """Yield those of that name, the latest first."""
        return islice(reversed(self._by_name.get(run.text.casefold(), {})), _MOST)

    def in_office(self, run: Run) -> str | None:
        """The known person who bore that title and surname on the day, though the document never says his full name."""
        roles = {bare(title) for title in run.titles if is_title(title)} - ADDRESS
        known, day = self.roster.known, self.roster.day
        if not roles or day is None or len(run.parts) != 1:
            return None
        holders = {
            person
            for person in known.by_surname(run.text)
            for office in known.offices_of(person, on=day)
            if roles & office_words(office.titles)
        }
        return holders.pop() if len(holders) == 1 else None


def _last(parts: Sequence[str]) -> str:
    return next((part for part in reversed(parts) if len(part) > 1 and not part.endswith(".")), parts[-1])


def _has_all(one: str, other: str) -> bool:
    """Whether a name of two words or more is part of the other: Ana Ruiz, Ana Ruiz López."""
    left, right = set(words_of(one)), set(words_of(other))
    return min(len(left), len(right)) > 1 and (left <= right or right <= left)


def _fits(person: Figure, run: Run) -> bool:
    return not (run.gender and person.gender and run.gender != person.gender)


def _is_before(person: Figure, run: Run) -> bool:
    return person.first is not None and person.first < run.words.first
