"""What a reporting verb reports: the clause, the infinitive or the noun phrase behind it."""

from kg.extraction.attributions.cues import Cue, verb_cue
from kg.extraction.attributions.naming import is_naming, object_of, phrase_of, quoted_name
from kg.extraction.attributions.sources import resumes
from kg.extraction.attributions.told import Rule
from kg.extraction.text.phrases import trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

Content = tuple[Stretch | None, Rule]

_THAT_REACH = 15  # words between a cue and its "that"
_VERB_REACH = 25  # words between the beginning of a clause and its verb
_BREAKS = frozenset({";", "—", "–"})
_CIRCUMSTANCES = frozenset({"advmod", "iobj", "obl", "compound"})
_NOUN_PHRASE = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ"})
_OPEN_CLAUSES = frozenset({"if", "when", "as", "in", "after"})  # though they are no subjects


def content_of(reading: Reading, verb: Word, cue: Cue) -> Content | None:
    """Return what follows the cue, and in which form; None where nothing is reported."""
    end = reading.reach(verb)
    if verb.relation == "acl":
        end = min(end, verb.subtree()[-1].i)  # "who warned that it might fall was dismissed": the sentence goes on
    first = _behind(reading, verb, cue, end)
    if first > end:
        return None
    opening = reading.words[first]
    if cue.takes & {"clause", "question", "quote"}:
        start = _clause(reading, first, verb, cue, end)
        if start is not None:
            nested = _nested(reading, start, verb, end)
            return (nested, Rule.NESTED) if nested is not None else (cut(reading, start, verb, end), Rule.CLAUSE)
    if cue.takes & {"infinitive", "addressee"}:
        to = _infinitive(reading, verb, first, end)
        if to is not None:
            return cut(reading, to, verb, end), Rule.INFINITIVE
    if cue.lemma == "accuse" and opening.pos in _NOUN_PHRASE:
        return cut(reading, first, verb, end), Rule.PHRASE
    if "phrase" in cue.takes:
        phrase = _phrase(reading, first, verb, cue, end)
        if phrase is not None:
            return phrase
    if opening.lower in cue.before and first < end:
        return cut(reading, first + 1, verb, end), Rule.PHRASE
    return None


def _nested(reading: Reading, first: int, verb: Word, end: int) -> Stretch | None:
    """A quotation inside the quotation that the cue stands in: “He said ‘it is safe’ and left,” Ruiz said."""
    while first < end and reading.words[first].is_mark:
        first += 1
    inner, last = reading.words[first].quote, first
    if verb.quote is None or inner is None or inner == verb.quote:
        return None
    while last < end and reading.words[last + 1].quote == inner:
        last += 1
    return trimmed(reading, first, last)


def _behind(reading: Reading, verb: Word, cue: Cue, end: int) -> int:
    """The first word behind the cue that tells neither when, where nor to whom it was said."""
    skipped: set[int] = set()
    for child in verb.children:
        circumstance = child.relation in _CIRCUMSTANCES or (child.relation == "obj" and "addressee" in cue.takes)
        if child.i > verb.i and circumstance and _preposition(child) not in cue.before:
            inside = child.subtree()
            # A circumstance that holds a verb of its own is a clause gone astray in the parse.
            if not any(word.is_finite for word in inside):
                skipped.update(word.i for word in inside)
    for i in range(verb.i + 1, end + 1):
        word = reading.words[i]
        if i not in skipped and word.text not in {",", ":"} and word.tag not in {"RB", "RP"}:
            return i
    return end + 1


def _preposition(child: Word) -> str:
    mark = child.child("case", "mark")
    return mark.lower if mark is not None else ""


def _clause(reading: Reading, first: int, verb: Word, cue: Cue, end: int) -> int | None:
    """The first word of a clause or a question that is reported; None where there is none."""
    opening = reading.words[first]
    that = _that(reading, verb, cue, end)
    if that is not None:
        return that + 1
    asks = opening.tag in {"WP", "WRB", "WDT", "WP$"} or opening.lower in {"whether", "if"}
    return first if asks or _is_clause(reading, first, verb, end) else None


