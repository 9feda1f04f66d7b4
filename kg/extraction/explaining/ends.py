"""Why words mean an actor or an issue."""

from collections.abc import Mapping

from kg.extraction.actors.figures import Figure
from kg.extraction.actors.pronouns import FIRST, FIRST_PLURAL
from kg.extraction.explaining.reasons import Reason
from kg.extraction.stances.stood import Matter, Party
from kg.extraction.stances.topics import Topics
from kg.extraction.text.reading import Reading
from kg.known import NameUse
from kg.records import ActorKind

_USES: Mapping[NameUse, str] = {
    NameUse.NAME: "a name of",
    NameUse.DEMONYM: "the adjective of",
    NameUse.METONYM: "a place that speaks for",
    NameUse.ACRONYM: "the letters of",
}


def reason(reading: Reading, topics: Topics, field: str, end: Party | Matter) -> Reason:
    """Return why the words at an end of a stance mean what they are led to."""
    if isinstance(end, Party):
        return Reason(field, end.figure.name, _of_actor(reading, end))
    label, words = topics.label(end.id), reading.says(end.words)
    if topics.is_known(end.id):
        return Reason(field, label, f"an issue of the codebook, which “{words}” speaks of")
    return Reason(field, label, f"no codebook knows it; the issue is proposed in the words of “{words}”")


def _of_actor(reading: Reading, party: Party) -> str:
    figure, words = party.figure, reading.says(party.words)
    first = reading.words[party.words.first]
    if len(party.words) == 1 and first.tag in {"PRP", "PRP$"}:
        return _of_pronoun(first.lower, words, figure)
    if words.casefold() == figure.name.casefold():
        return "named so"
    use = _use(figure, words)
    if use is not None:
        return f"“{words}” is {_USES[use]} {figure.name} in the reference files"
    if figure.kind is ActorKind.GROUP:
        return f"“{words}” has no name: a group"
    if set(figure.name.casefold().split()) & set(words.casefold().split()):
        return f"named by “{words}”"
    return f"“{words}” is {figure.name} by the words around it"


def _of_pronoun(lower: str, words: str, figure: Figure) -> str:
    if lower in FIRST_PLURAL and not figure.is_person:
        return f"“{words}” is said by somebody who speaks for {figure.name}"
    if lower in FIRST or lower in FIRST_PLURAL:
        return f"“{words}” is the one who speaks"
    return f"“{words}” is the last one named whom it can mean"


def _use(figure: Figure, words: str) -> NameUse | None:
    """How the reference files say that words stand for a known actor: by the longest name in them."""
    known = figure.known.names if figure.known is not None else ()
    inside = [name for name in known if f" {name.text.casefold()} " in f" {words.casefold()} "]
    return max(inside, key=lambda name: len(name.text)).use if inside else None
