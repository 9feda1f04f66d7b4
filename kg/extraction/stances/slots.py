"""The words and slots of a pattern, matched in order on the page.

Words that must follow are looked for in order and near, since the parse attaches "on Iran" to
"sanctions" one day and to "imposed" the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.lexicon import particles, verdicts
from kg.extraction.stances.patterns import SLOTS
from kg.extraction.stances.proposals import TIMES
from kg.extraction.text.calendar import SURE
from kg.extraction.text.chunks import behind_hedge, chunk_from, chunk_head
from kg.extraction.text.inflection import singular
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_NEAR = 8  # words that may stand between two words of a pattern: articles, adjectives, adverbs
_NEXT = 3  # words that may stand before a particle right behind the trigger
_FAR = 10  # words that a slot may have before the next word of the pattern
_BETWEEN_REACH = 20  # words before "between": talks in Oslo on Monday between …
_PARTICLES = particles("follows a verb")
_THAT = frozenset({"that", "whether"})
_MANY = {"<bad>": verdicts("bad"), "<good>": verdicts("good")}  # words that a word in brackets stands for
_STOPS = frozenset({".", ";", ":", "—", "–", "?", "!"})
_ENDS_A_CLAUSE = frozenset({";", ".", ":"})
_IN_A_TIME = frozenset({"DT", "CD"})
_LONGEST_TIME = 5  # words: on the first of May
_OPENS_A_TIME = frozenset({"on", "in", "during", "last", "this", "next", "earlier", "late", "early"})
_TELLS_WHERE = frozenset({"in", "at", "on", "over", "about"})  # "held talks in Oslo on fish with Bergen"
_BEHIND_A_PLACE = frozenset({"with", "against"})


@dataclass(frozen=True, slots=True)
class Slots:
    """What fills the slots of a pattern: Y the target, Z what it is about; and the last word that was used."""

    target: Stretch | None
    about: Stretch | None
    last: int


def filled(reading: Reading, follows: Sequence[str], first: int, limit: int) -> Slots | None:
    """Match words and slots in order from ``first`` on; None where one of them is not there."""
    at = first
    slots: dict[str, Stretch] = {}
    for number, part in enumerate(follows):
        if part in SLOTS:
            found = _slot(reading, follows, number, at, limit)
            if found is None:
                return None
            slots[part] = found
            at = found.last + 1
        elif part in _THAT:
            place = _that(reading, part, at, limit)
            if place is None:
                return None
            at = place
        else:
            near = _NEXT if part in _PARTICLES and number == 0 else _NEAR
            place = _word(reading, part, at, limit, near=near)
            if place is None:
                return None
            at = place + 1
    return Slots(slots.get("Y"), slots.get("Z"), at - 1)


def _slot(reading: Reading, follows: Sequence[str], number: int, at: int, limit: int) -> Stretch | None:
    """What fills the slot of that number from ``at`` on, up to the next word of the pattern."""
    part, before = follows[number], follows[number - 1] if number else ""
    after = follows[number + 1] if number + 1 < len(follows) else None
    if part == "Y" and before in _THAT:
        clause = _clause_start(reading, at, limit)
        return chunk_from(reading, clause, limit) if clause is not None else None
    if after is not None and after not in SLOTS and after not in _PARTICLES:
        place = _word(reading, after, at, limit, near=_FAR)
        if place is None:
            return None
        limit = place - 1
    return _infinitive(reading, at, limit) if part == "Z" and before == "to" else _chunk(reading, at, limit)


def _chunk(reading: Reading, at: int, limit: int) -> Stretch | None:
    """The next chunk that is no time: "condemned *last week* the plan"."""
    found = chunk_from(reading, at, limit)
    named = (
        any(word.is_proper and word.lower not in TIMES for word in reading.inside(found))
        if found is not None
        else False
    )
    if found is not None and not named and found.last < limit and chunk_head(reading, found).lower in TIMES:
        return chunk_from(reading, found.last + 1, limit) or found
    return found or _gerund(reading, at, limit)


def _gerund(reading: Reading, at: int, limit: int) -> Stretch | None:
    """A gerund that stands alone: "is against *decoupling*"."""
    words = reading.words
    alone = at <= limit and words[at].tag == "VBG" and (at == limit or words[at + 1].is_mark)
    return Stretch(at, at) if alone else None


def _that(reading: Reading, part: str, at: int, limit: int) -> int | None:
    """The first word behind a "that", which may be left out: "fears Oslo will"."""
    words = reading.words
    if at <= limit and words[at].lower in {"is", "was", "’s", "'s"}:
        at += 1  # "the suspicion is that …"
    place = _word(reading, part, at, limit, near=_NEAR)
    if place is not None:
        return place + 1
    return None if at > limit or words[at].is_mark else at


def _word(reading: Reading, part: str, first: int, limit: int, *, near: int) -> int | None:
    """Where a word of a pattern stands, in any number; None where it is not near."""
    i = behind_hedge(reading, first, limit)
    last = min(i + near - 1, limit)
    while i <= last:
        timed = _behind_time(reading, i, limit)
        if timed > i:
            last, i = min(last + timed - i, limit), timed
            continue
        word = reading.words[i]
        if i > first and word.tag == "VB" and reading.words[i - 1].tag == "TO":
            i += 1
            continue  # "launched a site to attack" launched no attack
        if (
            word.lower == part
            or (word.lower in _MANY.get(part, ()) and not _is_beside(word))
            or (word.tag in {"NN", "NNS"} and singular(word.lower) == singular(part))
        ):
            return i
        if part in _MANY and (word.tag == "TO" or word.text == ","):
            return None
        if word.text in _STOPS or word.is_finite:
            return None
        passed = word.lower == "than" or (part in _BEHIND_A_PLACE and word.lower in _TELLS_WHERE)
        if part in _PARTICLES and word.tag in {"IN", "TO"} and not passed:
            return None
        i += 1
    return None


def _is_beside(word: Word) -> bool:
    """Whether an adjective judges something else: "called Oslo about the *terrible* storm"."""
    judged = word.head if word.relation == "amod" else word
    return judged.case not in {"", "as"}


def _behind_time(reading: Reading, i: int, limit: int) -> int:
    """The first word behind a time that begins at ``i``: "met *on Tuesday* with"; ``i`` where none begins."""
    words = reading.words
    day = words[i].lower in SURE and words[i].text[0].isupper()
    if words[i].lower not in _OPENS_A_TIME and not day:
        return i
    behind = i
    for at in range(i, min(i + _LONGEST_TIME, limit + 1)):
        if words[at].lower in TIMES or (behind > i and words[at].tag == "CD"):
            behind = at + 1
        elif words[at].tag not in _IN_A_TIME and words[at].lower not in _OPENS_A_TIME:
            break
    return behind


def _infinitive(reading: Reading, first: int, limit: int) -> Stretch | None:
    words = reading.words
    if first > limit or words[first].tag not in {"VB", "RB"}:
        return None
    last = first
    while last < limit and words[last + 1].text not in {";", ".", ","} and not words[last + 1].is_finite:
        last += 1
    return Stretch(first, last)


def _clause_start(reading: Reading, first: int, limit: int) -> int | None:
    """The first word of a clause with a finite verb from ``first`` on."""
    words = reading.words
    while first <= limit and words[first].is_mark:
        first += 1
    for i in range(first + 1, limit + 1):
        if words[i].is_finite:
            return first
        if words[i].text in _ENDS_A_CLAUSE:
            return None
    return None


def between(reading: Reading, first: int, limit: int) -> tuple[Stretch, Stretch] | None:
    """The two that "between" joins, behind a noun: talks between Oslo and Bergen."""
    words = reading.words
    i = first
    while i <= min(limit, first + _BETWEEN_REACH - 1) and not (
        words[i].lower in {"between", "among"} or words[i].is_finite or words[i].text in {";", ":"}
    ):
        i += 1
    if i > limit or words[i].lower not in {"between", "among"}:
        return None
    one = chunk_from(reading, i + 1, limit)
    if one is None:
        return None
    joint = one.last + 1
    while joint <= limit and words[joint].text in {",", "’s", "'s"}:
        joint += 1
    if joint > limit or words[joint].lower not in {"and", "&"}:
        return None
    other = chunk_from(reading, joint + 1, limit)
    return (one, other) if other is not None else None
