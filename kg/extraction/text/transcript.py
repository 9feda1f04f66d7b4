"""Words with the speaker's name beside them: the turns of a transcript, and signed posts.

MR. SMITH: … / Q: … A: … / Ruiz: … Okafor: … in alternation; … — Ana Ruiz (@anaruiz) May 3, 2024.
"""

import re
from collections import Counter
from collections.abc import Iterator

from kg.extraction.lexicon import particles
from kg.extraction.text.quotation import Quotation, words_between
from kg.extraction.text.reading import Reading

_CAPITALS = r"(?:[A-Z][A-Z.’'-]*)(?:,? (?:[A-Z][A-Z.’'-]*|of|the|and|for)){0,7}"
_NAME = r"(?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,3}"
_ASIDE = r"(?: ?\([^()]{1,40}\))?"
_OPENS = r"[“\"‘']?"
_SHOUTED = re.compile(rf"{_OPENS}(?P<name>{_CAPITALS}{_ASIDE})(?P<sign>:)\s")
_LETTER = re.compile(rf"{_OPENS}(?P<name>[QA])(?P<sign>[:.])\s")
_NAMED = re.compile(rf"{_OPENS}(?P<name>{_NAME}{_ASIDE})(?P<sign>:)\s")
_SIGNED = re.compile(r"\s?(?P<sign>—|–|--)\s?(?P<name>[^—–()@]{2,60} \(@\w{2,30}\))(?:[ ,]+\w+ \d{1,2}, \d{4})?\W*$")
_DIRECTION = re.compile(r"\W*[(\[][^()\[\]]*[)\]]\W*$")  # (CROSSTALK), [laughter]
_NO_SPEAKERS = particles("labels no speaker")
_FEWEST_TURNS = 2
_FEWEST_NAMED_TURNS = 4
_LONGEST_SIGNATURE = 120  # characters
_ENDS = " \n“”\"‘’'"


def transcript(reading: Reading) -> Iterator[Quotation]:
    """Yield the turns and the posts of a document, in the order of the text."""
    texts = [reading.says(paragraph) for paragraph in reading.paragraphs]
    labels = _labels(texts)
    last = max(labels, default=-1)
    turn: Quotation | None = None
    for number, text in enumerate(texts):
        label = labels.get(number)
        if label is not None:
            turn = _turn(reading, number, label) or turn
            if turn is not None and turn.paragraph == number:
                yield turn
        elif turn is not None and number < last and not _DIRECTION.match(text):
            # A speaker goes on until the next one is named; behind the last turn the article may.
            start = reading.words[reading.paragraphs[number].first].start
            rest = _set_off(reading, number, start, start + len(text))
            if rest is not None:
                rest.continues, turn = turn, rest
                yield rest
        else:
            post = _post(reading, number, text)
            if post is not None:
                yield post


def _labels(texts: list[str]) -> dict[int, re.Match[str]]:
    """The labels of the paragraphs that have one, where enough of them have for a conversation."""
    for pattern, fewest in ((_LETTER, _FEWEST_TURNS), (_SHOUTED, _FEWEST_TURNS), (_NAMED, _FEWEST_NAMED_TURNS)):
        found = {number: match for number, text in enumerate(texts) if (match := pattern.match(text)) is not None}
        found = {number: match for number, match in found.items() if match["name"].lower() not in _NO_SPEAKERS}
        names = Counter(match["name"] for match in found.values())
        if len(found) >= fewest and len(names) > 1 and max(names.values()) >= fewest // 2:
            return found
    return {}


def _turn(reading: Reading, number: int, label: re.Match[str]) -> Quotation | None:
    paragraph = reading.paragraphs[number]
    start = reading.words[paragraph.first].start
    turn = _set_off(reading, number, start + label.end(), start + len(label.string))
    if turn is not None:
        turn.speaker = words_between(reading, paragraph, start + label.start("name"), start + label.end("name"))
        turn.sign = words_between(reading, paragraph, start + label.start("sign"), start + label.end("sign"))
    return turn


def _post(reading: Reading, number: int, text: str) -> Quotation | None:
    """A post with its signature, in a paragraph of its own."""
    signed = _SIGNED.search(text, max(0, len(text) - _LONGEST_SIGNATURE))
    if signed is None or not text[: signed.start()].strip(_ENDS):
        return None
    paragraph = reading.paragraphs[number]
    start = reading.words[paragraph.first].start
    post = _set_off(reading, number, start, start + signed.start())
    if post is not None:
        post.speaker = words_between(reading, paragraph, start + signed.start("name"), start + signed.end("name"))
        post.sign = words_between(reading, paragraph, start + signed.start("sign"), start + signed.end("sign"))
    return post


def _set_off(reading: Reading, number: int, start: int, end: int) -> Quotation | None:
    """Words from ``start`` to ``end`` of a paragraph, without marks around them."""
    text = reading.text
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    words = words_between(reading, reading.paragraphs[number], start, end)
    return Quotation(start, end, words, number) if words is not None else None
