"""New .dna databases in the layout of DNA 3: from documents, types, entities and statements, or from records."""

import base64
import hashlib
import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from kg.documents.dna.database import (
    DEFAULT_TYPE,
    DnaDatabase,
    DnaDocument,
    DnaEntity,
    DnaStatement,
    DnaType,
    DnaVariable,
    utf16_units,
)
from kg.documents.dna.schema import SCHEMA, VERSION
from kg.documents.dna.tables import Table, Tables
from kg.errors import InputError, TextMissing
from kg.records import Actor, Record, first_day
from kg.statements import seconds_of

#: The type that every new database of DNA has, with its four variables.
STATEMENT = DnaType(
    id=1,
    label=DEFAULT_TYPE,
    colour="#EFD033",
    variables=(
        DnaVariable(id=1, name="person", kind="short text"),
        DnaVariable(id=2, name="organization", kind="short text"),
        DnaVariable(id=3, name="concept", kind="short text"),
        DnaVariable(id=4, name="agreement", kind="boolean"),
    ),
)
PASSWORD = "kg"  # noqa: S105 -- DNA asks for one at the door, and whoever has the file has its contents
_ROUNDS = 100_000
log = logging.getLogger(__name__)
_DATA = {"boolean": "DATABOOLEAN", "integer": "DATAINTEGER", "short text": "DATASHORTTEXT", "long text": "DATALONGTEXT"}
_FIELDS = ("title", "text", "coder", "author", "source", "section", "notes", "type")


def made(
    documents: Sequence[DnaDocument],
    types: Sequence[DnaType] = (STATEMENT,),
    statements: Sequence[DnaStatement] = (),
    entities: Sequence[DnaEntity] = (),
    *,
    coders: Sequence[str] = ("Admin",),
    password: str = PASSWORD,
) -> DnaDatabase:
    """Return a new database. The first coder is the administrator, and all have the same password.

    Values of short texts that no entity has get one; every variable gets the empty entity that DNA expects. Raises `InputError` where a statement
    is empty, or refers to what is not there.
    """
    known = {document.id: document for document in documents}
    of_type = {kind.label: kind for kind in types}
    for statement in statements:
        if statement.document not in known or statement.type not in of_type:
            raise InputError(
                f"statement {statement.id} needs document {statement.document} and type {statement.type!r}"
            )
        if not 0 <= statement.start < statement.stop <= len(known[statement.document].text):
            raise InputError(
                f"statement {statement.id} marks no text: it goes from {statement.start} to {statement.stop}"
            )
    book = _Codebook(types, statements, entities)
    rows: dict[str, list[dict[str, Any]]] = {
        "SETTINGS": [{"Property": "version", "Value": VERSION}, {"Property": "date", "Value": "2022-06-10"}],
        "CODERS": list(_coders(coders, password)),
        "DOCUMENTS": [
            {
                "ID": one.id,
                "Date": one.seconds,
                **{name.capitalize(): getattr(one, name) for name in _FIELDS},
                "Coder": one.coder or 1,
            }
            for one in documents
        ],
        "STATEMENTTYPES": [{"ID": kind.id, "Label": kind.label, **_colours(kind.colour)} for kind in types],
        "VARIABLES": [
            {"ID": one.id, "Variable": one.name, "DataType": one.kind, "StatementTypeId": kind.id}
            for kind in types
            for one in kind.variables
        ],
        "STATEMENTS": [_statement(one, of_type[one.type], known[one.document].text) for one in statements],
        **book.rows(),
        **_values(statements, of_type, book),
    }
    made_ = {
        name: Table(_columns(sql), (), sql).with_rows([{**_defaults(name), **row} for row in rows.get(name, [])])
        for name, sql in SCHEMA.items()
    }
    return DnaDatabase(Tables(made_))


def of_records(records: Iterable[Record], *, password: str = PASSWORD) -> DnaDatabase:
    """Return the stances of records towards issues as a database, each document with its text.

    The holder is the organization, or the person where it is one; who speaks for it is the person. Stances without a side have no agreement to
    code, and stay out. Raises `TextMissing` for a record that came without its text.
    """
    documents: list[DnaDocument] = []
    statements: list[DnaStatement] = []
    for number, record in enumerate(records, 1):
        head = record.document
        if head.text is None:
            raise TextMissing(f"the record of {head.id!r} came without its text, which a database needs")
        documents.append(
            DnaDocument(
                id=number,
                title=head.title or head.id,
                text=head.text,
                seconds=seconds_of(datetime.fromisoformat(_day(record))),
                source=head.publisher or "",
                notes=head.url or "",
            )
        )
        statements += _statements_of(record, number, len(statements))
    return made(documents, statements=statements, password=password)


def _day(record: Record) -> str:
    """Return when a document came out; where nobody knows, when its first stance was taken, for a date DNA must have."""
    if record.document.published:
        return record.document.published
    taken = [first_day(stance.date.value) for stance in record.stances if stance.date]
    if not taken:
        log.warning("%s has no date, and is dated 1970-01-01, for DNA needs one", record.document.id)
    return min(taken, default="1970-01-01")


