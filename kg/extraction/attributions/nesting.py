"""How attributions stand to each other: one inside the content of another."""

from collections.abc import Sequence

from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.intervals import Intervals
from kg.extraction.text.reading import Reading

Contents = Intervals[tuple[Told, int, int]]  # every piece of every content


def contents(every: Sequence[Told]) -> Contents:
    """Return the contents of attributions by their places."""
    return Intervals((start, end, (told, start, end)) for told in every for start, end in told.content)


def clip(every: Sequence[Told]) -> None:
    """End what is reported inside a quotation where the quotation ends."""
    index = contents(every)
    for told in every:
        if told.head is None or told.rule is Rule.ACCORDING_TO:
            continue
        for other, start, end in index.around(told.head.start, told.head.start + 1):
            if other is not told and start <= told.start < end < told.end:
                told.content = [(first, min(last, end)) for first, last in told.content if first < end]


def telling(reading: Reading, every: Sequence[Told]) -> list[Told]:
    """Return the attributions that tell something of their own, each led to the one that it is nested in."""
    index = contents(every)
    kept = [told for told in every if _tells(reading, told, index)]
    index = contents(kept)
    for told in kept:
        told.nested_in = _around(told, index)
    return kept


def _tells(reading: Reading, told: Told, index: Contents) -> bool:
    """Whether an attribution inside another is not only a part of it: China suspects that …, says Shen."""
    if told.rule.quotes or told.rule is Rule.NESTED or _around(told, index) is None:
        return True
    if told.rule in {Rule.PHRASE, Rule.INFINITIVE} or told.source is None:
        return False
    return any(word.is_proper for word in reading.inside(told.source))


def _around(told: Told, index: Contents) -> Told | None:
    """The smallest attribution whose content holds this one, cue and all."""
    start = min(told.start, told.head.start) if told.head is not None else told.start
    end = max(told.end, told.head.end) if told.head is not None else told.end
    outer = [
        (last - first, other)
        for other, first, last in index.around(start, end - 1)
        if other is not told and other.origin is not told and (first, last) != (told.start, told.end)
    ]
    return min(outer, key=lambda entry: entry[0])[1] if outer else None
