"""What is wrong with a document or a record, in plain sentences that name the field."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kg.errors import did_you_mean

_AT_MOST = 3  # sentences; whoever has to mend more begins with these


def faults(error: ValidationError, model: type[BaseModel]) -> str:
    """Return what pydantic found, as a person would say it.

    >>> from kg.records import Record
    >>> try:
    ...     Record.model_validate({"document": {"id": "d"}, "actors": [{"id": "a", "name": "A", "kind": "stat"}]})
    ... except ValidationError as error:
    ...     print(faults(error, Record))
    actors.0.kind: 'stat' is not one of person, state, organization, group: did you mean 'state'?
    """
    found = error.errors(include_url=False)
    alike: dict[tuple[object, ...], ErrorDetails] = {}
    for one in found:  # the same mistake in every stance is said once
        alike.setdefault((one["type"], *(step for step in one["loc"] if isinstance(step, str))), one)
    said = [_sentence(one, model) for one in list(alike.values())[:_AT_MOST]]
    rest = len(found) - len(said)
    return "; ".join([*said, f"and {rest} more"] if rest else said)


def _sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    where = ".".join(str(step) for step in error["loc"]) or "the line"
    kind, given = error["type"], error["input"]
    if kind == "missing":
        return f"{where} is missing"
    if kind == "extra_forbidden":
        names = _fields(model, error["loc"][:-1])
        hint = did_you_mean(str(error["loc"][-1]), names, otherwise=f"it knows {', '.join(names)}")
        return f"{where}: there is no such field, {hint}"
    if kind in {"enum", "literal_error"}:
        values = re.findall(r"'([^']*)'", error["ctx"]["expected"]) or [error["ctx"]["expected"]]
        near = did_you_mean(str(given), values)
        return f"{where}: {given!r} is not one of {', '.join(values)}{': ' + near if near else ''}"
    if kind.endswith("_type"):
        wanted = {"string_type": "text", "tuple_type": "a list", "list_type": "a list", "model_type": "an object"}
        wanted |= {"int_type": "a whole number", "float_type": "a number", "bool_type": "true or false"}
        return f"{where}: {kind_of(given)} stands where {wanted.get(kind, kind.removesuffix('_type'))} belongs"
    return f"{where}: {_shown(given)}: {error['msg'][0].lower()}{error['msg'][1:]}"


def kind_of(value: Any) -> str:
    """Return what a JSON value is, in words.

    >>> kind_of(None), kind_of(1.5), kind_of({})
    ('null', 'a number', 'an object')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "an object" if isinstance(value, Mapping) else "a list"


def misspelling(name: str, absent: Iterable[str]) -> str:
    """Return a hint where a name that nobody asked for looks like one that is absent, else nothing.

    Closer than `did_you_mean` asks, for people have fields of their own.

    >>> misspelling("publishd", ["published", "title"]), misspelling("subtitle", ["published", "title"])
    ("did you mean 'published'?", '')
    """
    near = get_close_matches(name.lower(), list(absent), n=1, cutoff=0.8) if len(name) > 3 else []
    return f"did you mean {near[0]!r}?" if near else ""


def _shown(value: Any, *, limit: int = 40) -> str:
    shown = repr(value)
    return shown if len(shown) <= limit else f"{shown[:limit]}…"


def _fields(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    """Return the names of the fields that there are at a place in a model."""
    for step in steps:
        field = model.model_fields.get(step) if isinstance(step, str) else None
        if field is not None:
            model = next(_models(field.annotation), model)
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
