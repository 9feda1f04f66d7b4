"""JSON in networkx's node-link format."""

import json
import re

import networkx as nx

from kg.networks.export.flat import in_order

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def nodelink(network: "nx.Graph[str]") -> str:
    """Return a network as one line of node-link JSON, with its edges under ``edges``."""
    line = json.dumps(nx.node_link_data(in_order(network), edges="edges"), ensure_ascii=False)
    # Half a surrogate pair cannot be written as UTF-8, but JSON can escape it.
    return _LONE_SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", line) + "\n"
