"""kg extract: a filter, documents in, records out."""

import click

from kg.cli.main import tell
from kg.cli.options import language_option, reference_option


@click.command("extract")
@click.argument("paths", nargs=-1, metavar="PATHS…")
@reference_option
@language_option
@click.option("--published", metavar="DATE", help="The day of publication, for documents that do not tell.")
@click.option("--publisher", metavar="NAME", help="The publisher, for documents that do not tell.")
@click.option("--links", is_flag=True, help="With the reason and the confidence of every mention of an actor.")
@click.pass_context
def extract_(
    ctx: click.Context,
    paths: tuple[str, ...],
    reference: tuple[str, ...],
    language: str | None,
    published: str | None,
    publisher: str | None,
    links: bool,
) -> None:
    """Read documents and print their records, one line of JSON a document.

    PATHS are files, folders, or - for standard input, which is also read when none is given.

    \b
    kg extract article.txt
    kg extract news/ > records.jsonl
    kg extract --links article.txt | jq '.links[].reason'
    cat articles.jsonl | kg extract - | jq '.stances[].evidence.text'
    """
    from kg.cli.progress import Bar
    from kg.graph import turtle_files
    from kg.intake import Reader, known

    defaults = {name: value for name, value in (("published", published), ("publisher", publisher)) if value}
    paths = paths or ("-",)
    problems = 0
    with Bar("reading", quiet=False, total_of=paths) as bar:
        for number, read in enumerate(
            Reader(known(turtle_files(reference)), language=language).read(paths, defaults=defaults), 1
        ):
            if read.problem is not None:
                tell(str(read.problem))
                problems += 1
            elif read.record is not None:
                click.echo(read.record.to_json(links=links))
            bar.step(number, None, read.place)
    if problems:
        ctx.exit(1)
