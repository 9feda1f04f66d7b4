"""Signed networks with known answers, and random ones, for the tests of measures."""

import networkx as nx
import numpy as np

# Read, "Cultures of the Central Highlands, New Guinea" (1954): sixteen tribes, alliances (1) and enmities (−1).
_TRIBES = """
1 2 1, 1 3 -1, 2 3 -1, 1 4 -1, 3 4 1, 1 5 -1, 2 5 -1, 1 6 -1, 2 6 -1, 3 6 1, 3 7 1, 5 7 1, 6 7 1, 3 8 1, 4 8 1, 6 8 1,
7 8 1, 2 9 -1, 5 9 1, 6 9 -1, 2 10 -1, 9 10 1, 6 11 1, 7 11 1, 8 11 1, 9 11 -1, 10 11 -1, 1 12 -1, 6 12 1, 7 12 1,
8 12 1, 11 12 1, 6 13 -1, 7 13 1, 9 13 1, 10 13 1, 11 13 -1, 5 14 1, 8 14 -1, 12 14 -1, 13 14 1, 1 15 1, 2 15 1,
5 15 -1, 9 15 -1, 10 15 -1, 11 15 -1, 12 15 -1, 13 15 -1, 1 16 1, 2 16 1, 5 16 -1, 6 16 -1, 11 16 -1, 12 16 -1,
13 16 -1, 14 16 -1, 15 16 1"""

# Everett and Borgatti, "Networks containing negative ties" (2014): ten nodes, each with as many friends as enemies.
_TEN = """
0  1  0  1  0  0  0 -1 -1  0
1  0  1 -1  1 -1 -1  0  0  0
0  1  0  1 -1  0  0  0 -1  0
1 -1  1  0  1 -1 -1  0  0  0
0  1 -1  1  0  1  0 -1  0 -1
0 -1  0 -1  1  0  1  0  1 -1
0 -1  0 -1  0  1  0  1 -1  1
-1 0  0  0 -1  0  1  0  1  0
-1 0 -1  0  0  1 -1  1  0  1
0  0  0  0 -1 -1  1  0  1  0"""


def tribes():
    """The sixteen tribes."""
    rows = [line.split() for line in _TRIBES.replace("\n", " ").split(",")]
    return nx.Graph([(a, b, {"sign": int(sign)}) for a, b, sign in rows])


def ten():
    """The ten nodes."""
    matrix = np.array([line.split() for line in _TEN.strip().splitlines()], dtype=int)
    pairs = zip(*np.triu(matrix).nonzero(), strict=True)
    return nx.Graph([(str(a), str(b), {"sign": int(matrix[a, b])}) for a, b in pairs])


def random_signed(seed, *, most=9, directed=False):
    """A few nodes with weights of both signs between them."""
    chance = np.random.default_rng(seed)
    size = int(chance.integers(2, most + 1))
    made = nx.gnp_random_graph(size, float(chance.uniform(0.2, 0.8)), seed=seed, directed=directed)
    made = nx.relabel_nodes(made, str)
    for *_, known in made.edges(data=True):
        known["weight"] = float(chance.choice([-2, -1, 1, 1.5]))
    return made


def planted(size, edges, *, noise, seed=0, camps=2):
    """Camps whose members are friends, and enemies of others, with a share of edges the other way round."""
    chance = np.random.default_rng(seed)
    camp = chance.integers(0, camps, size)
    made = nx.Graph()
    made.add_nodes_from(f"{node:06}" for node in range(size))
    for a, b in chance.integers(0, size, (edges, 2)).tolist():
        if a != b:
            sign = (1 if camp[a] == camp[b] else -1) * (-1 if chance.random() < noise else 1)
            made.add_edge(f"{a:06}", f"{b:06}", sign=sign)
    return made, {f"{node:06}": int(camp[node]) for node in range(size)}
