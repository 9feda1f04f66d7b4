"""What the tables state and what the encoder reads, joined: where both say the same it is one stance, and a surer one."""

import dataclasses
from collections.abc import Sequence

from kg.extraction.stances.stood import Party, Stood

# How sure the encoder must be where no table states it, and where a table states something else in the same words; of
# somebody, and of an issue, whose words it often cuts too short or too long. Chosen on the development parts.
_OF_ACTORS, _OF_ISSUES = (0.4, 0.6), (0.6, 0.8)

Key = tuple[str, bool, str, int]


def joined(stated: Sequence[Stood], read: Sequence[Stood]) -> list[Stood]:
    """Return the stances of both, in the order of their triggers."""
    surest: dict[Key, Stood] = {}
    for one in read:
        known = surest.get(_key(one))
        if known is None or _weight(one) > _weight(known):
            surest[_key(one)] = one
    found = []
    for stood in stated:
        seen = surest.get(_key(stood))
        found.append(dataclasses.replace(stood, leaning=_leaning(stood, seen)))
    keys = {_key(one) for one in stated}
    alone = [one for key, one in surest.items() if key not in keys and _is_sure(one, stated) and one.relation.sign]
    found += [one for one in alone if not any(_speaks_for(one, other) for other in (*stated, *alone))]
    return sorted(found, key=lambda one: (one.trigger.i, one.holder.id, one.relation.id, one.target.id))


def _is_sure(one: Stood, stated: Sequence[Stood]) -> bool:
    beside = any(
        other.evidence.first <= one.evidence.last and one.evidence.first <= other.evidence.last for other in stated
    )
    return one.confidence >= (_OF_ACTORS if isinstance(one.target, Party) else _OF_ISSUES)[beside]


def _leaning(stood: Stood, seen: Stood | None) -> float | None:
    if seen is None:
        return None
    sign = 0 if stood.negated else stood.relation.sign
    return seen.confidence if seen.relation.sign == sign else -seen.confidence


def _speaks_for(one: Stood, other: Stood) -> bool:
    """Whether a stance is another's again, of which the holder is only the mouth: "We oppose it," the minister said."""
    theirs = one.holder.figure.speaks_for == other.holder.id and one.trigger.sentence == other.trigger.sentence
    return theirs and one.target.id == other.target.id and one.relation.sign == other.relation.sign


def _weight(one: Stood) -> tuple[bool, float]:
    return bool(one.relation.sign), one.confidence


def _key(one: Stood) -> Key:
    return one.holder.id, isinstance(one.target, Party), one.target.id, one.trigger.sentence
