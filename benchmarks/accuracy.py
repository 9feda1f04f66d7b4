"""How accurate kg is: extracts a folder of measured corpora, and has its scorer compare.

python -m benchmarks.accuracy ../shared/bench               # a table
python -m benchmarks.accuracy ../shared/bench --readme      # the table, written into the README
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import readme

_NUMBERS = re.compile(
    r"^(?P<name>.+?)\s+P\s+(?P<p>[\d.]+)\s+R\s+(?P<r>[\d.]+)\s+F1\s+(?P<f>[\d.]+)\s+(?P<interval>\[[^\]]+\])\s+\(gold (?P<gold>\d+)"
)
_MACRO = re.compile(r"^(?P<name>.+?)\s+macro-F1\s+(?P<f>[\d.]+)\s+accuracy\s+(?P<accuracy>[\d.]+)")


@dataclass(frozen=True)
class Measured:
    """A corpus, the scorer's task for it, and how people know both."""

    name: str
    gold: str
    task: str
    figures: tuple[str, ...]


CORPORA = (
    Measured("worked example", "../gold/beijing-2023/gold.jsonl", "attributions", ("triple F1", "content F1 (J")),
    Measured("worked example", "../gold/beijing-2023/gold.jsonl", "records", ("holder", "with voice")),
    Measured("PolNeAR dev", "dev/polnear-dev.jsonl", "attributions", ("triple F1", "content F1 (recall>0.3")),
    Measured("SEESAW valid", "dev/seesaw-valid.jsonl", "stances", ("signed", "actor to issue", "whole article")),
    Measured("DSE valid", "dev/dse-valid.jsonl", "pairs", ("five",)),
    Measured("PLV", "dev/plv-train.jsonl", "events", ("cooperation", "quad")),
    Measured("re3d dev", "dev/re3d-dev.jsonl", "relations", ("signed",)),
)


def rows(bench: Path) -> Iterator[dict[str, str]]:
    """Yield a row a figure; every corpus is extracted as the commands in the README do it."""
    with tempfile.TemporaryDirectory() as folder:
        predictions: dict[str, Path] = {}
        for corpus in CORPORA:
            gold = bench / corpus.gold
            if corpus.gold not in predictions:
                print(f"extracting {corpus.name} …", file=sys.stderr)
                predictions[corpus.gold] = Path(folder) / f"{len(predictions)}.jsonl"
                _extract(bench, gold, predictions[corpus.gold])
            said = _run([bench / "score.py", corpus.task, gold, predictions[corpus.gold]])
            for line in said.splitlines():
                if line.startswith(corpus.figures):
                    yield {"corpus": corpus.name, "task": corpus.task} | _figures(line)


def _extract(bench: Path, gold: Path, out: Path) -> None:
    documents = _run([bench / "score.py", "input", gold])
    out.write_text(_run(["-c", "from kg.cli import main; main()", "extract", "-"], documents), encoding="utf-8")


def _run(arguments: list[str | Path], stdin: str | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], input=stdin, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))}: exit {done.returncode}")
    return done.stdout


def _figures(line: str) -> dict[str, str]:
    found = _NUMBERS.match(line)
    if found is not None:
        low, high = found["interval"].strip("[]").split(", ")
        return {
            "figure": found["name"].strip(),
            "P": found["p"],
            "R": found["r"],
            "F1": found["f"],
            "95 %": f"{low} – {high}" if low != high else "",  # one document has no interval
            "gold": found["gold"],
        }
    macro = _MACRO.match(line)
    if macro is None:
        raise SystemExit(f"the scorer said what this program does not know: {line}")
    return {"figure": f"{macro['name'].strip()}, macro-F1 (accuracy {macro['accuracy']})", "F1": macro["f"]}


def main() -> None:
    """Print the table; write it into the README where that is asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("bench", type=Path, help="the folder of score.py and of the corpora")
    arguments.add_argument("--readme", action="store_true", help="write the table into the README")
    asked = arguments.parse_args()
    table = readme.table(("corpus", "task", "figure", "P", "R", "F1", "95 %", "gold"), list(rows(asked.bench)))
    print(table)
    if asked.readme:
        readme.write("accuracy", table)


if __name__ == "__main__":
    main()
