"""Plain text: the file untouched is the text of one document."""

from kg.documents.encoding import refuse_empty, text_of
from kg.records import Document


def document(data: bytes, place: str) -> Document:
    r"""Return the document that the bytes of a ``.txt`` file are.

    Nothing is stripped or translated, for offsets count the code points of exactly this text: a
    byte-order mark, Windows line ends and white space at the ends stay where they are. The id is a
    hash of the text. Raises `NotText` and `EmptyDocument`.

    >>> document("\ufeffWe agree.\r\n".encode(), "talks.txt").text
    '\ufeffWe agree.\r\n'
    """
    text = text_of(data, place)
    refuse_empty(text, place)
    return Document(text=text)
