"""What stands in the text and is not the article: captions, credits, teasers, share lines.

Nobody says anything in them, though they are full of names. Judged by their form and their place,
never by their subject.
"""

import re
from collections.abc import Iterator

from kg.extraction import lexicon
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch


def _any(mark: str) -> str:
    return f"(?:{'|'.join(sorted(lexicon.furniture(mark)))})"


_CREDIT = re.compile(rf"{_any('credited thing')}\s*(?:by|:|credit)|\b{_any('credit')}\b", re.IGNORECASE)
_DATA = re.compile(rf"^\W*{_any('credited data')}\s*(?:by|:|credit)", re.IGNORECASE)
_SLASHED = re.compile(r"^\W*[\w.’'\- ]{2,40}(?:\s?/\s?[\w.’'\- ]{2,40}){1,3}\W*$")  # Ana Ruiz / Agency
_CALL = re.compile(rf"^\W*{_any('call')}", re.IGNORECASE)
_PLACED = re.compile(
    rf"^\W*\(?{_any('place')}(?: photo)?[,:)]|^\W*{_any('place of several')}\b|\({_any('place in brackets')}\)",
    re.IGNORECASE,
)
_TEASER = re.compile(rf"^\W*{_any('teaser below')}", re.IGNORECASE)
_CLOSING = re.compile(_any("closing line"), re.IGNORECASE)
_QUOTED = re.compile("[”\"]|''")
_LONGEST_CREDIT = 14  # words
_LONGEST_CAPTION = 60
_LONGEST_HEADING = 20
_LONGEST_TEASER = 80
_STOPS = frozenset(".!?…:;\"”“’')")
_OPENS_SPEECH = frozenset("“\"‘'”")


def furniture(reading: Reading) -> frozenset[int]:
    """Return the numbers of the paragraphs that are not the article's."""
    return frozenset(_furniture(reading))


def _furniture(reading: Reading) -> Iterator[int]:
    texts = [reading.says(paragraph) for paragraph in reading.paragraphs]
    credited = {number for number, text in enumerate(texts) if _is_credit(text, reading, reading.paragraphs[number])}
    for number, text in enumerate(texts):
        words = len(reading.paragraphs[number])
        above = number > 0 and words <= _LONGEST_TEASER and _is_teaser_heading(reading, number - 1)
        placed = words <= _LONGEST_CAPTION and (_PLACED.search(text) or _CLOSING.search(text))
        # A caption stands above its credit; what somebody says does not.
        caption = number + 1 in credited and number > 0 and words <= _LONGEST_CAPTION and text[0] not in _OPENS_SPEECH
        heading = 0 < number < len(texts) - 1 and 3 <= words <= _LONGEST_HEADING and _is_heading(text)
        called = any(pattern.match(text) for pattern in (_CALL, _TEASER, _DATA))
        if number in credited or called or above or placed or caption or heading:
            yield number


def _is_teaser_heading(reading: Reading, number: int) -> bool:
    """Whether a short line stands above what the editors say about the article."""
    paragraph = reading.paragraphs[number]
    return len(paragraph) <= _LONGEST_CREDIT and _TEASER.match(reading.says(paragraph)) is not None


def _is_credit(text: str, reading: Reading, paragraph: Stretch) -> bool:
    if len(paragraph) > _LONGEST_CREDIT or any(word.is_finite for word in reading.inside(paragraph)):
        return False
    return bool(_CREDIT.search(text) or (_SLASHED.match(text) and text[:1].isupper()))


def _is_heading(text: str) -> bool:
    """Whether a line inside the article has no stop at its end: a subheading, or a teaser for another article."""
    bullet = text[:1] in "-–—•*·▪" or text[:2].rstrip(".)").isdigit()
    return not bullet and text[-1] not in _STOPS and ". " not in text and not _QUOTED.search(text)
