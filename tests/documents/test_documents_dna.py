"""Files of Discourse Network Analyzer: read whole, written whole, made anew, and taken for what they are not."""

import contextlib
import hashlib
import shutil
import sqlite3
from base64 import b64decode
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import documents
from kg.documents.dna import DnaDatabase, DnaDocument, DnaEntity, DnaStatement, DnaType, DnaVariable
from kg.documents.dna.database import code_points, utf16_units
from kg.documents.dna.making import STATEMENT, digest, made, of_records
from kg.errors import EmptyDocument, InputError, RecordError, UnknownChoice
from kg.records import Document, Record, When

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(LETTERS, min_size=1, max_size=30)
WORDS = st.text(LETTERS, max_size=12)
TYPE = DnaType(
    id=7,
    label="Graded",
    colour="#64C8BE",
    variables=(
        DnaVariable(id=1, name="who", kind="short text"),
        DnaVariable(id=2, name="where", kind="short text"),
        DnaVariable(id=3, name="position", kind="integer"),
        DnaVariable(id=4, name="yes", kind="boolean"),
        DnaVariable(id=5, name="note", kind="long text"),
    ),
)


@st.composite
def databases(draw):
    """A database with documents, statements, entities and attributes."""
    made_documents = [
        DnaDocument(id=at, title=draw(WORDS), text=draw(TEXTS), seconds=draw(st.integers(-(10**10), 10**10)), coder=1,
                    **{name: draw(WORDS) for name in ("author", "source", "section", "notes", "type")})
        for at in range(1, draw(st.integers(1, 3)) + 1)
    ]  # fmt: skip
    statements = []
    for at in range(draw(st.integers(0, 4))):
        document = draw(st.sampled_from(made_documents))
        start = draw(st.integers(0, len(document.text) - 1))
        statements.append(
            DnaStatement(id=at + 1, type="Graded", document=document.id, start=start,
                         stop=draw(st.integers(start + 1, len(document.text))), coder=1,
                         values={"who": draw(WORDS), "where": draw(WORDS), "position": draw(st.integers(-(2**31), 2**31 - 1)),
                                 "yes": draw(st.integers(0, 1)), "note": draw(WORDS)})
        )  # fmt: skip
    values = draw(st.lists(WORDS, unique=True, max_size=3))
    entities = [
        DnaEntity(
            id=at, variable=1, value=value, colour="#0A141E", attributes={"Type": draw(WORDS), "Alias": draw(WORDS)}
        )
        for at, value in enumerate(values, 1)
    ]
    return made_documents, statements, entities


@settings(max_examples=25)  # each with a password that is hashed a hundred thousand times
@given(parts=databases())
def test_a_round_trip_loses_nothing(parts, tmp_path_factory):
    """What is made, written and read again is the same: each text, span, value, entity and attribute."""
    said, statements, entities = parts
    database = made(said, [TYPE], statements, entities)
    path = tmp_path_factory.mktemp("dna") / "made.dna"
    database.write(path)
    again = DnaDatabase.read(path)
    assert again == database
    assert list(again.documents) == said
    assert [replace(one, values=dict(one.values)) for one in again.statements] == statements
    assert [one for one in again.entities if one.id <= len(entities)] == entities
    assert again.types == (TYPE,)
    path.unlink()


@pytest.mark.shared
@pytest.mark.parametrize("name", ["synthetic.dna", "synthetic_events.dna"])
def test_a_file_of_dna_is_written_as_it_was(shared, tmp_path, name):
    """Every table, column, row and index, whether kg knows it or not, and SQLite finds it sound."""
    database = DnaDatabase.read(shared / "dna" / name)
    database.write(tmp_path / name)
    assert DnaDatabase.read(tmp_path / name) == database
    with (
        closing(sqlite3.connect(tmp_path / name)) as written,
        closing(sqlite3.connect(shared / "dna" / name)) as original,
    ):
        assert written.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert written.execute("PRAGMA foreign_key_check").fetchall() == []
        assert list(written.iterdump()) == list(original.iterdump())


