"""What a deed is that is only spoken of: who agrees to aid promises, who vows to invade threatens."""

from kg.extraction.lexicon import modals, nouns, verbs
from kg.extraction.stances.frames import Frame
from kg.extraction.text.inflection import all_forms
from kg.extraction.text.modality import refused
from kg.relations import Family, Relation, relation

_CARRIES_OUT = all_forms(verbs("carries out"))
_ANNOUNCES = all_forms(verbs("announces")) | modals("announces")
_ANNOUNCED = nouns("announcement")


def is_only_intended(frame: Frame) -> bool:
    """Whether a deed is neither done nor announced: "repeated his wish to suspend", "is said to invade"."""
    return _is_undone(frame) and not refused(frame.trigger) and not _is_announced(frame)


def announced(frame: Frame, found: Relation, *, to_actor: bool) -> Relation:
    """Return what a relation is for the time being: a deed that is announced is a promise or a threat.

    An issue cannot be threatened: who will suspend a licence opposes it.
    """
    if found.family is not Family.DEED or not _is_undone(frame) or not _is_announced(frame):
        return found
    if found.sign > 0:
        return relation("promises")
    return relation("threatens" if to_actor else "opposes")


def _is_undone(frame: Frame) -> bool:
    """Whether a deed stands in the infinitive, under a verb that does not say that it is done."""
    trigger = frame.trigger
    if frame.pattern.relation.family is not Family.DEED or trigger.tag != "VB":
        return False
    mark = trigger.child("mark")
    return mark is not None and mark.lower == "to" and trigger.head.lower not in _CARRIES_OUT


def _is_announced(frame: Frame) -> bool:
    above = frame.trigger.head
    return frame.trigger.relation in {"xcomp", "acl"} and (above.lower in _ANNOUNCES or above.lower in _ANNOUNCED)
