"""Coded stances: a table with a row for each, and the words that it rests on."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from kg.documents.encoding import text_of
from kg.documents.kinds import Cast
from kg.documents.stances import Coded, coded, moved, one_of
from kg.documents.tables import Row, Table, names_columns
from kg.errors import InputError, NotADate, RecordError
from kg.iris import slug
from kg.known import Known
from kg.records import Actor, ActorKind, Attribution, Header, Issue, Record, Stance, fingerprint

_NEEDED = (("holder",), ("relation", "sign"), ("target", "issue"), ("quote",))
COLUMNS = (
    *(name for group in _NEEDED for name in group),
    *("date", "source", "document", "title", "published", "publisher", "url", "language", "page"),
    *("speaker", "about", "voice", "certainty", "tense", "negated", "intensity", "confidence"),
    *("holder_kind", "target_kind", "speaker_kind"),
)
_ROLES = ("holder", "target", "speaker")
_LONGEST_ID = 80

Found = Record | InputError | RecordError


def records(data: bytes, place: str, *, known: Known | None = None) -> Iterator[tuple[str, Found]]:
    r"""Yield a record for every document that a table of coded stances names, and an error for every bad row.

    Needed are the columns holder, relation or sign, target or issue, and quote; `COLUMNS` are all that
    are read, in any order, the rest is the coder's own. Rows belong to one document that agree in
    "document" (then its id), else "url", else "source", else "title". The articles themselves are not
    at hand: the text of a document is its quotes, one paragraph each, and every stance has the whole of
    its quote for evidence. The same row twice is one stance, and its id does not depend on where in the
    table it stands.

    >>> table = "holder,sign,issue,date,source,quote\nAna Ruiz,-1,dam,2024-05-06,Courier,“We oppose the dam.”\n"
    >>> ((where, record),) = records(table.encode(), "coded.csv")
    >>> where, record.stances[0].relation, record.document.text
    ('coded.csv:2', 'opposes', '“We oppose the dam.”')
    """
    try:
        table = Table(text_of(data, place), place=place, known=COLUMNS)
        table.need(*_NEEDED)
    except InputError as problem:
        yield problem.place or place, problem
        return
    for misspelt in table.misspelt():
        yield misspelt.place or place, misspelt
    documents: dict[tuple[str, str], list[Row]] = {}
    kinds: dict[str, ActorKind] = {}
    for row in table:
        if isinstance(row, InputError):
            yield row.place or place, row
            continue
        try:
            kinds |= {name: kind for name, kind in _kinds(row) if name not in kinds}
        except InputError as problem:
            yield f"{place}:{row.line}", problem.at(f"{place}:{row.line}")
        else:
            documents.setdefault(_document_of(row), []).append(row)
    cast = Cast(known, kinds)
    for (column, name), rows in documents.items():
        yield from _record(rows, place, cast, column, name)


def looks_like(line: str) -> bool:
    """Whether a line is the header of a table of coded stances."""
    return names_columns(line, COLUMNS, at_least=3)


def count(data: bytes) -> int:
    """Return how many documents a table names; 0 where it is no such table."""
    try:
        table = Table(data.decode("utf-8", errors="replace"), place="", known=COLUMNS)
    except InputError:
        return 0
    return len({_document_of(row) for row in table if isinstance(row, Row)})


def _kinds(row: Row) -> Iterator[tuple[str, ActorKind]]:
    for role in _ROLES:
        kind = row[f"{role}_kind"].lower().replace("organisation", "organization").replace("country", "state")
        if row[role] and kind and not (role == "target" and kind == "issue"):
            yield row[role], one_of(ActorKind, kind, f"{role}_kind")


def _document_of(row: Row) -> tuple[str, str]:
    column = next((name for name in ("document", "url", "source", "title") if row[name]), "")
    return column, row[column]


def _record(rows: list[Row], place: str, cast: Cast, column: str, name: str) -> Iterator[tuple[str, Found]]:
    """Yield an error for every row that says nothing, and the record of the others."""
    good: list[Coded] = []
    for row in rows:
        try:
            good.append(coded(row, cast))
        except (InputError, RecordError) as problem:
            yield f"{place}:{row.line}", problem.at(f"{place}:{row.line}")
    if not good:
        return
    where = f"{place}:{rows[0].line}"
    starts: dict[str, int] = {}
    end = 0
    for one in good:
        if one.paragraph not in starts:
            starts[one.paragraph] = end
            end += len(one.paragraph) + 1
    text = "\n".join(starts)
    actors: dict[str, Actor] = {}
    issues: dict[str, Issue] = {}
    attributions: dict[str, Attribution] = {}
    stances: dict[str, Stance] = {}
    for one in good:
        actors |= {actor.id: actor for actor in one.actors if actor.id not in actors}
        issues |= {issue.id: issue for issue in one.issues if issue.id not in issues}
        stance, said = moved(one, starts[one.paragraph])
        stances.setdefault(stance.id, stance)
        if said is not None:
            attributions.setdefault(said.id, said)
    header = {key: value for key, value in _header(rows).items() if value}
    try:
        document = Header.model_validate(
            {**header, "id": _id(place, column, name, text), "sha256": fingerprint(text), "text": text}
        )
    except NotADate as problem:
        yield where, problem.at(where)
        header.pop("published")
        document = Header.model_validate(
            {**header, "id": _id(place, column, name, text), "sha256": fingerprint(text), "text": text}
        )
    try:
        made = Record(
            document=document,
            actors=tuple(actors.values()),
            issues=tuple(issues.values()),
            attributions=tuple(attributions.values()),
            stances=tuple(stances.values()),
        )
        made.check(text)
    except RecordError as problem:
        yield where, problem.at(where)
    else:
        yield where, made


def _header(rows: list[Row]) -> Mapping[str, str]:
    """Return what the rows of one document say of it; the first that says something holds."""

    def first(name: str) -> str:
        return next((row[name] for row in rows if row[name]), "")

    source, title = first("source"), first("title")
    is_address = source.startswith(("http://", "https://"))
    return {
        "title": title or ("" if is_address else source),
        "published": first("published"),
        "publisher": first("publisher") or (source if title and not is_address else ""),
        "url": first("url") or (source if is_address else ""),
        "language": first("language"),
    }


def _id(place: str, column: str, name: str, text: str) -> str:
    if column == "document":
        return name
    # “Reuters” in one table is not “Reuters” in another: the name of the table keeps them apart.
    table = slug(PurePath(place).stem) if PurePath(place).suffix else fingerprint(text)[:8]
    made = f"{table}-{slug(name)}" if name else table
    return (
        made
        if len(made) <= _LONGEST_ID
        else f"{made[: _LONGEST_ID - 9]}-{hashlib.sha256(made.encode()).hexdigest()[:8]}"
    )
