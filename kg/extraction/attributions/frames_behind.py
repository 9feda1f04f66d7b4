"""Frames behind a quotation: “…,” said Ruiz; “…” — Ruiz."""

from kg.extraction.attributions.according import cue_of, relied_on
from kg.extraction.attributions.cues import DASH, Cue, phrase_cue, verb_cue
from kg.extraction.attributions.fragments import is_fragment, is_fronted_title
from kg.extraction.attributions.frames import Frame, back_over_quotes, frame_cue, sentence_end, speech_cue, whole_cue
from kg.extraction.lexicon import particles
from kg.extraction.text.calendar import SURE
from kg.extraction.text.marks import CLOSING, DASHES, OPENING, STOPS
from kg.extraction.text.phrases import nominal, phrase_after, trimmed
from kg.extraction.text.quotation import Quotation
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import is_passive
from kg.extraction.text.words import Stretch, Word

_FAR = 30  # words between a source and its cue, at most: a name with its role and institute
_LONGEST_SIGNATURE = 25
_SIGNS = DASHES | {"―", "--", "-"}
_GOES_ON = (",", "?", "!", "—", "–", "-", "…", "...")
_PAUSES = STOPS | {","}
_INNER_MARKS = "’'”\" "
# What opens a clause that is not about the quotation: “…,” but he said; “…,” which officials denied.
_OTHER_CLAUSES = particles("subordinates") | particles("begins another clause")
_SUBJECTS = frozenset({"NNP", "NNPS", "DT", "PRP", "PRP$", "NN", "NNS", "JJ", "CD"})
_NO_SUBJECTS = frozenset({"him", "them", "me", "us", "that"})


def frame_behind(reading: Reading, quotation: Quotation, end: int) -> Frame | None:
    """Find “…,” said X / “…,” X said behind a quotation and not behind ``end``."""
    first = _first_behind(reading, quotation, end)
    if first is None:
        return None
    words = reading.words
    last = sentence_end(reading, first, end)
    relied = phrase_cue(words, first)
    if relied is not None:
        source = relied_on(reading, words[first], relied)
        return Frame(words[first], cue_of(words[first], relied), relied, source, Stretch(first, last))
    if words[first].lower == "as" and first < last:
        return _subject_first(reading, quotation, Stretch(first + 1, last))  # “…,” as Ruiz put it
    if words[first].lower in _OTHER_CLAUSES:
        return None
    inverted = words[first].tag != "VBG" and _is_inverted(reading, first, last)
    sense = speech_cue(words[first])
    verb_first = words[first].tag in {"VBD", "VBZ"} and sense is not None and inverted
    if not _ends_with_a_comma(reading, quotation, first) and not verb_first:
        return (
            _subject_first(reading, quotation, Stretch(first, last)) if _ends_short(reading, quotation, last) else None
        )
    if sense is not None and inverted:
        source = phrase_after(reading, first + 1, end=last)
        return Frame(words[first], Stretch(first, first), sense, source, Stretch(first, last))
    return _subject_first(reading, quotation, Stretch(first, last))


def _first_behind(reading: Reading, quotation: Quotation, end: int) -> int | None:
    """The first word behind the marks that end a quotation; None where they end the sentence too."""
    if not quotation.closed:
        return None
    for i in range(quotation.words.last + 1, end + 1):
        word = reading.words[i]
        if not word.is_mark:
            return i
        if word.text in {".", ";", ":"} or (word.text in "([" and i > quotation.words.last + 1):
            return None
    return None


def _ends_with_a_comma(reading: Reading, quotation: Quotation, first: int) -> bool:
    """Whether the sentence goes on behind the quotation, by its last mark."""
    quoted = reading.text[quotation.start : quotation.end].rstrip(_INNER_MARKS)
    if quoted.endswith(_GOES_ON) or reading.words[first - 1].text in {",", "—", "–", "-"}:
        return True
    return quoted.endswith(".") and reading.words[first].text[0].islower()


def leads_on(reading: Reading, quotation: Quotation, frame: Frame) -> bool:
    """Whether the frame behind a quotation may be that of the next: “Who pays?” He answered, “You do.”"""
    words, last = reading.words, back_over_quotes(reading, frame.outside.last)
    if reading.text[quotation.end - 1] not in STOPS or not words[frame.outside.first].text[0].isupper():
        return False
    after = last + 1
    while after < len(words) and words[after].text in OPENING:
        after += 1
    joined = words[last].text in {",", ":"} and after > last + 1
    return joined and after < len(words) and words[after].text[0].isupper()


def _ends_short(reading: Reading, quotation: Quotation, last: int) -> bool:
    """Whether a cue ends the sentence behind a quotation that opens it, though no comma parts them: “It is” Ruiz said."""
    words, before = reading.words, back_over_quotes(reading, quotation.words.first - 1)
    opens = before < reading.paragraph(words[last]).first or words[before].text in STOPS
    stop = next((i for i in range(quotation.words.last + 1, last + 1) if words[i].text in _PAUSES), last)
    return opens and words[stop].text in _PAUSES and speech_cue(words[stop - 1]) is not None


