"""kg explore: the interactive page."""

import webbrowser
from pathlib import Path
from typing import Any

import click

from kg.cli.options import graph_option, selected, selection_options


@click.command("explore")
@graph_option
@selection_options
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    default="explorer.html",
    show_default=True,
    help="The page to write.",
)
@click.option("--title", help="The title of the page.")
@click.option("--focus", metavar="NAME", help="Open with this actor or issue.")
@click.option("--open", "opened", is_flag=True, help="Show it in the browser.")
def explore_(folder: str, output: str, title: str | None, focus: str | None, opened: bool, **fields: Any) -> None:
    """Write one HTML page on which every mark opens its sentences. It needs no network, and can be mailed.

    \b
    kg explore --open
    kg explore --issue "Skarne bridge" --since 2025 -o bridge.html --title "The bridge"
    """
    from kg.explorer import explore
    from kg.graph import Graph
    from kg.networks import find

    network = Graph(folder).network("stances", **selected(fields))
    page = explore(network, title=title, focus=find(network, focus) if focus else None)
    path = Path(output)
    page.save(path)
    click.echo(
        f"{output}: {network.number_of_nodes()} nodes, {network.number_of_edges()} stances, {path.stat().st_size // 1000} kB",
        err=True,
    )
    if opened:
        webbrowser.open(path.resolve().as_uri())
