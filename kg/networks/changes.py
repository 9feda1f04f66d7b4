"""Who changed sides on an issue, and when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.edges import End
from kg.networks.sentences import Sentence, sentence, strongest
from kg.networks.stances import end_of, is_issue, stances
from kg.records import first_day


@dataclass(frozen=True, slots=True)
class Move:
    """A change of side: the last sentence on the old one, the first on the new one."""

    holder: End
    issue: End
    before: Sentence
    after: Sentence


def moves(network: "nx.Graph[str]") -> list[Move]:
    """Return who changed sides on which issue, in the order of time, then by label.

    A move is from one side to the other between two dates, the later one surely later. A day, a month or a year
    in which both sides were taken tells neither: ``2023`` and ``2023-05`` make no move, ``2022`` and ``2023-05``
    do. Somebody who moves back has moved twice. A stance without a date is passed over, and so is sign 0.
    Where several sentences share the date, the strongest is given.

    Who vouches for a stance is not looked at: select ``stated=True`` first, or what an opponent says of the
    holder may look like its change of mind. Raises `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph()
    >>> _ = talks.add_edge("oslo", "cod", sign=1, date="2023"), talks.add_edge("oslo", "cod", sign=-1, date="2024-05")
    >>> [(one.holder.label, one.before.date, one.after.date) for one in moves(talks)]
    [('oslo', '2023', '2024-05')]
    """
    said: defaultdict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for stance in stances(network):
        holder, target, _, known = stance
        if stance.sign and known.get("date") and holder != target and is_issue(network, target):
            said[holder, target].append(sentence(network, stance))
    found = [
        Move(end_of(network, holder), end_of(network, issue), before, after)
        for (holder, issue), sentences in said.items()
        for before, after in _turns(sentences)
    ]
    return sorted(found, key=lambda move: (_day(move.after), move.holder.label, move.issue.label, move.after.id))


def _turns(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    by_date: defaultdict[str, list[Sentence]] = defaultdict(list)
    for one in sentences:
        by_date[one.date or ""].append(one)
    signs = {date: {one.sign for one in said} for date, said in by_date.items()}
    # Also what was said on the days of a month belongs to that month: its sides are those of all of them.
    clear = [date for date in by_date if len(set().union(*(signs[day] for day in signs if day.startswith(date)))) == 1]
    in_order = [strongest(by_date[date])[0] for date in sorted(clear, key=lambda date: (first_day(date), date))]
    return ((before, after) for before, after in pairwise(in_order) if before.sign != after.sign)


def _day(one: Sentence) -> str:
    return first_day(one.date or "")
