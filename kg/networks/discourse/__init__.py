"""Discourse networks: who shares which concepts with whom, from statements coded by people or by kg.

Everything that Discourse Network Analyzer and rDNA compute, in two modes: ``"strict"``, the default, does what the names say;
``"dna"`` gives DNA's own numbers. ``docs/networks.md`` lists each difference.

================================  =====================================================================================
`network`                         one-mode or two-mode, a `Matrix`, by `Settings`
`windows`, `smoothed`             a series of them: calendar windows, so many statements, kernels
`distances`                       how far the networks of a series are apart
`phases`                          into which phases a series falls
`frequencies`                     statements for each value and level, the numbers of a bar plot
`polarization`                    how far a discourse has camps, and who is in which; `polarization_series`, `quality`
`nested_backbone`                 which concepts carry the structure; `fixed_backbone`, `penalised_backbone`, `evaluated_backbone`
`clusterings`                     camps by many methods, and the best by modularity
`ideal_points`                    actors and concepts on one or two dimensions
`table_of_edges`                  the stances of a graph as statements
================================  =====================================================================================

`kg.networks.discourse.rdna` has the same under the names that R scripts know.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.networks.discourse.backbone import Backbone as Backbone
    from kg.networks.discourse.backbone import Step as Step
    from kg.networks.discourse.backbone import evaluated_backbone as evaluated_backbone
    from kg.networks.discourse.backbone import fixed_backbone as fixed_backbone
    from kg.networks.discourse.backbone import nested_backbone as nested_backbone
    from kg.networks.discourse.backbone import penalised_backbone as penalised_backbone
    from kg.networks.discourse.building import network as network
    from kg.networks.discourse.camps import Polarization as Polarization
    from kg.networks.discourse.camps import best_partition as best_partition
    from kg.networks.discourse.camps import polarization as polarization
    from kg.networks.discourse.camps import polarization_series as polarization_series
    from kg.networks.discourse.camps import quality as quality
    from kg.networks.discourse.clusters import Clustering as Clustering
    from kg.networks.discourse.clusters import clusterings as clusterings
    from kg.networks.discourse.matrix import Matrix as Matrix
    from kg.networks.discourse.metrics import distances as distances
    from kg.networks.discourse.scaling import IdealPoints as IdealPoints
    from kg.networks.discourse.scaling import ideal_points as ideal_points
    from kg.networks.discourse.settings import Settings as Settings
    from kg.networks.discourse.sliding import windows as windows
    from kg.networks.discourse.smoothing import smoothed as smoothed
    from kg.networks.discourse.stances import table_of_edges as table_of_edges
    from kg.networks.discourse.tallies import Frequencies as Frequencies
    from kg.networks.discourse.tallies import frequencies as frequencies
    from kg.networks.discourse.transitions import Phases as Phases
    from kg.networks.discourse.transitions import phases as phases
    from kg.statements import StatementTable as StatementTable

# Where each public name lives. No module may be called like a function of another.
_HOMES = {
    "Backbone": "backbone",
    "Clustering": "clusters",
    "Frequencies": "tallies",
    "IdealPoints": "scaling",
    "Matrix": "matrix",
    "Phases": "transitions",
    "Polarization": "camps",
    "Settings": "settings",
    "Step": "backbone",
    "best_partition": "camps",
    "clusterings": "clusters",
    "distances": "metrics",
    "evaluated_backbone": "backbone",
    "fixed_backbone": "backbone",
    "frequencies": "tallies",
    "ideal_points": "scaling",
    "nested_backbone": "backbone",
    "network": "building",
    "penalised_backbone": "backbone",
    "phases": "transitions",
    "polarization": "camps",
    "polarization_series": "camps",
    "quality": "camps",
    "smoothed": "smoothing",
    "table_of_edges": "stances",
    "windows": "sliding",
}

__all__ = [
    "Backbone",
    "Clustering",
    "Frequencies",
    "IdealPoints",
    "Matrix",
    "Phases",
    "Polarization",
    "Settings",
    "StatementTable",
    "Step",
    "best_partition",
    "clusterings",
    "distances",
    "evaluated_backbone",
    "fixed_backbone",
    "frequencies",
    "ideal_points",
    "nested_backbone",
    "network",
    "penalised_backbone",
    "phases",
    "polarization",
    "polarization_series",
    "quality",
    "smoothed",
    "table_of_edges",
    "windows",
]


def __getattr__(name: str) -> Any:
    if name == "StatementTable":
        return importlib.import_module("kg.statements").StatementTable
    if name in _HOMES:
        return getattr(importlib.import_module(f"kg.networks.discourse.{_HOMES[name]}"), name)
    message = f"module 'kg.networks.discourse' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
