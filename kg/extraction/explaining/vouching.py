"""Why a stance is in its voice: who speaks, and by which office on which day he speaks for the holder."""

from kg.extraction.actors.figures import Figure
from kg.extraction.explaining.reasons import Reason
from kg.extraction.stances.stood import Stood
from kg.known import Known
from kg.records import Voice


def reason(stood: Stood, speaker: Figure | None, known: Known, day: str | None) -> Reason:
    """Return why a stance is told in its voice, in a document of an ISO day."""
    holder = stood.holder.figure
    if stood.voice is Voice.NARRATOR:
        return Reason("voice", stood.voice, "no attribution holds the words: the article says it itself")
    if speaker is None:
        return Reason("voice", stood.voice, "somebody says so whom the text does not name")
    if stood.voice is Voice.SELF:
        return Reason("voice", stood.voice, f"said by {speaker.name}, the holder")
    if stood.voice is Voice.THIRD_PARTY:
        on = f" on {day}" if day else ""
        return Reason(
            "voice",
            stood.voice,
            f"said by {speaker.name}, in no office that speaks for {holder.name}{on}",
        )
    return _representative(stood.voice, speaker, holder, known, day)


def _representative(voice: Voice, speaker: Figure, holder: Figure, known: Known, day: str | None) -> Reason:
    offices = [office for office in known.offices_of(speaker.id, on=day) if office.speaks_for == holder.id]
    if offices:
        held = offices[0]
        time = ", ".join(f"{word} {date}" for word, date in (("since", held.since), ("until", held.until)) if date)
        on = f" on {day}" if day else ""
        title = held.titles[0] if held.titles else "holder of an office"
        return Reason(
            "voice",
            voice,
            f"{speaker.name} speaks for {holder.name}{on} as {title}{f' ({time})' if time else ''}",
            "offices",
        )
    if speaker.known is not None and speaker.known.speaks_for == holder.id:
        return Reason("voice", voice, f"the words of {speaker.name} are those of {holder.name}", "reference files")
    return Reason("voice", voice, f"{speaker.name} speaks for {holder.name} by what the text calls him")
