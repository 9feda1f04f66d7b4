"""Pairs of actors by the issues that they share: on which they agree, and on which they are at odds, as two counts.

What `congruence` and `conflict` are for networks that one looks at, this is for large ones: arrays instead of edges, made by sparse products
of a few rows at a time. The two counts are never netted: one shared agreement and one shared disagreement are not nothing.
Source: Schoch, "Projecting signed two-mode networks", *Journal of Mathematical Sociology* 45 (2021).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.edges import End
from kg.errors import NetworkError, UnknownChoice
from kg.iris import unaccented
from kg.networks.names import find
from kg.networks.positions import Positions, ends_of_holders
from kg.networks.projections import COUNTS, Count, counted
from kg.networks.stances import end_of
from kg.networks.timelines import Unit

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Matrix = Any  # scipy.sparse.csr_array; its stubs are generic in ways that help nobody here
By = Literal["shared", "congruence", "conflict"]
Abstentions = Literal["aside", "half"]
Cell = Literal["share", "congruence", "conflict", "shared", "net"]

_FIELDS: tuple[tuple[int, Any], ...] = ((10, np.int32), (21, np.int64))  # bits of a sum, where three are in one number
_AT_ONCE = 1 << 20  # pairs of stances in a block
_DENSE = 0.2  # share of cells from which on a dense product is the faster one
_MOST_DENSE = 1 << 24  # cells of such a one: 128 MB


class LeftOut(NamedTuple):
    """What a limit left out, out of how much: pairs that share something, and their two counts."""

    pairs: int
    of_pairs: int
    congruence: float
    of_congruence: float
    conflict: float
    of_conflict: float

    def __str__(self) -> str:
        """Return it as a sentence.

        >>> str(LeftOut(1, 4, 2, 8, 0, 5))
        'left out: 1 of 4 pairs (25 %), with 2 of 8 in congruence (25 %) and 0 of 5 in conflict (0 %)'
        """
        of = [
            f"{part:,.10g} of {whole:,.10g}{what} ({_percent(part, whole)} %)"
            for part, whole, what in (
                (self.pairs, self.of_pairs, " pairs"),
                (self.congruence, self.of_congruence, " in congruence"),
                (self.conflict, self.of_conflict, " in conflict"),
            )
        ]
        return f"left out: {of[0]}, with {of[1]} and {of[2]}"


def _percent(part: float, whole: float) -> str:
    """Return a share in percent; what is not all of it is not told as 100.

    >>> _percent(1, 3), _percent(9_999, 10_000), _percent(0, 0)
    ('33.3', '99.9', '0')
    """
    share = 100 * part / whole if whole else 0
    return f"{share if part >= whole else min(share, 99.9):.3g}"


class Pair(NamedTuple):
    """Two actors with their two counts."""

    one: End
    other: End
    congruence: float
    conflict: float

    @property
    def share(self) -> float:
        """How much of what they share they agree on; NaN where they share nothing."""
        return self.congruence / (self.congruence + self.conflict) if self.congruence + self.conflict else float("nan")


@dataclass(frozen=True, eq=False, kw_only=True)
class Pairs:
    """Pairs of actors who share an issue, each once, with the counts of `project`.

    ``one`` and ``other`` are places in ``actors``, the first smaller than the second; ``congruence`` and ``conflict`` are theirs. Shapes: pairs.
    ``actors`` are sorted by id, and there is everybody who took a side. ``left_out`` says what a limit left out.
    """

    actors: tuple[End, ...]
    one: NDArray[np.int32]
    other: NDArray[np.int32]
    congruence: NDArray[Any]
    conflict: NDArray[Any]
    left_out: LeftOut

    def __len__(self) -> int:
        return len(self.one)

    @property
    def shared(self) -> NDArray[Any]:
        """Congruence and conflict together. Shape: pairs."""
        return np.asarray(self.congruence + self.conflict)

    @property
    def share(self) -> NDArray[np.float64]:
        """How much of what they share they agree on, from 0 to 1. Shape: pairs."""
        return np.asarray(self.congruence / self.shared)

    def of(self, one: str, other: str) -> Pair:
        """Return the counts of two by name, as `find` reads them; 0 and 0 where they share nothing, or were left out.

        Raises `UnknownNode` and `AmbiguousName`.
        """
        first, second = sorted((self._place(one), self._place(other)))
        at = np.flatnonzero((self.one == first) & (self.other == second))
        counts = (self.congruence[at[0]].item(), self.conflict[at[0]].item()) if len(at) else (0, 0)
        return Pair(self.actors[self._place(one)], self.actors[self._place(other)], *counts)

    def matrix(self, cell: Cell = "share") -> NDArray[np.float64]:
        """Return a square matrix in the order of ``actors``; NaN for the share of who share nothing, else 0. Shape: actors × actors.

        Raises `NetworkError` where it would be larger than a gigabyte.
        """
        size = len(self.actors)
        if size**2 > 1 << 27:
            raise NetworkError(
                f"a matrix of {size:,} actors has more than a gigabyte: take to_pandas(), or keep fewer."
            )
        if cell not in get_args(Cell):
            raise UnknownChoice(cell, kind="cell of this matrix", known=get_args(Cell))
        values = self.congruence - self.conflict if cell == "net" else getattr(self, cell)
        made = np.full((size, size), np.nan if cell == "share" else 0.0)
        made[self.one, self.other] = made[self.other, self.one] = values
        return made

    def to_pandas(self) -> "pd.DataFrame":
        """Return a row for each pair, the one with most in common first: one, other, congruence, conflict, shared, share."""
        import pandas as pd  # noqa: PLC0415 -- half a second

        labels = np.array([end.label for end in self.actors], dtype=object)
        order = np.lexsort((self.other, self.one, -self.congruence, -self.shared))
        columns = {name: getattr(self, name)[order] for name in ("congruence", "conflict", "shared", "share")}
        return pd.DataFrame({"one": labels[self.one[order]], "other": labels[self.other[order]], **columns})

    def to_networkx(self, *, baseline: float | None = None) -> "nx.Graph[str]":
        """Return an undirected network, with everybody as a node, and ``congruence``, ``conflict`` and ``share`` on every edge.

        Without a baseline the two counts are also ``positive`` and ``negative``, which measures read, and ``weight`` is one less the other, as `subtract`
        has it. With a ``baseline`` there is ``weight`` alone, share − baseline: who agree less than that are apart. Take the mean of ``share`` where
        all agree on most, as in an assembly that seeks consensus, and blocs differ by the rest.
        """
        made: nx.Graph[str] = nx.Graph()
        for end in self.actors:
            made.add_node(end.id, label=end.label, kind=end.kind, wikidata=end.wikidata)
        columns = {"congruence": self.congruence, "conflict": self.conflict, "share": self.share}
        if baseline is None:
            columns |= {
                "positive": self.congruence,
                "negative": self.conflict,
                "weight": self.congruence - self.conflict,
            }
        else:
            columns["weight"] = self.share - baseline
        ends = self.one.tolist(), self.other.tolist()
        for one, other, *known in zip(*ends, *(column.tolist() for column in columns.values()), strict=True):
            made.add_edge(self.actors[one].id, self.actors[other].id, **dict(zip(columns, known, strict=True)))
        return made

    @cached_property
    def _nodes(self) -> "nx.Graph[str]":
        made: nx.Graph[str] = nx.Graph()
        made.add_nodes_from(
            (end.id, {"label": end.label, "kind": end.kind, "at": at}) for at, end in enumerate(self.actors)
        )
        return made

    def _place(self, name: str) -> int:
        return int(self._nodes.nodes[find(self._nodes, name)]["at"])


def project(
    of: "Positions | nx.Graph[str]",
    *,
    count: Count = "stances",
    abstentions: Abstentions = "aside",
    at_least: int = 1,
    top: int | None = None,
    by: By = "shared",
) -> Pairs:
    """Join the actors who share issues, congruence and conflict apart, of as many as there may be.

    The counts are those of `congruence` and `conflict` for the same ``count``: pairs of stances of the same sign on the same issue, and of
    opposite sign. Of positions ``"once"`` takes one for each holder, target and side, and ``"documents"`` and ``"stories"`` one for each document.

    - ``abstentions``: ``"aside"``, for they take no side; or ``"half"``: between two who abstain there is agreement, between an abstention and a side half of
      it, so that `Pairs.share` is the index of Lijphart, "The analysis of bloc voting in the General Assembly" (1963).
    - ``at_least``: the least two must share, congruence and conflict together.
    - ``top``: only the so many partners with most in common (``by``) of each actor, so that memory grows with the actors and not with the pairs; a pair
      stays if either of the two names it. Of partners who have as much in common those with fewer stances go first, then the order of ids.

    `Pairs.left_out` says what the last two left out. Raises `UnknownChoice`, `NetworkError` and `UnsignedEdge`.

    >>> talks = nx.MultiDiGraph([("oslo", "cod", {"sign": 1}), ("cork", "cod", {"sign": -1})])
    >>> made = project(talks)
    >>> made.of("oslo", "cork").conflict, str(made.left_out).split(",")[0]
    (1, 'left out: 0 of 1 pairs (0 %)')
    """
    for given, kind, known in (
        (count, "way to count", COUNTS),
        (abstentions, "way with abstentions", get_args(Abstentions)),
        (by, "order of partners", get_args(By)),
    ):
        if given not in known:
            raise UnknownChoice(given, kind=kind, known=known)
    if at_least < 1 or (top is not None and top < 1):
        raise NetworkError("at_least and top are 1 or more.")
    sides = _of_positions(of, count, abstentions) if isinstance(of, Positions) else _of_network(of, count, abstentions)
    kept = _Kept(at_least, top, by)
    # In this order the first of equal partners is the one to take.
    order = np.arange(len(sides.actors)) if top is None else np.argsort(sides.activity, kind="stable")
    blocks = [_dense(sides)] if top is None and sides.dense else _blocks(sides.ordered(order), whole=top is not None)
    for block in blocks:
        kept.add(block)
    return kept.pairs(sides, order)


def agreement_series(
    positions: Positions,
    couples: Iterable[tuple[str, str]],
    by: Unit = "year",
    *,
    width: int = 1,
    cumulative: bool = False,
    abstentions: Abstentions = "aside",
    at_least: int = 1,
) -> "pd.DataFrame":
    """Return in time how much of what two share they agree on: a row for each window of `Positions.windows`, a column for each couple.

    NaN where they share less than ``at_least``. Names are as in `Positions.select`, and columns are called ``one – other``. Raises `UnknownNode`.
    """
    import pandas as pd  # noqa: PLC0415 -- half a second

    given = [tuple(couple) for couple in couples]
    asked = np.unique(positions.select(holders=sorted({name for couple in given for name in couple})).holder.codes)
    rows = []
    windows = positions.windows(by, width=width, cumulative=cumulative)
    for window in windows:
        chosen = window.positions.part(np.isin(window.positions.holder.codes, asked))
        made = project(chosen, abstentions=abstentions, at_least=at_least)
        there = {unaccented(end.label) for end in made.actors}
        rows.append([made.of(*couple).share if there >= set(map(unaccented, couple)) else np.nan for couple in given])
    names = pd.Index([window.name for window in windows], name=by)
    return pd.DataFrame(rows, index=names, columns=[f"{one} – {other}" for one, other in given], dtype=float)


def drift(before: Pairs, after: Pairs) -> "pd.DataFrame":
    """Return how far everybody moved among the others, who moved most first.

    ``moved`` is the mean of |share after − share before| over all with whom one shared something both times, ``partners`` of them; ``towards`` and ``away`` are
    those with whom the share rose and fell most, with ``gained`` and ``lost``. When one moves and all others stay, all others have moved a little,
    towards it or away from it, and it itself by far the most. Actors are the same by id.
    """
    import pandas as pd  # noqa: PLC0415 -- half a second

    both = sorted({end.id for end in before.actors} & {end.id for end in after.actors})
    changes = _shares(after, both) - _shares(before, both)
    known = {end.id: end for end in after.actors}
    rows = []
    for actor, change in zip(both, changes, strict=True):
        there = ~np.isnan(change)
        if there.any():
            up, down = int(np.nanargmax(change)), int(np.nanargmin(change))
            rows.append(
                {
                    "actor": known[actor].label,
                    "moved": float(np.abs(change[there]).mean()),
                    "partners": int(there.sum()),
                    "towards": known[both[up]].label,
                    "gained": float(change[up]),
                    "away": known[both[down]].label,
                    "lost": float(change[down]),
                }
            )
    columns = ["actor", "moved", "partners", "towards", "gained", "away", "lost"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["moved", "actor"], ascending=[False, True], ignore_index=True
    )


def _shares(pairs: Pairs, ids: list[str]) -> NDArray[np.float64]:
    place = {end.id: at for at, end in enumerate(pairs.actors)}
    chosen = [place[id_] for id_ in ids]
    return pairs.matrix("share")[np.ix_(chosen, chosen)]


class _Sides:
    """How often each actor took each side on each issue. Shapes: actors × issues."""

    def __init__(self, actors: tuple[End, ...], plus: Matrix, minus: Matrix, *, half: bool = False) -> None:
        self.actors, self.plus, self.minus, self.half = actors, plus, minus, half

    @classmethod
    def of(
        cls, actors: tuple[End, ...], row: Ints, column: Ints, often: Ints, sign: Ints, *, half: bool = False
    ) -> "_Sides":
        shape = len(actors), int(column.max(initial=-1)) + 1
        cells = (
            sparse.csr_array((often[side], (row[side], column[side])), shape=shape) for side in (sign > 0, sign < 0)
        )
        return cls(actors, *cells, half=half)

    @property
    def activity(self) -> Ints:
        return np.asarray((self.plus + self.minus).sum(axis=1)).ravel()

    @property
    def dense(self) -> bool:
        """Whether a dense product is the faster one."""
        rows, columns = self.plus.shape
        small = 2 * rows * max(rows, columns) <= _MOST_DENSE
        return bool(small and self.plus.nnz + self.minus.nnz > _DENSE * rows * columns)

    def ordered(self, order: Ints) -> "_Sides":
        return _Sides(self.actors, self.plus[order], self.minus[order], half=self.half)


def _of_positions(of: Positions, count: str, abstentions: str) -> _Sides:
    ends = ends_of_holders(of)
    order = sorted(range(len(ends)), key=lambda code: ends[code].id)
    place = np.empty(len(ends), dtype=np.int64)
    place[order] = np.arange(len(ends))
    sign = of.sign.astype(np.int64)
    chosen = np.flatnonzero(sign != 0) if abstentions == "aside" else np.arange(len(of))
    keys = [place[of.holder.codes[chosen]], of.target.codes[chosen], sign[chosen]]
    if count != "stances":
        within = [] if count == "once" else [of.documents_as_numbers()[chosen]]
        first = np.unique(np.stack([*keys, *within]), axis=1, return_index=True)[1]
        keys = [key[first] for key in keys]
    # Whom a selection left without a side is not there.
    used, row = np.unique(keys[0], return_inverse=True)
    actors, column, sign = tuple(ends[order[at]] for at in used.tolist()), keys[1], keys[2]
    if abstentions == "aside":
        return _Sides.of(actors, row, column, np.ones_like(sign), sign)
    # Each becomes two: above −1, and above 0. Two signs then differ in as many as there are steps between them.
    steps = np.where(np.concatenate([sign > -1, sign > 0]), 1, -1)
    columns = np.concatenate([2 * column, 2 * column + 1])
    return _Sides.of(actors, np.tile(row, 2), columns, np.ones_like(steps), steps, half=True)


def _of_network(of: "nx.Graph[str]", count: Count, abstentions: str) -> _Sides:
    if abstentions != "aside":
        raise NetworkError("who abstains has no edge in a network: count abstentions of positions, before it is made.")
    cells = counted(of, count)
    ids = sorted({actor for actor, *_ in cells})
    actors = {actor: at for at, actor in enumerate(ids)}
    issues = {issue: at for at, issue in enumerate(sorted({issue for _, issue, *_ in cells}))}
    rows = [(actors[actor], issues[issue], often, sign) for actor, issue, sign, often in cells]
    row, column, often, sign = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return _Sides.of(tuple(end_of(of, actor) for actor in ids), row, column, often, sign)


class _Block(NamedTuple):
    """The counts of some pairs."""

    row: NDArray[Any]
    column: NDArray[Any]
    congruence: NDArray[Any]
    conflict: NDArray[Any]

    def where(self, chosen: NDArray[Any]) -> "_Block":
        return _Block(*(part[chosen] for part in self))


def _blocks(sides: _Sides, *, whole: bool) -> Iterator[_Block]:
    """Yield the counts of all pairs, once each; or of ``whole`` rows, so that each pair comes twice, and each actor with itself."""
    size, product = sides.plus.shape[0], _Product(sides)
    for first, last in _stretches(sides):
        if whole:
            yield product.of(slice(first, last), slice(0, size))
            continue
        square = product.of(slice(first, last), slice(first, last))
        yield square.where(np.flatnonzero(square.column > square.row))
        yield product.of(slice(first, last), slice(last, size))


def _stretches(sides: _Sides) -> Iterator[tuple[int, int]]:
    """Yield stretches of rows that meet about so many stances of others as fit into a block."""
    there = sides.plus + sides.minus
    met = np.concatenate([[0], np.cumsum(np.bincount(there.indices, minlength=there.shape[1])[there.indices])])[
        there.indptr
    ]
    first, size = 0, there.shape[0]
    while first < size:
        last = max(first + 1, int(np.searchsorted(met, met[first] + _AT_ONCE, side="right")) - 1)
        yield first, last
        first = last


class _Product:
    """Rows of the two counts: [p n]·[p n]ᵀ is the congruence, and [p n]·[n p]ᵀ the conflict.

    Both come of one product, and stand in one place, where three sums fit into one number: Σ (p + n·2ᵇ)·(p′ + n′·2ᵇ) =
    Σ pp′ + 2ᵇ·Σ (pn′ + np′) + 2²ᵇ·Σ nn′.
    """

    def __init__(self, sides: _Sides) -> None:
        # No sum is larger than the product of the lengths of two rows.
        length = [
            float(np.sqrt((side.astype(float) ** 2).sum(axis=1).max(initial=0))) for side in (sides.plus, sides.minus)
        ]
        most = max(length[0] ** 2, length[1] ** 2, 2 * length[0] * length[1])
        fields = next(((bits, kind) for bits, kind in _FIELDS if most < 1 << bits), None)
        self._bits, kind = fields or (0, np.int64)
        plus, minus = (side.astype(kind) for side in (sides.plus, sides.minus))
        if self._bits:
            self._left = sparse.csr_array(plus + minus * (1 << self._bits))
            self._rights = [self._left.T.tocsr()]
        else:
            self._left = sparse.csr_array(sparse.hstack([plus, minus]))
            self._rights = [self._left.T.tocsr(), sparse.csr_array(sparse.hstack([minus, plus])).T.tocsr()]

    def of(self, rows: slice, columns: slice) -> _Block:
        """Return the counts of some rows with some columns."""
        everything = columns.start == 0 and columns.stop == self._left.shape[0]
        left = self._left[rows]
        made = [left @ (right if everything else right[:, columns]) for right in self._rights]
        row, column, *counts = self._unpacked(made[0]) if self._bits else _merged(*made)
        # In place: these are the largest arrays that there are.
        row += rows.start
        column += columns.start
        return _Block(row, column, *counts)

    def _unpacked(self, made: Matrix) -> _Block:
        row = np.repeat(np.arange(made.shape[0], dtype=np.int32), np.diff(made.indptr))
        mask, data = (1 << self._bits) - 1, made.data
        congruence = data >> 2 * self._bits
        congruence += data & mask
        data >>= self._bits
        data &= mask
        return _Block(row, made.indices, congruence, data)


def _merged(alike: Matrix, apart: Matrix) -> _Block:
    width = max(alike.shape[1], 1)
    keys = [np.repeat(np.arange(made.shape[0]), np.diff(made.indptr)) * width + made.indices for made in (alike, apart)]
    every = np.union1d(*keys)
    counts = []
    for made, key in zip((alike, apart), keys, strict=True):
        count = np.zeros(len(every), dtype=np.int64)
        count[np.searchsorted(every, key)] = made.data
        counts.append(count)
    return _Block(every // width, every % width, *counts)


def _dense(sides: _Sides) -> _Block:
    plus, minus = sides.plus.toarray().astype(float), sides.minus.toarray().astype(float)
    apart = plus @ minus.T
    alike, apart = plus @ plus.T + minus @ minus.T, apart + apart.T
    row, column = np.nonzero(np.triu(alike + apart, 1))
    return _Block(row, column, alike[row, column].astype(np.int64), apart[row, column].astype(np.int64))


class _Kept:
    """Pairs as they come, and what there was in all."""

    def __init__(self, at_least: int, top: int | None, by: By) -> None:
        self._at_least, self._top, self._by = at_least, top, by
        self._parts: list[_Block] = []
        self._all = np.zeros(3, dtype=np.int64)

    def add(self, block: _Block) -> None:
        self._all += [
            len(block.row),
            int(block.congruence.sum(dtype=np.int64)),
            int(block.conflict.sum(dtype=np.int64)),
        ]
        if self._top is not None:
            own = np.flatnonzero(block.row == block.column)
            self._all -= [len(own), int(block.congruence[own].sum()), int(block.conflict[own].sum())]
            block = block.where(_best(block, own, self._top, self._by))
        if self._at_least > 1:
            block = block.where(np.flatnonzero(block.congruence + block.conflict >= self._at_least))
        self._parts.append(block)

    def pairs(self, sides: _Sides, order: Ints) -> Pairs:
        found, whole = self._joined(), self._all
        one, other = found.row, found.column
        if self._top is not None:
            ends = order[one], order[other]
            one, other = np.minimum(*ends), np.maximum(*ends)
            first = np.unique(one * len(order) + other, return_index=True)[1]
            found, whole = _Block(one.astype(np.int32), other.astype(np.int32), *found[2:]).where(first), whole // 2
        counts = [count / 2 for count in found[2:]] if sides.half else found[2:]
        had = [whole[0], *(whole[1:] / 2 if sides.half else whole[1:])]
        left = [
            whole - kept for whole, kept in zip(had, (len(found.row), *(count.sum() for count in counts)), strict=True)
        ]
        out = LeftOut(*(value.item() for pair in zip(left, had, strict=True) for value in pair))
        return Pairs(
            actors=sides.actors,
            one=found.row,
            other=found.column,
            congruence=counts[0],
            conflict=counts[1],
            left_out=out,
        )

    def _joined(self) -> _Block:
        """Return all pairs in one; each part is let go as soon as it is copied, so that memory holds them once."""
        size = sum(len(part.row) for part in self._parts)
        kind = np.result_type(np.int32, *(part.congruence.dtype for part in self._parts))
        made = _Block(*(np.empty(size, dtype=one) for one in (np.int32, np.int32, kind, kind)))
        begin = 0
        for part in _taken_off(self._parts):
            end = begin + len(part.row)
            for to, column in zip(made, part, strict=True):
                to[begin:end] = column
            begin = end
        return made


def _taken_off(parts: list[_Block]) -> Iterator[_Block]:
    """Yield the first, and so on, and take them off the list."""
    parts.reverse()
    while parts:
        yield parts.pop()


def _best(block: _Block, own: Ints, top: int, by: By) -> Ints:
    """Return the places of the best partners of each row; of the equal ones those of the first columns."""
    worth = block.congruence + block.conflict if by == "shared" else getattr(block, by).copy()
    worth[own] = 0
    found = []
    # Rows come in their order, with nobody left out, since everybody meets at least himself.
    begins = np.searchsorted(block.row, np.arange(block.row[0], block.row[-1] + 2)).tolist()
    for begin, end in pairwise(begins):
        here = worth[begin:end]
        least = _least(here, top)
        good = np.flatnonzero(here >= least)
        if len(good) > top:
            equal = here[good] == least
            above, equal = good[~equal], good[equal]
            room = top - len(above)
            good = np.concatenate([above, equal[np.argpartition(block.column[begin:end][equal], room - 1)[:room]]])
        found.append(begin + good)
    return np.concatenate(found)


def _least(worth: NDArray[Any], top: int) -> int:
    """Return the largest number that so many reach, and at least 1."""
    if len(worth) <= top:
        return 1
    if (most := int(worth.max())) < len(worth):  # counting is several times faster than parting
        reached = np.cumsum(np.bincount(worth, minlength=most + 1)[::-1])
        return max(most - int(np.searchsorted(reached, top)), 1)
    return max(int(np.partition(worth, len(worth) - top)[len(worth) - top]), 1)
