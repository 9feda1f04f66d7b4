"""How sure the shipped finder of attributions may be: measured on a development corpus, two numbers beside the model.

    python -m training.attributions.calibrate kg/language/en_mini CORPUS [--texts 200]

Nothing else of the corpus enters the model.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from kg.language import encoder as files
from kg.learning import corpus, shipped, telling, tuition
from kg.learning.calibration import fitted


def main() -> None:
    """Read the command line, fit the curve, and print how it fits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--texts", type=int, default=200)
    given = parser.parse_args()
    passages = list(tuition.marker(given.model).passages(corpus.texts(given.corpus)[: given.texts]))
    judged = telling.judged(shipped.network(given.model), passages)
    curve = fitted(judged)
    (given.model / files.CALIBRATION).write_text(json.dumps(asdict(curve), indent=1) + "\n", "utf8")
    for low in range(0, 100, 10):
        inside = [right for sure, right in judged if low <= 100 * curve.share(sure) < low + 10]
        if inside:
            print(f"{low:3} to {low + 10:3} %: {100 * sum(inside) / len(inside):5.1f} % right of {len(inside)}")


if __name__ == "__main__":
    main()
