"""From trained weights to the files that kg reads: two graphs, the word embeddings, the labels.

    python -m training.language.export CORPORA RUN --minilm FOLDER --out kg/language/en_mini [--exact]

The graphs' large matrices become int8, a scale a column, and the word embeddings int8, a scale a row;
``--exact`` keeps float32, to measure what that costs.
"""

import argparse
import gzip
import json
import tempfile
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from kg.language import encoder as files
from kg.language.lemmas import known
from training.language import corpora
from training.language.corpora import SOURCES
from training.language.examples import Labels
from training.language.lighten import lighten
from training.language.loop import sizes
from training.language.network import WIDTH, Network

_OPSET = 17
_SURE = 0.9  # part of a word's occurrences that have one lemma
_KIND_OF_NAMES = SOURCES.index("ewt")  # whose way of marking names the shipped model follows


class _Encoder(nn.Module):
    """The network as it is run: classes where the best one is all that is asked for."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, embedded: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        source = torch.zeros_like(firsts[:, 0]) + _KIND_OF_NAMES
        tags, kinds, edits, *others = self.network(embedded, shapes, firsts, None, source)
        return tags.argmax(-1), kinds.argmax(-1), edits.argmax(-1), *others


class _Relations(nn.Module):
    """The relations of dependents to the heads beside them: both (words, width)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.sum, self.product = network.relation_sum, network.relation_product

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        scores: Tensor = self.sum(functional.gelu(dependents + heads)) + self.product(dependents * heads)
        return scores.argmax(-1)


def export(folder: Path, run: Path, minilm: Path, out: Path, *, exact: bool = False, variant: str = "s8-7-all") -> None:
    """Write the files."""
    out.mkdir(parents=True, exist_ok=True)
    labels = Labels(**json.loads((run / "labels.json").read_text("utf8")))
    network = Network(sizes(labels))
    trained = run / "weights.pt"
    kept = torch.load(trained if trained.exists() else run / "checkpoint.pt")
    network.load_state_dict(kept.get("network", kept))
    network.eval()
    (out / files.LABELS).write_text(json.dumps(vars(labels), ensure_ascii=False, indent=0) + "\n", "utf8")
    pieces = (minilm / "vocab.txt").read_text("utf8").split("\n")[:-1]
    kept_pieces = [number for number, piece in enumerate(pieces) if _is_english(piece)]
    vocabulary = "".join(f"{pieces[number]}\n" for number in kept_pieces)
    (out / files.VOCABULARY).write_bytes(gzip.compress(vocabulary.encode("utf8"), mtime=0))
    _words(network, kept_pieces, out / files.WORDS, exact=exact)
    _lemmas(folder, out / files.LEMMAS)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        _graph(_Encoder(network), _encoder_example(), plain)
        if exact:
            lighten(plain, out / files.ENCODER)
        else:
            quantized = Path(scratch) / "quantized.onnx"
            _quantize(plain, quantized, variant)
            lighten(quantized, out / files.ENCODER)
        _relations(network, plain)
        lighten(plain, out / files.RELATIONS)


def _encoder_example() -> dict[str, tuple[Tensor, dict[int, str]]]:
    pieces, words = {0: "windows", 1: "pieces"}, {0: "windows", 1: "words"}
    return {
        "embedded": (torch.randn(2, 7, WIDTH), pieces),
        "shapes": (torch.ones(2, 7, dtype=torch.long), pieces),
        "firsts": (torch.ones(2, 5, dtype=torch.long), words),
    }


def _graph(
    module: nn.Module, example: dict[str, tuple[Tensor, dict[int, str]]], path: Path, *, outputs: int = 8
) -> None:
    names = ["tags", "kinds", "edits", "starts", "names", "arcs", "dependents", "heads"][:outputs]
    behind = {name: {0: "windows", 1: "words"} for name in names}
    behind |= {name: {0: "windows", 1: "words", 2: "heads"} for name in names if name == "arcs"}
    behind |= {name: {0: "windows", 1: "heads"} for name in names if name == "heads"}
    torch.onnx.export(
        module.eval(),
        tuple(tensor for tensor, _ in example.values()),
        str(path),
        input_names=list(example),
        output_names=names,
        dynamic_axes={name: axes for name, (_, axes) in example.items()} | behind,
        opset_version=_OPSET,
        dynamo=False,
    )


def _relations(network: Network, path: Path) -> None:
    width = network.relation_dependent.out_features
    one = (torch.randn(3, width), {0: "words"})
    torch.onnx.export(
        _Relations(network).eval(), (one[0], one[0]), str(path), input_names=["dependents", "heads"],
        output_names=["relations"], dynamic_axes={name: {0: "words"} for name in ("dependents", "heads", "relations")},
        opset_version=_OPSET, dynamo=False,
    )  # fmt: skip


def _quantize(plain: Path, path: Path, variant: str) -> None:
    """Make the encoder's matrices int8; the heads, small and the last to speak, stay as they are."""
    import onnx

    graph = onnx.load(plain).graph
    inner = [node.name for node in graph.node if node.op_type == "MatMul" and "/layers." in node.name]
    if "all" in variant:
        inner = [node.name for node in graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        plain, path, op_types_to_quantize=["MatMul"], nodes_to_quantize=inner, per_channel="tensor" not in variant,
        reduce_range="7" in variant, weight_type=QuantType.QUInt8 if "u8" in variant else QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip


def _is_english(piece: str) -> bool:
    """Whether a piece can be met in English: Latin and Greek letters, marks; the word for no word is the first."""
    return not piece.startswith("[unused") and all(
        char.isascii() or not char.isalpha() or unicodedata.name(char, "").startswith(("LATIN", "GREEK", "MODIFIER"))
        for char in piece
    )


def _words(network: Network, pieces: list[int], path: Path, *, exact: bool) -> None:
    rows = network.words.weight.detach().numpy()[pieces]
    scales = np.abs(rows).max(axis=1).astype(np.float32) / 127
    scales[scales == 0] = 1
    if exact:
        np.savez(path, rows=rows, scales=np.ones_like(scales))
    else:
        # Not compressed: that makes it a twentieth smaller, and every start a twentieth of a second longer.
        np.savez(path, rows=np.round(rows / scales[:, None]).astype(np.int8), scales=scales)


def _lemmas(folder: Path, path: Path) -> None:
    """Write the lemmas that words of one part of speech nearly always have in the treebanks."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in corpora.training(folder):
        for form, lemma, pos, *_ in sentence.rows if sentence.parsed else ():
            key = known(form, pos)
            if key and lemma != "_" and "\t" not in form + lemma:
                found[key][lemma] += 1
    rows = []
    for (form, pos), counts in sorted(found.items()):
        [(lemma, most)] = counts.most_common(1)
        if most >= _SURE * counts.total():
            rows.append(f"{form}\t{pos}\t{lemma}\n")
    path.write_bytes(gzip.compress("".join(rows).encode("utf8"), mtime=0))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="CORPORA")
    parser.add_argument("run", type=Path)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--exact", action="store_true")
    parser.add_argument(
        "--variant",
        default="s8-7-all",
        help="s8, s8-7 (seven bits), u8; with -tensor for a scale a matrix, -all for the heads as well",
    )
    given = vars(parser.parse_args())
    export(**given)
