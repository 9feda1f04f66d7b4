"""Stances as a networkx graph, one edge each, with everything that vouches for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

import networkx as nx

from kg.edges import ISSUE, Edge, End
from kg.errors import UnknownChoice, UnsignedEdge
from kg.relations import RELATIONS

Kind = Literal["stances", "actors", "issues"]
KINDS: tuple[Kind, ...] = ("stances", "actors", "issues")


def stance_network(edges: Iterable[Edge], *, kind: Kind = "stances") -> "nx.MultiDiGraph[str]":
    """Return the stances as a graph from holder to target, one edge a stance.

    ``kind`` is ``"actors"`` (stances of actors towards actors), ``"issues"`` (the affiliation network: stances
    of actors on issues, to which an actor's stance towards another *over* an issue adds nothing) or
    ``"stances"``, which is both.

    Nodes are the ids of actors and issues, with the attributes ``label``, ``kind`` (person, state,
    organization, group, issue), ``wikidata`` (or None) and ``aliases``. Where documents call one id by
    several names, the most frequent is the label and the others are the aliases.

    Edges have the id of the stance as their key, and the attributes

    - ``relation``, ``family``, ``sign`` (−1, 0, 1), ``certainty``, ``tense``, ``intensity``, ``voice``,
      ``stated``, ``confidence``
    - ``date`` (as long as it is precise, or None), ``first_day``, ``date_basis``
    - ``evidence``, the exact words, from ``evidence_start`` to ``evidence_end`` of the document; ``passage``,
      the paragraph around them, from ``passage_start``; ``cue``, a tuple of (start, end)
    - ``speaker`` and ``speaker_id``, both None in the narrator's voice
    - ``about`` and ``about_labels``, tuples of issues
    - ``document``, ``title``, ``publisher``, ``published``, ``url``, and ``story``, which is one for all documents that
      print the same text
    - ``stories`` and ``publishers``: in how many stories, and from how many publishers that are known, this holder has
      this relation to this target in this network

    A symmetric relation is one edge, as it was written; measures read it both ways. A stance of sign 0
    (``asks``, ``engages``) is an edge like any other. **A negated stance is none**: whoever did not condemn
    has not taken the other side. Nobody is isolated here; a stance towards oneself, which merging two
    actors can make, stays as evidence and is counted by no measure. The same stance twice is one edge.

    >>> talks = stance_network([])
    >>> talks.number_of_nodes(), talks.is_multigraph(), talks.is_directed()
    (0, True, True)
    """
    if kind not in KINDS:
        raise UnknownChoice(kind, kind="kind of network", known=KINDS)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    seen: defaultdict[str, list[End]] = defaultdict(list)
    for edge in edges:
        towards_issue = edge.target.kind == ISSUE
        if edge.negated or (towards_issue and kind == "actors") or (not towards_issue and kind == "issues"):
            continue
        seen[edge.holder.id].append(edge.holder)
        seen[edge.target.id].append(edge.target)
        network.add_edge(edge.holder.id, edge.target.id, key=edge.id, **_attributes(edge))
    for node, ends in seen.items():
        network.add_node(node, **_node(ends))
    _count_voices(network)
    return network


class Stance(NamedTuple):
    """An edge of a stance network, as measures read it."""

    holder: str
    target: str
    key: str
    attributes: Mapping[str, Any]

    @property
    def sign(self) -> int:
        """−1, 0 or 1."""
        sign: int = self.attributes["sign"]
        return sign

    @property
    def document(self) -> object:
        """What to count documents by; an edge that names none is its own."""
        document = self.attributes.get("document")
        return self[:3] if document is None else document

    @property
    def story(self) -> object:
        """What to count voices by: a wire report in five papers is one."""
        story = self.attributes.get("story")
        return self.document if story is None else story

    @property
    def symmetric(self) -> bool:
        """Whether it holds from target to holder as well."""
        known = RELATIONS.get(self.attributes.get("relation", ""))
        return known is not None and known.symmetric


def stances(network: "nx.Graph[str]") -> Iterator[Stance]:
    """Yield every edge of a stance network, made here or elsewhere.

    Raises `UnsignedEdge` where an edge has no sign, or one that is not −1, 0 or 1.
    """
    if not network.is_directed():
        raise UnsignedEdge("this network is undirected: a stance goes from its holder to its target.")
    made = network.edges(keys=True, data=True) if isinstance(network, nx.MultiDiGraph) else _keyed(network)
    for holder, target, key, attributes in made:
        if attributes.get("sign") not in {-1, 0, 1}:
            raise UnsignedEdge(
                f"the edge from {holder!r} to {target!r} has the sign {attributes.get('sign')!r}: "
                "give it -1, 0 or 1 as `sign`, or make the network with stance_network()."
            )
        yield Stance(holder, target, key, attributes)


def end_of(network: "nx.Graph[str]", node: str) -> End:
    """Return a node as an `End`: its id serves as a label where it has none."""
    known = network.nodes[node]
    return End(node, known.get("label") or node, known.get("kind") or "", known.get("wikidata"))


def ends_of(network: "nx.Graph[str]", nodes: Iterable[str]) -> tuple[End, ...]:
    """Return nodes as `End`, by label."""
    return tuple(sorted((end_of(network, node) for node in nodes), key=lambda end: (end.label, end.id)))


def is_issue(network: "nx.Graph[str]", node: str) -> bool:
    """Whether sides can be taken on a node; so too where it does not say what it is and has no stance itself."""
    kind = network.nodes[node].get("kind")
    return kind == ISSUE if kind else not network.out_degree(node)  # type: ignore[attr-defined]


def _keyed(network: "nx.Graph[str]") -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    return ((holder, target, "", data) for holder, target, data in network.edges(data=True))


def _count_voices(network: "nx.MultiDiGraph[str]") -> None:
    stories: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    publishers: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for holder, target, known in network.edges(data=True):
        stories[holder, target, known["relation"]].add(known["story"])
        if known["publisher"]:
            publishers[holder, target, known["relation"]].add(known["publisher"])
    for holder, target, known in network.edges(data=True):
        known["stories"] = len(stories[holder, target, known["relation"]])
        known["publishers"] = len(publishers[holder, target, known["relation"]])


def _node(ends: list[End]) -> dict[str, Any]:
    labels = _by_frequency(end.label for end in ends)
    wikidata = _by_frequency(end.wikidata for end in ends if end.wikidata)
    return {
        "label": labels[0],
        "kind": str(_by_frequency(end.kind for end in ends)[0]),
        "wikidata": wikidata[0] if wikidata else None,
        "aliases": tuple(labels[1:]),
    }


def _by_frequency(values: Iterable[str]) -> list[str]:
    # Ties go by the alphabet, so that the order of the documents does not matter.
    return [value for value, _ in sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))]


def _attributes(edge: Edge) -> dict[str, Any]:
    # Enums become plain text: networkx writes neither GraphML nor GEXF with them.
    evidence, source, speaker = edge.evidence, edge.source, edge.speaker
    return {
        "relation": edge.relation,
        "family": str(edge.family),
        "sign": edge.sign,
        "certainty": str(edge.certainty),
        "tense": str(edge.tense),
        "intensity": edge.intensity,
        "voice": str(edge.voice),
        "stated": edge.stated,
        "date": edge.date,
        "first_day": edge.first_day,
        "date_basis": None if edge.date_basis is None else str(edge.date_basis),
        "confidence": float(edge.confidence),
        "evidence": evidence.text,
        "evidence_start": evidence.start,
        "evidence_end": evidence.end,
        "passage": edge.passage,
        "passage_start": edge.passage_start,
        "cue": tuple((span.start, span.end) for span in edge.cue),
        "speaker": speaker.label if speaker else None,
        "speaker_id": speaker.id if speaker else None,
        "about": tuple(issue.id for issue in edge.about),
        "about_labels": tuple(issue.label for issue in edge.about),
        "document": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "story": source.story or source.id,
    }
