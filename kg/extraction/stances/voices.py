"""Who vouches for a stance: its holder, somebody whose office speaks for the holder, another source, the narrator."""

from collections.abc import Sequence

from kg.extraction.actors.figures import Figure
from kg.extraction.attributions.told import Told
from kg.extraction.speakers import Speakers
from kg.extraction.text.intervals import Intervals
from kg.extraction.text.words import Word
from kg.records import Voice


def _speaks(told: Told) -> bool:
    """Whether its cue is a deed of speech: who accuses says so, who supports something need not."""
    return told.sense is not None and told.sense.kind == "speech"


class Voices:
    """Leads the words of a document to the attributions that they stand in."""

    def __init__(self, every: Sequence[Told], speakers: Speakers) -> None:
        self.speakers = speakers
        self._contents = Intervals((start, end, told) for told in every for start, end in told.content)
        self._by_cue = {
            told.head: told
            for told in reversed(every)
            if told.head is not None and told.origin is told and told.nested_in is None and _speaks(told)
        }

    def vouching(self, trigger: Word) -> Told | None:
        """The attribution that vouches for what a word says; who accuses says so himself."""
        return self._by_cue.get(trigger) or self.around(trigger)

    def around(self, word: Word) -> Told | None:
        """The smallest attribution whose content holds a word."""
        holding = self._contents.around(word.start, word.end)
        return min(holding, key=lambda told: told.end - told.start, default=None)

    def of(self, holder: Figure, told: Told | None) -> Voice:
        """In whose voice a holder's stance is told."""
        if told is None or (told.origin.source is None and not _speaks(told.origin)):
            return Voice.NARRATOR  # "is ready to": nobody is said to say so
        speaker = self.speakers.of(told)
        if speaker is holder:
            return Voice.SELF
        speaks_for = speaker is not None and speaker.speaks_for == holder.id
        return Voice.REPRESENTATIVE if speaks_for else Voice.THIRD_PARTY
