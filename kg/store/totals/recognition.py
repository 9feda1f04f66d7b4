"""Named queries known again by their text, with the terms that stand in it, however they come: from Python, a page or a link."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from kg.store.queries import ANY, NamedQuery, closed, named_queries

_BEGINS = "# question: "
_TERM = r'(?:<[^<>\s]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^<>\s]*>)?)'
_HOLE = "\0"  # stands in no query


def recognized(sparql: str) -> tuple[str, dict[str, str]] | None:
    """Return the name of a named query and the terms of its parameters as they stand in its text; None of any other text.

    >>> recognized(named_queries()["issues"].sparql)
    ('issues', {})
    >>> recognized("SELECT ?s { ?s ?p ?o }") is None
    True
    """
    if not looks_named(sparql):
        return None
    text = closed(sparql).strip()
    query = _by_question().get(text.partition("\n")[0])
    if query is not None:
        for given in _choices(query):
            found = _pattern(query.name, given).fullmatch(text)
            if found is not None:
                return query.name, found.groupdict()
    return None


def looks_named(sparql: str) -> bool:
    """Whether a text could be one that is `recognized`; for any other, nothing need be looked up."""
    return sparql.startswith(_BEGINS)


@cache
def _by_question() -> dict[str, NamedQuery]:
    return {f"{_BEGINS}{query.question}": query for query in named_queries().values()}


def _choices(query: NamedQuery) -> Iterator[tuple[str, ...]]:
    fixed = tuple(parameter.name for parameter in query.parameters if parameter.default not in {None, ANY})
    free = [parameter.name for parameter in query.parameters if parameter.name not in fixed]
    for many in range(len(free) + 1):
        for given in combinations(free, many):
            yield (*fixed, *given)


@cache
def _pattern(name: str, given: tuple[str, ...]) -> re.Pattern[str]:
    """What the text of a query looks like with these parameters, and without the others."""
    text = closed(named_queries()[name].with_terms({one: f"{_HOLE}{one}{_HOLE}" for one in given})).strip()
    pattern, met = "", set()
    for number, piece in enumerate(text.split(_HOLE)):
        if not number % 2:
            pattern += re.escape(piece)
        elif piece in met:
            pattern += f"(?P={piece})"
        else:
            met.add(piece)
            pattern += rf"(?P<{piece}>(?:{_TERM}(?: {_TERM})*)?)"
    return re.compile(pattern)
