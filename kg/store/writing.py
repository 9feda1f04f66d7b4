"""Records → RDF: one graph a document, holding everything that its text gave and nothing else.

What is said of an actor or an issue as such (its name, its kind) is not here: in the union of many
documents it would be there many times over. A document has *appearances* of actors and issues instead;
`kg.store.derived` gives every one of them a single name.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.iris import KG, PREFIXES, RELATION
from kg.records import Attribution, Header, Record, Span, Stance, When
from kg.store import nodes
from kg.store.terms import Statement, address, boolean, day, double, integer, iri, string

A = iri(f"{PREFIXES['rdf']}type")
KINDS = {"person": "Person", "state": "State", "organization": "Organization", "group": "Group"}
BASES = {"stated": "dateInText", "publication": "dateOfPublication"}

_SCHEMA, _OA = PREFIXES["schema"], PREFIXES["oa"]


def kg(name: str) -> str:
    """Write a term of our vocabulary.

    >>> kg("holder")
    '<https://w3id.org/newsstance/ns#holder>'
    """
    return f"<{KG}{name}>"


# Written out once: a document has hundreds of statements, and few predicates.
_IN_DOCUMENT, _CONFIDENCE, _SPAN = kg("inDocument"), kg("confidence"), kg("Span")
_START, _END, _EXACT = iri(f"{_OA}start"), iri(f"{_OA}end"), iri(f"{_OA}exact")


def statements(record: Record, *, known: frozenset[str] = frozenset()) -> Iterator[Statement]:
    """Yield everything that a record says. ``known`` are the ids of the reference files."""
    yield from _Writer(record, known).statements()


class _Writer:
    """The statements of one record, and the names that it uses on the way."""

    def __init__(self, record: Record, known: frozenset[str]) -> None:
        self.record = record
        self.home = nodes.document(record.document.id)
        self.graph = iri(self.home)
        self.actors = {
            found.id: iri(nodes.actor(found, within=record.document.id, known=known)) for found in record.actors
        }
        self.issues = {found.id: iri(nodes.issue(found)) for found in record.issues}
        # Two ids of one record may be one node ("Dam", "dam"); then the node does not say which of them was meant.
        nodes_used = Counter([*self.actors.values(), *self.issues.values()])
        self.ambiguous = {node for node, uses in nodes_used.items() if uses > 1}
        self.spans: dict[tuple[int, int], str] = {}
        # Where each actor and issue is mentioned, in the order of the text.
        self.mentions = sorted(
            [(mention.start, self.actors[found.id]) for found in record.actors for mention in found.mentions]
            + [(mention.start, self.issues[found.id]) for found in record.issues for mention in found.mentions]
        )

    def statements(self) -> Iterator[Statement]:
        record = self.record
        yield from self._header(record.document)
        for actor in record.actors:
            node = self._part("actor", actor.id)
            yield node, A, kg("Appearance")
            yield node, kg("of"), self.actors[actor.id]
            yield node, kg("asName"), string(actor.name)
            yield node, kg("asKind"), kg(KINDS[actor.kind])
            if actor.wikidata is not None:
                yield node, kg("asWikidata"), string(actor.wikidata)
            yield node, _IN_DOCUMENT, self.graph
            yield from self._spans(node, {"mentions": actor.mentions}, predicate=kg("mention"))
        for issue in record.issues:
            node = self._part("issue", issue.id)
            yield node, A, kg("Appearance")
            yield node, kg("of"), self.issues[issue.id]
            yield node, kg("asName"), string(issue.label)
            yield node, kg("asKind"), kg("Issue")
            yield node, _IN_DOCUMENT, self.graph
            yield from self._spans(node, {"mentions": issue.mentions}, predicate=kg("mention"))
        for made in record.attributions:
            yield from self._attribution(made)
        for stance in record.stances:
            yield from self._stance(stance)
        for (start, end), text in self.spans.items():
            node = iri(nodes.span(self.home, start, end))
            yield node, A, _SPAN
            yield node, _START, integer(start)
            yield node, _END, integer(end)
            yield node, _EXACT, string(text)

    def _header(self, head: Header) -> Iterator[Statement]:
        yield self.graph, A, kg("Document")
        if head.title is not None:
            yield self.graph, iri(f"{_SCHEMA}headline"), string(head.title)
        if head.published is not None:
            yield self.graph, iri(f"{_SCHEMA}datePublished"), day(head.published)
        if head.publisher is not None:
            yield self.graph, iri(f"{_SCHEMA}publisher"), string(head.publisher)
        if head.url is not None:
            yield self.graph, iri(f"{_SCHEMA}url"), address(head.url)
        if head.language is not None:
            yield self.graph, iri(f"{_SCHEMA}inLanguage"), string(head.language)
        if head.sha256 is not None:
            yield self.graph, kg("textSha256"), string(head.sha256)
        parts = ("actors", "issues", "attributions", "stances")
        orders = {part: [thing.id for thing in getattr(self.record, part)] for part in parts}
        yield from _verbatim(self.graph, {part: order for part, order in orders.items() if order != sorted(order)})

    def _attribution(self, made: Attribution) -> Iterator[Statement]:
        node = self._part("attribution", made.id)
        yield node, A, kg("Attribution")
        yield node, _IN_DOCUMENT, self.graph
        yield node, kg("kind"), kg(made.kind)
        unclear: dict[str, Any] = {}
        for role in ("speaker", "addressee", "via"):
            name = getattr(made, role)
            if name is not None:
                yield node, kg(role), self._named(self.actors, name, role, unclear)
        if made.continues is not None:
            yield node, kg("continues"), self._part("attribution", made.continues)
        if made.nested_in is not None:
            yield node, kg("nestedIn"), self._part("attribution", made.nested_in)
        yield from self._when(node, made.date)
        yield node, _CONFIDENCE, double(made.confidence)
        for mentioned in dict.fromkeys(node for span in made.content for node in self._mentioned(span)):
            yield node, kg("mentions"), mentioned
        roles = {"source": made.source, "cue": made.cue, "content": made.content}
        yield from self._spans(node, roles, unclear=unclear)

    def _stance(self, stance: Stance) -> Iterator[Statement]:
        node = self._part("stance", stance.id)
        unclear: dict[str, Any] = {}
        yield node, A, kg("Stance")
        yield node, _IN_DOCUMENT, self.graph
        yield node, kg("holder"), self._named(self.actors, stance.holder, "holder", unclear)
        yield node, kg("relation"), iri(f"{RELATION}{stance.relation}")
        ends = self.issues if stance.target.actor is None else self.actors
        yield node, kg("target"), self._named(ends, stance.target.id, "target", unclear)
        for issue in stance.about:
            yield node, kg("about"), self._named(self.issues, issue, "about", unclear)
        if list(stance.about) != sorted(set(stance.about)) or "about" in unclear:
            unclear["about"] = list(stance.about)
        yield node, kg("sign"), integer(stance.sign)
        yield node, kg("negated"), boolean(stance.negated)
        yield node, kg("certainty"), kg(stance.certainty)
        yield node, kg("tense"), kg(stance.tense)
        yield node, kg("intensity"), integer(stance.intensity)
        yield node, kg("voice"), kg(stance.voice)
        yield node, kg("stated"), boolean(stance.voice.states(stance.relation))
        if stance.attribution is not None:
            yield node, kg("attribution"), self._part("attribution", stance.attribution)
        yield from self._when(node, stance.date)
        yield node, _CONFIDENCE, double(stance.confidence)
        roles = {
            "evidence": (stance.evidence,),
            "holderMention": _some(stance.holder_mention),
            "targetMention": _some(stance.target_mention),
        }
        yield from self._spans(node, roles, unclear=unclear)

    def _mentioned(self, span: Span) -> Iterator[str]:
        first = bisect_left(self.mentions, (span.start,))
        for start, node in self.mentions[first:]:
            if start >= span.end:
                return
            yield node

    def _part(self, kind: str, name: str) -> str:
        return iri(nodes.part(self.home, kind, name))

    def _named(self, known: Mapping[str, str], name: str, role: str, unclear: dict[str, Any]) -> str:
        node = known[name]
        if node in self.ambiguous:
            unclear[role] = name
        return node

    def _when(self, node: str, when: When | None) -> Iterator[Statement]:
        """Date a node: as its record does, else by the day of publication, without a precision."""
        if when is not None:
            yield node, kg("date"), day(when.first_day)
            yield node, kg("datePrecision"), kg(when.precision)
            yield node, kg("dateBasis"), kg(BASES[when.basis])
        elif self.record.document.published is not None:
            yield node, kg("date"), day(self.record.document.published)
            yield node, kg("dateBasis"), kg(BASES["publication"])

    def _spans(
        self,
        node: str,
        roles: Mapping[str, Sequence[Span]],
        *,
        predicate: str | None = None,
        unclear: Mapping[str, Any] | None = None,
    ) -> Iterator[Statement]:
        orders: dict[str, Any] = dict(unclear or {})
        for role, spans in roles.items():
            places = [(span.start, span.end) for span in spans]
            if places != sorted(set(places)):
                orders[role] = places
            for span in spans:
                self.spans[span.start, span.end] = span.text
            for start, end in dict.fromkeys(places):
                yield node, predicate or kg(role), iri(nodes.span(self.home, start, end))
        yield from _verbatim(node, orders)


def _some(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _verbatim(node: str, fields: Mapping[str, Any]) -> Iterator[Statement]:
    """Yield what of a node its other statements cannot carry: the order of its parts, mostly."""
    if fields:
        yield node, kg("verbatim"), string(json.dumps(fields, ensure_ascii=False, sort_keys=True))
