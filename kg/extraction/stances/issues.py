"""What sides are taken on: the issues of a codebook, where a text speaks of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.text.inflection import singular
from kg.extraction.text.reading import Reading
from kg.extraction.text.tries import Trie, letters
from kg.extraction.text.words import Stretch
from kg.known import Known, KnownIssue

_AROUND = 60  # characters beside a label in which a phrase that means something else may stand


@dataclass(frozen=True, slots=True)
class Spoken:
    """An issue where it is spoken of."""

    issue: str
    words: Stretch


class Codebook:
    """Finds the issues of a codebook by their labels and patterns."""

    def __init__(self, known: Known) -> None:
        self._trie = Trie[str]()
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._not_in: dict[str, list[re.Pattern[str]]] = {}
        for issue in known.issues.values():
            self._add(issue)

    def _add(self, issue: KnownIssue) -> None:
        for label in (issue.label, *issue.labels):
            if letters(label):
                self._trie.add(_stems(label), issue.id)
        self._patterns += [(re.compile(pattern, re.IGNORECASE), issue.id) for pattern in issue.patterns]
        if issue.not_in:
            self._not_in[issue.id] = [re.compile(rf"\b{re.escape(phrase)}", re.IGNORECASE) for phrase in issue.not_in]

    def find(self, reading: Reading) -> list[Spoken]:
        """Return where issues are spoken of, in order; the longest label wins, and none stands inside another."""
        found = [spoken for paragraph in reading.paragraphs for spoken in self._by_label(reading, paragraph)]
        found += self._by_pattern(reading)
        return sorted(found, key=lambda spoken: (spoken.words.first, -spoken.words.last, spoken.issue))

    def _by_label(self, reading: Reading, paragraph: Stretch) -> Iterator[Spoken]:
        # "Taiwan’s independence" is Taiwan independence.
        words = [word for word in reading.inside(paragraph) if word.tag != "POS"]
        stems = [stem for word in words for stem in _stems(word.text)]
        places = [word.i for word in words for _ in _stems(word.text)]
        at = 0
        while at < len(stems):
            kept: list[Spoken] = []
            length = 1
            for longer, issues in self._trie.beginning(stems, at):
                stretch = Stretch(places[at], places[at + longer - 1])
                length = longer
                kept = [Spoken(issue, stretch) for issue in issues if not self._excluded(reading, issue, stretch)]
            yield from kept
            at += length if kept else 1

    def _by_pattern(self, reading: Reading) -> Iterator[Spoken]:
        for pattern, issue in self._patterns:
            for match in pattern.finditer(reading.text):
                stretch = reading.within(match.start(), match.end())
                if stretch is not None and not self._excluded(reading, issue, stretch):
                    yield Spoken(issue, stretch)

    def _excluded(self, reading: Reading, issue: str, stretch: Stretch) -> bool:
        """Whether the words belong to a phrase of ``not_in``."""
        start, end = reading.words[stretch.first].start, reading.words[stretch.last].end
        low, high = max(0, start - _AROUND), end + _AROUND
        return any(
            match.start() <= start and end <= match.end() + 1
            for pattern in self._not_in.get(issue, ())
            for match in pattern.finditer(reading.text, low, high)
        )


@lru_cache(maxsize=100_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(singular(part.casefold()) for part in letters(text))
