"""Named queries: questions kept as files, with parameters that have a type and a default.

A file says what it asks and takes in its first lines, and is SPARQL that runs as it stands::

    # question: Who criticises whom, about what, since a day?
    # parameter: since date "2000-01-01" — the first day
    # parameter: who actor any — the one who criticises

A parameter stands in the query as ``VALUES ?since { "2000-01-01"^^xsd:date }``, or ``{ UNDEF }`` where its
default is anything. Another value comes in as a block with that one term, written out as the term it is,
so no value can be more than a value.

The engine knows nothing of how many there are of what, and asks in the order of the text. So what a value makes selective
may stand earlier, or differently, where there is one::

    # with since: ?stance kg:date ?date . FILTER(?date >= ?since)
    FILTER(!BOUND(?since) || ?date >= ?since)  # without since

Lines may depend on several: ``# with holder, target:`` stands where both are given, ``# without holder, target`` where
not both are.
"""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from kg.errors import BadParameter, NotADate, UnknownQuery, did_you_mean
from kg.iris import RELATION
from kg.records import Basis, Precision, When, first_day
from kg.relations import relation
from kg.shipped import ontology
from kg.store.guard import tokens
from kg.store.reference import last_day
from kg.store.terms import IRI, Value, written

_HEADER = re.compile(r"#\s*(question|parameter):\s*(.+)")
_PARAMETER = re.compile(r'(\w+)\s+(\w+)\s+("(?:[^"])*"|\S+)\s*(?:[—-]+\s*(.*))?')
_WITH = re.compile(r"(\s*)# with (\w+(?:, \w+)*): (.*)")
_WITHOUT = re.compile(r"\s+# without (\w+(?:, \w+)*)")
_NAME = re.compile(r"[a-z0-9-]+")
ANY = "any"


class Type(StrEnum):
    """What a parameter takes."""

    DATE = "date"  # 2023-06-20, or 2023-06 and 2023, which mean their first day
    LAST_DAY = "lastday"  # 2023-06-20, or 2023-06 and 2023, which mean their last day
    INTEGER = "integer"
    NUMBER = "number"
    TEXT = "text"
    RELATION = "relation"  # one of the twenty
    ACTOR = "actor"  # an id, a name or an IRI
    ISSUE = "issue"
    TOPIC = "topic"  # an issue with all that is narrower
    THING = "thing"  # an actor, or an issue with all that is narrower
    DOCUMENT = "document"
    WORDS = "words"  # a search, as for `kg search`: the stances and attributions in which they stand


