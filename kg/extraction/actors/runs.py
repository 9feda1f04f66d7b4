"""Runs of capitalized words: the names that nobody knew beforehand."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.actors.names import Named
from kg.extraction.actors.titles import bare, gender, in_title, is_title, of_organization
from kg.extraction.lexicon import nouns, particles
from kg.extraction.text.calendar import MONTHS, WEEKDAYS
from kg.extraction.text.marks import DASHES
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_JOINS = particles("joins a name")
_OF_AN_ORGANIZATION = frozenset({"of", "for", "on"})  # joins only names that begin like one: the Institute for …
_NEVER = frozenset({*WEEKDAYS, *MONTHS}) | nouns("no name")
_IN_LONG_TITLES = particles("goes on in a title")
_BEFORE_A_SENTENCE = DASHES | {"“", '"', "‘", ":"}
_OWNERS = frozenset({"people", "women", "men", "children"})
_NAMELY = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", "CD"})


@dataclass(slots=True)
class Run:
    """A name as it stands: its words without titles, the titles before it, and what the parser took it for."""

    words: Stretch
    text: str
    titles: tuple[str, ...]
    label: str  # "PERSON", "ORG", "LOC", "NORP" or ""

    @property
    def parts(self) -> list[str]:
        """The name's words."""
        return self.text.split()

    @property
    def gender(self) -> str | None:
        """What the titles say: "f", "m" or nothing."""
        return gender(self.titles)


def runs(reading: Reading, known: Sequence[Named]) -> Iterator[Run]:
    """Yield the names between the known ones, in order."""
    taken = {i for named in known for i in named.words}
    for sentence in reading.sentences:
        i = sentence.first
        while i <= sentence.last:
            if i in taken or not _opens(reading.words, i, sentence):
                i += 1
                continue
            last = _last(reading.words, i, sentence.last, taken)
            yield from _run(reading, i, last)
            i = last + 1


def _opens(words: Sequence[Word], i: int, sentence: Stretch) -> bool:
    word = words[i]
    if not word.text[0].isupper() or word.lower in _NEVER or word.tag == "PRP":
        return False
    if word.is_proper:
        return True
    # A capital inside a sentence is a name's, whatever the tagger says; at its start it may be anybody's.
    inside = i > sentence.first and words[i - 1].text not in _BEFORE_A_SENTENCE
    return inside and (bool(word.named) or is_title(word.text)) and word.tag not in {"DT", "IN", "PRP$", "WP"}


def _last(words: Sequence[Word], first: int, end: int, taken: set[int]) -> int:
    """The last word of the name that begins at ``first``."""
    last, i = first, first + 1
    while i <= end and i not in taken:
        word = words[i]
        if word.text[0].isupper() and (word.tag in _NAMELY or word.named) and word.lower not in _NEVER:
            last = i
        elif _goes_on_with_a_hyphen(words, i, end):  # Lee Cheuk-yan
            last = i = i + 1
        elif i == end or i + 1 in taken or not (_joins(words, first, i) or _owns(words, i)):
            break
        i += 1
    return last


def _goes_on_with_a_hyphen(words: Sequence[Word], i: int, end: int) -> bool:
    """Whether a hyphen with a small syllable behind it is part of a name, though they are words of their own."""
    if words[i].text != "-" or i == end or words[i + 1].text[0].isupper():
        return False
    close = words[i - 1].end == words[i].start and words[i].end == words[i + 1].start
    return close and words[i - 1].named == words[i + 1].named == "PERSON"


def _owns(words: Sequence[Word], i: int) -> bool:
    """Whether people own an organization in its name: the Harbour Workers' Union, the People's Party."""
    people = words[i - 1]
    many = people.tag in {"NNS", "NNPS"} or people.lower in _OWNERS or people.lower.endswith("ers")
    apostrophe = words[i].tag == "POS" or words[i].text in {"’", "'"}
    return many and apostrophe and words[i + 1].text[0].isupper() and of_organization([words[i + 1].text])


def _joins(words: Sequence[Word], first: int, i: int) -> bool:
    """Whether a small word goes on with the name: Ludwig van …, the Institute for …"""
    if words[i].lower not in _JOINS or not words[i + 1].text[0].isupper():
        return False
    return words[i].lower not in _OF_AN_ORGANIZATION or of_organization([words[first].text, words[i - 1].text])


def _run(reading: Reading, first: int, last: int) -> Iterator[Run]:
    words = reading.words
    start = _behind_titles(words, first, last)
    if start > last:
        return  # "President" alone names nobody
    name = Stretch(start, last)
    titles = tuple(word.text for word in words[first:start])
    labels = Counter(word.named for word in reading.inside(name) if word.named)
    label = labels.most_common(1)[0][0] if labels else ""
    yield Run(name, reading.says(name), titles, label)


def _behind_titles(words: Sequence[Word], first: int, last: int) -> int:
    """The first word behind "Foreign Minister" or "Mr."; ``first`` where no title stands."""
    end = first
    for i in range(first, last + 1):
        if is_title(words[i].text):
            end = i + 1
            while end <= last and bare(words[end].text) in _IN_LONG_TITLES:  # "Secretary of State"
                end += 1
        elif not in_title(words[i].text) and words[i].text != "-":  # "Secretary-General"
            break
    return end
