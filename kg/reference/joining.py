"""Several files as one: ids first, then the things, then whether everything that is referred to exists."""

import gc
from collections.abc import Iterable
from pathlib import Path

from kg.iris import ACTOR, ISSUE
from kg.known import Known, Office
from kg.reference import turtle
from kg.reference.actors import actor, name_of
from kg.reference.ids import Ids
from kg.reference.issues import issue, label_of
from kg.reference.offices import office
from kg.reference.turtle import Subject
from kg.reference.words import Sort, check_words, sort


def read(paths: Iterable[Path], *, beneath: Known) -> Known:
    """Return what the files say, on top of what is known already; a later file wins, id by id."""
    # Nothing of what is made here is garbage, and looking for some costs a fifth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read(paths, beneath=beneath)
    finally:
        if collecting:
            gc.enable()


def _read(paths: Iterable[Path], *, beneath: Known) -> Known:
    files = [_sorted(turtle.read(path)) for path in paths]
    actor_ids, issue_ids = Ids(ACTOR, name_of), Ids(ISSUE, label_of)
    for file in files:
        actor_ids.define(file[Sort.ACTOR])
        issue_ids.define(file[Sort.ISSUE])
    actors, offices, issues = dict(beneath.actors), list(beneath.offices), dict(beneath.issues)
    for file in files:
        for subject in file[Sort.ACTOR]:
            actors[actor_ids.made(subject)] = actor(subject, actor_ids)
        for subject in file[Sort.ISSUE]:
            issues[issue_ids.made(subject)] = issue(subject, issue_ids)
        newer = [office(subject, actor_ids) for subject in file[Sort.OFFICE]]
        offices = [*_without(offices, newer), *newer]
    actor_ids.check(actors)
    issue_ids.check(issues)
    return Known(actors=actors, offices=tuple(dict.fromkeys(offices)), issues=issues)


def _sorted(subjects: Iterable[Subject]) -> dict[Sort, list[Subject]]:
    found: dict[Sort, list[Subject]] = {kind: [] for kind in Sort}
    # Thousands of subjects have one of a few dozen shapes, and a shape that was right once is right.
    shapes: dict[tuple[tuple[str, ...], ...], Sort | None] = {}
    for subject in subjects:
        shape = (subject.types, tuple(subject.facts))
        if shape not in shapes:
            kind = shapes[shape] = sort(subject)
            if kind is not None:
                check_words(subject, kind)
        kind = shapes[shape]
        if kind is not None:
            found[kind].append(subject)
    return found


def _without(offices: list[Office], newer: list[Office]) -> list[Office]:
    """Return the offices less those that newer ones tell anew."""
    if not offices:
        return offices
    told = {(office.person, office.of, office.since, title) for office in newer for title in office.titles}
    return [
        office
        for office in offices
        if told.isdisjoint((office.person, office.of, office.since, title) for title in office.titles)
    ]
