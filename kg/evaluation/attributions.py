"""Who said what: attributions found, against attributions marked.

Source of the measures: Newell, Margolin & Ruths, *An Attribution Relations Corpus for Political News* (2018), whose
triples count where contents and sources meet; here contents meet where half of the characters of both are shared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nextafter

from kg.evaluation.figures import Counts, Figure, figure
from kg.records import Record

Spans = Sequence[tuple[int, int]]
Likeness = Callable[[frozenset[int], frozenset[int]], float]


@dataclass(frozen=True, slots=True)
class Said:
    """The spans of an attribution that are compared."""

    source: Spans
    content: Spans


def of_record(record: Record) -> list[Said]:
    """The attributions of a record; one that continues another, and has no source itself, has that one's."""
    by_id = {each.id: each for each in record.attributions}
    found = []
    for each in record.attributions:
        origin = each if each.source or each.continues is None else by_id[each.continues]
        found.append(
            Said([(span.start, span.end) for span in origin.source], [(span.start, span.end) for span in each.content])
        )
    return found


def attributions(
    texts: Mapping[str, str], gold: Mapping[str, Sequence[Said]], predicted: Mapping[str, Sequence[Said]]
) -> list[Figure]:
    """Figures of triples and of contents; each mapping is by the document's id.

    A triple is right where the contents share half of their characters (Jaccard) and the sources a character, or
    neither has a source. A content alone is right where it shares half, or where more than 0.3, or 0.8, of the gold's
    is found.
    """
    measures: tuple[tuple[str, Likeness, float, bool], ...] = (
        ("triples", _jaccard, 0.5, True),
        ("contents", _jaccard, 0.5, False),
        ("contents, 0.3 found", _recall, nextafter(0.3, 1), False),
        ("contents, 0.8 found", _recall, nextafter(0.8, 1), False),
    )
    return [
        figure(
            name,
            [
                _counts(texts[each], gold[each], predicted.get(each, ()), alike, least, with_source=with_source)
                for each in texts
            ],
        )
        for name, alike, least, with_source in measures
    ]


def _counts(
    text: str, gold: Sequence[Said], own: Sequence[Said], alike: Likeness, least: float, *, with_source: bool
) -> Counts:
    theirs, ours = (
        [(_letters(each.source, text), said) for each in side if (said := _letters(each.content, text))]
        for side in (gold, own)
    )
    pairs = sorted(
        (
            (-likeness, i, j)
            for i, (source, content) in enumerate(theirs)
            for j, (of, said) in enumerate(ours)
            if content & said
            and (likeness := alike(content, said)) >= least
            and (not with_source or source & of or not (source or of))
        ),
    )
    matched: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in matched and j not in matched.values():
            matched[i] = j
    return len(matched), len(ours), len(theirs)


def _letters(spans: Spans, text: str) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, min(end, len(text))) if not text[i].isspace())


def _jaccard(gold: frozenset[int], own: frozenset[int]) -> float:
    return len(gold & own) / len(gold | own)


def _recall(gold: frozenset[int], own: frozenset[int]) -> float:
    return len(gold & own) / len(gold)
