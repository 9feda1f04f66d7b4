"""kg add, kg list, kg remove: documents into the graph and out again."""

from pathlib import Path
from typing import Any

import click

from kg.cli.main import exit_code, tell
from kg.cli.options import attributions_option, force_option, graph_option, language_option, reference_option
from kg.cli.output import format_option, show


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS…")
@graph_option
@reference_option
@click.option("--published", metavar="DATE", help="The day of publication, for documents that do not tell.")
@click.option("--publisher", metavar="NAME", help="The publisher, for documents that do not tell.")
@language_option
@attributions_option
@force_option
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="The least confidence of a stance that no table states, to be kept; one half, unless told otherwise.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress bar.")
@click.pass_context
def add_(
    ctx: click.Context,
    paths: tuple[str, ...],
    folder: str,
    reference: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    language: str | None,
    attributions: Path | None,
    force: bool,
    confidence: float | None,
    quiet: bool,
) -> None:
    """Add articles, records and coded stances to the graph.

    PATHS are files (.txt .html .jsonl .csv .dna), folders, or - for standard input. Adding the same twice
    changes nothing, and an interrupted run goes on where it stopped. What cannot be read is told, and
    everything else is kept. What is not English is told and skipped; where nothing else was wrong, the exit
    code is 3. `kg extract` tells all that it finds; the graph keeps what tables of words state, and of what only
    the encoder reads in an article what is given --confidence or more.

    \b
    kg add news/
    kg add data/strait --reference data/strait/reference.ttl
    kg extract news/ | kg add - news/
    """
    from kg.cli.progress import Bar
    from kg.graph import Graph

    defaults = {name: value for name, value in (("published", published), ("publisher", publisher)) if value}
    with Bar("reading", quiet=quiet) as bar:
        done = Graph(folder).add(
            *paths,
            reference=reference,
            defaults=defaults,
            language=language,
            attributions=attributions,
            force=force,
            confidence=confidence,
            progress=bar.step,
        )
    for problem in done.problems:
        tell(str(problem))
    click.echo(f"{folder}: {done}", err=True)
    if done.problems:
        ctx.exit(exit_code(done.problems))


@click.command("list")
@graph_option
@format_option
def list_(folder: str, format_: str | None) -> None:
    """Show the documents of the graph, with how much each gave.

    Documents with the same story print the same text, if shortened or edited; networks count them as one voice. A story
    goes by the id of its first document.

    \b
    kg list
    kg list --format csv > documents.csv
    """
    from kg.graph import Graph

    rows: list[dict[str, Any]] = [
        {
            "id": entry.document.id,
            "published": entry.document.published,
            "publisher": entry.document.publisher,
            "title": entry.document.title,
            "attributions": entry.attributions,
            "stances": entry.stances,
            "story": entry.story,
            "added": entry.added,
        }
        for entry in Graph(folder).documents()
    ]
    rows.sort(key=lambda row: (row["published"] or "", row["id"]))
    columns = ["id", "published", "publisher", "title", "attributions", "stances", "story", "added"]
    brief = ["published", "publisher", "title", "stances", "id"]
    if any(row["story"] != row["id"] for row in rows):
        brief.append("story")
    show(rows, columns, brief=brief, format_=format_)


@click.command("remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT…")
@graph_option
def remove_(documents: tuple[str, ...], folder: str) -> None:
    """Take documents out of the graph, with all that rests on them.

    \b
    kg remove 2024-11-27-cable-and-shots
    """
    from kg.graph import Graph

    Graph(folder).remove(*documents)
    click.echo(f"{folder}: {len(documents)} removed", err=True)
