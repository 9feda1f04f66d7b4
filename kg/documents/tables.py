"""A table of text cells in a file: its columns by name, its rows by line."""

import csv
import io
from collections.abc import Collection, Generator, Iterator, Mapping
from dataclasses import dataclass

from kg.documents.faults import misspelling
from kg.errors import BrokenLine, InputError, MissingColumn, did_you_mean

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it begins in the file, and by column its cells, without the white space around them."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell of a column, empty where there is none."""
        return self.cells.get(column, "")


class Table:
    r"""A table whose first row names its columns, in any order and in capitals or not.

    ``known`` are the columns that somebody will ask for: they tell the delimiter (comma, semicolon,
    tab or bar), and a misspelling from a column of the user's own. Iterating yields rows, and errors for
    those that do not fit; after a quotation mark that is never closed it goes on in the next line.
    Raises `BrokenLine` where no row names columns.

    >>> table = Table("Holder;Quote\nMs. Ruiz;“We, too, agree.”\n", place="a.csv", known={"holder", "quote"})
    >>> [(row.line, row["quote"], row["date"]) for row in table]
    [(2, '“We, too, agree.”', '')]
    """

    def __init__(self, text: str, *, place: str, known: Collection[str]) -> None:
        self.place = place
        self._known = known
        self._lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        self._begin, told = self._header_line()
        self._delimiter, names = _header(self._lines[self._begin], told, known)
        twice = next((name for name in names if name and names.count(name) > 1), None)
        if twice:
            raise BrokenLine(f"two columns are called {twice!r}", place=f"{place}:{self._begin + 1}")
        self.columns = tuple(names)

    def _header_line(self) -> tuple[int, str]:
        told = ""
        for at, line in enumerate(self._lines):
            if line.lower().startswith("sep=") and len(line.strip("\r\n")) <= 5:
                told = line[4:5]  # Excel's way to say which delimiter follows
            elif line.strip():
                return at, told
        raise BrokenLine("there is no row that names the columns", place=self.place)

    def need(self, *groups: Collection[str]) -> None:
        """Raise `MissingColumn` unless every group has a column here."""
        missing = [group for group in groups if not any(name in self.columns for name in group)]
        if not missing:
            return
        strange = [name for name in self.columns if name not in self._known]
        hints = [
            f"{name!r}: {hint}"
            for name in strange
            if (hint := did_you_mean(name, [one for group in missing for one in group]))
        ]
        wanted = " and ".join(" or ".join(repr(name) for name in group) for group in missing)
        message = f"there is no column {wanted}; found: {', '.join(filter(None, self.columns))}"
        raise MissingColumn("; ".join([message, *hints]), place=f"{self.place}:{self._begin + 1}")

    def misspelt(self) -> Iterator[MissingColumn]:
        """Yield an error for each column that looks like a misspelling of a known one that is not here."""
        absent = [name for name in self._known if name not in self.columns]
        for name in self.columns:
            hint = "" if name in self._known else misspelling(name, absent)
            if hint:
                yield MissingColumn(f"the column {name!r} is not read: {hint}", place=f"{self.place}:{self._begin + 1}")

    def __iter__(self) -> Iterator[Row | InputError]:
        at = self._begin + 1
        while at < len(self._lines):
            at = yield from self._rows_from(at)

    def _rows_from(self, begin: int) -> Generator[Row | InputError, None, int]:
        """Yield rows up to the end or to a row that is broken; return the line to go on with."""
        reader = csv.reader(
            (self._lines[at] for at in range(begin, len(self._lines))), delimiter=self._delimiter, strict=True
        )
        start = begin
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield self._broken(start, _said(error))
                return start + 1
            if cells is None:
                return len(self._lines)
            after = begin + reader.line_num
            filled = [cell.strip() for cell in cells]
            if any(filled[len(self.columns) :]):
                yield self._broken(start, self._too_many(len(cells), after - start))
                return start + 1
            if any(filled):
                yield Row(start + 1, {name: cell for name, cell in zip(self.columns, filled, strict=False) if cell})
            start = after

    def _too_many(self, cells: int, height: int) -> str:
        told = f"the row has {cells} cells, and the header {len(self.columns)}: "
        if height > 1:
            return f"{told}is the quotation mark that opens a cell closed again?"
        return f"{told}put a cell that holds {self._delimiter!r} in quotation marks"

    def _broken(self, at: int, message: str) -> BrokenLine:
        return BrokenLine(message, place=f"{self.place}:{at + 1}")


def _header(line: str, told: str, known: Collection[str]) -> tuple[str, list[str]]:
    """Return the delimiter under which the line names the most known columns, and the names."""
    best: tuple[tuple[int, int], str, list[str]] = ((-1, -1), ",", [])
    for delimiter in told or _DELIMITERS:
        names = [
            "_".join(cell.casefold().replace("-", " ").replace("_", " ").split()) for cell in _split(line, delimiter)
        ]
        merit = (sum(name in known for name in names), len(names))
        if merit > best[0]:
            best = (merit, delimiter, names)
    return best[1], best[2]


def _split(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _said(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text or "field larger" in text:
        return (
            "a quotation mark opens here that is never closed: close it, or write it twice where it is part of a cell"
        )
    return f"not a row of a table: {text}; write a quotation mark inside a quoted cell twice"


def names_columns(line: str, known: Collection[str], *, at_least: int = 2) -> bool:
    r"""Whether a line looks like the header of a table with the known columns.

    >>> names_columns("holder\trelation\ttarget\tquote", {"holder", "target"})
    True
    """
    return sum(name in known for name in _header(line, "", known)[1]) >= at_least
