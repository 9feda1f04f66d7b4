"""Which queries may run at all: none that changes the graph, and none that reaches the network.

The engine calls out on SERVICE and cannot be told not to. Its grammar asks for no space between words,
so ``SERVICE:x``, ``SERVICESILENT<…>`` and ``1SERVICE<…>`` all call out. Hence the letters are refused
wherever they could begin a word; only inside strings, IRIs, comments, variables and the local part of
a prefixed name are they harmless.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.errors import QueryRefused

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHAR = f"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040"
_LOCAL = f"(?:[{_CHAR}:]|%[0-9A-Fa-f]{{2}}|\\\\[_~.\\-!$&'()*+,;=/?#@%])(?:[{_CHAR}:\\-]|%[0-9A-Fa-f]{{2}}|\\\\[_~.\\-!$&'()*+,;=/?#@%])*"

_TOKEN = re.compile(
    rf"""
    (?P<string>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
             | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
  | (?P<comment>\#[^\n\r]*)
  | (?P<variable>[?$][{_LETTER}_0-9][{_CHAR}]*)
  | (?P<name>(?:[{_LETTER}_][{_CHAR}\-]*)?:(?:{_LOCAL})?)
  | (?P<word>[A-Za-z]+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
#: How nearly all queries begin: prefixes, and a word that ends as words do.
_USUAL = re.compile(
    r"""(?:\s+|\#[^\n\r]*[\n\r]|PREFIX\s+[A-Za-z]*:\s*<[^<>"{}|^`\\\x00-\x20]*>)*+([A-Za-z]++)(?=[\s{(*?$<])""",
    re.IGNORECASE | re.VERBOSE,
)
_HARMLESS = {"string", "iri", "comment", "variable"}
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BEFORE_THE_VERB = {"BASE", "PREFIX", "VERSION"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}


def refuse_unsafe(sparql: str) -> None:
    """Let a query through, or raise `QueryRefused`, which says why.

    >>> refuse_unsafe("SELECT ?service { ?x a kg:service ; rdfs:label 'SERVICE <http://x>' }  # SERVICE")
    >>> refuse_unsafe("SELECT * { SERVICE:x { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.QueryRefused: SERVICE would send the query to another server, and kg stays on this machine: ...
    """
    refuse_service(sparql)
    for text in _readings(sparql):
        if is_update(text):
            raise QueryRefused(
                f"{verb(text)} would change the graph, and a query only reads it: "
                "use `kg add` and `kg remove`, which keep text, records and index together"
            )


def refuse_service(sparql: str) -> None:
    """Raise `QueryRefused` for what would send a query to another server."""
    for text in _readings(sparql):
        if "SERVICE" not in text.upper():  # most queries are not taken apart at all
            continue
        for kind, token in tokens(text):
            word = token.upper()
            if kind not in _HARMLESS and "SERVICE" in (word.partition(":")[0] if kind == "name" else word):
                raise QueryRefused(
                    "SERVICE would send the query to another server, and kg stays on this machine: "
                    "leave it out, or load that data into a store of your own"
                )


@lru_cache(maxsize=4)  # of one query it is asked again and again, all within a moment
def verb(sparql: str) -> str:
    r"""Return the word that says what is asked, in capitals, whatever stands before it; empty where there is none.

    >>> verb("PREFIX select: <urn:x> # ASK\nconstruct { ?s ?p ?o } {}")
    'CONSTRUCT'
    """
    usual = _USUAL.match(sparql)
    if usual and usual[1].upper() not in _BEFORE_THE_VERB:
        return usual[1].upper()
    words = (token.upper() for kind, token in tokens(sparql) if kind == "word")
    return next((word for word in words if word not in _BEFORE_THE_VERB), "")


def is_update(sparql: str) -> bool:
    """Whether it would change the graph."""
    return verb(sparql) in _UPDATES


def declared(sparql: str) -> set[str]:
    """Return the prefixes that a query declares itself."""
    found = set()
    before = ""
    for kind, token in tokens(sparql):
        if kind == "name" and before.upper() == "PREFIX":
            found.add(token.removesuffix(":"))
        if not token.isspace() and kind != "comment":
            before = token
    return found


def names_graphs(sparql: str) -> bool:
    """Whether it chooses its graphs itself, with FROM.

    >>> names_graphs("SELECT * FROM <urn:g> { ?s ?p ?o }"), names_graphs("SELECT ?from { ?from ?p 'FROM' }")
    (True, False)
    """
    if "FROM" not in sparql.upper():
        return False
    return any(kind == "word" and word.upper() == "FROM" for kind, word in tokens(sparql))


def tokens(sparql: str) -> Iterator[tuple[str, str]]:
    """Yield the tokens of a query with their kinds; every character is in one of them.

    >>> [token for kind, token in tokens("ASK{?x a<urn:y>}") if kind != "other"]
    ['ASK', '?x', 'a', '<urn:y>']
    """
    for found in _TOKEN.finditer(sparql):
        yield found.lastgroup or "other", found[0]


def _readings(sparql: str) -> set[str]:
    # A parser may read \u0053ERVICE as a word, or as a mistake: it is refused either way.
    return {sparql, _unescaped(sparql)}


def _unescaped(sparql: str) -> str:
    def char(found: re.Match[str]) -> str:
        code = int(found[1] or found[2], 16)
        return chr(code) if code <= 0x10FFFF else found[0]

    return _ESCAPE.sub(char, sparql)
