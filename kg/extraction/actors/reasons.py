"""How sure a link is, by why it is made: ``ontology/links.csv``, whose figures are measured."""

from collections.abc import Mapping
from functools import cache

from kg.extraction.lexicon import table
from kg.records import Reason


@cache
def _confidences() -> Mapping[Reason, float]:
    return {Reason(row["reason"]): float(row["confidence"]) for _, row in table("links", "reason", "confidence")}


def confidence(reason: Reason) -> float:
    """Return how sure a link is that is made for a reason.

    >>> confidence(Reason.NAME) > confidence(Reason.PERSON)
    True
    """
    return _confidences()[reason]
