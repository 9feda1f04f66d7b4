"""Known names in a text: a trie over words, longest match first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.reading import Reading, Stretch, Word
from kg.known import Known, NameUse

_CHUNK = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"(?<=\b\w)\.")


@dataclass(frozen=True, slots=True)
class Named:
    """A known name where it stands: the words, the actor's id, and how the name stands for it."""

    words: Stretch
    actor: str
    use: NameUse


class Names:
    """Every way to write every known actor.

    A name is matched in its own capitals: "us" is no country, and a demonym is one only with its
    capital letter. Where several actors share a name, nobody is named by it.
    """

    def __init__(self, known: Known) -> None:
        self._trie: dict[str, dict] = {}  # type: ignore[type-arg] -- a trie is a dict of itself
        for actor in known.actors.values():
            self._add(actor.name, actor.id, NameUse.NAME)
            for name in actor.names:
                self._add(name.text, actor.id, name.use)

    def _add(self, name: str, actor: str, use: NameUse) -> None:
        chunks = list(_chunks(name))
        if chunks and chunks[0][0] == "the" and len(chunks) > 1:
            chunks = chunks[1:]
        node = self._trie
        for folded, _ in chunks:
            node = node.setdefault(folded, {})
        if chunks:
            node.setdefault("", []).append((actor, use, tuple(original for _, original in chunks)))

    def find(self, reading: Reading) -> list[Named]:
        """Return the known names of a document, in order, none inside another."""
        found: list[Named] = []
        for paragraph in reading.paragraphs:
            words = reading.words[paragraph.first : paragraph.last + 1]
            shouted = sum(word.text.isupper() for word in words) > 0.8 * len(words) > 3
            chunks = [(folded, original, word) for word in words for folded, original in _chunks(word.text)]
            at = 0
            while at < len(chunks):
                match = self._longest(chunks, at, shouted=shouted)
                if match is None:
                    at += 1
                    continue
                length, actor, use = match
                found.append(Named(Stretch(chunks[at][2].i, chunks[at + length - 1][2].i), actor, use))
                at += length
        return found

    def _longest(self, chunks: list[tuple[str, str, Word]], at: int, *, shouted: bool) -> tuple[int, str, NameUse] | None:
        node = self._trie
        best: tuple[int, str, NameUse] | None = None
        for length, (folded, _, word) in enumerate(chunks[at:], 1):
            if folded not in node or word.sentence != chunks[at][2].sentence:
                break
            node = node[folded]
            fitting = {
                (actor, use)
                for actor, use, written in node.get("", ())
                if _written_so(written, [original for _, original, _ in chunks[at : at + length]], use, shouted=shouted)
            }
            if len({actor for actor, _ in fitting}) == 1:
                actor, use = min(fitting, key=lambda pair: list(NameUse).index(pair[1]))
                best = (length, actor, use)
        return best


def _chunks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the letters and digits of a text, folded and as written; "U.S." is one chunk."""
    for chunk in _CHUNK.finditer(_DOTTED.sub("", text)):
        yield chunk.group().casefold(), chunk.group()


def _written_so(written: tuple[str, ...], found: list[str], use: NameUse, *, shouted: bool) -> bool:
    """Whether a name stands in the text in capitals that can mean it."""
    acronym = use is NameUse.ACRONYM or (len(written) == 1 and written[0].isupper())
    for name, text in zip(written, found, strict=True):
        if name[0].islower():
            continue
        if acronym and (text != name or (shouted and len(name) < 3)):
            return False
        if not text[0].isupper():
            return False
    return True
