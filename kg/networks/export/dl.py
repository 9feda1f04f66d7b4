"""UCINET's DL: matrices with labels, in plain text.

Source: the DL protocol of the UCINET 6 help, full matrix format. Its labels are of 18 characters at the most, and capitals are as small
letters: those that would be one are told apart by a number.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.networks.export.flat import edges_in_order, for_xml
from kg.networks.stances import end_of

_LONGEST = 18
_SIGNS = {"positive": 1, "negative": -1, "neutral": 0}


def dl(network: "nx.Graph[str]") -> str:
    """Return a network as DL: of stances, a matrix for each sign, whose cells count them; of others, weights.

    What is weighed or counted by sign (`signed_weights`, `signed`) has a matrix for each sign, too.
    Rows are who takes a stance, columns are towards whom, both by id. Without directions a matrix is symmetric, with the
    whole weight in both triangles.

    >>> talks = nx.MultiDiGraph([("oslo", "cork", {"sign": -1})])
    >>> print(dl(talks).split("negative")[0])
    dl n=2 nm=3 format=fullmatrix
    labels:
    "cork","oslo"
    matrix labels:
    positive,
    """
    nodes = sorted(network)
    place = {node: number for number, node in enumerate(nodes)}
    edges = [(a, b, _by_matrix(network, known)) for a, b, *_, known in edges_in_order(network)]
    names = (
        list(_SIGNS) if _of_stances(network) or any(_SIGNS.keys() <= made.keys() for *_, made in edges) else ["weight"]
    )
    cells: dict[str, Counter[tuple[int, int]]] = {name: Counter() for name in names}
    for a, b, made in edges:
        for name, weight in made.items():
            cells[name][place[a], place[b]] += weight
            if not network.is_directed() and a != b:
                cells[name][place[b], place[a]] += weight
    head = f"dl n={len(nodes)} nm={len(names)} format=fullmatrix\nlabels:\n{','.join(_labels(network, nodes))}\n"
    matrices = [
        "\n".join(
            " ".join(f"{cells[name][row, column]:.12g}" for column in range(len(nodes))) for row in range(len(nodes))
        )
        for name in names
    ]
    body = "\n\n".join(matrices)
    return f"{head}matrix labels:\n{','.join(names)}\ndata:\n{body}\n"


def _of_stances(network: "nx.Graph[str]") -> bool:
    return isinstance(network, nx.MultiDiGraph)


def _by_matrix(network: "nx.Graph[str]", known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an edge adds to each matrix: a stance one to that of its sign, weights by sign one to each of the three."""
    if _of_stances(network):
        return {name: int(sign == known.get("sign", 0)) for name, sign in _SIGNS.items()}
    for positive, negative in (("positive", "negative"), ("pos", "neg")):
        if positive in known and negative in known:
            return {"positive": known[positive], "negative": known[negative], "neutral": known.get("neutral", 0)}
    return {"weight": known.get("weight", 1)}


def _labels(network: "nx.Graph[str]", nodes: list[str]) -> list[str]:
    made: list[str] = []
    seen: set[str] = set()
    for node in nodes:
        plain = " ".join(for_xml(end_of(network, node).label).replace('"', "'").split())
        label, number = plain[:_LONGEST], 1
        while label.casefold() in seen:
            number += 1
            end = f"~{number}"
            label = plain[: _LONGEST - len(end)] + end
        seen.add(label.casefold())
        made.append(f'"{label}"')
    return made
