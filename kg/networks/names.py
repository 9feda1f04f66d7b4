"""A node by its name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

from kg.errors import AmbiguousName, UnknownNode, did_you_mean
from kg.iris import unaccented
from kg.networks.stances import end_of


def find(network: "nx.Graph[str]", name: str, *, aliases: Mapping[str, str] | None = None) -> str:
    """Return the id of the node that a name means.

    The id itself comes first, then the exact label, then label, alias, Wikidata id or the id without its
    ``issue/``, whatever their case and accents. ``aliases`` are further names, each with the id it means; those
    that the network does not have are passed over.

    Raises `UnknownNode`, which says what was probably meant, and `AmbiguousName` where several nodes go by
    the name: the "experts" of two articles are not the same, and an issue may be called like a state.

    >>> talks = nx.MultiDiGraph()
    >>> talks.add_node("brazil", label="Brazil", aliases=("Federative Republic of Brazil",))
    >>> talks.add_node("issue/sao-paulo-forum", label="São Paulo Forum", kind="issue")
    >>> find(talks, "federative republic of brazil"), find(talks, "Sao Paulo Forum")
    ('brazil', 'issue/sao-paulo-forum')
    >>> find(talks, "Brasil")
    Traceback (most recent call last):
        ...
    kg.errors.UnknownNode: nobody is called 'Brasil' in this network: did you mean 'Brazil'?
    """
    if name in network:
        return name
    exactly = [node for node in network if network.nodes[node].get("label") == name]
    if not exactly:
        called = _called(network, aliases or {})
        exactly = sorted(called.get(unaccented(name).strip(), ()))
    if len(exactly) > 1:
        found = ", ".join(map(repr, sorted(exactly)[:5]))
        more = f" and {len(exactly) - 5} more" if len(exactly) > 5 else ""
        raise AmbiguousName(f"{name!r} may be {found}{more}: use the id of the one you mean.")
    if not exactly:
        raise UnknownNode(f"nobody is called {name!r} in this network: {_hint(network, name)}")
    return exactly[0]


def _hint(network: "nx.Graph[str]", name: str) -> str:
    labels = sorted({end_of(network, node).label for node in network})
    longer = [label for label in labels if unaccented(name).strip() in unaccented(label)]
    if longer and name.strip():
        return f"did you mean {' or '.join(map(repr, longer[:3]))}?"
    return did_you_mean(name, labels, otherwise=f"it has {len(labels)} others." if labels else "it is empty.")


def _called(network: "nx.Graph[str]", aliases: Mapping[str, str]) -> Mapping[str, set[str]]:
    called: defaultdict[str, set[str]] = defaultdict(set)
    for node, known in network.nodes(data=True):
        names: Iterable[str | None] = (known.get("label"), *known.get("aliases", ()), known.get("wikidata"))
        for name in (node, node.removeprefix("issue/"), *names):
            if name:
                called[unaccented(name)].add(node)
    for name, node in aliases.items():
        if node in network:
            called[unaccented(name)].add(node)
    return called
