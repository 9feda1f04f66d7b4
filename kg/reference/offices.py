"""One dated office of a file: who held it, of what, from when to when, and for whom its holder speaks."""

import re
from datetime import date

from kg.known import Office
from kg.records import first_day
from kg.reference import words
from kg.reference.ids import Ids
from kg.reference.turtle import RDF_TYPE, Subject, short

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2\d|3[01]))?)?")


def office(subject: Subject, actors: Ids) -> Office:
    """Return the office that a membership describes."""
    person = actors.link(subject, words.MEMBER)
    if person is None:
        raise subject.wrong("this office has no person: write org:member actor:…", RDF_TYPE)
    of = actors.link(subject, words.OF)
    if of is None:
        raise subject.wrong(f"the office of {person!r} is nowhere: write org:organization actor:…", words.MEMBER)
    since, until = _day(subject, words.SINCE), _day(subject, words.UNTIL)
    if since and until and until < since[: len(until)]:
        raise subject.wrong(f"the office of {person!r} ends ({until}) before it starts ({since})", words.UNTIL)
    return Office(
        person=person,
        titles=subject.texts(words.TITLE),
        of=of,
        speaks_for=actors.link(subject, words.SPEAKS_FOR),
        since=since,
        until=until,
    )


def _day(subject: Subject, word: str) -> str | None:
    if word not in subject.facts:
        return None
    found = subject.texts(word)
    if len(found) > 1:
        raise subject.wrong(f"an office has one {short(word)}: write an office for each time", word)
    try:
        if _DATE.fullmatch(found[0]):
            date.fromisoformat(first_day(found[0]))
            return found[0]
    except ValueError:
        pass
    raise subject.wrong(f"{found[0]!r} is not a date: write it as 2013-03-14, 2013-03 or 2013", word)
