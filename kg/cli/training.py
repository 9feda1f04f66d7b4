"""kg train: teach kg with a corpus of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.output import format_option, show

if TYPE_CHECKING:
    from kg.evaluation import Figure
    from kg.learning.marked import Text


@click.group("train")
def train_() -> None:
    """Teach kg with a corpus of your own.

    \b
    kg train attributions corpus/ --output my-attributions
    kg extract news/ --attributions my-attributions
    """


@train_.command("attributions")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder of the model."
)
@click.option("--held", type=click.Path(path_type=Path), help="A corpus to measure on; otherwise a tenth of CORPUS is.")
@click.option("--epochs", default=3, show_default=True, type=click.IntRange(1), help="How often the corpus is read.")
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True)
@click.option("--half", is_flag=True, help="Multiply in bfloat16: quicker on processors that have it.")
@format_option
def attributions(
    corpus: Path,
    output: Path,
    held: Path | None,
    epochs: int,
    threads: int,
    seed: int,
    half: bool,
    format_: str | None,
) -> None:
    """Teach who said what from CORPUS, and measure what it brings.

    CORPUS is a folder of brat files (.txt with .ann), or JSON lines: a document with its text, and its
    attributions. Stopped, it goes on where it was when the command is given again. At the end stand the
    figures of what ships and of what was learnt, on texts that were not learnt from.

    \b
    kg train attributions corpus/ --output my-attributions
    kg train attributions train.jsonl --held dev.jsonl --output my-attributions
    """
    from kg.cli.progress import Bar
    from kg.errors import KgError

    try:
        from kg.learning import corpus as corpora
        from kg.learning import shipped, tuition
    except ModuleNotFoundError as error:
        if error.name not in {"torch", "onnx"}:
            raise
        raise KgError(f"teaching needs {error.name}, which is not installed: `pip install 'kg[train]'`") from None
    from kg.language import HERE, MINI

    texts = corpora.texts(corpus)
    if held is None:
        texts, measured = corpora.parted(texts, held=0.1, seed=seed)
    else:
        measured = corpora.texts(held)
    output.mkdir(parents=True, exist_ok=True)
    start = HERE / MINI
    network = shipped.network(start)
    round_ = tuition.Tuition(
        network, tuition.marker(start), output, tuition.Settings(epochs, threads=threads, seed=seed, half=half)
    )
    with Bar("learning", quiet=False) as bar:
        try:
            round_.learn(texts, bar.step)
        except KeyboardInterrupt:
            round_.save()
            raise
    # What the rates of the curve are taken from is not what the figures are taken from.
    half_of, other = measured[::2], measured[1::2] or measured
    tuition.write(network, round_.calibration(half_of), start, output)
    click.echo(f"{output}: learnt from {len(texts)} texts; figures on {len(other)} others", err=True)
    rows = [row for name, folder in (("as shipped", None), ("trained", output)) for row in _rows(name, folder, other)]
    show(rows, ["model", "measure", "P", "R", "F1", "low", "high", "gold"], format_=format_)


def _rows(name: str, folder: Path | None, texts: "list[Text]") -> list[dict[str, Any]]:
    figures = _figures(folder, texts)
    return [
        {
            "model": name,
            "measure": each.name,
            "P": round(each.precision, 1),
            "R": round(each.recall, 1),
            "F1": round(each.f1, 1),
            "low": round(each.low, 1),
            "high": round(each.high, 1),
            "gold": each.gold,
        }
        for each in figures
    ]


def _figures(folder: Path | None, texts: "list[Text]") -> "list[Figure]":
    """Extract with a model, whole, and compare."""
    from kg import evaluation, language, reference
    from kg.evaluation.attributions import of_record
    from kg.extraction import Extractor
    from kg.records import Document

    extractor = Extractor(reference.shipped(), pipeline=language.load(None, folder))
    documents = [Document(id=str(number), text=each.text) for number, each in enumerate(texts)]
    gold = {
        str(number): [evaluation.Said(said.source, said.content) for said in each.attributions]
        for number, each in enumerate(texts)
    }
    found = {record.document.id: of_record(record) for record in extractor.extract(documents)}
    return evaluation.attributions({each.id: each.text for each in documents}, gold, found)
