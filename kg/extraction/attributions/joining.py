"""What rules found and what the language pipeline heard, as one: each attribution once.

Rules read quotations better, the pipeline everything else.
"""

from collections.abc import Sequence

from kg.extraction.attributions.told import Rule, Told

# How sure the pipeline must be where no rule agrees, and where one does. Chosen on the training part of PolNeAR.
ALONE, AGREED = 0.8, 0.3

# Rules that know both pieces of what they interrupt.
_AROUND = (Rule.ACCORDING_TO, Rule.PARENTHESIS)
_QUOTED = 0.5  # part of a content that stands in a quotation, from which on it is the quotation's


def join(spoken: Sequence[Told], reported: Sequence[Told], heard: Sequence[Told]) -> list[Told]:
    """Return quotations as rules found them, and beside them what is reported, in the pipeline's words.

    What it heard of a quotation, or inside one, is the quotation's. A rule's attribution stays as it is where the
    pipeline is half sure of its cue, and inside the content of another, where the pipeline does not listen.
    """
    if not heard:
        return [*spoken, *reported]
    free = _free(spoken, heard)
    found = [told for told in free if told.sure >= ALONE]
    by_cue = {i: told for told in free for i in _cue(told)}
    taken = {i for told in found for i in _cue(told)}
    for told in reported:
        same = next((by_cue[i] for i in _cue(told) if i in by_cue), None)
        if same is not None:
            around = told.rule in _AROUND and told.start <= same.start and same.end <= told.end
            if around or (same.source is None and told.source is not None):
                same.source, same.content = same.source or told.source, told.content
        if not taken.isdisjoint(_cue(told)):
            continue
        if same.sure >= AGREED if same is not None else _is_inside(told, [*spoken, *found]):
            found.append(told)
    return [*spoken, *found]


def _is_inside(told: Told, others: Sequence[Told]) -> bool:
    start = min(told.start, told.head.start) if told.head is not None else told.start
    return any(first <= start and told.end <= last for other in others for first, last in other.content)


def _free(spoken: Sequence[Told], heard: Sequence[Told]) -> list[Told]:
    """What was heard that is not of the spoken."""
    cues = {i for told in spoken for i in _cue(told)}
    quoted = [span for told in spoken for span in told.content]
    return [told for told in heard if cues.isdisjoint(_cue(told)) and _share(told, quoted) <= _QUOTED]


def _cue(told: Told) -> range:
    return range(told.cue.first, told.cue.last + 1) if told.cue is not None else range(0)


def _share(told: Told, quoted: Sequence[tuple[int, int]]) -> float:
    """The part of a content that stands in quotations."""
    shared = sum(max(0, min(end, last) - max(start, first)) for first, last in quoted for start, end in told.content)
    return shared / sum(end - start for start, end in told.content)
