"""Claims that nouns report: Oslo's view that …, the fear among experts that …"""

from kg.extraction.attributions.cues import Cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.lexicon import nouns
from kg.extraction.text.marks import OPENING
from kg.extraction.text.phrases import phrase, trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_REACH = 9  # words between a noun and its "that"


def claim(reading: Reading, noun: Word, cue: Cue) -> Told | None:
    """Find whose view a noun tells of, and what it is."""
    holder = _holder(reading, noun)
    content = _content(reading, noun) if holder is not None else None
    if content is None:
        return None
    return Told([extent(reading, content)], Rule.NOUN, holder, Stretch(noun.i, noun.i), noun, cue)


def _holder(reading: Reading, noun: Word) -> Stretch | None:
    words = reading.words
    before = [child for child in noun.children if child.i < noun.i]
    owner = next((child for child in before if child.dep == "nmod:poss"), None)
    if owner is not None:
        found = phrase(reading, owner)
        last = found.last
        while last > found.first and words[last].tag == "POS":
            last -= 1
        return Stretch(found.first, last)
    name = next((child for child in before if child.relation == "compound" and child.is_proper), None)
    if name is not None:
        return phrase(reading, name)
    for child in noun.children:
        if child.relation == "nmod" and child.case in {"of", "among", "from", "by"} and child.i > noun.i:
            found = phrase(reading, child)
            first = found.first + 1 if words[found.first].lower == child.case else found.first
            return Stretch(first, found.last) if first <= found.last else None
    return None


def _content(reading: Reading, noun: Word) -> Stretch | None:
    sentence = reading.sentence(noun)
    for word in reading.words[noun.i + 1 : min(noun.i + _REACH, sentence.last)]:
        if word.lower == "that" and word.tag == "IN":
            return trimmed(reading, word.i + 1, _end(reading, word.i + 1, noun, sentence.last))
        if word.is_finite and word.lemma != "be":
            return None
    return None


def _end(reading: Reading, first: int, noun: Word, last: int) -> int:
    """The end of a that-clause of a noun: where the parse leaves the clause's subtree, or the sentence."""
    words = reading.words
    above = [word for word in words[first].ancestors() if word.i > noun.i and noun in word.ancestors()]
    end = above[-1].subtree()[-1].i if above else last
    for i in range(first + 2, end):
        if words[i].text == "," and words[i + 1].lower == "and" and words[i + 2].tag in {"NNP", "PRP$"}:
            return i - 1  # another subject: the writer's
    return end


def cry(reading: Reading, noun: Word) -> Told | None:
    """Find what a crowd is heard to say: their chants of “No more!”"""
    words, of = reading.words, noun.i + 1
    first = of + 2
    if noun.lower not in nouns("cries") or first >= len(words) or words[of].lower not in {"of", "for"}:
        return None
    quote = words[first].quote
    if quote is None or quote == noun.quote or words[of + 1].text not in OPENING:
        return None
    last = first
    while last + 1 < len(words) and words[last + 1].quote == quote:
        last += 1
    cue = Cue(noun.lemma, takes=frozenset({"quote"}))
    return Told(
        [extent(reading, Stretch(first, last))], Rule.NOUN, _holder(reading, noun), Stretch(noun.i, of), noun, cue
    )
