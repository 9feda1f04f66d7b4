"""Attributions to learn from: paragraphs that were written and marked for it, and those of GUM's discourse trees."""

import random
from collections.abc import Iterator
from pathlib import Path

from kg.learning.marked import Attribution, Text
from training.attributions import marks, rst

#: Ways of marking: only what is inside no other content (CONVENTIONS.md); that as well; and GUM's, which marks clauses.
MANNERS = ("outermost", "nested", "gum")

_HERE = Path(__file__).parent
_NESTED = ("indirect.txt", "quotations.txt")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def texts(trees: Path | None, chance: random.Random) -> Iterator[Text]:
    """Yield every text that is marked; four in ten of ours with straight quotation marks.

    ``trees`` is the folder of GUM's discourse trees, beside that of its treebank; None leaves them out.
    """
    for path in sorted(_HERE.glob("*.txt")):
        manner = MANNERS.index("nested" if path.name in _NESTED else "outermost")
        for passage in marks.read(path):
            written = passage.text.translate(_STRAIGHT) if chance.random() < 0.4 else passage.text
            marked = [Attribution(each.source, each.cue, each.content) for each in passage.attributions]
            yield Text(written, marked, manner)
    if trees is not None:
        yield from rst.texts(trees, manner=MANNERS.index("gum"))
