"""The issues that a document speaks of, and those of them that its stances are on."""

from collections.abc import Sequence

from kg.extraction.stances.earlier import Earlier
from kg.extraction.stances.issues import Codebook, Spoken
from kg.extraction.stances.proposals import proposed
from kg.extraction.stances.stood import Matter
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word
from kg.known import Known

_NEAR = 5  # words from a noun to what it is on: the ban on deep-sea mining


class Topics:
    """Issues of the codebook by sentence; labels and mentions of those that were used."""

    def __init__(self, reading: Reading, codebook: Codebook, known: Known) -> None:
        self.reading = reading
        self.known = known
        self._in_sentence: dict[int, list[Spoken]] = {}
        self._mentions: dict[str, dict[Stretch, None]] = {}
        self._proposed: dict[str, str] = {}
        found = codebook.find(reading)
        self._earlier = Earlier(reading, [one for one in found if not known.issues[one.issue].theme])
        for spoken in found:
            self._in_sentence.setdefault(reading.words[spoken.words.first].sentence, []).append(spoken)

    def beside(self, word: Word) -> Sequence[Spoken]:
        """The issues, themes among them, that the sentence of a word speaks of."""
        return self._in_sentence.get(word.sentence, ())

    def sides_beside(self, word: Word) -> list[Spoken]:
        """The issues that the sentence of a word speaks of and that a side can be taken on."""
        return [spoken for spoken in self.beside(word) if not self.known.issues[spoken.issue].theme]

    def before(self, word: Word) -> str | None:
        """The issue that was spoken of last before a word, in its sentence or the one before."""
        found = [
            spoken
            for sentence in (word.sentence, word.sentence - 1)
            for spoken in self._in_sentence.get(sentence, ())
            if spoken.words.last < word.i and not self.known.issues[spoken.issue].theme
        ]
        found += [
            Spoken(issue, words)
            for issue in self._proposed
            for words in self._mentions[issue]
            if word.sentence - 1 <= self.reading.words[words.first].sentence and words.last < word.i
        ]
        return max(found, key=lambda spoken: spoken.words.first).issue if found else None

    def is_known(self, issue: str) -> bool:
        """Whether the codebook has an issue."""
        return issue in self.known.issues

    def use(self, issue: str, words: Stretch) -> None:
        """Note that a stance is on an issue, or about it."""
        self._mentions.setdefault(issue, {})[words] = None

    def propose(self, stretch: Stretch) -> Matter | None:
        """A new issue in the words of a phrase; None where they say too little."""
        new = proposed(self.reading, stretch)
        if new is None:
            return None
        issue, label, words = new
        named = self._earlier.meant(words)
        if isinstance(named, Spoken):
            self.use(named.issue, words)
            return Matter(named.issue, words)
        full = proposed(self.reading, self._with_complement(named)) if named is not None else None
        if full is not None:
            issue, label, _ = full
            self.use(issue, full[2])
        self._proposed.setdefault(issue, label)
        self.use(issue, words)
        return Matter(issue, words)

    def _with_complement(self, phrase: Stretch) -> Stretch:
        """A noun phrase with the "on …" that tells which one it is."""
        head = self.reading.words[phrase.last]
        behind = [child for child in head.children if child.relation == "nmod" and child.i > head.i]
        near = behind[:1] if behind and behind[0].i - head.i <= _NEAR else []
        return Stretch(phrase.first, near[0].i) if near else phrase

    def about(self, trigger: Word, evidence: Stretch) -> tuple[str, ...]:
        """The issues that the evidence of a stance between actors speaks of."""
        spoken: dict[str, Stretch] = {}
        for one in self.beside(trigger):
            if one.words.first in evidence:
                spoken.setdefault(one.issue, one.words)
        for issue, words in spoken.items():
            self.use(issue, words)
        return tuple(sorted(spoken))

    def label(self, issue: str) -> str:
        """What an issue is called, in the codebook or in the text's own words."""
        known = self.known.issues.get(issue)
        return known.label if known is not None else self._proposed[issue]

    def mentions(self, issue: str) -> list[Stretch]:
        """Where an issue that stances are on is spoken of, in the order of the text."""
        return sorted(self._mentions.get(issue, ()), key=lambda words: (words.first, words.last))
