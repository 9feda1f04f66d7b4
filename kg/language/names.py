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
    """The best label of every word, as a row that makes sense; scores are (words, labels).

    Source: Viterbi, *Error bounds for convolutional codes* (1967).
    """
    chosen: NDArray[np.int64] = scores.argmax(axis=1)
    if not costs[0, chosen[0]] and not costs[chosen[:-1], chosen[1:]].any():
        return chosen  # as nearly always
    count = len(scores)
    total = scores[0] + costs[0]  # as if "O" stood before the first
    back = np.zeros(scores.shape, dtype=np.int64)
    for at in range(1, count):
        reached = total[:, None] + costs
        back[at] = reached.argmax(axis=0)
        total = reached.max(axis=0) + scores[at]
    chosen[-1] = total.argmax()
    for at in range(count - 1, 0, -1):
        chosen[at - 1] = back[at, chosen[at]]
    return chosen