def _that(reading: Reading, verb: Word, cue: Cue, end: int) -> int | None:
    """The place of a "that" which opens the content."""
    told = verb.child("iobj", "obj") if "addressee" in cue.takes else None
    # "Told the council that": the parser may take it for the council that did something.
    behind = told.i + 1 if told is not None and told.i > verb.i else None
    for word in reading.words[verb.i + 1 : min(verb.i + _THAT_REACH, end)]:
        if word.lower == "that" and (word.tag == "IN" or word.i == behind):
            return word.i
        if word.is_finite or word.text in _BREAKS or word.text == ":":
            return None
    return None


def _is_clause(reading: Reading, first: int, verb: Word, end: int) -> bool:
    """Whether a subject with its verb begins at ``first``."""
    opening = reading.words[first]
    if opening.pos in {"ADP", "SCONJ", "CCONJ"} and opening.lower not in _OPEN_CLAUSES:
        return False
    if opening.lower in {"who", "which", "to"}:
        return False
    cue = verb_cue(verb)
    below = any(child.relation in {"ccomp", "parataxis"} and child.i > verb.i for child in verb.children) or (
        cue is not None and "phrase" not in cue.takes and opening.pos in _NOUN_PHRASE
    )
    for word in reading.words[first : min(first + _VERB_REACH, end) + 1]:
        if word.is_finite and word.i > first:
            return below or _has_subject(word, first)
        if word.text in _BREAKS or (word.text == "," and not below):
            return False
    return False


def _has_subject(verb: Word, first: int) -> bool:
    subject = verb.child("nsubj") or verb.head.child("nsubj")
    return subject is not None and first <= subject.i < verb.i


def _infinitive(reading: Reading, verb: Word, first: int, end: int) -> int | None:
    words = reading.words
    for child in verb.children:
        if child.relation in {"xcomp", "ccomp", "advcl", "acl"} and child.i >= first:
            to = next((mark.i for mark in child.children if mark.lower == "to" and mark.i >= first), None)
            if to is not None:
                return to - 1 if words[to - 1].lower == "not" and to > first else to
    return first if words[first].lower == "to" and first < end and words[first + 1].tag == "VB" else None


def _phrase(reading: Reading, first: int, verb: Word, cue: Cue, end: int) -> Content | None:
    """A noun phrase as content: criticized the plan, called it “a disgrace”."""
    opening = reading.words[first]
    name = quoted_name(reading, first, cue, end) if verb.quote is None else None
    if name is not None:
        return name, Rule.PHRASE
    if opening.pos == "ADP":
        return None
    for child in verb.children:
        if child.i > verb.i and child.relation == "obj" and (child.pos != "PRON" or child.lower == "what"):
            return object_of(reading, child, verb, end), Rule.PHRASE
    for child in verb.children if is_naming(cue) else ():
        if child.i > verb.i and child.relation in {"xcomp", "obl", "nmod", "iobj"}:
            return phrase_of(reading, child, verb), Rule.PHRASE
    unseen = verb.child("nsubj") is None and verb.tag in {"JJ", "NN", "NNS", "VBN"}  # the parser saw no verb here
    if unseen and opening.pos in {"NOUN", "PROPN", "DET", "ADJ"}:
        return cut(reading, first, verb, end), Rule.PHRASE
    return None


def cut(reading: Reading, first: int, verb: Word, end: int) -> Stretch | None:
    """Return a content up to where the reporter resumes: ", and added", ", noting that", ", according to …"."""
    for child in verb.children:
        resumes = child.relation == "conj" and child.i > first and (child.is_finite or child.tag == "VBN")
        if resumes and child.child("nsubj") is None:
            opening = min([word.i for word in child.children if word.relation in {"cc", "punct"}] or [child.i])
            if first < opening <= end:
                end = opening - 1
    comma = next((i for i in range(first + 2, end) if _resumes(reading, i, verb)), None)
    return trimmed(reading, first, comma - 1 if comma is not None else end)


def _resumes(reading: Reading, i: int, verb: Word) -> bool:
    """Whether the reporter goes on behind the comma, the dash or the "and" at ``i``."""
    word, following = reading.words[i], reading.words[i + 1]
    if word.quote != verb.quote:
        return False
    if word.lower in {"and", "but"}:
        return verb_cue(following) is not None and resumes(reading, following)
    if word.text not in {",", "—", "–"}:
        return False
    return following.lower == "according" or (following.tag == "VBG" and verb_cue(following) is not None)
