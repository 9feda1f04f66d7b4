"""Words → the sentences and claims that have them, on a server that has no full-text search that all servers have.

Every sentence is looked through, so it takes as long as there are sentences. A word is found where one begins so, which
stands in for its endings; what is found comes by its date, the newest first.
"""

import re
from collections.abc import Callable, Iterable

from kg.errors import QuerySyntax
from kg.iris import unaccented
from kg.records import first_day, iso_date
from kg.store import nodes
from kg.store.asking import Asking
from kg.store.queries import Type
from kg.store.remote.endpoint import Endpoint
from kg.store.searching import Hit, Hits, Search
from kg.store.terms import iri, string
from kg.store.words import expression

_TOKEN = re.compile(r'"((?:[^"]|"")*)"(\*?)|([()])|(AND|OR|NOT|NEAR)|\S|\s')
_SPECIAL = re.compile(r"([.\\?*+{}()|^$\[\]-])")
_START = r"(^|[^\p{L}\p{N}])"  # of a word: XPath has no \\b
_SECONDS = 120.0

_QUERY = """
SELECT DISTINCT ?node ?stance ?date ?text ?who ?publisher ?d WHERE {{
  {{ ?node a kg:Stance ; kg:evidence/oa:exact ?text . BIND(true AS ?stance)
     OPTIONAL {{ ?node kg:holder/rdfs:label ?who }} {of_stances} }}
  UNION
  {{ ?node a kg:Attribution ; kg:content/oa:exact ?text . BIND(false AS ?stance)
     OPTIONAL {{ ?node kg:speaker/rdfs:label ?who }} {of_claims} }}
  FILTER({words})
  ?node kg:inDocument ?d .
  OPTIONAL {{ ?node kg:date ?date }}
  OPTIONAL {{ ?d schema:publisher ?publisher }}
  {dated}
}} ORDER BY DESC(?date) ?node LIMIT {limit}"""


def find(search: Search, endpoint: Endpoint, asking: Asking) -> Hits:
    """Search a server; raises `QuerySyntax` where the words are no search, or NEAR, and `BadParameter`, `NotADate`."""
    asked = expression(search.words)

    def meant(kind: Type, names: Iterable[str]) -> str:
        return " ".join(iri(one) for name in names for one in asking.meant(kind, name, timeout=_SECONDS))

    held, said = [], []
    if search.actors:
        values = f"VALUES ?actor {{ {meant(Type.ACTOR, search.actors)} }}"
        held.append(f"{values} ?node kg:holder|kg:target ?actor .")
        said.append(f"{values} ?node kg:speaker|kg:addressee|kg:via|kg:mentions ?actor .")
    if search.issues:
        values = f"VALUES ?issue {{ {meant(Type.ISSUE, search.issues)} }}"
        held.append(f"{values} ?node kg:target|kg:about ?issue .")
        said.append(f"{values} ?node kg:mentions ?issue .")
    sparql = _QUERY.format(
        of_stances=" ".join(held),
        of_claims=" ".join(said),
        words=_filter(asked),
        dated=" ".join(_narrowed(search)),
        limit=search.limit + 1,
    )
    hits = []
    for node, stance, day, text, who, publisher, document in endpoint.rows(sparql, timeout=_SECONDS):
        hits.append(
            Hit(
                nodes.document_id(str(document)),
                "stance" if stance else "attribution",
                nodes.part_id(str(node)),
                None if who is None else str(who),
                None if day is None else str(day),
                None if publisher is None else str(publisher),
                str(text),
                _marked(str(text), asked, search.marks),
            )
        )
    return Hits(hits[: search.limit], len(hits) > search.limit)


def _narrowed(search: Search) -> Iterable[str]:
    if search.publishers:
        yield f"FILTER(?publisher IN ({', '.join(string(name) for name in search.publishers)}))"
    if search.since is not None:
        yield f"FILTER(STR(?date) >= {string(first_day(iso_date(search.since)))})"
    if search.until is not None:
        yield f"FILTER(SUBSTR(STR(?date), 1, {len(iso_date(search.until))}) <= {string(search.until)})"


def _filter(asked: str) -> str:
    """Return an expression of SQLite's as one of SPARQL's.

    >>> _filter('"chips" NOT ( "a" OR "b" )').replace(_START.replace(chr(92), 2 * chr(92)), "…")
    'REGEX(?text, "…chips", "i") && ! ( REGEX(?text, "…a", "i") || REGEX(?text, "…b", "i") )'
    """
    return _walk(asked, lambda words: f'REGEX(?text, {string(_pattern(words))}, "i")')


def _walk(asked: str, operand: Callable[[str], str]) -> str:
    parts = []
    for found in _TOKEN.finditer(asked):
        phrase, _, paren, word = found.groups()
        if word == "NEAR":
            raise QuerySyntax("NEAR works in a folder only: on a server, take AND or a phrase in quotation marks")
        if phrase is not None:
            parts.append(operand(phrase.replace('""', '"')))
        elif paren or word:
            parts.append({"AND": "&&", "OR": "||", "NOT": "&& !"}.get(word or "", paren or ""))
    return " ".join(parts)


def _pattern(phrase: str) -> str:
    r"""Return the regular expression of words that stand together, where they begin so."""
    words = [_SPECIAL.sub(r"\\\1", word) for word in phrase.split()]
    return _START + r"[^\p{L}\p{N}]+".join(words)


def _marked(text: str, asked: str, marks: tuple[str, str]) -> str:
    phrases: list[str] = []

    def noted(words: str) -> str:
        phrases.append(words)
        return ""

    _walk(asked, noted)
    plain = [unaccented(word) for phrase in phrases for word in phrase.split()]
    begin, end = marks
    return re.sub(
        r"\w+",
        lambda found: f"{begin}{found[0]}{end}" if unaccented(found[0]).startswith(tuple(plain)) else found[0],
        text,
    )
