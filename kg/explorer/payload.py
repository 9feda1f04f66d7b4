"""What a page carries: contents and positions as plain data, each passage and each source once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from json import dumps
from typing import Any, Final

from kg.explorer.contents import Contents, Node, Source, Statement, clean
from kg.explorer.labels import lines
from kg.explorer.layout import arrange, box, enlarged, rows
from kg.explorer.links import Link, backbone, links, ranked
from kg.explorer.quoting import Quoting

#: As much evidence goes into a page that is not asked for less; with the page itself it makes five megabytes.
MOST_BYTES: Final = 4_200_000
_FEWER = (10, 5, 3, 1)  # sentences a link

#: What is not written into a page, because it goes without saying.
_USUAL: Final[Mapping[str, object]] = {"certainty": "certain", "tense": "present", "voice": "narrator", "stated": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Nodes and edges as pyvis takes them (an edge an ordered pair), and the tables they refer to."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    tables: dict[str, Any]


def payload(
    contents: Contents,
    *,
    limit: Mapping[str, int],
    quoting: Quoting,
    before: Mapping[str, tuple[float, float]] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Payload:
    """Lay contents out, and write them down for a page.

    ``before`` are positions to start from. ``texts`` are whole documents by id. Where all evidence would be more
    than `MOST_BYTES`, only the surest sentences of every link are written: the table ``surest`` says how many.
    """
    made = links(contents.statements)
    order = ranked(made)
    core = {end for link in backbone(order, nodes=limit["nodes"], most=limit["links"]) for end in link.ends}
    ranks = {_key(link): rank for rank, link in enumerate(order)}
    edges, tables = _evidence(contents, ranks, quoting, texts or {})
    return Payload(nodes=_nodes(contents, made, core, before or {}), edges=edges, tables=tables)


def _evidence(
    contents: Contents, ranks: Mapping[tuple[str, str, int], int], quoting: Quoting, texts: Mapping[str, str]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    sizes = Counter((one.holder, one.target, one.sign) for one in contents.statements)
    largest = 0 if quoting.most is not None or texts else max(sizes.values(), default=0)
    fewer = [replace(quoting, most=most) for most in _FEWER if most < largest]
    for number, tried in enumerate([quoting, *fewer]):
        tables = _Tables(tried.left_out(contents.statements), tried, texts)
        edges = _edges(contents.statements, ranks, tables)
        written = tables.written(contents)
        if len(dumps([edges, written], ensure_ascii=False).encode()) <= MOST_BYTES or number == len(fewer):
            break
    return edges, written if tried.most == quoting.most else {**written, "surest": tried.most}


def _nodes(
    contents: Contents, made: Sequence[Link], core: set[str], before: Mapping[str, tuple[float, float]]
) -> list[dict[str, Any]]:
    said = Counter(statement.holder for statement in contents.statements)
    linked = {end for link in made for end in link.ends}
    names = enlarged(len(core))
    boxes = {node.id: box(node, said[node.id], names) for node in contents.nodes if node.id in linked}
    places = arrange(boxes, made, core=core, before=before)
    row = rows(contents.nodes, made)
    return [_node(node, places.get(node.id, (0.0, 0.0)), row[node.id]) for node in contents.nodes]


def _node(node: Node, place: tuple[float, float], row: int) -> dict[str, Any]:
    name = list(lines(node.label))
    written = {
        "id": node.id,
        "label": node.label,
        "kind": node.kind,
        "x": place[0],
        "y": place[1],
        "row": row,
        "lines": None if name == [node.label] else name,
        "wikidata": node.wikidata,
        "aliases": list(node.aliases) or None,
    }
    return {key: value for key, value in written.items() if value is not None}


def _key(link: Link) -> tuple[str, str, int]:
    return link.holder, link.target, link.sign


def _edges(
    statements: Sequence[Statement], ranks: Mapping[tuple[str, str, int], int], tables: "_Tables"
) -> list[dict[str, Any]]:
    pairs: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        pairs[statement.holder, statement.target].append(statement)
    return [
        {
            "from": holder,
            "to": target,
            "ranks": [ranks.get((holder, target, sign)) for sign in (-1, 0, 1)],
            "statements": [tables.statement(one) for one in found],
        }
        for (holder, target), found in sorted(pairs.items())
    ]


class _Tables:
    """Passages and sources by number, as they come."""

    def __init__(self, left_out: set[int], quoting: Quoting, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._left_out = left_out
        self._quoting = quoting
        self._passages: dict[str, int] = {}
        self._sources: dict[Source, int] = {}

    def statement(self, given: Statement) -> dict[str, Any]:
        written: dict[str, Any] = {
            "id": given.id,
            "relation": given.relation,
            "sign": given.sign,
            "certainty": given.certainty,
            "tense": given.tense,
            "voice": given.voice,
            "stated": given.stated,
            "date": given.date,
            "day": given.day,
            "confidence": round(given.confidence, 3),
            "speaker": given.speaker,
            "speakerId": given.speaker_id,
            "about": list(given.about) or None,
            "source": self._sources.setdefault(given.source, len(self._sources)),
            **({} if id(given) in self._left_out else self._passage(given)),
        }
        return {key: value for key, value in written.items() if value is not None and value != _USUAL.get(key)}

    def _passage(self, given: Statement) -> dict[str, Any]:
        shown = self._quoting.shortened(given.passage)
        return {
            "passage": self._passages.setdefault(shown.text, len(self._passages)),
            "evidence": [utf16(shown.text, at) for at in shown.evidence],
            "cues": [[utf16(shown.text, at) for at in cue] for cue in shown.cues] or None,
            "at": self._place(given),
        }

    def _place(self, given: Statement) -> int:
        """Return where the evidence begins in the document: as JavaScript counts, where the page has its text."""
        text = self._texts.get(given.source.id)
        return given.start if text is None else utf16(text, given.start)

    def written(self, contents: Contents) -> dict[str, Any]:
        return {
            "passages": list(self._passages),
            "sources": [_source(source, self._texts) for source in self._sources],
            "issues": [[issue, label] for issue, label in contents.issues.items()],
        }


def _source(source: Source, texts: Mapping[str, str]) -> dict[str, str]:
    names = ("id", "title", "publisher", "published", "url")
    written = {name: value for name in names if (value := getattr(source, name))}
    return {**written, "text": clean(texts[source.id])} if source.id in texts else written


def utf16(text: str, at: int) -> int:
    """Return an offset as JavaScript counts: characters beyond the basic plane are two.

    >>> utf16("🙂 no", 2)
    3
    """
    return at + sum(letter > "\uffff" for letter in text[:at])
