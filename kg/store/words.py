"""From words as people type them to an expression of SQLite's full-text search, or to what is wrong with them.

::

    semiconductor            the word, in whatever ending
    "export controls"        words that stand together
    semi*                    what begins so
    NEAR(chips export, 5)    at most five words apart
    chips AND (China OR Taiwan) NOT potato

Two operands side by side are joined by AND. Every word is handed on as a string, so nothing in it is ever
taken for an operator or for the name of a column.
"""

import re
from collections.abc import Iterator

from kg.errors import QuerySyntax

OPERATORS = ("AND", "OR", "NOT")

_TOKEN = re.compile(
    r"""
    (?P<near>NEAR\s*\((?P<inside>(?:"[^"]*"|[^()"])*)\))
  | (?P<phrase>"[^"]*"|“[^”]*”)\*?
  | (?P<quote>["“])
  | (?P<paren>[()])
  | (?P<word>[^\s()"“]+)
    """,
    re.VERBOSE,
)
_NEAR = re.compile(r"(.*?)(?:,\s*(\d{1,4}))?\s*", re.DOTALL)
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|([^\s"“]+)')


def expression(words: str) -> str:
    """Return the expression for SQLite; raises `QuerySyntax`, which says what is wrong.

    >>> expression("chips AND (U.S. OR semi*)")
    '"chips" AND ( "U.S." OR "semi"* )'
    >>> expression("chips AND")
    Traceback (most recent call last):
    kg.errors.QuerySyntax: AND has no words after it: write chips AND export
    """
    parts: list[str] = []
    opened, before = 0, ""
    for kind, part in _tokens(words):
        if kind == "operator":
            before = _joined(parts, part, before)
            continue
        if part == ")":
            opened -= 1
            if opened < 0:
                raise QuerySyntax("a ) closes nothing: put a ( before it, or leave it out")
            if before == "(":
                raise QuerySyntax("there is nothing between ( and )")
            _complete(before)
        elif before not in {"", "(", *OPERATORS}:
            parts.append("AND")
        opened += part == "("
        parts.append(part)
        before = part
    _complete(before)
    if opened:
        raise QuerySyntax("a ( is not closed: put a ) after the words that belong together")
    if not parts:
        raise QuerySyntax('there is no word to look for: write one, or several, or "a phrase"')
    return " ".join(parts)


def _tokens(words: str) -> Iterator[tuple[str, str]]:
    """Yield operators, parentheses, and operands as SQLite reads them."""
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise QuerySyntax(f"half a character stands at {error.start}, and no text has such") from None
    for found in _TOKEN.finditer(words.replace("\0", " ")):
        kind, token = found.lastgroup, found[0]
        if kind == "quote":
            raise QuerySyntax(
                f"the phrase that begins at {words[found.start() :][:20]!r} has no closing quotation mark"
            )
        if found["near"]:
            yield "operand", _near(found["inside"])
        elif found["phrase"]:
            if _has_letters(token):
                yield "operand", _quoted(found["phrase"][1:-1]) + token[len(found["phrase"]) :]
        elif kind == "paren":
            yield "paren", token
        elif token in OPERATORS:
            yield "operator", token
        elif _has_letters(token):
            yield "operand", _word(token)


def _word(token: str) -> str:
    if token.startswith("-"):
        raise QuerySyntax(f"to leave a word out, write NOT {token.lstrip('-')} after the words to look for")
    stem = token.removesuffix("*")
    if "*" in stem:
        raise QuerySyntax(f"{token!r}: a * can only stand at the end, for words that begin so")
    return _quoted(stem) + token[len(stem) :]


def _near(inside: str) -> str:
    found = _NEAR.fullmatch(inside)
    phrases = [one[1] or one[2] or one[3] for one in _PHRASE.finditer(found[1])] if found else []
    if not found or len(phrases) < 2 or any("," in one or one in OPERATORS for one in phrases):
        raise QuerySyntax("NEAR takes words or phrases, and how many words may be between them: NEAR(chips export, 5)")
    near = " ".join(_quoted(one.removesuffix("*")) + ("*" if one.endswith("*") else "") for one in phrases)
    return f"NEAR({near}, {found[2] or 10})"


def _joined(parts: list[str], operator: str, before: str) -> str:
    """Put an operator behind what there is; return what then stands last."""
    if before == "AND" and operator == "NOT":
        parts[-1] = operator  # "this AND NOT that" is what people write
    elif before in {"", "(", *OPERATORS}:
        raise QuerySyntax(f"{operator} has no words before it: write chips {operator} export")
    else:
        parts.append(operator)
    return operator


def _complete(before: str) -> None:
    if before in OPERATORS:
        raise QuerySyntax(f"{before} has no words after it: write chips {before} export")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _has_letters(token: str) -> bool:
    return any(char.isalnum() for char in token)
