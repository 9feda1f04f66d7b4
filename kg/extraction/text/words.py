"""A word with its grammar, and a stretch of words.

Words are plain objects, so that the rules of extraction can be written without knowing which parser
read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PROPER = frozenset(("NNP", "NNPS"))


class Word:
    """One word: Penn tag, universal part of speech, universal dependency.

    ``start`` and ``end`` are places of the plain text; ``named`` is what the parser takes it for:
    "PERSON", "ORG", "LOC", "NORP" or "". ``relation`` is the dependency without its subtype, ``nsubj``
    for ``nsubj:pass``. ``quote`` is the number of the innermost quotation that it stands in.
    """

    __slots__ = (
        "children", "dep", "end", "head", "i", "lemma", "lower", "named", "paragraph", "pos", "quote", "relation",
        "sentence", "start", "tag", "text",
    )  # fmt: skip

    def __init__(  # noqa: PLR0917 -- made from rows of these, as often as there are words
        self, i: int, start: int, text: str, lower: str, lemma: str, tag: str, pos: str, dep: str, named: str
    ) -> None:
        self.i = i
        self.text = text
        self.lower = lower
        self.lemma = lemma
        self.tag = tag
        self.pos = pos
        self.dep = dep
        self.relation = dep.partition(":")[0]
        self.start = start
        self.end = start + len(text)
        self.named = named
        self.head: Word = self
        self.children: list[Word] | tuple[()] = ()  # two words of three never have any
        self.sentence = 0
        self.paragraph = 0
        self.quote: int | None = None

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}<{self.head.text}"

    @property
    def is_root(self) -> bool:
        """Whether it hangs on no other word."""
        return self.head is self

    @property
    def is_finite(self) -> bool:
        """Whether it is a verb that has a tense: "said", "will"."""
        return self.tag in _FINITE

    @property
    def is_proper(self) -> bool:
        """Whether it is tagged as part of a name."""
        return self.tag in _PROPER

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation: no letter and no digit."""
        return not any(char.isalnum() for char in self.text)

    @property
    def case(self) -> str:
        """The preposition that it comes with: "of", "by"; nothing where it comes alone."""
        mark = self.child("case")
        return mark.lower if mark is not None else ""

    def hang(self, head: "Word") -> None:
        """Put it under another word."""
        self.head = head
        if head.children:
            head.children.append(self)
        else:
            head.children = [self]

    def uproot(self) -> None:
        """Let it hang on no other word."""
        self.dep = self.relation = "root"

    def child(self, *relations: str) -> "Word | None":
        """The first child in one of the relations, subtype or not."""
        for child in self.children:
            if child.relation in relations or child.dep in relations:
                return child
        return None

    def subtree(self, *, without: frozenset[str] = frozenset()) -> list["Word"]:
        """This word and all below it, in order; branches in the relations of ``without`` are left out."""
        found = []
        waiting = [self]
        while waiting:
            word = waiting.pop()
            found.append(word)
            waiting.extend(
                child for child in word.children if child.relation not in without and child.dep not in without
            )
        return sorted(found, key=lambda word: word.i)

    def ancestors(self) -> Iterator["Word"]:
        """The heads above, nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words from ``first`` to ``last``, both included.

    >>> 3 in Stretch(2, 4), len(Stretch(2, 4))
    (True, 3)
    """

    first: int
    last: int

    def __contains__(self, i: object) -> bool:
        return isinstance(i, int) and self.first <= i <= self.last

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.first, self.last + 1))

    def __reversed__(self) -> Iterator[int]:
        return iter(range(self.last, self.first - 1, -1))
