"""Who says it: the subject of a reporting verb, with its apposition; or the name beside it where the parser saw none."""

from kg.extraction.attributions.cues import verb_cue
from kg.extraction.text.phrases import phrase, phrase_after, trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import behind_helpers
from kg.extraction.text.words import Stretch, Word

_EXPLETIVE = frozenset({"it", "there", "this", "that", "which", "what"})
_RELATIVE = frozenset({"who", "which", "that"})
_HANGS = frozenset({"conj", "xcomp", "advcl", "acl", "parataxis", "ccomp"})
_OF_THEMSELVES = frozenset({"i", "we", "you", "me", "us"})


def source_of(reading: Reading, verb: Word) -> Stretch | None:
    """The phrase that says it, before the verb or behind it; None where nobody says it."""
    subject = verb.child("nsubj")
    if subject is not None and "pass" in subject.dep:
        by = (
            child
            for child in verb.children
            if child.dep == "obl:agent" or (child.relation == "obl" and child.case == "by")
        )
        agent = next(by, None)
        return phrase(reading, agent) if agent is not None else None
    if subject is not None and subject.i > verb.i:
        return phrase_after(reading, phrase(reading, subject).first, end=reading.sentence(verb).last)
    if subject is None:
        subject = _reporting(reading, verb) or _governing(verb)
    if subject is None:
        return _beside(reading, verb)
    if subject.lower in _RELATIVE and verb.relation == "acl" and not verb.is_root:
        subject = verb.head
    if subject.lower in _EXPLETIVE:
        return Stretch(subject.i, subject.i) if subject.lower == "it" and not _is_bare_passive(verb) else None
    return _with_apposition(reading, subject, verb)


def speaks_of_itself(reading: Reading, source: Stretch) -> bool:
    """Whether it is "I think" inside the speaker's own words, which tells nothing that they do not tell."""
    return reading.words[source.last].lower in _OF_THEMSELVES


def resumes(reading: Reading, verb: Word) -> bool:
    """Whether a verb without a subject goes on with what a verb of reporting began: ", adding that", "and added that"."""
    before, after = reading.before(verb.i), reading.after(verb.i)
    if before is None or after is None or verb.child("nsubj") is not None:
        return False
    if verb.tag == "VBG":
        return before.text == ","
    return verb.tag in {"VBD", "VBZ"} and before.lower in {"and", "but"} and after.lower == "that"


def _reporting(reading: Reading, verb: Word) -> Word | None:
    """The subject of the verb of reporting that a verb goes on with, though the parse hangs it on what was reported."""
    if not resumes(reading, verb):
        return None
    subjects = (above.child("nsubj") for above in verb.ancestors() if verb_cue(above) is not None)
    return next(
        (subject for subject in subjects if subject is not None and subject.lower not in _EXPLETIVE | _RELATIVE), None
    )


def _governing(verb: Word) -> Word | None:
    """The subject of the verb above, for "…, adding that" and "wanted to say"."""
    word = verb
    while not word.is_root and word.relation in _HANGS:
        above = word.head
        if word.relation == "acl" and above.pos in {"NOUN", "PROPN", "PRON"}:
            return above
        if word.relation in {"ccomp", "parataxis"} and word.tag not in {"VBG", "VB", "VBN"}:
            return None
        subject = above.child("nsubj")
        if subject is not None:
            return above.head if subject.lower in _RELATIVE and above.relation == "acl" else subject
        word = above
    return None


def _beside(reading: Reading, verb: Word) -> Stretch | None:
    """A name or a pronoun right beside a verb that the parser left without a subject."""
    words, sentence = reading.words, reading.sentence(verb)
    i = behind_helpers(reading, verb.i - 1, sentence.first)
    if i >= sentence.first and verb.tag not in {"VBG", "VB"}:
        if words[i].lower in {"he", "she", "they", "we", "i"}:
            return Stretch(i, i)
        if words[i].is_proper:
            first = i
            while first - 1 >= sentence.first and words[first - 1].is_proper:
                first -= 1
            return Stretch(first, i)
    closed = verb.tag in {"VBD", "VBZ"} and words[verb.i - 1].text in {",", "”", '"', "’"}
    if closed and verb.i < sentence.last and words[verb.i + 1].tag in {"NNP", "PRP"}:
        return phrase_after(reading, verb.i + 1, end=sentence.last)
    return None


def _is_bare_passive(verb: Word) -> bool:
    """Whether "it" is nobody: "it was said that"."""
    return verb.tag == "VBN" and verb.child("aux") is not None and any("pass" in child.dep for child in verb.children)


def _with_apposition(reading: Reading, subject: Word, verb: Word) -> Stretch:
    """The subject's phrase up to the comma before its verb, where an apposition may have gone astray in the parse."""
    words, found = reading.words, phrase(reading, subject)
    if found.last >= verb.i:
        return (
            Stretch(found.first, max(subject.i, found.first)) if subject.i < verb.i else Stretch(subject.i, subject.i)
        )
    if found.last + 1 >= verb.i or words[found.last + 1].text != "," or subject.head is not verb:
        return found
    close = verb.i - 1
    while close > found.last and words[close].pos in {"AUX", "ADV"}:
        close -= 1
    between = words[found.last + 2 : close]
    if words[close].text != "," or not between or between[0].tag in {"VBG", "VBN", "IN"}:
        return found
    if any(word.is_finite or word.lower in {"who", "which"} for word in between):
        return found
    return trimmed(reading, found.first, close) or found
