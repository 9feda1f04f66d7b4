"""A network as a whole in a few figures: how balanced, how divided, how returned."""

from collections.abc import Iterable, Mapping

import networkx as nx

from kg.edges import ISSUE
from kg.errors import UnknownChoice

#: What is said of a network as a whole, and what each figure means.
FIGURES: Mapping[str, str] = {
    "actors": "how many actors there are",
    "pairs": "how many pairs have taken a side on each other, whichever of the two did",
    "positive": "the share of these pairs that is for each other on balance",
    "ambivalence": "how much the pairs have been of two minds, on average: 0 never, 1 evenly",
    "triads": "how many triangles there are",
    "triad_balance": "the share of them in which a friend's friend is a friend and an enemy's enemy too",
    "weak_balance": "the share of them in which a friend's friend is no enemy",
    "walk_balance": "how balanced closed walks of all lengths are: 1 is balance",
    "frustration": "how many pairs stand in the way of two camps, at the least",
    "line_balance": "the same as a share: 1 is balance, 0 as far from it as can be",
    "coherence": "the share of pairs that is as the two camps would have it",
    "antagonism": "the share of pairs that is negative between the two camps",
    "polarity": "how far the average member is at one with its camp and at odds with the other, in pairs",
    "modularity": "how much more friendly within and hostile between the two camps than by chance: the one to compare",
    "rift": "how deep a conflict runs that no two camps can settle; 0 is none",
    "returned": "of the pairs with a side, the share in which both took one on the other",
    "returned_alike": "of these, the share in which both took the same",
}


def summary(network: "nx.Graph[str]", figures: Iterable[str] | str = ()) -> dict[str, float]:
    """Return what there is to say of a signed network as a whole: `FIGURES`, or those that are asked for.

    Nodes may be actors and issues; for balance among actors take a network of kind ``"actors"``. Figures that do not
    exist for a network, such as the balance of no triangles, are NaN. See `triad_census`, `walk_balance`, `frustration`,
    `camps`, `rift` and `sign_reciprocity` for what each is and where it is from. Raises `UnknownChoice` and
    `UnsignedEdge`.

    >>> talks = nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})])
    >>> summary(talks, ["triads", "triad_balance", "frustration"])
    {'triads': 1.0, 'triad_balance': 1.0, 'frustration': 0.0}
    """
    asked = [figures] if isinstance(figures, str) else list(figures) or list(FIGURES)
    for name in asked:
        if name not in FIGURES:
            raise UnknownChoice(name, kind="figure", known=list(FIGURES))
    found: dict[str, float] = {}
    for names, figure in _GROUPS:
        if not names.isdisjoint(asked):
            found |= figure(network)
    return {name: float(found[name]) for name in asked}


def _pairs(network: "nx.Graph[str]") -> dict[str, float]:
    from kg.networks.matrices import signed_matrices  # noqa: PLC0415 -- whoever asks for names alone needs no scipy

    made = signed_matrices(network, undirected=True)
    net, both = made.net(), made.positive + made.negative
    weaker = made.positive.minimum(made.negative)
    sides = both.nnz // 2
    nothing = float("nan")
    evenly = float((2 * weaker[both.nonzero()] / both[both.nonzero()]).sum()) / 2 if sides else nothing
    return {
        "actors": sum(known.get("kind") != ISSUE for _, known in network.nodes(data=True)),
        "pairs": sides,
        "positive": float((net > 0).sum()) / net.nnz if net.nnz else nothing,
        "ambivalence": evenly / sides if sides else nothing,
    }


def _triads(network: "nx.Graph[str]") -> dict[str, float]:
    from kg.networks.triads import triad_census  # noqa: PLC0415 -- as above

    made = triad_census(network)
    return {"triads": made.n, "triad_balance": made.balance, "weak_balance": made.weak_balance}


def _walks(network: "nx.Graph[str]") -> dict[str, float]:
    from kg.networks.triads import walk_balance  # noqa: PLC0415 -- as above

    return {"walk_balance": walk_balance(network) if _has_sides(network) else float("nan")}


def _camps(network: "nx.Graph[str]") -> dict[str, float]:
    from kg.networks.factions import camps  # noqa: PLC0415 -- as above

    made = camps(network)
    told = {name: getattr(made, name) for name in ("coherence", "antagonism", "polarity", "modularity")}
    return told | {"frustration": made.inconsistent, "line_balance": 2 * made.coherence - 1}


def _rift(network: "nx.Graph[str]") -> dict[str, float]:
    from kg.networks.statuses import rift  # noqa: PLC0415 -- as above

    return {"rift": rift(network) if _has_sides(network) else float("nan")}


def _returned(network: "nx.Graph[str]") -> dict[str, float]:
    from kg.networks.brokers import sign_reciprocity  # noqa: PLC0415 -- as above

    made = sign_reciprocity(network)
    return {"returned": made.returned, "returned_alike": made.of_sign}


def _has_sides(network: "nx.Graph[str]") -> bool:
    from kg.networks.matrices import signed_matrices  # noqa: PLC0415 -- as above

    return bool(signed_matrices(network, undirected=True).net().nnz)


_GROUPS = (
    (frozenset({"actors", "pairs", "positive", "ambivalence"}), _pairs),
    (frozenset({"triads", "triad_balance", "weak_balance"}), _triads),
    (frozenset({"walk_balance"}), _walks),
    (frozenset({"frustration", "line_balance", "coherence", "antagonism", "polarity", "modularity"}), _camps),
    (frozenset({"rift"}), _rift),
    (frozenset({"returned", "returned_alike"}), _returned),
)
