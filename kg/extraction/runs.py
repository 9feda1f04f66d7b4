"""Runs of capitalized words: the names that nobody knew beforehand, and what they seem to be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.names import Named
from kg.extraction.reading import Reading, Stretch, Word
from kg.extraction.titles import FEMALE, MALE, bare, in_title, is_title, of_organization, of_place
from kg.records import ActorKind

_JOINS = frozenset(
    {
        "-",
        "of",
        "for",
        "on",
        "de",
        "del",
        "da",
        "van",
        "von",
        "der",
        "bin",
        "al",
        "el",
        "la",
        "le",
        "du",
        "dos",
        "ibn",
        "ul",
        "abu",
    }
)
_NEVER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december i god internet web english christmas easter ramadan".split()
)


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
        bared = {bare(title) for title in self.titles}
        return "f" if bared & FEMALE else "m" if bared & MALE else None


def runs(reading: Reading, known: Sequence[Named]) -> Iterator[Run]:
    """Yield the names between the known ones, in order."""
    taken = {i for named in known for i in range(named.words.first, named.words.last + 1)}
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
    if word.tag in {"NNP", "NNPS"}:
        return True
    # A capital inside a sentence is a name's, whatever the tagger says; at its start it may be anybody's.
    inside = i > sentence.first and words[i - 1].text not in {"“", '"', "‘", ":", "—", "–"}
    return inside and (bool(word.named) or is_title(word.text)) and word.tag not in {"DT", "IN", "PRP$", "WP"}


def _last(words: Sequence[Word], first: int, end: int, taken: set[int]) -> int:
    last = first
    i = first + 1
    while i <= end and i not in taken:
        word = words[i]
        proper = (
            word.text[0].isupper()
            and (word.tag in {"NNP", "NNPS", "NN", "NNS", "JJ", "CD"} or word.named)
            and word.lower not in _NEVER
        )
        if proper:
            last = i
        elif word.lower not in _JOINS or i + 1 > end or not words[i + 1].text[0].isupper() or i + 1 in taken:
            break
        elif word.lower in {"of", "for", "on"} and not of_organization([words[first].text, words[i - 1].text]):
            break
        i += 1
    return last


def _run(reading: Reading, first: int, last: int) -> Iterator[Run]:
    words = reading.words
    start = _behind_titles(words, first, last)
    if start > last:
        return  # "President" alone names nobody
    titles = tuple(words[i].text for i in range(first, start))
    labels = Counter(words[i].named for i in range(start, last + 1) if words[i].named)
    label = labels.most_common(1)[0][0] if labels else ""
    yield Run(Stretch(start, last), reading.says(start, last), titles, label)


def _behind_titles(words: Sequence[Word], first: int, last: int) -> int:
    """The first word behind "Foreign Minister" or "Mr."; behind nothing where no title stands."""
    end = first
    for i in range(first, last + 1):
        if is_title(words[i].text):
            end = i + 1
            # "Secretary of State": the title goes on.
            while end <= last and bare(words[end].text) in {
                "of",
                "for",
                "state",
                "defense",
                "defence",
                "the",
                "affairs",
                "and",
                "general",
                "treasury",
            }:
                end += 1
        elif not in_title(words[i].text):
            break
    return end


def classify(run: Run, votes: Counter[str]) -> ActorKind | None:
    """What a run names: a person, an organization, or nobody who can act.

    ``votes`` are the labels that the parser gave the same text all over the document.
    """
    parts = run.parts
    if any(is_title(title) for title in run.titles) and len(parts) <= 4 and not of_organization(parts):
        return ActorKind.PERSON
    if of_organization(parts):
        return ActorKind.ORGANIZATION
    if of_place(parts):
        return None
    label = votes.most_common(1)[0][0] if votes else run.label
    if label == "PERSON":
        return ActorKind.PERSON
    if label == "ORG":
        return ActorKind.ORGANIZATION
    return None
