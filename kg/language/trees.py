"""From scores of heads to trees: one for each sentence, with one root."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_NEVER = np.float32(-1e9)


def trees(arcs: Floats, starts: Ints) -> Ints:
    """The head of every word: its place, from 0, in the row of words, or -1 for the root of a sentence.

    ``arcs[i, j + 1]`` is the score of word j as the head of word i, ``arcs[i, 0]`` that of being a root;
    ``starts`` are the places where sentences begin, in order, 0 the first. The best head of each word is
    taken; a sentence where that makes no tree gets the best tree instead.

    >>> scores = np.array([[0, 0, 9], [1, 3, 0]], dtype=np.float32)  # each would hang on the other
    >>> trees(scores, np.array([0])).tolist()
    [1, -1]
    """
    count = len(arcs)
    sentence = np.zeros(count, dtype=np.int64)
    sentence[starts[1:]] = 1
    sentence = sentence.cumsum()
    scores = arcs.copy()
    scores[:, 1:][sentence[:, None] != sentence[None, :]] = _NEVER
    np.fill_diagonal(scores[:, 1:], _NEVER)
    heads: Ints = scores.argmax(axis=1) - 1
    for bad in np.flatnonzero(~_sound(heads, sentence, len(starts))):
        first = int(starts[bad])
        last = int(starts[bad + 1]) if bad + 1 < len(starts) else count
        own = np.concatenate([scores[first:last, :1], scores[first:last, first + 1 : last + 1]], axis=1)
        best = _tree(own)
        heads[first:last] = np.where(best < 0, -1, best + first)
    return heads


def _sound(heads: Ints, sentence: Ints, count: int) -> NDArray[np.bool_]:
    """Of each sentence, whether it has one root and all its words lead there."""
    roots = np.bincount(sentence[heads < 0], minlength=count)
    above = np.append(np.where(heads < 0, len(heads), heads), len(heads))
    for _ in range(len(heads).bit_length()):
        above = above[above]
    lost = np.bincount(sentence[above[:-1] != len(heads)], minlength=count)
    sound: NDArray[np.bool_] = (roots == 1) & (lost == 0)
    return sound


def _tree(scores: Floats) -> Ints:
    """The best tree of one sentence under the root that loses least by being it.

    Source: Chu & Liu, *On the Shortest Arborescence of a Directed Graph* (1965); Edmonds (1967).
    """
    count = len(scores)
    if count == 1:
        return np.array([-1])
    top = scores.max(axis=1, keepdims=True)
    logs = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    root = int((logs[:, 0] - logs[:, 1:].max(axis=1)).argmax())
    between = np.maximum(logs[:, 1:].astype(np.float64), -1e4)
    heads = _arborescence(between, root)
    heads[root] = -1
    return heads


def _arborescence(scores: NDArray[np.float64], root: int) -> Ints:
    """The best heads of all nodes but ``root``: ``scores[i, j]`` for j above i. A cycle becomes a node, until none is left."""
    count = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads: Ints = scores.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    inside = np.zeros(count, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    # What entering the cycle at a member costs: the member's head in the cycle is given up.
    entering = scores[np.ix_(members, outside)] - scores[members, heads[members]][:, None]
    leaving = scores[np.ix_(outside, members)]
    size = len(outside)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    smaller[size, :size] = entering.max(axis=0)
    smaller[:size, size] = leaving.max(axis=1)
    found = _arborescence(smaller, int(np.flatnonzero(outside == root)[0]))
    for i in range(size):
        node = outside[i]
        if node != root:
            heads[node] = members[leaving[i].argmax()] if found[i] == size else outside[found[i]]
    entry = int(found[size])
    heads[members[entering[:, entry].argmax()]] = outside[entry]
    return heads


def _cycle(heads: Ints, root: int) -> list[int]:
    """The nodes of a cycle; none where all lead to the root."""
    seen = np.zeros(len(heads), dtype=np.int64)
    seen[root] = -1
    for start in range(len(heads)):
        node = start
        while seen[node] == 0:
            seen[node] = start + 1
            node = int(heads[node])
        if seen[node] == start + 1:
            cycle, at = [node], int(heads[node])
            while at != node:
                cycle.append(at)
                at = int(heads[at])
            return cycle
    return []
