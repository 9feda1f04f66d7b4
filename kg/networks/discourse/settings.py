"""What is asked of a discourse network, checked before anything is counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from kg.errors import NetworkError, UnknownChoice
from kg.statements import Column, StatementTable

Mode = Literal["strict", "dna"]
Shape = Literal["onemode", "twomode"]
Aggregation = Literal["ignore", "congruence", "conflict", "subtract", "combine"]
Normalisation = Literal["no", "average", "jaccard", "cosine", "activity", "prominence"]
Duplicates = Literal["include", "document", "week", "month", "year", "range"]

AGGREGATIONS: Mapping[Shape, tuple[Aggregation, ...]] = {
    "onemode": ("ignore", "congruence", "conflict", "subtract"),
    "twomode": ("ignore", "subtract", "combine"),
}
NORMALISATIONS: Mapping[Shape, tuple[Normalisation, ...]] = {
    "onemode": ("no", "average", "jaccard", "cosine"),
    "twomode": ("no", "activity", "prominence"),
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Which network to make of which statements.

    - ``rows``, ``columns``: the two variables. A one-mode network joins the values of ``rows`` by those of ``columns``.
    - ``qualifier``: what qualifies a statement, as agreement does; None counts statements alone.
    - ``exclude``: values to leave out, ``{"concept": ["…"], "author": ["…"]}``; ``only``: values to keep, and no others.
      A statement must pass every one of them. A boolean or an integer is told as text, ``"0"``.
    - ``duplicates``: of statements with the same rows, columns and qualifier, keep the first of each document, calendar week, month, year,
      or of the whole range. With ``aggregation="ignore"`` the qualifier need not be the same.
    - ``start``, ``stop``: the first and the last moment of a document's date, both included; by default those of the
      earliest and the latest document.
    - ``isolates``: also the values that no statement left has.
    - ``mode``: ``"strict"`` does what the names say, ``"dna"`` what Discourse Network Analyzer does; see ``docs/networks.md``.

    Raises `UnknownChoice` for a name that is none.
    """

    rows: str
    columns: str
    qualifier: str | None = None
    shape: Shape = "onemode"
    aggregation: Aggregation = "ignore"
    normalisation: Normalisation = "no"
    duplicates: Duplicates = "include"
    exclude: Mapping[str, Collection[str]] = field(default_factory=dict)
    only: Mapping[str, Collection[str]] = field(default_factory=dict)
    start: datetime | None = None
    stop: datetime | None = None
    isolates: bool = False
    mode: Mode = "strict"

    def __post_init__(self) -> None:
        one_of(self.mode, "mode", get_args(Mode))
        one_of(self.shape, "shape of a network", get_args(Shape))
        one_of(self.aggregation, f"way to aggregate a {self.shape} network", AGGREGATIONS[self.shape])
        one_of(self.normalisation, f"normalisation of a {self.shape} network", NORMALISATIONS[self.shape])
        one_of(self.duplicates, "setting for duplicates", get_args(Duplicates))
        if self.start and self.stop and self.start > self.stop:
            raise NetworkError(f"the range ends ({self.stop:%Y-%m-%d}) before it starts ({self.start:%Y-%m-%d})")
        if self.strict and self.qualifier is None and self.aggregation != "ignore":
            raise NetworkError(
                f"{self.aggregation} needs a qualifier, a variable that says who agrees: name one, or ignore it"
            )
        if self.strict and self.aggregation == "combine" and self.normalisation != "no":
            raise NetworkError(
                f"{self.normalisation} cannot divide what combine gives: its cells are names of categories, and not counts"
            )

    @property
    def strict(self) -> bool:
        """Whether names are taken at their word."""
        return self.mode == "strict"

    def level(self, table: StatementTable) -> Column | None:
        """Return the qualifier as a column, None without one; raises `UnknownChoice` or `NetworkError`."""
        if self.qualifier is None:
            return None
        column = table.column(self.qualifier)
        if column.kind == "long text":
            raise NetworkError(f"{self.qualifier!r} is a long text, which qualifies nothing: choose another variable")
        if self.strict and self.shape == "twomode" and self.aggregation == "subtract" and column.kind == "short text":
            raise NetworkError(
                f"{self.qualifier!r} is a text without a sign, which cannot be subtracted: combine it, or ignore it"
            )
        return column


def one_of(name: str, kind: str, known: Collection[str]) -> None:
    """Raise `UnknownChoice` for a name that is not known."""
    if name not in known:
        raise UnknownChoice(str(name), kind=kind, known=list(known))
