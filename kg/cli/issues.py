"""kg issues: what sides are taken on, and a codebook to start from."""

from pathlib import Path

import click

from kg.cli.options import graph_option
from kg.cli.output import format_option, show


@click.group("issues", invoke_without_command=True)
@graph_option
@format_option
@click.pass_context
def issues_(ctx: click.Context, folder: str, format_: str | None) -> None:
    """Show the issues of the graph, with how many stand for each and against it.

    Those of a codebook come with what is broader: an issue that is narrower counts in with_narrower. A proposed issue is
    one that no codebook has; `kg issues suggest` makes a codebook of those.

    \b
    kg issues
    kg issues --format csv > issues.csv
    kg issues suggest -o codebook.ttl
    """
    ctx.obj = folder
    if ctx.invoked_subcommand is not None:
        return
    from kg.graph import Graph

    rows = [
        {
            "issue": count.label,
            "origin": count.origin,
            "stances": count.stances,
            "with_narrower": count.with_narrower,
            "supporters": len(count.supporters),
            "opponents": len(count.opponents),
            "stories": count.stories,
            "publishers": count.publishers,
            "for": count.supporters,
            "against": count.opponents,
            "id": count.id,
        }
        for count in Graph(folder).issues()
    ]
    columns = ["issue", "origin", "stances", "with_narrower", "supporters", "opponents", "stories", "publishers"]
    show(rows, [*columns, "for", "against", "id"], brief=columns[:-1], format_=format_)


@issues_.command("suggest")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option(
    "--at-least", default=1, show_default=True, type=click.IntRange(1), help="Leave out what has fewer stances."
)
@click.pass_context
def suggest(ctx: click.Context, output: Path | None, at_least: int) -> None:
    """Propose a codebook from the issues that no codebook has.

    Phrases that mean the same are one issue ("chip export curbs", "restrictions on semiconductor exports"), and what one
    can be neither for nor against is a theme. Edit the file, then load it with --reference; the articles that are
    added with it again are read anew.

    \b
    kg issues suggest -o codebook.ttl
    kg add news/ --reference codebook.ttl
    """
    from kg.codebook import to_turtle
    from kg.graph import Graph

    suggestions = Graph(ctx.obj).suggest_issues(at_least=at_least)
    turtle = to_turtle(suggestions)
    if output is None:
        click.echo(turtle, nl=False)
        return
    output.write_text(turtle, encoding="utf-8", newline="\n")
    click.echo(f"{output}: {len(suggestions)} issues and themes", err=True)
