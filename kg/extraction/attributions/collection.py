"""All attributions of a document: quotations with their frames, reported clauses, and what is left over."""

from collections.abc import Collection, Iterator, Sequence

from kg.extraction.attributions.clauses import clauses
from kg.extraction.attributions.headlines import headline
from kg.extraction.attributions.heard import heard
from kg.extraction.attributions.joining import join
from kg.extraction.attributions.leftovers import left_over
from kg.extraction.attributions.nesting import clip, telling
from kg.extraction.attributions.speech import speech
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading


def attributions(reading: Reading, quotations: Sequence[Quotation], *, outside: Collection[int] = ()) -> list[Told]:
    """Return the attributions of a document, in the order of their contents.

    ``outside`` are the paragraphs that are not the article's: nobody says anything there.
    """
    spoken = [told for told in speech(reading, quotations) if reading.paragraph_at(told.start) not in outside]
    reported = clauses(reading, {told.head.i for told in spoken if told.head is not None})
    every = join(
        spoken,
        [told for told in reported if told.head is None or told.head.paragraph not in outside],
        [told for told in heard(reading) if told.head is not None and told.head.paragraph not in outside],
    )
    title = headline(reading)
    every += [title] if title is not None else []
    every = list(_without_relays(every))
    every += list(left_over(reading, quotations, every))
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
