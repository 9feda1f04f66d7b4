"""A .dna file, as Discourse Network Analyzer 2 and 3 write it, as documents, statements, entities and coders."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar

from kg.documents.dna import tables
from kg.documents.dna.tables import Table, Tables
from kg.errors import InputError, UnknownChoice
from kg.statements import Column, Kind, StatementTable

P = ParamSpec("P")
T = TypeVar("T")

_NEEDED = (
    "DOCUMENTS",
    "STATEMENTTYPES",
    "VARIABLES",
    "STATEMENTS",
    "DATABOOLEAN",
    "DATAINTEGER",
    "DATALONGTEXT",
    "DATASHORTTEXT",
)
_DATA: Mapping[str, str] = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
}
DEFAULT_TYPE = "DNA Statement"  # as every new database of DNA has it


@dataclass(frozen=True, kw_only=True)
class DnaDocument:
    """A document; ``seconds`` is its date since 1970, UTC."""

    id: int
    title: str
    text: str
    seconds: int
    coder: int | None = None
    author: str = ""
    source: str = ""
    section: str = ""
    notes: str = ""
    type: str = ""


@dataclass(frozen=True, kw_only=True)
class DnaVariable:
    """A variable of a statement type, with its data type."""

    id: int
    name: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class DnaType:
    """A statement type and its variables, in their order."""

    id: int
    label: str
    colour: str
    variables: tuple[DnaVariable, ...]


@dataclass(frozen=True, kw_only=True)
class DnaEntity:
    """A value of a short text that the codebook lists, with its attributes."""

    id: int
    variable: int
    value: str
    colour: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    child_of: int | None = None


@dataclass(frozen=True, kw_only=True)
class DnaCoder:
    """Somebody who codes."""

    id: int
    name: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class DnaStatement:
    """A coded stretch of a document, ``text[start:stop]`` in code points, with the value of each variable."""

    id: int
    type: str
    document: int
    start: int
    stop: int
    coder: int | None
    values: Mapping[str, Any]


def _as_dna_has_it(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Turn what goes wrong with a table that is not as DNA has it into an `InputError` that names the file."""

    def decorator(read: Callable[P, T]) -> Callable[P, T]:
        @wraps(read)
        def reading(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return read(*args, **kwargs)
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
                place = getattr(args[0], "place", None)
                raise InputError(
                    f"the table {name}, or one that belongs to it, is not as DNA has it ({type(error).__name__}: {error}): "
                    "open the file in DNA, and save it anew",
                    place=place,
                ) from error

        return reading

    return decorator


class DnaDatabase:
    """A .dna file in memory. ``tables`` is all of it; everything else is read from there.

    >>> DnaDatabase.read(Path("nowhere.dna"))
    Traceback (most recent call last):
        ...
    kg.errors.InputError: nowhere.dna: there is no such file
    """

    def __init__(self, whole: Tables, *, place: str = "the database") -> None:
        self.tables = whole
        self.place = place
        missing = [name for name in _NEEDED if name not in whole.tables]
        if missing:
            raise InputError(f"this SQLite file is no DNA database: it has no table {missing[0]}", place=place)
        settings = whole.tables.get("SETTINGS")
        known = {str(row.get("Property")): str(row.get("Value")) for row in settings.records()} if settings else {}
        #: What the file says of itself, ``version`` among it.
        self.settings: Mapping[str, str] = known
        major = self.version.split(".")[0].strip()
        if major.isdecimal() and int(major) > 3:
            raise InputError(f"DNA {self.version} wrote this file, and kg reads those of DNA 2 and 3", place=place)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a file; raises `InputError` with what is wrong and what to do."""
        try:
            return cls(tables.read(path), place=str(path))
        except FileNotFoundError:
            raise InputError("there is no such file", place=str(path)) from None
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}", place=str(path)) from None

    def write(self, path: Path) -> None:
        """Write all of it, known to kg or not, in the layout that it came in."""
        tables.write(self.tables, path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DnaDatabase) and self.tables == other.tables

    __hash__ = None  # type: ignore[assignment]

    @property
    def version(self) -> str:
        """Which DNA wrote it; 2 where it does not say and the layout is the old one."""
        return self.settings.get("version") or ("2" if self.is_old else "3")

    @property
    def is_old(self) -> bool:
        """Whether the layout is that of DNA 2: texts in place of entities, dates in milliseconds."""
        return "ENTITIES" not in self.tables.tables

    @cached_property
    @_as_dna_has_it("DOCUMENTS")
    def documents(self) -> tuple[DnaDocument, ...]:
        """The documents, in the order of the file."""
        return tuple(
            DnaDocument(
                id=int(row["ID"]),
                title=_text(row["Title"]),
                text=_text(row["Text"]),
                # Whole seconds, downwards: a date before 1970 must not move to the next second.
                seconds=int(row["Date"]) // 1000 if self.is_old else int(row["Date"]),
                coder=row.get("Coder"),
                **{
                    name: _text(row.get(name.capitalize())) for name in ("author", "source", "section", "notes", "type")
                },
            )
            for row in self._rows("DOCUMENTS")
        )

    @cached_property
    @_as_dna_has_it("VARIABLES")
    def types(self) -> tuple[DnaType, ...]:
        """The statement types."""
        variables: defaultdict[int, list[DnaVariable]] = defaultdict(list)
        for row in self._rows("VARIABLES"):
            variables[row["StatementTypeId"]].append(
                DnaVariable(id=row["ID"], name=row["Variable"], kind=self._kind(row["DataType"], row["Variable"]))
            )
        return tuple(
            DnaType(id=row["ID"], label=row["Label"], colour=_colour(row), variables=tuple(variables[row["ID"]]))
            for row in self._rows("STATEMENTTYPES")
        )

    @cached_property
    @_as_dna_has_it("ENTITIES")
    def entities(self) -> tuple[DnaEntity, ...]:
        """The values that the codebook lists; DNA 2 calls them attributes."""
        if self.is_old:
            return tuple(
                DnaEntity(
                    id=row["ID"],
                    variable=row["VariableId"],
                    value=row["Value"],
                    colour=_colour(row),
                    attributes={name: row.get(name) or "" for name in ("Type", "Alias", "Notes")},
                    child_of=row.get("ChildOf"),
                )
                for row in self._rows("ATTRIBUTES")
            )
        names = {row["ID"]: (row["VariableId"], row["AttributeVariable"]) for row in self._rows("ATTRIBUTEVARIABLES")}
        given: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for row in self._rows("ATTRIBUTEVALUES"):
            given[row["EntityId"]][row["AttributeVariableId"]] = row["AttributeValue"]
        of_variable: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, (variable, name) in names.items():
            of_variable[variable].append((number, name))
        return tuple(
            DnaEntity(
                id=row["ID"],
                variable=row["VariableId"],
                value=row["Value"],
                colour=_colour(row),
                attributes={name: given[row["ID"]].get(number, "") for number, name in of_variable[row["VariableId"]]},
                child_of=row.get("ChildOf"),
            )
            for row in self._rows("ENTITIES")
        )

    @cached_property
    @_as_dna_has_it("CODERS")
    def coders(self) -> tuple[DnaCoder, ...]:
        """Who coded."""
        return tuple(DnaCoder(id=row["ID"], name=row["Name"], colour=_colour(row)) for row in self._rows("CODERS"))

    @cached_property
    @_as_dna_has_it("STATEMENTS")
    def statements(self) -> tuple[DnaStatement, ...]:
        """The statements, in the order of their numbers, a type after the other."""
        return tuple(statement for one in self.types for statement in self._statements(one))

    def type(self, label: str | None = None) -> DnaType:
        """Return a statement type by its label; without one the usual one, or the only one. Raises `UnknownChoice`."""
        labels = [one.label for one in self.types]
        wanted = label or (DEFAULT_TYPE if DEFAULT_TYPE in labels or len(labels) != 1 else labels[0])
        for one in self.types:
            if one.label == wanted:
                return one
        raise UnknownChoice(wanted, kind="statement type of this database", known=labels, place=self.place)

    @_as_dna_has_it("STATEMENTS")
    def table(self, label: str | None = None) -> StatementTable:
        """Return the statements of one type as columns, for `kg.networks.discourse`. Raises `UnknownChoice`."""
        kind = self.type(label)
        said = list(self._statements(kind))
        of = {document.id: document for document in self.documents}
        for statement in said:
            if statement.document not in of:
                raise InputError(
                    f"statement {statement.id} stands in document {statement.document}, which is not there",
                    place=self.place,
                )
        where = [of[statement.document] for statement in said]
        variables = {
            one.name: self._column(one, [statement.values[one.name] for statement in said]) for one in kind.variables
        }
        fields = {
            name: Column("short text", [str(getattr(document, name)) for document in where])
            for name in ("author", "source", "section", "type", "id", "title")
        }
        dates = [document.seconds for document in self.documents]
        return StatementTable(
            ids=[statement.id for statement in said],
            documents=[document.id for document in where],
            seconds=[document.seconds for document in where],
            variables=variables,
            fields=fields,
            since=min(dates, default=None),
            until=max(dates, default=None),
        )

    def _column(self, variable: DnaVariable, values: list[Any]) -> Column:
        if variable.kind != "short text":
            return Column(variable.kind, values)
        listed = [entity for entity in self.entities if entity.variable == variable.id and entity.value]
        return Column(
            variable.kind,
            values,
            tuple(entity.value for entity in listed),
            {entity.value: {"Color": entity.colour, **dict(sorted(entity.attributes.items()))} for entity in listed},
        )

    def _statements(self, kind: DnaType) -> Iterator[DnaStatement]:
        values = {variable.name: self._values(variable) for variable in kind.variables}
        for row in sorted(self._rows("STATEMENTS"), key=lambda one: int(one["ID"])):
            if row["StatementTypeId"] == kind.id:
                start, stop = int(row["Start"]), int(row["Stop"])
                if row["DocumentId"] in self._astral:
                    start, stop = code_points(self._astral[row["DocumentId"]], start, stop)
                yield DnaStatement(
                    id=row["ID"],
                    type=kind.label,
                    document=row["DocumentId"],
                    start=start,
                    stop=stop,
                    coder=row.get("Coder"),
                    values={name: given.get(row["ID"]) for name, given in values.items()},
                )

    def _values(self, variable: DnaVariable) -> Mapping[int, Any]:
        """Return statement → value."""
        rows = self._data[_DATA[variable.kind]].get(variable.id, [])
        if variable.kind != "short text" or self.is_old:
            return {row["StatementId"]: row["Value"] for row in rows}
        texts = {entity.id: entity.value for entity in self.entities}
        for row in rows:
            if row["Entity"] not in texts:
                raise InputError(
                    f"statement {row['StatementId']} refers to the entity {row['Entity']}, which is not there",
                    place=self.place,
                )
        return {row["StatementId"]: texts[row["Entity"]] for row in rows}

    @cached_property
    def _astral(self) -> Mapping[int, str]:
        """The texts with characters that Java counts as two; in all others its offsets are those of Python."""
        return {one.id: one.text for one in self.documents if not one.text.isascii() and max(one.text) > "\uffff"}

    @cached_property
    def _data(self) -> Mapping[str, Mapping[int, list[dict[str, Any]]]]:
        """The rows of each table of values, by variable."""
        made: dict[str, defaultdict[int, list[dict[str, Any]]]] = {}
        for name in _DATA.values():
            made[name] = defaultdict(list)
            for row in self._rows(name):
                made[name][row["VariableId"]].append(row)
        return made

    def _kind(self, kind: str, name: str) -> Kind:
        if kind not in _DATA:
            raise InputError(
                f"{kind!r} is not a data type of DNA, and the variable {name!r} has it: choose from {', '.join(_DATA)}",
                place=self.place,
            )
        return kind  # type: ignore[return-value]

    def _rows(self, name: str) -> Iterator[dict[str, Any]]:
        table: Table | None = self.tables.tables.get(name)
        return table.records() if table is not None else iter(())


def code_points(text: str, start: int, stop: int) -> tuple[int, int]:
    """Turn offsets in UTF-16 units, as Java counts, into those in code points.

    >>> code_points("🌊 rises", 3, 8)
    (2, 7)
    """
    if text.isascii() or max(text, default="") <= "\uffff":
        return start, stop
    units = text.encode("utf-16-le", "surrogatepass")
    counted = [units[: 2 * at].decode("utf-16-le", "replace") for at in (start, stop)]
    return len(counted[0]), len(counted[1])


def utf16_units(text: str, start: int, stop: int) -> tuple[int, int]:
    """Turn offsets in code points into those in UTF-16 units.

    >>> utf16_units("🌊 rises", 2, 7)
    (3, 8)
    """
    before, within = (part.encode("utf-16-le", "surrogatepass") for part in (text[:start], text[start:stop]))
    return len(before) // 2, (len(before) + len(within)) // 2


def _text(value: Any) -> str:
    """Return a cell that must be text, or empty; raises `TypeError` for bytes, which damage leaves there."""
    if isinstance(value, bytes):
        raise TypeError("bytes where text belongs")
    return str(value or "")


def _colour(row: Mapping[str, Any]) -> str:
    return "#{:02X}{:02X}{:02X}".format(*(int(row.get(name) or 0) & 255 for name in ("Red", "Green", "Blue")))
