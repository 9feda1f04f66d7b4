"""What is said of the subject of a passive: the plan was described by Ruiz as “a gift”, was called “a gift”."""

from kg.extraction.attributions.cues import Cue
from kg.extraction.attributions.extents import extent
from kg.extraction.attributions.frames import whole_cue
from kg.extraction.attributions.naming import is_naming
from kg.extraction.attributions.told import Rule, Told
from kg.extraction.text.phrases import phrase, phrase_after, trimmed
from kg.extraction.text.reading import Reading
from kg.extraction.text.subjects import agent, patient
from kg.extraction.text.words import Stretch, Word

_NEAR = 3  # words between "as" and the words that are quoted
_EXPLETIVE = frozenset({"it", "there", "this", "that", "which", "who", "what"})


def passive(reading: Reading, verb: Word, cue: Cue) -> Told | None:
    """Find who calls or blames whom in a passive; without a source only where the words are quoted."""
    about = patient(verb)
    if "phrase" not in cue.takes or about is None or about.lower in _EXPLETIVE or about.i > verb.i:
        return None
    by = agent(verb)
    name = _name(reading, verb, by) if is_naming(cue) else None
    quoted = name is not None and reading.words[name.last].quote is not None
    source = phrase(reading, by) if by is not None else _behind(reading, name) if name is not None else None
    if source is None and not (quoted and verb.child("aux") is not None):
        return None
    pieces = [phrase(reading, about), *([name] if name is not None else [])]
    if pieces[0].last >= verb.i:
        return None
    content = [extent(reading, piece) for piece in pieces]
    return Told(content, Rule.PHRASE, source, whole_cue(reading, verb), verb, cue)


def _behind(reading: Reading, name: Stretch) -> Stretch | None:
    """The agent behind what a thing is called: described as “a gift” by Ruiz."""
    by = next(
        (i for i in range(name.last + 1, min(name.last + 3, len(reading.words))) if reading.words[i].lower == "by"),
        None,
    )
    return phrase_after(reading, by + 1, end=reading.sentence(reading.words[by]).last) if by is not None else None


def _name(reading: Reading, verb: Word, by: Word | None) -> Stretch | None:
    """What it is called: "as …" behind the verb and its agent, or the words right behind."""
    end = reading.reach(verb)
    if by is not None:
        end = min(end, verb.subtree()[-1].i)
    words = reading.words
    behind = next((i for i in range(verb.i + 1, end) if words[i].lower == "as"), None)
    if behind is not None:
        quoted = next(
            (i for i in range(behind + 1, min(behind + _NEAR, end) + 1) if words[i].quote != verb.quote), None
        )
        return trimmed(reading, behind, _end_of_quotation(words, quoted, end) if quoted is not None else end)
    first = verb.i + 1
    if first < end and (words[first].quote is not None or words[first + 1].quote is not None):
        return trimmed(reading, first, _end_of_quotation(words, first + 1, end))
    return None


def _end_of_quotation(words: list[Word], last: int, end: int) -> int:
    while last < end and words[last + 1].quote == words[last].quote:
        last += 1
    return last