@pytest.mark.shared
def test_the_columns_of_a_new_database_are_those_of_dna(shared):
    """Table by table, and in that order."""
    there = DnaDatabase.read(shared / "dna/synthetic.dna").tables.tables
    new = made([]).tables.tables
    assert {name: table.columns for name, table in new.items()} == {
        name: table.columns for name, table in there.items()
    }


@pytest.mark.shared
def test_what_is_in_the_synthetic_database(shared):
    """Documents, coders, entities with their attributes, and statements that mark their words."""
    database = DnaDatabase.read(shared / "dna/synthetic.dna")
    assert (database.version, len(database.documents), len(database.statements), len(database.entities)) == (
        "3.0.7",
        30,
        175,
        61,
    )
    assert [coder.name for coder in database.coders] == ["Admin", "Coder A"]
    (kelp,) = [one for one in database.entities if one.value == "Kelp Watch" and one.variable == 2]
    assert (kelp.colour, kelp.attributes) == ("#129A2C", {"Type": "ngo", "Alias": ""})
    texts = {document.id: document.text for document in database.documents}
    for statement in database.statements:
        words = texts[statement.document][statement.start : statement.stop]
        assert words.startswith(statement.values["person"])
        assert words.endswith(".")
    assert digest("synthetic", bytes(range(16))) == next(database.tables.tables["CODERS"].records())["Password"]


def old(path):
    """A file in the layout of DNA 2."""
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(
            """
            CREATE TABLE SETTINGS(Property TEXT, Value TEXT);
            INSERT INTO SETTINGS VALUES ('version', '2.0 beta 25');
            CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
            INSERT INTO CODERS VALUES (1, 'Admin', 255, 255, 0);
            CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY AUTOINCREMENT, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
                Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
            INSERT INTO DOCUMENTS VALUES (3, 'Tides', 'We back the dam. Never.', 1, '', 'Courier', '', '', '', 1106694000500);
            INSERT INTO DOCUMENTS VALUES (4, 'Before', 'Nothing.', 1, '', '', '', '', '', -1);
            CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
            INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51);
            CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
            INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1), (2, 'concept', 'short text', 1),
                (3, 'agreement', 'boolean', 1);
            CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER,
                Coder INTEGER);
            INSERT INTO STATEMENTS VALUES (9, 1, 3, 0, 16, 1);
            CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
            INSERT INTO DATABOOLEAN VALUES (1, 9, 3, 1, 1);
            CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
            CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
            CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
            INSERT INTO DATASHORTTEXT VALUES (1, 9, 1, 1, 'Board'), (2, 9, 2, 1, 'dam');
            CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, Blue INTEGER,
                Type TEXT, Alias TEXT, Notes TEXT, ChildOf INTEGER);
            INSERT INTO ATTRIBUTES VALUES (1, 1, 'Board', 0, 0, 255, 'agency', '', '', NULL), (2, 2, 'lock', 0, 0, 0, '', '', '', NULL);
            CREATE TABLE STATEMENTLINKS(ID INTEGER PRIMARY KEY, SourceId INTEGER, TargetId INTEGER);
            CREATE INDEX later ON DOCUMENTS (Date);
            """
        )
    return path


def test_a_file_of_dna_2(tmp_path):
    """Milliseconds, texts in place of entities, attributes in columns; and its tables are all written again."""
    database = DnaDatabase.read(old(tmp_path / "old.dna"))
    assert database.is_old
    assert [document.seconds for document in database.documents] == [1106694000, -1]
    table = database.table()
    assert [column.values for column in table.variables.values()] == [["Board"], ["dam"], [1]]
    assert table.variables["organization"].attributes == {
        "Board": {"Color": "#0000FF", "Alias": "", "Notes": "", "Type": "agency"}
    }
    assert table.variables["concept"].known == ("lock",)
    database.write(tmp_path / "again.dna")
    assert DnaDatabase.read(tmp_path / "again.dna") == database
    with closing(sqlite3.connect(tmp_path / "again.dna")) as file:
        assert file.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND name = 'later'").fetchone() == (
            "later",
        )
        assert file.execute("SELECT * FROM sqlite_sequence").fetchall() == [("DOCUMENTS", 4)]


