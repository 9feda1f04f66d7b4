"""kg explore: the interactive page."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import graph_option, selected, selection_options

if TYPE_CHECKING:
    from networkx import MultiDiGraph


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
@click.option("--limit", type=int, default=60, show_default=True, help="How many nodes are drawn at first.")
@click.option(
    "--evidence",
    metavar="full|top:5|none",
    default="full",
    show_default=True,
    help="The sentences in the file: all, the surest few of every link, or none.",
)
@click.option("--max-quote", type=int, metavar="LETTERS", help="Cut every passage to so many characters.")
@click.option("--articles", is_flag=True, help="Put whole articles into the file; only where you may pass them on.")
@click.option("--story", type=click.Path(dir_okay=False), help="Captions and addresses of the page, to step through.")
@click.option(
    "--like", type=click.Path(dir_okay=False), help="An earlier page: who is on it stays where it stands there."
)
@click.option("--open", "opened", is_flag=True, help="Show it in the browser.")
def explore_(
    folder: str,
    output: str,
    title: str | None,
    focus: str | None,
    limit: int,
    evidence: str,
    max_quote: int | None,
    articles: bool,
    story: str | None,
    like: str | None,
    opened: bool,
    **fields: Any,
) -> None:
    """Write one HTML page on which every mark opens its sentences. It needs no network, and can be mailed.

    \b
    kg explore --open
    kg explore --issue "Skarne bridge" --since 2025 -o bridge.html --title "The bridge"
    kg explore --evidence top:3 --max-quote 200 --story steps.txt

    A story is a file of blocks with an empty line between them: a caption and, on a line of its own, an address
    that “Copy link” on the page gave.
    """
    from kg.explorer import explore
    from kg.graph import Graph
    from kg.networks import find

    graph = Graph(folder)
    network = graph.network("stances", **selected(fields))
    documents = _documents(network) if articles else []
    page = explore(
        network,
        title=title,
        focus=find(network, focus) if focus else None,
        limit=limit,
        evidence=evidence,
        max_quote=max_quote,
        story=story,
        like=like,
        texts={document: graph.text(document) for document in documents},
    )
    path = Path(output)
    page.save(path)
    if "For its size" in page.summary:
        click.echo(f"{output}: {page.summary}", err=True)
    click.echo(
        f"{output}: {network.number_of_nodes()} nodes, {network.number_of_edges()} stances, {path.stat().st_size // 1000} kB",
        err=True,
    )
    if opened:
        webbrowser.open(path.resolve().as_uri())


def _documents(network: "MultiDiGraph[str]") -> list[str]:
    return sorted({given["document"] for _, _, given in network.edges(data=True)})
