"""Make the epochs of a training beforehand, for a machine that has neither the corpora nor spaCy.

python -m training.language.prepare CORPORA --start FOLDER [--rst GUM] [--stances FOLDER] --epochs 6 --out PREPARED
"""

import argparse
import json
from pathlib import Path

from kg.language.wordpieces import WordPieces
from training.language.examples import Labels
from training.language.lessons import SHARES, Lessons, prepare


def main() -> None:
    """Read the command line and prepare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="the folder of labels.json and vocab.txt")
    parser.add_argument("--rst", type=Path)
    parser.add_argument("--stances", type=Path)
    parser.add_argument("--judge", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shares", type=float, nargs=3, default=SHARES, help="as for training.language")
    given = parser.parse_args()
    labels = Labels(**json.loads((given.start / "labels.json").read_text("utf8")))
    pieces = WordPieces((given.start / "vocab.txt").read_text("utf8").split("\n")[:-1])
    prepare(Lessons(given, pieces, labels), given.epochs, given.out)


if __name__ == "__main__":
    main()
