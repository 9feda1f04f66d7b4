"""How much room a node takes in the picture, with its name.

The same sizes are drawn by ``page/nodes.js``: a change here is a change there.
"""

import math
from dataclasses import dataclass

from kg.explorer.contents import Node
from kg.explorer.labels import lines, width

_ACTOR_FONT, _ACTOR_LINE = 13.0, 15.0
_ISSUE_FONT, _ISSUE_LINE = 12.0, 14.0


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


def box(node: Node, statements: int) -> Box:
    """Return the room that a node takes: a box with its name inside, or a circle with its name below."""
    name = lines(node.label)
    longest = max(width(line) for line in name)
    if node.is_issue:
        half = (16.0 + _ISSUE_LINE * len(name)) / 2
        return Box(longest * _ISSUE_FONT + 22.0, half, half)
    around = radius(statements)
    return Box(max(2 * around, longest * _ACTOR_FONT), around, around + 5.0 + _ACTOR_LINE * len(name))
