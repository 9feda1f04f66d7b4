"""Where a pattern stands in a text: its trigger, and the words that fill its slots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.extraction.lexicon import verbs
from kg.extraction.stances.patterns import Pattern, Patterns, Start
from kg.extraction.stances.slots import Slots, between, filled
from kg.extraction.text.callings import called
from kg.extraction.text.chunks import chunk_before, chunk_head
from kg.extraction.text.inflection import all_forms, singular
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import RELATIVE, acts_as_verb, agent, antecedent, is_passive, patient, subject
from kg.extraction.text.words import Stretch, Word

_ENDS = all_forms(verbs("ends"))
_CARRIES = all_forms(verbs("carries a noun")) | _ENDS
_PREDICATES = frozenset({"about", "against", "behind", "for"})
_OWN_SIDE = frozenset({"against", "behind"})  # predicates that anybody can have; "for" and "about" are said of oneself
_IS = frozenset({"am", "are", "is", "was", "were", "be", "been", "'re", "’re", "'m", "’m", "'s", "’s"})
_OURS = frozenset({"my", "our", "your"})  # "our ally" is the state's of him who speaks, or nobody's
_UNDER_A_VERB = frozenset({"xcomp", "obj", "advmod", "root", "ccomp", "conj", "acl", "advcl", "amod"})
_FIXED = 3  # a pattern more specific than this uses its words up: "expresses concern about Y"


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern found: its trigger, the holder's head word, and what fills its slots.

    ``ended`` says that what the noun says is no more: "withdrew its support".
    """

    pattern: Pattern
    trigger: Word
    holder: Word
    slots: Slots
    ended: bool = False

    @property
    def target(self) -> Stretch | None:
        """What fills Y."""
        return self.slots.target

    @property
    def about(self) -> Stretch | None:
        """What fills Z."""
        return self.slots.about


def frames(reading: Reading, patterns: Patterns) -> Iterator[Frame]:
    """Yield the patterns that a reading holds, in the order of their triggers; at most one a trigger, but for added ones."""
    finder = _Finder(reading, patterns)
    used: set[int] = set()
    for word in reading.words:
        found = finder.at(word) if word.i not in used else None
        if found is not None:
            yield from finder.added(found)
            used.add(word.i)
            if found.pattern.start is Start.VERB and found.pattern.specific > _FIXED:
                used.update(range(word.i, found.slots.last + 1))  # "express concern about": the noun has had its turn
            yield found


def _is_whose(word: Word) -> bool:
    """Whether a word says whose supporter somebody is: "*Ruiz*'s supporter", "*his* critic", "a *Ruiz* ally"."""
    return (word.dep == "nmod:poss" and word.lower not in _OURS) or (word.relation == "compound" and word.is_proper)


