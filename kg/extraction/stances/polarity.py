"""What a denial or a refusal makes of a relation: who does not support opposes, who will not attack promises."""

from kg.extraction.lexicon import modals, verbs
from kg.extraction.stances.announced import announced
from kg.extraction.stances.frames import Frame
from kg.extraction.stances.stood import Matter, Party
from kg.extraction.text.modality import denied, refused, tense
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word
from kg.records import ActorKind, Tense, Voice
from kg.relations import Family, Relation, relation

_WANTS = verbs("wants")
_UNDONE = modals("undone")
_AIMS = modals("aims")
_HOSTILE = frozenset({"rivals", "threatens", "penalizes", "attacks", "pressures"})
_OF_WORDS_TOO = frozenset({"attack", "attacks", "assault", "campaign", "target", "war"})
_OWN = frozenset({Voice.SELF, Voice.REPRESENTATIVE, Voice.NARRATOR})
_ABOVE = 3  # verbs in which an aim is looked for: "do not *seek* to contain"


def stated(
    reading: Reading, frame: Frame, target: Party | Matter, found: Relation, voice: Voice, *, by_a_person: bool
) -> tuple[Relation, bool]:
    """Return what a pattern that means a relation states of a target, and whether it is left denied."""
    to_actor = isinstance(target, Party)
    if found.id == "supports" and _wants_undone(reading, frame, target.words):
        found = relation("opposes")
    at_a_state = isinstance(target, Party) and target.figure.kind is ActorKind.STATE
    if found.id == "attacks" and by_a_person and not at_a_state and frame.pattern.head in _OF_WORDS_TOO:
        found = relation("criticizes")  # a lawmaker who attacks another has spoken
    if frame.ended and found.family is Family.DEED:
        found = relation(found.opposite or "yieldsTo")  # who lifts a ban yields, who stops his aid penalizes
    if not _is_denied(frame):
        return announced(frame, found, to_actor=to_actor), False
    turned = frame.pattern.when_negated
    if turned is not None:
        fits = turned.to_actor if to_actor else turned.to_issue
        return (turned, False) if fits else (found, True)
    if to_actor and found.sign >= 0 and refused(frame.trigger):
        return relation("opposes"), False  # "declined to meet", "is reluctant to talk with"
    if found.id in _HOSTILE and _own_conduct(frame.trigger, voice):
        return relation("promises"), False  # denying hostile intent is a promise
    return found, True


def _is_denied(frame: Frame) -> bool:
    """Whether a pattern is denied, or what it says has ended."""
    trigger, family = frame.trigger, frame.pattern.relation.family
    # A visit that ended took place, and a deed that ended has turned into its opposite.
    ended = frame.ended and family not in {Family.POSTURE, Family.DEED}
    carried = trigger.relation in {"obj", "obl"} and trigger.head.tag.startswith("VB") and denied(trigger.head)
    return (denied(trigger) != carried) != ended


def _wants_undone(reading: Reading, frame: Frame, target: Stretch) -> bool:
    """Whether it is "wants the fee scrapped"."""
    after = reading.after(target.last)
    undone = after is not None and after.tag in {"VBN", "VBD"} and after.lower in _UNDONE
    return undone and frame.pattern.head in _WANTS


def _own_conduct(trigger: Word, voice: Voice) -> bool:
    """Whether a denial is the holder's own word on what it will do: "will not challenge", "do not seek to contain"."""
    verbs_ = [trigger, *trigger.ancestors()][:_ABOVE]
    future = tense(trigger) is Tense.FUTURE or any(verb.lower in _AIMS for verb in verbs_)
    return future and voice in _OWN
