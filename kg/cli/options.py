"""Options that several commands share."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

SIGNS = {"+": 1, "positive": 1, "-": -1, "negative": -1, "0": 0, "neutral": 0}


def graph_option(command: Command) -> Command:
    """Add ``--graph``."""
    option = click.option(
        "--graph",
        "-g",
        "folder",
        type=click.Path(),
        default="graph",
        envvar="KG_GRAPH",
        show_default=True,
        help="The folder of the graph, or the address of a SPARQL endpoint (or set KG_GRAPH).",
        callback=_place,
    )
    return option(command)


def _place(_: click.Context, __: click.Parameter, place: str) -> str:
    """Refuse what looks like an address and is none that kg can ask: as a folder it would be made."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", place) and not place.lower().startswith(("http://", "https://")):
        raise click.BadParameter(f"{place!r} is no folder, and the address of a server begins with http:// or https://")
    return place


def reference_option(command: Command) -> Command:
    """Add ``--reference``."""
    option = click.option(
        "--reference",
        "-r",
        multiple=True,
        type=click.Path(),
        help="A Turtle file with actors and issues of your own; may be repeated.",
    )
    return option(command)


def language_option(command: Command) -> Command:
    """Add ``--language``."""
    option = click.option(
        "--language", metavar="PIPELINE", help="An installed spaCy pipeline instead of the one that ships with kg."
    )
    return option(command)


def attributions_option(command: Command) -> Command:
    """Add ``--attributions``."""
    option = click.option(
        "--attributions",
        type=click.Path(file_okay=False, path_type=Path),
        help="A folder that `kg train attributions` wrote: who said what, as your own corpus has it.",
    )
    return option(command)


def force_option(command: Command) -> Command:
    """Add ``--force``."""
    option = click.option(
        "--force", is_flag=True, help="Read documents that are not English, too, and make of them what can be made."
    )
    return option(command)


def selection_options(command: Command) -> Command:
    """Add what narrows a network; the command gets them as ``fields`` for `kg.networks.Selection`."""
    options = (
        click.option("--relation", "relations", multiple=True, help="One of the twenty; see `kg relations`."),
        click.option(
            "--family", "families", multiple=True, help="A family of relations: evaluation, expectation, position, …"
        ),
        click.option(
            "--sign",
            "signs",
            multiple=True,
            type=click.Choice(list(SIGNS)),
            help="positive (+), negative (-) or neutral (0).",
        ),
        click.option(
            "--issue", "issues", multiple=True, help="An issue, by its label or id: the target, or what it is about."
        ),
        click.option("--actor", "actors", multiple=True, help="An actor, by name or id: the holder or the target."),
        click.option("--since", metavar="DATE", help="From that day, month or year on: 2023-06-20, 2023-06, 2023."),
        click.option("--until", metavar="DATE", help="Up to that day, month or year, included."),
        click.option(
            "--confidence", type=float, default=0.0, metavar="SHARE", help="The least confidence, from 0 to 1."
        ),
        click.option("--voice", "voices", multiple=True, help="self, representative, thirdParty or narrator."),
        click.option(
            "--stated/--ascribed", default=None, help="What the holder said or did; or what others say of him."
        ),
        click.option("--publisher", "publishers", multiple=True, help="Only what this publisher printed."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def selected(fields: dict[str, Any]) -> dict[str, Any]:
    """Take the options of a selection as fields of `kg.networks.Selection`."""
    return {**fields, "signs": [SIGNS[sign] for sign in fields["signs"]]}
