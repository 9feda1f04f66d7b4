"""A document on the terminal: its paragraphs with who says what, and below each the stances that stand in it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from kg.cli.marking import Marked, legend, marked
from kg.cli.sentences import MARKS
from kg.relations import RELATIONS

if TYPE_CHECKING:
    from kg.records import Record, Stance


class Page:
    """Prints documents; lines are as wide as the terminal, and in a pipe as long as the paragraphs."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)

    def show(self, record: "Record", text: str) -> None:
        """Print one document."""
        head = record.document
        self._print(Text(head.title or head.id, style="bold"))
        self._print(Text(", ".join(filter(None, (head.publisher, head.published, head.id))), style="dim"))
        self._print(legend("source", "cue", "content", "holder", "target"))
        marks = list(_marks(record))
        start = 0
        for paragraph in text.split("\n"):
            end = start + len(paragraph)
            if paragraph.strip():
                self._print(Text())
                self._print(marked(text, start, end, marks))
                for stance in record.stances:
                    if start <= stance.evidence.start < end:
                        self._stance(record, stance)
            start = end + 1

    def _stance(self, record: "Record", stance: "Stance") -> None:
        names = {each.id: each.name for each in record.actors}
        labels = {each.id: each.label for each in record.issues}
        target = names[stance.target.actor] if stance.target.actor is not None else labels[stance.target.id]
        about = f", over {'; '.join(labels[issue] for issue in stance.about)}" if stance.about else ""
        mark, style = MARKS[stance.sign]
        denied = "not: " if stance.negated else ""
        line = Text(
            f"    {mark} {denied}{names[stance.holder]} {RELATIONS[stance.relation].label} {target}{about}", style=style
        )
        line.append(f"  {stance.voice}, {stance.confidence:g}, {stance.id}", style="not bold dim")
        self._print(line)

    def _print(self, line: Text) -> None:
        self.console.print(line, soft_wrap=not self.console.is_terminal)


def _marks(record: "Record") -> Iterator[Marked]:
    for said in record.attributions:
        for role in ("content", "source", "cue"):
            yield from (Marked(role, span.start, span.end) for span in getattr(said, role))
    for stance in record.stances:
        for role, span in (("holder", stance.holder_mention), ("target", stance.target_mention)):
            if span is not None:
                yield Marked(role, span.start, span.end)
