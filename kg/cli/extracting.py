"""kg extract: a filter, documents in, records out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.main import exit_code, tell
from kg.cli.options import attributions_option, force_option, language_option, reference_option

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.records import Record


@click.command("extract")
@click.argument("paths", nargs=-1, metavar="PATHS…")
@reference_option
@language_option
@attributions_option
@force_option
@click.option("--published", metavar="DATE", help="The day of publication, for documents that do not tell.")
@click.option("--publisher", metavar="NAME", help="The publisher, for documents that do not tell.")
@click.option("--show", "shown", is_flag=True, help="Print the documents instead, with what was found marked in them.")
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    help="The least confidence of a stance that no table states; everything, unless told otherwise.",
)
@click.option("--links", is_flag=True, help="With the reason and the confidence of every mention of an actor.")
@click.pass_context
def extract_(
    ctx: click.Context,
    paths: tuple[str, ...],
    reference: tuple[str, ...],
    language: str | None,
    attributions: Path | None,
    force: bool,
    published: str | None,
    publisher: str | None,
    shown: bool,
    confidence: float,
    links: bool,
) -> None:
    """Read documents and print their records, one line of JSON a document.

    PATHS are files, folders, or - for standard input, which is also read when none is given. What is not
    English is told and skipped; where nothing else was wrong, the exit code is 3.

    \b
    kg extract article.txt
    kg extract article.txt --show
    kg extract news/ > records.jsonl
    kg extract --links article.txt | jq '.links[].reason'
    cat articles.jsonl | kg extract - | jq '.stances[].evidence.text'
    """
    from kg.cli.progress import Bar
    from kg.intake import Reader, known, turtle_files

    defaults = {name: value for name, value in (("published", published), ("publisher", publisher)) if value}
    paths = paths or ("-",)
    problems: list[KgError] = []
    with Bar("reading", quiet=False, total_of=paths) as bar:
        reader = Reader(
            known(turtle_files(reference)), language=language, attributions=attributions, force=force, least=confidence
        )
        for number, read in enumerate(reader.read(paths, defaults=defaults), 1):
            if read.problem is not None:
                tell(str(read.problem))
                problems.append(read.problem)
            elif read.record is not None:
                if shown:
                    _show(read.record, read.text)
                else:
                    click.echo(read.record.to_json(links=links))
            bar.step(number, None, read.place)
    if problems:
        ctx.exit(exit_code(problems))


def _show(record: "Record", text: str | None) -> None:
    from kg.cli.page import Page
    from kg.errors import TextMissing

    if text is None:
        raise TextMissing(f"record {record.document.id!r} came without its text, and cannot be shown: give the article")
    Page().show(record, text)
