"""What rules found and what the language pipeline heard, as one: each attribution once."""

from collections.abc import Iterable, Sequence

from kg.extraction.attributions.nesting import contents
from kg.extraction.attributions.told import Told

# Chosen on the training part of PolNeAR, where F1 is best.
_ALONE = 0.3  # how sure the pipeline must be where no rule agrees
_DENIED = 0.0  # how sure it must be where a rule finds an attribution


def join(spoken: Sequence[Told], reported: Sequence[Told], heard: Iterable[Told]) -> list[Told]:
    """Return quotations as rules found them, and beside them what is reported.

    A rule reads quotations better, the pipeline everything else: what both found is told in the pipeline's words.
    What it heard inside a quotation, or of it, is the quotation's.
    """
    every = list(heard)
    quoted = contents(spoken)
    free = [told for told in every if not _is_quoted(told, spoken, quoted)]
    by_cue = {i: told for told in free for i in _cue(told)}
    found = [told for told in free if told.sure >= _ALONE]
    kept = {id(told) for told in found}
    for told in reported:
        same = next((by_cue[i] for i in _cue(told) if i in by_cue), None)
        if same is None:
            if _DENIED <= 0:
                found.append(told)
        elif id(same) not in kept and same.sure >= _DENIED:
            found.append(told)
    return [*spoken, *found]


def _cue(told: Told) -> range:
    return range(told.cue.first, told.cue.last + 1) if told.cue is not None else range(0)


def _is_quoted(told: Told, spoken: Sequence[Told], quoted: object) -> bool:
    """Whether an attribution is one of the spoken, or stands inside one."""
    heads = {i for each in spoken for i in _cue(each)}
    if any(i in heads for i in _cue(told)):
        return True
    own = _size(told.content)
    shared = sum(
        max(0, min(end, last) - max(start, first))
        for each in spoken
        for first, last in each.content
        for start, end in told.content
    )
    return shared > own / 2


def _size(spans: Sequence[tuple[int, int]]) -> int:
    return sum(end - start for start, end in spans)
