"""Whether confidence means something: of what was given about 0.8, how many are right.

python -m benchmarks.reliability ../shared/bench               # a table
python -m benchmarks.reliability ../shared/bench --readme      # the table, written into the README
python -m benchmarks.reliability ../shared/bench --first 20    # of so many documents of each corpus
"""

import argparse
import itertools
import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import judged, readme
from benchmarks.judged import Judged
from kg.extraction.stances.sureness import sureness

COLUMNS = ("what", "confidence", "of so many", "given, on average", "right", "95 %")
_GIVEN = ("id", "text", "title", "published", "publisher")  # of a document
EDGES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def reliability(made: Sequence[Judged]) -> Iterator[dict[str, str]]:
    """Yield a row for each range of confidence that was given, and one for all; shares are percentages."""
    for low, high in [*itertools.pairwise(EDGES), (0.0, EDGES[-1])]:
        those = [one for one in made if low <= one.made["confidence"] < high]
        if those:
            given = sum(one.made["confidence"] for one in those) / len(those)
            right = sum(one.right for one in those)
            least, most = interval(right, len(those))
            yield {
                "confidence": "all" if high - low > 1 else f"{low:.1f} – {min(1.0, high):.1f}",
                "of so many": f"{len(those):,}",
                "given, on average": f"{100 * given:.0f}",
                "right": f"{100 * right / len(those):.0f}",
                "95 %": f"{100 * least:.0f} – {100 * most:.0f}",
            }


def interval(right: int, count: int) -> tuple[float, float]:
    """Return Wilson's interval of a share.

    >>> [round(bound, 2) for bound in interval(8, 10)]
    [0.49, 0.94]
    """
    z, share = 1.96, right / count
    middle, spread = (
        share + z * z / (2 * count),
        z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)),
    )
    return max(0.0, (middle - spread) / (1 + z * z / count)), min(1.0, (middle + spread) / (1 + z * z / count))


def expected_error(made: Sequence[Judged]) -> float:
    """Return how far confidence is from the share that is right, on average over the ranges."""
    total = 0.0
    for low, high in itertools.pairwise(EDGES):
        those = [one for one in made if low <= one.made["confidence"] < high]
        total += abs(sum(one.made["confidence"] - one.right for one in those))
    return total / max(1, len(made))


def measured(bench: Path, *, first: int | None) -> Iterator[dict[str, str]]:
    """Yield the rows of the table."""
    score = judged.scorer(bench)
    valid = _judged(bench / "dev" / "seesaw-valid.jsonl", first)
    worked = _judged(bench.parent / "gold" / "beijing-2023" / "gold.jsonl", first)
    told = _judged(bench / "dev" / "polnear-dev.jsonl", first)
    stances = [*judged.seesaw(score, *valid), *judged.coded(score, *worked)]
    for what, made in (
        ("stances, SEESAW valid and worked example", stances),
        ("attributions, PolNeAR dev", list(judged.attributions(score, *told))),
    ):
        for row in reliability(made):
            yield {"what": what, **row}
        print(f"{what}: expected calibration error {100 * expected_error(made):.1f}")


def anew(made: Sequence[Judged]) -> list[Judged]:
    """Return judged stances with the confidence that the table of weights gives them as it is now."""
    return [one._replace(made=one.made | {"confidence": sureness(iter(judged.features(one)))}) for one in made]


def _judged(gold: Path, first: int | None) -> tuple[list[judged.Row], list[judged.Row]]:
    rows = judged.rows(gold)[:first]
    return rows, extracted(rows)


def extracted(rows: Sequence[judged.Row]) -> list[judged.Row]:
    """Return the records of the documents of gold rows; each stance has what its confidence rests on as well, as ``seen``."""
    from kg import reference
    from kg.extraction.extractor import Extractor
    from kg.records import Document

    given = [
        Document.model_validate({name: row["document"][name] for name in _GIVEN if row["document"].get(name)})
        for row in rows
    ]
    made = []
    for record, seen in Extractor(reference.load()).seen(given):
        row = json.loads(record.to_json())
        for stance, names in zip(row["stances"], seen, strict=True):
            stance["seen"] = sorted(names)
        made.append(row)
    return made


def main() -> None:
    """Print the table; write it into the README where that is asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bench", type=Path, help="the folder of score.py and of the corpora")
    arguments.add_argument("--readme", action="store_true", help="write the table into the README")
    arguments.add_argument("--first", type=int, help="of each corpus only so many documents")
    asked = arguments.parse_args()
    table = readme.table(COLUMNS, list(measured(asked.bench, first=asked.first)))
    print(table)
    if asked.readme:
        readme.write("reliability", table)


if __name__ == "__main__":
    main()
