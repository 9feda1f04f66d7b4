"""The README's tables: written by the programs that measure, never by hand."""

import re
from collections.abc import Sequence
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def table(columns: Sequence[str], rows: Sequence[dict[str, str]]) -> str:
    """Return rows as a Markdown table; a row has no cell where it has no value."""
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return "\n".join([*head, *(f"| {' | '.join(row.get(name, '') for name in columns)} |" for row in rows)])


def write(name: str, contents: str, path: Path = README) -> None:
    """Replace what stands between the marks of that name in the README, or in another page."""
    text = path.read_text(encoding="utf-8")
    marks = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    if not marks.search(text):
        raise SystemExit(f"{path.name} has no <!-- {name} --> … <!-- /{name} -->")
    path.write_text(marks.sub(lambda _: f"{contents}\n", text), encoding="utf-8")
