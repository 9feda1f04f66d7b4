"""GraphML and GEXF, through networkx."""

from xml.etree import ElementTree as ET

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.networks.export.flat import flattened
from kg.networks.weights import last_day


def graphml(network: "nx.Graph[str]") -> str:
    """Return a network as GraphML."""
    return _text(GraphMLWriter(flattened(network)).xml)


def gexf(network: "nx.Graph[str]") -> str:
    """Return a network as GEXF 1.2; stances with a date are there on the days that it can mean."""
    tree = GEXFWriter(_dated(_identified(flattened(network)))).xml
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


def _dated(network: "nx.Graph[str]") -> "nx.Graph[str]":
    """Give every edge with a date its first and last day; the writer then says that the network is one in time."""
    for *_, attributes in network.edges(data=True):
        told = attributes.get("date")
        if isinstance(told, str) and attributes.get("first_day"):
            attributes["start"], attributes["end"] = attributes["first_day"], last_day(told)
    return network


def _text(tree: ET.Element) -> str:
    ET.indent(tree)
    # A parser turns a carriage return into a line feed unless it is written as a reference.
    body = ET.tostring(tree, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'
