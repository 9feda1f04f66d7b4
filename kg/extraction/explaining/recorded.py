"""What can be said of a stance that kg did not find itself: what its record says."""

import re

from kg.extraction.explaining.reasons import Explanation, Mark, Reason
from kg.records import Record, Span, Stance

_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+|\n+")
_FIELDS = ("relation", "sign", "voice", "negated", "certainty", "tense", "intensity", "confidence")


def recorded(record: Record, text: str, stance: Stance) -> Explanation:
    """Return a stance with its sentence and marks; for reasons, that its record says so."""
    actors = {each.id: each.name for each in record.actors}
    issues = {each.id: each.label for each in record.issues}
    said = next((each for each in record.attributions if each.id == stance.attribution), None)
    holder = actors[stance.holder]
    target = actors[stance.target.actor] if stance.target.actor is not None else issues[stance.target.id]
    marks = [
        Mark(role, span) for role in ("source", "cue") for span in (getattr(said, role) if said is not None else ())
    ]
    ends = (("holder", stance.holder_mention), ("target", stance.target_mention))
    marks += [Mark(role, span) for role, span in ends if span is not None]
    told = "as the record says, which this version of kg would not make of this text"
    values = [("holder", holder), ("target", target), *((name, str(getattr(stance, name))) for name in _FIELDS)]
    return Explanation(
        document=record.document.id,
        stance=stance,
        holder=holder,
        target=target,
        sentence=_sentence(text, stance.evidence),
        marks=tuple(marks),
        reasons=tuple(
            Reason(name, value, told if name == "holder" else "as the record says") for name, value in values
        ),
    )


def _sentence(text: str, evidence: Span) -> Span:
    """The evidence, wound back and on to where sentences end."""
    before = [found.end() for found in _SENTENCE_END.finditer(text, 0, evidence.start)]
    after = _SENTENCE_END.search(text, max(evidence.start, evidence.end - 1))
    end = max(evidence.end, after.start() + len(after.group().rstrip()) if after is not None else len(text))
    return Span.of(text, before[-1] if before else 0, end)
