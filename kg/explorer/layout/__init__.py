"""Where everybody stands in the picture: computed here, with a seed, never in the browser.

>>> from kg.explorer.links import Link
>>> boxes = {"oslo": Box(60, 14, 32), "cork": Box(60, 14, 32)}
>>> places = arrange(boxes, [Link("oslo", "cork", 1, 1, 0.9)], core=boxes)
>>> places["oslo"] != places["cork"]
True
"""

from kg.explorer.layout.boxes import Box, box, enlarged
from kg.explorer.layout.columns import rows
from kg.explorer.layout.network import arrange

__all__ = ["Box", "arrange", "box", "enlarged", "rows"]
