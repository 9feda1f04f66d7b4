"""Web Annotations as JSON in the shape that their readers look for: whole, one beside the other, in the words of the W3C."""

import json
from typing import Any

from kg.iris import KG, PREFIXES

_OA, _DC, _RDF = PREFIXES["oa"], "http://purl.org/dc/elements/1.1/", PREFIXES["rdf"]
_TYPE = f"{_RDF}type"
#: The context of the Web Annotation Data Model, and of our own words what it does not have.
CONTEXT: tuple[Any, ...] = (
    "http://www.w3.org/ns/anno.jsonld",
    {"kg": KG}
    | {f"kg:{name}": {"@type": "@id"} for name in ("holder", "relation", "target", "speaker")}
    | {"kg:date": {"@type": f"{PREFIXES['xsd']}date"}},
)
# What stands for itself, and what leads to a node that is written in its place, in the order of the specification.
_PLAIN = {
    f"{PREFIXES['dct']}created": "created",
    f"{_OA}motivatedBy": "motivation",
    f"{_OA}hasPurpose": "purpose",
    f"{_RDF}value": "value",
    f"{_DC}format": "format",
    f"{_DC}language": "language",
    f"{_OA}hasBody": "body",
    f"{_OA}hasTarget": "target",
    f"{_OA}hasSource": "source",
    f"{_OA}hasSelector": "selector",
    f"{_OA}start": "start",
    f"{_OA}end": "end",
    f"{_OA}exact": "exact",
} | {f"{KG}{name}": f"kg:{name}" for name in ("holder", "relation", "target", "speaker", "date")}
_NUMBERS = {"start", "end"}

# A node of expanded JSON-LD.
_Node = dict[str, Any]


def annotations(expanded: bytes) -> bytes:
    """Return the annotations of expanded JSON-LD as one array, each with its bodies, targets and selectors inside."""
    nodes: dict[str, _Node] = {node["@id"]: node for node in json.loads(expanded)}
    found = [
        {"@context": CONTEXT, **_whole(node, nodes)}
        for node in nodes.values()
        if {"@id": f"{_OA}Annotation"} in node.get(_TYPE, ())
    ]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _whole(node: _Node, nodes: dict[str, _Node]) -> _Node:
    made: _Node = {"id": node["@id"], "type": _one([_word(kind["@id"]) for kind in node[_TYPE]])}
    for predicate, name in _PLAIN.items():
        values = [_value(value, name, nodes) for value in node.get(predicate, ())]
        if values:
            # Words for readers first: a reader that shows one body only then shows those.
            made[name] = _one(sorted(values, key=lambda value: isinstance(value, str)))
    return made


def _value(value: _Node, name: str, nodes: dict[str, _Node]) -> Any:
    if "@id" not in value:
        return int(value["@value"]) if name in _NUMBERS else value["@value"]
    return _whole(nodes[value["@id"]], nodes) if value["@id"] in nodes else _word(value["@id"])


def _word(name: str) -> str:
    """Return a name as the context of the W3C has it.

    >>> _word("http://www.w3.org/ns/oa#Annotation")
    'Annotation'
    """
    return name.removeprefix(_OA)


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
