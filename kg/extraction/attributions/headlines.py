"""Headlines that say who speaks with a colon: Ruiz: Bridge is safe / Bridge is safe: minister."""

from kg.extraction.attributions.cues import COLON
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.lexicon import nouns, titles
from kg.extraction.text.phrases import nominal, trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_LONGEST = 25  # words
_LONGEST_NAME = 4
_SHORTEST_CONTENT = 3
_SPEAKERS = nouns("role") | nouns("people") | nouns("report") | nouns("official") | titles("title")
_QUESTIONS = frozenset({"WP", "WRB", "WDT", "WP$"})


def headline(reading: Reading) -> Told | None:
    """Return what the first line of a text reports behind or ahead of a colon; None where it is no such headline."""
    if len(reading.paragraphs) < 2 or len(reading.paragraphs[0]) > _LONGEST:
        return None
    whole = reading.paragraphs[0]
    colons = [word for word in reading.inside(whole) if word.text == ":"]
    if len(colons) != 1 or any(word.quote is not None for word in reading.inside(whole)):
        return None
    (colon,) = colons
    left, right = trimmed(reading, whole.first, colon.i - 1), trimmed(reading, colon.i + 1, whole.last)
    for source, content in ((left, right), (right, left)):
        if source is not None and content is not None and _speaks(reading, source) and _is_told(reading, content):
            cue = Stretch(colon.i, colon.i)
            return Told([extent(reading, content)], Rule.LABEL, source, cue, colon, COLON, sure=0.7)
    return None


def _speaks(reading: Reading, source: Stretch) -> bool:
    """Whether a few words are the name of a person or an organization, or an office."""
    words = reading.inside(source)
    if len(words) > _LONGEST_NAME or not all(nominal(word) for word in words):
        return False
    return all(_is_named(word) for word in words) or words[-1].lower in _SPEAKERS


def _is_named(word: Word) -> bool:
    return word.is_proper and word.named in {"PERSON", "ORG"}


def _is_told(reading: Reading, content: Stretch) -> bool:
    """Whether it states something: it has a verb, and asks or explains nothing."""
    words = reading.inside(content)
    states = any(word.is_finite for word in words)
    return len(words) >= _SHORTEST_CONTENT and states and words[0].tag not in _QUESTIONS
