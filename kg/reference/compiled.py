"""What the shipped Turtle came to when it was last read, kept beside it as Python keeps its bytecode.

Reading 60,000 triples takes a third of a second, and what they come to can be had in a fifth of that. Like
bytecode, it is made when it is missing or stale, is never needed, and is left out where nothing can be written.
"""

import hashlib
import json
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from kg import known as known_module
from kg.known import Known, KnownActor, KnownIssue, Name, NameUse, Office
from kg.records import ActorKind

_KINDS = {kind.value: kind for kind in ActorKind}
_USES = {use.value: use for use in NameUse}


def compiled(sources: Collection[Path], path: Path, make: Callable[[], Known]) -> Known:
    """Return what ``make`` makes of the sources: from ``path`` where that is fresh, else made, and kept there."""
    stamp = _stamp(sources)
    kept = _kept(path, stamp)
    if kept is not None:
        return kept
    known = make()
    _keep(known, path, stamp)
    return known


def _stamp(sources: Collection[Path]) -> str:
    """Return a hash of the Turtle and of the code that reads it: either may change."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.blake2b(digest_size=16)
    for path in (*sources, *code, Path(known_module.__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _kept(path: Path, stamp: str) -> Known | None:
    try:
        kept = json.loads(path.read_bytes())
        if kept["stamp"] != stamp:
            return None
        return Known(
            actors={row[0]: _actor(row) for row in kept["actors"]},
            offices=tuple([Office(row[0], tuple(row[1]), *row[2:]) for row in kept["offices"]]),
            issues={row[0]: KnownIssue(*map(_tupled, row)) for row in kept["issues"]},
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _actor(row: list[Any]) -> KnownActor:
    made, name, kind, names, wikidata, part_of, speaks_for, members, not_in, gender = row
    return KnownActor(
        made,
        name,
        _KINDS[kind],
        tuple([Name(text, _USES[use], ambiguous) for text, use, ambiguous in names]),
        wikidata,
        part_of,
        speaks_for,
        tuple(members),
        tuple(not_in),
        gender,
    )


def _keep(known: Known, path: Path, stamp: str) -> None:
    whole = {
        "stamp": stamp,
        "actors": [_row(actor) for actor in known.actors.values()],
        "offices": [_row(office) for office in known.offices],
        "issues": [_row(issue) for issue in known.issues.values()],
    }
    # At once or not at all, for another kg may be reading or writing the same.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        unfinished.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _row(thing: KnownActor | Office | KnownIssue | Name) -> list[Any]:
    """Return a record as its fields in order; records within records too."""
    values = (getattr(thing, field.name) for field in fields(thing))
    return [
        [_row(part) if isinstance(part, Name) else part for part in value] if isinstance(value, tuple) else value
        for value in values
    ]


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
