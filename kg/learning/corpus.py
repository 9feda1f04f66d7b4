"""A corpus of attributions to learn from: a folder of brat, or JSON lines of records that carry their text."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.errors import BrokenLine, EmptyDocument, InputError
from kg.learning import brat
from kg.learning.marked import Attribution, Text


def texts(path: Path) -> list[Text]:
    """The texts of a corpus with their attributions.

    A line is ``{"document": {"text": …}, "attributions": [{"source": […], "cue": […], "content": […]}]}``, where a
    span is ``{"start": 5, "end": 9}`` or ``[5, 9]``. Raises `InputError`, with the place, for what is no such line.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder")
    found = list(brat.texts(path)) if path.is_dir() else list(_lines(path))
    if not any(text.attributions for text in found):
        raise EmptyDocument(f"{path}: no attribution is marked there")
    return found


def parted(texts: Sequence[Text], *, held: float, seed: int) -> tuple[list[Text], list[Text]]:
    """The texts to learn from, and a share of them that is held back to measure on; the same for the same seed."""
    order = list(texts)
    random.Random(seed).shuffle(order)  # noqa: S311 -- no secret hangs on it
    count = max(1, round(len(order) * held))
    return order[count:], order[:count]


def _lines(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text = row["document"]["text"]
                yield Text(text, [_attribution(each) for each in row["attributions"]])
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                why = f"no {error} in it" if isinstance(error, KeyError) else str(error)
                raise BrokenLine(
                    f"not a record with its text and attributions: {why}", place=f"{path}:{number}"
                ) from None


def _attribution(given: dict[str, Any]) -> Attribution:
    return Attribution(*([_span(each) for each in given.get(role) or ()] for role in ("source", "cue", "content")))


def _span(given: Any) -> tuple[int, int]:
    return (given["start"], given["end"]) if isinstance(given, dict) else (int(given[0]), int(given[1]))
