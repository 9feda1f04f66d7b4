"""What stands in the text and is not the article: captions, credits, teasers, share lines.

Nobody says anything in them, though they are full of names. Judged by their form and their place,
never by their subject.
"""

import re
from collections.abc import Iterator

from kg.extraction.reading import Reading

_CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|illustration|credit|source)\s*(?:by|:|credit)|\b(?:getty images|ap photo|file photo|shutterstock|courtesy of|"
    r"handout|associated press|afp|reuters|xinhua|epa|tass|staff|anadolu|bloomberg|zuma|alamy)\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"^\W*[\w.’'\- ]{2,40}(?:\s?/\s?[\w.’'\- ]{2,40}){1,3}\W*$")
_CALL = re.compile(
    r"^\W*(?:read (?:more|the rest|also|next)|related(?: stor| article|:)|see also|sign up|subscribe|newsletter|advertisement|share (?:this|on)|follow (?:us|\S+ on)|click "
    r"(?:here|to)|watch(?::| the video| now)|listen(?::| to the)|copyright|©|all rights reserved|continue reading|recommended|most read|more from|log in|"
    r"support our|donate|editor[’']s note|correction:|this (?:story|article) (?:has been|was) (?:updated|corrected|first published)|-{3,}|_{3,}|\*{3,})",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"^\W*\(?(?:left|right|center|centre|top|above|below|pictured|from left|file)\b|\((?:left|right|center|centre|l|r|c|pictured|file)\)",
    re.IGNORECASE,
)
_STOPS = frozenset(".!?…:;\"”’')")


def furniture(reading: Reading) -> set[int]:
    """Return the numbers of the paragraphs that are not the article's."""
    return set(_furniture(reading))


def _furniture(reading: Reading) -> Iterator[int]:
    texts = [reading.says(paragraph.first, paragraph.last) for paragraph in reading.paragraphs]
    credits = {number for number, text in enumerate(texts) if _is_credit(text, reading, number)}
    for number, text in enumerate(texts):
        words = len(reading.paragraphs[number])
        if number in credits or _CALL.match(text) or (words <= 60 and _PLACED.search(text)):
            yield number
        elif number + 1 in credits and words <= 60 and number > 0:
            yield number  # a caption stands above its credit
        elif 0 < number < len(texts) - 1 and words >= 3 and _is_heading(text):
            yield number


def _is_credit(text: str, reading: Reading, number: int) -> bool:
    words = reading.words[reading.paragraphs[number].first : reading.paragraphs[number].last + 1]
    if len(words) > 14 or any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in words):
        return False
    return bool(_CREDIT.search(text) or (_SLASHED.match(text) and text[:1].isupper()))


def _is_heading(text: str) -> bool:
    """Whether a line inside the article has no stop at its end: a subheading, or a teaser for another article."""
    bullet = text[:1] in "-–—•*·▪" or text[:2].rstrip(".)").isdigit()
    return not bullet and text[-1] not in _STOPS and "”" not in text and '"' not in text
