"""A network again of the files that kg reads: where training goes on from what ships."""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.errors import KgError
from kg.language import encoder as files
from kg.learning.network import Network

_GRAPHS = (files.ENCODER, files.RELATIONS, files.ROLES, files.SIDES)
_NEEDED = {"layers.0.mix.weight", "relation_sum.weight", "arc.weight"}


def network(folder: Path) -> Network:
    """The network of a folder that `kg.learning.export` made; int8 matrices come back as nearly what they were.

    Raises `KgError` where the folder is of a network of another shape.
    """
    labels = json.loads((folder / files.LABELS).read_text("utf8"))
    with np.load(folder / files.WORDS) as arrays:
        words = arrays["rows"].astype(np.float32) * arrays["scales"][:, None]
    found = {name: tensor for graph in _GRAPHS for name, tensor in _weights(folder / graph).items()}
    tables = {"sources": "sources.weight", "manners": "roles.manner.weight", "ways": "sides.manner.weight"}
    if not found.keys() >= {*_NEEDED, *tables.values()}:
        raise KgError(f"{folder} is no model of this version of kg")
    sizes = {name: len(each) for name, each in labels.items()} | {name: len(found[of]) for name, of in tables.items()}
    made = Network(sizes, vocabulary=len(words))
    own = made.state_dict()
    # Graphs hold constants of their own as well.
    found = {name: tensor for name, tensor in found.items() if name in own} | {"words.weight": torch.from_numpy(words)}
    if any(own[name].shape != tensor.shape for name, tensor in found.items()):
        raise KgError(f"{folder} is no model of this version of kg")
    made.load_state_dict(own | found)
    return made


def _weights(path: Path) -> dict[str, Tensor]:
    """The weights of a graph; matrices stand there turned, whole or as int8 with a scale a column."""
    import onnx  # noqa: PLC0415 -- only where something is taught
    from onnx import numpy_helper  # noqa: PLC0415

    stored = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    found: dict[str, Tensor] = {}
    for name, array in stored.items():
        own, _, part = name.partition(files.MATRIX)
        if own == name:
            if not name.startswith("onnx::"):
                found[name] = torch.from_numpy(array.copy())
        elif part == "_quantized":
            shift, scale = stored[f"{own}{files.MATRIX}_zero_point"], stored[f"{own}{files.MATRIX}_scale"]
            found[own] = _turned((array.astype(np.float32) - shift.astype(np.float32)) * scale)
        elif not part:
            found[own] = _turned(array)
    return found


def _turned(array: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(array.T, dtype=np.float32))
