"""Which stances and attributions of predicted records are right, by the scorer of the measured corpora.

Only what the gold standard can judge is judged: a stance of SEESAW is left out where one of its ends is none of those that
the annotators listed for the article.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

Row = dict[str, Any]


class Judged(NamedTuple):
    """A stance or an attribution as JSON, the record that has it, and whether it is right."""

    made: Row
    record: Row
    right: bool


def features(one: Judged) -> frozenset[str]:
    """Return what is seen of a judged stance, as `kg.extraction.stances.sureness` sees it.

    The records are those of `benchmarks.reliability.extracted`, which keeps it beside each stance.
    """
    return frozenset(one.made["seen"])


def scorer(bench: Path) -> ModuleType:
    """Load the scorer that lies beside the corpora."""
    found = importlib.util.spec_from_file_location("score", bench / "score.py")
    if found is None or found.loader is None:
        raise SystemExit(f"there is no scorer in {bench}")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def rows(path: Path) -> list[Row]:
    """Read JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def seesaw(score: ModuleType, gold: list[Row], predicted: list[Row]) -> Iterator[Judged]:
    """Judge the stances with a sign: right is the sentence, both ends and the sign."""
    preds = score.by_id(predicted)
    for row in gold:
        record = preds.get(row["document"]["id"])
        ends = row["entities"]
        people = [name for name, known in ends.items() if "People" in known["types"]]
        marked = {
            (one["sentence"][0], one["source"], one["sign"], one["target"]) for one in row["stances"] if one["sentence"]
        }
        starts = _line_starts(row["document"]["text"])
        for stance in record["stances"] if record else ():
            meant = [
                next(
                    (
                        name
                        for name in ends
                        if score.same_name(name, score.names_of(end, record), name in people, people)
                    ),
                    None,
                )
                for end in ({"actor": stance["holder"]}, stance["target"])
            ]
            if stance["sign"] and None not in meant and meant[0] != meant[1]:
                start = max(place for place in starts if place <= stance["evidence"]["start"])
                yield Judged(stance, record, (start, meant[0], stance["sign"], meant[1]) in marked)


def coded(score: ModuleType, gold: list[Row], predicted: list[Row]) -> Iterator[Judged]:
    """Judge the stances of the worked example: right is holder, target and sign, in the words."""
    preds = score.by_id(predicted)
    for row in gold:
        record = preds.get(row["document"]["id"])
        left = list(row["stances"])
        for stance in record["stances"] if record else ():
            found = next((one for one in left if _same(score, one, stance, record)), None)
            if found is not None:
                left.remove(found)
            yield Judged(stance, record, found is not None)


def attributions(score: ModuleType, gold: list[Row], predicted: list[Row]) -> Iterator[Judged]:
    """Judge the attributions: right is a content that overlaps by half or more, and the source."""
    preds = score.by_id(predicted)
    for row in gold:
        record = preds.get(row["document"]["id"])
        if record is None:
            continue
        text = row["document"]["text"]
        marked, made = (
            [{role: score.chars(one.get(role), text) for role in ("source", "cue", "content")} for one in every]
            for every in (row["attributions"], record["attributions"])
        )
        matched = {number for _, number, *_ in score.match(marked, made, "jaccard", 0.5, False, True)}  # noqa: FBT003
        for number, one in enumerate(record["attributions"]):
            yield Judged(one, record, number in matched)


def _line_starts(text: str) -> list[int]:
    return [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]


def _same(score: ModuleType, one: Row, stance: Row, record: Row) -> bool:
    if one["sign"] != stance["sign"] or not score.overlaps(stance["evidence"], one["evidence"]):
        return False
    if one["target"].keys() != stance["target"].keys():
        return False
    ends = ((one["holder"], {"actor": stance["holder"]}), (next(iter(one["target"].values())), stance["target"]))
    return all(score.same_name(name, score.names_of(end, record), False, []) for name, end in ends)  # noqa: FBT003
