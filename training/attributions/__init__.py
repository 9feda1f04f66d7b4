"""Attributions to learn from: paragraphs that were written and marked for it, and those of GUM's discourse trees."""

import random
from collections.abc import Iterator
from pathlib import Path

from kg.learning.marked import Attribution, Text
from training.attributions import marks, rst

#: Whose way of marking: ours, and that of GUM, which marks clauses alone.
MANNERS = ("ours", "gum")

_HERE = Path(__file__).parent
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def texts(trees: Path | None, chance: random.Random) -> Iterator[Text]:
    """Yield every text that is marked; four in ten of ours with straight quotation marks.

    ``trees`` is the folder of GUM's discourse trees, beside that of its treebank; None leaves them out.
    """
    for path in sorted(_HERE.glob("*.txt")):
        for passage in marks.read(path):
            written = passage.text.translate(_STRAIGHT) if chance.random() < 0.4 else passage.text
            yield Text(written, [Attribution(each.source, each.cue, each.content) for each in passage.attributions])
    if trees is not None:
        yield from rst.texts(trees, manner=MANNERS.index("gum"))
