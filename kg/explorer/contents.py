"""What a page shows: nodes and statements, read from a network and made safe for a page."""

import datetime as dt
import math
import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kg.edges import ISSUE
from kg.errors import NetworkError, UnsignedEdge
from kg.records import first_day
from kg.relations import RELATIONS

if TYPE_CHECKING:
    from networkx import MultiDiGraph

#: Kinds that the page has a word for; anything else is shown as an actor.
KINDS: Final = ("person", "state", "organization", "group", ISSUE)

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor or an issue."""

    id: str
    label: str
    kind: str
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def is_issue(self) -> bool:
        """Whether it is an issue; otherwise it is an actor."""
        return self.kind == ISSUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document, and where in it the evidence and the cues stand.

    Offsets count code points of ``text``. ``evidence`` is never outside of it.
    """

    text: str
    evidence: tuple[int, int]
    cues: tuple[tuple[int, int], ...] = ()

    @property
    def quote(self) -> str:
        """The evidence itself."""
        return self.text[slice(*self.evidence)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document that a statement was read in."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One stance with all that vouches for it.

    ``day`` is None where the date is missing or is none; ``date`` is shown as it came.
    """

    id: str
    holder: str
    target: str
    relation: str
    sign: int
    certainty: str = "certain"
    tense: str = "present"
    intensity: int = 2
    voice: str = "narrator"
    stated: bool = True
    date: str | None = None
    day: str | None = None
    confidence: float = 1.0
    passage: Passage
    start: int = 0  # of the evidence, in the document
    speaker: str | None = None
    speaker_id: str | None = None
    about: tuple[str, ...] = ()
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that a page can show, in an order that does not depend on how the network was built.

    ``issues`` are the labels of every issue, those too that are only what a statement is about.
    """

    nodes: tuple[Node, ...]
    statements: tuple[Statement, ...]
    issues: Mapping[str, str] = field(default_factory=dict)


def read_network(network: "MultiDiGraph[Any]") -> Contents:
    """Read a network as kg.networks makes it.

    Raises `NetworkError` where it is not a directed multigraph, where two ids read the same, or where a
    number is none; `UnsignedEdge` where an edge has neither a sign nor a relation that tells it.
    """
    if not (getattr(network, "is_multigraph", bool)() and network.is_directed()):
        kind = type(network).__name__
        raise NetworkError(f"the page shows stances, one an edge of a networkx.MultiDiGraph; this is a {kind}.")
    names = _names(network.nodes)
    nodes = [_node(names[key], given) for key, given in network.nodes(data=True)]
    statements = [
        _statement(names[holder], names[target], str(key), given)
        for holder, target, key, given in network.edges(keys=True, data=True)
    ]
    issues = {node.id: node.label for node in nodes if node.is_issue}
    for _, _, given in network.edges(data=True):
        for issue, label in zip(_texts(given.get("about")), _texts(given.get("about_labels")), strict=False):
            issues.setdefault(issue, label)
    for statement in statements:
        for issue in statement.about:
            issues.setdefault(issue, issue)
    return Contents(
        nodes=tuple(sorted(nodes, key=lambda node: node.id)),
        statements=tuple(sorted(statements, key=lambda made: (made.day or "", made.id, made.holder, made.target))),
        issues=dict(sorted(issues.items())),
    )


def clean(text: object) -> str:
    r"""Return any value as text that a page can hold: no control characters, no halves of surrogate pairs.

    Every such character becomes one replacement character, so that offsets still fit.

    >>> clean("a\x00b")
    'a\ufffdb'
    """
    return _UNPRINTABLE.sub("\ufffd", str(text))


def _names(keys: Iterable[Hashable]) -> dict[Hashable, str]:
    names: dict[Hashable, str] = {}
    owners: dict[str, Hashable] = {}
    for key in keys:
        name = clean(key)
        if name in owners:
            raise NetworkError(f"two nodes read the same on a page: {owners[name]!r} and {key!r}. Rename one of them.")
        owners[name] = key
        names[key] = name
    return names


def _node(name: str, given: Mapping[str, Any]) -> Node:
    kind = clean(given.get("kind") or "actor")
    return Node(
        id=name,
        label=(_text(given.get("label")) or "").strip() or name,
        kind=kind if kind in KINDS else "actor",
        wikidata=_text(given.get("wikidata")),
        aliases=tuple(sorted(set(_texts(given.get("aliases"))))),
    )


def _statement(holder: str, target: str, key: str, given: Mapping[str, Any]) -> Statement:
    place = f"edge {clean(key)!r} from {holder!r} to {target!r}"
    relation = _text(given.get("relation")) or ""
    date = _text(given.get("date"))
    first = _text(given.get("first_day")) or date
    return Statement(
        id=clean(key),
        holder=holder,
        target=target,
        relation=RELATIONS[relation].label if relation in RELATIONS else relation or "is linked to",
        sign=_sign(given.get("sign"), relation, place),
        certainty=_text(given.get("certainty")) or "certain",
        tense=_text(given.get("tense")) or "present",
        intensity=int(_number(given.get("intensity", 2), "intensity", place)),
        voice=_text(given.get("voice")) or "narrator",
        stated=bool(given.get("stated", True)),
        date=date,
        day=_day(first),
        confidence=min(1.0, max(0.0, _number(given.get("confidence", 1.0), "confidence", place))),
        passage=_passage(given),
        start=int(_number(given.get("evidence_start") or 0, "evidence_start", place)),
        speaker=_text(given.get("speaker")),
        speaker_id=_text(given.get("speaker_id")),
        about=_texts(given.get("about")),
        source=Source(
            id=_text(given.get("document")) or "",
            title=_text(given.get("title")),
            publisher=_text(given.get("publisher")),
            published=_text(given.get("published")),
            url=_text(given.get("url")),
        ),
    )


def _passage(given: Mapping[str, Any]) -> Passage:
    """Find the evidence where it says it stands; where it does not stand there, the evidence is all there is."""
    text, evidence = clean(given.get("passage") or ""), clean(given.get("evidence") or "")
    before = given.get("passage_start") or 0
    start = (given.get("evidence_start") or 0) - before
    end = start + len(evidence)
    if start < 0 or text[start:end] != evidence:
        return Passage(text=evidence, evidence=(0, len(evidence)))
    cues = ((left - before, right - before) for left, right in given.get("cue") or ())
    inside = tuple(sorted((left, right) for left, right in cues if 0 <= left < right <= len(text)))
    return Passage(text=text, evidence=(start, end), cues=inside)


def _sign(given: object, relation: str, place: str) -> int:
    if given is None:
        if relation not in RELATIONS:
            raise UnsignedEdge("an edge needs a sign (−1, 0 or 1), or one of the twenty relations.", place=place)
        return RELATIONS[relation].sign
    sign = _number(given, "sign", place)
    return (sign > 0) - (sign < 0)


def _number(given: Any, name: str, place: str) -> float:
    try:
        number = float(given)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise NetworkError(f"its {name} is {given!r}, which is not a number.", place=place)
    return number


def _text(given: object) -> str | None:
    return None if given is None or given == "" else clean(given)


def _texts(given: object) -> tuple[str, ...]:
    if given is None:
        return ()
    if isinstance(given, str):
        return (clean(given),) if given else ()
    return tuple(clean(one) for one in given) if isinstance(given, Iterable) else (clean(given),)


def _day(date: str | None) -> str | None:
    """Return the first day that a date can mean, or None for what is no date."""
    if date is None or not _DATE.fullmatch(date):
        return None
    try:
        return dt.date.fromisoformat(first_day(date)).isoformat()
    except ValueError:  # the 31st of February
        return None
