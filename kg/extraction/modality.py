"""How a stance is put: denied or not, how surely, of which time, how strongly. Only explicit words count."""

from kg.extraction.reading import Reading, Word
from kg.records import Certainty, Tense

_NOT = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "without"})
_REFUSES = frozenset(
    "refuse refused refuses refusing decline declined declines declining fail failed fails failing stop stopped deny denied denies denying reluctant "
    "unwilling hesitant loath refusal reluctance unwillingness".split()
)
_POSSIBLE = frozenset({"may", "might", "could", "can", "perhaps", "maybe", "possibly", "potentially"})
_PROBABLE = frozenset(
    {
        "likely",
        "probably",
        "expected",
        "presumably",
        "apparently",
        "seems",
        "seem",
        "seemed",
        "appears",
        "appear",
        "appeared",
        "should",
    }
)
_UNDERSPECIFIED = frozenset({"reportedly", "allegedly", "supposedly", "purportedly", "whether", "if"})
_MILD = frozenset("slightly somewhat mildly cautiously partly a_little rather tentatively guardedly".split())
_STRONG = frozenset(
    "strongly deeply fiercely sharply harshly vehemently categorically staunchly utterly fully completely firmly furiously bitterly severely gravely "
    "extremely very wholeheartedly strenuously adamantly unequivocally roundly angrily strongest fierce strong deep grave staunch outright total utter "
    "full-throated scathing profound unwavering enthusiastically highly vigorously profoundly seriously serious".split()
)


def refused(word: Word) -> bool:
    """Whether it is a deed that somebody refuses: "declined to meet", "is reluctant to talk"."""
    return any(verb.lower in _REFUSES for verb in chain(word)[1:])


def chain(word: Word) -> list[Word]:
    """The verbs that a trigger hangs on as infinitive or complement: *refused* to *condemn*."""
    found = [word]
    while word.head is not word:
        # In "will not challenge or replace" the second verb shares what stands before the first.
        shares = (
            word.relation == "conj"
            and word.tag in {"VB", "VBN", "VBG"}
            and word.head.tag == word.tag
            and word.child("nsubj", "aux", "mark") is None
        )
        above = word.head
        infinitive = word.relation in {"xcomp", "cop"} or (
            word.relation in {"advcl", "acl", "ccomp"} and above.lower in _REFUSES
        )
        if not (shares or infinitive):
            break
        word = above
        found.append(word)
    return found


def denied(word: Word) -> bool:
    """Whether a trigger is denied: "did not condemn", "refused to condemn", "no support"."""
    verbs = chain(word)
    count = 0
    for at, verb in enumerate(verbs):
        count += any(
            child.lower in _NOT and child.relation in {"advmod", "det", "cc", "neg", "mark"} for child in verb.children
        )
        if at:
            count += verb.lower in _REFUSES
    return count % 2 == 1


def certainty(reading: Reading, word: Word) -> Certainty:
    """How sure the one who vouches is."""
    near = [child.lower for verb in chain(word) for child in verb.children] + [verb.lower for verb in chain(word)[1:]]
    if word.pos in {"NOUN", "ADJ"} and word.head.pos in {"VERB", "AUX"}:
        near += [child.lower for child in word.head.children]
    if _POSSIBLE & set(near):
        return Certainty.POSSIBLE
    if _UNDERSPECIFIED & set(near):
        return Certainty.UNDERSPECIFIED
    if _PROBABLE & set(near):
        return Certainty.PROBABLE
    return Certainty.CERTAIN


def tense(word: Word) -> Tense:
    """When it holds, seen from the text."""
    verbs = chain(word)
    top = verbs[-1]
    if word.pos in {"NOUN", "ADJ"} and top is word and word.head.pos in {"VERB", "AUX"} and word.head is not word:
        top = word.head
    helpers = {child.lower for verb in (*verbs, top) for child in verb.children if child.relation in {"aux", "cop"}}
    if helpers & {"will", "'ll", "’ll", "shall", "wo"}:
        return Tense.FUTURE
    if top.lower in {"plans", "intends", "vows", "going", "wants", "hopes", "expects"} and top is not word:
        return Tense.FUTURE
    if helpers & {"had", "did", "was", "were", "has", "have", "'ve", "’ve"} or top.tag == "VBD":
        return Tense.PAST
    return Tense.PRESENT


def intensity(word: Word, plain: int) -> int:
    """How strongly it is put, by an explicit word; ``plain`` is what the trigger itself says."""
    near = {
        other.lower
        for child in (word, *word.children)
        for other in (child, *child.children)
        if other.relation in {"advmod", "amod", "obl"} or other is child
    }
    if near & _STRONG:
        return 3
    if near & _MILD:
        return 1
    return plain
