"""From a trained network to the graphs that kg reads, and its word embeddings.

Matrices and the rows of words become int8, a scale a column and a scale a row.
"""

import logging
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from kg.language import encoder as files
from kg.learning.around import ATTENTION as ATTENTION_AROUND
from kg.learning.around import WIDTH as WIDTH_AROUND
from kg.learning.lighten import lighten
from kg.learning.network import ATTENTION, RELATION, WIDTH, Network

_OPSET = 17
_OF_SUM = "relation_sum.weight"
_OUTPUTS = (
    "tags", "kinds", "edits", "starts", "names", "arcs", "dependents", "heads", "cues", "states", "holders", "stands",
)  # fmt: skip

Example = dict[str, tuple[Tensor, dict[int, str]]]


class _Encoder(nn.Module):
    """The network as it is run: classes where the best one is all that is asked for, in one way of marking."""

    def __init__(self, network: Network, source: int, manner: int, way: int) -> None:
        super().__init__()
        self.network = network
        self.source, self.manner, self.way = source, manner, way

    def forward(self, embedded: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        none = torch.zeros_like(firsts[:, 0])
        tags, kinds, edits, *others = self.network(
            embedded, shapes, firsts, None, none + self.source, none + self.manner, none + self.way
        )
        return tags.argmax(-1), kinds.argmax(-1), edits.argmax(-1), *others


class _Relations(nn.Module):
    """The relations of dependents to the heads beside them: both (words, width)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.relation_sum, self.relation_product = network.relation_sum, network.relation_product

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        # Taken apart, for a matrix and what is added to it are stored alike everywhere.
        of_sum = functional.linear(functional.gelu(dependents + heads), self.relation_sum.weight)
        scores: Tensor = of_sum + self.relation_sum.bias + self.relation_product(dependents * heads)
        return scores.argmax(-1)


class _Roles(nn.Module):
    """What words are to cues: states and distances are (cues, words, …)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.roles = network.roles

    def forward(self, states: Tensor, distances: Tensor) -> Tensor:
        scores: Tensor = self.roles.tell(states, distances, None)
        return scores


class _Sides(nn.Module):
    """What words are to holders: states and distances are (holders, words, …)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.sides = network.sides

    def forward(self, states: Tensor, distances: Tensor) -> Tensor:
        scores: Tensor = self.sides.tell(states, distances, None)
        return scores


def export(
    network: Network, folder: Path, *, source: int = 0, manner: int = 0, way: int = 0, exact: bool = False
) -> None:
    """Write the graphs and the word embeddings of a network; ``exact`` keeps float32, to measure what int8 costs.

    ``source``, ``manner`` and ``way`` are the numbers of the corpora whose ways of marking names, attributions and
    stances it follows.
    """
    network.eval()
    _words(network, folder / files.WORDS, exact=exact)
    with tempfile.TemporaryDirectory() as scratch, _quietly():
        plain = Path(scratch) / "plain.onnx"
        for name, module, example, outputs in (
            (files.ENCODER, _Encoder(network, source, manner, way), _windows(), _OUTPUTS),
            (files.ROLES, _Roles(network), _marks(), ("roles",)),
            (files.SIDES, _Sides(network), _marks(), ("sides",)),
            (files.RELATIONS, _Relations(network), _pairs(), ("relations",)),
        ):
            _graph(module, example, outputs, plain)
            heads = ATTENTION_AROUND if name in {files.ROLES, files.SIDES} else ATTENTION
            if exact or name == files.RELATIONS:  # small, and the last to speak
                lighten(plain, folder / name, heads=heads)
            else:
                quantized = Path(scratch) / "quantized.onnx"
                _quantize(plain, quantized)
                lighten(quantized, folder / name, heads=heads)


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the advice that the exporting libraries give about themselves."""
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


def _windows() -> Example:
    pieces, words = {0: "windows", 1: "pieces"}, {0: "windows", 1: "words"}
    return {
        "embedded": (torch.randn(2, 7, WIDTH), pieces),
        "shapes": (torch.ones(2, 7, dtype=torch.long), pieces),
        "firsts": (torch.ones(2, 5, dtype=torch.long), words),
    }


def _marks() -> Example:
    axes = {0: "marks", 1: "words"}
    return {
        "states": (torch.randn(2, 5, WIDTH_AROUND), axes),
        "distances": (torch.ones(2, 5, dtype=torch.long), axes),
    }


def _pairs() -> Example:
    return {name: (torch.randn(3, RELATION), {0: "words"}) for name in ("dependents", "heads")}


def _graph(module: nn.Module, example: Example, outputs: tuple[str, ...], path: Path) -> None:
    first, *rest = next(iter(example.values()))[1].values()
    behind = {name: {0: first, **({1: "words"} if rest else {})} for name in outputs}
    behind |= {name: {0: first, 1: "words", 2: "heads"} for name in outputs if name == "arcs"}
    behind |= {name: {0: first, 1: "heads"} for name in outputs if name == "heads"}
    torch.onnx.export(
        module.eval(), tuple(tensor for tensor, _ in example.values()), str(path), input_names=list(example),
        output_names=list(outputs), dynamic_axes={name: axes for name, (_, axes) in example.items()} | behind,
        opset_version=_OPSET, dynamo=False,
    )  # fmt: skip
    _name(path, [name for name, _ in module.named_parameters()])


def _name(path: Path, parameters: list[str]) -> None:
    """Call every matrix after the parameter that it is, so that a network can be made of the graph again."""
    model = onnx.load(path)
    names: dict[str, str] = {}
    anonymous = {each.name for each in model.graph.initializer if each.name.startswith("onnx::")}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in anonymous:
            owner = node.name.strip("/").rpartition("/")[0].replace("/", ".")
            # A graph names the modules that were called; what was called by another name stands without its owner's.
            [weight] = {f"{before}{owner}.weight" for before in ("", "roles.", "sides.")} & {*parameters} or {_OF_SUM}
            names[node.input[1]] = weight.removeprefix("network.") + files.MATRIX
    for node in model.graph.node:
        node.input[:] = [names.get(name, name.removeprefix("network.")) for name in node.input]
        node.output[:] = [name.removeprefix("network.") for name in node.output]
    for each in model.graph.initializer:
        each.name = names.get(each.name, each.name.removeprefix("network."))
    onnx.save(model, path)


def _quantize(plain: Path, path: Path) -> None:
    graph = onnx.load(plain).graph
    inner = [node.name for node in graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        plain, path, op_types_to_quantize=["MatMul"], nodes_to_quantize=inner, per_channel=True, reduce_range=True,
        weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def _words(network: Network, path: Path, *, exact: bool) -> None:
    rows = network.words.weight.detach().numpy()
    scales = np.abs(rows).max(axis=1).astype(np.float32) / 127
    scales[scales == 0] = 1
    if exact:
        np.savez(path, rows=rows, scales=np.ones_like(scales))
    else:
        np.savez(path, rows=np.round(rows / scales[:, None]).astype(np.int8), scales=scales)  # quicker to load
