"""Attributions marked in brat: a text in ``name.txt``, its marks in ``name.ann``.

Text-bound marks of the types source, cue and content, in any case, are one attribution where an event or relations
join them: ``E1 Cue:T2 Source:T1 Content:T3``, or ``R1 content-of Arg1:T3 Arg2:T2``. Marks may be in several pieces.
Source of the format: the brat standoff format, brat.nlplab.org/standoff.html
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.errors import BrokenLine
from kg.language.roles import Span
from kg.learning.marked import Attribution, Text

_ROLES = ("source", "cue", "content")


def texts(folder: Path) -> Iterator[Text]:
    """Yield the texts of a folder that have marks; raises `BrokenLine` for a mark that brat would not write."""
    for path in sorted(folder.rglob("*.ann")):
        written = path.with_suffix(".txt")
        if written.exists():
            text = written.read_text("utf-8")
            yield Text(text, list(_attributions(path, len(text))))


def _attributions(path: Path, length: int) -> Iterator[Attribution]:
    marks: dict[str, tuple[str, list[Span]]] = {}
    joined: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        place = f"{path}:{number}"
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            kind, _, spans = rest.partition("\t")[0].partition(" ")
            marks[key] = kind.lower(), [_span(each, length, place) for each in spans.split(";")]
        elif key[:1] in {"E", "R"}:
            ends = [each.rpartition(":")[2] for each in rest.split() if ":" in each]
            for one in ends:
                joined[one].update(other for other in ends if other != one)
    for key, (kind, cue) in marks.items():
        if kind == "cue":
            # A source may hang on the content, and the content on the cue.
            near = joined[key] | {
                other for one in joined[key] for other in joined[one] if marks.get(one, "")[0] == "content"
            }
            roles = {
                role: [span for one in sorted(near) if one in marks and marks[one][0] == role for span in marks[one][1]]
                for role in ("source", "content")
            }
            if roles["content"]:
                yield Attribution(sorted(roles["source"]), sorted(cue), sorted(roles["content"]))


def _span(given: str, length: int, place: str) -> Span:
    try:
        start, end = map(int, given.split())
    except ValueError:
        raise BrokenLine(f"{given!r} is no span: two numbers with a space between", place=place) from None
    if not 0 <= start < end <= length:
        raise BrokenLine(f"{given!r} lies outside the text, which has {length} characters", place=place)
    return start, end
