"""An encoder's graph made lighter to run: the same sums, in fewer and quicker steps.

    python -m kg.learning.lighten kg/language/en_mini/encoder.onnx    # in its place

`kg.learning.export` does it to every graph that it writes, and kg runs them as they are. A graph that is
light already stays what it is.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import GraphProto, NodeProto, helper, numpy_helper

from kg.learning.network import ATTENTION

_OURS = "com.microsoft"  # where ONNX Runtime's own steps are

# It runs a sum and a norm in one step six times slower than in two.
_NOT = ("SkipLayerNormFusion",)

# From queries to what attention mixes, as the network is written.
_STEPS = ("Reshape", "Transpose", "MatMul", "Div", "Softmax", "MatMul", "Transpose", "Reshape")


def lighten(source: Path, target: Path, *, heads: int = ATTENTION) -> None:
    """Write the graph in ``source`` to ``target``, lighter; ``heads`` are those of its attention."""
    model = onnx.load(source)
    graph = model.graph
    splits = [node for node in graph.node if node.op_type == "Split"]
    if splits and all(node.op_type != "MultiHeadAttention" for node in graph.node):
        mixed = [_attend(graph, split, heads) for split in splits]
        if any(each.name == "firsts" for each in graph.input):
            _go_on_with_words(graph, splits[-1], mixed[-1])
        _prune(graph)
        model.opset_import.append(helper.make_opsetid(_OURS, 1))
    with tempfile.TemporaryDirectory() as scratch:
        rewritten, fused = Path(scratch) / "rewritten.onnx", Path(scratch) / "fused.onnx"
        onnx.save(model, rewritten)
        _fuse(rewritten, fused)
        model = onnx.load(fused)
    # It names every set of steps that it knows; what needs fewer is read by more of its versions.
    needed = {node.domain for node in model.graph.node}
    kept = [each for each in model.opset_import if each.domain in needed]
    del model.opset_import[:]
    model.opset_import.extend(kept)
    onnx.save(model, target)


def _attend(graph: GraphProto, split: NodeProto, heads: int) -> str:
    """Put one step in the place of all from queries, keys and values to what attention mixes of them; return that."""
    query, key, value = split.output
    mixed = query
    for step in _STEPS:
        [last] = (node for node in graph.node if mixed in node.input and node.op_type == step)
        [mixed] = last.output
    attention = helper.make_node(
        "MultiHeadAttention", [query, key, value], [mixed], f"{split.name}/attention", domain=_OURS, num_heads=heads
    )
    graph.node.insert(list(graph.node).index(last), attention)
    graph.node.remove(last)
    return str(mixed)


def _go_on_with_words(graph: GraphProto, split: NodeProto, mixed: str) -> None:
    """Go on behind the last attention with the words' first pieces, instead of choosing them at the end."""
    [chosen] = (node for node in graph.node if node.op_type == "GatherElements")
    for node in graph.node:
        node.input[:] = [chosen.input[0] if name == chosen.output[0] else name for name in node.input]
    graph.node.remove(chosen)
    before = list(graph.node)[: list(graph.node).index(split)]
    layer_input = [node for node in before if node.op_type == "LayerNormalization"][-1].output[0]
    graph.initializer.append(numpy_helper.from_array(np.array([-1]), "firsts/axis"))
    graph.node.insert(0, helper.make_node("Unsqueeze", ["firsts", "firsts/axis"], ["firsts/rows"], "firsts/unsqueeze"))
    for name, kinds in ((mixed, ("DynamicQuantizeLinear", "MatMul")), (layer_input, ("Add",))):
        [user] = (node for node in graph.node if name in node.input and node.op_type in kinds)
        of_words = f"{name}/words"
        step = helper.make_node("GatherND", [name, "firsts/rows"], [of_words], of_words, batch_dims=1)
        graph.node.insert(list(graph.node).index(user), step)
        user.input[:] = [of_words if each == name else each for each in user.input]


def _prune(graph: GraphProto) -> None:
    """Take out what nothing needs any more."""
    while True:
        needed = {name for node in graph.node for name in node.input} | {output.name for output in graph.output}
        idle = [node for node in graph.node if needed.isdisjoint(node.output)]
        if not idle:
            return
        for node in idle:
            graph.node.remove(node)


def _fuse(source: Path, target: Path) -> None:
    """Let ONNX Runtime put small steps together, as far as that depends on no machine."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    options.log_severity_level = 3
    onnxruntime.InferenceSession(
        str(source), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_NOT)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", type=Path, nargs="+")
    for path in parser.parse_args().graphs:
        lighten(path, path)
