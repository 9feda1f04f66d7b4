"""An explanation on the terminal: the sentence, marked, and a line for each reason."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kg.cli.marking import Marked, legend, marked
from kg.cli.sentences import MARKS
from kg.relations import RELATIONS

if TYPE_CHECKING:
    from kg.extraction.explaining import Explanation

_ORDER = ("source", "cue", "holder", "trigger", "target")


def print_explanation(each: "Explanation", *, after_another: bool) -> None:
    """Print one explanation, with an empty line before it where it comes after another one."""
    console = Console(highlight=False)
    if after_another:
        console.print()
    stance, sentence = each.stance, each.sentence
    mark, style = MARKS[stance.sign]
    denied = "not: " if stance.negated else ""
    line = Text(f"{mark} {denied}{each.holder} {RELATIONS[stance.relation].label} {each.target}", style=f"bold {style}")
    console.print(line.append(f"  {each.id}", style="not bold dim"))
    # The sentence is all there is of the text here, so its marks count from its beginning.
    marks = [Marked(one.role, one.span.start - sentence.start, one.span.end - sentence.start) for one in each.marks]
    console.print(Padding(marked(sentence.text, 0, len(sentence.text), marks), (0, 0, 0, 2)))
    shown = {one.role for one in marks if one.start < len(sentence.text) and one.end > 0}
    console.print(Padding(legend(*(role for role in _ORDER if role in shown)), (0, 0, 1, 2)))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for reason in each.reasons:
        because = Text(reason.because)
        if reason.place:
            because.append(f"  {reason.place}", style="dim")
        table.add_row(reason.field, Text(reason.value), because)
    console.print(Padding(table, (0, 0, 0, 2)))
