"""Why a stance was found, and why each of its fields has its value."""

from kg.extraction.explaining.explainer import Explainer
from kg.extraction.explaining.reasons import Explanation, Mark, Reason
from kg.extraction.explaining.recorded import recorded

__all__ = ["Explainer", "Explanation", "Mark", "Reason", "recorded"]
