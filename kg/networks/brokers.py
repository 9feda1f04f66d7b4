"""Who stands between camps, and how the stances of two meet."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kg.edges import End
from kg.errors import UnknownChoice
from kg.networks.factions import camps
from kg.networks.matrices import signed_matrices
from kg.networks.stances import end_of


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often somebody alone leads from one to another, by where the three stand.

    - ``coordinator``: all three in one camp.
    - ``consultant``: between two of one camp, from outside of it.
    - ``representative``: from its own camp to another; ``gatekeeper``: from another into its own.
    - ``liaison``: all three in different camps, which takes three.
    """

    broker: End
    camp: Hashable
    coordinator: int
    consultant: int
    representative: int
    gatekeeper: int
    liaison: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.coordinator + self.consultant + self.between

    @property
    def between(self) -> int:
        """How often from one camp to another."""
        return self.representative + self.gatekeeper + self.liaison


def brokerage(
    network: "nx.Graph[str]", groups: Mapping[str, Hashable] | None = None, *, sign: int = 1
) -> list[Brokerage]:
    """Return who brokers between whom, most between camps first, then most in all, then by label.

    j brokers from i to k where i has a stance of that ``sign`` towards j, and j towards k, but i has none towards k. A network
    without directions is walked both ways, so that each pair counts twice. ``groups`` say who is in which camp; without
    them they are the two `camps`; who is in none is one by itself. Source: Gould and Fernandez, "Structures of
    mediation" (1989); ``consultant`` is also called itinerant. By sparse products, linear in the number of paths of two.
    Raises `UnsignedEdge`.

    >>> talks = nx.DiGraph([("a", "b", {"sign": 1}), ("b", "c", {"sign": 1})])
    >>> [(one.broker.id, one.representative) for one in brokerage(talks, {"a": 0, "b": 0, "c": 1})][0]
    ('b', 1)
    """
    if sign not in {1, -1}:
        raise UnknownChoice(str(sign), kind="sign", known=["1", "-1"])
    made = signed_matrices(network)
    groups = camps(network).of() if groups is None else groups
    keys = [("of", groups[node]) if node in groups else ("alone", node) for node in made.nodes]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    of = np.array([numbers[key] for key in keys], dtype=int)
    ties = _ones(made.positive if sign == 1 else made.negative)
    entries = ties.tocoo()
    near = of[entries.row] == of[entries.col]
    same, apart = _kept(entries, near, ties.shape), _kept(entries, ~near, ties.shape)
    member = sparse.csr_array((np.ones(len(of), int), (np.arange(len(of)), of)), shape=(len(of), len(numbers)))
    into, out_of = ties.T @ member, ties @ member  # how many of each camp lead to j, and j to how many
    own = np.arange(len(of)), of
    in_same, out_same = np.asarray(into.tocsr()[own]).ravel(), np.asarray(out_of.tocsr()[own]).ravel()
    in_all, out_all = _rows(into), _rows(out_of)
    in_apart, out_apart = in_all - in_same, out_all - out_same
    both_of_one = _rows(into * out_of) - in_same * out_same  # i and k of one camp, which is not j's
    roles = {
        "coordinator": in_same * out_same - _back(same) - _closed(same, same, same),
        "consultant": both_of_one - _back(apart) - _closed(apart, same, apart),
        "representative": in_same * out_apart - _closed(same, apart, apart),
        "gatekeeper": in_apart * out_same - _closed(apart, apart, same),
        "liaison": in_apart * out_apart - both_of_one - _closed(apart, apart, apart),
    }
    rows = [
        Brokerage(
            end_of(network, node),
            groups.get(node),
            **{role: round(float(counts[place])) for role, counts in roles.items()},
        )
        for place, node in enumerate(made.nodes)
    ]
    return sorted(rows, key=lambda row: (-row.between, -row.total, row.broker.label, row.broker.id))


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """How stances are returned: pairs who both took a side on each other, by the signs of the two.

    Who has taken both sides stands where the larger weight is, and nowhere if they are equal.
    """

    both_positive: int
    both_negative: int
    mixed: int
    unreturned: int

    @property
    def returned(self) -> float:
        """The share of pairs with a side in which both took one; NaN where nobody took any."""
        pairs = self.both_positive + self.both_negative + self.mixed
        return pairs / (pairs + self.unreturned) if pairs + self.unreturned else float("nan")

    @property
    def of_sign(self) -> float:
        """Of those in which both did, the share that is of one sign; NaN where there is none."""
        pairs = self.both_positive + self.both_negative + self.mixed
        return (self.both_positive + self.both_negative) / pairs if pairs else float("nan")


def sign_reciprocity(network: "nx.Graph[str]") -> Reciprocity:
    """Count the pairs who took sides on each other by whether the sides are the same.

    A symmetric relation is returned by itself. Source: the reciprocity of Newman, Forrest and Balkin (2002), by sign.
    Raises `UnsignedEdge`.

    >>> sign_reciprocity(nx.DiGraph([("a", "b", {"sign": 1}), ("b", "a", {"sign": -1}), ("a", "c", {"sign": 1})]))
    Reciprocity(both_positive=0, both_negative=0, mixed=1, unreturned=1)
    """
    net = signed_matrices(network).net()
    plus, minus = _ones(net.maximum(0)), _ones((-net).maximum(0))
    friends, enemies = round(float((plus * plus.T).sum())) // 2, round(float((minus * minus.T).sum())) // 2
    mixed = round(float((plus * minus.T).sum()))
    return Reciprocity(friends, enemies, mixed, net.nnz - 2 * (friends + enemies + mixed))


def _ones(matrix: Any) -> Any:
    made = sparse.csr_array(matrix)
    made.eliminate_zeros()
    made.data = np.ones(made.nnz, dtype=np.int64)
    return made


def _kept(entries: Any, which: "np.ndarray[Any, Any]", shape: tuple[int, int]) -> Any:
    return sparse.csr_array((entries.data[which], (entries.row[which], entries.col[which])), shape=shape)


def _rows(matrix: Any) -> "np.ndarray[Any, Any]":
    return np.asarray(matrix.sum(axis=1)).ravel()


def _back(matrix: Any) -> "np.ndarray[Any, Any]":
    """How many of the ways of two end where they began."""
    return _rows(matrix * matrix.T)


def _closed(into: Any, across: Any, out_of: Any) -> "np.ndarray[Any, Any]":
    """How many ways i → j → k there are in which i reaches k by itself, for every j."""
    return _rows((into.T @ across) * out_of)
