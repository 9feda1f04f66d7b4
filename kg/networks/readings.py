"""A table of positions in a file, or in a DataFrame → `Positions`; what is wrong with it, and in which row."""

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from kg.edges import ISSUE
from kg.errors import InputError, MissingColumn, NotADate, NotText, UnknownChoice, did_you_mean
from kg.networks.positions import Positions
from kg.records import ActorKind, iso_date
from kg.relations import SIDES
from kg.statements import Factor

if TYPE_CHECKING:
    import pandas as pd

Missing = Literal["raise", "drop"]

#: Columns that are read under these names where nobody said under which.
FURTHER = ("label", "evidence", "document", "title", "publisher", "url")
_DELIMITERS = ",;\t|"


def read_positions(
    table: "str | os.PathLike[str] | pd.DataFrame",
    *,
    holder: str = "holder",
    target: str = "target",
    sign: str = "sign",
    date: str | None = "date",
    label: str | None = None,
    evidence: str | None = None,
    document: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    signs: Mapping[Any, int] | None = None,
    missing: Missing = "raise",
    holder_kind: str = "organization",
    target_kind: str = ISSUE,
    name: str | None = None,
) -> Positions:
    """Read who took which side on what: votes, a survey, or what was coded by hand; a row each, in a CSV file or a DataFrame.

    The arguments name the columns. Those called ``label``, ``evidence``, ``document``, ``title``, ``publisher`` and ``url`` are read where
    there are any, see `Positions`; ``date=None`` reads a table without dates. A file may be compressed (``.gz``, ``.xz``, …), and its
    columns be parted by commas, semicolons, tabs or bars.

    A sign is 1, 0 or −1, true or false, or one of the words in `kg.relations.SIDES` (yes, abstain, no, for, against, …); ``signs`` says how others are meant:
    ``{"strongly agree": 1, "ja": 1, "nein": -1}``. A date is ``2023``, ``2023-06``, ``2023-06-20`` or what pandas holds for a moment. Of a row in which
    the holder, target, sign or date is empty, ``missing="drop"`` makes nothing, and counts it in `Positions.dropped`.

    ``holder_kind`` is what the holders are: person, state, organization or group; ``target_kind`` that, or issue. ``name`` is what the table is
    called where a row must serve as its own source. Raises `MissingColumn`, `NotADate`, `UnknownChoice` and `InputError`, which name the row.

    >>> import pandas as pd
    >>> votes = pd.DataFrame({"country": ["Norvane", "Osmere"], "vote": ["yes", "no"], "motion": "bridge", "date": "2024-05-06"})
    >>> print(read_positions(votes, holder="country", target="motion", sign="vote", holder_kind="state"))
    2 positions of 2 on 1, 2024-05-06 to 2024-05-06
    """
    kinds = [str(kind) for kind in ActorKind]
    for given, known in ((holder_kind, kinds), (target_kind, [*kinds, ISSUE]), (missing, get_args(Missing))):
        if given not in known:
            raise UnknownChoice(given, kind="kind" if given != missing else "way with missing values", known=known)
    asked = {"holder": holder, "target": target, "sign": sign, "date": date}
    said = dict(zip(FURTHER, (label, evidence, document, title, publisher, url), strict=True))
    frame, there, place = _frame(table, {**asked, **said})
    columns = _columns(there, {role: column for role, column in asked.items() if column}, said, place)
    found = {role: Factor.of(frame[column]) for role, column in columns.items() if role != "date"}
    if date is not None:
        found["date"] = _dates(frame[date], date, place)
    row = np.arange(1, len(frame) + 1)
    kept = np.ones(len(frame), dtype=bool)
    for role in asked:
        if role in found:
            kept &= found[role].there
            if missing == "raise" and not kept.all():
                raise _missing(role, columns[role], int(row[~kept][0]), int((~kept).sum()), place)
    if not kept.all():
        found = {role: column[kept] for role, column in found.items()}
    answer = found.pop("sign")
    values = _signs(answer, dict(signs or {}), sign, row[kept], place)
    return Positions(
        **found,
        sign=values,
        answer=answer,
        row=row[kept],
        name=name or (Path(place).name if place else "table"),
        kind=holder_kind,
        target_kind=target_kind,
        dropped=int((~kept).sum()),
    )


