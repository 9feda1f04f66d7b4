"""All attributions of a document: quotations with their frames, reported clauses, and what is left over."""

from collections.abc import Collection, Sequence

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
        [told for told in reported if _is_inside(told, outside) and not _relays(told, spoken)],
        [told for told in heard(reading) if _is_inside(told, outside) and not _relays(told, spoken)],
    )
    title = headline(reading)
    every += [title] if title is not None else []
    every += list(left_over(reading, quotations, every))
    clip(every)
    return sorted(telling(reading, every), key=lambda told: (told.start, told.head.i if told.head else 0))


def _is_inside(told: Told, outside: Collection[int]) -> bool:
    return told.head is None or told.head.paragraph not in outside


def _relays(told: Told, spoken: Sequence[Told]) -> bool:
    """Whether it is "according to state media" beside a quotation, which only relays it; the quotation is told so."""
    if told.rule is not Rule.ACCORDING_TO or told.head is None:
        return False
    paragraph = told.head.paragraph
    beside = [one for one in spoken if one.head is not None and one.head.paragraph == paragraph and one.source]
    if not beside or beside[-1].head is None or not told.start <= beside[-1].head.start < told.end:
        return False
    beside[-1].via = told.source
    return True