def reports_more(reading: Reading, frame: Frame) -> bool:
    """Whether a clause follows the cue, so that the quotation before it may be another's: “…,” Ruiz said it was closed."""
    after = max(frame.cue.last, frame.source.last if frame.source is not None else 0) + 1
    if after > frame.outside.last:
        return False
    opening = reading.words[after]
    return opening.lower == "that" or (opening.pos in {"DET", "PRON", "NOUN", "PROPN"} and opening.lower not in SURE)


def _is_inverted(reading: Reading, i: int, end: int) -> bool:
    """Whether a subject follows the cue at ``i``: said Ruiz."""
    following = reading.words[i + 1] if i < end else None
    return following is not None and following.tag in _SUBJECTS and following.lower not in _NO_SUBJECTS


def _subject_first(reading: Reading, quotation: Quotation, outside: Stretch) -> Frame | None:
    """Find “…,” X said: the cue comes behind its subject."""
    words, first, end = reading.words, outside.first, outside.last
    if words[first].is_finite or words[first].pos == "ADP":
        return None  # “The Bridge,” is based on a book: the quotation is the subject
    for i in range(first, min(end, first + _FAR) + 1):
        word = words[i]
        if word.text in STOPS or (i > first and word.text in {";", ":"}):
            return None
        sense = frame_cue(reading, i) or _closing_cue(reading, i, end)
        if sense is not None and i > first and is_passive(word):
            return None  # on “Today,” Ruiz was asked
        if sense is not None and i > first and _a_subject(reading, first, i - 1):
            if is_fronted_title(reading, quotation) and i < end - 1:
                return None
            source = trimmed(reading, first, _without_helpers(words, first, i - 1))
            return Frame(word, whole_cue(reading, word), sense, source, outside)
        if sense is None and i > first and word.is_finite and word.relation != "acl" and not _helps(words, i, end):
            return _unknown(reading, quotation, Stretch(first, end), i)
    return None


def _unknown(reading: Reading, quotation: Quotation, outside: Stretch, i: int) -> Frame | None:
    """A verb of no list that ends the sentence behind a quotation, as in “…,” she deadpanned."""
    words, verb = reading.words, reading.words[i]
    comma = reading.text[quotation.start : quotation.end].rstrip(_INNER_MARKS).endswith(",")
    speaks = words[i - 1].tag == "PRP" or words[i - 1].named == "PERSON"
    closes = i < outside.last and words[i + 1].text in _PAUSES
    if not (comma and speaks and closes) or verb.pos != "VERB" or is_fragment(reading, quotation):
        return None
    source = trimmed(reading, outside.first, i - 1)
    return Frame(verb, Stretch(i, i), Cue(verb.lemma, takes=frozenset({"quote"})), source, outside)


def _closing_cue(reading: Reading, i: int, end: int) -> Cue | None:
    """The cue that ends the sentence, whatever the tagger took it for: “…,” the letter read."""
    cue = verb_cue(reading.words[i]) if i < end and reading.words[i + 1].text in STOPS else None
    return cue if cue is not None and "quote" in cue.takes else None


def _a_subject(reading: Reading, first: int, last: int) -> bool:
    last = _without_helpers(reading.words, first, last)
    while last > first and reading.words[last].is_mark:
        last -= 1
    found = reading.words[last]
    return nominal(found) or found.lower in {"he", "she", "they", "it", "who"}


def _without_helpers(words: list[Word], first: int, last: int) -> int:
    while last > first and (words[last].pos in {"AUX", "ADV", "PART"} or words[last].tag in {"MD", "RB"}):
        last -= 1
    return last


def _helps(words: list[Word], i: int, end: int) -> bool:
    """Whether the verb at ``i`` helps a cue: "has also said"."""
    at = i + 1
    while at < end and words[at].pos in {"AUX", "ADV", "PART"}:
        at += 1
    return i < end and speech_cue(words[at]) is not None


def signature(reading: Reading, quotation: Quotation, end: int) -> Frame | None:
    """Find “…” — Ruiz, a name behind a dash at the end of a paragraph or in a paragraph of its own below."""
    words, dash = reading.words, quotation.words.last + 1
    while dash <= end and (words[dash].text in CLOSING or words[dash].text == "."):
        dash += 1
    if dash > end and end == reading.paragraph(words[quotation.words.first]).last and end + 1 < len(words):
        end = reading.paragraph(words[end + 1]).last
    if dash >= end or words[dash].text not in _SIGNS or end != reading.paragraph(words[dash]).last:
        return None
    source = trimmed(reading, dash + 1, end)
    if source is None or len(source) > _LONGEST_SIGNATURE or not words[source.first].is_proper:
        return None
    if any(word.is_finite for word in reading.inside(source)):
        return None
    return Frame(words[dash], Stretch(dash, dash), DASH, source, Stretch(dash, end))
