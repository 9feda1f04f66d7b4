"""Bytes → text: UTF-8 or a refusal that says what the bytes are instead, and what to do."""

import re
from collections.abc import Mapping

from kg.errors import EmptyDocument, NotText

_SAVE_AS_TEXT = "save it as plain text in UTF-8"
_MAGIC: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": ("a PDF", "turn it into text first, for instance with `pdftotext -enc UTF-8`"),
    b"{\\rtf": ("an RTF document", _SAVE_AS_TEXT),
    b"\xd0\xcf\x11\xe0": ("an old Word or Excel file", _SAVE_AS_TEXT),
    b"SQLite format 3\x00": ("a SQLite database", "kg reads documents, not databases"),
    b"\x89PNG": ("a PNG image", "kg reads text"),
    b"\xff\xd8\xff": ("a JPEG image", "kg reads text"),
    b"GIF8": ("a GIF image", "kg reads text"),
    b"\x1f\x8b": ("a gzip archive", "unpack it first"),
    b"BZh": ("a bzip2 archive", "unpack it first"),
    b"\xfd7zXZ": ("an xz archive", "unpack it first"),
    b"7z\xbc\xaf": ("a 7-Zip archive", "unpack it first"),
    b"\x28\xb5\x2f\xfd": ("a Zstandard archive", "unpack it first"),
    b"\x7fELF": ("a program", "kg reads text"),
}
# What lies in a ZIP is told by the names of its first entries.
_ZIPPED = {
    b"word/": "a Word document",
    b"xl/": "an Excel sheet",
    b"opendocument": "an OpenDocument file",
    b"epub": "an EPUB",
}

# The encodings that articles are found in, by the name that iconv knows them under.
_ICONV = {
    "cp1252": "WINDOWS-1252",
    "cp1251": "WINDOWS-1251",
    "cp1250": "WINDOWS-1250",
    "cp1253": "WINDOWS-1253",
    "cp1254": "WINDOWS-1254",
    "cp1255": "WINDOWS-1255",
    "cp1256": "WINDOWS-1256",
    "koi8_r": "KOI8-R",
    "cp932": "SHIFT_JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
    "big5": "BIG5",
    "cp949": "CP949",
}

_VISIBLE = re.compile("[^\\s\ufeff\u200b-\u200f\u2060]")


def text_of(data: bytes, place: str, *, line: int | None = None) -> str:
    r"""Return the text that the bytes hold, untouched: no byte-order mark and no line end is changed.

    ``line`` is where the bytes stand in the file, if they are one line of it. Raises `NotText`.

    >>> text_of(b"\xef\xbb\xbfOne.\r\n", "a.txt")
    '\ufeffOne.\r\n'
    """
    refuse_binary(data, place if line is None else f"{place}:{line}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = line or data.count(b"\n", 0, error.start) + 1
        raise NotText(
            f"not UTF-8: byte {error.start} is 0x{data[error.start]:02x}. {_cure(data, error.start)}",
            place=f"{place}:{where}",
        ) from None


def refuse_binary(data: bytes, place: str) -> None:
    """Raise `NotText` where the bytes are no text in any encoding, and say what they are."""
    for magic, (what, cure) in _MAGIC.items():
        if data.startswith(magic):
            raise NotText(f"this is {what}, not text: {cure}", place=place)
    if data.startswith(b"PK\x03\x04"):
        head = data[:4096]
        what = next((name for mark, name in _ZIPPED.items() if mark in head), "a ZIP archive")
        cure = "unpack it first" if what == "a ZIP archive" else _SAVE_AS_TEXT
        raise NotText(f"this is {what}, not text: {cure}", place=place)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotText("this is UTF-16: convert it with `iconv -f UTF-16 -t UTF-8`", place=place)
    nul = data.find(b"\x00")
    if nul >= 0:
        raise NotText(f"this is binary, not text: byte {nul} is NUL", place=place)


def refuse_empty(text: str, place: str) -> None:
    """Raise `EmptyDocument` where nothing in the text can be seen."""
    if not _VISIBLE.search(text):
        raise EmptyDocument("there is no text in it" if text else "it is empty", place=place)


def guess(data: bytes) -> str | None:
    """Return the Python name of the encoding that bytes other than UTF-8 are probably in, or None."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- only wanted where something is wrong

    fitting = from_bytes(data, cp_isolation=list(_ICONV))
    names = [name for match in fitting for name in (match.encoding, *match.could_be_from_charset) if name in _ICONV]
    # Short texts of western Europe fit 1250 and 1252 alike; there are many more of the second.
    if names[:1] == ["cp1250"] and "cp1252" in names:
        return "cp1252"
    return names[0] if names else None


def _cure(data: bytes, at: int) -> str:
    around = data[max(0, at - 2000) : at + 2000]
    name = guess(around)
    if name is None:
        return "Save it as UTF-8."
    iconv = _ICONV.get(name, name)
    return f"It looks like {iconv.replace('WINDOWS', 'Windows')}: convert it with `iconv -f {iconv} -t UTF-8`."
