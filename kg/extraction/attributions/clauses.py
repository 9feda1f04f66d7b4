"""What is reported without quotation marks, or with a few: says that …, according to …, Oslo's view that …

Read from the parse, cue by cue.
"""

from collections.abc import Collection, Iterator

from kg.extraction.attributions.according import according
from kg.extraction.attributions.claims import claim, cry
from kg.extraction.attributions.contents import content_of
from kg.extraction.attributions.cues import Cue, noun_cue, phrase_cue, verb_cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.frames import whole_cue
from kg.extraction.attributions.parentheses import parenthesis
from kg.extraction.attributions.passives import passive
from kg.extraction.attributions.sources import source_of, speaks_of_itself
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.phrases import phrase
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import acts_as_verb, is_passive
from kg.extraction.text.words import Stretch, Word


def clauses(reading: Reading, taken: Collection[int]) -> Iterator[Told]:
    """Yield attributions in the order of their cues; ``taken`` are words that are cues already."""
    for word in reading.words:
        if word.i in taken:
            continue
        if (relied := phrase_cue(reading.words, word.i)) is not None:
            found = according(reading, word, relied)
        elif (cue := verb_cue(word)) is not None and _reports(reading, word):
            found = _reported(reading, word, cue)
        elif (cue := noun_cue(word)) is not None:
            found = claim(reading, word, cue)
        else:
            found = cry(reading, word)
        if found is not None:
            yield found


def _reports(reading: Reading, word: Word) -> bool:
    if word.tag != "VB":
        return acts_as_verb(reading, word)
    # "to say", "to deny" report nothing; "would say", "did not say" do, "did he say" does not.
    helper, subject = word.child("aux"), word.child("nsubj")
    return helper is not None and helper.lower != "to" and (subject is None or helper.i > subject.i)


def _reported(reading: Reading, verb: Word, cue: Cue) -> Told | None:
    if is_passive(verb) and (told := passive(reading, verb, cue)) is not None:
        return told
    source = source_of(reading, verb)
    if source is None:
        return None
    beside = parenthesis(reading, verb, cue, source) if source.last < verb.i or not is_passive(verb) else None
    if beside is not None:
        return beside
    if speaks_of_itself(reading, source):
        return None
    content, rule = content_of(reading, verb, cue) or (None, Rule.CLAUSE)
    if content is None or (content.first <= source.last and source.first <= content.last):
        return None
    told = Told([extent(reading, content)], rule, source, _cue(reading, verb), verb, cue)
    told.addressee = _addressee(reading, verb, cue, content, rule)
    return told


def _cue(reading: Reading, verb: Word) -> Stretch:
    """The cue with its helpers and its particle: "has pointed out"."""
    cue, particle = whole_cue(reading, verb), verb.child("compound")
    return Stretch(cue.first, particle.i) if particle is not None and particle.i == verb.i + 1 else cue


def _addressee(reading: Reading, verb: Word, cue: Cue, content: Stretch, rule: Rule) -> Stretch | None:
    """To whom it was said."""
    asked = "addressee" in cue.takes and rule in {Rule.CLAUSE, Rule.INFINITIVE}
    addressee = verb.child("iobj") or (verb.child("obj") if asked else None)
    if addressee is None or not verb.i < addressee.i < content.first:
        return None
    return phrase(reading, addressee)