def _statements_of(record: Record, document: int, before: int) -> Iterator[DnaStatement]:
    actors: Mapping[str, Actor] = {actor.id: actor for actor in record.actors}
    issues = {issue.id: issue.label for issue in record.issues}
    said = {one.id: one.speaker for one in record.attributions}
    for stance in record.stances:
        if stance.target.issue is None or not stance.sign or stance.evidence.end <= stance.evidence.start:
            continue
        before += 1
        holder = actors[stance.holder]
        speaker = actors.get(said.get(stance.attribution or "") or "")
        person = (
            holder.name if holder.kind == "person" else speaker.name if speaker and speaker.kind == "person" else ""
        )
        yield DnaStatement(
            id=before,
            type=STATEMENT.label,
            document=document,
            start=stance.evidence.start,
            stop=stance.evidence.end,
            coder=1,
            values={
                "person": person,
                "organization": "" if holder.kind == "person" else holder.name,
                "concept": issues[stance.target.issue],
                "agreement": int(stance.sign > 0),
            },
        )


class _Codebook:
    """The entities of all variables, with the numbers of their values."""

    def __init__(
        self, types: Sequence[DnaType], statements: Sequence[DnaStatement], entities: Sequence[DnaEntity]
    ) -> None:
        self._entities = list(entities)
        self.number = {(one.variable, one.value): one.id for one in entities}
        self._next = max((one.id for one in entities), default=0) + 1
        variables = {
            (kind.label, one.name): one for kind in types for one in kind.variables if one.kind == "short text"
        }
        for variable in variables.values():
            self._add(variable.id, "")
        for statement in statements:
            for name, value in statement.values.items():
                if (statement.type, name) in variables:
                    self._add(variables[statement.type, name].id, str(value or ""))

    def _add(self, variable: int, value: str) -> None:
        if (variable, value) not in self.number:
            self._entities.append(DnaEntity(id=self._next, variable=variable, value=value, colour="#000000"))
            self.number[variable, value] = self._next
            self._next += 1

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        names: dict[tuple[int, str], int] = {}
        values: list[dict[str, Any]] = []
        for one in self._entities:
            for name in one.attributes:
                names.setdefault((one.variable, name), len(names) + 1)
        for one in self._entities:  # each entity has a value, if an empty one, for each attribute of its variable
            for (variable, name), number in names.items():
                if variable == one.variable:
                    value = {
                        "EntityId": one.id,
                        "AttributeVariableId": number,
                        "AttributeValue": one.attributes.get(name, ""),
                    }
                    values.append({"ID": len(values) + 1, **value})
        return {
            "ENTITIES": [
                {
                    "ID": one.id,
                    "VariableId": one.variable,
                    "Value": one.value,
                    "ChildOf": one.child_of,
                    **_colours(one.colour),
                }
                for one in self._entities
            ],
            "ATTRIBUTEVARIABLES": [
                {"ID": number, "VariableId": variable, "AttributeVariable": name}
                for (variable, name), number in names.items()
            ],
            "ATTRIBUTEVALUES": values,
        }


def _values(
    statements: Sequence[DnaStatement], types: Mapping[str, DnaType], book: _Codebook
) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _DATA.values()}
    for statement in statements:
        for variable in types[statement.type].variables:
            value = statement.values.get(variable.name)
            row = {"StatementId": statement.id, "VariableId": variable.id}
            if variable.kind == "short text":
                row["Entity"] = book.number[variable.id, str(value or "")]
            else:
                row["Value"] = str(value or "") if variable.kind == "long text" else int(value or 0)  # type: ignore[assignment]
            table = rows[_DATA[variable.kind]]
            table.append({"ID": len(table) + 1, **row})
    return rows


def _statement(one: DnaStatement, kind: DnaType, text: str) -> dict[str, Any]:
    start, stop = utf16_units(text, one.start, one.stop)
    return {
        "ID": one.id,
        "StatementTypeId": kind.id,
        "DocumentId": one.document,
        "Start": start,
        "Stop": stop,
        "Coder": one.coder or 1,
    }


def _coders(names: Sequence[str], password: str) -> Iterator[dict[str, Any]]:
    for number, name in enumerate(names, 1):
        yield {"ID": number, "Name": name, "Red": 200, "Green": 50, "Blue": 0, "Password": digest(password)}


def digest(password: str, salt: bytes | None = None) -> str:
    """Return a password as DNA keeps it: salt and password hashed by SHA-256, a hundred thousand times, in Base64."""
    salt = os.urandom(16) if salt is None else salt
    hashed = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        hashed = hashlib.sha256(hashed).digest()
    return base64.b64encode(salt + hashed).decode()


def _colours(colour: str) -> dict[str, int]:
    return {name: int(colour[at : at + 2], 16) for name, at in (("Red", 1), ("Green", 3), ("Blue", 5))}


def _defaults(table: str) -> dict[str, Any]:
    """Return what SQLite would fill in; a value that is given as NULL it would not."""
    if table != "CODERS":
        return {}
    plain = {
        "Refresh": 0,
        "FontSize": 14,
        "PopupWidth": 300,
        "ColorByCoder": 0,
        "PopupDecoration": 0,
        "PopupAutoComplete": 1,
    }
    return {**{name: 1 for name in _columns(SCHEMA["CODERS"]) if name.startswith("Permission")}, **plain}


def _columns(sql: str) -> tuple[str, ...]:
    """Return the columns that a statement of the schema makes."""
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(body):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append(body[start:at])
            start = at + 1
    words = [part.split()[0] for part in [*parts, body[start:]]]
    return tuple(
        word
        for word in words
        if word not in {"FOREIGN", "UNIQUE", "CHECK"} and not word.startswith(("UNIQUE(", "FOREIGN("))
    )
