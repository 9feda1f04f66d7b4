"""Names from scores: the best row of beginnings and insides that makes sense."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_NEVER = np.float32(-1e9)


def allowed(labels: Sequence[str]) -> NDArray[np.float32]:
    """What it costs to go from one label to another: nothing, or more than anything is worth.

    >>> allowed(["O", "B-ORG", "I-ORG"])[0].tolist()  # nothing goes on behind no name
    [0.0, 0.0, -1000000000.0]
    """
    costs = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for i, before in enumerate(labels):
        for j, label in enumerate(labels):
            if label[0] == "I" and before[1:] != label[1:]:
                costs[i, j] = _NEVER
    return costs


def best(scores: NDArray[np.float32], costs: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best row of labels for each row of words: (rows, words) for scores (rows, words, labels).

    Source: Viterbi, *Error bounds for convolutional codes* (1967).
    """
    rows, count, _ = scores.shape
    total = scores[:, 0] + costs[0]  # as if "O" stood before the first
    back = np.zeros(scores.shape, dtype=np.int64)
    for at in range(1, count):
        reached = total[:, :, None] + costs
        back[:, at] = reached.argmax(axis=1)
        total = reached.max(axis=1) + scores[:, at]
    chosen = np.zeros((rows, count), dtype=np.int64)
    chosen[:, -1] = total.argmax(axis=1)
    every = np.arange(rows)
    for at in range(count - 1, 0, -1):
        chosen[:, at - 1] = back[every, at, chosen[:, at]]
    return chosen
