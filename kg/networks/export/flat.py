"""Networks without nesting, in an order of their own."""

import re
from typing import Any

import networkx as nx

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# XML 1.0 has no way to write these, not even as a reference.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_order(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a copy with its nodes and edges sorted; an undirected edge starts at the first of its ends."""
    made = network.__class__()
    made.add_nodes_from((node, network.nodes[node]) for node in sorted(network))
    for *where, attributes in edges_in_order(network):
        made.add_edge(*where, **attributes)
    return made


def edges_in_order(network: "nx.Graph[str]") -> list[tuple[Any, ...]]:
    """Return the edges as (source, target, attributes), or (source, target, key, attributes) of a multigraph."""
    found: list[tuple[Any, ...]]
    if isinstance(network, nx.MultiGraph):
        found = [(a, b, str(key), attributes) for a, b, key, attributes in network.edges(keys=True, data=True)]
    else:
        found = list(network.edges(data=True))
    if not network.is_directed():
        found = [(*sorted(edge[:2]), *edge[2:]) for edge in found]
    return sorted(found, key=lambda edge: edge[:-1])


def scalar(value: Any) -> Any:
    """Return a value as a number, a truth value or text; None where nothing would be said.

    >>> scalar(("issue/dam", "issue/cod")), scalar(((10, 14), (30, 33))), scalar(()), scalar(0.5)
    ('issue/dam; issue/cod', '10-14; 30-33', None, 0.5)
    """
    if isinstance(value, tuple | list | set | frozenset):
        members = sorted(value) if isinstance(value, set | frozenset) else value
        return "; ".join(_member(member) for member in members) or None
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value) or None


def _member(member: Any) -> str:
    return "-".join(map(str, member)) if isinstance(member, tuple | list) else str(member)


def for_xml(text: str) -> str:
    r"""Return a text with U+FFFD for every character that XML cannot hold.

    >>> for_xml("a\x0bb")
    'a\ufffdb'
    """
    return _NOT_IN_XML.sub("\ufffd", text)


def for_utf8(text: str) -> str:
    """Return a text with U+FFFD for every half of a surrogate pair, which UTF-8 cannot hold."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def flattened(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return a sorted copy whose ids and attributes are scalars that XML can hold."""
    made = network.__class__()
    for node in sorted(network):
        made.add_node(for_xml(str(node)), **_flat(network.nodes[node]))
    for a, b, *key, attributes in edges_in_order(network):
        made.add_edge(for_xml(str(a)), for_xml(str(b)), *map(for_xml, key), **_flat(attributes))
    return made


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    flat = {name: scalar(value) for name, value in attributes.items()}
    return {name: for_xml(one) if isinstance(one, str) else one for name, one in flat.items() if one is not None}
