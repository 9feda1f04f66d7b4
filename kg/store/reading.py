"""RDF → records: the way back, for graphs that come without their SQLite file."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kg.errors import RecordError
from kg.iris import KG, PREFIXES, RELATION
from kg.records import Precision, Record
from kg.store import nodes
from kg.store.terms import Triple, Value
from kg.store.writing import BASES, KINDS

_TYPE = f"{PREFIXES['rdf']}type"
_SCHEMA, _OA = PREFIXES["schema"], PREFIXES["oa"]
_KINDS = {f"{KG}{name}": kind for kind, name in KINDS.items()}
_BASES = {name: basis for basis, name in BASES.items()}
_LENGTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}

# What is known of one node: predicate → its objects.
_Facts = dict[str, list[Value]]


def read_record(triples: Iterable[Triple]) -> Record:
    """Return the record that the triples of one document's graph say.

    Raises `RecordError` where they are not the graph of one document. Of a text they hold the spans
    and the hash only.
    """
    facts: dict[str, _Facts] = {}
    for subject, predicate, obj in triples:
        facts.setdefault(subject, {}).setdefault(predicate, []).append(obj)
    homes = [node for node, known in facts.items() if f"{KG}Document" in known.get(_TYPE, ())]
    if len(homes) != 1:
        message = f"the graph of a document describes one document, not {len(homes)}"
        raise RecordError(message)
    return _Reader(homes[0], facts).record()


class _Reader:
    def __init__(self, home: str, facts: dict[str, _Facts]) -> None:
        self.home = home
        self.facts = facts
        # A global node → the id that it has in this record.
        self.ids: dict[Value, str] = {}
        for node in self._of_type("Appearance"):
            self.ids[self._one(node, "of")] = nodes.part_id(node)

    def record(self) -> Record:
        kinds = {"actors": [], "issues": []}  # type: dict[str, list[dict[str, Any]]]
        for node in self._of_type("Appearance"):
            kind = _KINDS.get(str(self._one(node, "asKind")))
            name, mentions = self._one(node, "asName"), self._spans(node, "mentions", predicate="mention")
            if kind is None:
                kinds["issues"].append({"id": nodes.part_id(node), "label": name, "mentions": mentions})
            else:
                wikidata = self._one(node, "asWikidata")
                fields = {"id": nodes.part_id(node), "name": name, "kind": kind, "wikidata": wikidata}
                kinds["actors"].append(fields | {"mentions": mentions})
        return Record.model_validate(
            {
                "document": self._header(),
                "actors": self._ordered("actors", kinds["actors"]),
                "issues": self._ordered("issues", kinds["issues"]),
                "attributions": self._ordered(
                    "attributions", [self._attribution(node) for node in self._of_type("Attribution")]
                ),
                "stances": self._ordered("stances", [self._stance(node) for node in self._of_type("Stance")]),
            }
        )

    def _header(self) -> dict[str, Any]:
        published = self._one(self.home, "datePublished", base=_SCHEMA)
        return {
            "id": nodes.document_id(self.home),
            "title": self._one(self.home, "headline", base=_SCHEMA),
            "published": published.isoformat() if isinstance(published, date) else published,
            "publisher": self._one(self.home, "publisher", base=_SCHEMA),
            "url": self._one(self.home, "url", base=_SCHEMA),
            "language": self._one(self.home, "inLanguage", base=_SCHEMA),
            "sha256": self._one(self.home, "textSha256"),
        }

    def _attribution(self, node: str) -> dict[str, Any]:
        verbatim = self._verbatim(node)
        made: dict[str, Any] = {
            "id": nodes.part_id(node),
            "kind": self._word(node, "kind"),
            "continues": self._part(node, "continues"),
            "nested_in": self._part(node, "nestedIn"),
            "date": self._when(node),
            "confidence": self._one(node, "confidence"),
        }
        for role in ("speaker", "addressee", "via"):
            made[role] = verbatim.get(role, self.ids.get(self._one(node, role)))
        for role in ("source", "cue", "content"):
            made[role] = self._spans(node, role)
        return made

    def _stance(self, node: str) -> dict[str, Any]:
        verbatim = self._verbatim(node)
        target = self._one(node, "target")
        name = verbatim.get("target", self.ids.get(target))
        about = verbatim.get("about")
        if about is None:
            about = sorted(self.ids[issue] for issue in self._all(node, "about"))
        return {
            "id": nodes.part_id(node),
            "holder": verbatim.get("holder", self.ids.get(self._one(node, "holder"))),
            "relation": str(self._one(node, "relation")).removeprefix(RELATION),
            "target": {"issue" if nodes.is_issue(str(target)) else "actor": name},
            "about": about,
            "holder_mention": next(iter(self._spans(node, "holderMention")), None),
            "target_mention": next(iter(self._spans(node, "targetMention")), None),
            "sign": self._one(node, "sign"),
            "negated": self._one(node, "negated"),
            "certainty": self._word(node, "certainty"),
            "tense": self._word(node, "tense"),
            "intensity": self._one(node, "intensity"),
            "voice": self._word(node, "voice"),
            "attribution": self._part(node, "attribution"),
            "evidence": next(iter(self._spans(node, "evidence")), None),
            "date": self._when(node),
            "confidence": self._one(node, "confidence"),
        }

    def _of_type(self, name: str) -> Iterable[str]:
        return [node for node, known in self.facts.items() if f"{KG}{name}" in known.get(_TYPE, ())]

    def _all(self, node: str, name: str, *, base: str = KG) -> Sequence[Value]:
        return self.facts[node].get(f"{base}{name}", ()) if node in self.facts else ()

    def _one(self, node: str, name: str, *, base: str = KG) -> Value:
        return next(iter(self._all(node, name, base=base)), None)

    def _word(self, node: str, name: str) -> str:
        return str(self._one(node, name)).removeprefix(KG)

    def _part(self, node: str, name: str) -> str | None:
        other = self._one(node, name)
        return None if other is None else nodes.part_id(str(other))

    def _verbatim(self, node: str) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(str(self._one(node, "verbatim") or "{}"))
        return kept

    def _ordered(self, part: str, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
        order = self._verbatim(self.home).get(part)
        if order is None:
            return sorted(things, key=lambda thing: str(thing["id"]))
        places = {name: place for place, name in enumerate(order)}
        return sorted(things, key=lambda thing: places[thing["id"]])

    def _spans(self, node: str, role: str, *, predicate: str | None = None) -> list[dict[str, Any]]:
        spans: dict[tuple[Value, Value], dict[str, Any]] = {}
        for span in self._all(node, predicate or role):
            start, end = (self._one(str(span), edge, base=_OA) for edge in ("start", "end"))
            spans[start, end] = {"start": start, "end": end, "text": self._one(str(span), "exact", base=_OA)}
        order = self._verbatim(node).get(role)
        if order is None:
            return [spans[place] for place in sorted(spans)]
        return [spans[start, end] for start, end in order]

    def _when(self, node: str) -> dict[str, Any] | None:
        # Without a precision the date is that of publication, which the record itself did not give.
        if self._one(node, "datePrecision") is None:
            return None
        first, precision = self._one(node, "date"), Precision(self._word(node, "datePrecision"))
        value = first.isoformat()[: _LENGTHS[precision]] if isinstance(first, date) else first
        return {"value": value, "precision": precision, "basis": _BASES.get(self._word(node, "dateBasis"))}
