"""Who says a quotation that follows the cue: the cue's subject, or the nearest phrase that can be it."""

from kg.extraction.attributions.cues import verb_cue
from kg.extraction.lexicon import particles
from kg.extraction.text.phrases import nominal, phrase, phrase_before
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import agent, behind_helpers, is_passive, subject
from kg.extraction.text.words import Stretch, Word

_HANGS = frozenset({"advcl", "conj", "xcomp"})
_CARRIES_ON = frozenset({",", "while", "by", "when", "before", "after", "without", "—", "–"})
_NO_PART = frozenset({"which", "who", "that", "and", "but"}) | particles("subordinates")
_RELATIVE = frozenset({"who", "which", "that"})


def source_ahead(reading: Reading, verb: Word, sentence: Stretch) -> Stretch | None:
    """Find the source of a cue inside ``sentence``, which ends where the quotation begins."""
    if is_passive(verb):
        by = agent(verb)
        return phrase(reading, by) if by is not None and by.i in sentence else None
    own = verb.child("nsubj")
    if own is not None and own.i in sentence and own.i < verb.i:
        found = _whole(reading, phrase(reading, own), verb)
        if found.last < verb.i:
            return found
    if own is None and verb.tag == "VBG":
        return _of_participle(reading, verb, sentence)
    if own is None and verb.tag == "VB" and reading.words[verb.i - 1].lower == "to":
        told = subject(reading, verb)
        return phrase(reading, told) if told is not None and told.i in sentence else None
    above = _above(verb) if own is None else own
    if above is not None and above.quote is None:
        return phrase(reading, above)
    return _near(reading, verb, sentence)


def _near(reading: Reading, verb: Word, sentence: Stretch) -> Stretch | None:
    near = phrase_before(reading, verb.i - 1, start=sentence.first)
    if near is None or not nominal(reading.words[near.last]):
        return None
    first = near.first + (near.first < near.last and reading.words[near.first].lower in _NO_PART)
    return Stretch(first, near.last)


def _whole(reading: Reading, found: Stretch, verb: Word) -> Stretch:
    """A subject up to the verb, where the parse takes a title for all of it: *Spokeswoman* Ana Ruiz said."""
    last = behind_helpers(reading, verb.i - 1, found.last)
    between = reading.words[found.last + 1 : last + 1]
    return Stretch(found.first, last) if between and all(word.is_proper for word in between) else found


def _of_participle(reading: Reading, verb: Word, sentence: Stretch) -> Stretch | None:
    """Who is "asking": the subject of the clause before a comma, or the noun right before: footage of Ruiz asking."""
    i = behind_helpers(reading, verb.i - 1, sentence.first)
    before = reading.words[i]
    if before is verb or (i > sentence.first and before.lower in _CARRIES_ON):
        above = _reporting(reading, verb, sentence)
        return phrase(reading, above) if above is not None else _near(reading, verb, sentence)
    if nominal(before) and before.lower not in _RELATIVE:
        first = i
        while first > sentence.first and nominal(reading.words[first - 1]):
            first -= 1
        return Stretch(first, i)
    above = _above(verb)
    return phrase(reading, above) if above is not None and above.quote is None else _near(reading, verb, sentence)


def _reporting(reading: Reading, verb: Word, sentence: Stretch) -> Word | None:
    """The subject of the verb of saying before a participle, else of the clause that it hangs on."""
    for word in reversed(reading.words[sentence.first : verb.i]):
        own = word.child("nsubj") if word.is_finite and word.quote is None else None
        if own is not None and verb_cue(word) is not None:
            return own
    above = _above(verb)
    if above is not None and above.quote is None:
        return above
    for word in reading.words[sentence.first : verb.i]:
        own = word.child("nsubj") if word.is_finite else None
        if own is not None and own.quote is None and word.relation not in {"acl", "advcl"}:
            return own
    return None


def _above(verb: Word) -> Word | None:
    """The subject of a verb above; of one of saying rather than of what was said: noted that he came, and added."""
    word, found = verb, None
    while word.relation in _HANGS | {"ccomp"} and not word.is_root:
        clause, word = word, word.head
        own = word.child("nsubj")
        if own is None or own.i > verb.i:
            continue
        if found is None and clause.relation != "ccomp":
            found = own
        if verb_cue(word) is not None and verb.relation == "conj":
            return own
    return found
