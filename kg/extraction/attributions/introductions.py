"""A colon that leads from somebody to a quotation without a word of saying: Ruiz had one answer: “…”"""

from kg.extraction.attributions.cues import COLON, noun_cues
from kg.extraction.attributions.frames import Frame
from kg.extraction.lexicon import nouns
from kg.extraction.text.phrases import phrase
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_WORDS = nouns("words") | nouns("report") | nouns("announcement")
_PEOPLE = nouns("people") | nouns("role") | nouns("report")
_PERSONS = frozenset({"he", "she", "they", "i", "we", "who"})


def introduced(reading: Reading, sentence: Stretch, *, of_speech: bool = False) -> Frame | None:
    """Find who is introduced by a sentence that ends in a colon; ``of_speech`` where it must tell of something said."""
    words = reading.inside(sentence)
    if of_speech and not any(word.lower in _WORDS or word.lower in noun_cues() for word in words):
        return None
    speaker = _subject(words) or _last_named(words)
    if speaker is None:
        return None
    colon = words[-1]
    return Frame(colon, Stretch(colon.i, colon.i), COLON, phrase(reading, speaker), sentence)


def _subject(words: list[Word]) -> Word | None:
    """The subject of the sentence, where it can say something."""
    for word in words:
        own = word.child("nsubj") if word.is_finite or word.pos == "ADJ" or word.tag.startswith("N") else None
        if own is not None and own.quote is None and _can_speak(own):
            return own
    return None


def _last_named(words: list[Word]) -> Word | None:
    """The person named right before the colon: it does not surprise Ana Ruiz: “…”"""
    named = [word for word in words[-2:-1] if word.is_proper and word.named == "PERSON"]
    if not named:
        return None
    found = named[0]
    while found.relation in {"flat", "compound", "appos"} and not found.is_root:
        found = found.head
    return found


def _can_speak(word: Word) -> bool:
    return word.lower in _PERSONS or word.is_proper or word.lower in _PEOPLE
