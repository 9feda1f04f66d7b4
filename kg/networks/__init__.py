"""Pure functions over stance networks: build, select, project, measure, find paths, write.

Edges come in (`kg.edges.Edge`), networkx graphs go between, plain rows come out. Nothing here knows a store, and only
`read_positions` reads a file.

========================  ==========================================================================
`Selection`, `select`     which stances to look at
`stance_network`          stances as a ``networkx.MultiDiGraph``, with the sentence on every edge
`windows`                 the same by month, quarter or year
`congruence`, `conflict`  who takes the same side on the same issues, and who the other; `subtract`
`read_positions`          votes, answers and other tables of who stands where, as `Positions`
`project`, `drift`        `Pairs` of very many actors: both counts, the best partners; how far each moved
`signed`, `layer`         counts by sign for each pair; one sign alone, for measures; `ties`
`signed_weights`          weights by sign and by written rules: who counts as a voice, confidence, decay
`rank`                    degree by sign, PageRank, betweenness, closeness, eigenvector, PN centrality, …
`bootstrap`               any of these with its interval over documents; `rank_with_intervals`
`summary`                 a network as a whole: balance, camps, reciprocity
`triad_census`            balance in threes; `walk_balance`, along walks; `frustration`, in all
`camps`, `communities`    who stands with whom; `signed_modularity`, and `brokerage` between camps
`series`, `breaks`        any measure in time; when it changed, with the documents
`find`, `path`            a node by its name; how two nodes are connected, with the sentences
`contested`, `opponents`  issues with two sides; who stands against whom, with the sentences
`agreement`, `moves`      on how many shared issues two agree (`all_agreements`); who changed sides, and when
`write`, `render`         GraphML, GEXF, CSV, JSON
`kg.networks.discourse`   discourse networks of coded statements: all that DNA and rDNA compute
========================  ==========================================================================
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.networks.agreements import Agreement as Agreement
    from kg.networks.agreements import agreement as agreement
    from kg.networks.agreements import all_agreements as all_agreements
    from kg.networks.brokers import Brokerage as Brokerage
    from kg.networks.brokers import Reciprocity as Reciprocity
    from kg.networks.brokers import brokerage as brokerage
    from kg.networks.brokers import sign_reciprocity as sign_reciprocity
    from kg.networks.changes import Move as Move
    from kg.networks.changes import moves as moves
    from kg.networks.contests import Contest as Contest
    from kg.networks.contests import Opposition as Opposition
    from kg.networks.contests import contested as contested
    from kg.networks.contests import opponents as opponents
    from kg.networks.export import render as render
    from kg.networks.export import write as write
    from kg.networks.factions import Camps as Camps
    from kg.networks.factions import camps as camps
    from kg.networks.factions import signed_modularity as signed_modularity
    from kg.networks.frustrations import Frustration as Frustration
    from kg.networks.frustrations import frustration as frustration
    from kg.networks.groups import communities as communities
    from kg.networks.intervals import Interval as Interval
    from kg.networks.intervals import bootstrap as bootstrap
    from kg.networks.intervals import rank_with_intervals as rank_with_intervals
    from kg.networks.intervals import resamples as resamples
    from kg.networks.layers import layer as layer
    from kg.networks.layers import signed as signed
    from kg.networks.layers import ties as ties
    from kg.networks.levels import Break as Break
    from kg.networks.levels import Influence as Influence
    from kg.networks.levels import breaks as breaks
    from kg.networks.levels import change_points as change_points
    from kg.networks.matrices import SignedMatrices as SignedMatrices
    from kg.networks.matrices import signed_matrices as signed_matrices
    from kg.networks.names import find as find
    from kg.networks.pairs import LeftOut as LeftOut
    from kg.networks.pairs import Pair as Pair
    from kg.networks.pairs import Pairs as Pairs
    from kg.networks.pairs import agreement_series as agreement_series
    from kg.networks.pairs import drift as drift
    from kg.networks.pairs import project as project
    from kg.networks.paths import Path as Path
    from kg.networks.paths import Step as Step
    from kg.networks.paths import path as path
    from kg.networks.periods import Window as Window
    from kg.networks.periods import windows as windows
    from kg.networks.positions import Positions as Positions
    from kg.networks.positions import PositionWindow as PositionWindow
    from kg.networks.projections import conflict as conflict
    from kg.networks.projections import congruence as congruence
    from kg.networks.projections import subtract as subtract
    from kg.networks.ranks import MEASURES as MEASURES
    from kg.networks.ranks import rank as rank
    from kg.networks.readings import read_positions as read_positions
    from kg.networks.selection import Selection as Selection
    from kg.networks.selection import emptied as emptied
    from kg.networks.selection import select as select
    from kg.networks.sentences import Sentence as Sentence
    from kg.networks.stances import stance_network as stance_network
    from kg.networks.statuses import pn_centrality as pn_centrality
    from kg.networks.statuses import rift as rift
    from kg.networks.statuses import signed_eigenvector as signed_eigenvector
    from kg.networks.summaries import FIGURES as FIGURES
    from kg.networks.summaries import summary as summary
    from kg.networks.timelines import Frame as Frame
    from kg.networks.timelines import frames as frames
    from kg.networks.timelines import series as series
    from kg.networks.triads import TriadCensus as TriadCensus
    from kg.networks.triads import triad_census as triad_census
    from kg.networks.triads import walk_balance as walk_balance
    from kg.networks.weights import Weighing as Weighing
    from kg.networks.weights import signed_weights as signed_weights
    from kg.networks.weights import weighted_layer as weighted_layer

# Where each public name lives; networkx loads with the first that needs it. No module may be called like
# a function of another: importing it would put the module where the function was.
_HOMES = {
    "Agreement": "agreements",
    "Break": "levels",
    "Brokerage": "brokers",
    "Camps": "factions",
    "Contest": "contests",
    "FIGURES": "summaries",
    "Frame": "timelines",
    "Frustration": "frustrations",
    "Influence": "levels",
    "Interval": "intervals",
    "LeftOut": "pairs",
    "MEASURES": "ranks",
    "Move": "changes",
    "Opposition": "contests",
    "Pair": "pairs",
    "Pairs": "pairs",
    "Path": "paths",
    "PositionWindow": "positions",
    "Positions": "positions",
    "Reciprocity": "brokers",
    "Selection": "selection",
    "Sentence": "sentences",
    "SignedMatrices": "matrices",
    "Step": "paths",
    "TriadCensus": "triads",
    "Weighing": "weights",
    "Window": "periods",
    "agreement": "agreements",
    "agreement_series": "pairs",
    "all_agreements": "agreements",
    "bootstrap": "intervals",
    "breaks": "levels",
    "brokerage": "brokers",
    "camps": "factions",
    "change_points": "levels",
    "communities": "groups",
    "conflict": "projections",
    "congruence": "projections",
    "contested": "contests",
    "drift": "pairs",
    "emptied": "selection",
    "find": "names",
    "frames": "timelines",
    "frustration": "frustrations",
    "layer": "layers",
    "moves": "changes",
    "opponents": "contests",
    "path": "paths",
    "pn_centrality": "statuses",
    "project": "pairs",
    "rank": "ranks",
    "rank_with_intervals": "intervals",
    "read_positions": "readings",
    "render": "export",
    "resamples": "intervals",
    "rift": "statuses",
    "select": "selection",
    "series": "timelines",
    "sign_reciprocity": "brokers",
    "signed": "layers",
    "signed_eigenvector": "statuses",
    "signed_matrices": "matrices",
    "signed_modularity": "factions",
    "signed_weights": "weights",
    "stance_network": "stances",
    "subtract": "projections",
    "summary": "summaries",
    "ties": "layers",
    "triad_census": "triads",
    "walk_balance": "triads",
    "weighted_layer": "weights",
    "windows": "periods",
    "write": "export",
}

__all__ = [
    "FIGURES",
    "MEASURES",
    "Agreement",
    "Break",
    "Brokerage",
    "Camps",
    "Contest",
    "Frame",
    "Frustration",
    "Influence",
    "Interval",
    "LeftOut",
    "Move",
    "Opposition",
    "Pair",
    "Pairs",
    "Path",
    "PositionWindow",
    "Positions",
    "Reciprocity",
    "Selection",
    "Sentence",
    "SignedMatrices",
    "Step",
    "TriadCensus",
    "Weighing",
    "Window",
    "agreement",
    "agreement_series",
    "all_agreements",
    "bootstrap",
    "breaks",
    "brokerage",
    "camps",
    "change_points",
    "communities",
    "conflict",
    "congruence",
    "contested",
    "drift",
    "emptied",
    "find",
    "frames",
    "frustration",
    "layer",
    "moves",
    "opponents",
    "path",
    "pn_centrality",
    "project",
    "rank",
    "rank_with_intervals",
    "read_positions",
    "render",
    "resamples",
    "rift",
    "select",
    "series",
    "sign_reciprocity",
    "signed",
    "signed_eigenvector",
    "signed_matrices",
    "signed_modularity",
    "signed_weights",
    "stance_network",
    "subtract",
    "summary",
    "ties",
    "triad_census",
    "walk_balance",
    "weighted_layer",
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
