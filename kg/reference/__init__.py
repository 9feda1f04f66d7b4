"""Who is who: states, organizations, dated offices and issues, read from Turtle.

`shipped` is what travels with kg, `load` the same with the files of the user on top. Both give a
`kg.known.Known`, in which extraction looks names up. How to write such a file is shown at the head
of ``ontology/organizations.ttl`` and ``ontology/issues.ttl``.
"""

from functools import lru_cache
from pathlib import Path

from kg.known import Known
from kg.reference.compiled import compiled
from kg.reference.joining import read
from kg.shipped import ontology

_FILES = ("states.ttl", "organizations.ttl", "offices.ttl", "issues.ttl")


def shipped_files() -> tuple[Path, ...]:
    """Return the Turtle files of the reference data that travels with kg."""
    return tuple(path for name in _FILES if (path := ontology() / name).is_file())


@lru_cache(maxsize=1)
def shipped() -> Known:
    """Return what travels with kg, the same object every time.

    >>> shipped().actors["china"].name
    'China'
    >>> shipped().speaks_for("state-department")
    'united-states'
    """
    files = shipped_files()
    return compiled(files, ontology() / "__pycache__" / "reference.json", lambda: read(files, beneath=Known()))


def load(*user_files: str | Path) -> Known:
    """Return the shipped reference data joined with the user's own Turtle files of the same shape.

    What a later file says of an actor or an issue replaces what an earlier one said of the same id, whole. An
    office replaces those of the same person, in the same place, from the same date and with a title in common:
    so a file can end an office that is still held in ours.

    Raises `kg.errors.BrokenReference`, with file and line, for a file that does not parse or does not hold
    together, and `kg.errors.InputError` for one that is not there.
    """
    return read([Path(file) for file in user_files], beneath=shipped()) if user_files else shipped()


__all__ = ["load", "shipped", "shipped_files"]
