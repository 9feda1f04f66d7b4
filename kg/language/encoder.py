"""The encoder with its heads, as ONNX Runtime runs it, and the words it knows."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.language import roles, sides
from kg.language.wordpieces import WordPieces

ENCODER = "encoder.onnx"
RELATIONS = "relations.onnx"
ROLES = "roles.onnx"
SIDES = "sides.onnx"
WORDS = "words.npz"
VOCABULARY = "vocabulary.txt.gz"
LABELS = "labels.json"
LEMMAS = "lemmas.tsv.gz"
CALIBRATION = "calibration.json"

#: How the graphs call what multiplies: the parameter, and this.
MATRIX = "/matrix"

_LEAST = 0.5  # probability of a cue that is looked into; a rarer one never comes to anything
_LEAST_HOLDER = 0.3  # the same of a holder

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Read:
    """What the encoder read of a window; shapes begin with the words."""

    tags: Ints
    kinds: Ints
    edits: Ints
    starts: Floats
    names: Floats  # (words, labels)
    arcs: Floats  # (words, words + 1)
    dependents: Floats  # (words, width)
    heads: Floats  # (words + 1, width)
    cues: Floats  # (words, labels)
    states: Floats  # (words, width): what the roles are read from
    holders: Floats  # (words, labels)
    stands: Floats  # (words, width): what the sides are read from


class Encoder:
    """Reads windows of words, on one thread."""

    def __init__(self, folder: Path) -> None:
        self.labels: dict[str, list[str]] = json.loads((folder / LABELS).read_text("utf8"))
        self.pieces = WordPieces(vocabulary(folder))
        calibration = folder / CALIBRATION
        given = json.loads(calibration.read_text("utf8")) if calibration.exists() else {}
        self._calibration = roles.Calibration(**given)
        with gzip.open(folder / LEMMAS, "rt", encoding="utf8") as lines:
            cells = lines.read().replace("\n", "\t").split("\t")
        self.lemmas = dict(zip(zip(cells[::3], cells[1::3], strict=False), cells[2::3], strict=False))
        with np.load(folder / WORDS) as arrays:
            self._rows, self._scales = arrays["rows"], arrays["scales"]
        self._encoder = _session(folder / ENCODER)
        self._relations = _session(folder / RELATIONS)
        self._roles = _session(folder / ROLES)
        self._sides = _session(folder / SIDES)

    def read(self, pieces: list[int], shapes: list[int], firsts: list[int]) -> Read:
        """Read a window of pieces with their shapes; ``firsts`` are the places of the words' first pieces.

        One at a time: int8 rounds by what is read together, and a text shall read the same whatever stands beside it.
        """
        rows = np.array(pieces)
        embedded = self._rows[rows] * self._scales[rows][:, None]
        given = {"embedded": embedded[None], "shapes": np.array([shapes]), "firsts": np.array([firsts])}
        return Read(*(found[0] for found in self._encoder.run(None, given)))

    def relate(self, dependents: Floats, heads: Floats) -> Ints:
        """The relation of each dependent to the head in the same row."""
        found: Ints = self._relations.run(None, {"dependents": dependents, "heads": heads})[0]
        return found

    def told(self, read: Read, offset: int = 0) -> list[roles.Told]:
        """The attributions of a window that was read; its first word is number ``offset`` of the text."""
        found = roles.cues(read.cues, _LEAST)
        if not found:
            return []
        count = len(read.cues)
        # The cues of a window together: they are always the same together, for the reason that `read` gives.
        given = {
            "states": np.broadcast_to(read.states, (len(found), *read.states.shape)),
            "distances": np.array([roles.distances(count, cue) for cue, _ in found]),
        }
        scores: Floats = self._roles.run(None, given)[0]
        return roles.told(scores, found, offset, self._calibration)

    def sides(self, read: Read, offset: int = 0, *, spoken: bool = False) -> list[sides.Side]:
        """The stances of a window that was read; ``spoken`` asks as well for those of whoever speaks there."""
        holders: list[tuple[roles.Span | None, float]] = [*sides.holders(read.holders, _LEAST_HOLDER)]
        if spoken:
            holders.append((None, 1.0))
        if not holders:
            return []
        count = len(read.holders)
        given = {
            "states": np.broadcast_to(read.stands, (len(holders), *read.stands.shape)),
            "distances": np.array([
                [roles.NOWHERE] * count if holder is None else roles.distances(count, holder) for holder, _ in holders
            ]),
        }  # fmt: skip
        scores: Floats = self._sides.run(None, given)[0]
        return [
            side
            for own, (holder, held) in zip(scores, holders, strict=True)
            for side in sides.sides(own, holder, held, offset)
        ]


def vocabulary(folder: Path) -> list[str]:
    """The pieces of words that a model knows."""
    with gzip.open(folder / VOCABULARY, "rt", encoding="utf8") as lines:
        return lines.read().split("\n")[:-1]


def _session(path: Path) -> Any:
    import onnxruntime  # noqa: PLC0415 -- a tenth of a second that `import kg` shall not cost

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # every window has its own shape
    # Graphs come made light by their export; to do it again costs a tenth of a second at every start.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
