"""A corpus of attributions: JSON lines with a document and its attributions each."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.learning.marked import Attribution, Text


def texts(path: Path) -> Iterator[Text]:
    """Yield the texts of a file; a span is {"start", "end"} or a pair."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                yield Text(row["document"]["text"], [_attribution(each) for each in row["attributions"]])


def _attribution(given: dict[str, Any]) -> Attribution:
    return Attribution(*([_span(each) for each in given.get(role) or ()] for role in ("source", "cue", "content")))


def _span(given: Any) -> tuple[int, int]:
    return (given["start"], given["end"]) if isinstance(given, dict) else (given[0], given[1])
