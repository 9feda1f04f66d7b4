"""RDF terms as plain Python: how they are written in N-Quads, and what a reader gets back.

An `IRI` is a string that knows its short form; every literal is the Python value that it means. So
whoever reads an answer or a graph needs no RDF library.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeAlias
from urllib.parse import unquote

from kg.iris import PREFIXES

_XSD = PREFIXES["xsd"]
_PLAIN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


class IRI(str):
    """The name of a thing in the graph; a string, with a short form.

    >>> china = IRI("https://w3id.org/newsstance/actor/china")
    >>> china.short, china.local
    ('actor:china', 'china')
    """

    __slots__ = ()

    @property
    def short(self) -> str:
        """The IRI with the longest prefix that fits, or whole where none does."""
        fitting = [(len(base), prefix) for prefix, base in PREFIXES.items() if self.startswith(base)]
        if not fitting:
            return str(self)
        length, prefix = max(fitting)
        return f"{prefix}:{self[length:]}"

    @property
    def local(self) -> str:
        """What follows the prefix, as it was before it became part of an IRI."""
        return unquote(self.short.partition(":")[2] if self.short != self else self)


#: What stands in a cell of an answer or at the end of a triple. ``None`` is an unbound variable.
Value: TypeAlias = IRI | str | bool | int | float | date | datetime | None
Triple: TypeAlias = tuple[IRI, IRI, Value]

#: A statement whose three terms are written out in N-Triples already.
Statement: TypeAlias = tuple[str, str, str]


def iri(text: str) -> str:
    """Write an IRI. The caller vouches that it is one: see `kg.iris.local`."""
    return f"<{text}>"


def string(text: str) -> str:
    r"""Write a string.

    >>> string('“Never,” she said:\n"No."')
    '"“Never,” she said:\\n\\"No.\\""'
    """
    return f'"{text.translate(_PLAIN)}"'


def integer(number: int) -> str:
    """Write an integer."""
    return f'"{number}"^^<{_XSD}integer>'


def double(number: float) -> str:
    """Write a number with a fraction: a double, which comes back bit for bit, as a decimal would not."""
    return f'"{number!r}"^^<{_XSD}double>'


def boolean(truth: bool) -> str:  # noqa: FBT001 -- the value is the whole point
    """Write a truth value."""
    return f'"{"true" if truth else "false"}"^^<{_XSD}boolean>'


def day(iso: str) -> str:
    """Write an ISO day."""
    return f'"{iso}"^^<{_XSD}date>'


def moment(iso: str) -> str:
    """Write an ISO date and time."""
    return f'"{iso}"^^<{_XSD}dateTime>'


def address(url: str) -> str:
    """Write a web address as it was given. It is a literal, for not every address is an IRI."""
    return f'"{url.translate(_PLAIN)}"^^<{_XSD}anyURI>'


def written(value: Value) -> str:
    """Write any value as the term that reads back as it.

    >>> written(date(2024, 5, 6)), written(True), written(IRI("urn:x"))
    ('"2024-05-06"^^<http://www.w3.org/2001/XMLSchema#date>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', '<urn:x>')
    """
    match value:
        case IRI():
            return iri(value)
        case str():
            return string(value)
        case bool():
            return boolean(value)
        case int():
            return integer(value)
        case float():
            return double(value)
        case datetime():
            return moment(value.isoformat())
        case date():
            return day(value.isoformat())
        case _:
            message = f"{value!r} is no RDF term"
            raise TypeError(message)


def n_quads(statements: Iterable[Statement], *, graph: str) -> str:
    """Write statements as N-Quads, each in the graph of that IRI."""
    end = f" <{graph}> .\n"
    return "".join([f"{subject} {predicate} {obj}{end}" for subject, predicate, obj in statements])
