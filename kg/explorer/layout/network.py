"""The network layout: the core by full stress with room for names, the rest around it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.explorer.layout.boxes import Box
from kg.explorer.layout.distances import distances
from kg.explorer.layout.overlaps import apart, beside_lines, crowded_apart
from kg.explorer.layout.packing import packed
from kg.explorer.layout.stress import attached, levelled, majorised
from kg.explorer.links import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: About how much wider than high the stage of a page is, on screens of usual shapes.
ASPECT = 1.2
#: How much of the picture boxes may fill before they are taken apart.
_FILLED = 0.45
#: Up to so many links a node, boxes can be kept off lines; in denser pieces there is always another line.
_SPARSE = 1.8


def arrange(
    boxes: Mapping[str, Box],
    made: Sequence[Link],
    *,
    core: Collection[str],
    before: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, tuple[float, float]]:
    """Return a position for every box, in pixels at scale one.

    The core is what a page shows first: it is laid out as if it were alone, without overlaps, the
    longest axis level. Every other node stands near those it is linked to. The same input gives the same positions.

    ``before`` are positions that readers already know. Where most of the core has one, everybody stays there
    who is not in the way of somebody new.
    """
    first = sorted(name for name in boxes if name in core)
    rest = sorted(name for name in boxes if name not in core)
    known = before or {}
    if 2 * sum(name in known for name in first) > len(first):
        return _grown(first, rest, boxes, made, known)
    at = _full(first, boxes, made)
    if rest:
        at = _around(first, at, rest, boxes, made)
    return _written(first + rest, at)


def _written(names: Sequence[str], at: "NDArray[np.float64]") -> dict[str, tuple[float, float]]:
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, np.round(at, 1), strict=True)}


def _grown(
    first: Sequence[str],
    rest: Sequence[str],
    boxes: Mapping[str, Box],
    made: Sequence[Link],
    before: Mapping[str, tuple[float, float]],
) -> dict[str, tuple[float, float]]:
    """Keep who has a place, find one for who is new, and take apart what then lies on each other."""
    order = sorted(first, key=lambda name: (name not in before, name))
    kept = [name for name in order if name in before]
    new = order[len(kept) :]
    at = np.array([before[name] for name in kept])
    if new:
        at = _around(kept, at, new, boxes, made)
    # A little nearer than in a fresh layout: rounded positions must not push each other at every turn.
    at = apart(at, [boxes[name] for name in order], gap=8.0)
    outside = [name for name in rest if name not in before]
    ring = [name for name in rest if name in before]
    stands = np.concatenate([at, np.array([before[name] for name in ring]).reshape(-1, 2)])
    everybody = [*order, *ring]
    if outside:
        stands = _around(everybody, stands, outside, boxes, made)
    return _written([*everybody, *outside], stands)


def _full(names: Sequence[str], boxes: Mapping[str, Box], made: Iterable[Link]) -> "NDArray[np.float64]":
    """Lay each piece out by stress, and set the pieces side by side."""
    asked = distances(names, made)
    at = np.zeros((len(names), 2))
    pieces = _pieces(asked)
    frames = []
    for piece in pieces:
        held = [boxes[names[number]] for number in piece]
        own = _spread(_gathered(levelled(majorised(asked[np.ix_(piece, piece)]))), held)
        own = apart(own, held)
        lines = _lines(piece, names, made)
        if len(lines) < _SPARSE * len(piece):
            own = beside_lines(own, held, lines)
        at[piece], frame = _cornered(own, held)
        frames.append(frame)
    for piece, corner in zip(pieces, packed(frames, aspect=ASPECT), strict=True):
        at[piece] += corner
    return at - at.mean(axis=0) if len(names) else at


def _lines(piece: "NDArray[np.intp]", names: Sequence[str], made: Iterable[Link]) -> "NDArray[np.intp]":
    """Return the pairs inside a piece that have a link, as numbers within the piece."""
    place = {names[number]: within for within, number in enumerate(piece)}
    inside = ((place.get(link.holder), place.get(link.target)) for link in made)
    pairs = {(min(a, b), max(a, b)) for a, b in inside if a is not None and b is not None and a != b}
    return np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)


def _pieces(asked: "NDArray[np.float64]") -> list["NDArray[np.intp]"]:
    """Return who can reach whom, as lists of numbers."""
    pieces, seen = [], np.zeros(len(asked), dtype=bool)
    reachable = np.isfinite(asked)
    for number in range(len(asked)):
        if not seen[number]:
            piece = np.flatnonzero(reachable[number])
            seen[piece] = True
            pieces.append(piece)
    return pieces


def _spread(at: "NDArray[np.float64]", boxes: Sequence[Box]) -> "NDArray[np.float64]":
    """Blow positions up to a picture of the right size and about the right shape for its boxes."""
    if len(at) < 2:
        return at
    needed = sum((made.width + 14) * (made.above + made.below + 14) for made in boxes) / _FILLED
    extent = np.maximum(np.ptp(at, axis=0), 1e-3 * float(np.ptp(at)) + 1e-9)
    # Towards the aspect of the stage, but not as far as for a chain: distances should still mean something.
    bend = float(np.clip(np.sqrt(ASPECT / (extent[0] / extent[1])), 0.65, 1.5))
    shape = extent * [bend, 1 / bend]
    scale = np.sqrt(needed / max(float(shape.prod()), 1e-9))
    # A chain or a pair has hardly an area: a link should not be longer than this.
    scale = min(scale, 190.0 * max(1.0, np.sqrt(len(at)) / 4))
    return np.asarray(at * [bend, 1 / bend] * scale, dtype=np.float64)


def _shaped(at: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Widen what is too high for the stage: around a wide core the free room is above and below."""
    wide, high = np.ptp(at, axis=0)
    bend = float(np.sqrt(np.clip(ASPECT * high / max(float(wide), 1e-9), 1.0, 2.5)))
    return np.asarray(at * [bend, 1 / bend], dtype=np.float64)


