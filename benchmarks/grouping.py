"""How well phrases that mean the same issue are brought together: precision and recall over pairs, by threshold.

    python -m benchmarks.grouping             # words brought to one form, as kg does it
    python -m benchmarks.grouping --vectors   # and beside it the mean of the encoder's word vectors

The pairs are those of tests/codebook/pairs.csv: some were made together with ontology/issue-words.csv, others were held
back until it was done.
"""

import csv
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kg import reference
from kg.codebook.grouping import ALIKE
from kg.codebook.phrases import alike, phrase
from kg.codebook.suggestion import names_of

PAIRS = Path(__file__).parent.parent / "tests" / "codebook" / "pairs.csv"
USES = ("made with the table", "held back")
THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1.0)

Alike = Callable[[str, str], float]


def pairs(use: str) -> list[tuple[str, str, bool]]:
    """Return the pairs of one use, each with whether its phrases mean the same issue."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["use"] == use]
    return [(row["one"], row["other"], row["same"] == "yes") for row in rows]


def by_words() -> Alike:
    """Return what kg does."""
    names = names_of(reference.load())
    return lambda one, other: alike(phrase(one, names=names), phrase(other, names=names))


def by_vectors() -> Alike:
    """Return the cosine of the mean vectors of the word pieces."""
    import numpy as np

    from kg.language import encoder
    from kg.language.wordpieces import WordPieces

    folder = Path(encoder.__file__).parent / "en_mini"
    pieces = WordPieces(encoder.vocabulary(folder))
    with np.load(folder / encoder.WORDS) as kept:
        name = max(kept.files, key=lambda one: kept[one].size)
        table = kept[name].astype(np.float32)

    def mean(label: str) -> "np.ndarray":
        rows = [
            number
            for word in label.split()
            if word not in {"the", "a", "an", "of", "on", "to"}
            for number in pieces.cut(word)
        ]
        found = table[rows].mean(axis=0)
        return found / np.linalg.norm(found)

    return lambda one, other: float(mean(one) @ mean(other))


def rows(measure: Alike, use: str) -> Iterator[str]:
    """Yield a line for each threshold."""
    scored = [(measure(one, other), same) for one, other, same in pairs(use)]
    for threshold in THRESHOLDS:
        joined = [same for score, same in scored if score >= threshold]
        right, there = sum(joined), sum(same for _, same in scored)
        precision, recall = right / max(1, len(joined)), right / there
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        yield f"{threshold:9.2f} {100 * precision:9.1f} {100 * recall:7.1f} {100 * f1:6.1f}"


def main() -> None:
    """Print the table, and the pairs that kg has wrong."""
    measures = {"words": by_words(), **({"vectors": by_vectors()} if "--vectors" in sys.argv[1:] else {})}
    for use in USES:
        for name, measure in measures.items():
            print(f"{name}, pairs {use}\nthreshold precision recall     F1")
            print("\n".join(rows(measure, use)))
        for one, other, same in pairs(use):
            score = measures["words"](one, other)
            if same != (score >= ALIKE):
                print(f"{score:.2f}  {'same' if same else 'different'}: {one} | {other}")


if __name__ == "__main__":
    main()
