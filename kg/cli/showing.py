"""kg show: a document with its attributions and stances marked."""

from pathlib import Path

import click

from kg.cli.options import attributions_option, force_option, graph_option, language_option, reference_option


@click.command("show")
@click.argument("what", nargs=-1, required=True, metavar="DOCUMENT…")
@graph_option
@reference_option
@language_option
@attributions_option
@force_option
@click.option("--published", metavar="DATE", help="The day of publication, for a file that does not tell.")
def show_(
    what: tuple[str, ...],
    folder: str,
    reference: tuple[str, ...],
    language: str | None,
    attributions: Path | None,
    force: bool,
    published: str | None,
) -> None:
    """Print a document with who says what and who stands where, marked in brackets and in colour.

    DOCUMENT is a file, which is read now, or the id of a document in the graph, which is shown as it was
    read. Below each paragraph are the stances that rest on it, with their ids.

    \b
    kg show article.txt --published 2024-05-06
    kg show 2024-09-11-trawlers-detained
    """
    from kg.cli.page import Page
    from kg.cli.reading import is_file, of_file, of_graph
    from kg.intake import Reader, known, turtle_files

    page = Page()
    reader: Reader | None = None
    for number, each in enumerate(what):
        if number:
            page.console.print()
        if is_file(each):
            reader = reader or Reader(
                known(turtle_files(reference)), language=language, attributions=attributions, force=force
            )
            for record, text in of_file(each, reader, published):
                page.show(record, text)
        else:
            record, text, _ = of_graph(each, folder)
            page.show(record, text)
