"""What documents add to the answers about all of them: how often which value stands beside whom, under which heading.

How many actors hold something on an issue is no number that a document could be counted in or out of: another document
may have the same holder. So the holders themselves are entries, each with how often, and how many there are is counted
when somebody asks.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from kg.store import nodes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

Entry = tuple[int, str, str | int, int]  # heading, owner, value and how often

_OWNER, _VALUE = 28, 29  # bits of a key of 63
_MANY = 4_000_000  # keys that are not yet counted: 40 MB


class Heading(IntEnum):
    """Under which entries stand: of whom, and what the values are. Where there is no value, only the sum counts."""

    APPEARS = 1  # actor or issue: documents
    ON = 2  # issue: stances on or about it
    ON_HOLDERS = 3
    ON_STORIES = 4
    ON_PUBLISHERS = 5
    ON_DAYS = 6
    FOR = 7  # issue: holders who stated a stance for it
    AGAINST = 8
    SIDED = 9  # issue: stated stances for and against it
    SIDED_DOCUMENTS = 10
    SIDED_STORIES = 11
    SIDED_PUBLISHERS = 12
    HELD = 13  # actor: stances
    MET = 14  # actor: stances towards it
    SAID = 15  # actor: attributions
    SAID_DIRECTLY = 16
    SAID_DOCUMENTS = 17
    SAID_STORIES = 18
    SAID_PUBLISHERS = 19
    BALANCE = 20  # issue: actors who stated a side, with how much oftener they were for it
    MONTH = 21  # month: stances
    MONTH_FOR = 22
    MONTH_AGAINST = 23
    MONTH_STORIES = 24
    MONTH_PUBLISHERS = 25


STORIES = {Heading.ON_STORIES, Heading.SIDED_STORIES, Heading.SAID_STORIES, Heading.MONTH_STORIES}
UNDATED = "unknown"


@dataclass(slots=True)
class Held:
    """Of a stance what is counted, with the IRIs of its ends; ``day`` is an ISO day, or None."""

    holder: str
    target: str
    about: tuple[str, ...]
    sign: int
    stated: bool
    day: str | None


@dataclass(slots=True)
class Document:
    """Of a document what is counted: who and what appears, who said something, and whether word for word."""

    name: str
    publisher: str | None
    appearing: set[str]
    stances: list[Held]
    said: list[tuple[str, bool]]


@dataclass
class Ledger:
    """Entries of many documents, a few bytes each. A story stands for its document until it is known."""

    _numbers: dict[str, int] = field(default_factory=lambda: {"": 0})
    _keys: "array[int]" = field(default_factory=lambda: array("q"))
    _times: "array[int]" = field(default_factory=lambda: array("q"))
    _counted: "list[tuple[Numbers, Numbers]]" = field(default_factory=list)  # keys in order, and how often each

    def add(self, document: Document) -> None:
        """Add a document."""
        # As `enter` does, but a call for each of fifteen entries a stance takes as long as the rest.
        numbers, key, many = self._numbers, self._keys.append, self._times.append
        for heading, owner, value, times in _entries(document):
            one = numbers.setdefault(owner, len(numbers))
            other = value if isinstance(value, int) else numbers.setdefault(value, len(numbers))
            key((heading << _OWNER | one) << _VALUE | other)
            many(times)
        if len(self._keys) > _MANY:
            self._count()

    def enter(self, heading: int, owner: str, value: str | int, times: int) -> None:
        """Add one entry."""
        number = value if isinstance(value, int) else self.number(value)
        self._keys.append((heading << _OWNER | self.number(owner)) << _VALUE | number)
        self._times.append(times)

    def update(self, other: "Ledger") -> None:
        """Add the entries of another."""
        for entry in other.entries({}):
            self.enter(*entry)

    def entries(self, stories: Mapping[str, str]) -> Iterator[Entry]:
        """Yield the entries in order, each once, with the stories of documents where they are known."""
        numbered = self.numbered(stories)
        names = list(self._numbers)
        for heading, owner, value, times in numbered:
            kept = value if heading == Heading.ON_DAYS else names[value]
            yield heading, names[owner], kept, times

    def numbered(self, stories: Mapping[str, str]) -> Iterator[tuple[int, int, int, int]]:
        """Return the entries as `entries` does, with the numbers of `names` for the names."""
        import numpy as np  # noqa: PLC0415 -- heavy, and most questions do without

        self._count()
        ((keys, times),) = self._counted
        told = {self.number(name): self.number(story) for name, story in stories.items() if name in self._numbers}
        if told:
            keys = keys.copy()
            story_of = np.arange(len(self._numbers), dtype=np.int64)
            story_of[list(told)] = list(told.values())
            about = np.isin(keys >> (_OWNER + _VALUE), [int(heading) for heading in STORIES])
            values = keys[about] & ((1 << _VALUE) - 1)
            keys[about] += story_of[values] - values
            keys, times = _summed([keys], [times])
        return _unpacked(keys, times)

    def names(self) -> Mapping[str, int]:
        """Return the number of every name that stands in an entry, and perhaps of some that do not."""
        return self._numbers

    def number(self, name: str) -> int:
        """Return the number of a name, which it gets where it has none."""
        return self._numbers.setdefault(name, len(self._numbers))

    def _count(self) -> None:
        import numpy as np  # noqa: PLC0415 -- as above

        keys, times = (np.frombuffer(numbers, dtype=np.int64) for numbers in (self._keys, self._times))
        before = self._counted or [(keys[:0], times[:0])]
        self._counted = [_summed([before[0][0], keys], [before[0][1], times])]
        self._keys, self._times = array("q"), array("q")


def _summed(some_keys: "list[Numbers]", some_times: "list[Numbers]") -> "tuple[Numbers, Numbers]":
    import numpy as np  # noqa: PLC0415 -- as above

    keys, times = np.concatenate(some_keys), np.concatenate(some_times)
    if not len(keys):
        return keys, times
    order = np.argsort(keys, kind="stable")
    keys, times = keys[order], times[order]
    firsts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    sums = np.add.reduceat(times, firsts)
    return keys[firsts][sums != 0], sums[sums != 0]


def _unpacked(keys: "Numbers", times: "Numbers") -> Iterator[tuple[int, int, int, int]]:
    for start in range(0, len(keys), 100_000):  # as objects they take ten times as much memory
        some = keys[start : start + 100_000]
        yield from zip(
            (some >> (_OWNER + _VALUE)).tolist(),
            (some >> _VALUE & ((1 << _OWNER) - 1)).tolist(),
            (some & ((1 << _VALUE) - 1)).tolist(),
            times[start : start + 100_000].tolist(),
            strict=True,
        )


def _entries(document: Document) -> Iterator[Entry]:
    """Yield the entries of a document; the same may come several times."""
    in_document: set[tuple[int, int, int, str]] = set()  # headings of documents, stories and publishers, with an owner
    for node in document.appearing:
        yield Heading.APPEARS, node, "", 1
    for stance in document.stances:
        yield from _of_stance(stance, in_document)
    for speaker, directly in document.said:
        yield Heading.SAID, speaker, "", 1
        if directly:
            yield Heading.SAID_DIRECTLY, speaker, "", 1
        in_document.add((Heading.SAID_DOCUMENTS, Heading.SAID_STORIES, Heading.SAID_PUBLISHERS, speaker))
    for documents, stories, publishers, owner in in_document:
        if documents:
            yield documents, owner, "", 1
        yield stories, owner, document.name, 1
        if document.publisher is not None:
            yield publishers, owner, document.publisher, 1


def _of_stance(stance: Held, in_document: set[tuple[int, int, int, str]]) -> Iterator[Entry]:
    yield Heading.HELD, stance.holder, "", 1
    sided = stance.stated and stance.sign != 0
    if not nodes.is_issue(stance.target):
        yield Heading.MET, stance.target, "", 1
    elif sided:
        yield Heading.FOR if stance.sign > 0 else Heading.AGAINST, stance.target, stance.holder, 1
        yield Heading.SIDED, stance.target, "", 1
        yield Heading.BALANCE, stance.target, stance.holder, stance.sign
        in_document.add((Heading.SIDED_DOCUMENTS, Heading.SIDED_STORIES, Heading.SIDED_PUBLISHERS, stance.target))
    for issue in filter(nodes.is_issue, {stance.target, *stance.about}):
        yield Heading.ON, issue, "", 1
        yield Heading.ON_HOLDERS, issue, stance.holder, 1
        if stance.day is not None:
            yield Heading.ON_DAYS, issue, date.fromisoformat(stance.day).toordinal(), 1
        in_document.add((0, Heading.ON_STORIES, Heading.ON_PUBLISHERS, issue))
    month = UNDATED if stance.day is None else stance.day[:7]
    yield Heading.MONTH, month, "", 1
    if stance.sign:
        yield Heading.MONTH_FOR if stance.sign > 0 else Heading.MONTH_AGAINST, month, "", 1
    in_document.add((0, Heading.MONTH_STORIES, Heading.MONTH_PUBLISHERS, month))
