"""Golden sentences: files that people edit, read with their line numbers, and the records of their texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
WRONG = "wrong because"


@dataclass(frozen=True)
class Line:
    """A line of a golden file: its place, and its fields by column."""

    place: str
    fields: dict[str, str]

    @property
    def text(self) -> str:
        """The text of the line, with real line ends."""
        return self["text"].replace("¶", "\n")

    @property
    def wrong(self) -> str:
        """Why kg gets it wrong; nothing where it gets it right."""
        return self[WRONG]

    def __getitem__(self, column: str) -> str:
        return self.fields[column]


def lines(name: str) -> list[Line]:
    """Return the lines of a golden file, but for comments."""
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        rows = [(number, row.rstrip("\n").split("\t")) for number, row in enumerate(file, 1) if row[0] != "#"]
    (_, header), *rest = rows
    for number, row in rest:
        assert len(row) <= len(header), f"{name}:{number} has more fields than the header"
    padded = ((number, row + [""] * (len(header) - len(row))) for number, row in rest)
    return [Line(f"{name}:{number}", dict(zip(header, row, strict=True))) for number, row in padded]


def by_text(found: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each text together, in the order of the file."""
    texts: dict[tuple[str, str], list[Line]] = {}
    for line in found:
        texts.setdefault((line["text"], line.fields.get("published", "")), []).append(line)
    yield from texts.values()


def cases(name: str):
    """Return a parameter for each text of a golden file; those that kg gets wrong must fail."""
    return [_case(group) for group in by_text(lines(name))]


def _case(group: list[Line]):
    reasons = [line.wrong for line in group if line.wrong]
    marks = [pytest.mark.xfail(reason=reasons[0], strict=True)] if reasons else []
    return pytest.param(group, id=group[0].place, marks=marks)
