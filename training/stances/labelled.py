"""News with its stances labelled below each sentence, as people write them.

    ¶Sen. Dana Pruett lit into the governor on Monday over her plan to sell the port.
    <tab>Sen. Dana Pruett<tab>criticizes<tab>the governor
    <tab>Sen. Dana Pruett<tab>opposes?<tab>her plan to sell the port
    She called it “a gift to polluters.”
    <tab>She<tab>criticizes<tab>it

A sentence a line; ``¶`` begins a paragraph, an empty line ends an article. ``?`` says that no word names the stance, ``!``
before the relation that it is denied. ``-1:the governor`` are words of the sentence before, ``#2`` the second such words
of the sentence, ``^`` whoever speaks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.language.roles import Span
from kg.learning.sided import Sides, Stance
from kg.relations import RELATIONS

_ELSEWHERE = re.compile(r"(-?\d):(.*)")
_WHICH = re.compile(r"#(\d)$")


@dataclass
class _Sentence:
    line: int
    text: str
    start: int
    labels: list[tuple[int, list[str]]] = field(default_factory=list)


def read(path: Path) -> Iterator[Sides]:
    """Yield the articles of a file; raises `ValueError`, with file and line, for a label that does not fit."""
    article: list[_Sentence] = []
    text = ""
    for number, line in enumerate([*path.read_text("utf8").split("\n"), ""], 1):
        if line.startswith("#"):
            continue
        if not line.strip():
            if article:
                yield Sides(text, list(_stances(path, article)))
            article, text = [], ""
        elif line.startswith("\t"):
            if not article:
                raise ValueError(f"{path.name}:{number}: a label before any sentence")
            article[-1].labels.append((number, line[1:].split("\t")))
        else:
            text += "" if not text else "\n" if line.startswith("¶") else " "
            sentence = line.removeprefix("¶").strip()
            article.append(_Sentence(number, sentence, len(text)))
            text += sentence


def _stances(path: Path, article: list[_Sentence]) -> Iterator[Stance]:
    for at, sentence in enumerate(article):
        for line, cells in sentence.labels:
            try:
                holder, relation, target = cells
                if relation.startswith("!"):
                    continue  # what is denied is no side, and what it is instead nobody marked
                known = RELATIONS[relation.rstrip("?")]
                who = None if holder == "^" else _place(holder, article, at)
                whom = _place(target, article, at, beside=who)
            except (KeyError, ValueError, IndexError) as error:
                raise ValueError(f"{path.name}:{line}: {error}") from None
            if whom is not None:
                yield Stance(who, whom, known.sign, known.id, plain=not relation.endswith("?"))


def _place(words: str, article: list[_Sentence], at: int, beside: Span | None = None) -> Span | None:
    """Where words stand in the article; not inside those ``beside`` them, None where they stand nowhere else."""
    elsewhere = _ELSEWHERE.match(words)
    if elsewhere:
        at, words = at + int(elsewhere[1]), elsewhere[2]
    which = _WHICH.search(words)
    words = _WHICH.sub("", words)
    sentence = article[at]
    found = [each.start() for each in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", sentence.text)]
    found = found or [each.start() for each in re.finditer(re.escape(words), sentence.text)]
    if not found or not words:
        raise ValueError(f"{words!r} does not stand there")
    if which:
        found = found[int(which[1]) - 1 :] or found[-1:]
    spans = [(sentence.start + start, sentence.start + start + len(words)) for start in found]
    free = [span for span in spans if beside is None or span[0] >= beside[1] or beside[0] >= span[1]]
    return free[0] if free else None
