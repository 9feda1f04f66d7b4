"""Codebooks: the issues of a graph counted, proposed issues grouped, and a codebook made of them."""

from kg.codebook.census import Count as Count
from kg.codebook.census import census as census
from kg.codebook.suggestion import Suggestion as Suggestion
from kg.codebook.suggestion import suggest as suggest
from kg.codebook.turtle import to_turtle as to_turtle

__all__ = ["Count", "Suggestion", "census", "suggest", "to_turtle"]
