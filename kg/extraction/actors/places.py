"""Capitals and states that tell where, not who: "in Beijing", "visited Beijing", "Washington-based"."""

from kg.extraction.actors.names import Named
from kg.extraction.lexicon import particles, verbs
from kg.extraction.text.reading import Reading
from kg.known import NameUse

_PREPOSITIONS = particles("tells a place")
_GOES = verbs("goes")


def means_a_place(reading: Reading, name: Named) -> bool:
    """Whether a name tells only where something is."""
    first, last = name.words.first, name.words.last
    head, before, after = reading.words[last], reading.before(first), reading.after(last)
    beyond = reading.after(last + 1)
    joint = after.text if after is not None else ""
    if after is not None and after.tag == "POS":
        return False
    if joint == "-" and beyond is not None and beyond.lower in {"based", "born", "area"}:
        return True
    if name.use is not NameUse.METONYM:
        return False
    if before is not None and before.lower in _PREPOSITIONS:
        return True
    if joint == "," and beyond is not None and beyond.text in {"D.C.", "DC"}:
        return True
    if joint == "," and beyond is not None and beyond.named == "LOC" and beyond.relation in {"appos", "nmod", "flat"}:
        return True  # "Paris, France"
    governor = head.head
    if head.relation in {"obj", "obl", "nmod"} and governor.lemma.lower() in _GOES:
        return True
    to = before is not None and before.lower == "to" and head.relation in {"obl", "nmod"}
    return to and any(word.lemma.lower() in _GOES for word in (governor, *governor.children))
