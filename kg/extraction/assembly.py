"""From what was found to the record of the contract: ids, spans of the original text, everything in order."""

from collections.abc import Iterable, Sequence

from kg.extraction.attributions import kind
from kg.extraction.cast import Cast, Figure
from kg.extraction.dates import published_on, when
from kg.extraction.quotations import Quotation
from kg.extraction.reading import Reading, Stretch
from kg.extraction.stances import Positions, Stood
from kg.extraction.told import Told
from kg.records import (
    Actor,
    Attribution,
    AttributionKind,
    Document,
    Issue,
    Record,
    Span,
    Stance,
    Target,
    Tense,
    When,
)
from kg.relations import RELATIONS


class Assembly:
    """Makes the record of one document."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        quotations: Sequence[Quotation],
        cast: Cast,
        told: Sequence[Told],
        positions: Positions,
    ) -> None:
        self.document = document
        self.reading = reading
        self.quotations = quotations
        self.cast = cast
        self.told = told
        self.positions = positions
        self._by_paragraph: dict[int, list[Told]] = {}
        for one in told:
            self._by_paragraph.setdefault(reading.paragraph_at(one.start), []).append(one)
        self._attribution_ids = {id(one): f"a{number}" for number, one in enumerate(told, 1)}

    def record(self, stood: Iterable[Stood]) -> Record:
        """Return the record, with only the actors and issues that it refers to or that are named."""
        attributions = tuple(self._attribution(one) for one in self.told)
        stances = tuple(self._stance(number, one) for number, one in enumerate(stood, 1))
        issues = {issue for stance in stances for issue in (*stance.about, stance.target.issue) if issue is not None}
        used = {stance.holder for stance in stances} | {stance.target.actor for stance in stances}
        used |= {actor for one in attributions for actor in (one.speaker, one.addressee, one.via)}
        return Record(
            document=self.document.header,
            actors=tuple(self._actor(figure) for figure in self._figures(used)),
            issues=tuple(self._issue(issue) for issue in sorted(issues)),
            attributions=attributions,
            stances=stances,
        )

    def _figures(self, used: set[str | None]) -> list[Figure]:
        mentioned = list(self.cast.mentioned())
        seen = {figure.id for figure in mentioned}
        # A state that "we" stands for may never be named.
        return mentioned + [
            self.cast.figures[id_] for id_ in sorted(id_ for id_ in used if id_ is not None and id_ not in seen)
        ]

    def _actor(self, figure: Figure) -> Actor:
        spans = dict.fromkeys(
            self._span(mention)
            for mention in sorted(figure.mentions, key=lambda mention: (mention.first, mention.last))
        )
        return Actor(id=figure.id, name=figure.name, kind=figure.kind, wikidata=figure.wikidata, mentions=tuple(spans))

    def _issue(self, issue: str) -> Issue:
        known = self.positions.known.issues.get(issue)
        label = known.label if known is not None else self.positions.labels[issue]
        mentions = sorted(self.positions.mentions.get(issue, ()), key=lambda mention: (mention.first, mention.last))
        return Issue(id=issue, label=label, mentions=tuple(self._span(mention) for mention in mentions))

    def _span(self, stretch: Stretch) -> Span:
        return self.reading.span(stretch.first, stretch.last)

    # ── attributions

    def _attribution(self, told: Told) -> Attribution:
        origin = told.origin()
        shape = kind(self.reading, self.quotations, told)
        return Attribution(
            id=self._attribution_ids[id(told)],
            kind=shape,
            speaker=self.positions.speakers.get(id(origin)),
            source=(self._span(origin.source),) if origin.source is not None else (),
            cue=(self._span(origin.cue),) if origin.cue is not None else (),
            content=tuple(self._content(start, end, told, shape) for start, end in told.content),
            addressee=self._named(origin.addressee),
            continues=self._attribution_ids.get(id(told.continues)),
            nested_in=self._attribution_ids.get(id(told.nested_in)),
            via=self._named(origin.via),
            date=self._said_on(origin),
            confidence=round(told.sure, 2),
        )

    def _content(self, start: int, end: int, told: Told, shape: AttributionKind) -> Span:
        """Quotation marks stand outside a direct content, and inside any other."""
        text = self.reading.text
        if shape is AttributionKind.DIRECT:
            while start < end and text[start] in '“”"‘’„«» ':
                start += 1
            while end > start and text[end - 1] in '“”"‘„«» ' and not (told.quotations and text[end - 1] == "’"):
                end -= 1
        return self.reading.plain.original(start, end)

    def _named(self, stretch: Stretch | None) -> str | None:
        if stretch is None:
            return None
        figure = self.cast.speaker(stretch, before=stretch.first)
        return figure.id if figure is not None else None

    def _said_on(self, told: Told) -> When | None:
        """The date beside the cue, outside of what was said; else the day of publication."""
        if told.head is not None:
            sentence = self.reading.sentence(told.head)
            for piece in self._outside(told, sentence):
                found = when(self.reading, piece, self.document.published)
                if found is not None:
                    return found
        return published_on(self.document.published)

    def _outside(self, told: Told, sentence: Stretch) -> Iterable[Stretch]:
        """The parts of the cue's sentence that are not its content, the nearest to the cue first."""
        words = self.reading.words
        neighbours = self._by_paragraph.get(self.reading.paragraph_at(told.start), ())
        contents = [place for other in neighbours for place in other.content]
        inside = {
            i
            for i in range(sentence.first, sentence.last + 1)
            if any(start <= words[i].start < end for start, end in contents)
        }
        pieces: list[Stretch] = []
        first = sentence.first
        while first <= sentence.last:
            if first in inside:
                first += 1
                continue
            last = first
            while last < sentence.last and last + 1 not in inside:
                last += 1
            pieces.append(Stretch(first, last))
            first = last + 1
        at = told.head.i if told.head is not None else sentence.first
        return sorted(pieces, key=lambda piece: 0 if at in piece else min(abs(piece.first - at), abs(piece.last - at)))

    # ── stances

    def _stance(self, number: int, stood: Stood) -> Stance:
        evidence = self._span(stood.evidence)
        future = stood.tense is Tense.FUTURE
        date = (
            when(self.reading, stood.evidence, self.document.published, future=future)
            if stood.relation not in _LASTING
            else None
        )
        if date is None and stood.told is not None:
            date = self._said_on(stood.told.origin())
        return Stance(
            id=f"s{number}",
            holder=stood.holder.id,
            relation=stood.relation,
            target=Target(actor=stood.target.id) if stood.target is not None else Target(issue=stood.issue),
            about=stood.about,
            holder_mention=self._span(stood.holder_words),
            target_mention=self._span(stood.target_words),
            sign=0 if stood.negated else RELATIONS[stood.relation].sign,  # type: ignore[arg-type] -- −1, 0 or 1
            negated=stood.negated,
            certainty=stood.certainty,
            tense=stood.tense,
            intensity=stood.intensity,  # type: ignore[arg-type] -- 1, 2 or 3
            voice=stood.voice,
            attribution=self._attribution_ids.get(id(stood.told)),
            evidence=evidence,
            date=date or published_on(self.document.published),
            confidence=stood.confidence,
        )


# A date beside "fears" tells of what is feared, not of the fear.
_LASTING = frozenset(name for name, relation in RELATIONS.items() if relation.family == "expectation")
