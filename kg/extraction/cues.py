"""The words that say that somebody says, thinks or wants something: a lexicon, read from ``ontology/cues.csv``."""

import csv
from dataclasses import dataclass
from functools import lru_cache

from kg.extraction.inflection import forms
from kg.extraction.reading import Word
from kg.shipped import ontology


@dataclass(frozen=True, slots=True)
class Cue:
    """What one word can introduce.

    ``kind`` is speech, thought, intention or evidence. ``takes`` says in which forms the content may
    follow: a quotation, a clause, a question, an infinitive, a noun phrase. ``before`` are the
    prepositions that a noun phrase may come with ("complained *about* the delay").
    """

    lemma: str
    kind: str
    takes: frozenset[str]
    before: frozenset[str]

    @property
    def believes(self) -> bool:
        """Whether it is one of thinking rather than of saying."""
        return self.kind == "thought"


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Cue], dict[str, Cue]]:
    """Return cues by verb form, and by noun form."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    with (ontology() / "cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault((row["pos"], row["cue"]), []).append(row)
    verbs: dict[str, Cue] = {}
    nouns: dict[str, Cue] = {}
    for (pos, lemma), group in rows.items():
        # Speech comes before thought where a verb can be both: "agree" said aloud is an attribution.
        group.sort(key=lambda row: ("speech", "evidence", "thought", "intention").index(row["kind"]))
        takes = frozenset(form for row in group for form in row["takes"].split())
        before = frozenset(form for row in group for form in row["before"].split())
        cue = Cue(lemma, group[0]["kind"], takes, before)
        if pos == "verb":
            verbs.update(dict.fromkeys(forms(lemma), cue))
        else:
            nouns.update({lemma: cue, _plural(lemma): cue})
    return verbs, nouns


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"


def verb_cue(word: Word) -> Cue | None:
    """The cue that a word is as a verb, whatever the tagger took it for."""
    return _lexicon()[0].get(word.lower)


def noun_cue(word: Word) -> Cue | None:
    """The cue that a word is as a noun."""
    return _lexicon()[1].get(word.lower) if word.tag in {"NN", "NNS"} else None
