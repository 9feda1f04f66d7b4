"""The page: one HTML file on which every mark opens its sentences."""

from kg.explorer.pages import Page
from kg.explorer.rendering import explore

__all__ = ["Page", "explore"]
