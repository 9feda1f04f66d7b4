"""What is reported without quotation marks, or with a few: says that …, according to …, Oslo's view that …

Read from the parse, cue by cue.
"""

from collections.abc import Iterator

from kg.extraction.cues import Cue, noun_cue, verb_cue
from kg.extraction.phrases import behind_aside, is_punctuation, phrase, phrase_after, trimmed
from kg.extraction.reading import Reading, Stretch, Word
from kg.extraction.subjects import acts_as_verb
from kg.extraction.told import Told

_EXPLETIVE = frozenset({"it", "there", "this", "that", "which", "what"})
_OPENERS = frozenset(
    "but and so yet indeed moreover however meanwhile still instead also then thus therefore nevertheless nonetheless besides".split()
)
_SUBORDINATING = frozenset(
    {"as", "when", "while", "if", "although", "though", "since", "because", "after", "before", "until", "once"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NAMING = frozenset(
    {
        "call",
        "describe",
        "label",
        "dub",
        "term",
        "brand",
        "portray",
        "depict",
        "characterize",
        "characterise",
        "view",
        "regard",
        "see",
    }
)


class Clauses:
    """Finds attributions whose content is a clause, an infinitive or a noun phrase."""

    def __init__(self, reading: Reading, taken: set[int]) -> None:
        self.reading = reading
        self.words = reading.words
        self.taken = taken  # words that are cues already

    def find(self) -> Iterator[Told]:
        """Yield attributions in the order of their cues."""
        for word in self.words:
            if word.i in self.taken:
                continue
            if word.lower == "according" and word.i + 1 < len(self.words) and self.words[word.i + 1].lower == "to":
                found = self._according(word)
            elif (cue := verb_cue(word)) is not None and self._is_verb(word):
                found = self._verb(word, cue)
            elif (cue := noun_cue(word)) is not None:
                found = self._noun(word, cue)
            else:
                continue
            if found is not None:
                yield found

    def _is_verb(self, word: Word) -> bool:
        if word.tag == "VB":
            # "to say", "to deny" report nothing; "would say", "did not say" do.
            helper, asked = word.child("aux"), word.child("nsubj")
            return helper is not None and helper.lower != "to" and (asked is None or helper.i > asked.i)
        return acts_as_verb(self.reading, word)

    # ── verbs

    def _verb(self, verb: Word, cue: Cue) -> Told | None:
        source, inverted = self._source(verb)
        if source is not None and source.last < verb.i or source is None or inverted:
            parenthesis = self._parenthesis(verb, cue, source, inverted=inverted)
            if parenthesis is not None:
                return parenthesis
        if source is None or self._speaks_of_itself(verb, source):
            return None
        content, how, infinitive = self._content(verb, cue)
        if content is None:
            return None
        if source is not None and content.first <= source.last and source.first <= content.last:
            return None
        made = self._made(content, source, self._whole_cue(verb), verb, cue, how)
        told = verb.child("iobj") or (
            verb.child("obj") if "addressee" in cue.takes and (how == "clause" or infinitive) else None
        )
        if told is not None and told.i > verb.i and told.i < content.first:
            made.addressee = phrase(self.reading, told)
        return made

    def _speaks_of_itself(self, verb: Word, source: Stretch) -> bool:
        """Whether it is "I think" inside the speaker's own quotation, which tells nothing that the quotation does not."""
        return self.words[source.last].lower in {"i", "we", "you", "me", "us"} or (
            verb.quote is not None and self.words[source.last].lower == "you"
        )

    def _made(self, content: Stretch, source: Stretch | None, cue: Stretch, head: Word, sense: Cue, how: str) -> Told:
        start, end = self._with_marks(content)
        return Told([(start, end)], source, cue, head, sense, how=how)

    def _with_marks(self, content: Stretch) -> tuple[int, int]:
        """Places of a content, with quotation marks that belong to it on the outside taken in."""
        text = self.reading.text
        start, end = self.words[content.first].start, self.words[content.last].end
        while start > 0 and text[start - 1] in '“"‘':
            start -= 1
        opened = text.count("“", start, end) > text.count("”", start, end) or text.count('"', start, end) % 2 == 1
        if opened:
            for ahead in range(end, min(end + 3, len(text))):
                if text[ahead] in '”"':
                    end = ahead + 1
                    break
        return start, end

    def _whole_cue(self, verb: Word) -> Stretch:
        first = verb.i
        while first > 0 and self.words[first - 1].head is verb and self.words[first - 1].relation == "aux":
            first -= 1
        last = verb.i
        particle = verb.child("compound")
        if particle is not None and particle.i == verb.i + 1:
            last = particle.i
        return Stretch(first, last)

    def _source(self, verb: Word) -> tuple[Stretch | None, bool]:
        """Return the phrase that says it, and whether it follows the verb."""
        subject = verb.child("nsubj")
        if subject is not None and "pass" in subject.dep:
            agent = next(
                (
                    child
                    for child in verb.children
                    if child.dep == "obl:agent" or (child.relation == "obl" and self._case(child) == "by")
                ),
                None,
            )
            return (phrase(self.reading, agent), False) if agent is not None else (None, False)
        if subject is not None and subject.i > verb.i:
            return phrase_after(
                self.reading, phrase(self.reading, subject).first, end=self.reading.sentence(verb).last
            ), True
        if subject is None:
            subject = self._controller(verb)
        if subject is None:
            return self._beside(verb)
        if subject.lower in {"who", "which", "that"} and verb.relation == "acl" and verb.head is not verb:
            subject = verb.head
        if subject.lower in _EXPLETIVE:
            return (
                (None, False)
                if subject.lower != "it" or not self._it_refers(verb)
                else (Stretch(subject.i, subject.i), False)
            )
        return self._full(subject, verb), False

    def _full(self, subject: Word, verb: Word) -> Stretch:
        """The subject's phrase up to the comma before its verb, where an apposition may have gone astray in the parse."""
        found = phrase(self.reading, subject)
        if found.last >= verb.i:
            return (
                Stretch(found.first, max(subject.i, found.first))
                if subject.i < verb.i
                else Stretch(subject.i, subject.i)
            )
        if found.last + 1 < verb.i and self.words[found.last + 1].text == "," and subject.head is verb:
            close = verb.i - 1
            while close > found.last and self.words[close].pos in {"AUX", "ADV"}:
                close -= 1
            between = self.words[found.last + 1 : close]
            told_of = between[1:2]
            if (
                self.words[close].text == ","
                and told_of
                and told_of[0].tag not in {"VBG", "VBN", "IN"}
                and not any(word.tag in _FINITE or word.lower in {"who", "which"} for word in between)
            ):
                return trimmed(self.reading, found.first, close) or found
        return found

    def _it_refers(self, verb: Word) -> bool:
        return verb.tag != "VBN" or verb.child("aux") is None or not any("pass" in child.dep for child in verb.children)

    def _case(self, word: Word) -> str:
        mark = word.child("case")
        return mark.lower if mark is not None else ""

    def _controller(self, verb: Word) -> Word | None:
        """The subject of the verb above, for "…, adding that" and "wanted to say"."""
        word = verb
        while word.head is not word and word.relation in {"conj", "xcomp", "advcl", "acl", "parataxis", "ccomp"}:
            above = word.head
            if word.relation == "acl" and above.pos in {"NOUN", "PROPN", "PRON"}:
                return above
            if word.relation in {"ccomp", "parataxis"} and word.tag not in {"VBG", "VB", "VBN"}:
                return None
            subject = above.child("nsubj")
            if subject is not None:
                if subject.lower in {"who", "which", "that"} and above.relation == "acl":
                    return above.head
                return subject
            word = above
        return None

    def _beside(self, verb: Word) -> tuple[Stretch | None, bool]:
        """A name or a pronoun right beside a verb that the parser left without a subject."""
        sentence = self.reading.sentence(verb)
        i = verb.i - 1
        while i > sentence.first and (self.words[i].pos in {"AUX", "ADV"} or self.words[i].tag in {"MD", "RB"}):
            i -= 1
        if i >= sentence.first and verb.tag not in {"VBG", "VB"}:
            before = self.words[i]
            if before.lower in {"he", "she", "they", "we", "i"}:
                return Stretch(i, i), False
            if before.tag in {"NNP", "NNPS"}:
                first = i
                while first - 1 >= sentence.first and self.words[first - 1].tag in {"NNP", "NNPS"}:
                    first -= 1
                return Stretch(first, i), False
        if (
            verb.i + 1 <= sentence.last
            and verb.tag in {"VBD", "VBZ"}
            and self.words[verb.i - 1].text in {",", "”", '"', "’"}
        ):
            following = self.words[verb.i + 1]
            if following.tag in {"NNP", "PRP"}:
                return phrase_after(self.reading, verb.i + 1, end=sentence.last), True
        return None, False

    # ── content

    def _content(self, verb: Word, cue: Cue) -> tuple[Stretch | None, str, bool]:
        """Return what follows the cue, in which form it comes, and whether it is an infinitive."""
        end = self._limit(verb)
        first = self._behind(verb, cue, end)
        if first > end:
            return None, "", False
        word = self.words[first]
        if cue.takes & {"clause", "question", "quote"}:
            that = self._that(verb, end)
            if that is not None:
                return self._stretch(that + 1, verb, end), "clause", False
            if self._a_clause(first, verb, end):
                return self._stretch(first, verb, end), "clause", False
            if word.tag in {"WP", "WRB", "WDT", "WP$"} or word.lower in {"whether", "if"}:
                return self._stretch(first, verb, end), "clause", False
        if cue.takes & {"infinitive", "addressee"}:
            to = self._infinitive(verb, first, end)
            if to is not None:
                return self._stretch(to, verb, end), "infinitive", True
        if cue.lemma == "accuse" and word.pos in {"PROPN", "NOUN", "DET", "PRON", "ADJ"}:
            return self._stretch(first, verb, end), "phrase", False
        if "phrase" in cue.takes and verb.quote is None:
            fragment = self._fragment(first, end)
            if fragment is not None and cue.lemma in _NAMING | {"report", "express"}:
                return fragment, "phrase", False
        if "phrase" in cue.takes and not self._opens_with_preposition(first):
            for child in verb.children:
                if child.i > verb.i and child.relation == "obj" and not (child.pos == "PRON" and child.lower != "what"):
                    return self._seen_as(child, verb, cue, end) or self._phrase_of(child, verb, cue), "phrase", False
            if cue.lemma in _NAMING:
                for child in verb.children:
                    if child.i > verb.i and child.relation in {"xcomp", "obl", "nmod", "iobj"}:
                        return self._phrase_of(child, verb, cue), "phrase", False
            if (
                verb.child("nsubj") is None
                and verb.tag in {"JJ", "NN", "NNS", "VBN"}
                and word.pos in {"NOUN", "PROPN", "DET", "ADJ"}
            ):
                return self._stretch(first, verb, end), "phrase", False  # the parser saw no verb here
        if word.lower in cue.before and first < end:
            return self._stretch(first + 1, verb, end), "phrase", False
        return None, "", False

    def _limit(self, verb: Word) -> int:
        """The last word that a content may have: that of the sentence, or of the quotation that the cue stands in."""
        last = self.reading.sentence(verb).last
        if verb.quote is not None:
            while last > verb.i and self.words[last].quote != verb.quote:
                last -= 1
        return last

    def _behind(self, verb: Word, cue: Cue, end: int) -> int:
        """The first word behind the cue that tells neither when, where nor to whom it was said."""
        skipped: set[int] = set()
        for child in verb.children:
            circumstance = child.relation in {"advmod", "iobj", "obl", "compound"} or (
                child.relation == "obj" and "addressee" in cue.takes
            )
            if child.i > verb.i and circumstance and self._preposition(child) not in cue.before:
                inside = [word.i for word in child.subtree()]
                # A circumstance that holds a verb of its own is a clause gone astray in the parse.
                if not any(self.words[i].tag in _FINITE for i in inside):
                    skipped.update(inside)
        i = verb.i + 1
        while i <= end and (i in skipped or self.words[i].text in {",", ":"} or self.words[i].tag in {"RB", "RP"}):
            i += 1
        return i

    def _that(self, verb: Word, end: int) -> int | None:
        """The place of a "that" which opens the content."""
        for i in range(verb.i + 1, min(verb.i + 15, end)):
            word = self.words[i]
            if word.lower == "that" and word.tag == "IN":
                return i
            if word.tag in _FINITE or word.text in {";", ":", "—", "–"}:
                return None
        return None

    def _a_clause(self, first: int, verb: Word, end: int) -> bool:
        """Whether a subject with its verb begins at ``first``."""
        if self.words[first].pos in {"ADP", "SCONJ", "CCONJ"} and self.words[first].lower not in {
            "if",
            "when",
            "as",
            "in",
            "after",
        }:
            return False
        if self.words[first].lower in {"who", "which", "to"}:
            return False
        below = any(child.relation in {"ccomp", "parataxis"} and child.i > verb.i for child in verb.children)
        sense = verb_cue(verb)
        below = below or (
            sense is not None
            and "phrase" not in sense.takes
            and self.words[first].pos in {"DET", "PRON", "PROPN", "NOUN", "ADJ"}
        )
        for i in range(first, min(first + 25, end) + 1):
            word = self.words[i]
            if word.tag in _FINITE and i > first:
                return below or self._has_subject(word, first)
            if word.text in {";", "—", "–"} or (word.text == "," and not below):
                return False
        return False

    def _fragment(self, first: int, end: int) -> Stretch | None:
        """A few quoted words right behind a cue, and what leads up to them: called the plan “a disgrace”."""
        for i in range(first, min(first + 6, end) + 1):
            if self.words[i].quote is not None:
                last = i
                while last < end and self.words[last + 1].quote == self.words[i].quote:
                    last += 1
                return trimmed(self.reading, first, last)
            if self.words[i].tag in _FINITE or self.words[i].text in {",", ";", ":"}:
                return None
        return None

    def _has_subject(self, verb: Word, first: int) -> bool:
        subject = verb.child("nsubj") or verb.head.child("nsubj")
        return subject is not None and first <= subject.i < verb.i

    def _infinitive(self, verb: Word, first: int, end: int) -> int | None:
        for child in verb.children:
            if child.relation in {"xcomp", "ccomp", "advcl", "acl"} and child.i >= first:
                for mark in child.children:
                    if mark.lower == "to" and mark.i >= first:
                        before = self.words[mark.i - 1]
                        return mark.i - 1 if before.lower == "not" and mark.i > first else mark.i
        if self.words[first].lower == "to" and first < end and self.words[first + 1].tag == "VB":
            return first
        return None

    def _stretch(self, first: int, verb: Word, end: int) -> Stretch | None:
        return trimmed(self.reading, first, self._cut(first, verb, end))

    def _cut(self, first: int, verb: Word, end: int) -> int:
        """End a content where the reporter resumes: ", and added", ", noting that", ", according to …"."""
        for child in verb.children:
            if (
                child.relation == "conj"
                and child.i > first
                and child.tag in _FINITE | {"VBN"}
                and child.child("nsubj") is None
            ):
                opening = min([word.i for word in child.children if word.relation in {"cc", "punct"}] or [child.i])
                if first < opening <= end:
                    end = opening - 1
        for i in range(first + 2, end):
            if self.words[i].text in {",", "—", "–"} and self.words[i].quote is verb.quote:
                following = self.words[i + 1]
                if following.lower == "according" or (following.tag == "VBG" and verb_cue(following) is not None):
                    return i - 1
        return end

    def _preposition(self, child: Word) -> str:
        mark = child.child("case", "mark")
        return mark.lower if mark is not None else ""

    def _opens_with_preposition(self, first: int) -> bool:
        return self.words[first].pos == "ADP"

    def _seen_as(self, child: Word, verb: Word, cue: Cue, end: int) -> Stretch | None:
        """Content with what something is taken for: views the manoeuvres as risky."""
        if cue.lemma not in _NAMING:
            return None
        for i in range(child.i + 1, min(child.i + 5, end)):
            if self.words[i].lower == "as":
                inside = [word.i for word in child.subtree() if word.i > verb.i]
                stop = next((at - 1 for at in range(i, end) if self.words[at].text in {"—", "–", ";"}), end)
                return trimmed(self.reading, inside[0], stop)
        return None

    def _phrase_of(self, child: Word, verb: Word, cue: Cue) -> Stretch | None:
        inside = [word.i for word in child.subtree(without=frozenset({"parataxis"})) if word.i > verb.i]
        first, last = inside[0], inside[-1]
        if self._case(child) and self.words[first].lower == self._case(child):
            first += 1
        if cue.lemma in _NAMING:
            # What something is called belongs to the content: called the plan a disgrace.
            for extra in verb.children:
                if extra.relation in {"xcomp", "obl", "nmod"} and extra.i > last:
                    last = max(last, extra.subtree()[-1].i)
        return trimmed(self.reading, first, min(last, self._limit(verb)))

    # ── …, Ruiz said.

    def _parenthesis(self, verb: Word, cue: Cue, source: Stretch | None, *, inverted: bool) -> Told | None:
        """Find a cue that stands between commas or at the end, with the content around it."""
        if source is None or "clause" not in cue.takes or verb.tag not in _FINITE | {"VBN"}:
            return None
        if (verb.tag == "VBN" and verb.child("aux") is None) or self._speaks_of_itself(verb, source):
            return None
        if any(
            child.relation in {"ccomp", "obj", "xcomp"} and child.i > max(verb.i, source.last)
            for child in verb.children
        ):
            return None
        if self.words[source.first].lower in {"which", "that", "as"}:
            return None
        sentence = self.reading.sentence(verb)
        first = min(source.first, verb.i)
        last = max(source.last, verb.i)
        before = first - 1
        while before > sentence.first and self.words[before].text in {"”", '"', "’"}:
            before -= 1
        if before <= sentence.first or self.words[before].text not in {",", "—", "–", "-", "?", "!"}:
            return None
        tail = last + 1
        if self._opens_clause(tail, sentence.last):
            return None
        end = self._end_of_parenthesis(tail, sentence.last)
        if end is None:
            return None
        head = self._fronted(sentence.first, before - 1)
        front = trimmed(self.reading, head, before - 1)
        if front is None or len(front) < 2:
            return None
        # A vital part, officials said, was to …: the verb comes after the interruption.
        interrupts = end < sentence.last and self.words[end + 1].tag in _FINITE
        if not interrupts and not self._stands_alone(front):
            return None
        content = [self._with_marks(front)]
        if end < sentence.last:
            stop = next(
                (i - 1 for i in range(end + 2, sentence.last) if self.words[i].text in {"–", "—", ";", "--"}),
                sentence.last,
            )
            rest = trimmed(self.reading, end + 1, stop)
            if rest is not None and len(rest) > 1:
                content.append(self._with_marks(rest))
        return Told(content, source, Stretch(verb.i, verb.i), verb, cue, how="parenthesis")

    def _opens_clause(self, i: int, end: int) -> bool:
        """Whether content follows the cue after all: "…, he said that it was"."""
        while i <= end and self.words[i].pos in {"ADV"}:
            i += 1
        if i > end:
            return False
        word = self.words[i]
        return word.lower in {"that", "he", "she", "they", "it", "we", "i", "his", "their", "there"} or (
            word.tag == "IN" and word.lower == "that"
        )

    def _end_of_parenthesis(self, i: int, end: int) -> int | None:
        """The last word of the reporter's, from ``i`` behind source and cue; None where it is no parenthesis."""
        for at in range(i, end + 1):
            word = self.words[at]
            if word.text == ",":
                following = self.words[at + 1].lower if at + 1 <= end else ""
                if following in {
                    "adding",
                    "noting",
                    "according",
                    "citing",
                    "referring",
                    "who",
                    "which",
                    "but",
                    "and",
                    "as",
                }:
                    return end
                return at if at > i or end > at else end
            if word.tag in _FINITE and at > i + 1 and word.pos != "AUX" and not self._below(word, self.words[i]):
                return None if at < i + 4 else end
        return end

    def _below(self, word: Word, other: Word) -> bool:
        return any(above is other for above in word.ancestors())

    def _stands_alone(self, stretch: Stretch) -> bool:
        """Whether a stretch can be what somebody said: it has a finite verb, and not only in a clause of time or reason."""
        opening = self.words[stretch.first]
        finite = [self.words[i] for i in range(stretch.first, stretch.last + 1) if self.words[i].tag in _FINITE]
        if not finite:
            return False
        if opening.tag in {"VBG", "VBN"} or opening.lower in _SUBORDINATING or opening.pos == "ADP":
            comma = next((i for i in range(stretch.first, stretch.last) if self.words[i].text == ","), None)
            return comma is not None and any(word.i > comma for word in finite)
        return True

    def _fronted(self, first: int, last: int) -> int:
        while (
            first < last
            and (self.words[first].lower in _OPENERS or is_punctuation(self.words[first]))
            and self.words[first].text not in {"“", '"', "‘"}
        ):
            first += 1
        return behind_aside(self.words, first, last)

    # ── according to

    def _according(self, word: Word) -> Told | None:
        sentence = self.reading.sentence(word)
        source = phrase_after(self.reading, word.i + 2, end=sentence.last)
        if source is None:
            return None
        after = source.last + 1
        if word.i <= sentence.first + 1:
            front = None
            content = trimmed(self.reading, after, sentence.last)
        else:
            front = trimmed(self.reading, self._fronted(sentence.first, word.i - 1), word.i - 1)
            content = front
        if content is None or len(content) < 2:
            return None
        sense = Cue("according to", "speech", frozenset({"clause"}), frozenset())
        made = Told([self._with_marks(content)], source, Stretch(word.i, word.i + 1), word, sense, how="according to")
        if front is not None and after < sentence.last and self.words[after].text == ",":
            rest = trimmed(self.reading, after, sentence.last)
            if (
                rest is not None
                and len(rest) > 3
                and self.words[rest.first].lower not in {"which", "who", "but", "and", "while"}
            ):
                made.content.append(self._with_marks(rest))
        return made

    # ── Oslo's view that …

    def _noun(self, noun: Word, cue: Cue) -> Told | None:
        holder = self._possessor(noun)
        if holder is None:
            return None
        content = self._noun_content(noun)
        if content is None:
            return None
        made = self._made(content, holder, Stretch(noun.i, noun.i), noun, cue, "noun")
        return made

    def _possessor(self, noun: Word) -> Stretch | None:
        for child in noun.children:
            if child.dep == "nmod:poss" and child.i < noun.i:
                found = phrase(self.reading, child)
                last = found.last
                while last > found.first and self.words[last].tag == "POS":
                    last -= 1
                return Stretch(found.first, last)
        for child in noun.children:
            if child.relation == "compound" and child.tag in {"NNP", "NNPS"} and child.i < noun.i:
                return phrase(self.reading, child)
        for child in noun.children:
            if child.relation == "nmod" and self._case(child) in {"of", "among", "from", "by"} and child.i > noun.i:
                found = phrase(self.reading, child)
                first = found.first + 1 if self.words[found.first].lower == self._case(child) else found.first
                return Stretch(first, found.last) if first <= found.last else None
        return None

    def _noun_content(self, noun: Word) -> Stretch | None:
        sentence = self.reading.sentence(noun)
        for i in range(noun.i + 1, min(noun.i + 9, sentence.last)):
            word = self.words[i]
            if word.lower == "that" and word.tag == "IN":
                return trimmed(self.reading, i + 1, self._clause_end(i + 1, noun, sentence.last))
            if word.tag in _FINITE and word.lemma != "be":
                return None
        return None

    def _clause_end(self, first: int, noun: Word, last: int) -> int:
        """The end of a that-clause of a noun: where the parse leaves the clause's subtree, or the sentence."""
        for child in self.words[first].ancestors():
            inside = child.subtree()
            if child.pos in {"VERB", "AUX", "ADJ", "NOUN"} and inside[-1].i > first and child.i > noun.i:
                end = inside[-1].i
                for i in range(first + 2, end):
                    if (
                        self.words[i].text == ","
                        and self.words[i + 1].lower == "and"
                        and self.words[i + 2].tag in {"NNP", "PRP$"}
                    ):
                        return i - 1
                return end
        return last
