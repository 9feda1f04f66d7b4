"""The words that say that somebody says, thinks or wants something: a lexicon, read from ``ontology/cues.csv``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import BrokenLine
from kg.extraction.lexicon import Row, table
from kg.extraction.text.inflection import forms, plural
from kg.extraction.text.words import Word

# Speech comes before thought where a verb can be both: "agree" said aloud is an attribution.
_DENIES = frozenset({"not", "n't", "n’t", "never"})
_KINDS = ("speech", "evidence", "thought", "intention")


@dataclass(frozen=True, slots=True)
class Cue:
    """What one word can introduce.

    ``kind`` is speech, thought, intention or evidence. ``takes`` says in which forms the content may
    follow: a quotation, a clause, a question, an infinitive, a noun phrase. ``before`` are the
    prepositions that a noun phrase may come with ("complained *about* the delay").
    """

    lemma: str
    kind: str = "speech"
    takes: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()

    @property
    def believes(self) -> bool:
        """Whether it is one of thinking rather than of saying."""
        return self.kind == "thought"


COLON = Cue(":", takes=frozenset({"quote"}))
DASH = Cue("—", takes=frozenset({"quote"}))


@cache
def verb_cues() -> Mapping[str, Cue]:
    """The cues that are verbs, by each of their forms."""
    return {form: cue for cue in _cues("verb") for form in forms(cue.lemma)}


@cache
def noun_cues() -> Mapping[str, Cue]:
    """The cues that are nouns, in singular and plural."""
    return {form: cue for cue in _cues("noun") for form in (cue.lemma, plural(cue.lemma))}


@cache
def phrase_cues() -> Mapping[str, tuple[Cue, ...]]:
    """The cues of several words that stand before a source without a verb, by their first word."""
    found: dict[str, list[Cue]] = {}
    for cue in _cues("phrase"):
        found.setdefault(cue.lemma.split()[0], []).append(cue)
    return {first: tuple(cues) for first, cues in found.items()}


def verb_cue(word: Word) -> Cue | None:
    """The cue that a word is as a verb, whatever the tagger took it for."""
    return verb_cues().get(word.lower)


def is_denied(word: Word) -> bool:
    """Whether a verb is said not to be: "did not say"."""
    return any(child.lower in _DENIES for child in word.children)


def noun_cue(word: Word) -> Cue | None:
    """The cue that a word is as a noun."""
    return noun_cues().get(word.lower) if word.tag in {"NN", "NNS"} else None


def two_word_cue(words: Sequence[Word], i: int) -> Cue | None:
    """The cue of a verb and a small word that begins at ``i``: fired back, put it."""
    return verb_cues().get(f"{words[i].lower} {words[i + 1].lower}") if i + 1 < len(words) else None


def phrase_cue(words: Sequence[Word], i: int) -> Cue | None:
    """The cue of several words that begins at ``i``: according to, in the words of."""
    for cue in phrase_cues().get(words[i].lower, ()):
        parts = cue.lemma.split()
        if [word.lower for word in words[i : i + len(parts)]] == parts:
            return cue
    return None


def _cues(pos: str) -> list[Cue]:
    rows: dict[str, list[Row]] = {}
    for place, row in table("cues", "cue", "pos", "kind", "takes", "before"):
        if row["kind"] not in _KINDS:
            raise BrokenLine(f"{row['kind']!r} is no kind of cue: choose from {', '.join(_KINDS)}", place=place)
        if row["pos"] == pos:
            rows.setdefault(row["cue"], []).append(row)
    return [
        Cue(
            lemma,
            min((row["kind"] for row in group), key=_KINDS.index),
            frozenset(form for row in group for form in row["takes"].split()),
            frozenset(form for row in group for form in row["before"].split()),
        )
        for lemma, group in rows.items()
    ]
