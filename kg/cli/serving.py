"""kg serve: the graph over HTTP."""

import webbrowser
from pathlib import Path

import click

from kg.cli.main import tell
from kg.cli.options import graph_option


@click.command("serve")
@graph_option
@click.option("--port", default=7070, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 lets others in.")
@click.option("--timeout", default=30.0, show_default=True, metavar="SECONDS", help="Stop a query after so long.")
@click.option("--limit", default=100_000, show_default=True, help="The most rows or triples of an answer.")
@click.option("--queries", default=4, show_default=True, type=click.IntRange(1, 64), help="How many run at once.")
@click.option(
    "--cache",
    default=64,
    show_default=True,
    metavar="MB",
    type=click.IntRange(0),
    help="Answers kept to be given again.",
)
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Whose pages may read answers; '*' for any.")
@click.option("--writable", is_flag=True, help="Take SPARQL updates to graphs of your own from whoever has the token.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    help="The file with the token for --writable.  [default: the variable KG_TOKEN]",
)
@click.option("--open", "opened", is_flag=True, help="Show the page in the browser.")
def serve_(
    folder: str,
    port: int,
    host: str,
    timeout: float,
    limit: int,
    queries: int,
    cache: int,
    origins: tuple[str, ...],
    writable: bool,
    token_file: Path | None,
    opened: bool,
) -> None:
    """Serve the graph: SPARQL over HTTP at /sparql, and a page to ask on. It reads, and changes nothing.

    Ctrl-C stops it. Documents that are added meanwhile are in the next answer. With --writable it takes updates, too:
    of named graphs of your own, never of what documents say, and only with "Authorization: Bearer TOKEN".

    \b
    kg serve --open
    kg serve --port 8080 --timeout 10
    KG_TOKEN=… kg serve --writable
    """
    from kg.server import Settings, serve
    from kg.server.tokens import token

    def ready(address: str) -> None:
        tell(f"{folder} is at {address} (SPARQL: {address}sparql); Ctrl-C stops it")
        if opened:
            webbrowser.open(address)

    settings = Settings(
        Path(folder),
        timeout=timeout,
        limit=limit,
        queries=queries,
        kept=cache << 20,
        origins=origins,
        token=token(token_file) if writable else None,
    )
    serve(settings, host=host, port=port, ready=ready)
    tell("stopped")
