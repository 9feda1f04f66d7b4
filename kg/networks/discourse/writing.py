"""Discourse networks for other programs: matrices as CSV and UCINET dl, graphs as GraphML, GEXF and JSON."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kg.errors import NetworkError, UnknownFormat, did_you_mean
from kg.networks.discourse.matrix import Matrix
from kg.networks.export import render
from kg.networks.export.table import guarded

FORMATS = ("csv", "dl", "graphml", "gexf", "json")


def matrix_as_csv(matrix: Matrix) -> str:
    """Return a matrix with the names of its columns in the first line, and those of its rows in the first column.

    Names that a spreadsheet would run as a formula get an apostrophe in front, as in all tables of kg. A whole number has no point.
    """
    lines = [["", *map(guarded, matrix.columns)]]
    lines += [[guarded(name), *map(_number, row)] for name, row in zip(matrix.rows, matrix.weights, strict=True)]
    return _csv(lines)


def series_as_csv(series: Sequence[Matrix]) -> str:
    """Return the cells of a series that are not 0, a row each: window, its start, middle and stop, row, column, weight.

    A one-mode network has each pair once.
    """
    lines = [["window", "start", "mid", "stop", "statements", "row", "column", "weight"]]
    for number, one in enumerate(series, 1):
        times = [when.isoformat() if when else "" for when in (one.start, one.mid, one.stop)]
        begin = [str(number), *times, str(one.statements)]
        for at, row in enumerate(one.rows):
            first = at if one.shape == "onemode" else 0
            lines += [
                [*begin, guarded(row), guarded(one.columns[to]), _number(one.weights[at, to])]
                for to in range(first, len(one.columns))
                if one.weights[at, to]
            ]
    return _csv(lines)


def matrix_as_dl(matrix: Matrix) -> str:
    """Return a matrix in UCINET's dl format, as a full matrix with embedded labels."""
    size = (
        f"n = {len(matrix.rows)}"
        if matrix.shape == "onemode"
        else f"nr = {len(matrix.rows)}, nc = {len(matrix.columns)}"
    )
    labels = ["labels embedded" if matrix.shape == "onemode" else "row labels embedded\ncolumn labels embedded"]
    lines = [f"dl {size}, format = fullmatrix", *labels, "data:", " ".join(map(_label, matrix.columns))]
    lines += [
        " ".join([_label(name), *map(_number, row)]) for name, row in zip(matrix.rows, matrix.weights, strict=True)
    ]
    return "\n".join(lines) + "\n"


def rendered(matrix: Matrix, format: str) -> str:  # noqa: A002 -- what everybody calls it
    """Return a matrix as text in one of `FORMATS`. Raises `UnknownFormat`."""
    own: Mapping[str, Callable[[Matrix], str]] = {"csv": matrix_as_csv, "dl": matrix_as_dl}
    if format in own:
        return own[format](matrix)
    if format not in FORMATS:
        hint = did_you_mean(format, FORMATS, otherwise=f"choose from {', '.join(FORMATS)}.")
        raise UnknownFormat(f"a discourse network cannot be written as {format!r}: {hint}")
    return render(matrix.to_networkx(), format)


def write(matrices: Sequence[Matrix], to: Path, format: str | None = None) -> list[Path]:  # noqa: A002
    """Write one network to a file, or a series: as CSV to one file, in other formats to a numbered file each.

    Returns the files. Raises `UnknownFormat`, and `NetworkError` where a file cannot be written.
    """
    kind = format or to.suffix.removeprefix(".").lower()
    if len(matrices) == 1:
        texts = {to: rendered(matrices[0], kind)}
    elif kind == "csv":
        texts = {to: series_as_csv(matrices)}
    else:
        digits = len(str(len(matrices)))
        texts = {
            to.with_name(f"{to.stem}-{number:0{digits}}{to.suffix}"): rendered(one, kind)
            for number, one in enumerate(matrices, 1)
        }
    for path, text in texts.items():
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise NetworkError(f"the network cannot be written: {error.strerror}", place=str(path)) from error
    return list(texts)


def _csv(lines: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _label(name: str) -> str:
    """Return a label of a dl file: in quotation marks, of which it may not hold any."""
    plain = " ".join(name.split()).replace('"', "'")
    return f'"{plain}"'