def test_offsets_of_texts_with_emoji():
    """Java counts a wave as two, and Python as one."""
    text = "🌊🌊 rises"
    assert utf16_units(text, 2, 8) == (4, 10)
    assert code_points(text, 4, 10) == (2, 8)


@pytest.fixture
def coded(tmp_path):
    """A database with a document that is coded, one that is not, and one that is empty."""
    texts = ["🌊 Ms. Reed of the Board backs the dam. The Board rejects the lock.", "Nobody has coded this.", " "]
    said = [
        DnaDocument(id=at, title=f"Day {at}", text=text, seconds=1_700_000_000, source="Courier")
        for at, text in enumerate(texts, 1)
    ]
    first = texts[0].index("Ms."), texts[0].index(" The Board rejects")
    second = first[1] + 1, len(texts[0])
    values = [
        {"person": "Ms. Reed", "organization": "Board", "concept": "dam", "agreement": 1},
        {"person": "", "organization": "Board", "concept": "lock", "agreement": 0},
        {"person": "", "organization": "", "concept": "lock", "agreement": 0},
    ]
    statements = [
        DnaStatement(id=at, type=STATEMENT.label, document=1, start=span[0], stop=span[1], coder=1, values=one)
        for at, (span, one) in enumerate(zip([first, second, second], values, strict=True), 1)
    ]
    path = tmp_path / "dams.dna"
    made(said, statements=statements).write(path)
    return path


def test_coded_statements_are_stances(coded):
    """Each on its words; whom nobody coded is a problem that names the statement, and what nobody coded is a document to read."""
    problem, record, document, empty = documents.read([coded])
    assert isinstance(record, Record)
    assert [(one.id, one.holder, one.target.issue, one.sign, one.voice) for one in record.stances] == [
        ("s1", "board", "dam", 1, "representative"),
        ("s2", "board", "lock", -1, "self"),
    ]
    assert [one.evidence.text for one in record.stances] == [
        "Ms. Reed of the Board backs the dam.",
        "The Board rejects the lock.",
    ]
    assert record.attributions[0].speaker == "ms-reed"
    assert (record.document.id, record.document.title, record.document.publisher, record.document.published) == (
        "dams-1", "Day 1", "Courier", "2023-11-14"
    )  # fmt: skip
    assert "dams.dna, document 1, statement 3: it has no organization" in str(problem)
    assert isinstance(document, Document)
    assert isinstance(empty, EmptyDocument)
    assert documents.count([coded]) == 3


def test_records_become_a_database_that_reads_the_same(coded, tmp_path):
    """There and back: holders, issues, signs and words."""
    word = "open sesame"
    (record,) = [item for item in documents.read([coded]) if isinstance(item, Record)]
    of_records([record], password=word).write(tmp_path / "dams.dna.2.dna")
    (again,) = documents.read([tmp_path / "dams.dna.2.dna"])
    assert [(one.holder, one.target, one.sign, one.evidence, one.voice) for one in again.stances] == [
        (one.holder, one.target, one.sign, one.evidence, one.voice) for one in record.stances
    ]
    (coder,) = DnaDatabase.read(tmp_path / "dams.dna.2.dna").tables.tables["CODERS"].records()
    kept = b64decode(coder["Password"])
    hashed = hashlib.sha256(kept[:16] + word.encode()).digest()
    for _ in range(99_999):
        hashed = hashlib.sha256(hashed).digest()
    assert kept[16:] == hashed


def test_a_document_without_a_date_has_that_of_its_first_stance(coded, tmp_path, caplog):
    """DNA must have one; where nobody knows any it is said."""
    (record,) = [item for item in documents.read([coded]) if isinstance(item, Record)]
    undated = record.model_copy(update={"document": record.document.model_copy(update={"published": None})})
    when = When(value="2024-05", precision="month", basis="stated")
    dated = undated.model_copy(
        update={"stances": tuple(one.model_copy(update={"date": when}) for one in record.stances)}
    )
    assert [document.seconds for document in of_records([dated]).documents] == [1_714_521_600]
    assert caplog.records == []
    assert [document.seconds for document in of_records([undated]).documents] == [0]
    assert "dams-1 has no date" in caplog.text


