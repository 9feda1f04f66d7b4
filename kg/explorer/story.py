"""A story: captioned states of a page, made from addresses that the page has shown.

A file of blocks with an empty line between them. In each, one line is an address copied from the page, or only what
follows its ``#``; the other lines are the caption.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote

from kg.errors import InputError, KgError
from kg.explorer.contents import clean

_BLOCK = re.compile(r"(?:^[^\S\n]*\S.*\n?)+", re.MULTILINE)
_ADDRESS = re.compile(r"(?:\S+:/\S*|\S+\.html?)?#\S*|\S+:/\S*\.html?|file:\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """One state of the page, and what the presenter says of it. ``place`` is where it was written down."""

    caption: str
    fragment: str
    place: str = ""


def read_story(path: Path) -> list[Step]:
    """Read the steps of a story from a file.

    Raises `InputError` where the file cannot be read, is empty, or a block has no caption or not one address.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the story cannot be read: {_reason(error)}.", place=str(path)) from error
    steps = [_step(match, text, path) for match in _BLOCK.finditer(text)]
    if not steps:
        raise InputError("no step is in it; write a caption and, under it, an address of the page.", place=str(path))
    return steps


def told(story: "Iterable[Step | tuple[str, str]]", *, known: Collection[str]) -> list[dict[str, str]]:
    """Return the steps as a page holds them.

    Raises `KgError` where a step selects somebody who is not on the page: the presenter would find nothing there.
    """
    steps = [one if isinstance(one, Step) else Step(one[0], fragment_of(one[1])) for one in story]
    for number, step in enumerate(steps, 1):
        for missing in _selected(step.fragment) - set(known):
            where = step.place or f"step {number} of the story"
            raise KgError(
                f"selects {missing!r}, who is not on this page. Copy the address from this page.", place=where
            )
    return [{"caption": clean(step.caption), "fragment": clean(step.fragment)} for step in steps]


def fragment_of(address: str) -> str:
    """Return what follows the ``#`` of an address; nothing, for the page as it opens.

    >>> fragment_of("file:///tmp/explorer.html#sel=n%3Aoslo"), fragment_of("#"), fragment_of("page.html")
    ('sel=n%3Aoslo', '', '')
    """
    return address.partition("#")[2]


def _step(block: re.Match[str], text: str, path: Path) -> Step:
    place = f"{path}, line {text.count(chr(10), 0, block.start()) + 1}"
    lines = [line.strip() for line in block[0].splitlines()]
    addresses = [line for line in lines if _ADDRESS.fullmatch(line)]
    if len(addresses) != 1:
        found = "no address" if not addresses else f"{len(addresses)} addresses"
        raise InputError(
            f"a step has {found}; it needs one on a line of its own: “Copy link” on the page.", place=place
        )
    caption = " ".join(line for line in lines if line != addresses[0])
    if not caption:
        raise InputError("a step has no caption; write it above the address.", place=place)
    return Step(caption, fragment_of(addresses[0]), place)


def _selected(fragment: str) -> set[str]:
    """Return the ids of the nodes that a fragment selects, as `page/address.js` writes them."""
    found: set[str] = set()
    for selection in parse_qs(fragment).get("sel", []):
        kind, _, ids = selection.partition(":")
        if kind in {"n", "e"}:
            found.update(unquote(one) for one in ids.split("|"))
    return found


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not text in UTF-8"
    return error.strerror or str(error)
