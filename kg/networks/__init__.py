"""Pure functions over stance networks: build, select, project, measure, find paths, write.

Edges come in (`kg.edges.Edge`), networkx graphs go between, plain rows come out. Nothing here reads a
file or knows a store.

========================  ==========================================================================
`Selection`, `select`     which stances to look at
`stance_network`          stances as a ``networkx.MultiDiGraph``, with the sentence on every edge
`windows`                 the same by month, quarter or year
`congruence`, `conflict`  who takes the same side on the same issues, and who the other; `subtract`
`signed`, `layer`         counts by sign for each pair; one sign alone, for measures; `ties`
`rank`                    degree by sign, PageRank, betweenness, closeness, eigenvector centrality
`find`, `path`            a node by its name; how two nodes are connected, with the sentences
`contested`, `opponents`  issues with two sides; who stands against whom, with the sentences
`agreement`, `moves`      on how many shared issues two agree; who changed sides, and when
`write`, `render`         GraphML, GEXF, CSV, JSON
`kg.networks.discourse`   discourse networks of coded statements: all that DNA and rDNA compute
========================  ==========================================================================
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.networks.agreements import Agreement as Agreement
    from kg.networks.agreements import agreement as agreement
    from kg.networks.changes import Move as Move
    from kg.networks.changes import moves as moves
    from kg.networks.contests import Contest as Contest
    from kg.networks.contests import Opposition as Opposition
    from kg.networks.contests import contested as contested
    from kg.networks.contests import opponents as opponents
    from kg.networks.export import render as render
    from kg.networks.export import write as write
    from kg.networks.layers import layer as layer
    from kg.networks.layers import signed as signed
    from kg.networks.layers import ties as ties
    from kg.networks.names import find as find
    from kg.networks.paths import Path as Path
    from kg.networks.paths import Step as Step
    from kg.networks.paths import path as path
    from kg.networks.periods import Window as Window
    from kg.networks.periods import windows as windows
    from kg.networks.projections import conflict as conflict
    from kg.networks.projections import congruence as congruence
    from kg.networks.projections import subtract as subtract
    from kg.networks.ranks import MEASURES as MEASURES
    from kg.networks.ranks import rank as rank
    from kg.networks.selection import Selection as Selection
    from kg.networks.selection import select as select
    from kg.networks.sentences import Sentence as Sentence
    from kg.networks.stances import stance_network as stance_network

# Where each public name lives; networkx loads with the first that needs it. No module may be called like
# a function of another: importing it would put the module where the function was.
_HOMES = {
    "Agreement": "agreements",
    "Contest": "contests",
    "MEASURES": "ranks",
    "Move": "changes",
    "Opposition": "contests",
    "Path": "paths",
    "Selection": "selection",
    "Sentence": "sentences",
    "Step": "paths",
    "Window": "periods",
    "agreement": "agreements",
    "conflict": "projections",
    "congruence": "projections",
    "contested": "contests",
    "find": "names",
    "layer": "layers",
    "moves": "changes",
    "opponents": "contests",
    "path": "paths",
    "rank": "ranks",
    "render": "export",
    "select": "selection",
    "signed": "layers",
    "stance_network": "stances",
    "subtract": "projections",
    "ties": "layers",
    "windows": "periods",
    "write": "export",
}

__all__ = [
    "MEASURES",
    "Agreement",
    "Contest",
    "Move",
    "Opposition",
    "Path",
    "Selection",
    "Sentence",
    "Step",
    "Window",
    "agreement",
    "conflict",
    "congruence",
    "contested",
    "find",
    "layer",
    "moves",
    "opponents",
    "path",
    "rank",
    "render",
    "select",
    "signed",
    "stance_network",
    "subtract",
    "ties",
    "windows",
    "write",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"kg.networks.{_HOMES[name]}"), name)
    message = f"module 'kg.networks' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
