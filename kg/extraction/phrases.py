"""Where a noun phrase or a clause begins and ends: the parse, mended by what stands on the page.

Appositions and roles after a name ("Ana Ruiz, a historian at …") are where parsers err most; commas
and the words that cannot be part of a noun phrase are the better guide.
"""

from kg.extraction.reading import Reading, Stretch, Word

_NOT_IN_A_SOURCE = frozenset({"acl:relcl", "parataxis", "ccomp", "advcl", "discourse", "vocative"})
_ENDS_A_PHRASE = frozenset(
    "who whom whose which where when while after before because although though since as if whether that adding noting saying "
    "referring citing speaking writing during amid despite on".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "SYM"})
_MARKS = frozenset('“”"„«»')


def is_punctuation(word: Word) -> bool:
    """Whether a word is none."""
    return not any(char.isalnum() for char in word.text)


def trimmed(reading: Reading, first: int, last: int) -> Stretch | None:
    """Return the stretch without punctuation at its ends; closing brackets that belong to it stay."""
    words = reading.words
    while first <= last and is_punctuation(words[first]) and words[first].text not in {"$", "#", "@"}:
        first += 1
    while last >= first and is_punctuation(words[last]) and words[last].text not in {"%", ")"}:
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
    """The noun phrase that begins at ``first``, with its appositions, read from the page: for "says X, a Y at Z"."""
    words = reading.words
    last = first - 1
    for i in range(first, end + 1):
        word = words[i]
        if (
            word.text in _MARKS
            or word.text in {";", ":", "—", "–", "--", "(", "["}
            or (word.text in ".?!" and i > first)
        ):
            break
        if i > first and (word.lower in _ENDS_A_PHRASE or word.tag in _FINITE):
            break
        if word.lower in {"in", "at", "from", "to", "about"} and i + 1 <= end and _starts_a_circumstance(words, i, end):
            break
        last = i
    return trimmed(reading, first, last) if last >= first else None


def _starts_a_circumstance(words: list[Word], i: int, end: int) -> bool:
    """Whether "in …" tells when or where something was said, rather than what the source is."""
    following = " ".join(word.lower for word in words[i + 1 : min(end, i + 5) + 1])
    if words[i].lower in {"to", "about"}:
        return True
    if words[i - 1].text == ",":
        return True
    return following.startswith(
        ("a statement", "a speech", "an interview", "an email", "a letter", "a tweet", "a phone", "a telephone", "a news", "a post", "a text",
         "a message", "a video", "remarks", "the statement", "the interview", "an e-mail", "january", "february", "march", "april", "may ",
         "june", "july", "august", "september", "october", "november", "december", "response", "reference", "20", "19", "his ", "her ",
         "their ", "its ")
    )  # fmt: skip


def behind_aside(words: list[Word], first: int, last: int) -> int:
    """The first word behind "On the contrary," or "For his part,", which are the writer's; ``first`` where no aside stands."""
    if words[first].pos not in {"ADP", "ADV", "CCONJ"}:
        return first
    for i in range(first + 1, min(first + 5, last)):
        if words[i].tag in {"NNP", "NNPS", "CD"} or words[i].tag in _FINITE:
            return first
        if words[i].text == ",":
            return i + 1
    return first


def phrase_before(reading: Reading, last: int, *, start: int) -> Stretch | None:
    """The noun phrase that ends at ``last`` and begins no earlier than ``start``, read from the page."""
    words = reading.words
    while last >= start and (is_punctuation(words[last]) or words[last].pos in {"ADV", "AUX"}):
        last -= 1
    first = last
    for i in range(last, start - 1, -1):
        word = words[i]
        if word.text in _MARKS or word.text in {";", ":", "—", "–", "."}:
            break
        if i < last and word.tag in _FINITE:
            break
        if word.text == "," and not _within_apposition(words, i, last):
            break
        first = i
    return trimmed(reading, first, last) if last >= start else None


def _within_apposition(words: list[Word], comma: int, last: int) -> bool:
    """Whether the comma at ``comma`` opens an apposition that a second comma closes before ``last``'s verb."""
    return last + 1 < len(words) and words[last + 1].text == "," and comma < last


def nominal(word: Word) -> bool:
    """Whether a word can stand in a noun phrase."""
    return word.pos in _NOMINAL
