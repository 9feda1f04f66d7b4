"""Who said what in a document: quotations with their frames, reported clauses, and how they stand to each other."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from kg.extraction.clauses import Clauses
from kg.extraction.quotations import Quotation
from kg.extraction.reading import Reading
from kg.extraction.speech import Speech
from kg.extraction.told import Told
from kg.records import AttributionKind

_SHARE_OF_DIRECT = 0.9


def attributions(reading: Reading, quotations: Sequence[Quotation], *, outside: Collection[int] = ()) -> list[Told]:
    """Return the attributions of a document, in the order of their contents.

    ``outside`` are the paragraphs that are not the article's: nobody says anything there.
    """
    spoken = [told for told in Speech(reading, quotations).find() if reading.paragraph_at(told.start) not in outside]
    taken = {told.head.i for told in spoken if told.head is not None}
    reported = [
        told for told in Clauses(reading, taken).find() if told.head is None or told.head.paragraph not in outside
    ]
    framed = {told.head.paragraph: told for told in spoken if told.head is not None}
    reported = [told for told in reported if not _relays(told, framed.get(told.head.paragraph) if told.head else None)]
    every = spoken + reported
    every += _left_over(reading, quotations, every)
    # A content never leaves its paragraph, so only neighbours need be compared.
    neighbours: dict[int, list[Told]] = {}
    for told in every:
        neighbours.setdefault(reading.paragraph_at(told.start), []).append(told)
    kept: list[Told] = []
    for group in neighbours.values():
        _clip(group)
        telling = [told for told in group if _tells(reading, told, group)]
        for told in telling:
            told.nested_in = _around(told, telling)
        kept += telling
    return sorted(kept, key=lambda told: (told.start, told.head.i if told.head else 0))


def _clip(group: Sequence[Told]) -> None:
    """End what is reported inside a quotation where the quotation ends."""
    for told in group:
        if told.head is None or told.how == "according to":
            continue
        for other in group:
            for start, end in other.content if other is not told else ():
                if start <= told.head.start < end and start <= told.start < end < told.end:
                    told.content = [(first, min(last, end)) for first, last in told.content if first < end]


def kind(reading: Reading, quotations: Sequence[Quotation], told: Told) -> AttributionKind:
    """How its words are given: the share of the content that stands in quotation marks decides."""
    origin = told.origin()
    depth = quotations[origin.head.quote] if origin.head is not None and origin.head.quote is not None else None
    quoted = whole = 0
    for start, end in told.content:
        whole += _letters(reading.text, start, end)
        for quotation in _touching(quotations, start, end):
            # Inside somebody's quotation only a deeper one counts; outside, only the outermost.
            if quotation.outer is depth:
                quoted += _letters(reading.text, max(start, quotation.start), min(end, quotation.end))
    share = quoted / whole if whole else 0
    if share >= _SHARE_OF_DIRECT:
        return AttributionKind.DIRECT
    if origin.sense is not None and origin.sense.believes:
        return AttributionKind.BELIEF
    return AttributionKind.MIXED if share > 0 else AttributionKind.INDIRECT


def _touching(quotations: Sequence[Quotation], start: int, end: int) -> Iterator[Quotation]:
    """Yield the quotations, given in order, that have a part between two places."""
    # An outer quotation begins before its inner ones, and is never longer than a paragraph with a few of them.
    at = bisect_left(quotations, start, key=lambda quotation: quotation.start)
    while at > 0 and (quotations[at - 1].end > start or quotations[at - 1].outer is not None):
        at -= 1
    while at < len(quotations) and quotations[at].start < end:
        if quotations[at].end > start:
            yield quotations[at]
        at += 1


def _letters(text: str, start: int, end: int) -> int:
    return sum(not char.isspace() for char in text[start:end])


def _relays(told: Told, spoken: Told | None) -> bool:
    """Whether "according to state media" only relays a quotation beside it; then the quotation is told so."""
    if told.how != "according to" or spoken is None or spoken.head is None or spoken.source is None:
        return False
    if not told.start <= spoken.head.start <= spoken.head.end <= told.end:
        return False
    spoken.via = told.source
    return True


def _left_over(reading: Reading, quotations: Sequence[Quotation], every: Sequence[Told]) -> list[Told]:
    """Quotations that follow, in their paragraph, a sentence which says who speaks: …, says Ruiz. “…”"""
    claimed = {number for told in every for number in told.quotations}
    reported: dict[int, list[tuple[int, int]]] = {}
    for told in every:
        reported.setdefault(reading.paragraph_at(told.start), []).extend(told.content)
    by_sentence = {told.head.sentence: told for told in every if told.head is not None and told.head.quote is None}
    found: list[Told] = []
    for number, quotation in enumerate(quotations):
        opening = reading.words[quotation.words.first]
        if quotation.outer is not None or len(quotation.words) < 4 or not opening.text[0].isupper():
            continue
        near = reported.get(quotation.paragraph, [])
        if number in claimed or any(start <= quotation.start and quotation.end <= end + 1 for start, end in near):
            continue
        if opening.sentence == 0 or reading.sentences[opening.sentence - 1].first < reading.paragraph(opening).first:
            continue
        # The mark before the quotation must open a sentence, or the quotation is part of one.
        if quotation.words.first > reading.sentence(opening).first + 1:
            continue
        before = by_sentence.get(opening.sentence - 1)
        if before is not None:
            made = Told(
                [(quotation.start, quotation.end)], continues=before, how="continued", sure=0.7, quotations=[number]
            )
            by_sentence[opening.sentence] = made
            found.append(made)
    return found


def _tells(reading: Reading, told: Told, every: Sequence[Told]) -> bool:
    """Whether an attribution inside another tells something of its own: China suspects that …, says Shen."""
    if told.how in {"continued", "frame after", "frame before", "frame above"}:
        return True
    if _around(told, every) is None:
        return True
    if told.how in {"phrase", "infinitive"} or told.source is None:
        return False
    return any(reading.words[i].tag in {"NNP", "NNPS"} for i in range(told.source.first, told.source.last + 1))


def _around(told: Told, every: Sequence[Told]) -> Told | None:
    """The smallest attribution whose content holds this one, cue and all."""
    start = min(told.start, told.head.start) if told.head is not None else told.start
    end = max(told.end, told.head.end) if told.head is not None else told.end
    best: Told | None = None
    for other in every:
        if other is told or other.origin() is told:
            continue
        for first, last in other.content:
            inside = first <= start and end <= last + 1 and (first, last) != (told.start, told.end)
            if inside and (best is None or last - first < best.end - best.start):
                best = other
    return best
