"""A document as it was parsed: words with their grammar, sentences, paragraphs.

Words are plain objects in one row over the whole document, so that the rules of extraction can be
written without knowing which parser read it. Places count characters of the plain text (`Plain`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extraction.plain import Plain
from kg.paragraphs import paragraphs
from kg.records import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_ENDS_A_SENTENCE = frozenset(".!?…:;")
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]+(?:, [A-Z][\w.]+)?(?:, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)?\s*(?:\([^()]{2,40}\)\s*)?(?P<dash>—|–|--|-)\s+"
)
_CLOSES = frozenset("”’»\"')]")


class Word:
    """One word with its grammar: Penn tag, universal part of speech, universal dependency."""

    __slots__ = (
        "children", "dep", "end", "head", "i", "lemma", "lower", "named", "paragraph", "pos", "quote", "sentence", "start", "tag", "text",
    )  # fmt: skip

    def __init__(self, i: int, text: str, lemma: str, tag: str, pos: str, dep: str, start: int, named: str) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.lemma = lemma
        self.tag = tag
        self.pos = pos
        self.dep = dep
        self.start = start
        self.end = start + len(text)
        self.named = named  # what the parser takes it for: "PERSON", "ORG", "LOC", "NORP" or ""
        self.head: Word = self
        self.children: list[Word] = []
        self.sentence = 0
        self.paragraph = 0
        self.quote: int | None = None  # the innermost quotation it stands in, set by `quotations`

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}<{self.head.text}"

    @property
    def relation(self) -> str:
        """The dependency without its subtype: ``nsubj`` for ``nsubj:pass``."""
        return self.dep.partition(":")[0]

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
    """Words from ``first`` to ``last``, both included."""

    first: int
    last: int

    def __contains__(self, i: object) -> bool:
        return isinstance(i, int) and self.first <= i <= self.last

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass
class Reading:
    """A parsed document."""

    plain: Plain
    words: list[Word] = field(default_factory=list)
    sentences: list[Stretch] = field(default_factory=list)
    paragraphs: list[Stretch] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The plain text, which the words count in."""
        return self.plain.text

    def sentence(self, word: Word) -> Stretch:
        """The sentence of a word."""
        return self.sentences[word.sentence]

    def paragraph(self, word: Word) -> Stretch:
        """The paragraph of a word."""
        return self.paragraphs[word.paragraph]

    def paragraph_at(self, place: int) -> int:
        """The number of the paragraph that a place of the plain text stands in."""
        return max(
            0, bisect_right(self.paragraphs, place + 1, key=lambda paragraph: self.words[paragraph.first].start) - 1
        )

    def within(self, start: int, end: int) -> Stretch | None:
        """The words between two places of the plain text; None where there are none, or a paragraph ends between them."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        last = bisect_right(self.words, end, key=lambda word: word.end) - 1
        if first > last or self.words[first].paragraph != self.words[last].paragraph:
            return None
        return Stretch(first, last)

    def span(self, first: int, last: int) -> Span:
        """The original's span from word ``first`` to word ``last``, both included."""
        return self.plain.original(self.words[first].start, self.words[last].end)

    def says(self, first: int, last: int) -> str:
        """The plain text from word ``first`` to word ``last``, both included."""
        return self.text[self.words[first].start : self.words[last].end]


def read(nlp: "Language", texts: Iterable[str]) -> Iterator[Reading]:
    """Parse texts, paragraph by paragraph: the parser was taught on paragraphs and is best at them."""
    made = [Plain(text) for text in texts]
    spans = [list(_without_datelines(plain.text)) for plain in made]
    pieces = nlp.pipe(plain.text[start:end] for plain, found in zip(made, spans, strict=True) for start, end in found)
    for plain, found in zip(made, spans, strict=True):
        reading = Reading(plain)
        for (start, _), parsed in zip(found, pieces, strict=False):
            _append(reading, parsed, start)
        yield reading


def _without_datelines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a text; a dateline ("OSLO, May 3 (Agency) —") is one of its own."""
    for start, end in paragraphs(text):
        dateline = _DATELINE.match(text, start, end)
        if dateline is not None and dateline.end() < end:
            yield start, dateline.start("dash")
            start = dateline.end()
        yield start, end


def _append(reading: Reading, parsed: "Doc", offset: int) -> None:
    words = reading.words
    base = len(words)
    place = {}  # the parser's index of a word → ours; white space is a token to it, not to us
    for token in parsed:
        if token.is_space:
            continue
        place[token.i] = len(words)
        tag, pos, dep = token.tag_, token.pos_, token.dep_
        words.append(Word(len(words), token.text, token.lemma_, tag, pos, dep, offset + token.idx, token.ent_type_))
    if len(words) == base:
        return
    for token in parsed:
        if token.i not in place:
            continue
        word = words[place[token.i]]
        head = place.get(token.head.i)
        if head is not None and head != word.i:
            word.head = words[head]
            word.head.children.append(word)
        else:
            word.dep = "root"
    paragraph = len(reading.paragraphs)
    reading.paragraphs.append(Stretch(base, len(words) - 1))
    starts = [place[token.i] for token in parsed if token.i in place and token.is_sent_start]
    for first, last in _sentences(words, base, starts):
        for word in words[first : last + 1]:
            word.sentence = len(reading.sentences)
            word.paragraph = paragraph
        reading.sentences.append(Stretch(first, last))


def _sentences(words: list[Word], base: int, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last word of every sentence of the paragraph that begins at ``base``."""
    first = base
    for start in sorted(set(starts)):
        # The parser likes to cut names in two ("Wang | Yi"); printed sentences end in a stop.
        if start > first and _ended(words, first, start - 1):
            yield first, start - 1
            first = start
    yield first, len(words) - 1


def _ended(words: list[Word], first: int, last: int) -> bool:
    while last > first and words[last].text in _CLOSES:
        last -= 1
    return words[last].text[-1] in _ENDS_A_SENTENCE and words[last].lower not in {"no.", "nos.", "vs.", "v."}
