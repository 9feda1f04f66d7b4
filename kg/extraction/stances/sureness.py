"""How often a stance like this one is right: its confidence, from what can be seen of it.

The weights stand in ``ontology/sureness.csv``, as logarithms of odds: they were fitted by ``training/sureness`` to sentences
in which people marked who stands where. To fit them anew, after the patterns have changed, is one command.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache

from kg.extraction.lexicon import particles, table
from kg.records import ActorKind, Certainty, Span, Stance, Tense
from kg.relations import relation

ALWAYS = "always"  # what a stance has of which nothing else is seen

_PRONOUNS = particles("stands for a name")
_FAR = 80  # characters between the two that a stance joins
_STEPS = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # of what the encoder makes of a stance
_LEAST, _MOST = 0.05, 0.95  # a few hundred sentences vouch for no more


def seen(
    stance: Stance,
    kinds: Mapping[str, ActorKind],
    *,
    in_codebook: bool,
    stated: bool = True,
    leaning: float | None = None,
) -> Iterator[str]:
    """Yield what is seen of a stance, in the words of the table.

    ``kinds`` are those of the actors, by id; ``in_codebook`` says whether the target is an issue of a codebook,
    ``stated`` whether a table states the stance, ``leaning`` how sure the encoder is of it (`Stood.leaning`).
    """
    yield ALWAYS
    yield from _read(stated=stated, leaning=leaning)
    yield f"family {relation(stance.relation).family}"
    yield f"voice {stance.voice}"
    yield from _end("holder", stance.holder_mention, kinds.get(stance.holder))
    if stance.target.issue is None:
        yield from _end("target", stance.target_mention, kinds.get(stance.target.actor or ""))
    else:
        yield "target issue of a codebook" if in_codebook else "target issue in the text's words"
    if stance.certainty is not Certainty.CERTAIN:
        yield "hedged"
    if stance.tense is Tense.FUTURE:
        yield "still to come"
    if stance.intensity > 2:
        yield "strong words"
    holder, target = stance.holder_mention, stance.target_mention
    if holder is not None and not _stands_in(holder, stance.evidence):
        yield "holder outside the words"
    elif holder is not None and target is not None:
        if target.start < holder.start:
            yield "target before holder"
        if max(holder.start, target.start) - min(holder.end, target.end) > _FAR:
            yield "far apart"


def _read(*, stated: bool, leaning: float | None) -> Iterator[str]:
    """Yield what the encoder makes of it, in steps."""
    who = "stated, and the encoder reads" if stated else "the encoder alone reads"
    if leaning is None:
        yield f"{who} nothing"
    elif leaning < 0:
        yield f"{who} the other sign"
    else:
        step = max(each for each in _STEPS if each <= max(leaning, _STEPS[0]))
        yield f"{who} it, {step} or more"


def sureness(names: Iterator[str], weights: Mapping[str, float] | None = None) -> float:
    """Return the share of stances with all of this that are right; what the table does not have changes nothing."""
    known = shipped() if weights is None else weights
    odds = sum(known.get(name, 0.0) for name in names)
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)


@cache
def shipped() -> Mapping[str, float]:
    """Return the weights of ``ontology/sureness.csv``."""
    return {row["seen"]: float(row["weight"]) for _, row in table("sureness", "seen", "weight")}


def _end(role: str, mention: Span | None, kind: ActorKind | None) -> Iterator[str]:
    if mention is not None and mention.text.lower() in _PRONOUNS:
        yield f"{role} a pronoun"
    elif kind is not None:
        yield f"{role} a {kind}"


def _stands_in(mention: Span, evidence: Span) -> bool:
    return evidence.start <= mention.start and mention.end <= evidence.end
