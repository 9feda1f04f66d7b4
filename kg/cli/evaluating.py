"""kg evaluate: how right kg, or anybody, is by what a person has coded; and whether two people code alike."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.main import exit_code, tell
from kg.cli.options import attributions_option, language_option, reference_option
from kg.cli.output import format_option, show
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.cli.coded import Found
    from kg.evaluation import Figure, Position, Sample

_FIGURES = ("measure", "of", "P", "R", "F1", "low", "high", "right", "predicted", "gold")
_AGREEMENT = ("field", "units", "alpha", "low", "high", "n")


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("predicted", nargs=-1, metavar="[PREDICTED…]")
@click.option(
    "--agreement",
    is_flag=True,
    help="PREDICTED is another person's coding, with the articles behind it if those are tables: tell Krippendorff's alpha.",
)
@reference_option
@language_option
@attributions_option
@format_option
@click.pass_context
def evaluate_(
    ctx: click.Context,
    gold: Path,
    predicted: tuple[str, ...],
    agreement: bool,
    reference: tuple[str, ...],
    language: str | None,
    attributions: Path | None,
    format_: str | None,
) -> None:
    """Score what kg finds by what a person has coded in GOLD.

    GOLD holds records with their texts, as JSON lines, or a table of coded stances; docs/stances.md tells how
    to code. PREDICTED are records of any extractor, or the articles, to be read now; without it the texts of
    GOLD are. P, R and F1 are percentages, low to high holds 95 % of F1, bootstrapped over documents.

    \b
    kg evaluate coded.jsonl
    kg evaluate coded.csv news/ --format csv > accuracy.csv
    kg evaluate ana.csv ben.csv news/ --agreement
    """
    from kg.cli import coded
    from kg.intake import Reader, known, turtle_files

    knows = known(turtle_files(reference))
    samples, problems = coded.samples(gold, knows)
    if agreement:
        if not predicted:
            raise click.UsageError("--agreement compares two files: kg evaluate ana.jsonl ben.jsonl --agreement")
        others, more = coded.samples(Path(predicted[0]), knows)
        texts = coded.texts(predicted[1:])
        problems += more
        show(list(_agreement(samples, others, texts)), _AGREEMENT, format_=format_)
    else:
        reader = Reader(knows, language=language, attributions=attributions, force=True)
        found = coded.found(reader, predicted, samples)
        problems += found.problems
        show(list(_figures(_placed(samples, found), found)), _FIGURES, format_=format_)
        missing = [each for each in samples if each not in found.records]
        if missing:
            tell(
                f"{len(missing)} of {len(samples)} coded documents are not in PREDICTED and count as empty: {missing[0]!r}"
            )
    for problem in problems:
        tell(str(problem))
    if problems:
        ctx.exit(exit_code(problems))


def _placed(samples: "Mapping[str, Sample]", found: "Found") -> "dict[str, Sample]":
    """The samples on the texts that were read."""
    from kg.records import fingerprint

    placed = {}
    for each, sample in samples.items():
        record, text = found.records.get(each), found.texts.get(each)
        placed[each] = sample.with_text(text) if text is not None else sample
        mark = record.document.sha256 if record is not None else None
        if text is None and mark is not None and sample.text is not None and mark != fingerprint(sample.text):
            raise InputError(
                f"the record of document {each!r} was made from another text than was coded: give the articles as PREDICTED",
                place=sample.place,
            )
    return placed


def _figures(samples: "Mapping[str, Sample]", found: "Found") -> Iterator[dict[str, Any]]:
    from kg import evaluation
    from kg.evaluation.attributions import of_record as said
    from kg.evaluation.stances import of_record as stood

    told = {each: made for each, sample in samples.items() if (made := sample.said()) is not None}
    if told:
        texts = {each: samples[each].document.text for each in told}
        ours = {each: said(record) for each, record in found.records.items()}
        for figure in evaluation.attributions(texts, told, ours):
            yield _row(figure, "all", samples)
    positions = _positions(samples.values())
    if positions:
        own = {each: stood(record) for each, record in found.records.items()}
        measured = evaluation.stances(positions, own)
        yield from (_row(each.whole, "all", samples) for each in measured)
        yield from (_row(figure, part, samples) for each in measured for part, figure in each.parts.items())


def _positions(samples: "Iterable[Sample]") -> "dict[str, list[Position]]":
    return {sample.id: made for sample in samples if (made := sample.positions()) is not None}


def _row(figure: "Figure", part: str, samples: "Mapping[str, Sample]") -> dict[str, Any]:
    shares = {"P": figure.precision, "R": figure.recall, "F1": figure.f1}
    # Of one document no other sample can be drawn.
    shares |= {"low": figure.low, "high": figure.high} if len(samples) > 1 else {}
    counts = {"right": figure.right, "predicted": figure.predicted, "gold": figure.gold}
    return {"measure": figure.name, "of": part} | {name: round(share, 1) for name, share in shares.items()} | counts


def _agreement(
    samples: "Mapping[str, Sample]", others: "Mapping[str, Sample]", texts: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    from kg import evaluation

    # One file may hold the texts, and the other only what was coded in them.
    own = {each: sample.text for each, sample in samples.items() if sample.text is not None}
    for each, other in others.items():
        if each not in texts and each in own and other.text not in {None, own[each]}:
            raise InputError(
                f"document {each!r} has another text than in the other file; tables hold their quotes alone: give the "
                "articles as well, behind the two files",
                place=other.place,
            )
    texts = {**own, **texts}
    first, second = (
        _positions(sample.with_text(texts[each]) if each in texts else sample for each, sample in side.items())
        for side in (samples, others)
    )
    if not first.keys() & second.keys():
        raise InputError(
            "the two files have coded stances of no document in common: compare the ids of their documents"
        )
    for found in evaluation.agreement(first, second):
        yield {
            "field": found.field,
            "units": "either found" if found.alone else "both found",
            "alpha": _rounded(found.alpha),
            "low": _rounded(found.low),
            "high": _rounded(found.high),
            "n": found.units,
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
