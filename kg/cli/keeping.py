"""kg check, kg export: whether the graph is sound, and the whole of it for other programs."""

from pathlib import Path

import click

from kg.cli.options import graph_option
from kg.cli.output import format_option, show


@click.command("check")
@graph_option
@format_option
@click.pass_context
def check_(ctx: click.Context, folder: str, format_: str | None) -> None:
    """Check the graph: texts, spans, shapes and edges. Exit 1 and a list where something is wrong.

    \b
    kg check
    """
    from kg.graph import Graph

    problems = Graph(folder).check()
    if not problems:
        click.echo(f"{folder}: sound", err=True)
        return
    show(
        [{"document": one.document, "what": one.what, "message": one.message} for one in problems],
        ["document", "what", "message"],
        format_=format_,
    )
    ctx.exit(1)


@click.command("export")
@graph_option
@click.option(
    "--output", "-o", required=True, type=click.Path(dir_okay=False), help="The file: .trig, .nq, .ttl, .nt or .jsonld."
)
def export_(folder: str, output: str) -> None:
    """Write the whole graph as RDF, for any other tool.

    \b
    kg export -o dump.trig
    kg export -o dump.jsonld
    """
    from kg.graph import Graph

    Graph(folder).export(Path(output))
    click.echo(f"{output}: {Path(output).stat().st_size // 1000} kB", err=True)
