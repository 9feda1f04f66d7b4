"""Rows for people and for programs: a table on a terminal, JSON lines or CSV in a pipe."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("table", "json", "csv")

_NARROWEST = 16  # characters that a long column must have


def format_option(command: Command) -> Command:
    """Add ``--format``."""
    option = click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        help="A table, JSON lines or CSV.  [default: table on a terminal, json in a pipe]",
    )
    return option(command)


def chosen(format_: str | None) -> str:
    """The format asked for, or the one that suits where the output goes."""
    return format_ or ("table" if sys.stdout.isatty() else "json")


def show(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    *,
    format_: str | None,
    brief: Sequence[str] | None = None,
    title: str | None = None,
) -> None:
    """Print rows in the format asked for; a table has only the ``brief`` columns, where there are such."""
    style = chosen(format_)
    if style == "json":
        for row in rows:
            click.echo(json.dumps({name: row.get(name) for name in columns}, ensure_ascii=False, default=str))
    elif style == "csv":
        out = io.StringIO()
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows([_exact(row.get(name)) for name in columns] for row in rows)
        click.echo(out.getvalue(), nl=False)
    else:
        _table(list(rows), brief or columns, title)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], title: str | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not rows:
        console.print(Text("nothing found", style="dim"))
        return
    widths = {name: max(*map(len, name.split("_")), *(len(_cell(row.get(name))) for row in rows)) for name in columns}
    gaps = 2 * (len(columns) - 1)
    roomy = sum(widths.values()) + gaps <= console.width
    if sum(min(width, _NARROWEST) for width in widths.values()) + gaps > console.width:
        _blocks(console, rows, columns)
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, header_style="bold", pad_edge=False)
    # Short columns keep their width; the long ones share what is left, and wrap between words.
    for name in columns:
        long = widths[name] > _NARROWEST and not roomy
        table.add_column(
            name.replace("_", "\n"),
            justify="right" if all(_is_number(row.get(name)) for row in rows) else "left",
            no_wrap=not long,
            overflow="fold" if long else "ellipsis",
            ratio=min(widths[name], 80) if long else None,
        )
    for row in rows:
        table.add_row(*(Text(_cell(row.get(name))) for name in columns))
    console.print(table)


def _blocks(console: "Console", rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows that are wider than the terminal one below the other, a line a value."""
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(rows):
        block = Table(box=None, show_header=False, pad_edge=False)
        block.add_column(style="dim", no_wrap=True, min_width=max(map(len, columns)))
        block.add_column(overflow="fold")
        for name in columns:
            if _cell(row.get(name)):
                block.add_row(name.replace("_", " "), Text(_cell(row[name])))
        if number:
            console.print()
        console.print(block)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | None) and not isinstance(value, bool)


def _exact(value: Any) -> str:
    """Return a value for a program: a number in as many digits as bring it back."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(float(value))
    return _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)
