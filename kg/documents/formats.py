"""Which endings kg reads, and what to do about those that it does not."""

from enum import Enum
from pathlib import PurePath

from kg.errors import UnknownFormat


class Format(Enum):
    """What a file is read as."""

    TEXT = "text"
    HTML = "html"
    LINES = "lines"  # of JSON, one document or record each
    JSON = "json"  # one document or record, or a list of them
    TABLE = "table"  # of coded stances
    DNA = "dna"  # a database of Discourse Network Analyzer


_ENDINGS = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".jsonl": Format.LINES,
    ".ndjson": Format.LINES,
    ".json": Format.JSON,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".dna": Format.DNA,
}

# Markdown among articles is mostly a README or a licence: read where it is named, not where it is found.
_ONLY_IF_NAMED = {".md": Format.TEXT, ".markdown": Format.TEXT}

_SAVE_AS_TEXT = "save it as plain text in UTF-8 (.txt)"
_UNPACK = "unpack it first"
_CURES = {
    ".pdf": "turn it into text first, for instance with `pdftotext -enc UTF-8`, and look at the result",
    ".doc": _SAVE_AS_TEXT,
    ".docx": _SAVE_AS_TEXT,
    ".odt": _SAVE_AS_TEXT,
    ".rtf": _SAVE_AS_TEXT,
    ".epub": _SAVE_AS_TEXT,
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".webarchive": "save the page as .html",
    ".xls": "save the sheet as CSV in UTF-8",
    ".xlsx": "save the sheet as CSV in UTF-8",
    ".ods": "save the sheet as CSV in UTF-8",
    ".gz": _UNPACK,
    ".bz2": _UNPACK,
    ".xz": _UNPACK,
    ".zst": _UNPACK,
    ".zip": _UNPACK,
    ".tar": _UNPACK,
    ".tgz": _UNPACK,
    ".7z": _UNPACK,
}


def format_of(path: PurePath, *, named: bool) -> Format | None:
    """Return what a file is read as, None for a kind that kg does not read.

    ``named`` is whether somebody named the file, rather than the folder that it lies in.

    >>> format_of(PurePath("news/A.TXT"), named=False), format_of(PurePath("README.md"), named=False)
    (<Format.TEXT: 'text'>, None)
    """
    ending = path.suffix.lower()
    return _ENDINGS.get(ending) or (_ONLY_IF_NAMED.get(ending) if named else None)


def unknown(path: PurePath) -> UnknownFormat:
    """Return the error for a file of a kind that kg does not read, with the cure.

    >>> str(unknown(PurePath("report.docx")))
    'report.docx: kg does not read .docx files: save it as plain text in UTF-8 (.txt)'
    """
    ending = path.suffix.lower()
    if not ending:
        message = (
            f"a file name without an ending does not say what is in it: kg reads {known_endings()}, and `-` for a pipe"
        )
    elif ending in _CURES:
        message = f"kg does not read {ending} files: {_CURES[ending]}"
    else:
        message = f"kg does not read {ending} files: it reads {known_endings()}"
    return UnknownFormat(message, place=str(path))


def known_endings() -> str:
    """Return the endings that are read, for a message.

    >>> known_endings()
    '.txt, .text, .html, .htm, .xhtml, .jsonl, .ndjson, .json, .csv, .tsv, .dna'
    """
    return ", ".join(_ENDINGS)
