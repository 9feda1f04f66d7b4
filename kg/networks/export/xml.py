"""GraphML and GEXF, through networkx."""

from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.networks.export.flat import flattened


def graphml(network: "nx.Graph[str]") -> str:
    """Return a network as GraphML."""
    return _text(GraphMLWriter(flattened(network)).xml)


def gexf(network: "nx.Graph[str]") -> str:
    """Return a network as GEXF 1.2."""
    tree = GEXFWriter(_identified(flattened(network))).xml
    for meta in tree.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same network is the same file tomorrow
    return _text(tree)


def _identified(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Give every edge its key as its id, where keys are unique; the writer would number them."""
    if isinstance(network, nx.MultiGraph):
        keys = [key for _, _, key in network.edges(keys=True)]
        if len(set(keys)) == len(keys):
            for *_, key, attributes in network.edges(keys=True, data=True):
                attributes["id"] = key
    return network


def _text(tree: ET.Element) -> str:
    ET.indent(tree)
    # A parser turns a carriage return into a line feed unless it is written as a reference.
    body = ET.tostring(tree, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
