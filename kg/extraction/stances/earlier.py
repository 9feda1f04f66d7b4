"""What "the deal" means: the deal that was named in full before."""

from bisect import bisect_left
from collections.abc import Sequence

from kg.extraction.stances.issues import Spoken
from kg.extraction.text.chunks import chunk_before
from kg.extraction.text.inflection import singular
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_DEFINITE = frozenset({"the", "that", "this", "such"})
_COMPLEMENTS = frozenset({"on", "for", "against", "to", "with"})
_TOLD_APART = frozenset({"compound", "nummod"})


class Earlier:
    """The full names of things in a document, by their nouns: the fishing *quotas*, a ban on deep-sea *mining*."""

    def __init__(self, reading: Reading, spoken: Sequence[Spoken]) -> None:
        self.reading = reading
        self._places: dict[str, list[int]] = {}
        self._named: dict[str, list[Stretch | Spoken]] = {}
        known = {i for one in spoken for i in one.words}
        named: list[tuple[int, Stretch | Spoken]] = [(one.words.last, one) for one in spoken]
        named += (
            (word.i, chunk_before(reading, word))
            for word in reading.words
            if word.tag in {"NN", "NNS"} and word.i not in known and _is_told_apart(word)
        )
        for place, one in sorted(named, key=lambda entry: entry[0]):
            noun = singular(reading.words[place].lower)
            self._places.setdefault(noun, []).append(place)
            self._named.setdefault(noun, []).append(one)

    def meant(self, words: Stretch) -> Stretch | Spoken | None:
        """What a bare noun behind "the" means; None where it was never named in full, or is no bare noun."""
        before = self.reading.before(words.first)
        if len(words) > 1 or before is None or before.lower not in _DEFINITE:
            return None
        noun = singular(self.reading.words[words.first].lower)
        at = bisect_left(self._places.get(noun, ()), words.first)
        return self._named[noun][at - 1] if at else None


def _is_told_apart(noun: Word) -> bool:
    """Whether a noun comes with what tells it from others of its kind: the *trade* deal, but not the new deal."""
    return any(
        (child.relation in _TOLD_APART and child.i < noun.i and child.tag != "CD")
        or (child.relation == "nmod" and child.i > noun.i and child.case in _COMPLEMENTS)
        for child in noun.children
    )
