"""The tables of a .dna file as DNA 3 has them, for databases that kg makes."""

from collections.abc import Mapping

VERSION = "3.0.7"

_COLOURS = "Red INTEGER NOT NULL DEFAULT 0, Green INTEGER NOT NULL DEFAULT 0, Blue INTEGER NOT NULL DEFAULT 0"
_ID = "ID INTEGER NOT NULL PRIMARY KEY"

PERMISSIONS = tuple(
    f"Permission{what}"
    for what in (
        "AddDocuments",
        "EditDocuments",
        "DeleteDocuments",
        "ImportDocuments",
        "AddStatements",
        "EditStatements",
        "DeleteStatements",
        "EditAttributes",
        "EditRegex",
        "EditStatementTypes",
        "EditCoders",
        "EditCoderRelations",
        "ViewOthersDocuments",
        "EditOthersDocuments",
        "ViewOthersStatements",
        "EditOthersStatements",
    )
)


def _gone_with(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(value: str) -> str:
    return (
        f"{_ID}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {value}, UNIQUE (StatementId, VariableId)"
    )


_BODIES = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": f"{_ID}, Name TEXT NOT NULL, {_COLOURS}, Refresh INTEGER NOT NULL DEFAULT 0, "
    "FontSize INTEGER NOT NULL DEFAULT 14, Password TEXT NOT NULL, PopupWidth INTEGER DEFAULT 300, "
    "ColorByCoder INTEGER NOT NULL DEFAULT 0, PopupDecoration INTEGER NOT NULL DEFAULT 0, "
    "PopupAutoComplete INTEGER NOT NULL DEFAULT 1, "
    + ", ".join(f"{name} INTEGER NOT NULL DEFAULT 1" for name in PERMISSIONS),
    "DOCUMENTS": f"{_ID}, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER, "
    + ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in ("Author", "Source", "Section", "Notes", "Type"))
    + f", Date INTEGER NOT NULL, {_gone_with('Coder', 'CODERS')}",
    "STATEMENTTYPES": f"{_ID}, Label TEXT NOT NULL, {_COLOURS}",
    "VARIABLES": f"{_ID}, Variable TEXT NOT NULL, DataType TEXT NOT NULL DEFAULT 'short text', "
    f"StatementTypeId INTEGER, {_gone_with('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId)",
    "VARIABLELINKS": f"{_ID}, SourceVariableId INTEGER, TargetVariableId INTEGER, "
    f"{_gone_with('SourceVariableId', 'VARIABLES')}, {_gone_with('TargetVariableId', 'VARIABLES')}",
    "REGEXES": f"Label TEXT PRIMARY KEY, {_COLOURS}",
    "CODERRELATIONS": f"{_ID}, Coder INTEGER, OtherCoder INTEGER, "
    + ", ".join(
        f"{name} INTEGER NOT NULL DEFAULT 1"
        for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
    )
    + f", {_gone_with('Coder', 'CODERS')}, {_gone_with('OtherCoder', 'CODERS')}",
    "STATEMENTS": f"{_ID}, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT NULL, Stop INTEGER NOT NULL, "
    f"Coder INTEGER, CHECK (Start < Stop), {_gone_with('StatementTypeId', 'STATEMENTTYPES')}, "
    f"{_gone_with('Coder', 'CODERS')}, {_gone_with('DocumentId', 'DOCUMENTS')}",
    "DATABOOLEAN": _data("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": f"{_ID}, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '', Red INTEGER, Green INTEGER, "
    f"Blue INTEGER, ChildOf INTEGER, {_gone_with('VariableId', 'VARIABLES')}, UNIQUE (VariableId, Value)",
    "DATASHORTTEXT": _data("Entity INTEGER NOT NULL"),
    "DATALONGTEXT": _data("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": f"{_ID}, VariableId INTEGER NOT NULL, AttributeVariable TEXT NOT NULL, "
    f"{_gone_with('VariableId', 'VARIABLES')}, UNIQUE (VariableId, AttributeVariable)",
    "ATTRIBUTEVALUES": f"{_ID}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, "
    f"AttributeValue TEXT NOT NULL DEFAULT '', {_gone_with('EntityId', 'ENTITIES')}, "
    f"{_gone_with('AttributeVariableId', 'ATTRIBUTEVARIABLES')}, UNIQUE (EntityId, AttributeVariableId)",
}

#: How each table is made, in an order in which each comes after those that it refers to.
SCHEMA: Mapping[str, str] = {name: f"CREATE TABLE {name} ({body})" for name, body in _BODIES.items()}