class _Finder:
    """Finds the pattern that starts at a word, and leads its slots to words."""

    def __init__(self, reading: Reading, patterns: Patterns) -> None:
        self.reading = reading
        self.patterns = patterns

    def at(self, word: Word) -> Frame | None:
        """The most specific pattern that starts at a word."""
        found = self.patterns.starting(Start.VERB, word.lower)
        if found and acts_as_verb(self.reading, word):
            bare = word.tag == "VBN" and word.relation == "acl" and word.child("aux") is None
            passive = is_passive(word) or bare
            return self._passive(found, word) if passive else self._active(found, word)
        if word.tag in {"NN", "NNS"}:
            partisan = self._partisan(self.patterns.starting(Start.PARTISAN, word.lower), word)
            if partisan is not None:
                return partisan
            both = self._between(self.patterns.starting(Start.BETWEEN, word.lower), word)
            return both or self._noun(self.patterns.starting(Start.NOUN, word.lower), word)
        return self._adjective(self.patterns.starting(Start.ADJECTIVE, word.lower), word)

    def added(self, frame: Frame) -> Iterator[Frame]:
        """Yield what a pattern that was found adds about somebody else: "stood with Oslo *against Bergen*"."""
        for pattern in self.patterns.starting(frame.pattern.start, frame.trigger.lower):
            slots = self._filled(pattern, frame.trigger) if pattern.adds else None
            if slots is not None:
                yield replace(frame, pattern=pattern, slots=slots)

    def _filled(self, pattern: Pattern, trigger: Word, *, without: int = 0) -> Slots | None:
        """What fills the slots behind a trigger, but for the first ones, which stand elsewhere."""
        return filled(self.reading, pattern.follows[without:], trigger.i + 1, self.reading.reach(trigger))

    # ── verbs

    def _active(self, patterns: Sequence[Pattern], verb: Word) -> Frame | None:
        holder = subject(self.reading, verb)
        for pattern in patterns if holder is not None else ():
            slots = self._filled(pattern, verb) if not pattern.adds else None
            if slots is not None and holder is not None:
                return Frame(pattern, verb, holder, slots)
        return self._relative(patterns, verb)

    def _relative(self, patterns: Sequence[Pattern], verb: Word) -> Frame | None:
        """Oslo, *which* Bergen *opposes*; the plan that he rejects: the target stands before the clause."""
        theirs, told_of = verb.child("nsubj"), verb.head
        clause = verb.relation == "acl" and told_of.i < verb.i and told_of.pos in {"NOUN", "PROPN"}
        if theirs is None or theirs.lower in RELATIVE or theirs.i < told_of.i or not clause or is_passive(verb):
            return None
        plain = next((pattern for pattern in patterns if pattern.follows == ("Y",)), None)
        target = Slots(chunk_before(self.reading, told_of), None, verb.i)
        return Frame(plain, verb, theirs, target) if plain is not None else None

    def _passive(self, patterns: Sequence[Pattern], verb: Word) -> Frame | None:
        holder, done_to = agent(verb), patient(verb)
        if holder is None or done_to is None:
            return None
        for pattern in patterns:
            slots = self._passive_slots(pattern, verb, done_to)
            if slots is not None:
                return Frame(pattern, verb, holder, slots)
        return None

    def _passive_slots(self, pattern: Pattern, verb: Word, done_to: Word) -> Slots | None:
        follows = pattern.follows
        if follows[:1] == ("Y",):
            rest = self._filled(pattern, verb, without=1)
            return Slots(chunk_before(self.reading, done_to), rest.about, verb.i) if rest is not None else None
        # "Sanctions were imposed on Iran by the council": the pattern's own noun is the subject.
        if len(follows) >= 3 and singular(done_to.lower) == singular(follows[0]):
            rest = self._filled(pattern, verb, without=1)
            return Slots(rest.target, rest.about, verb.i) if rest is not None else None
        return None

    # ── nouns

    def _noun(self, patterns: Sequence[Pattern], noun: Word) -> Frame | None:
        holder = self._owner(noun) if patterns else None
        for pattern in patterns if holder is not None else ():
            slots = self._filled(pattern, noun)
            if slots is not None and holder is not None:
                ended = noun.relation in {"obj", "obl"} and noun.head.lower in _ENDS
                return Frame(pattern, noun, holder, slots, ended)
        return None

    def _owner(self, noun: Word) -> Word | None:
        """Whose it is: Oslo's opposition, Norwegian opposition, opposition from Oslo; or who voices it."""
        owners = (child for child in noun.children if child.dep == "nmod:poss" and child.i < noun.i)
        adjectives = (
            child
            for child in noun.children
            if child.i == noun.i - 1 and child.tag in {"NNP", "JJ"} and child.text[0].isupper()
        )
        origins = (
            child for child in noun.children if child.relation == "nmod" and child.case in {"from", "by", "among"}
        )
        found = next(chain(owners, adjectives, origins), None)
        if found is not None:
            return found
        first = noun.head if noun.relation == "conj" else noun  # "voiced its rejection and condemnation"
        governor = first.head
        voiced = first.relation in {"obj", "obl"} and governor.tag.startswith("VB") and governor.lower in _CARRIES
        return subject(self.reading, governor) if voiced else None

    def _between(self, patterns: Sequence[Pattern], noun: Word) -> Frame | None:
        """Talks between Oslo and Bergen."""
        two = between(self.reading, noun.i + 1, self.reading.reach(noun)) if patterns else None
        if two is None:
            return None
        one, other = two
        return Frame(patterns[0], noun, chunk_head(self.reading, one), Slots(other, None, other.last))

    # ── what somebody is

    def _partisan(self, patterns: Sequence[Pattern], noun: Word) -> Frame | None:
        """Ruiz, a critic of Oslo; Ruiz is one of its supporters; Oslo critic Ana Ruiz."""
        holder = called(self.reading, noun) if patterns else None
        if holder is None or holder is noun:
            return None
        for pattern in patterns:
            slots = self._filled(pattern, noun)
            if slots is not None:
                return Frame(pattern, noun, holder, slots)
        whose = next((child for child in noun.children if child.i < noun.i and _is_whose(child)), None)
        if whose is None:
            return None
        return Frame(patterns[0], noun, holder, Slots(Stretch(whose.i, whose.i), None, noun.i))

    # ── adjectives

    def _adjective(self, patterns: Sequence[Pattern], word: Word) -> Frame | None:
        holder = self._who_is(word) if patterns else None
        if holder is None or holder is word:
            return None
        for pattern in patterns:
            slots = self._filled(pattern, word)
            if slots is not None:
                # What is denied of "against the dam" is denied of its noun, in the parse.
                return Frame(pattern, word.head if word.lower in _PREDICATES else word, holder, slots)
        return None

    def _who_is(self, word: Word) -> Word | None:
        """Who is said to be wary, concerned, against."""
        above = word.head
        if word.lower in _PREDICATES:
            is_ = any(child.lower in _IS and child.i < word.i for child in above.children)
            holder = above.child("nsubj") if is_ and word.i < above.i else None
            # "the report is about …", "the ticket is for …" take no side.
            own = holder is not None and (word.lower in _OWN_SIDE or holder.lower in {"we", "i"})
            return holder if own else None
        bearer = word.child("nsubj")
        if bearer is not None:  # "is worried by" is a passive to the parser
            return antecedent(bearer, word) if is_passive(word) else subject(self.reading, word)
        if word.relation not in _UNDER_A_VERB or word.is_root:
            return None
        holder = (
            subject(self.reading, above) if above.tag.startswith("VB") or above.child("nsubj") is not None else None
        )
        if holder is None and word.relation in {"acl", "amod"} and above.i < word.i and above.pos in {"NOUN", "PROPN"}:
            return above  # "leaders wary of the plan"
        return holder
