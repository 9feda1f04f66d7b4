"""What is wrong with a query that does not parse, in words, with the place and the likely cure.

The engine tells where it gave up, which is rarely where the mistake is. Most mistakes are of a few
kinds, and for those the tokens show the place exactly.
"""

import re
from collections.abc import Iterator

from kg.errors import did_you_mean
from kg.iris import PREFIXES
from kg.store.guard import declared, is_update, tokens

# In SPARQL a bare word is always one of these; there are no others.
_WORDS = frozenset(
    """
    BASE PREFIX VERSION SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK FROM NAMED WHERE ORDER BY ASC DESC LIMIT
    OFFSET GROUP HAVING VALUES UNDEF OPTIONAL GRAPH UNION MINUS FILTER BIND AS NOT EXISTS IN A TRUE FALSE COUNT SUM
    MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES LANGDIR HASLANG HASLANGDIR DATATYPE BOUND IRI URI
    BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE
    STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512
    COALESCE IF STRLANG STRLANGDIR STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE
    TRIPLE ISTRIPLE SUBJECT PREDICATE OBJECT ADJUST LATERAL
    """.split()  # noqa: SIM905 -- a hundred quotation marks less
)
_OF_UPDATES = frozenset("INSERT DELETE DATA WITH USING CLEAR DROP CREATE ADD MOVE COPY TO SILENT DEFAULT ALL".split())  # noqa: SIM905
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_LANGUAGE = re.compile(r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_SCHEME = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_COUNTING = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_OPEN = {"{": "}", "(": ")"}
_ITEM = re.compile(
    r"(?:one of )?(?:.*, )?([A-Z][a-z]+(?: [^\s,]+){2,}?|IRI parsing failed|SELECT \* is [a-zA-Z ]+?)(?:,|$)", re.DOTALL
)
# What the engine says in words of its own.
_IN_OTHER_WORDS = {
    "The SELECT contains a variable that is unbound": "beside a count or a GROUP BY, only what is grouped by can be selected",
}
_SPACED_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://[^<>\"{}|^`\\]*\s")


def explained(sparql: str, line: int, column: int, expected: str) -> str:
    r"""Return what is wrong, with the line that it is in and a mark under the place.

    >>> print(explained("SELECT ?s {\n  ?s a kg:Stance FILTRE(?s)\n}", 2, 24, "OPTIONAL"))
    the query does not parse at line 2, column 18: 'FILTRE' is no word of SPARQL; did you mean 'FILTER'?
        ?s a kg:Stance FILTRE(?s)
                       ^
    """
    at, reason = next(_mistakes(sparql), (None, ""))
    if at is not None:
        line = sparql.count("\n", 0, at) + 1
        column = at - (sparql.rfind("\n", 0, at) + 1) + 1
    else:
        found = _ITEM.match(expected.removeprefix("expected "))
        if found:
            reason = f": {_IN_OTHER_WORDS.get(found[1], found[1])}"
        else:
            line, column, reason = _misfit(sparql, line, column)
    lines = sparql.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    what = "update" if is_update(sparql) else "query"
    message = f"the {what} does not parse at line {line}, column {column}{reason}"
    return f"{message}\n  {shown}\n  {' ' * (column - 1)}^" if shown.strip() else message


def _misfit(sparql: str, line: int, column: int) -> tuple[int, int, str]:
    """Return where the piece begins over which the engine gave up, and what to look for there."""
    given_up = sum(len(one) + 1 for one in sparql.split("\n")[: line - 1]) + column - 1
    at = 0
    for kind, piece in _whole_words(sparql):
        start, at = at, at + len(piece)
        # Of a word that could be longer, such as a name, the engine reads all before it gives up.
        if at < given_up or piece.isspace() or kind == "comment":
            continue
        if at == given_up == len(sparql.rstrip()) and kind == "word":
            break
        before = sparql[:start]
        hint = ""
        if piece in {*_OPEN.values(), ";", ",", "."}:
            hint = "; is a name, a variable or a value missing before it?"
        elif kind in {"name", "variable", "iri", "string"}:
            hint = "; is a . or ; missing before it?"
        line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
        return line, column, f": {piece} cannot stand here{hint}"
    return line, column, ": something is missing at the end"


def _mistakes(sparql: str) -> Iterator[tuple[int, str]]:
    """Yield the mistakes that the tokens show: where, and what."""
    if not sparql.strip():
        yield 0, ": it is empty"
    prefixes = {*PREFIXES, *declared(sparql)}
    words = _WORDS | _OF_UPDATES if is_update(sparql) else _WORDS
    opened: list[tuple[str, int]] = []
    based = any(kind == "word" and piece.upper() == "BASE" for kind, piece in tokens(sparql))
    at, before = 0, ""
    selecting = -1  # how many brackets are open where variables are selected
    for kind, piece in _whole_words(sparql):
        start, at = at, at + len(piece)
        if kind == "word" and piece.upper() == "SELECT":
            selecting = len(opened)
        elif piece == "{" or (kind == "word" and piece.upper() in {"WHERE", "FROM"}):
            selecting = -1
        if selecting == len(opened) and piece == ",":
            yield start, ": the variables of a SELECT stand side by side, without a comma"
        elif selecting == len(opened) and kind == "word" and piece.upper() in _COUNTING:
            yield start, f": in a SELECT this takes brackets and a name: ({piece.upper()}(…) AS ?n)"
        elif before.upper() == "FILTER" and kind in {"variable", "string"}:
            yield start, f": FILTER takes its condition in brackets: FILTER({piece} …)"
        elif kind == "word" and piece.upper() not in words:
            hint = did_you_mean(piece.upper(), words, otherwise="put a ? before a variable, a prefix before a name")
            yield start, f": {piece!r} is no word of SPARQL; {hint}"
        elif piece == "<" and _SPACED_IRI.match(sparql, start):
            yield start, ": the IRI that begins here has a space in it, or no closing >"
        elif kind == "name" and before.upper() != "PREFIX" and piece.partition(":")[0] not in prefixes:
            prefix = piece.partition(":")[0]
            hint = did_you_mean(prefix, PREFIXES, otherwise=f"put PREFIX {prefix}: <…> before the query")
            yield start, f": the prefix {prefix!r} is not declared; {hint}"
        elif kind == "iri" and not based and before.upper() != "BASE" and not _SCHEME.match(piece):
            yield start, f": {piece} is no whole IRI; write all of it, as in <https://…>, or a name with a prefix"
        elif piece in {"'", '"'}:
            yield start, f": the string that begins here has no closing {piece}"
        elif piece in _OPEN:
            opened.append((_OPEN[piece], start))
        elif piece in _OPEN.values():
            if not opened or opened[-1][0] != piece:
                yield (
                    start,
                    f": this {piece} closes nothing"
                    if not opened
                    else f": a {opened[-1][0]} has to come before this {piece}",
                )
            else:
                opened.pop()
        if kind not in {"comment", "other"} or not piece.isspace():
            before = piece
    for closing, start in opened[-1:]:
        yield start, f": what begins here has no closing {closing}"


def _whole_words(sparql: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens with their words whole: to the guard, SHA256 is a word and a number, and @en a sign and a word."""
    at = 0
    parts = list(tokens(sparql))
    number = 0
    while number < len(parts):
        kind, piece = parts[number]
        language = _LANGUAGE.match(sparql, at) if piece == "@" else None
        found = language or (_WORD.match(sparql, at) if kind in {"word", "other"} else None)
        if found and found.end() > at + len(piece):
            end = found.end()
            while number < len(parts) and at < end:
                at += len(parts[number][1])
                number += 1
            yield ("language" if language else "word"), found[0]
            continue
        yield kind, piece
        at += len(piece)
        number += 1
