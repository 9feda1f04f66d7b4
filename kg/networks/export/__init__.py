"""Networks for other programs: Gephi, Cytoscape, visone, R, a spreadsheet, a page."""

from kg.networks.export.formats import FORMATS as FORMATS
from kg.networks.export.formats import render as render
from kg.networks.export.formats import write as write

__all__ = ["FORMATS", "render", "write"]
