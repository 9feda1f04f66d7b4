"""Document → record: who says what, and who stands where."""

from kg.extraction.extractor import VERSION, Extractor

__all__ = ["VERSION", "Extractor"]
