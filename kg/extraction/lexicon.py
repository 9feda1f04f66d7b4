"""The word lists of ``ontology/*.csv``, which people can read and edit.

How a stance pattern is written stands in `kg.extraction.stances.patterns`.

Every table has a header and one word or pattern a line. Whoever needs a list asks for it by the name of
its table and by what the words in it mean.
"""

import csv
from collections.abc import Mapping
from functools import cache

from kg.errors import MissingColumn
from kg.shipped import ontology

Row = Mapping[str, str]


@cache
def table(name: str, *columns: str) -> tuple[tuple[str, Row], ...]:
    """Return the rows of ``ontology/<name>.csv``, each with its place (``cues.csv:7``) for whoever finds a fault in it.

    Raises `kg.errors.MissingColumn` where one of ``columns`` is not in the header.
    """
    with (ontology() / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        for column in columns:
            if column not in (reader.fieldnames or ()):
                raise MissingColumn(f"there is no column {column!r} in the header", place=f"{name}.csv:1")
        return tuple((f"{name}.csv:{reader.line_num}", row) for row in reader)


def place(name: str, **cells: str) -> str:
    """Return where the first row of ``ontology/<name>.csv`` with such cells stands; nothing where there is none.

    >>> place("modality", word="reportedly", says="underspecified").split(":")[0]
    'modality.csv'
    """
    wanted = cells.items()
    return next((where for where, row in table(name, *cells) if wanted <= row.items()), "")


@cache
def _lists(name: str, word: str, meaning: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, row in table(name, word, meaning):
        found.setdefault(row[meaning], set()).add(row[word])
    return {meant: frozenset(words) for meant, words in found.items()}


def nouns(meaning: str) -> frozenset[str]:
    """Return the nouns that have a meaning, as ``ontology/nouns.csv`` has them.

    >>> "fishermen" in nouns("people"), "report" in nouns("report")
    (True, True)
    """
    return _lists("nouns", "noun", "means")[meaning]


def verbs(deed: str) -> frozenset[str]:
    """Return the verbs that do something to the words around them, as ``ontology/verbs.csv`` has them.

    >>> "voice" in verbs("carries a noun"), "withdraw" in verbs("ends")
    (True, True)
    """
    return _lists("verbs", "verb", "does")[deed]


def modals(meaning: str) -> frozenset[str]:
    """Return the words that say how a thing is put, as ``ontology/modality.csv`` has them.

    >>> "refused" in modals("refuses"), "might" in modals("possible")
    (True, True)
    """
    return _lists("modality", "word", "says")[meaning]


def particles(use: str) -> frozenset[str]:
    """Return the small words that are used in a way, as ``ontology/particles.csv`` has them.

    >>> "meanwhile" in particles("opens a sentence"), "near" in particles("tells a place")
    (True, True)
    """
    return _lists("particles", "word", "use")[use]


def titles(use: str) -> frozenset[str]:
    """Return the words of titles that are used in a way, as ``ontology/titles.csv`` has them.

    >>> "minister" in titles("title"), "foreign" in titles("within"), "mr" in titles("address")
    (True, True, True)
    """
    return _lists("titles", "word", "use")[use]


def titles_of(gender: str) -> frozenset[str]:
    """Return the titles that only men (``"m"``) or only women (``"f"``) bear."""
    return _lists("titles", "word", "gender")[gender]


def verdicts(verdict: str) -> frozenset[str]:
    """Return the adjectives and nouns that judge what they are said of, as ``ontology/verdicts.csv`` has them.

    >>> "reckless" in verdicts("bad"), "hero" in verdicts("good")
    (True, True)
    """
    return _lists("verdicts", "word", "verdict")[verdict]


def furniture(mark: str) -> frozenset[str]:
    """Return the regular expressions for what stands in an article and is not of it, from ``ontology/furniture.csv``."""
    return _lists("furniture", "pattern", "marks")[mark]
