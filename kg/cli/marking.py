"""A text with stretches of it marked: in brackets, so that it can be read without colour, and in colour."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rich.text import Text


class Role(NamedTuple):
    """How a role is shown, and what it is called in the legend."""

    opening: str
    closing: str
    style: str
    called: str


#: The brackets are none that newspapers use.
ROLES: Mapping[str, Role] = {
    "source": Role("{", "}", "cyan", "source"),
    "cue": Role("<", ">", "magenta", "cue"),
    "content": Role("[", "]", "italic", "what is said"),
    "holder": Role("‹", "›", "bold green", "holder"),
    "trigger": Role("*", "*", "bold underline", "trigger"),
    "target": Role("«", "»", "bold yellow", "target"),
}


class Marked(NamedTuple):
    """A stretch of a text, in characters, and its role."""

    role: str
    start: int
    end: int


def legend(*roles: str) -> Text:
    """What the brackets and colours mean."""
    return Text("  ").join(_legend(ROLES[role]) for role in roles)


def _legend(role: Role) -> Text:
    return Text(f"{role.opening}{role.called}{role.closing}", style=role.style)


def marked(text: str, start: int, end: int, marks: Iterable[Marked]) -> Text:
    """The text from ``start`` to ``end`` with its marks; what reaches out of it is marked up to there.

    >>> marked("Oslo said it backs the dam.", 0, 27, [Marked("source", 0, 4), Marked("cue", 5, 9)]).plain
    '{Oslo} <said> it backs the dam.'
    """
    inside = sorted(
        {
            Marked(mark.role, max(mark.start, start), min(mark.end, end))
            for mark in marks
            if mark.start < end and start < mark.end
        },
        key=lambda mark: (mark.start, -mark.end, list(ROLES).index(mark.role)),
    )
    # Where several end, the one that was opened last is closed first; and all before another one opens.
    borders = [(mark.start, 1, number, ROLES[mark.role].opening, mark) for number, mark in enumerate(inside)]
    borders += [(mark.end, 0, -number, ROLES[mark.role].closing, mark) for number, mark in enumerate(inside)]
    made, at = Text(), start
    opened: list[Marked] = []
    for place, opens, _, bracket, mark in sorted(borders, key=lambda border: border[:3]):
        _append(made, text[at:place], opened)
        at = place
        if opens:
            opened.append(mark)
        _append(made, bracket, opened)
        if not opens:
            opened.remove(mark)
    made.append(text[at:end])
    return made


def _append(made: Text, words: str, opened: Iterable[Marked]) -> None:
    made.append(words, style=" ".join(ROLES[mark.role].style for mark in opened))
