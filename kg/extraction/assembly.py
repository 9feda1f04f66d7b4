"""From what was found to the record of the contract: ids, spans of the original text, everything in order."""

from collections.abc import Iterator, Sequence

from kg.extraction.actors.cast import Cast
from kg.extraction.actors.figures import Figure
from kg.extraction.actors.reasons import confidence
from kg.extraction.attributions.kinds import Kinds
from kg.extraction.attributions.told import Told
from kg.extraction.dates.dating import Dating
from kg.extraction.speakers import Speakers
from kg.extraction.stances.stood import Matter, Party, Rule, Stood
from kg.extraction.stances.sureness import seen, sureness
from kg.extraction.stances.topics import Topics
from kg.extraction.text.words import Stretch
from kg.records import Actor, Attribution, AttributionKind, Document, Issue, Link, Record, Span, Stance, Target

_OPENING = frozenset('“”"‘’„«» ')
_CLOSING = frozenset('“”"‘„«» ')


class Assembly:
    """Makes the record of one document."""

    def __init__(
        self,
        document: Document,
        cast: Cast,
        topics: Topics,
        kinds: Kinds,
        *,
        every: Sequence[Told],
        speakers: Speakers,
    ) -> None:
        self.document = document
        self.reading = cast.reading
        self.cast = cast
        self.topics = topics
        self.kinds = kinds
        self.every = every
        self.speakers = speakers
        self.dating = Dating(cast.reading, every, document.published)
        self._ids = {told: f"a{number}" for number, told in enumerate(every, 1)}

    def record(self, stood: Sequence[Stood]) -> Record:
        """Return the record, with only the actors and issues that it refers to or that are named."""
        attributions = tuple(self._attribution(told) for told in self.every)
        stances = tuple(self._stance(number, one) for number, one in enumerate(stood, 1))
        issues = {issue for stance in stances for issue in (*stance.about, stance.target.issue) if issue is not None}
        used = {stance.holder for stance in stances} | {stance.target.actor for stance in stances}
        used |= {actor for made in attributions for actor in (made.speaker, made.addressee, made.via)}
        return Record(
            document=self.document.header,
            actors=tuple(self._actor(figure) for figure in self._figures(used - {None})),
            issues=tuple(self._issue(issue) for issue in sorted(issues)),
            attributions=attributions,
            stances=stances,
            links=tuple(self._links(used)),
        )

    def _links(self, used: set[str | None]) -> Iterator[Link]:
        """Yield why each mention is led to its actor, in the order of the text."""
        found = [
            Link(actor=figure.id, mention=self._span(words), reason=reason, confidence=confidence(reason))
            for figure in self._figures(used - {None})
            for words, reason in figure.links
        ]
        yield from sorted(found, key=lambda link: (link.mention.start, link.mention.end, link.actor))

    def _figures(self, used: set[str | None]) -> list[Figure]:
        mentioned = self.cast.roster.mentioned()
        # A state that "we" stands for may never be named.
        unnamed = used - {figure.id for figure in mentioned}
        return mentioned + [self.cast.roster.figures[actor] for actor in sorted(filter(None, unnamed))]

    def _actor(self, figure: Figure) -> Actor:
        spans = dict.fromkeys(self._span(words) for words in figure.mentions)
        return Actor(id=figure.id, name=figure.name, kind=figure.kind, wikidata=figure.wikidata, mentions=tuple(spans))

    def _issue(self, issue: str) -> Issue:
        mentions = tuple(self._span(words) for words in self.topics.mentions(issue))
        return Issue(id=issue, label=self.topics.label(issue), mentions=mentions)

    def _span(self, stretch: Stretch) -> Span:
        return self.reading.span(stretch)

    def _spans(self, stretch: Stretch | None) -> tuple[Span, ...]:
        return (self._span(stretch),) if stretch is not None else ()

    # ── attributions

    def _attribution(self, told: Told) -> Attribution:
        origin, kind, speaker = told.origin, self.kinds.of(told), self.speakers.of(told)
        return Attribution(
            id=self._ids[told],
            kind=kind,
            speaker=speaker.id if speaker is not None else None,
            source=self._spans(origin.source),
            cue=self._spans(origin.cue),
            content=tuple(self._content(start, end, kind) for start, end in told.content),
            addressee=self._named(origin.addressee),
            continues=self._id(told.continues),
            nested_in=self._id(told.nested_in),
            via=self._named(origin.via),
            date=self.dating.said(told),
            confidence=round(told.sure, 2),
        )

    def _id(self, told: Told | None) -> str | None:
        return self._ids.get(told) if told is not None else None

    def _content(self, start: int, end: int, kind: AttributionKind) -> Span:
        """Quotation marks stand outside a direct content, and inside any other."""
        text = self.reading.text
        if kind is AttributionKind.DIRECT:
            while start < end and text[start] in _OPENING:
                start += 1
            while end > start and text[end - 1] in _CLOSING:
                end -= 1
        return self.reading.plain.original(start, end)

    def _named(self, stretch: Stretch | None) -> str | None:
        figure = self.cast.source(stretch) if stretch is not None else None
        return figure.id if figure is not None else None

    # ── stances

    def _stance(self, number: int, stood: Stood) -> Stance:
        made = Stance(
            id=f"s{number}",
            holder=stood.holder.id,
            relation=stood.relation.id,
            target=self._target(stood.target),
            about=stood.about,
            holder_mention=self._span(stood.holder.words),
            target_mention=self._span(stood.target.words),
            sign=0 if stood.negated else stood.relation.sign,
            negated=stood.negated,
            certainty=stood.certainty,
            tense=stood.tense,
            intensity=stood.intensity,
            voice=stood.voice,
            attribution=self._id(stood.told),
            evidence=self._span(stood.evidence),
            date=self.dating.stood(stood),
        )
        return made.model_copy(update={"confidence": sureness(self.seen(stood, made))})

    def confidence(self, stood: Stood) -> float:
        """How often a stance like this one is right."""
        return self._stance(0, stood).confidence or 0.0

    def seen(self, stood: Stood, made: Stance) -> Iterator[str]:
        """Yield what is seen of a stance that tells how sure it is."""
        kinds = {party.id: party.figure.kind for party in (stood.holder, stood.target) if isinstance(party, Party)}
        in_codebook = made.target.issue is not None and self.topics.is_known(made.target.issue)
        stated = stood.why is not Rule.LEANING
        return seen(made, kinds, in_codebook=in_codebook, stated=stated, leaning=stood.leaning)

    def _target(self, target: Party | Matter) -> Target:
        return Target(actor=target.id) if isinstance(target, Party) else Target(issue=target.id)