def _frame(table: Any, names: Mapping[str, str | None]) -> "tuple[pd.DataFrame, list[str], str | None]":
    """Return the columns that are asked for, the names of all that there are, and the place of a file."""
    import pandas as pd  # noqa: PLC0415 -- half a second

    if isinstance(table, pd.DataFrame):
        return table.reset_index(drop=True), [str(name) for name in table.columns], None
    place = os.fspath(table)
    how: dict[str, Any] = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
    try:
        head = pd.read_csv(place, sep="\x00", header=None, nrows=1, quoting=csv.QUOTE_NONE, **how)
        header = str(head.iloc[0, 0])
        how["sep"] = max(_DELIMITERS, key=lambda mark: (header.count(mark), -_DELIMITERS.index(mark)))
        there = list(pd.read_csv(place, nrows=0, **how).columns)
        # Other columns may be as large as articles.
        wanted = {name for name in (*names.values(), *FURTHER) if name}
        used = [name for name in there if name in wanted] or there[:1]
        frame = pd.read_csv(place, usecols=used, **how)
    except FileNotFoundError:
        raise InputError("there is no such file", place=place) from None
    except UnicodeDecodeError:
        raise NotText("this is not UTF-8: save the table as CSV in UTF-8", place=place) from None
    except pd.errors.EmptyDataError:
        raise InputError("there is nothing in this file", place=place) from None
    except (ValueError, OSError) as error:
        raise InputError(f"this is no table: {str(error).splitlines()[0]}", place=place) from None
    return frame, there, place


def _columns(
    there: Sequence[str], asked: Mapping[str, str], said: Mapping[str, str | None], place: str | None
) -> dict[str, str]:
    """Return the column of every role that has one; raises `MissingColumn` with the nearest name."""
    wanted = {**asked, **{role: column for role, column in said.items() if column}}
    for role, column in wanted.items():
        if column not in there:
            hint = did_you_mean(column, there, otherwise=f"say which is meant with {role}=…")
            without = ", or date=None for a table without dates" if role == "date" else ""
            raise MissingColumn(
                f"there is no column {column!r}: {hint} Found: {', '.join(there)}{without}.", place=place
            )
    return {
        **{
            role: role
            for role, column in said.items()
            if column is None and role in there and role not in asked.values()
        },
        **wanted,
    }


def _missing(role: str, column: str, row: int, rows: int, place: str | None) -> InputError:
    others = f", and so have {rows - 1:,} others" if rows > 1 else ""
    message = (
        f"row {row:,} has no {role} in {column!r}{others}: fill it, or leave such rows out (in Python: missing='drop')"
    )
    return (NotADate if role == "date" else InputError)(message, place=place)


def _signs(
    answer: Factor, given: Mapping[Any, int], column: str, row: "np.ndarray[Any, Any]", place: str | None
) -> "np.ndarray[Any, Any]":
    for word, value in given.items():
        if value not in {-1, 0, 1}:
            raise UnknownChoice(str(value), kind=f"sign, which signs has for {word!r}", known=["-1", "0", "1"])
    meant = {**SIDES} | {str(word).strip().casefold(): value for word, value in given.items()}
    values = [meant.get(_plain(word)) for word in answer.labels]
    used = np.unique(answer.codes)
    strange = [code for code in used.tolist() if values[code] is None]
    if strange:
        at = int(np.isin(answer.codes, strange).argmax())
        word = answer[at]
        others = (
            f" ({len(strange):,} such words: {', '.join(repr(answer.labels[code]) for code in strange[:5])})"
            if len(strange) > 1
            else ""
        )
        raise InputError(
            f"row {int(row[at]):,} has {word!r} in {column!r}, which is no sign{others}: write 1, 0 or -1, yes, abstain or no, for or against; or say "
            f"what it means, signs={{{word!r}: 1}}",
            place=place,
        )
    made = np.array([value or 0 for value in values], dtype=np.int8)
    return made[answer.codes] if len(made) else np.zeros(0, dtype=np.int8)


def _plain(word: str) -> str:
    """Return a word as it is compared; a whole number may have a point.

    >>> _plain(" Yes "), _plain("-1.0")
    ('yes', '-1')
    """
    plain = word.strip().casefold()
    return plain.removesuffix(".0") if plain.removesuffix(".0").lstrip("+-−").isdigit() else plain


def _dates(values: "pd.Series[Any]", column: str, place: str | None) -> Factor:
    import pandas as pd  # noqa: PLC0415 -- half a second

    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return Factor.of(values, text=lambda moment: f"{moment:%Y-%m-%d}")
    if pd.api.types.is_float_dtype(values.dtype):  # years, with gaps
        return _checked(Factor.of(values, text=lambda year: f"{year:g}"), column, place)
    return _checked(Factor.of(values, text=lambda value: _of_moment(str(value).strip())), column, place)


def _of_moment(text: str) -> str:
    """Return a date without its time of day."""
    return text[:10] if len(text) > 10 and text[10] in "T " else text


def _checked(dates: Factor, column: str, place: str | None) -> Factor:
    for code, label in enumerate(dates.labels):
        try:
            iso_date(label)
        except NotADate:
            row = int((dates.codes == code).argmax()) + 1
            raise NotADate(
                f"row {row:,} has {label!r} in {column!r}, which is no date: write it as 2023, 2023-06 or 2023-06-20",
                place=place,
            ) from None
    return dates
