"""Paragraphs with their attributions marked in place, as people write them.

    [S1 Ana Ruiz, a historian,] [C1 said] that [T1 the bridge was safe].

S is a source, C a cue, T a content; the number ties what belongs to one attribution. Marks nest, a span that
stands in two attributions has both marks (``[S1,S2 She]``), and a content in several pieces has its mark several
times. "¶" ends a paragraph inside a line. Empty lines and lines that begin with "#" are skipped.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_MARK = re.compile(r"\[(?P<marks>[SCT]\d+(?:,[SCT]\d+)*) |\]")
_ROLES = {"S": "source", "C": "cue", "T": "content"}

Span = tuple[int, int]


@dataclass
class Attribution:
    """Who, by which word, said what: spans of the text without its marks, each in the order of the text."""

    source: list[Span] = field(default_factory=list)
    cue: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)


@dataclass(frozen=True)
class Passage:
    """A text, and every attribution in it."""

    name: str
    text: str
    attributions: list[Attribution]


def read(path: Path) -> Iterator[Passage]:
    """Yield the passages of a file; raises `ValueError`, with file and line, for marks that do not close or open."""
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            name = f"{path.name}:{number}"
            text, attributions = parse(line.replace("¶", "\n"), name)
            yield Passage(name, text, attributions)


def parse(marked: str, name: str = "") -> tuple[str, list[Attribution]]:
    """Return a text without its marks, and what they said.

    >>> text, (said,) = parse("[S1 Oslo] [C1 said] [T1 no].")
    >>> text, [text[start:end] for start, end in said.content]
    ('Oslo said no.', ['no'])
    """
    text = ""
    at = 0
    opened: list[tuple[str, int]] = []
    found: dict[str, Attribution] = defaultdict(Attribution)
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark["marks"]:
            opened.append((mark["marks"], len(text)))
            continue
        if not opened:
            raise ValueError(f"{name}: a ] too many behind {text[-30:]!r}")
        marks, start = opened.pop()
        for one in marks.split(","):
            getattr(found[one[1:]], _ROLES[one[0]]).append((start, len(text)))
    text += marked[at:]
    if opened:
        raise ValueError(f"{name}: [{opened[-1][0]} is not closed")
    if "[" in text:
        raise ValueError(f"{name}: a [ that opens no mark")
    for number, attribution in found.items():
        if not attribution.content or not attribution.cue:
            raise ValueError(f"{name}: attribution {number} needs a cue and a content")
        for spans in (attribution.source, attribution.cue, attribution.content):
            spans.sort()
    return text, [found[number] for number in sorted(found, key=int)]
