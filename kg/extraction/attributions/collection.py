"""All attributions of a document: quotations with their frames, reported clauses, and what is left over."""

from collections.abc import Collection, Iterator, Sequence

from kg.extraction.attributions.clauses import clauses
from kg.extraction.attributions.heard import heard
from kg.extraction.attributions.joining import join
from kg.extraction.attributions.nesting import clip, contents, telling
from kg.extraction.attributions.speech import speech
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.quotations import Quotation
from kg.extraction.text.reading import Reading

_SHORTEST_LEFT_OVER = 4  # words
_SURE_OF_LEFT_OVER = 0.7


def attributions(reading: Reading, quotations: Sequence[Quotation], *, outside: Collection[int] = ()) -> list[Told]:
    """Return the attributions of a document, in the order of their contents.

    ``outside`` are the paragraphs that are not the article's: nobody says anything there.
    """
    spoken = [told for told in speech(reading, quotations) if reading.paragraph_at(told.start) not in outside]
    reported = clauses(reading, {told.head.i for told in spoken if told.head is not None})
    every = join(
        spoken,
        [told for told in reported if told.head is None or told.head.paragraph not in outside],
        [told for told in heard(reading) if told.head.paragraph not in outside],
    )
    every = list(_without_relays(every))
    every += list(_left_over(reading, quotations, every))
    clip(every)
    return sorted(telling(reading, every), key=lambda told: (told.start, told.head.i if told.head else 0))


def _without_relays(every: Sequence[Told]) -> Iterator[Told]:
    """Yield all but "according to state media" beside a quotation, which only relays it; the quotation is told so."""
    framed = {told.head.paragraph: told for told in every if told.head is not None and told.rule.quotes}
    for told in every:
        spoken = framed.get(told.head.paragraph) if told.rule is Rule.ACCORDING_TO and told.head is not None else None
        if spoken is None or spoken.head is None or spoken.source is None:
            yield told
        elif told.start <= spoken.head.start <= spoken.head.end <= told.end:
            spoken.via = told.source
        else:
            yield told


def _left_over(reading: Reading, quotations: Sequence[Quotation], every: Sequence[Told]) -> Iterator[Told]:
    """Yield quotations behind a sentence that says who speaks, in the same paragraph: …, says Ruiz. “…”"""
    claimed = {number for told in every for number in told.quotations}
    reported = contents(every)
    by_sentence = {told.head.sentence: told for told in every if told.head is not None and told.head.quote is None}
    for number, quotation in enumerate(quotations):
        if number in claimed or not _opens_a_sentence(reading, quotation):
            continue
        if reported.around(quotation.start, quotation.end - 1):
            continue
        sentence = reading.words[quotation.words.first].sentence
        before = by_sentence.get(sentence - 1)
        if before is not None:
            content = [(quotation.start, quotation.end)]
            told = Told(content, Rule.CONTINUED, continues=before, sure=_SURE_OF_LEFT_OVER, quotations=[number])
            by_sentence[sentence] = told
            yield told


def _opens_a_sentence(reading: Reading, quotation: Quotation) -> bool:
    """Whether a quotation begins a sentence, and not the first of its paragraph."""
    opening = reading.words[quotation.words.first]
    if quotation.outer is not None or len(quotation.words) < _SHORTEST_LEFT_OVER or not opening.text[0].isupper():
        return False
    if opening.sentence == 0 or reading.sentences[opening.sentence - 1].first < reading.paragraph(opening).first:
        return False
    # Only its mark may stand before it in the sentence.
    return quotation.words.first <= reading.sentence(opening).first + 1
