"""How much room a node takes in the picture, with its name.

The same sizes are drawn by ``page/shapes.js``: a change here is a change there.
"""

import math
from dataclasses import dataclass

from kg.explorer.contents import Node
from kg.explorer.labels import lines, width

_ACTOR_FONT, _ACTOR_LINE = 13.0, 15.0
_ISSUE_FONT, _ISSUE_LINE = 12.0, 14.0
_ARROWS = 14.0  # around an issue, for the heads of the arrows that end there
_LIFE_SIZE = 32  # nodes of a picture that fills a usual screen as large as life


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle around a node's position, which is in the middle from left to right only.

    ``above`` and ``below`` are the distances from the position to the upper and lower side.
    """

    width: float
    above: float
    below: float


def radius(statements: int) -> float:
    """Return the radius of an actor's circle, whose area grows with what it said.

    >>> radius(0), radius(100)
    (8.0, 39.0)
    """
    return min(42.0, 8.0 + 3.1 * math.sqrt(statements))


def enlarged(shown: int) -> float:
    """Return how much larger than life names are in a picture of so many nodes, which is drawn smaller.

    >>> enlarged(20), enlarged(60)
    (1.0, 1.37)
    """
    return round(min(1.5, max(1.0, math.sqrt(shown / _LIFE_SIZE))), 2)


def box(node: Node, statements: int, names: float = 1.0) -> Box:
    """Return the room that a node takes: a box with its name inside, or a circle with its name below.

    ``names`` is how much larger than life the name is.
    """
    name = lines(node.label)
    longest = max(width(line) for line in name)
    if node.is_issue:
        half = names * (16.0 + _ISSUE_LINE * len(name)) / 2 + _ARROWS
        return Box(names * (longest * _ISSUE_FONT + 22.0) + 2 * _ARROWS, half, half)
    around = radius(statements)
    return Box(max(2 * around, names * longest * _ACTOR_FONT), around, around + 5.0 + names * _ACTOR_LINE * len(name))
