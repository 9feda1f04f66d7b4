"""What is known of files that cannot say it themselves: ``metadata.csv`` beside them, and their names."""

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.documents.encoding import text_of
from kg.documents.faults import misspelling
from kg.documents.tables import Row, Table
from kg.errors import BrokenLine, InputError, KgError, NotADate
from kg.records import Document

NAME = "metadata.csv"
FIELDS = ("id", "title", "published", "publisher", "url", "language")
_COLUMNS = ("file", *FIELDS)

Fields = Mapping[str, str]


def is_metadata(path: Path) -> bool:
    """Whether a file describes others, and is no document and no table of stances itself."""
    return path.name.lower() == NAME


def from_name(path: Path) -> dict[str, str]:
    """Return what the name of a file tells: the day that it begins with, and a title for want of a better.

    >>> from_name(Path("news/2023-06-20_talks.txt")), from_name(Path("2023-13-45.txt"))
    ({'published': '2023-06-20', 'title': 'talks'}, {'title': '2023-13-45'})
    """
    found = re.match(r"(\d{4}-\d{2}-\d{2})(?!\d)[\s_.,–-]*", path.stem)
    try:
        Document(text="-", published=found[1] if found else None)
    except NotADate:
        found = None
    stem = shown(path.stem)
    rest = stem[found.end() :] if found else stem
    known = {"published": found[1]} if found else {}
    return known | {"title": " ".join(rest.replace("_", " ").split()) or stem}


def shown(path: Path | str) -> str:
    """Return a path as text that can be printed and stored, even where its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")


class Descriptions:
    """The ``metadata.csv`` files of a run, each read once.

    Its columns are file (as seen from the table), title, published, publisher, url, id and language; only
    the first is needed, and further ones are the user's own. A table speaks of its folder and of those
    below; the nearest one wins.
    """

    def __init__(self) -> None:
        self._tables: dict[Path, Mapping[str, Fields]] = {}

    def of(self, path: Path, *, root: Path) -> tuple[dict[str, str], list[InputError]]:
        """Return what the tables from ``root`` down to the file say of it, and what is wrong with tables new to the run."""
        said: dict[str, str] = {}
        problems: list[InputError] = []
        for folder in _down(root, path.parent):
            if folder not in self._tables:
                self._tables[folder] = read(folder, problems)
            said |= self._tables[folder].get(_key(path.relative_to(folder).as_posix()), {})
        return said, problems


def read(folder: Path, problems: list[InputError]) -> Mapping[str, Fields]:
    """Return what the ``metadata.csv`` of a folder says, by file; add to ``problems`` what is wrong with it."""
    path = next((one for one in (folder / NAME, folder / NAME.upper(), folder / NAME.title()) if one.is_file()), None)
    if path is None:
        return {}
    try:
        table = Table(text_of(path.read_bytes(), str(path)), place=str(path), known=_COLUMNS)
        table.need(("file",))
    except InputError as problem:
        problems.append(problem)
        return {}
    except OSError as error:
        problems.append(InputError(f"cannot be read: {error.strerror}", place=str(path)))
        return {}
    problems.extend(table.misspelt())
    said: dict[str, Fields] = {}
    for row in table:
        if isinstance(row, InputError):
            problems.append(row)
            continue
        where = f"{path}:{row.line}"
        file = row["file"].replace("\\", "/").removeprefix("./")
        if _key(file) in said:
            problems.append(BrokenLine(f"{file} is described a second time; the first holds", place=where))
        elif not file:
            problems.append(BrokenLine("no file is named", place=where))
        elif not _exists(folder, file):
            problems.append(_no_such_file(folder, file, where))
        else:
            said[_key(file)] = dict(_fields(row, where, problems))
    return said


def _fields(row: Row, where: str, problems: list[InputError]) -> Iterator[tuple[str, str]]:
    for name in FIELDS:
        if not row[name]:
            continue
        if name == "published":
            try:
                yield name, Document(text="-", published=row[name]).published or ""
            except KgError as error:
                problems.append(NotADate(error.message, place=where))
        else:
            yield name, row[name]


def _no_such_file(folder: Path, file: str, where: str) -> InputError:
    beside = [one.name for one in folder.iterdir() if one.name != NAME] if len(file) < 200 else []
    return InputError(f"{file} is not there: {misspelling(file, beside) or 'is it in another folder?'}", place=where)


def _exists(folder: Path, file: str) -> bool:
    try:
        return any((folder / unicodedata.normalize(form, file)).is_file() for form in ("NFC", "NFD"))
    except (OSError, ValueError):
        return False


def _key(name: str) -> str:
    # A Mac spells é in two code points in a file name, and in one in a spreadsheet.
    return unicodedata.normalize("NFC", name)


def _down(root: Path, folder: Path) -> list[Path]:
    chain = [folder]
    while chain[-1] != root and root in chain[-1].parents:
        chain.append(chain[-1].parent)
    return chain[::-1]
