"""How right kg is: what it found, against what people marked, in the field's measures."""

from kg.evaluation.attributions import Said, attributions
from kg.evaluation.figures import Figure

__all__ = ["Figure", "Said", "attributions"]
