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
_OPEN = {"{": "}", "(": ")"}
_ITEM = re.compile(
    r"(?:one of )?(?:.*, )?([A-Z][a-z]+(?: \S+){2,}?|IRI parsing failed|SELECT \* is [a-zA-Z ]+?)(?:,|$)", re.DOTALL
)


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
        reason = f": {found[1]}" if found else ""
    lines = sparql.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    what = "update" if is_update(sparql) else "query"
    message = f"the {what} does not parse at line {line}, column {column}{reason}"
    return f"{message}\n  {shown}\n  {' ' * (column - 1)}^" if shown.strip() else message


def _mistakes(sparql: str) -> Iterator[tuple[int, str]]:
    """Yield the mistakes that the tokens show: where, and what."""
    if not sparql.strip():
        yield 0, ": it is empty"
    prefixes = {*PREFIXES, *declared(sparql)}
    words = _WORDS | _OF_UPDATES if is_update(sparql) else _WORDS
    opened: list[tuple[str, int]] = []
    at, before = 0, ""
    for kind, token in _whole_words(sparql):
        start, at = at, at + len(token)
        if kind == "word" and token.upper() not in words:
            hint = did_you_mean(token.upper(), words, otherwise="put a ? before a variable, a prefix before a name")
            yield start, f": {token!r} is no word of SPARQL; {hint}"
        elif kind == "name" and before.upper() != "PREFIX" and token.partition(":")[0] not in prefixes:
            prefix = token.partition(":")[0]
            hint = did_you_mean(prefix, PREFIXES, otherwise=f"put PREFIX {prefix}: <…> before the query")
            yield start, f": the prefix {prefix!r} is not declared; {hint}"
        elif token in {"'", '"'}:
            yield start, f": the string that begins here has no closing {token}"
        elif token in _OPEN:
            opened.append((_OPEN[token], start))
        elif token in _OPEN.values():
            if not opened or opened[-1][0] != token:
                yield (
                    start,
                    f": this {token} closes nothing"
                    if not opened
                    else f": a {opened[-1][0]} has to come before this {token}",
                )
            else:
                opened.pop()
        if kind not in {"comment", "other"} or not token.isspace():
            before = token
    for closing, start in opened[-1:]:
        yield start, f": what begins here has no closing {closing}"


def _whole_words(sparql: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens with their words whole: to the guard, SHA256 is a word and a number."""
    at = 0
    parts = list(tokens(sparql))
    number = 0
    while number < len(parts):
        kind, token = parts[number]
        found = _WORD.match(sparql, at) if kind in {"word", "other"} else None
        if found and found.end() > at + len(token):
            end = found.end()
            while number < len(parts) and at < end:
                at += len(parts[number][1])
                number += 1
            yield "word", found[0]
            continue
        yield kind, token
        at += len(token)
        number += 1
