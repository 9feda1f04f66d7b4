"""kg search: the sentences and claims that have certain words."""

import click

from kg.cli.main import tell
from kg.cli.options import graph_option
from kg.cli.output import format_option, show

COLUMNS = ["document", "date", "publisher", "who", "kind", "id", "sentence", "snippet"]
BRIEF = ["date", "who", "snippet", "document"]


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@graph_option
@click.option("--actor", "actors", multiple=True, help="Who speaks, holds, is meant or mentioned: by name or id.")
@click.option("--issue", "issues", multiple=True, help="What is meant or mentioned: by label or id.")
@click.option("--since", metavar="DATE", help="From that day, month or year on: 2023-06-20, 2023-06, 2023.")
@click.option("--until", metavar="DATE", help="Up to that day, month or year, included.")
@click.option("--publisher", "publishers", multiple=True, help="Only what this publisher printed.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1), help="The most rows to show.")
@format_option
def search_(
    words: tuple[str, ...],
    folder: str,
    actors: tuple[str, ...],
    issues: tuple[str, ...],
    since: str | None,
    until: str | None,
    publishers: tuple[str, ...],
    limit: int,
    format_: str | None,
) -> None:
    """Find words in what was said and in the sentences behind the stances, the best first.

    A word stands for all its endings, and several have to be there all. In quotation marks they have to
    stand together, and the shell needs a second pair around them.

    Of words that stand in thousands of sentences, the best of those that were added last are shown, and that is told.

    \b
    kg search bridge
    kg search 'quota* AND (fish* OR trawler) NOT bridge' --since 2024
    kg search '"joint patrol"' --actor Norvane
    kg search 'NEAR(bridge toll, 8)' --format csv
    """
    from kg.graph import Graph

    hits = Graph(folder).search(
        " ".join(words), actors=actors, issues=issues, publishers=publishers, since=since, until=until, limit=limit
    )
    rows = [{name: getattr(hit, name) for name in COLUMNS} for hit in hits.found]
    show(rows, COLUMNS, brief=BRIEF, format_=format_)
    if hits.ranked is not None:
        tell(
            f"more than {hits.ranked:,} sentences have these words, and the best are those of the {hits.ranked:,} that were "
            "added last; more words, or --since, --until, --actor and --issue, reach the others"
        )
    elif hits.shortened:
        tell(f"there are more than {limit} rows; --limit shows more")
