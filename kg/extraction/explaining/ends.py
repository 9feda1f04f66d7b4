"""Why words mean an actor or an issue."""

from kg.extraction.actors.figures import Figure
from kg.extraction.explaining.reasons import Reason
from kg.extraction.lexicon import place
from kg.extraction.stances.stood import Matter, Party
from kg.extraction.stances.topics import Topics
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch
from kg.records import Reason as Link


def reason(reading: Reading, topics: Topics, field: str, end: Party | Matter) -> Reason:
    """Return why the words at an end of a stance mean what they are led to."""
    words = reading.says(end.words)
    if isinstance(end, Party):
        link = _link(end.figure, end.words)
        if link is None:
            return Reason(field, end.figure.name, f"“{words}”: whose conduct it is")
        return Reason(field, end.figure.name, f"“{words}”: {link}", place("links", reason=link))
    label = topics.label(end.id)
    if topics.is_known(end.id):
        return Reason(field, label, f"“{words}”: an issue of the codebook")
    return Reason(field, label, f"“{words}”: no codebook knows it, so it is proposed in these words")


def _link(figure: Figure, words: Stretch) -> Link | None:
    """Why a mention of an actor was led to it: the one in these words that is as long as they are, or the longest."""
    inside = [(mention, why) for mention, why in figure.links if mention.first in words and mention.last in words]
    around = [(mention, why) for mention, why in figure.links if words.first in mention and words.last in mention]
    return max(inside or around, key=lambda link: len(link[0]), default=(None, None))[1]
