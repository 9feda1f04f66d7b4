"""kg check, kg backup, kg restore, kg export: whether the graph is sound, copies of it, and all of it as RDF."""

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


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@graph_option
def backup_(file: Path, folder: str) -> None:
    """Copy the graph into one file, whole, while others read it or write to it. No file is overwritten.

    \b
    kg backup monday.kg
    """
    from kg.store.backup import back_up

    back_up(Path(folder), file)
    click.echo(f"{file}: {file.stat().st_size // 1000} kB", err=True)


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def restore_(file: Path, folder: Path) -> None:
    """Make a graph of a backup, in a folder that is empty or not there yet. Every text is checked.

    \b
    kg restore monday.kg graph-of-monday
    """
    from kg.store import Store
    from kg.store.access import PATIENCE
    from kg.store.backup import restore

    restore(file, folder, wait=PATIENCE)
    with Store.open(folder) as store:
        click.echo(f"{folder}: {len(store)} documents", err=True)


@click.command("export")
@graph_option
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(dir_okay=False),
    help="The file: .trig, .nq, .ttl, .nt, .jsonld; or .dna.",
)
@click.option(
    "--split", metavar="SIZE", help="Files of that size, with the texts, for bulk loaders: .nq or .nq.gz, numbered."
)
@click.option(
    "--profile",
    type=click.Choice(["rdf11", "rdf12", "web-annotation", "wikidata"]),
    default="rdf11",
    show_default=True,
    help="In whose words: rdf12 adds the triple that each stance reifies; the last two choose.",
)
@click.option("--describe", is_flag=True, help="Beside the file one that tells catalogues of it, in VoID and DCAT.")
def export_(folder: str, output: str, split: str | None, profile: str, describe: bool) -> None:
    """Write the whole graph as RDF, for any other tool; or as a database of Discourse Network Analyzer.

    A .dna file has the documents, and the stances towards issues as coded statements; its password is kg.

    With --split it is written for the bulk loader of another store, in files of SIZE (500MB, 2GB) before they are
    compressed; docs/stores.md says how to load them.

    \b
    kg export -o dump.trig
    kg export -o dump.jsonld
    kg export --profile web-annotation -o annotations.ttl
    kg export --split 500MB -o dump.nq.gz
    kg export -o debate.dna
    """
    from kg.graph import Graph

    if describe and (split is not None or profile != "rdf11"):
        raise click.UsageError("--describe tells of a whole graph in one file: leave out --split and --profile")
    if describe and Path(output).suffix.lower() == ".dna":
        raise click.UsageError("--describe tells of RDF: leave it out for a .dna file")
    if split is not None:
        from kg.store.splitting import size_of

        files = Graph(folder).split(Path(output), size=size_of(split))
        whole = sum(file.stat().st_size for file in files) // 1000
        click.echo(f"{files[0]} to {files[-1].name}: {len(files)} files, {whole} kB", err=True)
        return
    Graph(folder).export(Path(output), profile=profile)
    if describe:
        Path(f"{output}.void.ttl").write_text(Graph(folder).describe(output), encoding="utf-8")
    click.echo(f"{output}: {Path(output).stat().st_size // 1000} kB", err=True)
    if profile == "wikidata" and Path(output).stat().st_size <= len("[]"):
        click.echo(
            "kg: nothing is in it, for no stance has an item of Wikidata on both sides; in a file of --reference, "
            "skos:exactMatch wd:Q… gives an actor or an issue one",
            err=True,
        )
