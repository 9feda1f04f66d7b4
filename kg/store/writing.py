"""Records → RDF: one graph a document, holding everything that its text gave and nothing else.

What is said of an actor or an issue as such (its name, its kind) is not here: in the union of many
documents it would be there many times over. A document has *appearances* of actors and issues instead;
`kg.store.derived` gives every one of them a single name.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.iris import KG, PREFIXES, RELATION
from kg.records import Attribution, Header, Record, Span, Stance, When
from kg.store import nodes
from kg.store.mentions import ACTOR, Mentions
from kg.store.terms import address, boolean, day, double, integer, iri, string

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


# Written out once: a document has hundreds of statements, and few predicates. And written as text at once, not term
# by term: made of objects, the quads take longer than the engine takes to load them.
_IN_DOCUMENT, _VERBATIM, _CONFIDENCE = kg("inDocument"), kg("verbatim"), kg("confidence")
_DATE, _PRECISION, _BASIS, _PUBLICATION = map(kg, ("date", "datePrecision", "dateBasis", BASES["publication"]))
_APPEARANCE, _OF, _AS_NAME, _AS_KIND, _AS_WIKIDATA = map(kg, ("Appearance", "of", "asName", "asKind", "asWikidata"))
_MENTION, _MENTIONS, _ISSUE = kg("mention"), kg("mentions"), kg("Issue")
_ATTRIBUTION, _KIND, _CONTINUES, _NESTED_IN = map(kg, ("Attribution", "kind", "continues", "nestedIn"))
_STANCE, _HOLDER, _RELATION, _TARGET, _ABOUT = map(kg, ("Stance", "holder", "relation", "target", "about"))
_SIGN, _NEGATED, _CERTAINTY, _TENSE = map(kg, ("sign", "negated", "certainty", "tense"))
_INTENSITY, _VOICE, _STATED, _BY = map(kg, ("intensity", "voice", "stated", "attribution"))
_SPAN, _START, _END, _EXACT = kg("Span"), iri(f"{_OA}start"), iri(f"{_OA}end"), iri(f"{_OA}exact")
_ROLES = {
    role: kg(name)
    for role, name in {
        "speaker": "speaker",
        "addressee": "addressee",
        "via": "via",
        "source": "source",
        "cue": "cue",
        "content": "content",
        "evidence": "evidence",
        "holder_mention": "holderMention",
        "target_mention": "targetMention",
    }.items()
}


def record_quads(record: Record, *, known: frozenset[str] = frozenset()) -> str:
    """Return everything that a record says as N-Quads, in the graph of its document.

    ``known`` are the ids of the reference files.
    """
    return _Writer(record, known).quads()


class _Writer:
    """The quads of one record, and the names that it uses on the way."""

    def __init__(self, record: Record, known: frozenset[str]) -> None:
        self.record = record
        self.home = nodes.document(record.document.id)
        self.graph = iri(self.home)
        self.end = f" {self.graph} .\n"
        self.actors = {
            found.id: iri(nodes.actor(found, within=record.document.id, known=known)) for found in record.actors
        }
        self.issues = {found.id: iri(nodes.issue(found)) for found in record.issues}
        # Two ids of one record may be one node ("Dam", "dam"); then the node does not say which of them was meant.
        nodes_used = Counter([*self.actors.values(), *self.issues.values()])
        self.ambiguous = {node for node, uses in nodes_used.items() if uses > 1}
        self.spans: dict[tuple[int, int], str] = {}
        self.mentions = Mentions(record)
        self.written: list[str] = []

    def quads(self) -> str:
        record = self.record
        self._header(record.document)
        for actor in record.actors:
            node, kind = self._part("actor", actor.id), kg(KINDS[actor.kind])
            self._appearance(node, self.actors[actor.id], actor.name, kind=kind, mentions=actor.mentions)
            if actor.wikidata is not None:
                self._say(node, _AS_WIKIDATA, string(actor.wikidata))
        for issue in record.issues:
            node = self._part("issue", issue.id)
            self._appearance(node, self.issues[issue.id], issue.label, kind=_ISSUE, mentions=issue.mentions)
        for made in record.attributions:
            self._attribution(made)
        for stance in record.stances:
            self._stance(stance)
        end = self.end
        for (start, stop), text in self.spans.items():
            node = iri(nodes.span(self.home, start, stop))
            self.written.append(
                f"{node} {A} {_SPAN}{end}{node} {_START} {integer(start)}{end}"
                f"{node} {_END} {integer(stop)}{end}{node} {_EXACT} {string(text)}{end}"
            )
        return "".join(self.written)

    def _say(self, node: str, predicate: str, obj: str) -> None:
        self.written.append(f"{node} {predicate} {obj}{self.end}")

    def _header(self, head: Header) -> None:
        self._say(self.graph, A, kg("Document"))
        if head.title is not None:
            self._say(self.graph, iri(f"{_SCHEMA}headline"), string(head.title))
        if head.published is not None:
            self._say(self.graph, iri(f"{_SCHEMA}datePublished"), day(head.published))
        if head.publisher is not None:
            self._say(self.graph, iri(f"{_SCHEMA}publisher"), string(head.publisher))
        if head.url is not None:
            self._say(self.graph, iri(f"{_SCHEMA}url"), address(head.url))
        if head.language is not None:
            self._say(self.graph, iri(f"{_SCHEMA}inLanguage"), string(head.language))
        if head.sha256 is not None:
            self._say(self.graph, kg("textSha256"), string(head.sha256))
        parts = ("actors", "issues", "attributions", "stances")
        orders = {part: [thing.id for thing in getattr(self.record, part)] for part in parts}
        self._verbatim(self.graph, {part: order for part, order in orders.items() if order != sorted(order)})

    def _appearance(self, node: str, of: str, called: str, *, kind: str, mentions: Sequence[Span]) -> None:
        end = self.end
        self.written.append(
            f"{node} {A} {_APPEARANCE}{end}{node} {_OF} {of}{end}{node} {_AS_NAME} {string(called)}{end}"
            f"{node} {_AS_KIND} {kind}{end}{node} {_IN_DOCUMENT} {self.graph}{end}"
        )
        unclear: dict[str, Any] = {}
        self._spans(node, _MENTION, "mentions", mentions, unclear)
        self._verbatim(node, unclear)

    def _attribution(self, made: Attribution) -> None:
        node, end = self._part("attribution", made.id), self.end
        self.written.append(
            f"{node} {A} {_ATTRIBUTION}{end}{node} {_IN_DOCUMENT} {self.graph}{end}"
            f"{node} {_KIND} {kg(made.kind)}{end}{node} {_CONFIDENCE} {double(made.confidence)}{end}"
        )
        unclear: dict[str, Any] = {}
        for role in ("speaker", "addressee", "via"):
            name = getattr(made, role)
            if name is not None:
                self._say(node, _ROLES[role], self._named(self.actors, name, role, unclear))
        if made.continues is not None:
            self._say(node, _CONTINUES, self._part("attribution", made.continues))
        if made.nested_in is not None:
            self._say(node, _NESTED_IN, self._part("attribution", made.nested_in))
        self._when(node, made.date)
        for mentioned in dict.fromkeys(node for span in made.content for node in self._mentioned(span)):
            self._say(node, _MENTIONS, mentioned)
        for role in ("source", "cue", "content"):
            self._spans(node, _ROLES[role], role, getattr(made, role), unclear)
        self._verbatim(node, unclear)

    def _stance(self, stance: Stance) -> None:
        node, end = self._part("stance", stance.id), self.end
        unclear: dict[str, Any] = {}
        ends = self.issues if stance.target.actor is None else self.actors
        self.written.append(
            f"{node} {A} {_STANCE}{end}{node} {_IN_DOCUMENT} {self.graph}{end}"
            f"{node} {_HOLDER} {self._named(self.actors, stance.holder, 'holder', unclear)}{end}"
            f"{node} {_RELATION} <{RELATION}{stance.relation}>{end}"
            f"{node} {_TARGET} {self._named(ends, stance.target.id, 'target', unclear)}{end}"
            f"{node} {_SIGN} {integer(stance.sign)}{end}{node} {_NEGATED} {boolean(stance.negated)}{end}"
            f"{node} {_CERTAINTY} {kg(stance.certainty)}{end}{node} {_TENSE} {kg(stance.tense)}{end}"
            f"{node} {_INTENSITY} {integer(stance.intensity)}{end}{node} {_VOICE} {kg(stance.voice)}{end}"
            f"{node} {_STATED} {boolean(stance.voice.states(stance.relation))}{end}"
            f"{node} {_CONFIDENCE} {double(stance.confidence)}{end}"
        )
        for issue in stance.about:
            self._say(node, _ABOUT, self._named(self.issues, issue, "about", unclear))
        if list(stance.about) != sorted(set(stance.about)) or "about" in unclear:
            unclear["about"] = list(stance.about)
        if stance.attribution is not None:
            self._say(node, _BY, self._part("attribution", stance.attribution))
        self._when(node, stance.date)
        for role, span in (
            ("evidence", stance.evidence),
            ("holder_mention", stance.holder_mention),
            ("target_mention", stance.target_mention),
        ):
            if span is not None:
                self._spans(node, _ROLES[role], role, (span,), unclear)
        self._verbatim(node, unclear)

    def _mentioned(self, span: Span) -> Iterator[str]:
        for kind, name in self.mentions.within(span):
            yield (self.actors if kind == ACTOR else self.issues)[name]

    def _part(self, kind: str, name: str) -> str:
        return iri(nodes.part(self.home, kind, name))

    def _named(self, known: Mapping[str, str], name: str, role: str, unclear: dict[str, Any]) -> str:
        node = known[name]
        if node in self.ambiguous:
            unclear[role] = name
        return node

    def _when(self, node: str, when: When | None) -> None:
        """Date a node: as its record does, else by the day of publication, without a precision."""
        end = self.end
        if when is not None:
            self.written.append(
                f"{node} {_DATE} {day(when.first_day)}{end}{node} {_PRECISION} {kg(when.precision)}{end}"
                f"{node} {_BASIS} {kg(BASES[when.basis])}{end}"
            )
        elif self.record.document.published is not None:
            self.written.append(
                f"{node} {_DATE} {day(self.record.document.published)}{end}{node} {_BASIS} {_PUBLICATION}{end}"
            )

    def _spans(self, node: str, predicate: str, role: str, spans: Sequence[Span], unclear: dict[str, Any]) -> None:
        places = [(span.start, span.end) for span in spans]
        if len(places) > 1 and places != sorted(set(places)):
            unclear[role] = places
            places = list(dict.fromkeys(places))
        for span in spans:
            self.spans[span.start, span.end] = span.text
        home, end = self.home, self.end
        self.written += [f"{node} {predicate} <{home}#span-{first}-{stop}>{end}" for first, stop in places]

    def _verbatim(self, node: str, fields: Mapping[str, Any]) -> None:
        """Say what of a node its other statements cannot carry: the order of its parts, mostly."""
        if fields:
            self._say(node, _VERBATIM, string(json.dumps(fields, ensure_ascii=False, sort_keys=True)))
