"""What each part of finding stances brings: the tables of words, the encoder, and both joined, on every measured corpus.

    python -m benchmarks.stances ../shared/bench [--readme] [--first 20]

Every variant reads the same documents, and is scored by the corpora's own scorer.
"""

import argparse
import contextlib
import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock

from benchmarks import judged, readme
from benchmarks.accuracy import CORPORA
from kg import reference
from kg.extraction import Extractor
from kg.extraction.stances import agreeing, positions
from kg.extraction.stances.stood import Stood
from kg.records import Document

Joined = Callable[[Sequence[Stood], Sequence[Stood]], list[Stood]]

#: What stands in the place of `agreeing.joined`: what the tables state, and what the encoder reads.
PARTS: dict[str, Joined] = {
    "tables": lambda stated, read: list(stated),  # noqa: ARG005
    "encoder": lambda stated, read: agreeing.joined([], read),  # noqa: ARG005
    "both (as shipped)": agreeing.joined,
}

_GIVEN = ("id", "text", "title", "published", "publisher")  # of a document
_TASKS = frozenset({"records", "stances", "pairs", "events", "relations"})


def rows(bench: Path, first: int | None) -> Iterator[dict[str, str]]:
    """Yield a row a corpus and measure, with a cell for each part: F1, or macro-F1."""
    score = judged.scorer(bench)
    for corpus in CORPORA:
        if corpus.task not in _TASKS:
            continue
        gold = judged.rows(bench / corpus.gold)[:first]
        found = {part: _figures(score.TASKS[corpus.task], gold, _extracted(gold, join)) for part, join in PARTS.items()}
        for measure in next(iter(found.values())):
            yield {"corpus": corpus.name, "measure": measure} | {
                part: f"{figures[measure]:.1f}" for part, figures in found.items()
            }


def _extracted(gold: Sequence[judged.Row], join: Joined) -> list[judged.Row]:
    given = [row.get("document", row) for row in gold]
    documents = [Document.model_validate({name: row[name] for name in _GIVEN if row.get(name)}) for row in given]
    with mock.patch.object(positions, "joined", join):
        return [json.loads(record.to_json()) for record in Extractor(reference.load()).extract(documents)]


def _figures(
    task: Callable[[list[judged.Row], dict[str, judged.Row]], dict[str, float]],
    gold: list[judged.Row],
    found: list[judged.Row],
) -> dict[str, float]:
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it returns
        return task(gold, {record["document"]["id"]: record for record in found})


def main() -> None:
    """Print the table; write it into the README where that is asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bench", type=Path, help="the folder of score.py and of the corpora")
    arguments.add_argument("--readme", action="store_true", help="write the table into the README")
    arguments.add_argument("--first", type=int, help="of each corpus only so many documents")
    asked = arguments.parse_args()
    table = readme.table(("corpus", "measure", *PARTS), list(rows(asked.bench, asked.first)))
    print(table)
    if asked.readme:
        readme.write("stance parts", table)


if __name__ == "__main__":
    main()
