"""The date that words tell, else that of publication."""

from datetime import date

from kg.extraction.dates.absolute import absolute
from kg.extraction.dates.relative import relative
from kg.extraction.text.reading import Reading
from kg.extraction.text.words import Stretch
from kg.records import Basis, Precision, When

_FIRST, _LAST = "1800", "2099"  # years that news dates things to


def when(reading: Reading, stretch: Stretch, published: str | None, *, future: bool = False) -> When | None:
    """The first date that the words of a stretch tell; relative ones need the day of publication."""
    words = reading.inside(stretch)
    day = date.fromisoformat(published) if published else None
    for at in range(len(words)):
        found = absolute(words, at, day, future=future) or (relative(words, at, day, future=future) if day else None)
        if found is not None:
            value, precision = found
            plausible = _FIRST <= value[:4] <= _LAST
            return When(value=value, precision=precision, basis=Basis.STATED) if plausible else None
    return None


def published_on(published: str | None) -> When | None:
    """The date of a thing that the text does not date: the day of publication."""
    return When(value=published, precision=Precision.DAY, basis=Basis.PUBLICATION) if published else None
