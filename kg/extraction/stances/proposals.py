"""New issues in a text's own words, for what no codebook knows."""

from kg.extraction.lexicon import nouns, particles
from kg.extraction.text.calendar import MONTHS, WEEKDAYS
from kg.extraction.text.inflection import singular
from kg.extraction.text.phrases import trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word
from kg.iris import slug

TIMES = frozenset({*MONTHS, *WEEKDAYS, *nouns("time")})

_VAGUE = nouns("vague")
_LONGEST = 9  # words
_DROPPED_FIRST = particles("opens a phrase")
_DROPPED_FIRST_TAGS = frozenset({"PRP$", "CD", "POS", "''", "``"})
_DROPPED_LAST = frozenset({"last", "next", "earlier"})
_DROPPED_LAST_POS = frozenset({"ADP", "CCONJ", "DET", "SCONJ", "PUNCT", "PART"})
_BREAKS = frozenset({",", ";", ":", "—", "–", "(", "”", "“", '"'})
_BREAK_TAGS = frozenset({"WDT", "WP", "WRB", "VBD", "VBZ", "VBP", "MD"})


def proposed(reading: Reading, stretch: Stretch) -> tuple[str, str, Stretch] | None:
    """Return id, label and words of a new issue; None where the words say too little.

    The label is the noun phrase without its article, cut before a second clause.
    """
    kept = _kept(reading, stretch)
    if kept is None or not any(_says_something(word) for word in reading.inside(kept)):
        return None
    label = " ".join(reading.says(kept).split())
    return slug(label), label, kept


def _kept(reading: Reading, stretch: Stretch) -> Stretch | None:
    """The words of a phrase that make the label."""
    words, first, last = reading.words, stretch.first, stretch.last
    while first <= last and (words[first].lower in _DROPPED_FIRST or words[first].tag in _DROPPED_FIRST_TAGS):
        first += 1
    if first < last and words[first].text == "-" and words[first + 1].lower in TIMES:
        first += 2  # "a ten-year moratorium" is a moratorium
    for i in range(first + 1, last + 1):
        if words[i].text in _BREAKS or words[i].tag in _BREAK_TAGS or i - first >= _LONGEST:
            last = i - 1
            break
    while last > first and (words[last].lower in TIMES or words[last].lower in _DROPPED_LAST):
        last -= 1
    while last > first and (words[last].pos in _DROPPED_LAST_POS or words[last].tag in {"PRP$", "TO"}):
        last -= 1
    return trimmed(reading, first, last)


def _says_something(word: Word) -> bool:
    noun = word.pos in {"NOUN", "PROPN"} or word.tag == "VBG"
    return noun and singular(word.lower) not in _VAGUE and word.lower not in _VAGUE
