"""Quotations that no frame claims: whose they are, the sentence before them tells, or the paragraph around."""

from collections.abc import Iterator, Sequence

from kg.extraction.attributions.cues import COLON, is_denied
from kg.extraction.attributions.fragments import is_title
from kg.extraction.attributions.nesting import contents
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.lexicon import nouns
from kg.extraction.text.marks import STOPS, ends_like_speech
from kg.extraction.text.phrases import phrase
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import is_passive
from kg.extraction.text.words import Stretch, Word

_SHORTEST = 4  # words
_SHORTEST_ALONE = 6
_LONGEST_BEFORE = 15  # words of a sentence that only says whose turn it is
_SURE_OF_LEFT_OVER = 0.7
_SURE_OF_SUBJECT = 0.6
_PRONOUNS = frozenset({"he", "she"})


def left_over(reading: Reading, quotations: Sequence[Quotation], every: Sequence[Told]) -> Iterator[Told]:
    """Yield quotations behind a sentence that says who speaks: …, says Ruiz. “…” Ruiz was blunter. “…”"""
    claimed = {number for told in every for number in told.quotations}
    reported = contents(every)
    by_sentence = {
        told.head.sentence: told
        for told in sorted(every, key=lambda told: told.rule.quotes)  # who was quoted, rather than who was told of
        if told.head is not None and told.head.quote is None and not (is_denied(told.head) or told.believes)
    }
    by_quotation = {number: told for told in every for number in told.quotations}
    for number, quotation in enumerate(quotations):
        if number in claimed or quotation.outer is not None or not _opens_a_sentence(reading, quotation):
            continue
        if reported.around(quotation.start, quotation.end - 1):
            continue
        sentence = reading.words[quotation.words.first].sentence
        before = _from_below(quotations, number, by_quotation)
        if before is None and sentence > 0:
            before = by_sentence.get(sentence - 1) if _near(reading, quotation) else None
        content = [(quotation.start, quotation.end)]
        if before is not None:
            told = Told(content, Rule.CONTINUED, continues=before, sure=_SURE_OF_LEFT_OVER, quotations=[number])
        else:
            verb = _turn(reading, quotation)
            own = verb.child("nsubj") if verb is not None else None
            if verb is None or own is None:
                continue
            cue = Stretch(verb.i, verb.i)
            told = Told(content, Rule.FRAME_ABOVE, phrase(reading, own), cue, verb, COLON, sure=_SURE_OF_SUBJECT)
            told.quotations.append(number)
        by_sentence[sentence] = told
        by_quotation[number] = told
        yield told


def _opens_a_sentence(reading: Reading, quotation: Quotation) -> bool:
    """Whether a quotation begins a sentence with nothing but its mark before it."""
    opening = reading.words[quotation.words.first]
    if len(quotation.words) < _SHORTEST or not opening.text[0].isupper() or is_title(reading, quotation):
        return False
    return quotation.words.first <= reading.sentence(opening).first + 1


def _near(reading: Reading, quotation: Quotation) -> bool:
    """Whether the sentence before a quotation stands in its paragraph, or it is the whole of the next."""
    opening = reading.words[quotation.words.first]
    if not _opens_its_paragraph(reading, opening):
        return True
    whole = quotation.words.last + 1 >= reading.paragraph(opening).last
    return whole and len(quotation.words) >= _SHORTEST_ALONE


def _opens_its_paragraph(reading: Reading, opening: Word) -> bool:
    return reading.sentences[opening.sentence - 1].first < reading.paragraph(opening).first


def _from_below(quotations: Sequence[Quotation], number: int, by_quotation: dict[int, Told]) -> Told | None:
    """The source of a speech of several paragraphs that is named only in a later one."""
    for later in range(number + 1, len(quotations)):
        if quotations[later].outer is None:
            return by_quotation.get(later) if quotations[later].continues is quotations[number] else None
    return None


def _turn(reading: Reading, quotation: Quotation) -> Word | None:
    """The verb of a short sentence whose subject has the word next: Ruiz disagreed. “…”"""
    opening = reading.words[quotation.words.first]
    if (
        opening.sentence == 0
        or _opens_its_paragraph(reading, opening)
        or not ends_like_speech(reading.text, quotation.end)
    ):
        return None
    before = reading.sentences[opening.sentence - 1]
    words = reading.inside(before)
    if len(words) > _LONGEST_BEFORE or words[-1].text not in STOPS or any(word.quote is not None for word in words):
        return None
    for word in words:
        own = word.child("nsubj") if word.is_root and not is_passive(word) else None
        if own is not None and _is_person(own):
            return word
    return None


def _is_person(word: Word) -> bool:
    return word.lower in _PRONOUNS or (word.is_proper and word.named == "PERSON") or word.lower in nouns("role")
