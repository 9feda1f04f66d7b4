"""A stance as an edge, with everything that vouches for it.

The store and the records make edges; the networks and the pages are made from them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kg.iris import slug
from kg.names import is_surname_alone
from kg.paragraphs import passage
from kg.records import Actor, ActorKind, Issue, Record, Span, first_day
from kg.relations import RELATIONS

ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class End:
    """An actor or an issue at one end of an edge. ``kind`` is an `ActorKind` or ``"issue"``."""

    id: str
    label: str
    kind: str
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The document that an edge was read in. ``story`` is one for all documents that print the same text."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    story: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One stance of one document.

    ``passage`` is the paragraph around the evidence, shortened; ``passage_start`` is where it begins
    in the document, so that ``evidence`` and ``cue`` can be marked in it. ``speaker`` is who says so,
    None in the narrator's voice. ``date`` is as long as it is precise (``2023-06-19``, ``2023-06``).
    """

    id: str  # unique over all documents
    holder: End
    relation: str
    target: End
    about: tuple[End, ...] = ()
    sign: int
    negated: bool = False
    certainty: str = "certain"
    tense: str = "present"
    intensity: int = 2
    voice: str
    stated: bool  # the holder said or did it; otherwise others ascribe it
    date: str | None = None
    date_basis: str | None = None
    confidence: float = 1.0
    evidence: Span
    passage: str
    passage_start: int
    speaker: End | None = None
    cue: tuple[Span, ...] = ()
    source: Source

    @property
    def family(self) -> str:
        """The family of the relation."""
        return RELATIONS[self.relation].family

    @property
    def first_day(self) -> str | None:
        """The first day that ``date`` can mean, for comparing and for windows."""
        return None if self.date is None else first_day(self.date)


def actor_key(actor: Actor, document: str, *, known: Collection[str] = ()) -> str:
    """Return the id under which an actor is kept in a graph of many documents.

    "Experts" in one article are not the "experts" of another, and a surname alone, "Ruiz" or "Ms. Ruiz", may be
    anybody's: they stay with their document (``<document>/experts``) unless they are ``known``.
    """
    if actor.id in known or actor.wikidata:
        return actor.id
    unnamed = actor.kind is ActorKind.GROUP or (actor.kind is ActorKind.PERSON and is_surname_alone(actor.name))
    return f"{document}/{actor.id}" if unnamed else actor.id


def edges(record: Record, text: str, *, known: Collection[str] = (), story: str | None = None) -> Iterator[Edge]:
    """Yield the stances of one record as edges, in its order.

    ``text`` is the text of the document; ``known`` are the ids of the reference files; ``story`` is the id of the
    first document that prints the same text, its own where nobody has looked for others.
    """
    head = record.document
    source = Source(head.id, head.title, head.publisher, head.published, head.url, story or head.id)
    actors = {actor.id: _actor_end(actor, head.id, known) for actor in record.actors}
    issues = {issue.id: _issue_end(issue) for issue in record.issues}
    attributions = {made.id: made for made in record.attributions}
    for stance in record.stances:
        said = attributions.get(stance.attribution or "")
        where, start = passage(text, stance.evidence.start, stance.evidence.end)
        yield Edge(
            id=f"{head.id}#{stance.id}",
            holder=actors[stance.holder],
            relation=stance.relation,
            target=actors[stance.target.actor] if stance.target.actor is not None else issues[stance.target.id],
            about=tuple(issues[issue] for issue in stance.about),
            sign=stance.sign,
            negated=stance.negated,
            certainty=stance.certainty,
            tense=stance.tense,
            intensity=stance.intensity,
            voice=stance.voice,
            stated=stance.voice.states(stance.relation),
            date=stance.date.value if stance.date else head.published,
            date_basis=stance.date.basis if stance.date else "publication" if head.published else None,
            confidence=stance.confidence,
            evidence=stance.evidence,
            passage=where,
            passage_start=start,
            speaker=actors[said.speaker] if said and said.speaker else None,
            cue=said.cue if said else (),
            source=source,
        )


def _actor_end(actor: Actor, document: str, known: Collection[str]) -> End:
    return End(actor_key(actor, document, known=known), actor.name, actor.kind, actor.wikidata)


def _issue_end(issue: Issue) -> End:
    # Ids come from codebooks and from people; a slug makes sure that one issue is one node everywhere.
    return End(f"issue/{slug(issue.id)}", issue.label, ISSUE)
