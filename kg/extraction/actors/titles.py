"""Titles and other words that stand before names, and the words that make a name an organization's or a place's."""

from collections.abc import Iterable, Sequence

from kg.extraction.lexicon import nouns, titles, titles_of

ADDRESS = titles("address")  # "Mr.", "Dr.": says nothing of an office
SHORT = ADDRESS | titles("abbreviation")  # "Sen.", "Gov.": kept with a surname that stands alone

_TITLES = SHORT | titles("title")
_WITHIN = titles("within")
_FEMALE = titles_of("f")
_MALE = titles_of("m")
_ORGANIZATION = nouns("in names of organizations")
_PLACE = nouns("in names of places")
_PLACE_FIRST = frozenset({"mount", "lake", "fort", "port", "cape"})


def bare(word: str) -> str:
    """A word as titles are listed: lower case, without its dot."""
    return word.lower().rstrip(".")


def is_title(word: str) -> bool:
    """Whether a word can be the last of a title: "President", "Mr."."""
    return bare(word) in _TITLES


def in_title(word: str) -> bool:
    """Whether a word can stand in a title of several words: "Prime", "of"."""
    return bare(word) in _WITHIN or is_title(word)


def gender(words: Sequence[str]) -> str | None:
    """What titles tell of whoever bears them: "f", "m" or nothing.

    >>> gender(["Mrs."]), gender(["Foreign", "Minister"])
    ('f', None)
    """
    bared = {bare(word) for word in words}
    return "f" if bared & _FEMALE else "m" if bared & _MALE else None


def of_organization(words: Sequence[str]) -> bool:
    """Whether a name reads like an organization's."""
    return any(bare(word) in _ORGANIZATION for word in words)


def of_place(words: Sequence[str]) -> bool:
    """Whether a name reads like a place's."""
    return bare(words[-1]) in _PLACE or bare(words[0]) in _PLACE_FIRST


def office_words(titles: Iterable[str]) -> set[str]:
    """The words of the titles of an office; a counselor to the president is no president.

    >>> sorted(office_words(["vice president", "counselor to the president"]))
    ['counselor', 'president', 'vice']
    >>> sorted(office_words(["counselor to the president"]))
    ['counselor']
    """
    return {bare(word) for title in titles for word in title.partition(" to ")[0].split()}
