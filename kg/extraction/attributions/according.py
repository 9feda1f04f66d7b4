"""According to …, in the words of …: a source without a verb."""

from kg.extraction.attributions.cues import Cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.parentheses import fronted
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.phrases import phrase_after, trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch, Word

_NO_CONTENT = frozenset({"which", "who", "but", "and", "while"})
_SHORTEST_REST = 4  # words


def relied_on(reading: Reading, word: Word, cue: Cue) -> Stretch | None:
    """The source behind "according to" and the like, which begin at a word."""
    sentence = reading.sentence(word)
    source = phrase_after(reading, _end(word, cue) + 1, end=sentence.last)
    opens = word.i <= sentence.first + 1
    return _without_subject(reading, source) if source is not None and opens else source


def cue_of(word: Word, cue: Cue) -> Stretch:
    """The words of a cue that begins at a word."""
    return Stretch(word.i, _end(word, cue))


def _end(word: Word, cue: Cue) -> int:
    return word.i + len(cue.lemma.split()) - 1


def according(reading: Reading, word: Word, cue: Cue) -> Told | None:
    """Find who is relied on for what, before "according to" or, where it opens the sentence, behind it."""
    sentence = reading.sentence(word)
    opens = word.i <= sentence.first + 1
    source = relied_on(reading, word, cue)
    if source is None:
        return None
    rest = trimmed(reading, source.last + 1, sentence.last)
    content = rest if opens else trimmed(reading, fronted(reading, sentence.first, word.i - 1), word.i - 1)
    if content is None or len(content) < 2:
        return None
    told = Told([extent(reading, content)], Rule.ACCORDING_TO, source, cue_of(word, cue), word, cue)
    if not opens and rest is not None and _goes_on(reading, source, rest):
        told.content.append(extent(reading, rest))
    return told


def _goes_on(reading: Reading, source: Stretch, rest: Stretch) -> bool:
    """Whether the sentence goes on behind the source: The dam, according to Oslo, will be built."""
    opening = reading.words[rest.first].lower
    return reading.words[source.last + 1].text == "," and len(rest) >= _SHORTEST_REST and opening not in _NO_CONTENT


def _without_subject(reading: Reading, source: Stretch) -> Stretch | None:
    """A source that opens a sentence, without the subject behind its comma: According to Oslo, the dam is safe."""
    after = reading.after(source.last)
    if after is None or not (after.is_finite or after.pos in {"AUX", "ADV"}):
        return source
    comma = next((i for i in reversed(source) if reading.words[i].text == ","), None)
    return trimmed(reading, source.first, comma) if comma is not None else source