def broken(path, change):
    """The file of `coded` with one thing changed."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA writable_schema = ON")
        file.execute(change)
    return path


BROKEN = {
    "newer": ("UPDATE SETTINGS SET Value = '4.1' WHERE Property = 'version'", "DNA 4.1 wrote this file"),
    "no statements": ("DROP TABLE STATEMENTS", "it has no table STATEMENTS"),
    "no entity": ("DELETE FROM ENTITIES WHERE Value = 'dam'", "refers to the entity"),
    "no document": ("DELETE FROM DOCUMENTS WHERE ID = 1", "stands in document 1, which is not there"),
    "unknown data type": ("UPDATE VARIABLES SET DataType = 'colour' WHERE ID = 2", "'colour' is not a data type"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_does_not_hold_together(coded, name):
    """What is wrong is said, with the file."""
    change, message = BROKEN[name]
    with pytest.raises((InputError, UnknownChoice)) as raised:
        DnaDatabase.read(broken(coded, change)).table()
    assert message in str(raised.value)
    assert str(raised.value).startswith(str(coded))
    assert all(isinstance(item, InputError | Record | Document) for item in documents.read([coded]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"<?xml version='1.0'?><discourse/>", "a file of DNA 1, which is XML"),
        (b"\x8a\x10\xff" * 600, "damaged, encrypted, or a database that lies on a server"),
    ],
)
def test_what_is_no_database(tmp_path, content, message):
    """Empty, old, encrypted."""
    path = tmp_path / "a.dna"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        DnaDatabase.read(path)
    (problem,) = documents.read([path])
    assert message in str(problem)


def test_a_file_that_is_cut_off(coded):
    """Half a download."""
    whole = coded.read_bytes()
    coded.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="the file is damaged"):
        DnaDatabase.read(coded)


def test_another_sqlite_file_is_no_dna_database(tmp_path):
    """A graph of kg's own, or a browser's history."""
    with closing(sqlite3.connect(tmp_path / "a.dna")) as file, file:
        file.execute("CREATE TABLE other (id)")
    with pytest.raises(InputError, match="no DNA database: it has no table DOCUMENTS"):
        DnaDatabase.read(tmp_path / "a.dna")


def test_an_unknown_statement_type(coded):
    """Did you mean."""
    with pytest.raises(UnknownChoice, match="did you mean 'DNA Statement'"):
        DnaDatabase.read(coded).table("DNA Statment")


def test_a_failed_write_leaves_nothing(coded, tmp_path):
    """Neither half a file nor its draft."""
    database = DnaDatabase.read(coded)
    folder = tmp_path / "there"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        database.write(folder)
    assert list(folder.iterdir()) == []
    assert not (tmp_path / ".there.part").exists()


def test_a_file_in_a_folder_that_may_not_be_written_to(coded, tmp_path):
    """Is read; its journal is not."""
    locked = tmp_path / "locked"
    locked.mkdir()
    shutil.copy(coded, locked / "a.dna")
    locked.chmod(0o555)
    try:
        assert len(DnaDatabase.read(Path(locked / "a.dna")).statements) == 3
    finally:
        locked.chmod(0o755)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20))
def test_whatever_is_damaged_is_said(coded, damage):
    """A file with some other bytes is read, or it is said what is wrong with it; and nothing else comes of it."""
    content = bytearray(coded.read_bytes())
    for share, byte in damage:
        content[int(share * len(content))] = byte
    path = coded.with_name("damaged.dna")
    path.write_bytes(content)
    with contextlib.suppress(InputError, UnknownChoice):
        database = DnaDatabase.read(path)
        assert len(database.statements) >= len(database.table().ids)
    assert {type(item) for item in documents.read([path])} <= {Record, Document, *problems()}


def problems():
    """The errors that a file can have, and those that are special cases of them."""
    found = [InputError, RecordError]
    for kind in found:
        found += kind.__subclasses__()
    return found
