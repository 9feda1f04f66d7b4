"""Who does what a verb says: its subject in the parse, or the name beside it where the parser missed it."""

from kg.extraction.lexicon import modals, verbs
from kg.extraction.text.calendar import SURE
from kg.extraction.text.inflection import all_forms
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Word

_MEANT = modals("meant")
_CONTROLS = all_forms(verbs("controls"))
_CHAINS = frozenset({"conj", "xcomp", "advcl", "acl"})
RELATIVE = frozenset({"who", "which", "that"})


def acts_as_verb(reading: Reading, word: Word) -> bool:
    """Whether a word is a verb, though the tagger may take it for a noun: "Oslo views the plan as risky"."""
    if word.relation == "aux":
        return False  # "had lost confidence in" is not "had confidence in"
    if word.tag.startswith("VB"):
        return (
            word.relation not in {"amod", "compound", "case"}
            or word.tag in {"VBD", "VBZ", "VBP"}
            or _shares(reading, word)
        )
    before, after = reading.before(word.i), reading.after(word.i)
    if before is None or before.sentence != word.sentence:
        return False
    if word.tag == "NNS" and before.lower == "but":
        return after is not None and after.tag in {"DT", "NNP", "PRP$", "VBG"}  # "backs the ban but opposes sending"
    if before.tag not in {"NNP", "PRP", "NNPS"}:
        return False
    present = (
        word.tag == "NNS"
        and after is not None
        and after.tag in {"NNP", "DT", "PRP$", "JJ"}
        and after.sentence == word.sentence
    )
    return present or (word.tag in {"NN", "JJ", "NNS"} and word.lower.endswith("ed"))


def subject(reading: Reading, verb: Word) -> Word | None:
    """Return the head of a verb's subject; for a passive its agent, None where no agent is named.

    A participle or an infinitive has the subject of the verb above, a relative clause the noun that
    it tells of.
    """
    own = verb.child("nsubj")
    if own is not None:
        return agent(verb) if is_passive(verb) else antecedent(_not_a_day(reading, own), verb)
    if verb.tag == "VBN" and (verb.child("aux") is None or is_passive(verb)) and not _shares(reading, verb):
        return agent(verb)
    above = verb
    while not above.is_root and above.relation in _CHAINS:
        clause, above = above, above.head
        told = _controlled(clause)
        if told is not None:
            return told
        if clause.relation == "acl" and above.pos == "NOUN" and clause.tag == "VB":
            owner, governor = above.child("nmod:poss"), above.head
            if owner is not None:
                return owner  # "Oslo's decision to close"
            if above.relation not in {"obj", "obl"} or not governor.tag.startswith("VB"):
                return None
            theirs = governor.child("nsubj")  # "Oslo announced a plan to close"
            if theirs is not None:
                return antecedent(theirs, governor) if not is_passive(governor) else None
            above = governor
            continue
        if clause.relation == "acl" and above.pos in {"NOUN", "PROPN", "PRON"}:
            return above if clause.tag in {"VBG", "VBD", "VBZ", "VBP"} else None
        theirs = above.child("nsubj")
        if theirs is not None:
            # "is intended to", "is expected to": the passive's subject is who acts.
            meant = clause.relation == "xcomp" and above.lower in _MEANT
            done_to = is_passive(above) and clause.relation != "conj" and not meant
            return agent(above) if done_to else antecedent(theirs, above)
    return _beside(reading, verb)


def _not_a_day(reading: Reading, found: Word) -> Word:
    """The name before "on Tuesday", where the parse takes the day for the subject."""
    if found.lower not in SURE or found.i < 2:
        return found
    before = reading.words[found.i - (2 if reading.words[found.i - 1].tag == "IN" else 1)]
    return before if before.pos in {"NOUN", "PROPN", "PRON"} and before.sentence == found.sentence else found


