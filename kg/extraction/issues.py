"""What sides are taken on: issues of the codebook where they are spoken of, and new ones from the text's own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.lexicon import singular
from kg.extraction.phrases import trimmed
from kg.extraction.reading import Reading, Stretch, Word
from kg.iris import slug
from kg.known import Known, KnownIssue

_CHUNK = re.compile(r"[^\W_]+")
_DROPPED_FIRST = frozenset(
    "the a an this that these those its his her their our my your any some such what all both each every another no other more".split()
)
_TOO_VAGUE = frozenset(
    "it this that them they thing things something anything nothing everything one ones way ways time times day days year years people person man men "
    "woman women part lot bit case fact point matter place move step steps decision part side sides end word words idea ideas issue issues question "
    "questions reason others other someone somebody anyone everyone who which what number country countries world nation story news comment comments "
    "remark remarks statement report reports problem problems effort efforts role kind sort example thought it today week month move moves situation "
    "topic subject call calls life everything him her us me you we he she i job work hand hands head eye eyes face door room house home money "
    "result results outcome measure measures letter letters complaint complaints application applications change changes answer answers request requests "
    "demand demands offer offers member members figure figures price prices place table power "
    "attention interest candidate candidates state states city town area areas group groups family families friend friends colleague colleagues".split()
)


TIME_WORDS = frozenset(
    "year years month months week weeks day days decade decades hour hours time monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december morning evening afternoon night weekend today yesterday".split()
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An issue where it is spoken of."""

    issue: str
    words: Stretch


class Codebook:
    """Finds the issues of a codebook by their labels and patterns."""

    def __init__(self, known: Known) -> None:
        self.issues = known.issues
        self._trie: dict[str, dict] = {}  # type: ignore[type-arg] -- a trie is a dict of itself
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        self._not_in: dict[str, list[re.Pattern[str]]] = {}
        for issue in known.issues.values():
            self._add(issue)

    def _add(self, issue: KnownIssue) -> None:
        for label in (issue.label, *issue.labels):
            node = self._trie
            for chunk in _CHUNK.findall(label):
                node = node.setdefault(_folded(chunk), {})
            node.setdefault("", []).append(issue.id)
        self._patterns += [(re.compile(pattern, re.IGNORECASE), issue.id) for pattern in issue.patterns]
        if issue.not_in:
            self._not_in[issue.id] = [re.compile(rf"\b{re.escape(phrase)}", re.IGNORECASE) for phrase in issue.not_in]

    def find(self, reading: Reading) -> list[Spoken]:
        """Return where issues are spoken of, in order; the longest label wins, and none stands inside another."""
        found: list[Spoken] = []
        for paragraph in reading.paragraphs:
            words = reading.words[paragraph.first : paragraph.last + 1]
            # "Taiwan’s independence" is Taiwan independence.
            chunks = [
                (_folded(chunk), word) for word in words if word.tag != "POS" for chunk in _CHUNK.findall(word.text)
            ]
            at = 0
            while at < len(chunks):
                length, issues = self._longest(chunks, at)
                stretch = Stretch(chunks[at][1].i, chunks[at + length - 1][1].i) if length else None
                kept = [issue for issue in issues if stretch and not self._excluded(reading, issue, stretch)]
                found += [Spoken(issue, stretch) for issue in kept if stretch]
                at += length if kept else 1
        found += self._by_pattern(reading)
        return sorted(found, key=lambda spoken: (spoken.words.first, -spoken.words.last, spoken.issue))

    def _longest(self, chunks: list[tuple[str, Word]], at: int) -> tuple[int, list[str]]:
        node = self._trie
        best: tuple[int, list[str]] = (0, [])
        for length, (folded, _) in enumerate(chunks[at:], 1):
            if folded not in node:
                break
            node = node[folded]
            if "" in node:
                best = (length, node[""])
        return best

    def _by_pattern(self, reading: Reading) -> Iterator[Spoken]:
        for pattern, issue in self._patterns:
            for match in pattern.finditer(reading.text):
                stretch = reading.within(match.start(), match.end())
                if stretch is not None and not self._excluded(reading, issue, stretch):
                    yield Spoken(issue, stretch)

    def _excluded(self, reading: Reading, issue: str, stretch: Stretch) -> bool:
        """Whether the words belong to a phrase that means something else."""
        excluding = self._not_in.get(issue)
        if not excluding:
            return False
        start, end = reading.words[stretch.first].start, reading.words[stretch.last].end
        around = reading.text[max(0, start - 60) : end + 60]
        offset = start - max(0, start - 60)
        return any(
            match.start() <= offset and offset + end - start <= match.end() + 1
            for pattern in excluding
            for match in pattern.finditer(around)
        )


def _folded(chunk: str) -> str:
    return singular(chunk.casefold())


def proposed(reading: Reading, stretch: Stretch) -> tuple[str, str, Stretch] | None:
    """Return id, label and words of a new issue in the text's own words; None where they say too little.

    The label is the noun phrase without its article, cut before a second clause.
    """
    words = reading.words
    first, last = stretch.first, stretch.last
    while first <= last and (
        words[first].lower in _DROPPED_FIRST or words[first].tag in {"PRP$", "CD", "POS", "''", "``"}
    ):
        first += 1
    for i in range(first, last + 1):
        word = words[i]
        if i > first and (
            word.text in {",", ";", ":", "—", "–", "(", "”", "“", '"'}
            or word.tag in {"WDT", "WP", "WRB", "VBD", "VBZ", "VBP", "MD"}
            or i - first >= 9
        ):
            last = i - 1
            break
    while last > first and (words[last].lower in TIME_WORDS or words[last].lower in {"last", "next", "earlier"}):
        last -= 1
    while last > first and (
        words[last].pos in {"ADP", "CCONJ", "DET", "SCONJ", "PUNCT", "PART"} or words[last].tag in {"PRP$", "TO"}
    ):
        last -= 1
    kept = trimmed(reading, first, last)
    if kept is None:
        return None
    nouns = [
        words[i] for i in range(kept.first, kept.last + 1) if words[i].pos in {"NOUN", "PROPN"} or words[i].tag == "VBG"
    ]
    if not nouns or all(singular(noun.lower) in _TOO_VAGUE or noun.lower in _TOO_VAGUE for noun in nouns):
        return None
    label = " ".join(reading.says(kept.first, kept.last).split())
    return slug(label), label, kept
