"""Stances to learn from: what was labelled for kg in texts written for it, and three corpora that may be learnt from."""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.learning.sided import Sides, Stance
from kg.relations import RELATIONS
from training.attributions import marks
from training.stances import labelled

#: Ways of marking: ours (CONVENTIONS.md); two names and whether one is for or against the other; towards whom a sentence is
#: kind or unkind, whoever says so; who does what to whom.
WAYS = ("ours", "dse", "newsmtsc", "plover")

_HERE = Path(__file__).parent
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})

# A pair (p, q): which of them holds, and with which sign.
_DSE = {1: ("p", 1), 2: ("q", 1), 3: ("p", -1), 4: ("q", -1)}

# PLOVER's events; a sign alone where two relations of ours are one of its events.
_PLOVER: dict[str, tuple[int, str | None]] = {
    "AGREE": (1, None), "SUPPORT": (1, None), "CONSULT": (0, "engages"), "COOPERATE": (1, "cooperatesWith"),
    "AID": (1, "aids"), "CONCEDE": (1, "yieldsTo"), "RETREAT": (1, "yieldsTo"), "DEMAND": (0, "asks"),
    "DISAPPROVE": (-1, None), "INVESTIGATE": (-1, "accuses"), "REJECT": (-1, "opposes"), "THREATEN": (-1, "threatens"),
    "SANCTION": (-1, "penalizes"), "PROTEST": (-1, "pressures"), "MOBILIZE": (-1, "pressures"), "COERCE": (-1, "pressures"),
    "ASSAULT": (-1, "attacks"), "FIGHT": (-1, "attacks"),
}  # fmt: skip


def texts(corpora: Path | None, chance: random.Random) -> Iterator[Sides]:
    """Yield every text with stances; four in ten with straight quotation marks.

    ``corpora`` is the folder of `dse-train.jsonl`, `newsmtsc-train.jsonl` and `plover-gsr.jsonl`; None leaves them out.
    """
    found = list(_ours())
    if corpora is not None:
        found += [*_dse(corpora / "dse-train.jsonl"), *_newsmtsc(corpora / "newsmtsc-train.jsonl")]
        found += _plover(corpora / "plover-gsr.jsonl")
    for each in found:
        straight = chance.random() < 0.4
        yield Sides(each.text.translate(_STRAIGHT), each.stances, each.way, each.whole) if straight else each


def _ours() -> Iterator[Sides]:
    for path in sorted(_HERE.glob("*.tsv")):
        rows = read(path)
        for passage in marks.read(_HERE.parent / "attributions" / f"{path.stem}.txt"):
            item = passage.name.rpartition(":")[2]
            yield Sides(passage.text, rows.get(item, []))
    for path in sorted(_HERE.glob("*.txt")):
        yield from labelled.read(path)


def read(path: Path) -> dict[str, list[Stance]]:
    """The stances of each passage, by its line in the file of the same name; raises `ValueError` for a line that is none."""
    found: dict[str, list[Stance]] = defaultdict(list)
    with path.open(encoding="utf8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            try:
                known = RELATIONS[row["relation"]]
                holder = _span(row["holder"]) if row["holder"] else None
                stance = Stance(holder, _span(row["target"]), known.sign, known.id, plain=row["implied"] == "")
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}:{number}: {error}") from None
            found[row["passage"]].append(stance)
    return found


def _span(cell: str) -> tuple[int, int]:
    """Where words begin, and the words: ``12 the bill``."""
    start, _, words = cell.partition(" ")
    return int(start), int(start) + len(words)


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf8") as lines:
        yield from map(json.loads, lines)


def _dse(path: Path) -> Iterator[Sides]:
    for row in _lines(path):
        text, spans = str(row["text"]), {}
        for start, end in reversed(row["spans"]):  # type: ignore[call-overload]
            spans[text[start:end]] = (start, end)
        ends = {name: spans.get(str(row[name])) for name in ("p", "q")}
        if None in ends.values() or ends["p"] == ends["q"]:
            continue  # cut so badly that it does not stand there
        holder, sign = _DSE.get(row["label"], ("", 0))  # type: ignore[call-overload]
        pairs = (("p", "q"), ("q", "p"))
        stances = [Stance(ends[one], ends[other], sign if one == holder else None) for one, other in pairs]  # type: ignore[arg-type]
        yield Sides(text, stances, WAYS.index("dse"), whole=False)


def _newsmtsc(path: Path) -> Iterator[Sides]:
    for row in _lines(path):
        targets: list[dict[str, float]] = row["targets"]  # type: ignore[assignment]
        stances = [
            Stance(None, (int(each["from"]), int(each["to"])), {2: -1, 6: 1}.get(int(each["polarity"])))
            for each in targets
        ]
        yield Sides(str(row["sentence_normalized"]), stances, WAYS.index("newsmtsc"), whole=False)


def _plover(path: Path) -> Iterator[Sides]:
    for row in _lines(path):
        text = str(row["text"])
        sign, name = _PLOVER[str(row["event"])]
        ends = [[_found(text, words) for words in row[end]] for end in ("source", "target")]  # type: ignore[attr-defined]
        stances = [
            Stance(holder, target, sign, name)
            for holder in filter(None, ends[0])
            for target in filter(None, ends[1])
            if holder != target
        ]
        yield Sides(text, stances, WAYS.index("plover"), whole=False)


def _found(text: str, words: str) -> tuple[int, int] | None:
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else None
