"""A stance on paper: its sign, who stands how to what, and the sentence that it rests on."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kg.relations import RELATIONS

if TYPE_CHECKING:
    from kg.networks import Sentence

#: What shows a sign without colour, and with it.
MARKS = {1: ("+", "blue"), 0: ("·", "dim"), -1: ("−", "dark_orange")}


def print_sentence(console: Console, said: "Sentence") -> None:
    """Print a stance with its sentence and where that stands."""
    mark, style = MARKS[said.sign]
    relation = RELATIONS[said.relation].label if said.relation in RELATIONS else said.relation
    console.print(Text(f"    {mark} {said.holder.label} {relation} {said.target.label}", style=style))
    words = Text(" ".join(said.text.split()), style="italic")
    where = f"  [{said.publisher or said.title or said.document}, {said.date or 'undated'}]"
    words.append(where, style="not italic dim")
    console.print(Padding(words, (0, 0, 0, 6), expand=False))
