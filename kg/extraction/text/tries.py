"""Many phrases looked for at once: a tree in which phrases that begin alike share their beginning."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

Value = TypeVar("Value")

_LETTERS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<=\b\w)\.")


class Trie(Generic[Value]):
    """Values under rows of keys, found wherever such a row begins.

    >>> trie = Trie[str]()
    >>> trie.add(["hong", "kong"], "city")
    >>> trie.add(["hong"], "name")
    >>> list(trie.beginning(["in", "hong", "kong"], 1))
    [(1, ['name']), (2, ['city'])]
    """

    def __init__(self) -> None:
        self.below: dict[str, Trie[Value]] = {}
        self.values: list[Value] = []

    def add(self, keys: Iterable[str], value: Value) -> None:
        """Put a value under a row of keys."""
        node = self
        for key in keys:
            node = node.below.setdefault(key, Trie())
        node.values.append(value)

    def beginning(self, keys: Sequence[str], at: int) -> Iterator[tuple[int, list[Value]]]:
        """Yield the length and the values of every row that begins at ``keys[at]``, the shortest first."""
        node = self.below.get(keys[at])
        length = 1
        while node is not None:
            if node.values:
                yield length, node.values
            node = node.below.get(keys[at + length]) if at + length < len(keys) else None
            length += 1


@lru_cache(maxsize=100_000)
def letters(word: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of a word; an abbreviation's dots are nothing.

    >>> letters("U.S.-led"), letters("South")
    (('US', 'led'), ('South',))
    """
    return tuple(_LETTERS.findall(_DOTTED.sub("", word)))
