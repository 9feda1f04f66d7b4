"""Known names in a text: a trie over words, longest match first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.extraction.reading import Reading, Stretch, Word
from kg.known import Known, NameUse

_CHUNK = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<=\b\w)\.")


@dataclass(frozen=True, slots=True)
class Named:
    """A known name where it stands: the words, whom it can mean, and how it stands for them.

    ``sure`` names mean one actor whatever stands around them.
    """

    words: Stretch
    actors: tuple[str, ...]
    use: NameUse
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    actor: str  # "" for a phrase that contains a name and means something else
    use: NameUse
    ambiguous: bool
    written: tuple[str, ...]


class Names:
    """Every way to write every known actor.

    A name is matched in its own capitals: "us" is no country, and a demonym is one only with its
    capital letter.
    """

    def __init__(self, known: Known) -> None:
        self._trie: dict[str, Any] = {}
        for actor in known.actors.values():
            self._add(
                actor.name,
                actor.id,
                NameUse.NAME,
                ambiguous=any(name.ambiguous for name in actor.names if name.text == actor.name),
            )
            for name in actor.names:
                self._add(name.text, actor.id, name.use, ambiguous=name.ambiguous)
            for phrase in actor.not_in:
                self._add(phrase, "", NameUse.NAME, ambiguous=False)

    def _add(self, name: str, actor: str, use: NameUse, *, ambiguous: bool) -> None:
        chunks = list(_chunks(name))
        if len(chunks) > 1 and chunks[0][0] == "the":
            chunks = chunks[1:]
        node = self._trie
        for folded, _ in chunks:
            node = node.setdefault(folded, {})
        if chunks:
            node.setdefault("", []).append(_Entry(actor, use, ambiguous, tuple(original for _, original in chunks)))

    def find(self, reading: Reading) -> list[Named]:
        """Return the known names of a document, in order, none inside another."""
        found: list[Named] = []
        for paragraph in reading.paragraphs:
            words = reading.words[paragraph.first : paragraph.last + 1]
            shouted = sum(word.text.isupper() for word in words) > 0.8 * len(words) > 3
            chunks = [(folded, original, word) for word in words for folded, original in _chunks(word.text)]
            at = 0
            while at < len(chunks):
                length, entries = self._longest(chunks, at, shouted=shouted)
                if length == 0:
                    at += 1
                    continue
                if all(entry.actor for entry in entries):
                    actors = tuple(sorted({entry.actor for entry in entries}))
                    use = min((entry.use for entry in entries), key=list(NameUse).index)
                    sure = len(actors) == 1 and not all(entry.ambiguous for entry in entries)
                    found.append(Named(Stretch(chunks[at][2].i, chunks[at + length - 1][2].i), actors, use, sure))
                at += length
        return found

    def _longest(self, chunks: list[tuple[str, str, Word]], at: int, *, shouted: bool) -> tuple[int, list[_Entry]]:
        node = self._trie
        best: tuple[int, list[_Entry]] = (0, [])
        for length, (folded, _, word) in enumerate(chunks[at:], 1):
            if folded not in node or word.sentence != chunks[at][2].sentence:
                break
            node = node[folded]
            if "" in node:
                texts = [original for _, original, _ in chunks[at : at + length]]
                fitting = [entry for entry in node[""] if _written_so(entry, texts, shouted=shouted)]
                best = (length, fitting) if fitting else best
        return best


def _chunks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the letters and digits of a text, folded and as written; "U.S." is one chunk."""
    for chunk in _CHUNK.finditer(_DOTTED.sub("", text)):
        yield chunk.group().casefold(), chunk.group()


def _written_so(entry: _Entry, found: list[str], *, shouted: bool) -> bool:
    """Whether a name stands in the text in capitals that can mean it."""
    acronym = entry.use is NameUse.ACRONYM or (len(entry.written) == 1 and entry.written[0].isupper())
    for name, text in zip(entry.written, found, strict=True):
        if name[0].islower():
            continue
        if acronym and (text != name or (shouted and len(name) < 3)):
            return False
        if not text[0].isupper():
            return False
    return True
