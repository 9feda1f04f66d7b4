"""From a question, as people ask it, to an answer: named or written out, checked, and its mistakes explained."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kg.errors import BadParameter, QuerySyntax, Unreachable, did_you_mean
from kg.iris import ACTOR, BASE, ISSUE, KG, PREFIXES, local
from kg.store import nodes
from kg.store.answer import Answer, Kind
from kg.store.guard import refuse_unsafe
from kg.store.mistakes import explained
from kg.store.queries import Type, query_of
from kg.store.results import Form, Written, check_fit
from kg.store.terms import IRI, Value, iri, string
from kg.store.updates import Update
from kg.store.worker import Placed

_ISSUES = {Type.ISSUE, Type.TOPIC}
_WORDS = {Type.THING: "actor or issue", Type.TOPIC: "issue"}

_NAMES = """
SELECT DISTINCT ?node ?name ?main WHERE {{
  {{ ?node rdfs:label ?name BIND(true AS ?main) }} UNION {{ ?node skos:altLabel|kg:acronym ?name BIND(false AS ?main) }}
  FILTER(STRSTARTS(STR(?node), "{base}") && !STRSTARTS(STR(?node), "{words}") {asked})
}}"""


class Asking:
    """Questions to a graph. ``run`` takes SPARQL, ``limit`` and ``timeout``, and gives what the worker gives.

    ``search`` takes words, and gives the stances and attributions in which they stand.
    """

    def __init__(self, run: Callable[..., list[Any]], *, search: Callable[[str], list[IRI]]) -> None:
        self._run = run
        self._search = search

    def ask(self, question: str, values: Mapping[str, Value], *, limit: int, timeout: float) -> Answer:
        """Answer a question; raises the `QueryError` that fits."""
        return _answer(self._asked(self.sparql(question, values, timeout=timeout), limit=limit, timeout=timeout))

    def results(
        self, question: str, values: Mapping[str, Value], *, form: str, limit: int, timeout: float
    ) -> tuple[str, bool]:
        """Answer a question in one of `kg.store.results.FORMS`, term by term as it is; and whether the limit cut it."""
        chosen = Form.named(form)
        sparql = self.sparql(question, values, timeout=timeout)
        answer = self.write(sparql, chosen, limit=limit, timeout=timeout)
        check_fit(form, answer.kind)
        return answer.body.decode(), answer.shortened

    def sparql(self, question: str, values: Mapping[str, Value], *, timeout: float) -> str:
        """Return a question as the engine gets it: with its values, and safe."""
        sparql = query_of(question).with_values(values, find=partial(self._found, timeout=timeout))
        refuse_unsafe(sparql)
        return sparql

    def _asked(self, sparql: str, **options: Any) -> list[Any]:
        try:
            return self._run(sparql, **options)
        except Placed as error:
            raise QuerySyntax(explained(sparql, *error.args)) from None

    def write(self, sparql: str, form: Form, *, limit: int, timeout: float) -> Written:
        """Answer SPARQL in a format; raises the `QueryError` that fits."""
        refuse_unsafe(sparql)
        kind, *body, shortened = self._asked(sparql, limit=limit, timeout=timeout, form=form)
        return Written(Kind(kind), b"".join(body), shortened)

    def changes(
        self, update: Update, run: Callable[..., list[tuple[str, set[str], set[str]]]], *, timeout: float
    ) -> list[tuple[str, set[str], set[str]]]:
        """Return what an update would change, with its mistakes explained; ``run`` takes it and ``timeout``."""
        try:
            return run(update, timeout=timeout)
        except Placed as error:
            raise QuerySyntax(explained(update.text, *error.args)) from None

    def bound(self, question: str, values: Mapping[str, Value], *, timeout: float) -> str:
        """Return the SPARQL of a named query with these values for its parameters."""
        return query_of(question).with_values(values, find=partial(self._found, timeout=timeout))

    def _found(self, kind: Type, name: str, *, timeout: float) -> list[IRI]:
        """Return what somebody means; for a topic, or a thing that is an issue, with all that is narrower.

        For words, where they stand.
        """
        if kind is Type.WORDS:
            return self._search(name)
        found = self.find(kind, name, timeout=timeout)
        wide = kind is Type.TOPIC or (kind is Type.THING and nodes.is_issue(found))
        return [found, *self._narrower(found, timeout=timeout)] if wide else [found]

    def find(self, kind: Type, name: str, *, timeout: float) -> IRI:
        """Return the actor, issue or document that somebody means: by its IRI, its id or its name."""
        match self.meant(kind, name, timeout=timeout):
            case [one]:
                return one
            case several:
                raise BadParameter(f"{name!r} may be any of {', '.join(one.short for one in several)}: say which")

    def meant(self, kind: Type, name: str, *, timeout: float) -> list[IRI]:
        """Return all that somebody may mean, at least one; raises `BadParameter` where nothing is called so."""
        prefix, colon, rest = name.partition(":")
        if name.startswith(("http://", "https://")):
            whole = "/".join(map(local, name.split("/"))).replace("%3A", ":").replace("%23", "#").replace("%25", "%")
            return [IRI(whole)]
        if colon and prefix in PREFIXES:
            return [IRI(f"{PREFIXES[prefix]}{local(rest)}")]
        if kind is Type.DOCUMENT:
            return [IRI(nodes.document(name))]
        meant_by_id = [nodes.issue_named(name)] if kind in _ISSUES else [nodes.actor_named(name)]
        for node in [*meant_by_id, nodes.issue_named(name)] if kind is Type.THING else meant_by_id:
            if self._run(f"ASK {{ {iri(node)} rdfs:label ?label }}", limit=1, timeout=timeout)[1][0][0]:
                return [IRI(node)]
        base = BASE if kind is Type.THING else ISSUE if kind in _ISSUES else ACTOR
        asked = f"&& LCASE(STR(?name)) = {string(name.lower())}"
        found: dict[Value, bool] = {}
        for named, _, main in self._names(base, asked, timeout=timeout):
            found[named] = found.get(named, False) or bool(main)
        # "Georgia" may be the name of one and an alias of another; then the name wins.
        best = {node for node, main in found.items() if main} or set(found)
        if best:
            return [IRI(one) for one in sorted(map(str, best))]
        others = sorted({str(called) for _, called, _ in self._names(base, "", timeout=timeout)})
        hint = did_you_mean(name, others)
        raise BadParameter(f"no {_WORDS.get(kind, kind)} is called {name!r}" + (f": {hint}" if hint else ""))

    def _names(self, base: str, asked: str, *, timeout: float) -> list[tuple[Value, ...]]:
        sparql = _NAMES.format(base=base, words=KG, asked=asked)
        try:
            return _answer(self._run(sparql, limit=10**7, timeout=timeout)).tuples
        except Unreachable:
            if asked:
                raise
            return []  # a server that does not give so many names only leaves out the hint

    def _narrower(self, issue: IRI, *, timeout: float) -> list[IRI]:
        found = self._run(
            f"SELECT DISTINCT ?n {{ ?n skos:broader+ {iri(issue)} }} ORDER BY ?n", limit=10**6, timeout=timeout
        )
        return [node for (node,) in _answer(found).tuples if isinstance(node, IRI) and node != issue]


def _answer(items: list[Any]) -> Answer:
    """Return the answer that the worker's items make."""
    (kind, columns), *rest, shortened = items
    turtle = rest.pop() if rest and isinstance(rest[-1], str) else None
    return Answer(Kind(kind), columns, [row for rows in rest for row in rows], shortened, turtle)
