"""Quotations that are no speech of their own: the plan was “a disgrace” to him; on “Today,” Ruiz said."""

from kg.extraction.attributions.frames import back_over_quotes, sentence_start
from kg.extraction.text.marks import CLOSING, DASHES
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading

_OPENS_A_SENTENCE = DASHES | {".", "!", "?", ":", ",", "…", "..."}
_ENDS_A_SPEECH = frozenset({".", ",", "!", "?", "…", "—", "-"})
_FEW = 8  # words
_LONGEST_TITLE = 6
_IN_CAPITALS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})


def is_fragment(reading: Reading, quotation: Quotation) -> bool:
    """Whether it is a few words inside somebody else's sentence: the plan was “a disgrace” to him."""
    first = reading.words[quotation.words.first]
    before = back_over_quotes(reading, quotation.words.first - 1)
    opens_sentence = (
        before < reading.paragraph(first).first
        or reading.words[before].text in _OPENS_A_SENTENCE
        or reading.words[before].quote is not None
    )
    if not opens_sentence:
        return True
    ends_open = reading.text[quotation.end - 1] not in _ENDS_A_SPEECH
    behind = reading.text[quotation.end + 1 : quotation.end + 2]
    if ends_open and len(quotation.words) < _FEW and behind not in {",", ".", "?", "!", ""}:
        return True
    return ends_open and len(quotation.words) <= 3


def goes_on(reading: Reading, quotation: Quotation) -> bool:
    """Whether the sentence goes on behind a few quoted words: “decoupling” was not a goal."""
    after, last = quotation.words.last + 1, reading.paragraph(reading.words[quotation.words.first]).last
    while after <= last and reading.words[after].text in CLOSING:
        after += 1
    if after > last or not is_fragment(reading, quotation):
        return False
    return reading.words[after].text[0].islower() and reading.words[after].tag not in {"CC", "IN"}


def is_fronted_title(reading: Reading, quotation: Quotation) -> bool:
    """Whether it names a broadcast or a book before the sentence begins: On “Today,” Ruiz said that …

    Words in front of it show it: a quotation that opens its sentence is said, whatever its capitals.
    """
    paragraph = reading.paragraph(reading.words[quotation.words.first])
    opening = reading.words[sentence_start(reading, quotation.words.first - 1, paragraph.first)]
    short = opening.quote is None and not opening.is_mark and len(quotation.words) <= _LONGEST_TITLE
    return short and (opening.pos == "ADP" or is_title(reading, quotation))


def is_title(reading: Reading, quotation: Quotation) -> bool:
    """Whether the words of a quotation have the capitals of a title: “The Road to the Bridge”."""
    weighty = [word for word in reading.inside(quotation.words) if word.pos in _IN_CAPITALS]
    return len(weighty) > 1 and all(word.text[0].isupper() or word.text[0].isdigit() for word in weighty)
