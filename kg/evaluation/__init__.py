"""How right kg is: what it found, against what people marked, in the field's measures."""

from kg.evaluation.agreement import Agreement, agreement, alpha
from kg.evaluation.attributions import Said, attributions
from kg.evaluation.figures import Figure
from kg.evaluation.samples import Sample
from kg.evaluation.stances import Measured, Position, stances

__all__ = [
    "Agreement",
    "Figure",
    "Measured",
    "Position",
    "Said",
    "Sample",
    "agreement",
    "alpha",
    "attributions",
    "stances",
]
