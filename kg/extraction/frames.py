"""Where a pattern of the lexicon stands in a text: its trigger, and the words that fill its slots.

Words that must follow are looked for on the page, in order and near, since the parse attaches
"on Iran" to "sanctions" one day and to "imposed" the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.inflection import forms
from kg.extraction.lexicon import Lexicon, Pattern, singular
from kg.extraction.phrases import is_punctuation
from kg.extraction.reading import Reading, Stretch, Word
from kg.extraction.subjects import acts_as_verb, agent, is_passive, patient, subject

_NEAR = 8  # words that may stand between two words of a pattern: articles, adjectives, adverbs
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "DT", "PDT", "CD", "PRP", "PRP$", "POS", "VBN", "VBG", "HYPH", "WP", "EX", "$", "NFP", "``", "''", "RB", "RBR", "RBS", "AFX", "FW", "ADD"})  # fmt: skip
_HEADS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "WP", "DT", "FW"})
_PREDICATES = frozenset({"about", "against", "behind", "for"})
_IS = frozenset({"am", "are", "is", "was", "were", "be", "been", "'re", "’re", "'m", "’m", "'s", "’s"})
_PARTICLES = frozenset(
    "on out up down off in over back away for to against with about of at by from into near around behind toward towards".split()
)


_LIGHT_VERBS = frozenset(
    form
    for verb in "have express voice raise show offer reiterate pledge declare announce issue make lodge launch hold give reaffirm underline stress cite "
    "renew repeat state signal withdraw drop maintain share harbour harbor hide conceal stage mount begin start continue conduct wage impose open "
    "file sign reach strike resume extend provide deliver carry order approve prolong tighten expand increase step lead organize organise plan take "
    "slap pursue intensify send prepare win face seek demand want need request pass adopt introduce enforce apply put place grant maintain continue".split()
    for form in forms(verb)
)
_ENDING_VERBS = frozenset(
    form
    for verb in "end suspend drop withdraw halt stop lift cancel revoke abandon reverse lose deny reject avoid".split()
    for form in forms(verb)
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern found: the trigger, the holder's head word, the target's noun phrase or clause, and what it is about."""

    pattern: Pattern
    trigger: Word
    holder: Word | None
    target: Stretch | None
    about: Stretch | None
    clause: Stretch | None  # for "X fears that Y …": the whole content, whose subject is the target
    last: int  # the last word that was used
    ended: bool = False  # "withdrew its support": what the noun says is no more


