"""The extraction record: what kg reads and writes, one document at a time.

Everything to the right of extraction (the store, the networks, the pages) rests on these models, so
they are frozen and refuse what they do not know. Offsets count Unicode code points of the untouched
text, end excluded: ``text[start:end]`` is the span.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_serializer, model_validator

from kg.errors import DanglingId, NotADate, RecordError, SpanMismatch
from kg.relations import relation

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

Confidence = Annotated[float, Field(ge=0, le=1)]


class Frozen(BaseModel):
    """A value: equal to whatever is equal field by field, and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Frozen):
    """A stretch of the document's text, with the words that stand there."""

    start: Annotated[int, Field(ge=0)]
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Return the span that reads ``text[start:end]``."""
        return cls(start=start, end=end, text=text[start:end])

    @model_validator(mode="after")
    def _as_long_as_its_text(self) -> Self:
        if self.end - self.start != len(self.text):
            message = f"a span from {self.start} to {self.end} cannot read {self.text!r}"
            raise SpanMismatch(message)
        return self


def _iso_day(value: str) -> str:
    """Keep the day of an ISO date or date-time.

    >>> _iso_day("2023-06-20T18:30:00Z")
    '2023-06-20'
    """
    day, separator, rest = value[:10], value[10:11], value[11:]
    if (separator and separator not in "T ") or bool(separator) != bool(rest):
        raise NotADate(f"{value!r} is not a date: write it as 2023-06-20")
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise NotADate(f"{value!r} is not a date: write it as 2023-06-20") from None


IsoDay = Annotated[str, AfterValidator(_iso_day)]


class Document(Frozen):
    """A text to read, and what is known of it. Only the text is required.

    Without an ``id`` a hash of the text serves, so that the same text is the same document.
    """

    id: str = ""
    text: str
    title: str | None = None
    published: IsoDay | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _id_from_text(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("id") and isinstance(data.get("text"), str):
            return {**data, "id": fingerprint(data["text"])[:16]}
        return data

    @property
    def header(self) -> "Header":
        """What the record of this document says about it."""
        known = self.model_dump(exclude={"text"})
        return Header(**known, sha256=fingerprint(self.text))


class Header(Frozen):
    """The document of a record: everything but its text, which its hash stands for.

    ``text`` is there where a record travels with its text, so that it can be checked and added alone.
    """

    id: str
    title: str | None = None
    published: IsoDay | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    sha256: str | None = None
    text: Annotated[str | None, Field(exclude=True)] = None


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    # A lone surrogate has no UTF-8; a text from JSON may hold one and still wants a hash.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class ActorKind(StrEnum):
    """What can hold a stance."""

    PERSON = "person"
    STATE = "state"
    ORGANIZATION = "organization"
    GROUP = "group"  # unnamed: "experts", "officials on both sides"


class Actor(Frozen):
    """Somebody who speaks, holds a stance or is its target, with every mention in the document."""

    id: str
    name: str
    kind: ActorKind
    wikidata: str | None = None
    mentions: tuple[Span, ...] = ()


class Reason(StrEnum):
    """Why a mention is led to its actor. ``ontology/links.csv`` has how sure each is, and an example."""

    NAME = "name"  # a name of its own: a known one, or the full name that the document gives
    DEMONYM = "demonym"  # "Chinese"
    METONYM = "metonym"  # "Beijing"
    CONTEXT = "ambiguous name, by what the document is about"  # "Georgia"
    PART = "shorter or longer form of a name in this document"  # "Joseph R. Biden", "Joseph Biden"
    SURNAME = "surname or first name of somebody in this document"
    SHARED = "surname that several in this document bear"
    OFFICE = "title and surname of who held the office on that date"
    ALONE = "surname alone"  # the document says no more of him than "Mr. Smith"
    ACRONYM = "acronym defined in the text"  # "the Harbour Workers' Union (HWU)"
    INITIALS = "initials of a name in this document"
    APPOSITION = "role beside the name"  # "its chairman, Bram Eddo"
    TITLE = "title of somebody in this document"  # "the minister"
    BODY = "what an organization in this document is called"  # "the union"
    ONLY = "the only one in the sentences before that can be meant"
    STATE = "government, country or people of a state"  # "the Chinese government", "his country"
    PERSON = "pronoun: nearest person of that gender"
    LATER = "pronoun: the person introduced behind it"
    SUBJECT = "pronoun: state or organization that is the subject before it"
    SEVERAL = "pronoun: nearest group"
    SPEAKER = "first person: who speaks"
    SPOKEN_FOR = "first person: whom the speaker's office speaks for"
    WORDS = "no name: these words"  # "fishermen"


class Link(Frozen):
    """One mention of an actor, with why it is led there and how sure that is."""

    actor: str
    mention: Span
    reason: Reason
    confidence: Confidence = 1.0


class Issue(Frozen):
    """Something that sides are taken on."""

    id: str
    label: str
    mentions: tuple[Span, ...] = ()


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """Where a date comes from."""

    STATED = "stated"  # in the text
    PUBLICATION = "publication"  # of the document


def first_day(value: str) -> str:
    """Return the first day that a date of any precision can mean.

    >>> first_day("2023"), first_day("2023-03"), first_day("2023-06-19")
    ('2023-01-01', '2023-03-01', '2023-06-19')
    """
    return value + "-01-01"[len(value) - len("2023") :]


def iso_date(text: str) -> str:
    """Return a date of any precision that is written as ISO has it; raises `NotADate` for anything else.

    >>> iso_date("2023-06")
    '2023-06'
    """
    try:
        if not _ISO.fullmatch(text):
            raise ValueError(text)  # noqa: TRY301 -- the same answer as for a thirteenth month
        date.fromisoformat(first_day(text))
    except ValueError:
        raise NotADate(f"{text!r} is not a date: write it as 2023, 2023-06 or 2023-06-20") from None
    return text


class When(Frozen):
    """When something was said or done.

    ``value`` is as long as it is precise: ``2023-06-19``, ``2023-03``, ``2022``.
    """

    value: str
    precision: Precision
    basis: Basis

    @model_validator(mode="after")
    def _as_precise_as_it_says(self) -> Self:
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        if len(self.value) != length:
            raise NotADate(f"{self.value!r} is not a date with the precision of a {self.precision}")
        _iso_day(self.first_day)
        return self

    @property
    def first_day(self) -> str:
        """The first day that it can mean, for comparing dates of different precision.

        >>> When(value="2023-03", precision="month", basis="stated").first_day
        '2023-03-01'
        """
        return first_day(self.value)


class AttributionKind(StrEnum):
    """How the words of the source are given."""

    DIRECT = "direct"  # at least nine tenths of the content inside quotation marks
    MIXED = "mixed"  # some of it
    INDIRECT = "indirect"  # none
    BELIEF = "belief"  # the cue is one of thinking, not of saying


class Attribution(Frozen):
    """Who said what, as the document reports it.

    ``source``, ``cue`` and ``content`` are the three roles of the field; each is a tuple, for
    “We,” she said, “agree” is one sentence in two pieces. ``speaker`` is the actor whom the source
    means, None where the text names nobody.
    """

    id: str
    kind: AttributionKind
    speaker: str | None = None
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: Annotated[tuple[Span, ...], Field(min_length=1)]
    addressee: str | None = None
    continues: str | None = None
    nested_in: str | None = None
    via: str | None = None
    date: When | None = None
    confidence: Confidence = 1.0


class Certainty(StrEnum):
    """How sure the one who vouches is (GRaSP's values)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


class Tense(StrEnum):
    """When the stance holds, seen from the text."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Voice(StrEnum):
    """Who vouches for a stance."""

    SELF = "self"  # the holder speaks
    REPRESENTATIVE = "representative"  # somebody whose office speaks for the holder
    THIRD_PARTY = "thirdParty"  # another source says so
    NARRATOR = "narrator"  # the article itself

    def states(self, relation_id: str) -> bool:
        """Whether a stance in this voice counts as stated; otherwise it is ascribed."""
        # A reporter can see a handshake or a tariff. Nobody has ever seen distrust.
        if self is Voice.NARRATOR:
            return relation(relation_id).family != "expectation"
        return self is not Voice.THIRD_PARTY


class Target(Frozen):
    """What a stance is towards: one actor or one issue."""

    actor: str | None = None
    issue: str | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.actor is None) == (self.issue is None):
            message = "a target is one actor or one issue"
            raise RecordError(message)
        return self

    @model_serializer
    def _only_what_it_is(self) -> dict[str, str]:
        return {"actor": self.actor} if self.actor is not None else {"issue": self.issue or ""}

    @property
    def id(self) -> str:
        """The id of the actor or the issue."""
        return self.actor or self.issue or ""


class Stance(Frozen):
    """Holder, relation, target: who stands where, on what, who vouches for it, when, with which words."""

    id: str
    holder: str
    relation: str
    target: Target
    about: tuple[str, ...] = ()
    holder_mention: Span | None = None
    target_mention: Span | None = None
    sign: Literal[-1, 0, 1]
    negated: bool = False
    certainty: Certainty = Certainty.CERTAIN
    tense: Tense = Tense.PRESENT
    intensity: Literal[1, 2, 3] = 2
    voice: Voice
    attribution: str | None = None
    evidence: Span
    date: When | None = None
    confidence: Confidence = 1.0

    @model_validator(mode="before")
    @classmethod
    def _sign_from_relation(cls, data: Any) -> Any:
        if isinstance(data, dict) and "sign" not in data and isinstance(data.get("relation"), str):
            return {**data, "sign": 0 if data.get("negated") else relation(data["relation"]).sign}
        return data

    @model_validator(mode="after")
    def _agrees_with_its_relation(self) -> Self:
        known = relation(self.relation)
        if self.sign != (0 if self.negated else known.sign):
            message = f"stance {self.id!r}: {self.relation}{', negated,' if self.negated else ''} cannot have sign {self.sign}"
            raise RecordError(message)
        if self.holder == self.target.actor:
            message = f"stance {self.id!r}: {self.holder!r} is both its holder and its target"
            raise RecordError(message)
        return self


class Record(Frozen):
    """Everything that one document says: the contract between all rooms.

    ``links`` tell of mentions why they are led to their actors; a record may come without them.
    """

    document: Header
    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    stances: tuple[Stance, ...] = ()
    links: tuple[Link, ...] = ()

    @model_validator(mode="after")
    def _refers_to_what_it_holds(self) -> Self:
        actors = _ids("actor", self.actors)
        issues = _ids("issue", self.issues)
        attributions = _ids("attribution", self.attributions)
        _ids("stance", self.stances)
        for made in self.attributions:
            where = f"attribution {made.id!r}"
            for role in ("speaker", "addressee", "via"):
                _known(where, role, getattr(made, role), actors)
            for role in ("continues", "nested_in"):
                _known(where, role, getattr(made, role), attributions)
        for link in self.links:
            _known(f"the link of {_short(link.mention.text)}", "actor", link.actor, actors)
        for stance in self.stances:
            where = f"stance {stance.id!r}"
            _known(where, "holder", stance.holder, actors)
            _known(where, "target", stance.target.actor, actors)
            _known(where, "target", stance.target.issue, issues)
            _known(where, "attribution", stance.attribution, attributions)
            for issue in stance.about:
                _known(where, "about", issue, issues)
        return self

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Yield every span of the record, each with a phrase that says whose it is."""
        for kind, group in (("actor", self.actors), ("issue", self.issues)):
            for thing in group:
                for mention in thing.mentions:
                    yield f"a mention of {kind} {thing.id!r}", mention
        for made in self.attributions:
            for role in ("source", "cue", "content"):
                for span in getattr(made, role):
                    yield f"the {role} of attribution {made.id!r}", span
        for stance in self.stances:
            yield f"the evidence of stance {stance.id!r}", stance.evidence
            for role in ("holder_mention", "target_mention"):
                if getattr(stance, role) is not None:
                    yield f"the {role} of stance {stance.id!r}", getattr(stance, role)

        for link in self.links:
            yield f"a link to actor {link.actor!r}", link.mention

    def check(self, text: str) -> None:
        """Hold the record against its text.

        Raises `SpanMismatch` at the first span that does not read as it says, and where the text is
        not the one that the record was made from.
        """
        if self.document.sha256 not in {None, fingerprint(text)}:
            message = (
                f"document {self.document.id!r}: this is not the text that the record was made from (its hash differs)"
            )
            raise SpanMismatch(message)
        for whose, span in self.spans():
            if text[span.start : span.end] != span.text:
                message = (
                    f"document {self.document.id!r}: {whose} says {_short(span.text)}, but the text reads "
                    f"{_short(text[span.start : span.end])} from {span.start} to {span.end}"
                )
                raise SpanMismatch(message)

    def to_json(self, *, links: bool = False) -> str:
        """Return the record as one line of JSON, the same for the same record; its links only where they are asked for."""
        left_out = None if links and self.links else {"links"}
        return json.dumps(self.model_dump(mode="json", exclude=left_out), ensure_ascii=False)


def _ids(kind: str, things: tuple[Any, ...]) -> Collection[str]:
    ids = {thing.id for thing in things}
    if len(ids) < len(things):
        twice = sorted({thing.id for thing in things if sum(other.id == thing.id for other in things) > 1})
        message = f"two {kind}s have the id {twice[0]!r}"
        raise RecordError(message)
    return ids


def _known(where: str, role: str, name: str | None, ids: Collection[str]) -> None:
    if name is not None and name not in ids:
        message = f"{where} has the {role} {name!r}, whom the record does not hold"
        raise DanglingId(message)


def _short(text: str, *, limit: int = 60) -> str:
    return repr(text if len(text) <= limit else f"{text[:limit]}…")
