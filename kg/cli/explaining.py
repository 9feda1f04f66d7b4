"""kg explain: why a stance was found, and why each of its fields has its value."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.main import tell
from kg.cli.options import attributions_option, graph_option, language_option, reference_option
from kg.cli.output import chosen, format_option, show

if TYPE_CHECKING:
    from kg.extraction.explaining import Explanation
    from kg.intake import Reader
    from kg.records import Stance

_COLUMNS = ("stance", "field", "value", "because", "place")


@click.command("explain")
@click.argument("what", nargs=-1, metavar="[STANCE | DOCUMENT | FILE]…")
@click.option("--text", metavar="SENTENCE", help="Explain what is found in these words.")
@click.option(
    "--published", metavar="DATE", help="The day of --text, or of a file that does not tell: offices have their time."
)
@graph_option
@reference_option
@language_option
@attributions_option
@format_option
def explain_(
    what: tuple[str, ...],
    text: str | None,
    published: str | None,
    folder: str,
    reference: tuple[str, ...],
    language: str | None,
    attributions: Path | None,
    format_: str | None,
) -> None:
    """Tell why a stance was found: its sentence, marked, and the reason for each of its values.

    STANCE is an id as `kg show` and `kg network --format csv` have it; a DOCUMENT of the graph or a FILE is
    explained stance by stance. The text is read again for it, with the graph's own reference files.

    \b
    kg explain 2024-09-11-trawlers-detained#s3
    kg explain --text "Norway’s foreign minister condemned the attack on Iran." --published 2024-05-06
    kg explain article.txt --format csv > reasons.csv
    """
    if not what and text is None:
        raise click.UsageError("say what to explain: a stance, a document, a file, or --text")
    options = {"language": language, "attributions": attributions, "force": True}
    found = list(_found(what, text, published, folder, reference, options))
    style = chosen(format_)
    if style == "json":
        import json

        for each in found:
            click.echo(json.dumps(_as_json(each), ensure_ascii=False))
    elif style == "csv":
        show(
            [{"stance": each.id, **asdict(reason)} for each in found for reason in each.reasons],
            _COLUMNS,
            format_="csv",
        )
    else:
        from kg.cli.reasons import print_explanation

        for number, each in enumerate(found):
            print_explanation(each, after_another=number > 0)
    if not found:
        tell("there is no stance in it")


def _found(
    what: tuple[str, ...],
    text: str | None,
    published: str | None,
    folder: str,
    reference: tuple[str, ...],
    options: dict[str, Any],
) -> "Iterator[Explanation]":
    from kg.cli.reading import is_file, of_graph
    from kg.intake import Reader, known, turtle_files
    from kg.records import Document

    files = turtle_files(reference)
    if text is not None:
        yield from Reader(known(files), **options).extractor.explain(
            Document(id="text", text=text, published=published)
        )
    for each in what:
        if is_file(each):
            yield from _of_file(each, Reader(known(files), **options), published)
        else:
            yield from _of_graph(*of_graph(each, folder), folder, files, options)


def _of_file(what: str, reader: "Reader", published: str | None) -> "Iterator[Explanation]":
    from kg.documents import placed
    from kg.errors import KgError
    from kg.extraction.explaining import recorded
    from kg.records import Document, Record

    for place, item in placed([what], defaults={"published": published} if published else None, known=reader.known):
        if isinstance(item, Document):
            yield from reader.extractor.explain(item)
        elif isinstance(item, Record) and item.document.text is not None:
            yield from (recorded(item, item.document.text, stance) for stance in item.stances)
        elif isinstance(item, KgError):
            raise item.at(place)


def _of_graph(
    record: Any, text: str, wanted: str | None, folder: str, files: dict[str, str], options: dict[str, Any]
) -> "Iterator[Explanation]":
    """Yield the explanations of the stances of a document, or of the one that is wanted."""
    from dataclasses import replace

    from kg.extraction.explaining import recorded
    from kg.intake import Reader, known
    from kg.records import Document
    from kg.store.opening import opened

    with opened(folder) as store:
        files = {**store.reference_files(), **files}
    header = record.document.model_dump(exclude={"sha256"})
    again = Reader(known(files), **options).extractor.explain(Document(**header, text=text))
    by_content = {_content(each.stance): each for each in again}
    for stance in record.stances:
        if wanted in {None, stance.id}:
            same = by_content.get(_content(stance))
            yield replace(same, stance=stance) if same is not None else recorded(record, text, stance)


def _content(stance: "Stance") -> tuple[Any, ...]:
    """What makes two stances of a text the same, whatever their numbers are."""
    end = stance.evidence
    return stance.holder, stance.relation, stance.target, stance.negated, stance.voice, end.start, end.end


def _as_json(each: "Explanation") -> dict[str, Any]:
    return {
        "stance": each.id,
        "holder": each.holder,
        "relation": each.stance.relation,
        "target": each.target,
        "sentence": each.sentence.text,
        "marks": [{"role": mark.role, **mark.span.model_dump()} for mark in each.marks],
        "reasons": [asdict(reason) for reason in each.reasons],
    }
