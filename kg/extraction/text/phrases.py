"""Where the noun phrase of a source begins and ends: the parse, mended by what stands on the page.

Appositions and roles after a name ("Ana Ruiz, a historian at …") are where parsers err most; commas
and the words that cannot be part of a noun phrase are the better guide.
"""

from kg.extraction.lexicon import particles
from kg.extraction.text.marks import DASHES
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_NOT_IN_A_SOURCE = frozenset({"acl:relcl", "parataxis", "ccomp", "advcl", "discourse", "vocative"})
_ENDS_A_PHRASE = particles("ends a source")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM"})
_QUOTES = frozenset('“”"„«»')
_BREAKS = _QUOTES | DASHES | {";", ":"}
_MAY_OPEN = frozenset({"$", "#", "@"})
_LONGEST_BRACKET = 6  # words
_MAY_CLOSE = frozenset({"%", ")"})

# How and when something was said, behind "in": "in a statement", "in March".
_OCCASIONS = (
    "a statement", "a speech", "an interview", "an email", "a letter", "a tweet", "a phone", "a telephone", "a news",
    "a post", "a text", "a message", "a video", "remarks", "the statement", "the interview", "an e-mail", "january",
    "february", "march", "april", "may ", "june", "july", "august", "september", "october", "november", "december",
    "response", "reference", "20", "19", "his ", "her ", "their ", "its ",
)  # fmt: skip


def nominal(word: Word) -> bool:
    """Whether a word can stand in a noun phrase."""
    return word.pos in _NOMINAL


def trimmed(reading: Reading, first: int, last: int) -> Stretch | None:
    """Return the stretch without punctuation at its ends; a closing bracket stays."""
    words = reading.words
    while first <= last and words[first].is_mark and words[first].text not in _MAY_OPEN:
        first += 1
    while last >= first and words[last].is_mark and words[last].text not in _MAY_CLOSE:
        last -= 1
    return Stretch(first, last) if first <= last else None


def phrase(reading: Reading, head: Word) -> Stretch:
    """The noun phrase of ``head``: what the parse puts under it, without relative and reported clauses.

    It never reaches into another sentence, and never has a hole.
    """
    outside = {
        word.i
        for child in head.children
        if child.relation in {"case", "mark", "cc"} and child.i < head.i
        for word in child.subtree()
    }
    inside = {word.i for word in head.subtree(without=_NOT_IN_A_SOURCE)} - outside
    sentence = reading.sentence(head)
    first = last = head.i
    while first - 1 in inside and first - 1 in sentence:
        first -= 1
    while last + 1 in inside and last + 1 in sentence:
        last += 1
    return trimmed(reading, first, last) or Stretch(head.i, head.i)


def phrase_after(reading: Reading, first: int, *, end: int) -> Stretch | None:
    """The noun phrase from ``first`` on with its appositions, read from the page: "says X, a Y at Z"."""
    words = reading.words
    last = first - 1
    within = first  # the first word behind a bracket of the phrase: Rep. Ana Ruiz (D-Ohio), the leader of …
    for i in range(first, end + 1):
        word = words[i]
        if i < within:
            continue
        if word.text == "(" and i > first:
            within = _behind_bracket(words, i, end)
        if i < within:
            last = within - 1
            continue
        if word.text in _BREAKS or word.text in {"--", "(", "["} or (word.text in ".?!" and i > first):
            break
        if i > first and (word.lower in _ENDS_A_PHRASE or word.is_finite or _tells_a_deed(words, i)):
            break
        if word.lower in {"in", "at", "from", "to", "about"} and i < end and tells_a_circumstance(words, i, end):
            break
        last = i
    return trimmed(reading, first, last) if last >= first else None


def _behind_bracket(words: list[Word], i: int, end: int) -> int:
    """The first word behind a short bracket that opens at ``i``, such as a party and a state; ``i`` for any other."""
    for at in range(i + 1, min(i + _LONGEST_BRACKET, end) + 1):
        if words[at].text == ")":
            return at + 1
        if words[at].is_finite:
            return i
    return i


def _tells_a_deed(words: list[Word], i: int) -> bool:
    """Whether a participle behind a comma tells what the source did: Ruiz, explaining how; not Ruiz, acting director."""
    return words[i].tag == "VBG" and words[i - 1].text == "," and words[i].relation in {"advcl", "acl", "conj"}


def tells_a_circumstance(words: list[Word], i: int, end: int) -> bool:
    """Whether "in …" tells when or where something was said, rather than what the source is."""
    if words[i].lower in {"to", "about"} or words[i - 1].text == ",":
        return True
    following = " ".join(word.lower for word in words[i + 1 : min(end, i + 5) + 1])
    return following.startswith(_OCCASIONS)


def phrase_before(reading: Reading, last: int, *, start: int) -> Stretch | None:
    """The noun phrase that ends at ``last`` and begins no earlier than ``start``, read from the page."""
    words = reading.words
    while last >= start and (words[last].is_mark or words[last].pos in {"ADV", "AUX"}):
        last -= 1
    first = last
    for i in range(last, start - 1, -1):
        word = words[i]
        if word.text in _BREAKS or word.text == "." or (i < last and word.is_finite):
            break
        # A comma is the phrase's own only where a second one closes an apposition: "Ruiz, the mayor, said".
        if word.text == "," and not (i < last and words[last + 1].text == ","):
            break
        first = i
    return trimmed(reading, first, last) if last >= start else None


def behind_aside(words: list[Word], first: int, last: int) -> int:
    """The first word behind "For his part," or "On the contrary,", which are the writer's; else ``first``."""
    if words[first].pos not in {"ADP", "ADV", "CCONJ"}:
        return first
    for i in range(first + 1, min(first + 5, last)):
        if words[i].is_proper or words[i].tag == "CD" or words[i].is_finite:
            return first
        if words[i].text == ",":
            return i + 1
    return first