class Frames:
    """Finds the patterns of a lexicon in a reading."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading = reading
        self.words = reading.words
        self.lexicon = lexicon

    def find(self) -> Iterator[Frame]:
        """Yield what is found, in the order of the triggers; at most one frame a trigger."""
        used: set[int] = set()
        for word in self.words:
            found = self._at(word, used)
            if found is not None:
                # "express concern about": the noun has had its turn.
                used.update(
                    range(word.i, found.last + 1)
                    if found.pattern.kind == "verb" and found.pattern.specific > 3
                    else (word.i,)
                )
                yield found

    def _at(self, word: Word, used: set[int]) -> Frame | None:
        if word.i in used:
            return None
        if word.lower in self.lexicon.verbs and acts_as_verb(self.reading, word):
            return self._first(self.lexicon.verbs[word.lower], word, self._verb)
        if word.tag in {"NN", "NNS"}:
            found = self._first(self.lexicon.between.get(word.lower, ()), word, self._between)
            return found or self._first(self.lexicon.nouns.get(word.lower, ()), word, self._noun)
        if word.lower in self.lexicon.adjectives:
            return self._first(self.lexicon.adjectives[word.lower], word, self._adjective)
        return None

    def _first(self, patterns: tuple[Pattern, ...], word: Word, match: "callable") -> Frame | None:  # type: ignore[valid-type]
        for pattern in patterns:
            found = match(pattern, word)
            if found is not None:
                return found  # type: ignore[no-any-return]
        return None

    # ── verbs

    def _verb(self, pattern: Pattern, verb: Word) -> Frame | None:
        if is_passive(verb) or (verb.tag == "VBN" and verb.relation == "acl"):
            return self._passive(pattern, verb)
        holder = subject(self.reading, verb)
        if holder is None:
            return None
        slots = self._slots(pattern, verb.i + 1, self._limit(verb))
        if slots is None:
            return None
        target, about, clause, last = slots
        return Frame(pattern, verb, holder, target, about, clause, last)

    def _passive(self, pattern: Pattern, verb: Word) -> Frame | None:
        done_by, done_to = agent(verb), patient(verb)
        if done_by is None or done_to is None:
            return None
        follows = pattern.follows
        target = self._phrase_of(done_to)
        if follows[:1] == ("Y",):
            rest = follows[1:]
            about = None
            if rest:
                slots = self._match(rest, verb.i + 1, self._limit(verb))
                if slots is None:
                    return None
                about = slots[1]
            return Frame(pattern, verb, done_by, target, about, None, verb.i)
        # "Sanctions were imposed on Iran by the council": the pattern's own noun is the subject.
        if len(follows) >= 3 and singular(done_to.lower) == singular(follows[0]):
            slots = self._match(follows[1:], verb.i + 1, self._limit(verb))
            if slots is not None:
                return Frame(pattern, verb, done_by, slots[0], slots[1], None, verb.i)
        return None

    # ── nouns and adjectives

    def _noun(self, pattern: Pattern, noun: Word) -> Frame | None:
        holder = self._owner(noun)
        if holder is None:
            return None
        slots = self._slots(pattern, noun.i + 1, self._limit(noun))
        if slots is None:
            return None
        target, about, clause, last = slots
        ended = noun.relation in {"obj", "obl"} and noun.head.lower in _ENDING_VERBS
        return Frame(pattern, noun, holder, target, about, clause, last, ended)

    def _owner(self, noun: Word) -> Word | None:
        """Whose it is: Oslo's opposition, Norwegian opposition, opposition from Oslo; or who voices it."""
        for child in noun.children:
            if child.dep == "nmod:poss" and child.i < noun.i:
                return child
        for child in noun.children:
            if child.i == noun.i - 1 and child.tag in {"NNP", "JJ"} and child.text[0].isupper():
                return child
        for child in noun.children:
            case = child.child("case")
            if child.relation == "nmod" and case is not None and case.lower in {"from", "by", "among"}:
                return child
        governor = noun.head
        if (
            noun.relation in {"obj", "obl"}
            and governor.tag.startswith("VB")
            and governor.lower in _LIGHT_VERBS | _ENDING_VERBS
        ):
            return subject(self.reading, governor)
        return None

    def _between(self, pattern: Pattern, noun: Word) -> Frame | None:
        """Talks between Oslo and Bergen."""
        words = self.words
        i = noun.i + 1
        limit = self._limit(noun)
        while (
            i <= min(limit, noun.i + 20)
            and words[i].lower not in {"between", "among"}
            and words[i].tag not in _FINITE
            and words[i].text not in {";", ":"}
        ):
            i += 1
        if i > limit or words[i].lower not in {"between", "among"}:
            return None
        first = self.phrase(i + 1, limit)
        if first is None:
            return None
        joint = first.last + 1
        while joint <= limit and words[joint].text in {",", "’s", "'s"}:
            joint += 1
        if joint > limit or words[joint].lower not in {"and", "&"}:
            return None
        second = self.phrase(joint + 1, limit)
        if second is None:
            return None
        return Frame(pattern, noun, self.head(first), second, None, None, second.last)

    def _adjective(self, pattern: Pattern, word: Word) -> Frame | None:
        holder = None
        if word.lower in _PREDICATES:
            # "We are against the dam": the preposition is the predicate.
            governor = word.head
            is_ = any(child.lower in _IS and child.i < word.i for child in governor.children)
            holder = governor.child("nsubj") if is_ and word.i < governor.i else None
            if holder is not None and word.lower not in {"against", "behind"} and holder.lower not in {"we", "i"}:
                return None  # "the report is about …", "the ticket is for …"
        elif word.child("nsubj") is not None:
            holder = subject(self.reading, word)
        elif (
            word.relation in {"xcomp", "obj", "advmod", "root", "ccomp", "conj", "acl", "advcl", "amod"}
            and word.head is not word
        ):
            above = word.head
            holder = (
                subject(self.reading, above) if above.tag.startswith("VB") or above.child("nsubj") is not None else None
            )
            if (
                holder is None
                and word.relation in {"acl", "amod"}
                and above.i < word.i
                and above.pos in {"NOUN", "PROPN"}
            ):
                holder = above
        if holder is None or holder is word:
            return None
        slots = self._slots(pattern, word.i + 1, self._limit(word))
        if slots is None:
            return None
        target, about, clause, last = slots
        # What is denied of "against the dam" is denied of its noun, in the parse.
        return Frame(pattern, word.head if word.lower in _PREDICATES else word, holder, target, about, clause, last)

    # ── slots

    def _limit(self, word: Word) -> int:
        last = self.reading.sentence(word).last
        if word.quote is not None:
            while last > word.i and self.words[last].quote != word.quote:
                last -= 1
        return last

    def _slots(
        self, pattern: Pattern, first: int, limit: int
    ) -> tuple[Stretch | None, Stretch | None, Stretch | None, int] | None:
        matched = self._match(pattern.follows, first, limit)
        if matched is None:
            return None
        return matched

    def _match(
        self, follows: tuple[str, ...], first: int, limit: int
    ) -> tuple[Stretch | None, Stretch | None, Stretch | None, int] | None:
        """Match words and slots in order from ``first`` on; returns target, about, clause and the last word used."""
        at = first
        target = about = clause = None
        for number, part in enumerate(follows):
            if part == "Y" and number and follows[number - 1] in {"that", "whether"}:
                clause = self._clause(at, limit)
                if clause is None:
                    return None
                subject_ = self.phrase(clause.first, limit)
                if subject_ is None:
                    return None
                target, at = subject_, subject_.last + 1
            elif part in {"Y", "Z"}:
                end = limit
                if number + 1 < len(follows) and follows[number + 1] not in {"Y", "Z", *_PARTICLES}:
                    place = self._word(follows[number + 1], at, limit, near=10)
                    if place is None:
                        return None
                    end = place - 1
                infinitive = part == "Z" and number > 0 and follows[number - 1] == "to"
                found = self._infinitive(at, end) if infinitive else self.phrase(at, end)
                if found is None:
                    return None
                if part == "Y":
                    target = found
                else:
                    about = found
                at = found.last + 1
            elif part in {"that", "whether"}:
                if at <= limit and self.words[at].lower in {"is", "was", "’s", "'s"} and not first == at == 0:
                    at += 1  # "the suspicion is that …"
                place = self._word(part, at, limit, near=8)
                if place is None and (at > limit or is_punctuation(self.words[at])):
                    return None
                # "fears Oslo will": the "that" may be left out, if a clause follows.
                at = place + 1 if place is not None else at
            else:
                place = self._word(part, at, limit, near=_NEAR if part not in _PARTICLES or number else 3)
                if place is None:
                    return None
                at = place + 1
        return target, about, clause, at - 1

    def _word(self, part: str, first: int, limit: int, *, near: int) -> int | None:
        first = self._behind_aside(first, limit)
        for i in range(first, min(first + near, limit + 1)):
            word = self.words[i]
            if word.lower == part or (word.tag in {"NN", "NNS"} and singular(word.lower) == singular(part)):
                return i
            if word.text in {".", ";", ":", "—", "–", "?", "!"} or word.tag in _FINITE:
                return None
            if part in _PARTICLES and word.tag in {"IN", "TO"} and word.lower not in {part, "than"}:
                return None
        return None

    def phrase(self, first: int, limit: int) -> Stretch | None:
        """The noun phrase that begins at ``first``, with an "of" phrase that goes on with it."""
        words = self.words
        i = first
        while i <= limit and (words[i].tag in {"RB"} or words[i].text in {"“", '"', "‘", "``"}):
            i += 1
        i = self._behind_aside(i, limit)
        start = i
        head = None
        while i <= limit:
            word = words[i]
            if (
                word.text in {"“", '"', "‘", "``"}
                and head is not None
                and i < limit
                and words[i + 1].tag in _NOMINAL_TAGS
            ):
                i += 1
                continue
            if word.tag not in _NOMINAL_TAGS and word.text not in {"-", "&"}:
                if word.lower in {"of"} and head is not None and i + 1 <= limit and words[i + 1].tag in _NOMINAL_TAGS:
                    i += 1
                    continue
                break
            if i > start and (word.tag == "PRP" or (head is not None and word.tag in {"DT", "PRP$"})):
                break
            if word.tag in _HEADS:
                head = i
            i += 1
        return Stretch(start, head) if head is not None and head >= start else None

    def _behind_aside(self, i: int, limit: int) -> int:
        """The first word behind "what he called", which only says whose words follow."""
        if (
            i + 3 <= limit
            and self.words[i].lower == "what"
            and self.words[i + 2].lower in {"called", "calls", "call", "described", "termed", "says"}
        ):
            i += 3
            while i <= limit and self.words[i].text in {"“", '"', "‘", "``"}:
                i += 1
        return i

    def head(self, stretch: Stretch) -> Word:
        """The word that a noun phrase is about: the last noun before its "of"."""
        best = self.words[stretch.first]
        for i in range(stretch.first, stretch.last + 1):
            word = self.words[i]
            if word.lower == "of" and i > stretch.first:
                break
            if word.tag in _HEADS:
                best = word
        return best

    def _infinitive(self, first: int, limit: int) -> Stretch | None:
        if first <= limit and self.words[first].tag in {"VB", "RB"}:
            last = first
            while (
                last < limit
                and self.words[last + 1].text not in {";", ".", ","}
                and self.words[last + 1].tag not in _FINITE
            ):
                last += 1
            return Stretch(first, last)
        return None

    def _clause(self, first: int, limit: int) -> Stretch | None:
        """A clause with a finite verb from ``first`` on."""
        while first <= limit and is_punctuation(self.words[first]):
            first += 1
        for i in range(first + 1, limit + 1):
            if self.words[i].tag in _FINITE:
                return Stretch(first, limit)
            if self.words[i].text in {";", ".", ":"}:
                return None
        return None

    def _phrase_of(self, head: Word) -> Stretch:
        """The noun phrase around a head that the parse gave."""
        words = self.words
        sentence = self.reading.sentence(head)
        first = head.i
        while (
            first > sentence.first
            and words[first - 1].tag in _NOMINAL_TAGS - {"RB", "``", "''"}
            and words[first - 1].head.i <= head.i
        ):
            first -= 1
        return Stretch(first, head.i)
