"""Which words deny a stance, make it less than certain, put it in a time, or make it strong or mild."""

from collections.abc import Iterator
from itertools import chain as joined

from kg.extraction.explaining.reasons import Reason
from kg.extraction.lexicon import modals, place
from kg.extraction.stances.patterns import Pattern
from kg.extraction.stances.stood import Stood
from kg.extraction.text.modality import chain
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Word
from kg.records import Certainty, Tense

_STRENGTH = {1: "mild", 3: "strong"}
_HELPERS = frozenset({"aux", "cop"})
_UNDER_A_VERB = frozenset({"NOUN", "ADJ"})


class Wording:
    """The words around the trigger of a stance, and what they say of it."""

    def __init__(self, reading: Reading, stood: Stood) -> None:
        self.reading = reading
        self.stood = stood
        self.near = list(dict.fromkeys(self._near()))

    def _near(self) -> Iterator[Word]:
        """Yield what counts, the nearest first: the verbs above with their helpers and adverbs, then the evidence."""
        trigger = self.stood.trigger
        verbs = chain(trigger)
        if trigger.pos in _UNDER_A_VERB:
            verbs += chain(trigger.head)
        yield from joined.from_iterable(verb.children for verb in verbs)
        yield from verbs[1:]
        yield from joined.from_iterable(child.children for verb in verbs for child in verb.children)
        yield from self.reading.inside(self.stood.evidence)

    def saying(self, *meanings: str) -> Word | None:
        """The nearest word that the table of modality gives one of these meanings."""
        return next((word for word in self.near if any(word.lower in modals(meant) for meant in meanings)), None)

    def denial(self) -> tuple[str, str]:
        """What denies a stance, or says that it is refused, in a phrase with its place."""
        word = self.saying("denies", "refuses")
        if word is None:
            return "it is said to be no more", ""
        meant = "denies" if word.lower in modals("denies") else "refuses"
        return f"“{word.text}” {meant} it", place("modality", word=word.lower, says=meant)

    def reasons(self) -> Iterator[Reason]:
        """Yield the reasons for negated, certainty, tense and intensity."""
        stood = self.stood
        yield Reason("negated", *(("yes", *self.denial()) if stood.negated else ("no", "nothing denies it")))
        yield self._certainty(stood.certainty)
        yield Reason("tense", stood.tense, self._tense(stood.tense))
        yield self._intensity(stood.intensity)

    def _certainty(self, value: Certainty) -> Reason:
        word = self.saying(value) if value is not Certainty.CERTAIN else None
        if word is None:
            return Reason(
                "certainty", value, "no word makes it less" if value is Certainty.CERTAIN else "by its clause"
            )
        return Reason("certainty", value, f"“{word.text}”", place("modality", word=word.lower, says=value))

    def _tense(self, value: Tense) -> str:
        verbs = chain(self.stood.trigger)
        helpers = [word for word in self.near if word.relation in _HELPERS and not word.is_mark]
        if value is Tense.FUTURE:
            word = next((word for word in helpers if word.tag == "MD"), None) or self.saying("intends")
            return f"“{word.text}” puts it in the future" if word is not None else "by the verb above it"
        if value is Tense.PAST:
            told = next((word for word in (*verbs, *helpers, *self.near) if word.tag in {"VBD", "VBN"}), None)
            return f"“{told.text}” is a form of the past" if told is not None else "by the verb above it"
        return "neither a form of the past nor of the future"

    def _intensity(self, value: int) -> Reason:
        why = self.stood.why
        word = self.saying(_STRENGTH[value]) if value in _STRENGTH else None
        if word is not None:
            return Reason(
                "intensity", str(value), f"“{word.text}”", place("modality", word=word.lower, says=_STRENGTH[value])
            )
        if isinstance(why, Pattern) and why.intensity == value != 2:
            return Reason("intensity", str(value), f"“{self.stood.trigger.text}” says so by itself", why.place)
        return Reason("intensity", str(value), "no word makes it stronger or milder")
