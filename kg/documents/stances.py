"""One row of a coded table → one stance, with the actors, the issues and the attribution that it needs."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from kg.documents.faults import faults
from kg.documents.kinds import Cast
from kg.documents.tables import Row
from kg.errors import BrokenLine, InputError, RecordError, UnknownRelation, did_you_mean
from kg.records import Actor, Attribution, Certainty, IsoDay, Issue, Span, Stance, Tense, Voice, When
from kg.relations import RELATIONS, SIDES

_YES_OR_NO = (
    {"": False}
    | dict.fromkeys(("false", "no", "n", "f", "0"), False)
    | dict.fromkeys(("true", "yes", "y", "t", "1", "x"), True)
)
_RELATIONS = {name.lower(): name for name in RELATIONS}
_REPEATED = 4096  # cells of a kind that a table has again and again
_DAY = TypeAdapter(IsoDay)
_Value = TypeVar("_Value", bound=StrEnum)
_DOUBLE_MARKS = '“”„"«»'


@dataclass(frozen=True, slots=True)
class Coded:
    """What one row says. The spans count from the beginning of ``paragraph``, which is the quote and its page."""

    paragraph: str
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    attribution: Attribution | None
    stance: Stance


def coded(row: Row, cast: Cast) -> Coded:
    """Return what a row says.

    Without a relation, sign +1 is `supports`, −1 `opposes`, and 0 a negated `supports`: who abstains
    takes no side, but neither asks nor meets anybody. "target" is an actor, unless target_kind says issue;
    "issue" beside a target is what the stance is about. The voice, where none is given, is the holder's
    own; with another speaker it is the representative's if the reference files say that he speaks for the
    holder, else a third party's. Raises `InputError` or `RecordError`, without a place.
    """
    quote = row["quote"]
    if not quote:
        raise BrokenLine("there is no quote: a stance needs the words that it rests on")
    holder = cast.actor(_needed(row, "holder"))
    paragraph = f"[p. {row['page']}] {quote}" if row["page"] else quote
    evidence = Span.of(paragraph, len(paragraph) - len(quote), len(paragraph))
    to_actor, to_issue, about = _towards(row, cast)
    target = {"actor": to_actor.id} if to_actor else {"issue": to_issue.id if to_issue else ""}
    date = _when(row["date"])
    speaker = cast.actor(row["speaker"]) if row["speaker"] else None
    said = _attribution(paragraph, evidence, speaker, date) if speaker else None
    what = _relation(row, towards=to_issue)
    given: dict[str, Any] = {
        "holder": holder.id,
        "target": target,
        "about": [issue.id for issue in about],
        "voice": one_of(Voice, row["voice"], "voice") if row["voice"] else _voice(holder, speaker, date, cast),
        "certainty": one_of(Certainty, row["certainty"] or "certain", "certainty"),
        "tense": one_of(Tense, row["tense"] or "present", "tense"),
        "intensity": _number(row["intensity"] or "2", "intensity"),
        "confidence": _number(row["confidence"] or "1", "confidence"),
        "attribution": said.id if said else None,
        "evidence": evidence.model_dump(),
        "date": date.model_dump() if date else None,
        **what,
    }
    for role, name in (("holder_mention", row["holder"]), ("target_mention", row["target"] or row["issue"])):
        given[role] = _mention(paragraph, evidence, name)
    try:
        stance = Stance.model_validate({"id": f"s{_digest(given)}", **given})
    except ValidationError as error:
        raise InputError(faults(error, Stance)) from None
    except RecordError as error:
        raise RecordError(error.message.split(": ", 1)[-1]) from None  # the id of a row that is none says nothing
    actors = tuple(actor for actor in (holder, to_actor, speaker) if actor is not None)
    issues = tuple(issue for issue in (to_issue, *about) if issue is not None)
    return Coded(paragraph, actors, issues, said, stance)


def moved(one: Coded, by: int) -> tuple[Stance, Attribution | None]:
    """Return stance and attribution with their spans counted from the beginning of the document."""
    stance = one.stance.model_copy(
        update={
            role: _shifted(span, by)
            for role in ("evidence", "holder_mention", "target_mention")
            if (span := getattr(one.stance, role)) is not None
        }
    )
    said = one.attribution
    if said is None:
        return stance, None
    return stance, said.model_copy(update={"content": tuple(_shifted(span, by) for span in said.content)})


def _shifted(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by, text=span.text)


def _towards(row: Row, cast: Cast) -> tuple[Actor | None, Issue | None, tuple[Issue, ...]]:
    """Return the target, as an actor or as an issue, and what the stance is about."""
    target, issue = row["target"], row["issue"]
    about = [cast.issue(name) for part in row["about"].split("|") for one in part.split(";") if (name := one.strip())]
    is_issue = row["target_kind"].lower() == "issue"
    if target and not is_issue:
        return cast.actor(target), None, tuple(dict.fromkeys([cast.issue(issue), *about] if issue else about))
    meant = cast.issue(target or issue or _needed(row, "target"))
    return None, meant, tuple(dict.fromkeys(about))


def _relation(row: Row, *, towards: Issue | None) -> dict[str, Any]:
    """Return relation, negation and, where the table gives it, the sign."""
    sign = _sign(row["sign"])
    negated = _YES_OR_NO.get(row["negated"].lower())
    if negated is None:
        raise InputError(f"negated: {row['negated']!r} is neither yes nor no")
    if row["relation"]:
        name = _RELATIONS.get(re.sub(r"[\s_-]", "", row["relation"]).lower())
        if name is None:
            raise UnknownRelation(row["relation"], known=RELATIONS)
        if towards and not RELATIONS[name].to_issue:
            raise RecordError(f"{name} is a stance towards an actor, and {towards.label!r} is an issue")
        return {"relation": name, "negated": negated} | ({} if sign is None else {"sign": sign})
    if sign is None:
        raise BrokenLine("there is neither a relation nor a sign")
    return {"relation": "opposes" if sign < 0 else "supports", "negated": negated or sign == 0, "sign": sign}


def _sign(cell: str) -> int | None:
    if not cell:
        return None
    try:
        value = SIDES[cell.lower()] if cell.lower() in SIDES else float(cell.replace("−", "-").replace(",", "."))
    except ValueError:
        value = 2
    if value not in {-1, 0, 1}:
        raise InputError(f"sign: {cell!r} is not a sign: write +1, 0 or -1, or yes, abstain or no")
    return int(value)


def _voice(holder: Actor, speaker: Actor | None, date: When | None, cast: Cast) -> Voice:
    if speaker is None or speaker.id == holder.id:
        return Voice.SELF
    spoken_for = cast.speaks_for(speaker.id, holder.id, on=date.first_day if date else None)
    return Voice.REPRESENTATIVE if spoken_for else Voice.THIRD_PARTY


def _attribution(paragraph: str, evidence: Span, speaker: Actor, date: When | None) -> Attribution:
    quote = evidence.text
    inner = quote.strip(_DOUBLE_MARKS)
    if not any(mark in quote for mark in _DOUBLE_MARKS):
        kind = "indirect"
    elif (
        inner
        and quote[0] in _DOUBLE_MARKS
        and quote[-1] in _DOUBLE_MARKS
        and not any(mark in inner for mark in _DOUBLE_MARKS)
    ):
        kind = "direct"
    else:
        kind = "mixed"
    begin = evidence.start + (quote.index(inner) if kind == "direct" else 0)
    content = Span.of(paragraph, begin, begin + len(inner if kind == "direct" else quote))
    given = {
        "kind": kind,
        "speaker": speaker.id,
        "content": [content.model_dump()],
        "date": date.model_dump() if date else None,
    }
    return Attribution.model_validate({"id": f"a{_digest(given)}", **given})


def _mention(paragraph: str, evidence: Span, name: str) -> dict[str, Any] | None:
    found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").search(paragraph, evidence.start) if name else None
    return Span.of(paragraph, *found.span()).model_dump() if found else None


@lru_cache(_REPEATED)
def _when(cell: str) -> When | None:
    """Return the date of a cell, as precise as it is."""
    if not cell:
        return None
    precision = {4: "year", 7: "month"}.get(len(cell), "day")
    value = _DAY.validate_python(cell) if precision == "day" else cell
    return When.model_validate({"value": value, "precision": precision, "basis": "stated"})


def _needed(row: Row, column: str) -> str:
    if not row[column]:
        raise BrokenLine(f"there is no {column}")
    return row[column]


def _number(cell: str, column: str) -> float:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        raise InputError(f"{column}: {cell!r} is not a number") from None


@lru_cache(_REPEATED)
def one_of(values: type[_Value], cell: str, column: str) -> _Value:
    """Return the value that a cell means, in capitals or not, with spaces or not.

    >>> one_of(Voice, "third party", "voice")
    <Voice.THIRD_PARTY: 'thirdParty'>
    """
    meant = re.sub(r"[\s_-]", "", cell).lower()
    for value in values:
        if value.lower() == meant:
            return value
    known = [value.value for value in values]
    hint = did_you_mean(cell, known)
    raise InputError(f"{column}: {cell!r} is not one of {', '.join(known)}{': ' + hint if hint else ''}")


def _digest(given: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()[:10]
