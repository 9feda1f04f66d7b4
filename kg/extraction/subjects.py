"""Who does what a verb says: its subject in the parse, or the name beside it where the parser missed it."""

from kg.extraction.inflection import forms
from kg.extraction.reading import Reading, Word

_MEANT = frozenset(
    "intended meant designed expected set aimed likely scheduled supposed poised determined prepared willing forced obliged allowed inclined".split()
)
_CONTROLS = frozenset(
    form
    for verb in "press urge ask tell order force persuade allow want call invite encourage implore beg advise instruct convince compel push warn lobby "
    "require need expect permit enable oblige pressure command direct challenge request authorize authorise accuse suspect".split()
    for form in forms(verb)
)
_CHAINS = frozenset({"conj", "xcomp", "advcl", "acl"})


def acts_as_verb(reading: Reading, word: Word) -> bool:
    """Whether a word is a verb, though the tagger may take it for a noun: "Oslo views the plan as risky"."""
    if word.tag.startswith("VB"):
        return word.relation not in {"amod", "compound", "case"} or word.tag in {"VBD", "VBZ", "VBP"}
    before = reading.words[word.i - 1] if word.i else None
    if before is None or before.tag not in {"NNP", "PRP", "NNPS"} or before.sentence != word.sentence:
        return False
    after = reading.words[word.i + 1] if word.i + 1 < len(reading.words) else None
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
        if is_passive(verb):
            return agent(verb)
        return antecedent(own, verb)
    if verb.tag == "VBN" and (verb.child("aux") is None or is_passive(verb)):
        return agent(verb)
    above = verb
    while above.head is not above and above.relation in _CHAINS:
        clause, above = above, above.head
        told = above.child("obj", "iobj") if clause.relation in {"xcomp", "ccomp", "advcl"} and above.lower in _CONTROLS else None
        if told is not None and above.i < told.i < clause.i:
            return told  # "pressed him to settle": he is to settle
        if clause.relation == "acl" and above.pos in {"NOUN", "PROPN", "PRON"}:
            return above if clause.tag in {"VBG", "VBD", "VBZ", "VBP"} else None
        if above.child("nsubj") is not None:
            # "is intended to", "is expected to": the passive's subject is who acts.
            meant = clause.relation == "xcomp" and above.lower in _MEANT
            return (
                agent(above)
                if is_passive(above) and clause.relation != "conj" and not meant
                else antecedent(above.child("nsubj"), above)
            )
    return _beside(reading, verb)


def antecedent(found: Word | None, verb: Word) -> Word | None:
    """Return the noun that a relative pronoun stands for."""
    if (
        found is not None
        and found.lower in {"who", "which", "that"}
        and verb.relation == "acl"
        and verb.head is not verb
    ):
        return verb.head
    return found


def is_passive(verb: Word) -> bool:
    """Whether a verb is in the passive."""
    own = verb.child("nsubj")
    return (own is not None and "pass" in own.dep) or any(child.dep == "aux:pass" for child in verb.children)


def agent(verb: Word) -> Word | None:
    """Return who does it, in a passive: "by the council"."""
    for child in verb.children:
        case = child.child("case")
        if child.relation == "obl" and case is not None and case.lower == "by":
            return child
    return None


def patient(verb: Word) -> Word | None:
    """Return to whom it is done, in a passive."""
    own = verb.child("nsubj")
    if own is not None and is_passive(verb):
        return antecedent(own, verb)
    if verb.relation == "acl" and verb.tag == "VBN":
        return verb.head
    return None


def _beside(reading: Reading, verb: Word) -> Word | None:
    sentence = reading.sentence(verb)
    if verb.tag not in {"VBD", "VBZ", "VBP"} and not acts_as_verb(reading, verb):
        return None
    i = verb.i - 1
    while i > sentence.first and (reading.words[i].pos in {"AUX", "ADV"} or reading.words[i].tag in {"MD", "RB"}):
        i -= 1
    if i >= sentence.first and reading.words[i].tag in {"NNP", "NNPS", "PRP"}:
        return reading.words[i]
    return None
