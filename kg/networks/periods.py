"""Networks in time: one for each month, quarter or year."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from kg.edges import Edge
from kg.errors import UnknownChoice
from kg.networks.stances import Kind, stance_network

Length = Literal["month", "quarter", "year"]
_MONTHS: dict[Length, int] = {"month": 1, "quarter": 3, "year": 12}
# How long a date must be to lie within one window.
_PRECISE: dict[Length, int] = {"month": len("2023-06"), "quarter": len("2023-06"), "year": len("2023")}


@dataclass(frozen=True, slots=True)
class Window:
    """A network of a stretch of time, from ``since`` to ``until``, both days included.

    ``name`` is ``2023-06``, ``2023-Q2`` or ``2023``.
    """

    name: str
    since: str
    until: str
    network: "nx.MultiDiGraph[str]"


def windows(
    edges: Iterable[Edge],
    by: Length = "month",
    *,
    kind: Kind = "stances",
    cumulative: bool = False,
    coarse: bool = True,
) -> list[Window]:
    """Return the stances as one network for each calendar month, quarter or year, from the first to the last.

    A month without a stance is there too, with an empty network, so that a series has no gaps. With
    ``cumulative`` a window holds all stances up to its end, and its ``since`` is that of the first window.
    Negated stances make no edge and no window.

    A stance counts as of the first day that its date can mean, so **what is dated 2023 falls into January
    2023**; ``coarse=False`` leaves out stances whose date is not precise enough for the window. A stance
    without a date is in no window.

    >>> windows([], "quarter")
    []
    """
    if by not in _MONTHS:
        raise UnknownChoice(by, kind="length of a window", known=list(_MONTHS))
    dated: dict[int, list[Edge]] = {}
    for edge in edges:
        if edge.first_day and not edge.negated and (coarse or len(edge.date or "") >= _PRECISE[by]):
            dated.setdefault(_number(edge.first_day, by), []).append(edge)
    if not dated:
        return []
    first, last = min(dated), max(dated)
    return list(_windows(dated, range(first, last + 1), by, kind, cumulative=cumulative))


def _windows(
    dated: dict[int, list[Edge]], numbers: range, by: Length, kind: Kind, *, cumulative: bool
) -> Iterator[Window]:
    so_far: list[Edge] = []
    for number in numbers:
        so_far = [*(so_far if cumulative else ()), *dated.get(number, ())]
        since = _first_day(numbers[0] if cumulative else number, by)
        yield Window(_name(number, by), since, _last_day(number, by), stance_network(so_far, kind=kind))


def _number(day: str, by: Length) -> int:
    """Number the windows since the year 0, so that they can be counted through."""
    return (int(day[:4]) * 12 + int(day[5:7]) - 1) // _MONTHS[by]


def _first_day(number: int, by: Length) -> str:
    year, month = divmod(number * _MONTHS[by], 12)
    return f"{year:04}-{month + 1:02}-01"


def _last_day(number: int, by: Length) -> str:
    year, month = divmod(number * _MONTHS[by] + _MONTHS[by] - 1, 12)
    return f"{year:04}-{month + 1:02}-{monthrange(year, month + 1)[1]}"


def _name(number: int, by: Length) -> str:
    year, month = divmod(number * _MONTHS[by], 12)
    return {"month": f"{year:04}-{month + 1:02}", "quarter": f"{year:04}-Q{month // 3 + 1}", "year": f"{year:04}"}[by]
