"""A trained pipeline in two small files: its skeleton, and its weights as whole numbers.

Weights are kept as int8, one scale a row, which changes no accuracy figure that we measure and makes
25 MB into seven. Whatever has no rows (biases) stays float16.

    python -m kg.language.packing TRAINED_PIPELINE FOLDER    # makes the folder from what spaCy saved
"""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.language import library

if TYPE_CHECKING:
    from spacy.language import Language

SKELETON = "skeleton.gz"
WEIGHTS = "weights.npz"

Floats = NDArray[np.float32]


def pack(nlp: "Language", folder: Path) -> None:
    """Write a pipeline's skeleton and weights; the pipeline in memory is left without weights."""
    arrays: dict[str, NDArray[Any]] = {}
    for at, (node, name) in enumerate(_parameters(nlp)):
        values = np.asarray(node.get_param(name), dtype=np.float32)
        arrays |= {f"{at}.{part}": array for part, array in _quantized(values).items()}
        node.set_param(name, np.zeros_like(values))
    vectors = nlp.vocab.vectors
    arrays |= {f"vectors.{part}": array for part, array in _quantized(np.asarray(vectors.data)).items()}
    vectors.data = np.zeros_like(vectors.data)
    folder.mkdir(parents=True, exist_ok=True)
    # Without a time stamp, so that the same pipeline packs to the same bytes.
    (folder / SKELETON).write_bytes(gzip.compress(nlp.to_bytes(), mtime=0))
    np.savez_compressed(folder / WEIGHTS, allow_pickle=False, **arrays)


def unpack(folder: Path) -> "Language":
    """Read what `pack` wrote."""
    import srsly  # noqa: PLC0415

    spacy: Any = library.load()
    skeleton = gzip.decompress((folder / SKELETON).read_bytes())
    config = spacy.util.load_config_from_str(srsly.msgpack_loads(skeleton)["config.cfg"].decode())
    nlp: Language = spacy.util.load_model_from_config(config)
    nlp.from_bytes(skeleton)
    with np.load(folder / WEIGHTS) as arrays:
        for at, (node, name) in enumerate(_parameters(nlp)):
            node.set_param(name, _restored(arrays, str(at)))
        nlp.vocab.vectors.data = _restored(arrays, "vectors")
    return nlp


def _parameters(nlp: "Language") -> Iterator[tuple[Any, str]]:
    """Yield every (node, name) that holds weights, in an order that depends on the architecture alone."""
    seen = set()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if model is not None else ():
            if node.id not in seen:  # a shared layer is met once in each component that listens to it
                seen.add(node.id)
                yield from ((node, name) for name in sorted(node.param_names) if node.has_param(name))


def _quantized(values: Floats) -> dict[str, NDArray[Any]]:
    if values.ndim < 2:
        return {"plain": values.astype(np.float16)}
    scale = np.abs(values).max(axis=-1, keepdims=True).astype(np.float32) / 127
    scale[scale == 0] = 1
    return {"int8": np.round(values / scale).astype(np.int8), "scale": scale.astype(np.float32)}


def _restored(arrays: Any, key: str) -> Floats:
    if f"{key}.plain" in arrays:
        plain: Floats = arrays[f"{key}.plain"].astype(np.float32)
        return plain
    restored: Floats = arrays[f"{key}.int8"].astype(np.float32) * arrays[f"{key}.scale"]
    return restored


if __name__ == "__main__":
    import spacy

    pack(spacy.load(sys.argv[1]), Path(sys.argv[2]))