def _controlled(clause: Word) -> Word | None:
    """Who is to act in "pressed him to settle": the one who is pressed."""
    governor = clause.head
    if clause.relation not in {"xcomp", "advcl"} or governor.lower not in _CONTROLS:
        return None
    told = governor.child("obj", "iobj")
    return told if told is not None and governor.i < told.i < clause.i else None


def antecedent(found: Word, verb: Word) -> Word:
    """Return the noun that a relative pronoun stands for; any other word as it is."""
    return verb.head if found.lower in RELATIVE and verb.relation == "acl" and not verb.is_root else found


def is_passive(verb: Word) -> bool:
    """Whether a verb is in the passive."""
    own = verb.child("nsubj")
    if verb.child("aux") is None and verb.child("obj") is not None and verb.tag in {"VBN", "VBD"} and own is not None:
        return False  # "Oslo's offensive killed 20 farmers", whatever the tagger makes of it
    return (own is not None and "pass" in own.dep) or any(child.dep == "aux:pass" for child in verb.children)


def agent(verb: Word) -> Word | None:
    """Return who does it, in a passive: "by the council"."""
    below = (child for child in verb.children if child.relation in {"obl", "dep"} and child.i > verb.i)
    return next((child for child in below if _by(child) is not None), None)


def _by(child: Word) -> Word | None:
    """The "by" of an agent, on its head or on the role before it: praised by its owner Ana Ruiz."""
    return next((word for word in child.subtree() if word.lower == "by" and word.i < child.i >= word.head.i), None)


def patient(verb: Word) -> Word | None:
    """Return to whom it is done, in a passive."""
    own = verb.child("nsubj")
    if own is not None and is_passive(verb):
        return antecedent(own, verb)
    if verb.relation == "acl" and verb.tag == "VBN":
        return verb.head
    above = verb.head  # "is likely to be welcomed by", "is backed by Oslo and opposed by"
    if verb.relation == "xcomp" or (verb.relation == "conj" and verb.tag == above.tag == "VBN" and is_passive(above)):
        theirs = above.child("nsubj")
        return antecedent(theirs, above) if theirs is not None else None
    return None


def behind_helpers(reading: Reading, i: int, first: int) -> int:
    """The word before the helpers and adverbs that end at ``i``, not before ``first``: who "has never said"."""
    words = reading.words
    while i > first and (words[i].pos in {"AUX", "ADV"} or words[i].tag in {"MD", "RB"}):
        i -= 1
    return i


def _beside(reading: Reading, verb: Word) -> Word | None:
    first = reading.sentence(verb).first
    if _shares(reading, verb):
        return _shared(reading, verb.i - 1, first)
    if verb.tag not in {"VBD", "VBZ", "VBP"} and not acts_as_verb(reading, verb):
        return None
    i = behind_helpers(reading, verb.i - 1, first)
    if i < first and verb.i > first:
        i = first  # "Osmere", which the parser takes for an adverb
    found = reading.words[i]
    if i > first and found.tag == "CC":
        return _shared(reading, i - 1, first)
    return found if i >= first and (found.text[0].isupper() or found.tag == "PRP") else None


def _shares(reading: Reading, word: Word) -> bool:
    """Whether a participle goes on with what a verb before it says: "supports the bridge and no longer *opposed* …"."""
    if word.tag != "VBN" or word.relation != "case":
        return False
    i = behind_helpers(reading, word.i - 1, reading.sentence(word).first)
    return i > 0 and reading.words[i].tag == "CC"


def _shared(reading: Reading, i: int, first: int) -> Word | None:
    """The subject of the last verb before a place: "*Oslo* called the meeting off and blasted Bergen"."""
    verbs_ = (reading.words[at] for at in range(i, first - 1, -1) if reading.words[at].is_finite)
    verb = next((verb for verb in verbs_ if verb.child("nsubj") is not None), None)
    own = verb.child("nsubj") if verb is not None and not is_passive(verb) else None
    return antecedent(own, verb) if own is not None and verb is not None else None