_COMPARED = {Type.DATE, Type.LAST_DAY, Type.TEXT}  # what only filters compare with, so that it may stand in them itself
_FOUND = {Type.ACTOR, Type.ISSUE, Type.TOPIC, Type.THING, Type.DOCUMENT, Type.WORDS}
Find = Callable[[Type, str], list[IRI]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a named query leaves open. A ``default`` of None means anything."""

    name: str
    type: Type
    default: str | None
    help: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that is asked often, with its SPARQL."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @classmethod
    def read(cls, name: str, sparql: str) -> "NamedQuery":
        """Read a query with its header; raises `BadParameter` where header and query disagree."""
        question, parameters = "", []
        for line in sparql.splitlines():
            found = _HEADER.match(line)
            if found and found[1] == "question":
                question = found[2].strip()
            elif found:
                parameters.append(_parameter(name, found[2]))
        made = cls(name, question, tuple(parameters), sparql)
        for parameter in parameters:
            if not made.blocks(parameter.name):
                raise BadParameter(f"{name}: the query has no VALUES ?{parameter.name} {{ … }} for its parameter")
        return made

    def with_values(self, values: Mapping[str, Value], *, find: Find) -> str:
        """Return the SPARQL with these values for its parameters, and the defaults for the rest.

        ``find`` turns an actor, an issue or a document, as people write them, into its IRI, a topic into several.
        Raises `BadParameter` for a parameter that it does not have, or a value that it cannot be.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                hint = did_you_mean(name, known, otherwise=f"it takes {', '.join(known) or 'none'}")
                raise BadParameter(f"{self.name} has no parameter {name!r}: {hint}")
        chosen = {name: values.get(name, parameter.default) for name, parameter in known.items()}
        given = {name: value for name, value in chosen.items() if value is not None and value != ANY}
        return self.with_terms({name: _terms(known[name], value, find) for name, value in given.items()})

    def with_terms(self, terms: Mapping[str, str]) -> str:
        """Return the SPARQL with these terms, written out, for its parameters; any other is left at anything."""
        fit = replace(self, sparql=fitted(self.sparql, set(terms)))
        cuts: list[tuple[int, int, str]] = []
        for parameter in self.parameters:
            name = parameter.name
            # To the engine, UNDEF is a value among others, and costs it its best plan; so a block without one goes.
            blocks, block = fit.blocks(name), ""
            if name in terms:
                used = fit.uses(name, blocks) if parameter.type in _COMPARED else None
                if used is None:
                    block = f"VALUES ?{name} {{ {terms[name]} }}"  # also of no term at all, which finds nothing
                else:
                    # A filter that compares with a variable waits until all of its group is found.
                    cuts += [(start, end, terms[name]) for start, end in used]
            cuts += [(start, end, block) for start, end in blocks]
        text = fit.sparql
        for start, end, block in sorted(cuts, reverse=True):
            text = text[:start] + block + text[end:]
        return text

    def uses(self, name: str, blocks: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
        """Return where a variable stands outside of these blocks; None where it does elsewhere than to be compared."""
        uses: list[tuple[int, int]] = []
        at, open_, inside, before = 0, 0, 0, ""
        for kind, word in tokens(self.sparql):
            start, at = at, at + len(word)
            if kind == "comment" or word.isspace():
                continue
            if word == "(":
                open_ += 1 if open_ or before == "FILTER" else 0
            elif word == ")":
                open_ -= 1 if open_ else 0
            elif word in "{}" and open_:  # of an EXISTS
                inside += 1 if word == "{" else -1
            elif word == f"?{name}" and not any(first <= start < last for first, last in blocks):
                if not open_ or inside or before == "BOUND":
                    return None
                uses.append((start, at))
            before = before if word == "(" and before == "BOUND" else word.upper()
        return uses

    def blocks(self, name: str) -> list[tuple[int, int]]:
        """Return where every ``VALUES ?name { … }`` stands."""
        blocks: list[tuple[int, int]] = []
        at, begun = 0, None
        before = [("", 0), ("", 0)]
        for kind, word in tokens(self.sparql):
            start, at = at, at + len(word)
            if kind == "comment" or word.isspace():
                continue
            if word == "{" and before[0][0].upper() == "VALUES" and before[1][0] == f"?{name}":
                begun = before[0][1]
            elif word == "}" and begun is not None:
                blocks.append((begun, at))
                begun = None
            before = [before[1], (word, start)]
        return blocks


def fitted(sparql: str, given: AbstractSet[str]) -> str:
    r"""Return a query with the lines that stand there with these parameters, and without the others.

    >>> fitted("# with who: ?s ?p ?who .\n?s ?p ?o .  # without who", {"who"})
    '?s ?p ?who .'
    """
    kept = []
    for line in sparql.split("\n"):
        with_it, without = _WITH.fullmatch(line), _WITHOUT.search(line)
        wanted = not with_it or given >= set(with_it[2].split(", "))
        if wanted and not (without and given >= set(without[1].split(", "))):
            text = line[: without.start()] if without else line
            kept.append(with_it[1] + text[with_it.start(3) :] if with_it else text)
    return "\n".join(kept)


def closed(sparql: str) -> str:
    """Return a query that has its values without the lines that declare them."""
    lines = sparql.split("\n")
    return "\n".join(line for line in lines if not (found := _HEADER.match(line)) or found[1] != "parameter")


def _parameter(query: str, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line.strip())
    if not found or found[2] not in set(Type):
        raise BadParameter(f"{query}: cannot read the parameter {line.strip()!r}: write name, type, default — help")
    default = None if found[3] == ANY else found[3].strip('"')
    return Parameter(found[1], Type(found[2]), default, (found[4] or "").strip())


def _terms(parameter: Parameter, value: Value, find: Find) -> str:
    if parameter.type in _FOUND:
        return " ".join(written(node) for node in find(parameter.type, str(value)))
    return written(_typed(parameter, value))


def _typed(parameter: Parameter, value: Value) -> Value:
    text = str(value)
    try:
        match parameter.type:
            case Type.DATE:
                return _day(value, end=first_day)
            case Type.LAST_DAY:
                return _day(value, end=last_day)
            case Type.INTEGER:
                return int(text)
            case Type.NUMBER:
                return float(text)
            case Type.TEXT:
                return text
            case _:
                return IRI(f"{RELATION}{relation(text).id}")
    except (NotADate, ValueError) as error:
        kind = Type.DATE if parameter.type is Type.LAST_DAY else parameter.type
        raise BadParameter(f"{parameter.name} is to be a {kind}, not {text!r}") from error


def _day(value: Value, *, end: Callable[[str], str]) -> date:
    text = value.date().isoformat() if isinstance(value, datetime) else str(value)
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(text), Precision.DAY)
    return date.fromisoformat(end(When(value=text, precision=precision, basis=Basis.STATED).value))


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Return the queries that come with kg, by name, in order.

    >>> named_queries()["most-contested-issues"].question
    'Which issues divide the actors most, counted by distinct holders on each side?'
    """
    files = sorted((ontology() / "queries").glob("*.rq"))
    return {file.stem: NamedQuery.read(file.stem, file.read_text(encoding="utf-8")) for file in files}


def query_of(question: str) -> NamedQuery:
    """Return the query of a name, or the SPARQL itself as a query; its header may declare parameters.

    Raises `UnknownQuery` for a single word that names none.
    """
    if not _NAME.fullmatch(question.strip()):
        return NamedQuery.read("the query", question)
    known = named_queries()
    if question.strip() not in known:
        hint = did_you_mean(question.strip(), known, otherwise="`kg query --list` shows them all.")
        raise UnknownQuery(f"no query is named {question.strip()!r}: {hint}")
    return known[question.strip()]
