"""The encoder with its heads, as ONNX Runtime runs it, and the words it knows."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language.wordpieces import WordPieces

ENCODER = "encoder.onnx"
RELATIONS = "relations.onnx"
WORDS = "words.npz"
VOCABULARY = "vocabulary.txt.gz"
LABELS = "labels.json"
LEMMAS = "lemmas.tsv.gz"

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Read:
    """What the encoder read of a batch of windows; shapes begin with (windows, words)."""

    tags: Ints
    kinds: Ints
    edits: Ints
    starts: Floats
    names: Floats  # (windows, words, labels)
    arcs: Floats  # (windows, words, words + 1)
    dependents: Floats  # (windows, words, width)
    heads: Floats  # (windows, words + 1, width)


class Encoder:
    """Reads windows of words on one thread."""

    def __init__(self, folder: Path) -> None:
        self.labels: dict[str, list[str]] = json.loads((folder / LABELS).read_text("utf8"))
        with gzip.open(folder / VOCABULARY, "rt", encoding="utf8") as lines:
            self.pieces = WordPieces(line.rstrip("\n") for line in lines)
        with gzip.open(folder / LEMMAS, "rt", encoding="utf8") as lines:
            rows = (line.rstrip("\n").split("\t") for line in lines)
            self.lemmas = {(form, pos): lemma for form, pos, lemma in rows}
        with np.load(folder / WORDS) as arrays:
            self._rows, self._scales = arrays["rows"], arrays["scales"]
        self._encoder = _session(folder / ENCODER)
        self._relations = _session(folder / RELATIONS)

    def read(self, pieces: Ints, shapes: Ints, firsts: Ints) -> Read:
        """Read a batch of windows.

        ``pieces`` and ``shapes`` are (windows, pieces), 0 where there is none; ``firsts`` (windows, words) are
        the places of the words' first pieces, 0 where there is no word.
        """
        embedded = self._rows[pieces] * self._scales[pieces][:, :, None]
        given = {"embedded": embedded, "shapes": shapes, "firsts": firsts, "padding": pieces == 0}
        return Read(*self._encoder.run(None, given))

    def relate(self, dependents: Floats, heads: Floats) -> Ints:
        """The relation of each dependent to the head in the same row."""
        found: Ints = self._relations.run(None, {"dependents": dependents, "heads": heads})[0]
        return found


def _session(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415 -- a tenth of a second that `import kg` shall not cost

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # every batch has its own shape
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