def _gathered(at: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Bring outliers nearer: one leaf far out would make everybody small."""
    middle = np.median(at, axis=0)
    reach = np.abs(at - middle)
    usual = np.quantile(reach, 0.8, axis=0)
    near = np.minimum(reach, usual + 0.4 * np.maximum(reach - usual, 0.0))
    return np.asarray(middle + np.sign(at - middle) * near, dtype=np.float64)


def _cornered(at: "NDArray[np.float64]", boxes: Sequence[Box]) -> tuple["NDArray[np.float64]", tuple[float, float]]:
    """Move positions so that their boxes begin at the origin; return them with the frame's size."""
    halves = np.array([made.width / 2 for made in boxes])
    above, below = (np.array([getattr(made, side) for made in boxes]) for side in ("above", "below"))
    corner = np.array([(at[:, 0] - halves).min(), (at[:, 1] - above).min()])
    far = np.array([(at[:, 0] + halves).max(), (at[:, 1] + below).max()])
    wide, high = far - corner
    return at - corner, (float(wide), float(high))


def _around(
    first: Sequence[str],
    at: "NDArray[np.float64]",
    rest: Sequence[str],
    boxes: Mapping[str, Box],
    made: Sequence[Link],
) -> "NDArray[np.float64]":
    """Place the rest near those it is linked to; who is linked to nobody of the core comes below."""
    names = [*first, *rest]
    asked = distances(names, made, sources=range(len(first)))
    core = asked[:, : len(first)]
    reached = {int(number) for number in np.flatnonzero(np.isfinite(asked).any(axis=0))}
    unit = _unit(at, core)
    beside = [number for number in range(len(first), len(names)) if number in reached]
    below = [number for number in range(len(first), len(names)) if number not in reached]
    out = np.zeros((len(names), 2))
    out[: len(first)] = at
    if beside:
        out[beside] = _shaped(attached(asked[:, beside] * unit, at))
    if below:
        others = _full([names[number] for number in below], boxes, made)
        lowest = float(out[: len(first) + len(beside), 1].max(initial=0.0))
        out[below] = others - [0.0, float(others[:, 1].min()) - lowest - 120.0]
    radii = np.array([_radius(boxes[name], roomy=number < len(first)) for number, name in enumerate(names)])
    return crowded_apart(out, radii, fixed=len(first))


def _unit(at: "NDArray[np.float64]", asked: "NDArray[np.float64]") -> float:
    """Return how many pixels the core gives to a distance of one."""
    drawn = np.linalg.norm(at[:, None] - at[None], axis=2)
    known = np.isfinite(asked) & (asked > 0)
    return float(np.median(drawn[known] / asked[known])) if known.any() else 120.0


def _radius(made: Box, *, roomy: bool) -> float:
    return max(made.width, made.above + made.below) / 2 if roomy else made.above + 14.0
