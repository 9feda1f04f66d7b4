"""kg tour: a first look at a graph, in four questions."""

import click

from kg.cli.options import graph_option


@click.command("tour")
@graph_option
@click.option("--path", "ends", nargs=2, metavar="A B", help="Show how these two are connected.")
@click.option("--top", default=5, show_default=True, help="How many to show of each.")
def tour_(folder: str, ends: tuple[str, str] | None, top: int) -> None:
    """Show a graph in short: who is central, what is contested, who stands against whom, a path, what to try next.

    \b
    kg tour
    kg tour --path "Casper Rell" "Tessaro Lines"
    """
    from rich.console import Console

    from kg.cli.tour import Tour
    from kg.graph import Graph

    graph = Graph(folder)
    network = graph.network("stances")
    Tour(Console(highlight=False), network, folder=folder, documents=len(graph.documents())).show(ends=ends, top=top)
