"""Known names in a text: longest match first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.text.reading import Reading
from kg.extraction.text.tries import Trie, letters
from kg.extraction.text.words import Stretch, Word
from kg.known import Known, NameUse


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
    actor: str | None  # None for a phrase that contains a name and means something else
    use: NameUse
    ambiguous: bool
    written: tuple[str, ...]

    def fits(self, found: Sequence[str], *, shouted: bool) -> bool:
        """Whether the name stands in the text in capitals that can mean it."""
        acronym = self.use is NameUse.ACRONYM or (len(self.written) == 1 and self.written[0].isupper())
        for name, text in zip(self.written, found, strict=True):
            if name[0].islower():
                continue
            if acronym and (text != name or (shouted and len(name) < 3)):
                return False
            if not text[0].isupper():
                return False
        return True


class Names:
    """Every way to write every known actor.

    A name is matched in its own capitals: "us" is no country, and a demonym is one only with its
    capital letter.
    """

    def __init__(self, known: Known) -> None:
        self._trie = Trie[_Entry]()
        for actor in known.actors.values():
            ambiguous = any(name.ambiguous for name in actor.names if name.text == actor.name)
            self._add(actor.name, actor.id, NameUse.NAME, ambiguous=ambiguous)
            for name in actor.names:
                self._add(name.text, actor.id, name.use, ambiguous=name.ambiguous)
            for phrase in actor.not_in:
                self._add(phrase, None, NameUse.NAME, ambiguous=False)

    def _add(self, name: str, actor: str | None, use: NameUse, *, ambiguous: bool) -> None:
        written = letters(name)
        if len(written) > 1 and written[0].casefold() == "the":
            written = written[1:]
        if written:
            self._trie.add((part.casefold() for part in written), _Entry(actor, use, ambiguous, written))

    def find(self, reading: Reading) -> list[Named]:
        """Return the known names of a document, in order, none inside another."""
        found: list[Named] = []
        for paragraph in reading.paragraphs:
            shouted = _is_shouted(reading.inside(paragraph))
            first, last = reading.words[paragraph.first].sentence, reading.words[paragraph.last].sentence
            for sentence in reading.sentences[first : last + 1]:
                self._find(reading.inside(sentence), found, shouted=shouted)
        return found

    def _find(self, words: Sequence[Word], found: list[Named], *, shouted: bool) -> None:
        words = [word for word in words if "$" not in word.text]  # "US$ 5" is no country
        parts = [(part, word.i) for word in words for part in letters(word.text)]
        keys = [key for word in words for key in _folded(word.text)]
        at = 0
        while at < len(keys):
            length, entries = self._longest(keys, parts, at, shouted=shouted)
            if entries and all(entry.actor is not None for entry in entries):
                found.append(_named(Stretch(parts[at][1], parts[at + length - 1][1]), entries))
            at += length or 1

    def _longest(
        self, keys: Sequence[str], parts: Sequence[tuple[str, int]], at: int, *, shouted: bool
    ) -> tuple[int, list[_Entry]]:
        best: tuple[int, list[_Entry]] = (0, [])
        for length, entries in self._trie.beginning(keys, at):
            texts = [part for part, _ in parts[at : at + length]]
            fitting = [entry for entry in entries if entry.fits(texts, shouted=shouted)]
            best = (length, fitting) if fitting else best
        return best


def _named(words: Stretch, entries: Sequence[_Entry]) -> Named:
    actors = tuple(sorted({entry.actor for entry in entries if entry.actor is not None}))
    use = min((entry.use for entry in entries), key=list(NameUse).index)
    return Named(words, actors, use, sure=len(actors) == 1 and not all(entry.ambiguous for entry in entries))


def _is_shouted(words: Sequence[Word]) -> bool:
    """Whether a paragraph is in capitals, so that capitals tell nothing."""
    return sum(word.text.isupper() for word in words) > 0.8 * len(words) > 3


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(part.casefold() for part in letters(word))
