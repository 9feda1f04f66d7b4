"""Issues with two sides, and who stands against whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, product

import networkx as nx

from kg.edges import ISSUE, End
from kg.networks.sentences import Sentence, sentence, strongest
from kg.networks.stances import end_of, ends_of, is_issue, stances


@dataclass(frozen=True, slots=True)
class Contest:
    """An issue with those who took sides on it, each by label; who has been on both stands on both."""

    issue: End
    supporters: tuple[End, ...]
    opponents: tuple[End, ...]

    @property
    def smaller_side(self) -> int:
        """How many stand on the side with fewer: the measure of a contest."""
        return min(len(self.supporters), len(self.opponents))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """Somebody against somebody else.

    ``direct``: ``one`` took a negative stance towards ``other``, over ``issue`` if it named one; one sentence.
    Otherwise ``one`` is for the issue and ``other`` against it, and there is a sentence for each. ``stories`` are how
    many tell it, ``documents`` how many print it.
    """

    one: End
    other: End
    issue: End | None
    direct: bool
    stories: int
    documents: int
    sentences: tuple[Sentence, ...]


def contested(network: "nx.Graph[str]") -> list[Contest]:
    """Return the issues that sides were taken on, the most contested first.

    That is the one whose smaller side has the most holders, each counted once however often it spoke; then the
    one with the most holders in all, then by label. An issue with one side only comes last, with 0. Sign 0
    takes no side, and a stance towards an actor *over* an issue takes none on the issue. Raises `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> [(one.issue.label, one.smaller_side) for one in contested(talks)]
    [('cod', 1)]
    """
    sides: defaultdict[str, dict[int, set[str]]] = defaultdict(lambda: {1: set(), -1: set()})
    for stance in stances(network):
        if stance.sign and stance.holder != stance.target and is_issue(network, stance.target):
            sides[stance.target][stance.sign].add(stance.holder)
    contests = [
        Contest(end_of(network, issue), ends_of(network, by_sign[1]), ends_of(network, by_sign[-1]))
        for issue, by_sign in sides.items()
    ]
    return sorted(contests, key=_most_contested)


def opponents(network: "nx.Graph[str]", *, direct: bool | None = None, top: int | None = None) -> list[Opposition]:
    """Return who stands against whom on what, with the strongest sentence each; the most reported first.

    Two ways to be opposed: a negative stance towards an actor (``direct=True`` for only those; one row for
    each issue that it is over, or one without an issue), and opposite sides on an issue (``direct=False``; one
    row for each pair of a supporter and an opponent). Rows go by the number of distinct stories, then direct
    before indirect, then by the labels; ``top`` keeps so many. Of each side the strongest sentence is given:
    the surest, then the most intense, then the newest. Raises `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> [(row.one.label, row.other.label, row.issue.label, row.direct) for row in opponents(talks)]
    [('oslo', 'cork', 'cod', False)]
    """
    # With many on both sides of an issue the pairs are very many: none is kept that is not among the first.
    rows = chain(
        _direct(network) if direct is not False else (),
        _across_issues(network) if direct is not True else (),
    )
    return sorted(rows, key=_most_reported) if top is None else nsmallest(top, rows, key=_most_reported)


# The stances of one on one thing: (story, document) of each, and sentences.
_Case = tuple[set[tuple[object, object]], list[Sentence]]


def _direct(network: "nx.Graph[str]") -> Iterable[Opposition]:
    cases: defaultdict[tuple[str, str, str | None], _Case] = defaultdict(lambda: (set(), []))
    labels: dict[str, str] = {}
    for stance in stances(network):
        holder, target, _, known = stance
        if stance.sign >= 0 or holder == target or is_issue(network, target):
            continue
        about = known.get("about") or ()
        labels.update(zip(about, known.get("about_labels") or about, strict=False))
        for issue in about or [None]:
            prints, sentences = cases[holder, target, issue]
            prints.add((stance.story, stance.document))
            sentences.append(sentence(network, stance))
    for (holder, target, issue), (prints, sentences) in cases.items():
        over = (
            None if issue is None else end_of(network, issue) if issue in network else End(issue, labels[issue], ISSUE)
        )
        yield Opposition(
            one=end_of(network, holder),
            other=end_of(network, target),
            issue=over,
            direct=True,
            stories=len({story for story, _ in prints}),
            documents=len(prints),
            sentences=strongest(sentences)[:1],
        )


def _across_issues(network: "nx.Graph[str]") -> Iterable[Opposition]:
    sides: defaultdict[str, dict[int, defaultdict[str, _Case]]] = defaultdict(
        lambda: {sign: defaultdict(lambda: (set(), [])) for sign in (1, -1)}
    )
    for stance in stances(network):
        if stance.sign and stance.holder != stance.target and is_issue(network, stance.target):
            prints, sentences = sides[stance.target][stance.sign][stance.holder]
            prints.add((stance.story, stance.document))
            sentences.append(sentence(network, stance))
    for issue, by_sign in sides.items():
        best = {sign: {who: strongest(said)[0] for who, (_, said) in camp.items()} for sign, camp in by_sign.items()}
        for one, other in product(by_sign[1], by_sign[-1]):
            if one != other:
                prints = by_sign[1][one][0] | by_sign[-1][other][0]
                yield Opposition(
                    one=end_of(network, one),
                    other=end_of(network, other),
                    issue=end_of(network, issue),
                    direct=False,
                    stories=len({story for story, _ in prints}),
                    documents=len(prints),
                    sentences=(best[1][one], best[-1][other]),
                )


def _most_contested(contest: Contest) -> tuple[int, int, str, str]:
    everybody = len({*contest.supporters, *contest.opponents})
    return -contest.smaller_side, -everybody, contest.issue.label, contest.issue.id


def _most_reported(row: Opposition) -> tuple[int, bool, str, str, str, str, str]:
    issue = row.issue.label if row.issue else ""
    return -row.stories, not row.direct, row.one.label, row.other.label, issue, row.one.id, row.other.id
